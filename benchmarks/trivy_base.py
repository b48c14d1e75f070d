"""A vulnerability base that trivy reads, made from OSV records: the peer has the same advisories as Hygie.

The file is a bbolt database, as trivy-db writes it: a bucket per source (``pip::…``, ``go::…``) that holds a
bucket per package, whose keys are advisories and values JSON with version ranges; beside them ``data-source``
and ``vulnerability``. Only what reading needs is written: every bucket is one leaf page with its overflow.
Sources: the comments of bbolt's ``page.go``, ``bucket.go`` and ``db.go``; trivy-db's ``pkg/types``.
"""

import json
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

Bucket: TypeAlias = "dict[bytes, bytes | Bucket]"

PAGE = 4096
MAGIC, VERSION = 0xED0CDAED, 2
BRANCH, LEAF, META, FREE = 1, 2, 4, 16
NESTED = 1
_PLAIN = re.compile(r"\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?").fullmatch
PREFIXES = {"PyPI": "pip", "Go": "go"}


def write(records: Iterable[Mapping[str, Any]], folder: Path) -> int:
    """Write ``db/trivy.db`` and its metadata in a cache folder; give how many package ranges it holds."""
    packages: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(dict))
    known: dict[str, Any] = {}
    for record in records:
        if record.get("withdrawn"):
            continue
        known[record["id"]] = {"Title": record.get("summary") or record["id"], "Severity": "UNKNOWN"}
        for affected in record.get("affected", ()):
            prefix = PREFIXES[affected["package"]["ecosystem"]]
            name = affected["package"]["name"]
            name = name.lower().replace("_", "-").replace(".", "-") if prefix == "pip" else name.lower()
            held = packages[prefix][name].setdefault(record["id"], [])
            held += constraints(affected)
    root: Bucket = {b"data-source": {}, b"vulnerability": {}}
    for prefix, named in packages.items():
        bucket = f"{prefix}::Benchmark"
        root[b"data-source"][bucket.encode()] = json.dumps({"ID": "osv", "Name": "OSV", "URL": ""}).encode()  # type: ignore[index]
        root[bucket.encode()] = {
            name.encode(): {
                number.encode(): json.dumps({"VulnerableVersions": versions}).encode()
                for number, versions in advisories.items()
                if versions
            }
            for name, advisories in named.items()
        }
    root[b"vulnerability"] = {number.encode(): json.dumps(told).encode() for number, told in known.items()}
    target = folder / "db"
    target.mkdir(parents=True, exist_ok=True)
    (target / "trivy.db").write_bytes(database(root))
    times = {"UpdatedAt": "2026-11-20T00:00:00Z", "NextUpdate": "2099-01-01T00:00:00Z"}
    (target / "metadata.json").write_text(
        json.dumps({"Version": 2, "DownloadedAt": times["UpdatedAt"], **times})
    )
    return sum(len(advisories) for named in packages.values() for advisories in named.values())


def constraints(affected: Mapping[str, Any]) -> list[str]:
    """Write the ranges of OSV as trivy's constraints; enumerated versions only where there is no range.

    One version that is not of its scheme makes trivy refuse the whole line, and long lists slow it down: that
    would favour us.
    """
    written: list[str] = []
    for versions in affected.get("ranges", ()):
        if versions["type"] == "GIT":
            continue
        low = ""
        for event in versions["events"]:
            if "introduced" in event:
                low = event["introduced"]
                written.append(f">={low}")
            elif "fixed" in event:
                written[-1] = f">={low}, <{event['fixed']}"
            elif "last_affected" in event:
                written[-1] = f">={low}, <={event['last_affected']}"
    return written or [f"={version}" for version in affected.get("versions", ()) if _PLAIN(version)]


def database(root: Bucket) -> bytes:
    """Lay a tree of buckets out as the pages of a bbolt file."""
    pages: list[bytes] = [b""] * 3
    number = _leaf(root, pages)
    pages[2] = _page(2, FREE, 0, b"")
    for meta in (0, 1):
        body = struct.pack("<IIIIQQQQQ", MAGIC, VERSION, PAGE, 0, number, 0, 2, _count(pages), meta)
        pages[meta] = _page(meta, META, 0, body + struct.pack("<Q", _fnv(body)))
    return b"".join(pages)


def _count(pages: list[bytes]) -> int:
    return 3 + sum(len(page) // PAGE for page in pages[3:])


def _leaf(bucket: Bucket, pages: list[bytes]) -> int:
    """Add the page of a bucket, after those of the buckets inside; give its number."""
    items = []
    for key in sorted(bucket):
        value = bucket[key]
        if isinstance(value, dict):
            items.append((NESTED, key, struct.pack("<QQ", _leaf(value, pages), 0)))
        else:
            items.append((0, key, value))
    assert len(items) < 1 << 16, "one leaf counts on 16 bits"
    heads, bodies, place = [], [], 16 * len(items)
    for index, (flags, key, value) in enumerate(items):
        heads.append(struct.pack("<IIII", flags, place - 16 * index, len(key), len(value)))
        bodies.append(key + value)
        place += len(key) + len(value)
    number = _count(pages)
    pages.append(_page(number, LEAF, len(items), b"".join(heads + bodies)))
    return number


def _page(number: int, flags: int, count: int, body: bytes) -> bytes:
    whole = -(-(16 + len(body)) // PAGE)
    return (struct.pack("<QHHI", number, flags, count, whole - 1) + body).ljust(whole * PAGE, b"\0")


def _fnv(content: bytes) -> int:
    """Sum up as bbolt does: FNV-1a on 64 bits."""
    total = 0xCBF29CE484222325
    for byte in content:
        total = ((total ^ byte) * 0x100000001B3) % (1 << 64)
    return total
