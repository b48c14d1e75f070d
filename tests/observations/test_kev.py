"""KEV: the catalogue in its shapes, and entries that cannot be used."""

import csv
import gzip
import io
import json
from pathlib import Path

import msgspec
import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.observations.exploitation import Exploited
from hygie.observations.kev import read_kev
from hygie.observations.reading import Reading

ENTRY = {
    "cveID": "CVE-2026-0001",
    "vendorProject": "Maker",
    "product": "Pump",
    "vulnerabilityName": "Maker Pump, Overflow",
    "dateAdded": "2026-01-02",
    "requiredAction": "Update.",
    "dueDate": "2026-01-23",
    "knownRansomwareCampaignUse": "Known",
}
READ = Exploited(
    "CVE-2026-0001", "2026-01-02", "Maker", "Pump", "Maker Pump, Overflow", "2026-01-23", "Update.", True
)


def as_csv(*entries: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ENTRY)
    writer.writeheader()
    writer.writerows(entries)
    return out.getvalue().encode()


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"count": 2, "vulnerabilities": [ENTRY, ENTRY]}).encode(),
        json.dumps([ENTRY, ENTRY]).encode(),
        f"{json.dumps(ENTRY)}\n{json.dumps(ENTRY)}\n".encode(),
        as_csv(ENTRY, ENTRY),
        b"\xef\xbb\xbf" + as_csv(ENTRY, ENTRY),
    ],
)
def test_every_shape_reads_the_same(content: bytes) -> None:
    found = read_kev(content, "x")
    assert isinstance(found, Reading)
    assert (found.items, found.rejected) == ((READ, READ), ())


def test_one_entry_is_read() -> None:
    found = read_kev(json.dumps(ENTRY).encode(), "x")
    assert isinstance(found, Reading)
    assert found.items == (READ,)


def test_entries_without_cve_are_rejected_where_they_stand() -> None:
    bad = [ENTRY | {"cveID": "nothing"}, ENTRY | {"cveID": "CVE-2026-١٢٣٤"}]
    found = read_kev(json.dumps({"vulnerabilities": [ENTRY, *bad, 7]}, indent=1).encode(), "x")
    assert isinstance(found, Reading)
    assert [(each.code, each.place.line) for each in found.rejected] == [
        ("kev_cve", 14),
        ("kev_cve", 24),
        ("advisory_not_object", 33),
    ]
    table = read_kev(as_csv(ENTRY, *bad), "x")
    assert isinstance(table, Reading)
    assert [(each.code, each.place.line) for each in table.rejected] == [("kev_cve", 3), ("kev_cve", 4)]
    assert (found.total, table.total) == (4, 3)


@pytest.mark.parametrize("added", [None, "2024/05/01", "1/3/2022", "2024-02-31", "2024-13-01", 20240501])
def test_what_has_no_date_that_can_be_read_is_exploited_all_the_same(added: object) -> None:
    entry = {key: value for key, value in ENTRY.items() if key != "dateAdded"}
    entry |= {"dateAdded": added} if added else {}
    wanted = msgspec.structs.replace(READ, added="")
    for content in (
        json.dumps({"vulnerabilities": [entry]}),
        json.dumps(entry),
        f"{json.dumps(entry)}\n{json.dumps(entry)}",
        as_csv({"dateAdded": ""} | entry).decode(),
    ):
        found = read_kev(content.encode(), "x")
        assert isinstance(found, Reading)
        assert set(found.items) == {wanted}
        assert found.rejected == ()
        assert {each.code for each in found.notes} == {"kev_date"}


def test_a_day_of_february_that_is_none_is_no_due_date() -> None:
    found = read_kev(json.dumps([ENTRY | {"dueDate": "2026-02-30"}]).encode(), "x")
    assert isinstance(found, Reading)
    assert (found.items[0].added, found.items[0].due) == (READ.added, "")
    assert [each.code for each in found.notes] == ["kev_due"]


@pytest.mark.parametrize("content", [b"", b"{}", b'{"vulnerabilities": 3}', b"a,b\n1,2\n", b"\x00\x01"])
def test_what_is_no_catalogue_is_refused(content: bytes) -> None:
    assert isinstance(read_kev(content, "x"), Refusal)


@pytest.mark.realdata
def test_the_public_catalogue_is_read_whole(veille: Path) -> None:
    content = (veille / "kev" / "known_exploited_vulnerabilities.json.gz").read_bytes()
    data = json.loads(gzip.decompress(content))
    found = read_kev(content, "kev")
    assert isinstance(found, Reading)
    assert (found.total, found.rejected) == (data["count"], ())
    assert [(each.cve, each.added) for each in found.items] == [
        (each["cveID"], each["dateAdded"]) for each in data["vulnerabilities"]
    ]
    assert sum(each.ransomware for each in found.items) == sum(
        each["knownRansomwareCampaignUse"] == "Known" for each in data["vulnerabilities"]
    )
