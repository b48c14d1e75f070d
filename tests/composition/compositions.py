"""Random systems of the composition language, always well-formed, full of everything that it can say."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st
from tests.composition.facts_written import Data, guardable, losses, of_parts, own, stopped

from hygie.composition.language.vocabulary import CRITERIA

MODES = ("nominal", "degraded", "isolated", "emergency", "maintenance", "manual")
CAPABILITIES = ("reach", "touch", "order.a")
DIFFICULTIES = (None, None, "negligible", "low", "moderate", "high")
VECTORS = ("network", "adjacent", "local", "physical")
CVSS = (
    "CVSS:3.1/AV:{}/AC:{}/PR:{}/UI:{}/S:{}/C:{}/I:{}/A:{}",
    ("N", "N", "A", "L", "P"), "LH", "NNLH", "NNR", "UC", "NH", "LH", "NH",
)  # fmt: skip
MOST = 40
"""Instances that a system may lay out."""

_SEEDS = st.integers(0, 2**32 - 1)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - cases, not secrets


def some(rng: Random, items: Sequence[Any], most: int = 3, least: int = 0) -> list[Any]:
    return rng.sample(items, min(len(items), rng.randint(least, most)))


def well_formed(depth: int = 3) -> st.SearchStrategy[Data]:
    """Give declarations of a system ``s`` whose components are nested to some depth, and of its types."""
    return st.builds(lambda seed, deep: declarations(seeded(seed), deep), _SEEDS, st.integers(1, depth))


def randoms() -> st.SearchStrategy[Random]:
    """Give choices that depend on nothing but a number."""
    return _SEEDS.map(seeded)


def declarations(rng: Random, depth: int = 2) -> Data:
    """Write types, those of a level made of those of the levels below, and a system of them."""
    types: Data = {}
    for level in range(depth):
        for number in range(rng.randint(1, 2)):
            below = some(rng, list(types), 2, 1) if level else []
            types[f"type{level}{number}"] = _Writer(rng, types).component_type(below)
    system = _Writer(rng, types).system(some(rng, list(types), 4, 1))
    data = {"types": types, "systems": {"s": system}}
    data["vulnerabilities"] = list(_vulnerabilities(rng, data))
    return _said(data)


def _said(value: Any) -> Any:
    """Leave out what is not said."""
    if isinstance(value, dict):
        return {name: _said(inner) for name, inner in value.items() if inner is not None}
    return [_said(inner) for inner in value] if isinstance(value, list) else value


def instances(types: Data, body: Data) -> Iterator[tuple[str, Data]]:
    """Give the written path of every component of a body, as often as it is laid out, with what it says."""
    for name, component in body["components"].items():
        for _ in range(component["count"]):
            yield name, component
            inside = instances(types, types[component["type"]])
            yield from ((f"{name}.{path}", inner) for path, inner in inside)


def _vulnerabilities(rng: Random, data: Data) -> Iterator[Data]:
    laid_out = list(instances(data["types"], data["systems"]["s"]))
    for kind, body in data["types"].items():
        for number, part in enumerate(some(rng, list(body["parts"]), 2)):
            found: Data = {"id": f"CVE-{number}", "type": kind, "part": part}
            form, *letters = CVSS
            found["cvss"] = [form.format(*map(rng.choice, letters))] if rng.random() < 0.9 else []
            found["exploited"] = rng.choice([True, False, None])
            found["public_exploit"] = rng.choice([True, False, {"unknown": "nobody looked"}])
            paths = sorted({path for path, component in laid_out if component["type"] == kind})
            if paths and rng.random() < 0.3:
                found["components"] = some(rng, paths, 2, 1)
            yield found


class _Writer:
    """Writes one type or system: ``types`` are those it may be made of."""

    def __init__(self, rng: Random, types: Data) -> None:
        self.rng = rng
        self.types = types
        self.used: Data = {}
        self.modes = list(MODES)

    def component_type(self, below: Sequence[str]) -> Data:
        ports = {
            f"p{number}": {way: some(self.rng, CAPABILITIES, 3, 1) for way in ("in", "out")}
            for number in range(self.rng.randint(1, 3))
        }
        body = self._body({"title": "Type", "ports": ports}, below)
        body["configurable"] = some(self.rng, [*body["controls"], *body["assets"]], 6)
        return body

    def system(self, below: Sequence[str]) -> Data:
        self.modes = some(self.rng, MODES, 4, 1)
        body = self._body({"title": "System", "modes": self.modes}, below)
        entering = self._inner("in")
        body["origins"] = {
            f"r{number}": {
                "title": "Origin",
                "has": some(self.rng, entering, 2, 1),
                "level": self.rng.choice([4, 4, 3, 2, 1]),
                "modes": self._modes(),
            }
            for number in range(self.rng.randint(1, 2))
        }
        for origin in body["origins"].values():
            for reference in origin["has"]:
                # Who has something over a component cannot be excluded by what is vouched for there.
                body["components"][reference.partition(".")[0]]["assumptions"] = {}
        body["assumptions"] = self._vouched(body)
        return body

    def _body(self, body: Data, below: Sequence[str]) -> Data:
        rng = self.rng
        self.used = {f"k{number}": self.types[kind] for number, kind in enumerate(below)}
        body["components"] = self._components(below)
        body["wires"] = self._wires(body)
        for section, letter, least, most in (
            ("parts", "q", 0, 2), ("assets", "a", 0, 2), ("controls", "c", 0, 3), ("steps", "s", 2, 6), ("assumes", "h", 0, 2),
        ):  # fmt: skip
            body[section] = {f"{letter}{number}": {} for number in range(rng.randint(least, most))}
        for section, write in (
            ("parts", self._part), ("assets", self._asset), ("controls", self._control),
            ("steps", self._step), ("assumes", self._assumption),
        ):  # fmt: skip
            body[section] = {name: write(body, name) for name in body[section]}
        _use_every_port(body)
        say_unused(self.types, body)
        return body

    # -- what is inside ----------------------------------------------------------------------------

    def _components(self, below: Sequence[str]) -> Data:
        found: Data = {}
        for number, kind in enumerate(below):
            body = self.types[kind]
            here = {
                "type": kind,
                "count": self.rng.choice([1, 1, 2, 3, 4]),
                "assumptions": self._vouched(body),
            }
            settable = [name for name in body["configurable"] if name in body["controls"]]
            here["controls"] = {name: self._state() for name in some(self.rng, settable)}
            settable = [name for name in body["configurable"] if name in body["assets"]]
            here["needs"] = {name: self._needs() for name in some(self.rng, settable, 1)}
            found[f"k{number}"] = here
            if sum(1 for _ in instances(self.types, {"components": found})) > MOST // 2:
                here["count"] = 1
        return found

    def _wires(self, body: Data) -> list[Data]:
        rng = self.rng
        outer = {name: (port["in"], port["out"]) for name, port in body.get("ports", {}).items()}
        ends = {
            f"{name}.{port}": (sides["out"], sides["in"])
            for name, kind in self.used.items()
            for port, sides in kind["ports"].items()
        }
        found: Data = {}
        for _ in range(rng.randint(1, 8) if ends else 0):
            first, second = rng.choice([*outer, *ends]), rng.choice(list(ends))
            wire: Data = {"between": rng.sample([first, second], 2), "how": "all", "modes": self._modes()}
            counts = [
                body["components"].get(end.partition(".")[0], {}).get("count", 1) for end in (first, second)
            ]
            same = first.partition(".")[0] == second.partition(".")[0]
            if same and counts[0] == 1:
                continue  # a component alone is not wired to itself
            if not same and max(counts) % min(counts) == 0 and rng.random() < 0.5:
                wire["how"] = "each"
            leaving, entering = {**outer, **ends}[first], ends[second]
            if set(leaving[0]) & set(entering[1]) or set(leaving[1]) & set(entering[0]):
                found.setdefault(frozenset(wire["between"]), wire)
        return list(found.values())

    # -- what it does ------------------------------------------------------------------------------

    def _inner(self, way: str) -> list[str]:
        return [f"{name}.{fact}" for name, kind in self.used.items() for fact in own(kind, way)]

    def _inner_losses(self) -> list[str]:
        return [f"{name}.{loss}" for name, kind in self.used.items() for loss in losses(kind)]

    def _seen(self, body: Data) -> list[str]:
        """Name what a condition may name, what enters more often: else little would depend on it."""
        entered = [*own(body, "in"), *self._inner("out")]
        return [*entered, *entered, *body["steps"], *of_parts(body), *losses(body), *self._inner_losses()]

    def _part(self, body: Data, name: str) -> Data:
        rng, seen = self.rng, self._seen(body)
        earlier = list(body["parts"])[: list(body["parts"]).index(name)]
        made: Data = {"on": rng.choice([*earlier, None])}
        if rng.random() < 0.7:
            made["access"] = {vector: some(rng, seen, 2) for vector in some(rng, VECTORS, 4)}
        if rng.random() < 0.5:
            made["privileges"] = {level: some(rng, seen, 2) for level in some(rng, ("low", "high"), 2)}
        if rng.random() < 0.5:
            made["interaction"] = some(rng, seen, 2)
        return made

    def _asset(self, body: Data, _name: str) -> Data:
        return {"title": "Asset", "on": self.rng.choice([*body["parts"], None]), "needs": self._needs()}

    def _control(self, body: Data, _name: str) -> Data:
        rng = self.rng
        loses = (
            some(rng, [*stopped(body), *losses(body), *self._inner_losses()], 2) if rng.random() < 0.3 else []
        )
        guards = [name for name in some(rng, guardable(self.types, body), 3) if name not in loses]
        return {
            "title": "Control", "guards": guards, "loses": loses, "in_place": self._state(), "modes": self._modes(),
        }  # fmt: skip

    def _step(self, body: Data, name: str) -> Data:
        rng = self.rng
        seen = [reference for reference in self._seen(body) if reference != name]
        made: Data = {
            "difficulty": rng.choice(DIFFICULTIES),
            "takes": some(rng, [f"{part}.control" for part in body["parts"]], 1),
            "emits": some(rng, [*own(body, "out"), *self._inner("in")], 2),
            "loses": some(rng, [*stopped(body), *losses(body), *self._inner_losses()], 2),
            "modes": self._modes(),
        }
        for form in some(rng, ("any", "any", "all", "at_least"), rng.choice([1, 1, 2]), 1) if seen else ():
            if form == "at_least":
                among = sorted(set(some(rng, seen, 4, 1)))
                most = sum(body["components"].get(one.partition(".")[0], {}).get("count", 1) for one in among)
                made[form] = {"count": rng.randint(1, most), "of": among}
            else:
                made[form] = some(rng, seen, 3 if form == "any" else 2, 1)
        if not seen:
            made["any"] = [name]
        if body["controls"] and rng.random() < 0.3:
            made["detect"] = {"by": rng.choice(list(body["controls"]))}
        return made

    def _assumption(self, body: Data, _name: str) -> Data:
        rng = self.rng
        entering = own(body, "in")
        others = [
            *own(body, "out"), *body["steps"], *of_parts(body), *losses(body), *self._inner("in"), *self._inner("out"),
        ]  # fmt: skip
        among = entering if entering and rng.random() < 0.7 else [*entering, *others]
        return {"text": "Assumption", "falsifies": some(rng, among, 2, 1)}

    # -- what is set -------------------------------------------------------------------------------

    def _modes(self) -> list[str] | None:
        return some(self.rng, self.modes, 4, 1) if self.rng.random() < 0.2 else None

    def _state(self) -> Any:
        return self.rng.choice([True, True, False, None, {"unknown": "nobody looked"}])

    def _needs(self) -> Data:
        return {criterion: self.rng.choice([0, 1, 4]) for criterion in some(self.rng, CRITERIA, 4)}

    def _vouched(self, body: Data) -> Data:
        return {
            name: {"holds": self.rng.choice([True, True, True, False, {"unknown": "nobody looked"}])}
            for name in body["assumes"]
            if self.rng.random() < 0.8
        }


def _use_every_port(body: Data) -> None:
    """Let something depend on each own port of what has components: a port that leads nowhere is refused."""
    entering = [f"{name}.{port['in'][0]}" for name, port in body.get("ports", {}).items()]
    if body["components"] and entering:
        body["steps"]["sees"] = {"any": entering, "emits": own(body, "out")[:1]}


def say_unused(types: Data, body: Data) -> None:
    """Say which ports are not wired."""
    wired = {end for wire in body["wires"] for end in wire["between"]}
    for name, component in body["components"].items():
        ports = types[component["type"]]["ports"]
        component["unused"] = [port for port in ports if f"{name}.{port}" not in wired]
