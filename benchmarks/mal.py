"""How much faster Hygie says what is reached in MAL models than mal-simulator, where both say the same.

    uv run benchmarks/mal.py [--assets 1000] [--rounds 3]
    uv run benchmarks/mal.py --assets 10000 --cut 120      # the peer is stopped after so many seconds

The language is that of the tests, with techniques added: an asset then has some 45 steps, as in coreLang.
*Kernel*: both graphs are built, defences read; the peer performs all the actions of its surface, tick after
tick, until it is empty. *End to end*: both begin with one mal-toolbox ``Model`` in memory; the peer makes
its attack graph, its simulator, and performs; Hygie computes the set expressions on its own, makes its graph,
and sweeps it. Imports and compilation come before; peer and subject take turns; medians. Memory is what each
adds, at its highest, to a process of its own that has the model and has loaded everything.
"""

import argparse
import contextlib
import gc
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any, TypeAlias

import numpy as np

from hygie.composition.engine.graph import GraphBuilder
from hygie.composition.engine.kernels import closure, using
from hygie.composition.exchange.mal import MalGraph, graph_of, steps_of_attack_graph, steps_of_model
from hygie.composition.exchange.mal_toolbox import AttackGraph, Language, Model, build_model, load_language

Simulator: TypeAlias = Any

ROOT = Path(__file__).parent.parent
SEED = 20261122
GUARDED = 0.05
TECHNIQUES = 9
PLACES = {
    "  asset Network {": ("      -> cross, listen,", "hosts.attemptConnect"),
    "  abstract asset Machine extends Place {": ("    | access\n      ->", "services.reach"),
    "  asset Application {": ("    | reach\n      ->", "accounts.observe"),
    "  asset Credential {": ("    | obtain\n      ->", "hosts.attemptConnect"),
}
"""Where techniques are added to an asset, from which step they begin, and where the last one leads."""


def main() -> None:
    """Measure both sides and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--assets", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cut", type=float, help="run the peer once, and stop it after so many seconds")
    parser.add_argument("--alone", choices=("peer", "hygie"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        alone(options.alone, options.assets)
        return
    warm_up()
    if options.cut is None:
        compare(options.assets, options.rounds)
    else:
        against_the_clock(options.assets, options.rounds, options.cut)
    memory(options.assets, options.cut)


def models() -> ModuleType:
    """Give the models of the tests, which make those of this benchmark."""
    sys.path.insert(0, str(ROOT))
    return import_module("tests.composition.mal_models")


def language() -> Language:
    """Make the language of the tests larger: techniques side by side, each with a defence."""
    text = models().LANGUAGE.read_text()
    for asset, (begins, leads) in PLACES.items():
        added = [
            f"    | try{index}\n      -> do{index}\n    # guard{index}\n      -> do{index}\n"
            f"    & do{index}\n      -> gain{index}\n    | gain{index}\n      -> mastery\n"
            for index in range(TECHNIQUES)
        ]
        first = ", ".join(f"try{index}" for index in range(TECHNIQUES))
        head, found, tail = text.partition(asset)
        assert found, asset
        assert begins in tail, begins
        tail = tail.replace(begins, f"{begins} {first},", 1)
        text = f"{head}{found}\n{''.join(added)}    | mastery\n      -> {leads}\n{tail}"
    return load_language(text.encode(), "large.mal")


def model_of(assets: int) -> Model:
    """Make a model of so many assets."""
    return build_model(models().model_data(assets, SEED, guarded=GUARDED), language())


def simulator_of(attack_graph: AttackGraph, entries: list[str]) -> Simulator:
    """Make the peer's simulator, with everything of chance turned off."""
    return models().simulator(attack_graph, entries)


def performed(simulator: Simulator) -> frozenset[str]:
    """Let the peer perform all that it can; say what it performed."""
    while surface := simulator.agent_states["attacker"].action_surface:
        simulator.step({"attacker": list(surface)})
    return frozenset(node.full_name for node in simulator.agent_states["attacker"].performed_nodes)


def peer_end_to_end(model: Model, entries: list[str]) -> frozenset[str]:
    """Go from the model to what is performed, as the peer does."""
    attack_graph = import_module("maltoolbox.attackgraph").AttackGraph(model.lang_graph, model)
    return performed(simulator_of(attack_graph, entries))


def hygie_end_to_end(model: Model, entries: list[str]) -> np.ndarray:
    """Go from the model to what is reached, as Hygie does."""
    steps = steps_of_model(model)
    begun = set(entries)
    sources = np.fromiter((name in begun for name in steps.names), dtype=np.bool_, count=steps.size)
    return closure(graph_of(steps).graph, sources=sources).holds


def warm_up() -> None:
    """Load and compile whatever either side needs, before anything is measured."""
    model = model_of(20)
    entries = models().entry_points(steps_of_model(model).names, SEED)
    peer_end_to_end(model, entries)
    builder = GraphBuilder()
    builder.edge(builder.node(0), builder.node())
    with using("numba"):
        closure(builder.build())
        hygie_end_to_end(model, entries)


