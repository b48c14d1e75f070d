"""How much faster a bill of materials is read than by cyclonedx-python-lib.

    uv run --group bench benchmarks/reading.py --data DATA [--rounds 5]

DATA is the folder of the public data sets (``veille`` in it). The bill is that of Keycloak 10: CycloneDX,
2.2 MB of JSON, 904 components with hashes, licences and references. Both begin with the bytes of the file and
end with its components, which must have the same packages; imports are done before. Sides take turns;
medians. Memory is what each adds, at its highest, in a process of its own.

The peer keeps everything that the bill says, and we only what a watch needs: that is the point of a reader of
one's own, not a merit of the code.
"""

import argparse
import ctypes
import gc
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from statistics import median

from hygie.observations.bill import Bill
from hygie.observations.bills import read_bill

BILL = "sbom/keycloak-10.0.2.cdx.json.gz"
MIB = 1024


def main() -> None:
    """Measure both sides and print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", choices=("peer", "hygie"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    content = gzip.decompress((options.data / "veille" / BILL).read_bytes())
    if options.alone:
        alone(options.alone, content)
        return
    sides = {"hygie": ours, "peer": theirs}
    read = {name: sorted(run(content)) for name, run in sides.items()}
    assert read["hygie"] == read["peer"], len(set(read["hygie"]) ^ set(read["peer"]))
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(options.rounds):
        for name, run in sides.items():
            for _ in range(10 if name == "hygie" else 1):
                gc.collect()
                began = time.perf_counter()
                run(content)
                times[name].append(time.perf_counter() - began)
    own, peer = median(times["hygie"]), median(times["peer"])
    print(f"{len(read['hygie'])} components, {len(content) / 1e6:.1f} MB")
    print(f"hygie: {own * 1e3:.2f} ms; cyclonedx-python-lib: {peer:.2f} s; {peer / own:.0f} x faster")
    for name in sides:
        command = [sys.executable, __file__, "--data", str(options.data), "--alone", name]
        run_alone = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        print(f"memory: {name} adds {int(run_alone.stdout) / MIB:.0f} MiB")


def ours(content: bytes) -> Iterable[str]:
    """Read as Hygie does; give the packages."""
    bill = read_bill(content, "bill.json")
    assert isinstance(bill, Bill)
    assert not bill.rejected
    return [each.purl for each in bill.components]


def theirs(content: bytes) -> Iterable[str]:
    """Read as the peer does; give the packages."""
    bom = import_module("cyclonedx.model.bom").Bom.from_json(json.loads(content))
    found = [*bom.components, *([bom.metadata.component] if bom.metadata.component else [])]
    return [str(each.purl or "") for each in found]


def alone(name: str, content: bytes) -> None:
    """Read once, and print what that adds at its highest to the memory of the process, in KiB."""
    run: Callable[[bytes], Iterable[str]] = ours if name == "hygie" else theirs
    import_module("cyclonedx.model.bom")
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    before = kibibytes("VmRSS:")
    run(content)
    print(kibibytes("VmHWM:") - before)


def kibibytes(label: str) -> int:
    """Read one of this process's figures."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(label)))


if __name__ == "__main__":
    main()
