"""Parts of records that do not fit: read all the same, or lost and counted; nothing that is lost stays silent."""

import json
from typing import Any

import pytest

from hygie.observations.advisory import Advisory, Range
from hygie.observations.cve5 import read_cve5
from hygie.observations.ecosystems.friendsofphp import read_friendsofphp
from hygie.observations.ecosystems.rustsec import read_rustsec
from hygie.observations.ecosystems.victims import read_victims
from hygie.observations.names import is_cve, is_cwe, is_global, severity
from hygie.observations.osv import read_osv
from hygie.observations.reading import Reading
from hygie.observations.records import UNSAID
from hygie.wording.observed.advisories import SENTENCES

ENTRY = {
    "package": {"ecosystem": "PyPI", "name": "pump"},
    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2"}]}],
}
RECORD: dict[str, Any] = {"id": "TEST-1", "modified": "2026-01-01T00:00:00Z", "affected": [ENTRY]}


def said(found: object) -> Reading[Advisory]:
    assert isinstance(found, Reading), found
    for each in (*found.rejected, *found.notes):
        SENTENCES[each.code].said.format(**each.parameters)
    return found


def osv(**more: Any) -> Reading[Advisory]:
    record = json.dumps(RECORD | more).encode()
    found, lines = said(read_osv(record, "x")), said(read_osv(record + b"\n" + record, "x"))
    assert lines.items == found.items * 2
    assert len(lines.rejected) == 2 * len(found.rejected)
    return found


def test_what_stands_alone_is_a_list_of_one() -> None:
    plain, found = osv(aliases=["CVE-2026-0001"]), osv(aliases="CVE-2026-0001", affected=ENTRY)
    assert found.items == plain.items
    assert found.rejected == ()
    assert [each.code for each in found.notes] == ["advisory_part_alone"] * 2


@pytest.mark.parametrize("affected", [7, "pump", [7], [[]], True])
def test_a_record_whose_products_are_lost_is_rejected(affected: object) -> None:
    found = osv(affected=affected)
    assert (found.items, [each.code for each in found.rejected]) == ((), ["advisory_part_missing"])
    kept = osv(affected=affected, withdrawn="2026-02-01T00:00:00Z")
    assert kept.items[0].withdrawn  # what was found through it closes


@pytest.mark.parametrize(
    "more",
    [
        {"ranges": "all"},
        {"ranges": [7]},
        {"versions": {"1": 1}},
        {"versions": ["1", {}]},
        {"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": {"at": "2"}}]}]},
    ],
)
def test_a_record_whose_versions_are_lost_still_speaks_of_its_package(more: dict[str, Any]) -> None:
    found = osv(affected=[ENTRY | more])
    (affected,) = found.items[0].affected
    assert (affected.ecosystem, affected.package) == ("pypi", "pump")
    assert UNSAID in affected.expressions
    assert [each.code for each in found.rejected] == ["advisory_part_unusable"]


def test_what_is_lost_of_one_product_leaves_the_others_in_doubt() -> None:
    found = osv(affected=[7, ENTRY])
    (affected,) = found.items[0].affected
    assert (affected.ranges, affected.expressions) == ((Range(fixed="2"),), (UNSAID,))
    assert (len(found.rejected), found.notes) == (1, ())


def test_a_number_is_the_text_that_it_is_written_in() -> None:
    content = json.dumps(RECORD).replace('"2"', "3.10").encode()
    found = said(read_osv(content, "x"))
    assert found.items[0].affected[0].ranges == (Range(fixed="3.10"),)
    assert (found.rejected, [each.code for each in found.notes]) == ((), ["advisory_part_number"])


@pytest.mark.parametrize(
    "written", [12345, True, "yes", "2024-02-31", "20240101", "soon", {"at": "2024-01-01"}]
)
def test_only_a_date_withdraws_a_record(written: object) -> None:
    found = osv(withdrawn=written)
    assert found.items[0].withdrawn == ""
    assert len(found.rejected) == 1
    crate = {"advisory": {"id": "RUSTSEC-2026-1", "package": "pump", "withdrawn": written}, "versions": {}}
    (item,) = said(read_rustsec(json.dumps(crate).encode(), "x")).items
    assert item.withdrawn == ""


@pytest.mark.parametrize("written", ["2026-02-01", "2026-02-01T10:00:00Z", "2026-02-01 10:00"])
def test_a_date_withdraws_a_record(written: str) -> None:
    found = osv(withdrawn=written)
    assert (found.items[0].withdrawn, found.rejected, found.notes) == (written, (), ())


def cve5(affected: object, **more: object) -> Reading[Advisory]:
    record = {
        "cveMetadata": {"cveId": "CVE-2026-0001", "state": "PUBLISHED"},
        "containers": {"cna": {"affected": affected, **more}},
    }
    return said(read_cve5(json.dumps(record).encode(), "x"))


def test_a_cve_whose_products_are_lost_is_rejected_or_left_to_a_person() -> None:
    product = {"vendor": "Maker", "product": "Pump", "versions": {"version": "1", "status": "affected"}}
    alone = cve5(product)
    assert (alone.items[0].affected[0].versions, alone.rejected) == (("1",), ())
    assert [each.code for each in cve5("Pump").rejected] == ["advisory_part_missing"]
    partly = cve5([7, product])
    assert partly.items[0].affected[0].expressions == (UNSAID,)
    assert len(partly.rejected) == 1
    elsewhere = cve5([product], references="none")
    assert (elsewhere.items[0].affected[0].expressions, len(elsewhere.rejected)) == ((), 1)


def test_databases_of_ecosystems_lose_nothing_silently_either() -> None:
    victim = {"cve": "2026-0001", "affected": [7]}
    assert [each.code for each in said(read_victims(json.dumps(victim).encode(), "x")).rejected] == [
        "advisory_part_missing"
    ]
    branches = {"1.x": {"versions": ["<1.2"]}, "2.x": 7}
    php = {"reference": "composer://maker/pump", "branches": branches}
    found = said(read_friendsofphp(json.dumps(php).encode(), "x"))
    assert found.items[0].affected[0].expressions == (UNSAID,)
    assert len(found.rejected) == 1


@pytest.mark.parametrize("name", ["CVE-2026-0001", "CVE-1999-1234567890123456789"])
def test_identifiers_of_cve(name: str) -> None:
    assert is_cve(name)
    assert is_global(name)


@pytest.mark.parametrize(
    "name",
    [
        "CVE-2026-001",
        "cve-2026-0001",
        "CVE-2026-\u0661\u0662\u0663\u0664",
        "CVE-2026-0001\n",
        "CVE-2026-" + "1" * 20,
    ],
)
def test_what_is_no_identifier_of_cve(name: str) -> None:
    assert not is_cve(name)


def test_words_and_weaknesses() -> None:
    assert [severity(word) for word in (" Moderate ", "IMPORTANT", "none", 7, None)] == [
        "medium",
        "high",
        "",
        "",
        "",
    ]
    assert is_cwe("CWE-79")
    assert not is_cwe("CWE-\u0667")
    assert not is_global("1234")
