"""endoflife.date: its source data and both of its APIs say the same."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.observations.detect import Kind, detect
from hygie.observations.endoflife import read_endoflife
from hygie.observations.lifecycle import Cycle, ProductLife
from hygie.observations.reading import Reading

CYCLES = (
    Cycle("11", "11 (eleven)", "2026-01-02", "2027-01-02", "2028-01-02", False, True, "11.2", "eleven"),
    Cycle("10", "", "2025-01-02", True, True, "2029-01-02", None, "10.9"),
)
LIFE = ProductLife(
    "pump", "Pump", "os", (("purl", "pkg:generic/pump"), ("cpe", "cpe:2.3:o:maker:pump")), CYCLES
)
SOURCE = {
    "product": "pump",
    "title": "Pump",
    "category": "os",
    "identifiers": [{"purl": "pkg:generic/pump"}, {"cpe": "cpe:2.3:o:maker:pump"}, {"other": "x"}],
    "releases": [
        {
            "releaseCycle": "11",
            "codename": "eleven",
            "releaseLabel": "__RELEASE_CYCLE__ (__CODENAME__)",
            "releaseDate": "2026-01-02",
            "eoas": "2027-01-02",
            "eol": "2028-01-02",
            "eoes": False,
            "lts": True,
            "latest": "11.2",
        },
        {
            "releaseCycle": "10",
            "releaseDate": "2025-01-02",
            "eoas": True,
            "eol": True,
            "eoes": "2029-01-02",
            "latest": "10.9",
        },
    ],
}
ANSWER = {
    "name": "pump",
    "label": "Pump",
    "category": "os",
    "identifiers": [
        {"type": "purl", "id": "pkg:generic/pump"},
        {"type": "cpe", "id": "cpe:2.3:o:maker:pump"},
    ],
    "releases": [
        {
            "name": "11",
            "label": "11 (eleven)",
            "codename": "eleven",
            "releaseDate": "2026-01-02",
            "isLts": True,
            "ltsFrom": None,
            "isEoas": False,
            "eoasFrom": "2027-01-02",
            "isEol": False,
            "eolFrom": "2028-01-02",
            "isEoes": False,
            "eoesFrom": None,
            "latest": {"name": "11.2"},
        },
        {
            "name": "10",
            "label": "10",
            "releaseDate": "2025-01-02",
            "isEoas": True,
            "eoasFrom": None,
            "isEol": True,
            "eolFrom": None,
            "isEoes": False,
            "eoesFrom": "2029-01-02",
            "latest": {"name": "10.9"},
        },
    ],
}


def read(data: Any, file: str = "x") -> Reading[ProductLife]:
    found = read_endoflife(json.dumps(data, indent=1).encode(), file)
    assert isinstance(found, Reading), found
    return found


@pytest.mark.parametrize(
    "data",
    [
        SOURCE,
        [SOURCE],
        {"schema_version": "1.2.0", "result": ANSWER},
        {"schema_version": "1.2.0", "result": [ANSWER]},
    ],
)
def test_the_source_data_and_the_api_say_the_same(data: Any) -> None:
    found = read(data)
    assert (found.items, found.rejected, found.notes) == ((LIFE,), (), ())


def test_the_first_api_is_named_by_its_file() -> None:
    cycles = [
        {
            "cycle": "11",
            "releaseDate": "2026-01-02",
            "support": "2027-01-02",
            "eol": "2028-01-02",
            "extendedSupport": False,
            "lts": True,
            "latest": "11.2",
        },
        {
            "cycle": 10,
            "releaseDate": "2025-01-02",
            "support": True,
            "eol": True,
            "extendedSupport": "2029-01-02",
            "latest": "10.9",
        },
    ]
    (found,) = read(cycles, "folder/pump.json").items
    assert found.product == "pump"
    assert [(c.name, c.support_end, c.end, c.extended_end, c.latest) for c in found.cycles] == [
        (c.name, c.support_end, c.end, c.extended_end, c.latest) for c in CYCLES
    ]


def test_a_date_that_is_none_is_noted_and_taken_for_not_said() -> None:
    found = read([{"cycle": "1", "eol": "2026-13-40"}, {"cycle": "", "eol": True}], "pump.json")
    assert found.items[0].cycles == (Cycle("1"),)
    assert [(note.code, note.place.line) for note in found.notes] == [("endoflife_date", 4)]
    assert [(each.code, each.place.line) for each in found.rejected] == [("endoflife_cycle", 6)]


@pytest.mark.parametrize("written", ["2024-02-30", "2023-02-29T00:00:00Z", "2024-00-10"])
def test_a_day_that_is_not_in_the_calendar_is_no_end(written: str) -> None:
    answer = ANSWER | {"releases": [{"name": "11", "isEol": True, "eolFrom": written}]}
    found = read({"result": answer})
    assert [each.end for each in found.items[0].cycles] == [True]
    assert [each.code for each in found.notes] == ["endoflife_date"]


def test_cycles_by_that_name_are_read_and_a_number_is_as_it_is_written() -> None:
    content = b'{"product": "pump", "cycles": [{"cycle": 3.10, "eol": "2028-01-02"}, {"eol": true}]}'
    assert detect(content) is Kind.ENDOFLIFE
    found = read_endoflife(content, "x")
    assert isinstance(found, Reading)
    assert found.items == (ProductLife("pump", cycles=(Cycle("3.10", end="2028-01-02"),)),)
    assert [each.code for each in found.rejected] == ["endoflife_cycle"]
    listed = read_endoflife(b'[{"cycle": 3.10, "eol": true}]', "pump.json")
    assert isinstance(listed, Reading)
    assert listed.items[0].cycles == (Cycle("3.10", end=True),)


def test_a_product_without_name_is_rejected_where_it_stands() -> None:
    found = read({"result": [ANSWER, ANSWER | {"name": ""}, 3]})
    assert [(each.code, each.place.line) for each in found.rejected] == [
        ("endoflife_product", 51),
        ("advisory_not_object", 99),
    ]
    assert found.total == 3


@pytest.mark.parametrize("content", [b"", b"[1", b"<a/>", b"\xff\xfe\x00\x00"])
def test_what_is_no_json_is_refused(content: bytes) -> None:
    assert isinstance(read_endoflife(content, "x"), Refusal)


@pytest.mark.realdata
def test_every_public_product_is_read_with_all_its_dates(veille: Path) -> None:
    content = (veille / "endoflife" / "products.jsonl.gz").read_bytes()
    products = [json.loads(line) for line in gzip.decompress(content).splitlines()]
    found = read_endoflife(content, "x")
    assert isinstance(found, Reading)
    assert (found.total, found.rejected, found.notes) == (len(products), (), ())
    for raw, life in zip(products, found.items, strict=True):
        assert len(raw["releases"]) == len(life.cycles)
        for release, cycle in zip(raw["releases"], life.cycles, strict=True):
            said = (release["releaseCycle"], release.get("eol"), release.get("eoas"), release.get("eoes"))
            assert (cycle.name, cycle.end, cycle.support_end, cycle.extended_end) == said