def compare(assets: int, rounds: int) -> None:
    """Compare kernels, then whole ways, and hold one's answer against the other's."""
    model = model_of(assets)
    steps = steps_of_model(model)
    entries = models().entry_points(steps.names, SEED)
    attack_graph = import_module("maltoolbox.attackgraph").AttackGraph(model.lang_graph, model)
    assert steps_of_attack_graph(attack_graph).size == steps.size
    graph = graph_of(steps)
    sources = np.isin(np.array(steps.names), entries)
    with using("numba"):
        kernel, found = medians(
            {
                "peer": (lambda: simulator_of(attack_graph, entries), performed),
                "hygie": (lambda: graph, lambda built: swept(built, sources)),
            },
            rounds,
        )
    expected = found["peer"]
    reached = frozenset(steps.names[node] for node in np.flatnonzero(swept(graph, sources)))
    assert reached == expected, len(reached ^ expected)
    print(
        f"{len(model.assets)} assets, {steps.size} steps ({steps.size / len(model.assets):.0f} an asset), "
        f"{len(steps.tails)} edges; {len(reached)} reached, the same on both sides"
    )
    report("kernel", kernel)
    with using("numba"):
        whole, _ = medians(
            {
                "peer": (lambda: model, lambda given: peer_end_to_end(given, entries)),
                "hygie": (lambda: model, lambda given: hygie_end_to_end(given, entries)),
            },
            rounds,
        )
    report("end to end", whole)


def swept(graph: MalGraph, sources: np.ndarray) -> np.ndarray:
    """Reach all that can be, from graphs already built."""
    return closure(graph.graph, sources=sources).holds


def against_the_clock(assets: int, rounds: int, cut: float) -> None:
    """Time Hygie, then let the peer run once until it is done or stopped."""
    model = model_of(assets)
    steps = steps_of_model(model)
    entries = models().entry_points(steps.names, SEED)
    own = []
    with using("numba"):
        for _ in range(rounds):
            begun = time.perf_counter()
            reached = hygie_end_to_end(model, entries)
            own.append(time.perf_counter() - begun)
    print(
        f"{len(model.assets)} assets, {steps.size} steps, {len(steps.tails)} edges; {reached.sum()} reached"
    )
    begun = time.perf_counter()
    try:
        with stopped_after(cut):
            theirs = peer_end_to_end(model, entries)
    except TimeoutError:
        spent = time.perf_counter() - begun
        print(f"  end to end: {median(own):.2f} s; the peer was stopped after {spent:.0f} s", flush=True)
        return
    assert len(theirs) == reached.sum()
    report("end to end", {"peer": time.perf_counter() - begun, "hygie": median(own)})


@contextlib.contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Stop what is done inside, wherever it is, after so many seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def medians(
    subjects: dict[str, tuple[Callable[[], Any], Callable[[Any], Any]]], rounds: int
) -> tuple[dict[str, float], dict[str, Any]]:
    """Time each subject in turn, what it is given being made outside of its time; give its answer too."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    answers: dict[str, Any] = {}
    for _ in range(rounds):
        for name, (prepare, run) in subjects.items():
            given = prepare()
            gc.collect()
            begun = time.perf_counter()
            answers[name] = run(given)
            times[name].append(time.perf_counter() - begun)
    return {name: median(found) for name, found in times.items()}, answers


def report(what: str, found: dict[str, float]) -> None:
    """Print a ratio and the two times."""
    ratio = found["peer"] / found["hygie"]
    print(
        f"  {what}: {ratio:,.0f} times faster ({found['peer']:.3f} s against {found['hygie'] * 1e3:.2f} ms)",
        flush=True,
    )


def memory(assets: int, cut: float | None) -> None:
    """Print what each side adds, in a process of its own, to what the model takes."""
    for name in ("hygie", *(("peer",) if cut is None else ())):
        command = [sys.executable, __file__, "--assets", str(assets), "--alone", name]
        run = subprocess.run(command, capture_output=True, check=True, text=True)
        print(f"  memory: {name} adds {int(run.stdout) / 1024:.0f} MiB", flush=True)


def alone(name: str, assets: int) -> None:
    """Do one side's work once, and print what it adds at its highest to the memory of the process, in KiB."""
    warm_up()
    model = model_of(assets)
    named = ((each.name, step) for each in model.assets.values() for step in each.lg_asset.attack_steps)
    entries = models().entry_points(tuple(f"{asset}:{step}" for asset, step in named), SEED)
    gc.collect()
    # From here on, not the memory that making the model took for a while.
    Path("/proc/self/clear_refs").write_text("5")
    before = kibibytes("VmRSS:")
    if name == "peer":
        peer_end_to_end(model, entries)
    else:
        with using("numba"):
            hygie_end_to_end(model, entries)
    print(kibibytes("VmHWM:") - before)


def kibibytes(label: str) -> int:
    """Read one of this process's figures; unlike getrusage's, they leave out those of whoever started it."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(label)))


if __name__ == "__main__":
    main()
