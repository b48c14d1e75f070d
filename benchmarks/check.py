"""How long loading and checking take, as ratios to what PyYAML's C loader takes merely to compose the files.

    uv run benchmarks/check.py [--scale 10] [--rounds 5]

In process, imports excluded; peer and subject measured in turns, in one run; the median is kept.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from dossiers import compose_all, write_dossier
from hygie.assessment.study import Study
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier

DAY = date(2026, 11, 22)


def main() -> None:
    """Measure one unit, then ``--scale`` units, and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    unit = measure(1, options.rounds)
    large = measure(options.scale, max(1, options.rounds // 3))
    growth = large["check"] / unit["check"]
    print(f"growth of the check from 1 to {options.scale} units: {growth:.1f} times")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def measure(scale: int, rounds: int) -> dict[str, float]:
    """Print and give the medians of composing, loading and checking a dossier of ``scale`` units."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = write_dossier(folder, scale)
        times: dict[str, list[float]] = {"compose": [], "load": [], "check": []}
        for _ in range(rounds):
            times["compose"].append(timed(lambda: compose_all(folder)))
            times["load"].append(timed(lambda: load(folder)))
            times["check"].append(timed(lambda: check(folder)))
    middle = {name: median(values) for name, values in times.items()}
    print(
        f"{lines:>7} lines: compose {middle['compose']:.2f} s, "
        f"load {middle['load'] / middle['compose']:.2f} x, check {middle['check'] / middle['compose']:.2f} x"
    )
    return middle


def load(folder: Path) -> Dossier:
    """Load a dossier that has no mistake."""
    loaded = load_dossier(folder)
    assert isinstance(loaded, Dossier)
    return loaded


def check(folder: Path) -> None:
    """Do the whole check: load, then every verdict."""
    _ = Study(load(folder), DAY).verdicts


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
