"""An index is kept by what it was made of, and made again where it is missing or spoiled."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from hygie.feeds.base import Base
from hygie.feeds.snapshot import Snapshot
from hygie.feeds.sync import sync_from
from hygie.kernel.diagnostic import Refusal
from hygie.matching.aliases import groups
from hygie.matching.index import SegmentIndex, compile_index, index_of, indexes, open_index
from hygie.matching.index.container import DamagedError, pack, unpack
from hygie.matching.match import match
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.bill import Component

RECORDS = [
    Advisory(
        f"A-{number}",
        affected=(Affected("pypi", f"name{number % 7}", ranges=(Range(fixed=str(number + 1)),)),),
    )
    for number in range(40)
]
PARTS = [Component("r", "n", "", purl=f"pkg:pypi/name{number % 9}@{number}") for number in range(30)]


def pairs(index: SegmentIndex) -> list[tuple[int, int, str]]:
    matched = match(PARTS, [index])
    return [(hit.component, int(hit.record.id[2:]), hit.fixed) for hit in matched.hits()]


def test_the_pairs_are_those_expected() -> None:
    wanted = [
        (part, record, str(record + 1))
        for part in range(30)
        for record in range(40)
        if part % 9 == record % 7 and part < record + 1
    ]
    assert pairs(index_of(RECORDS)) == wanted


@pytest.mark.parametrize("bits", [1, 3])
def test_identities_that_share_a_hash_are_told_apart(bits: int) -> None:
    assert pairs(index_of(RECORDS, bits=bits)) == pairs(index_of(RECORDS))


def snapshot_of(folder: Path) -> tuple[Snapshot, Path]:
    """Make a base of two sources, the second naming the first's records otherwise."""
    lines = [
        {
            "id": record.id,
            "modified": "2026-01-01T00:00:00Z",
            "aliases": [f"CVE-2026-{1000 + number}"],
            "affected": [
                {
                    "package": {"ecosystem": "PyPI", "name": f"name{number % 7}"},
                    "ranges": [
                        {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": str(number + 1)}]}
                    ],
                }
            ],
        }
        for number, record in enumerate(RECORDS)
    ]
    (folder / "osv.jsonl").write_text("\n".join(map(json.dumps, lines)))
    base = Base(folder / "home")
    assert not isinstance(sync_from(folder / "osv.jsonl", base), Refusal)
    snapshot = base.current()
    assert snapshot is not None
    return snapshot, base.cache


def test_indexes_are_kept_and_made_again(tmp_path: Path) -> None:
    snapshot, cache = snapshot_of(tmp_path)
    first = indexes(snapshot, cache)
    wanted = pairs(first[0])
    assert wanted
    (kept,) = (cache / "index").iterdir()
    content = kept.read_bytes()
    stamp = kept.stat().st_mtime_ns
    assert pairs(indexes(snapshot, cache)[0]) == wanted
    assert kept.stat().st_mtime_ns == stamp  # not made again
    kept.write_bytes(content[:-16])
    assert pairs(indexes(snapshot, cache)[0]) == wanted
    assert kept.read_bytes() == content
    assert groups(first, cache).name(0, 3) == groups(first, cache).name(0, 3)
    (named,) = (cache / "groups").iterdir()
    named.write_bytes(b"spoiled")
    assert groups(first, cache).names == tuple(sorted(f"CVE-2026-{1000 + number}" for number in range(40)))


def test_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    snapshot, cache = snapshot_of(tmp_path)
    (cache / "index").write_text("a file where the folder should be")
    (cache / "groups").write_text("a file where the folder should be")
    found = indexes(snapshot, cache)
    assert pairs(found[0])
    assert groups(found, cache).names


def test_any_damage_is_seen(tmp_path: Path) -> None:
    content = compile_index(RECORDS)
    path = tmp_path / "index"
    path.write_bytes(content)
    assert open_index(path, RECORDS) is not None
    assert open_index(path, RECORDS[1:]) is None
    chance = random.Random(5)  # noqa: S311 - where files are spoiled
    cuts = [content[: chance.randrange(len(content))] for _ in range(30)]
    flips = []
    for _ in range(60):
        spoiled = bytearray(content)
        spoiled[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        flips.append(bytes(spoiled))
    for spoiled in (*cuts, *flips, content + b"\0" * 8, content[:200] + bytes(len(content) - 200)):
        path.write_bytes(spoiled)
        assert open_index(path, RECORDS) is None


def test_nothing_is_an_index_too() -> None:
    assert pairs(index_of([])) == []
    assert len(match([], [index_of(RECORDS)])) == 0
    assert len(match(PARTS, [])) == 0


def test_what_cannot_be_unpacked_is_damaged() -> None:
    meta, arrays = unpack(pack({"a": 1}, {"x": np.arange(3)}))
    assert (meta, arrays["x"].tolist()) == ({"a": 1}, [0, 1, 2])
    with pytest.raises(DamagedError):
        unpack(b"HYGIEIX1" + bytes(100))
