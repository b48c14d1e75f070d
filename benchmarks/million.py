"""How long a whole fleet takes to match again, and a day's advisories alone.

    uv run --group bench benchmarks/million.py [--rounds 5]
    uv run --group bench benchmarks/million.py --occurrences 10000000

The fleet: 1,000,000 occurrences (2,000 bills of 500 components), some 50,000 distinct components, 80,000
packages; 300,000 advisories with 420,000 ranges (see ``fleet.py``). Keys and the index are made before.

*Full*: every distinct component against every advisory, with the distinct hits and how many occurrences
they have; against polars, which makes the occurrences distinct and joins them with the ranges by package, so
that candidates are merely found, their versions not compared. Both begin with integers, in turns; medians.
The hits are counted a third way, with numpy alone. *Delta*: 200 new advisories. *Tenfold*: the same with ten
times more components, in packages that nobody speaks of. Memory is what each side adds in a process of its
own.

With more occurrences than a million, the fleet is built at four sizes: time, and bytes an occurrence.
"""

import argparse
import ctypes
import gc
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import fleet as made
from hygie.matching.fleet import Fleet, delta, full_rematch
from hygie.matching.index import SegmentIndex

MILLION = 1_000_000
NEW = 200
TENFOLD = 10
SIZES = (0.1, 0.25, 0.5, 1.0)
MIB = 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--occurrences", type=int, default=MILLION)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", choices=("polars", "hygie", "grow"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone == "grow":
        grow(options.occurrences)
    elif options.alone:
        alone(options.alone)
    elif options.occurrences > MILLION:
        for share in SIZES:
            print(again("grow", "--occurrences", str(int(share * options.occurrences))), end="", flush=True)
    else:
        compare(options.rounds)
        for name in ("hygie", "polars"):
            print(f"memory: {name} adds {int(again(name)) / MIB:.0f} MiB")


def again(name: str, *more: str) -> str:
    """Do a part in a process of its own."""
    command = [sys.executable, __file__, "--alone", name, *more]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout


class Scene:
    """The fleet, the index and the columns that polars joins."""

    def __init__(self) -> None:
        """Draw everything."""
        draw = np.random.default_rng(made.SEED)
        self.parts, self.said = made.parts(draw), made.said(draw)
        self.fleet = made.fleet(draw, self.parts, MILLION // made.PER_BILL)
        self.occurrences = np.array(self.fleet.occurrences, dtype=np.int32)
        self.index = made.index(self.said)
        self.day = made.index(made.said(np.random.default_rng(1), NEW, NEW * 7 // 5))

    def columns(self) -> tuple[Any, Any]:
        """Give what polars joins: an occurrence a row, and a range a row."""
        import polars as pl  # noqa: PLC0415 - the peer, where it runs

        codes = self.parts.package * made.VERSIONS + self.parts.version
        held = pl.DataFrame({"code": codes[self.occurrences]})
        return held.lazy(), pl.DataFrame(self.said._asdict()).lazy()


def rematch(fleet: Fleet, index: SegmentIndex) -> tuple[int, int]:
    """Match a fleet again; count the distinct hits and their occurrences."""
    subjects = full_rematch(fleet, (index,)).columns.subject
    held = np.diff(fleet.standing.starts)
    return len(subjects), int(held[subjects].sum())


def candidates(held: Any, ranges: Any) -> int:  # noqa: ANN401 - frames of the peer
    """Find the candidates as polars does fastest: one column made distinct, then the join."""
    import polars as pl  # noqa: PLC0415

    distinct = held.group_by("code").len().with_columns(package=pl.col("code") // made.VERSIONS)
    return int(distinct.join(ranges, on="package").collect().height)


def expected(scene: Scene) -> tuple[int, int]:
    """Count the hits with numpy alone: packages sorted, versions compared; once per advisory."""
    order = np.argsort(scene.said.package, kind="stable")
    sorted_ = scene.said.package[order]
    first = np.searchsorted(sorted_, scene.parts.package)
    counts = np.searchsorted(sorted_, scene.parts.package, side="right") - first
    owner = np.repeat(np.arange(len(first)), counts)
    row = order[np.arange(len(owner)) + np.repeat(first - np.cumsum(counts) + counts, counts)]
    place = scene.parts.version[owner]
    hit = (scene.said.low[row] <= place) & (place < scene.said.high[row])
    pairs = np.unique(owner[hit] * made.ADVISORIES + scene.said.advisory[row[hit]]) // made.ADVISORIES
    held = np.bincount(scene.occurrences, minlength=len(first))
    return len(pairs), int(held[pairs].sum())


def compare(rounds: int) -> None:
    """Compare the full match with the join, and the day's advisories with the full match."""
    began = time.perf_counter()
    scene = Scene()
    held, ranges = scene.columns()
    print(f"drawn, written and indexed in {time.perf_counter() - began:.0f} s")
    wide = Fleet()
    wide.questions.add(made.components(scene.parts))
    draw = np.random.default_rng(2)
    # Ten times more, in packages of other names.
    others = wide.questions.add(made.components(made.parts(draw, TENFOLD * made.DISTINCT), "other"))
    for number, start in enumerate(range(0, len(scene.occurrences), made.PER_BILL)):
        wide.put(f"bill-{number}", scene.occurrences[start : start + made.PER_BILL])
    for number, start in enumerate(range(0, len(others), made.PER_BILL)):
        wide.put(f"other-{number}", others[start : start + made.PER_BILL])
    assert rematch(scene.fleet, scene.index) == expected(scene)
    hits = len(delta(scene.fleet, scene.day))
    assert hits == len(delta(wide, scene.day)) == rematch(scene.fleet, scene.day)[0]
    found = medians(
        {
            "hygie": lambda: rematch(scene.fleet, scene.index),
            "polars": lambda: candidates(held, ranges),
            "delta": lambda: delta(scene.fleet, scene.day),
            "tenfold": lambda: delta(wide, scene.day),
        },
        rounds,
    )
    print(
        f"{len(scene.occurrences)} occurrences, {len(scene.parts.package)} distinct, "
        f"{len(scene.said.package)} ranges: {candidates(held, ranges)} candidates, "
        "hits {}, in occurrences {}".format(*expected(scene))
    )
    print(f"full: {found['hygie'] * 1e3:.1f} ms, {found['hygie'] / found['polars']:.2f} x polars "
          f"({found['polars'] * 1e3:.1f} ms)")  # fmt: skip
    print(f"delta, {NEW} advisories, {hits} hits: {found['delta'] * 1e3:.2f} ms, "
          f"{100 * found['delta'] / found['hygie']:.2f} % of the full match")  # fmt: skip
    print(f"with {len(wide.questions.items)} distinct components: "
          f"{found['tenfold'] / found['delta']:.2f} x as long")  # fmt: skip


def medians(subjects: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Time each subject in turns; what is short is done often."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    gc.disable()
    for _ in range(rounds):
        for name, run in subjects.items():
            for _ in range(20 if name in ("delta", "tenfold") else 3):
                began = time.perf_counter()
                run()
                times[name].append(time.perf_counter() - began)
        gc.collect()
    gc.enable()
    return {name: median(found) for name, found in times.items()}


def alone(name: str) -> None:
    """Do one side's work once, and print what it adds at its highest to the memory of the process, in KiB."""
    scene = Scene()
    held, ranges = scene.columns()
    run: Callable[[], object] = lambda: candidates(held, ranges)  # noqa: E731 - one of two
    if name == "hygie":
        del held, ranges
        run = lambda: rematch(scene.fleet, scene.index)  # noqa: E731
    settle()
    before = kibibytes("VmRSS:")
    run()
    print(kibibytes("VmHWM:") - before)


def grow(occurrences: int) -> None:
    """Build a fleet and ask it: how long, and how much memory, for each occurrence."""
    draw = np.random.default_rng(made.SEED)
    drawn, rows = made.parts(draw), made.said(draw)
    index = made.index(rows)
    settle()
    before = kibibytes("VmRSS:")
    began = time.perf_counter()
    fleet = made.fleet(draw, drawn, occurrences // made.PER_BILL)
    built = time.perf_counter() - began
    kept = kibibytes("VmRSS:") - before
    rematch(fleet, index)  # arranges what is asked, once
    arranged = time.perf_counter() - began - built
    began = time.perf_counter()
    hits, held = rematch(fleet, index)
    matched = time.perf_counter() - began
    most = kibibytes("VmHWM:") - before
    print(
        f"{occurrences:,} occurrences: built in {built:.2f} s ({1e9 * built / occurrences:.0f} ns each), "
        f"arranged in {arranged:.2f} s, matched in {matched * 1e3:.0f} ms ({hits} hits, {held:,} in all); "
        f"{kept / MIB:.0f} MiB kept ({1024 * kept / occurrences:.1f} B each), {most / MIB:.0f} at the most "
        f"({1024 * most / occurrences:.1f} B each)"
    )


def settle() -> None:
    """Give back what was used before, so that it hides nothing of what is used from now on."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")


def kibibytes(label: str) -> int:
    """Read one of this process's figures."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(label)))


if __name__ == "__main__":
    main()
