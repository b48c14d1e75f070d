"""Hospitals in the small MAL language of the tests, made from a seed, and what the simulator reaches in them."""

import contextlib
import logging
import random
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from hygie.composition.exchange.mal_toolbox import load_language

LANGUAGE = Path(__file__).parent.parent / "data" / "composition" / "mal" / "ward.mal"
DEFENCES = {
    "Ward": ("badge",),
    "Network": ("segmented",),
    "Host": ("firewall", "hardened", "patched", "locked"),
    "Sensor": ("firewall", "hardened", "patched", "locked"),
    "Application": ("lockout", "inputChecked"),
    "Credential": ("hashed", "secondFactor"),
}
SITE = 24
"""Floors whose networks are connected; people, their accounts and doors lead from one site to the next."""


def language() -> Any:
    """Load the language of the tests."""
    return load_language(LANGUAGE.read_bytes(), LANGUAGE.name)


def model_data(assets: int, seed: int, guarded: float = 0.3) -> dict[str, Any]:
    """Make the data of a model of about so many assets; ``guarded`` is the share of defences that are on."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    return _Hospital(chance, guarded).fill(assets)


class _Hospital:
    def __init__(self, chance: random.Random, guarded: float) -> None:
        self.chance, self.guarded = chance, guarded
        self.assets: dict[int, dict[str, Any]] = {}
        self.of: dict[str, list[int]] = {kind: [] for kind in DEFENCES}

    def fill(self, count: int) -> dict[str, Any]:
        """Add floors until there are enough assets."""
        while len(self.assets) < count:
            self._floor()
        return {"metadata": {"name": "hospital"}, "assets": self.assets}

    def _floor(self) -> None:
        ward, network = self._add("Ward"), self._add("Network")
        self._link(ward, "places", self._other("Ward", ward))
        beside = min(8, (len(self.of["Network"]) - 1) % SITE + 1)
        self._link(network, "routes", self._other("Network", network, beside))
        back = self._other("Network", network, beside)
        if back is not None:
            self._link(back, "routes", network)
        for _ in range(self.chance.randint(2, 4)):
            self._machine(ward, network)

    def _machine(self, ward: int, network: int) -> None:
        kind = "Sensor" if self.chance.random() < 0.2 else "Host"
        machine = self._add(kind)
        self._link(machine, "networks", network)
        self._link(ward, "machines", machine)
        if kind == "Sensor":
            self._link(network, "sensors", machine)
        service, login = self._add("Application"), self._add("Credential")
        self._link(machine, "services", service)
        self._link(machine, "logins", login)
        self._link(login, "applications", self._other("Application", -1))
        if self.chance.random() < 0.5:
            self._link(login, "applications", service)
        if self.chance.random() < 0.3:
            self._link(service, "peers", self._other("Application", service))

    def _add(self, kind: str) -> int:
        number = len(self.assets)
        defences = {name: float(self.chance.random() < self.guarded) for name in DEFENCES[kind]}
        self.assets[number] = {
            "name": f"{kind}{number}", "type": kind, "defenses": defences, "associated_assets": {},
        }  # fmt: skip
        self.of[kind].append(number)
        return number

    def _other(self, kind: str, but: int, last: int = 8) -> int | None:
        others = [number for number in self.of[kind][-last:] if number != but]
        return self.chance.choice(others) if others else None

    def _link(self, source: int, field: str, target: int | None) -> None:
        if target is not None:
            named = self.assets[source]["associated_assets"].setdefault(field, {})
            named[target] = self.assets[target]["name"]


def entry_points(names: tuple[str, ...], seed: int, count: int = 3) -> list[str]:
    """Choose steps at which an attacker begins."""
    chance = random.Random(seed)  # noqa: S311
    begins = [name for name in names if name.split(":")[1] in ("attemptConnect", "enter", "obtain", "join")]
    return sorted(chance.sample(begins, min(count, len(begins))))


def simulator(attack_graph: Any, entries: list[str]) -> Any:
    """Make a simulator in which nothing is left to chance, with one attacker."""
    settings = _simulator("config.sim_settings")
    chosen = settings.MalSimulatorSettings(
        ttc_mode=settings.TTCMode.DISABLED,
        run_defense_step_bernoullis=False,
        run_attack_step_bernoullis=False,
    )
    attacker = _simulator("config.agent_settings").AttackerSettings("attacker", frozenset(entries))
    return _simulator("mal_simulator.simulator").MalSimulator(attack_graph, [attacker], chosen)


def simulated(attack_graph: Any, entries: list[str]) -> frozenset[str]:
    """Let mal-simulator do all it can, tick after tick, until nothing is new: what it performed."""
    running = simulator(attack_graph, entries)
    while surface := running.agent_states["attacker"].action_surface:
        running.step({"attacker": list(surface)})
    return frozenset(node.full_name for node in running.agent_states["attacker"].performed_nodes)


def _simulator(module: str) -> Any:
    """Import a module of mal-simulator where the log that it writes is lost."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, contextlib.chdir(folder):
        Path("logs").mkdir()
        imported = import_module(f"malsim.{module}")
    logger = logging.getLogger("malsim")
    for handler in [each for each in logger.handlers if isinstance(each, logging.FileHandler)]:
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(logging.CRITICAL)
    return imported
