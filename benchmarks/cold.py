"""How long the command line takes to start, as ratios to an interpreter that imports click and pydantic.

uv run benchmarks/cold.py [--rounds 9]

Every process starts from bytecode, as that of an installed program does: a first run of each makes it.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
FLOOR = [sys.executable, "-c", "import click, pydantic"]
HYGIE = [sys.executable, "-c", "from hygie.cli.main import run; run()"]
SUBJECTS = {
    "hygie --help": [*HYGIE, "--help"],
    "hygie check examples/host": [*HYGIE, "check", str(ROOT / "examples" / "host")],
}


ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> None:
    """Run the floor and each subject in turns and print the ratios of their medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {"floor": [], **{name: [] for name in SUBJECTS}}
    for command in (FLOOR, *SUBJECTS.values()):
        timed(command)
    for _ in range(rounds):
        times["floor"].append(timed(FLOOR))
        for name, command in SUBJECTS.items():
            times[name].append(timed(command))
    floor = median(times["floor"])
    print(f"import click, pydantic: {floor:.2f} s")
    for name in SUBJECTS:
        print(f"{name}: {median(times[name]) / floor:.2f} x")


def timed(command: list[str]) -> float:
    """Give the seconds that a whole process takes."""
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
