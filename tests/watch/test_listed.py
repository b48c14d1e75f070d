"""What bills list themselves of vulnerabilities: to be checked, unless an advisory or a statement says more."""

import json
from typing import Any

import pytest
from tests.watch.building import bill, cve5, lib, osv, said, surveyed, told
from tests.watch.conftest import MakeBase

from hygie.feeds.base import Base
from hygie.observations.advisory import Severity
from hygie.observations.bill import Bill
from hygie.observations.bills import read_bill
from hygie.observations.statement import Listed, Subject
from hygie.observations.vex.listed import read_told
from hygie.watch.decisions import decisions

ONE = "CVE-2026-0001"


@pytest.fixture
def base(make_base: MakeBase) -> Base:
    """Give a base that knows nothing of what these bills hold."""
    return make_base(records=[osv("GHSA-1", "never")])


DOCUMENT: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {
        "tools": {"components": [{"type": "application", "name": "Scanner"}]},
        "component": {"type": "device", "bom-ref": "pump", "name": "Pump", "version": "3"},
    },
    "components": [
        {"type": "library", "bom-ref": "f", "name": "foo", "version": "1", "purl": "pkg:pypi/foo@1"}
    ],
}
RATED = {"method": "CVSSv31", "vector": "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "severity": "critical"}
XML = """<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
<component type="library" bom-ref="f"><name>foo</name><version>1</version><purl>pkg:pypi/foo@1</purl></component>
</components><vulnerabilities><vulnerability><id>CVE-2021-99999</id><source><name>Xray</name></source>
<affects><target><ref>f</ref></target></affects></vulnerability></vulnerabilities></bom>"""


def listing(*entries: Any) -> bytes:
    return json.dumps({**DOCUMENT, "vulnerabilities": entries}).encode()


def watched(base: Base, content: bytes) -> Any:
    read = read_bill(content, "a")
    assert isinstance(read, Bill)
    said_ = read_told(content, "a")
    held = decisions(
        [("a", each) for each in said_.statements], [("a", each) for each in said_.listed], said_.notes
    )
    return surveyed(base, {"a": read}, held)


@pytest.mark.parametrize(
    ("entry", "component", "by"),
    [
        ({"affects": [{"ref": "f"}]}, "foo", "Scanner"),
        ({"affects": [{"ref": "f"}], "source": {"name": "NVD"}}, "foo", "NVD"),
        ({"affects": [{"ref": "f", "versions": [{"version": "1", "status": "affected"}]}]}, "foo", "Scanner"),
        ({"affects": [{"ref": "f"}], "analysis": {"state": "who knows"}}, "foo", "Scanner"),
        ({"affects": [{"ref": "pump"}]}, "Pump", "Scanner"),
        ({}, "Pump", "Scanner"),
        ({"analysis": {"state": "exploitable"}}, "Pump", "Scanner"),
    ],
    ids=str,
)
def test_what_a_bill_lists_is_to_be_checked(base: Base, entry: Any, component: str, by: str) -> None:
    done = watched(base, listing({"id": "CVE-2021-99999", "ratings": [RATED], **entry}))
    (each,) = done.findings
    assert told(each)[:3] == ("CVE-2021-99999", f"{component} {each.component.version}", "to_check")
    assert (each.ground.code, dict(each.ground.parameters), each.decision) == (
        "listed_in_bill",
        {"by": by},
        None,
    )
    assert (each.vulnerability.cvss, each.records) == (9.8, ())
    assert (done.heard.listed, done.heard.read, done.heard.notes) == (1, 0, ())


def test_an_xml_bill_lists_too(base: Base) -> None:
    (each,) = watched(base, XML.encode()).findings
    assert told(each)[:3] == ("CVE-2021-99999", "foo 1", "to_check")
    assert dict(each.ground.parameters) == {"by": "Xray"}


def test_what_an_advisory_finds_stays_and_ratings_fill_silence(make_base: MakeBase) -> None:
    silent = make_base(records=[osv("GHSA-1", "foo", aliases=[ONE])])
    entry = {"id": ONE, "affects": [{"ref": "f"}], "ratings": [RATED]}
    (each,) = watched(silent, listing(entry)).findings
    assert (str(each.status), each.ground.code, each.vulnerability.cvss) == ("affected", "in_range", 9.8)
    known = make_base(records=[osv("GHSA-1", "foo", aliases=[ONE]), cve5(ONE, score=4.2)])
    (each,) = watched(known, listing(entry)).findings
    assert each.vulnerability.cvss == 4.2


def test_a_statement_decides_what_a_bill_lists(base: Base) -> None:
    subject = Subject(purl="pkg:pypi/lib")
    for standing, why, expected in (
        ("not_affected", "code_not_reachable", ("not_affected", "stated_by_supplier")),
        ("not_affected", "", ("to_check", "listed_in_bill")),
        ("affected", "", ("affected", "stated_by_supplier")),
    ):
        statement = said(ONE, standing, subject, justification=why)
        listed = Listed(ONE, (Subject(bill="a", ref="lib-1.0"),), severities=(Severity("", 5.0),))
        held = decisions([("v", statement)], [("a", listed)])
        (each,) = surveyed(base, {"a": bill(lib())}, held).findings
        assert (str(each.status), each.ground.code) == expected
        assert each.decision is not None or not why


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (None, "vex_not_object"),
        ({"affects": [{"ref": "f"}]}, "vex_no_vulnerability"),
        ({"id": ONE, "affects": [{"ref": "elsewhere"}]}, "listed_nowhere"),
        ({"id": ONE, "affects": [{"ref": 3}]}, "vex_no_status"),
    ],
    ids=str,
)
def test_what_leads_nowhere_is_told(base: Base, entry: Any, code: str) -> None:
    done = watched(base, listing(entry))
    assert len(done.findings) == 0
    assert [each.code for each in done.heard.notes] == [code]


@pytest.mark.parametrize("value", [None, [], {}, "x", [3], [[]], [{"id": []}], [{"id": "x", "ratings": 3, "affects": 3}],
    [{"id": "x", "affects": [{"ref": "f"}], "ratings": [3, {"score": "high"}, {"method": "CVSSv4", "vector": "?"}]}]], ids=str)  # fmt: skip
def test_hostile_lists_end(base: Base, value: Any) -> None:
    watched(base, json.dumps({**DOCUMENT, "vulnerabilities": value, "metadata": {"tools": value}}).encode())


def test_what_stands_in_a_bill_is_about_that_version_of_it_only(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", "foo", aliases=[ONE])])
    serial = "11111111-1111-4111-8111-111111111111"
    fixed = {"id": ONE, "analysis": {"state": "resolved"}}
    for ref, closed in (
        ("f", ("new",)),
        (f"urn:cdx:{serial}/2#f", ("new",)),
        (f"urn:cdx:{serial}/1#f", ()),
    ):
        entry = {**fixed, "affects": [{"ref": ref}]}
        old = json.dumps({**DOCUMENT, "serialNumber": f"urn:uuid:{serial}", "version": 1}).encode()
        new = json.dumps(
            {**DOCUMENT, "serialNumber": f"urn:uuid:{serial}", "version": 2, "vulnerabilities": [entry]}
        ).encode()
        bills = {name: read_bill(content, name) for name, content in (("old", old), ("new", new))}
        held = decisions([("new", each) for each in read_told(new, "new").statements])
        found = surveyed(base, {name: each for name, each in bills.items() if isinstance(each, Bill)}, held)
        done = [told(each)[3] for each in found.findings if not each.status.open]
        assert done == ([closed] if closed else []), ref
