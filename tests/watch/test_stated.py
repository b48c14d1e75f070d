"""What suppliers state of components in which no advisory finds it, and statements that do not apply."""

import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.watch.building import bill, cve5, decided, kev, lib, osv, said, surveyed, told
from tests.watch.conftest import MakeBase

from hygie.feeds.base import Base
from hygie.observations.bill import Component
from hygie.observations.bills import read_bill
from hygie.observations.reading import Reading
from hygie.observations.statement import Subject
from hygie.observations.vex import read_vex
from hygie.watch.decisions import Decisions, decisions
from hygie.watch.findings import Finding
from hygie.watch.justifications import JUSTIFICATIONS, justification
from hygie.wording.sentences import terms

ONE, TWO = "CVE-2026-0001", "CVE-2026-0002"
SERIAL = "urn:uuid:11111111-1111-4111-8111-111111111111"
PUMP = Component("pump", "Pump", "3", type="device")
CPE = "cpe:2.3:a:acme:lib:1.0:*:*:*:*:*:*:*"


@pytest.fixture
def base(make_base: MakeBase) -> Base:
    """Give a base that knows nothing of any component, but of a vulnerability how grave it is."""
    return make_base(
        records=[cve5(TWO, score=9.8), osv("GHSA-2222-2222-2222", "never", aliases=[TWO])],
        exploited=[kev(ONE)],
        epss={ONE: 0.5},
    )


def found(base: Base, held: Decisions, *parts: Component, **more: Any) -> list[Finding]:
    return list(surveyed(base, {"a": bill(*(parts or (lib(cpe=CPE),)), **more)}, held).findings)


@pytest.mark.parametrize(
    ("standing", "why", "status"),
    [
        ("affected", "", "affected"),
        ("under_investigation", "", "to_check"),
        ("fixed", "", "fixed"),
        ("not_affected", "component_not_present", "not_affected"),
        ("not_affected", "parce_que", None),
        ("not_affected", "", None),
    ],
)
def test_what_is_stated_of_a_component_is_found(
    base: Base, standing: str, why: str, status: str | None
) -> None:
    held = decided(said(ONE, standing, Subject(purl="pkg:pypi/lib"), justification=why))
    findings = found(base, held)
    assert [str(each.status) for each in findings] == ([status] if status else [])
    for each in findings:
        assert each.ground.code == "stated_by_supplier"
        assert (each.records, each.mends) == ((), ())
        assert each.decision is not None
        assert (each.vulnerability.exploited, each.vulnerability.epss) == (True, 0.5)
    assert surveyed(base, {"a": bill(lib())}, held).heard.applied == 1


@pytest.mark.parametrize("name", [TWO, TWO.lower(), "GHSA-2222-2222-2222", "ghsa-2222-2222-2222"])
def test_the_base_tells_of_it_by_any_name(base: Base, name: str) -> None:
    (each,) = found(base, decided(said(name, "affected", Subject(purl="pkg:pypi/lib"))))
    assert (each.vulnerability.id, each.vulnerability.cvss) == (TWO, 9.8)


def test_names_of_one_vulnerability_make_one_finding(base: Base) -> None:
    subject = Subject(purl="pkg:pypi/lib")
    names = [(TWO, ()), ("GHSA-2222-2222-2222", ()), ("OWN-1", ("OWN-2",)), ("OWN-2", ())]
    held = decided(*(said(name, "affected", subject, aliases=aliases) for name, aliases in names))
    assert [each.vulnerability.id for each in found(base, held)] == [TWO, "OWN-1"]


@pytest.mark.parametrize(
    ("subject", "route", "confidence"),
    [
        (Subject(purl="pkg:pypi/Lib@1.0"), "PURL", "certain"),
        (Subject(cpe="cpe:2.3:a:acme:lib:*:*:*:*:*:*:*:*"), "CPE", "likely"),
        (Subject(name="LIB"), "NAME", "possible"),
        (Subject(bill=SERIAL.upper(), ref="lib-1.0"), "PURL", "certain"),
        (Subject(bill="a", ref="lib-1.0", version="vers:generic/>=0.9|<2"), "PURL", "certain"),
        (Subject(bill="a", ref="lib-1.0", version="vers:generic/<1.0"), None, None),
        (Subject(bill="a", ref="lib-1.0", version="1.1"), None, None),
        (Subject(bill="b", ref="lib-1.0"), None, None),
        (Subject(purl="pkg:pypi/lib@1.1"), None, None),
        (Subject(purl="pkg:pypi/lib", within="Pump"), "PURL", "certain"),
        (Subject(purl="pkg:pypi/lib", within="Scanner"), None, None),
    ],
    ids=str,
)
def test_by_what_it_is_named(base: Base, subject: Subject, route: str | None, confidence: str | None) -> None:
    held = decided(said(ONE, "affected", subject))
    part = lib(cpe=CPE)
    if subject.name:
        part = Component(part.ref, part.name, part.version)
    findings = found(base, held, part, root=PUMP, identifier=SERIAL)
    met = [(each.component.name, each.ground.route.name, str(each.ground.confidence)) for each in findings]
    assert met == ([("lib", route, confidence)] if route else [])


@pytest.mark.parametrize(
    "purl",
    [
        "pkg:npm/%40acme/Core@1",
        "pkg:npm/@acme/core@1",
        "pkg:npm/%40acme/core@1?vcs_url=git@x/y",
        "pkg:npm/@acme/core",
    ],
)
def test_a_purl_is_named_however_it_is_written(base: Base, purl: str) -> None:
    held = decided(said(ONE, "affected", Subject(purl="pkg:npm/%40acme/core")))
    assert len(found(base, held, Component("c", "x", "1", purl=purl))) == 1
    held = decided(said(ONE, "affected", Subject(purl=purl)))
    assert len(found(base, held, Component("c", "x", "1", purl="pkg:npm/%40acme/core@1"))) == 1
    assert len(found(base, held, Component("c", "x", "1", others=("pkg:npm/%40acme/core@1",)))) == 1


def test_what_is_said_of_a_product_is_found_in_its_root_unless_a_part_has_it(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", "other", aliases=[ONE])])
    held = decided(said(ONE, "affected", Subject(name="Pump")), said(TWO, "affected", Subject(name="Pump")))
    findings = found(base, held, lib(), lib("other"), root=PUMP)
    assert {told(each)[:3] for each in findings} == {
        (ONE, "other 1.0", "affected"),
        (TWO, "Pump 3", "affected"),
    }
    assert [each.ground.route.name for each in findings if each.vulnerability.id == TWO] == ["NAME"]


def test_a_part_within_a_product_is_found_there_only(base: Base) -> None:
    held = decided(said(ONE, "affected", Subject(purl="pkg:pypi/lib", within="Pump")))
    bills = {"pump": bill(lib(), root=PUMP), "bare": bill(lib())}
    assert [told(each) for each in surveyed(base, bills, held).findings] == [
        (ONE, "lib 1.0", "affected", ("pump",))
    ]


# -- what does not apply ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "holds"),
    [
        ("2026-11-22T23:59:59Z", True),
        ("2026-11-23", False),
        ("2026-11-23T00:30:00+02:00", True),
        ("2027-01-01T00:00:00Z", False),
        ("9999-12-31T23:59:59-14:00", False),
        ("soon", True),
        ("", True),
    ],
)
def test_what_is_dated_later_does_not_hold_yet(make_base: MakeBase, stated: str, holds: bool) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE])])
    held = decided(said(ONE, "fixed", Subject(purl="pkg:pypi/lib"), stated=stated))
    done = surveyed(base, {"a": bill(lib())}, held)
    assert [str(each.status) for each in done.findings] == ["fixed" if holds else "affected"]
    notes = [(each.code, each.place.file, each.parameters["vulnerability"]) for each in done.heard.notes]
    assert notes == ([] if holds else [("statement_ahead", "said.json", ONE)])
    assert (done.heard.read, done.heard.applied, done.heard.ahead) == (1, int(holds), int(not holds))
    later = surveyed(base, {"a": bill(lib())}, held, as_of=date.max)
    assert [str(each.status) for each in later.findings] == ["fixed"]


def test_a_date_that_is_none_comes_before_any(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE])])
    subject = Subject(purl="pkg:pypi/lib")
    held = decided(
        said(ONE, "fixed", subject, stated="soon"), said(ONE, "affected", subject, stated="2026-01-01")
    )
    assert [str(each.status) for each in found(base, held, lib())] == ["affected"]


def test_statements_that_apply_to_nothing_are_counted_by_file(base: Base) -> None:
    lost = [said(f"CVE-2026-{number:04}", "fixed", Subject(purl=f"pkg:npm/p{number}")) for number in range(5)]
    used = said(ONE, "affected", Subject(purl="pkg:pypi/lib"))
    nowhere = said(ONE, "affected", Subject(bill="urn:uuid:2", ref="r"), Subject(name="No such thing"))
    held = decisions([*(("a.json", each) for each in lost), ("a.json", used), ("b.json", nowhere)])
    heard = surveyed(base, {"a": bill(lib())}, held).heard
    assert (heard.read, heard.applied, heard.ahead) == (7, 1, 0)
    assert [(each.file, each.count) for each in heard.idle] == [("a.json", 5), ("b.json", 1)]
    assert heard.idle[0].examples[0] == ("CVE-2026-0000", "pkg:npm/p0")
    assert (len(heard.idle[0].examples), heard.idle[1].examples) == (3, ((ONE, "urn:uuid:2#r"),))


# -- reasons ---------------------------------------------------------------------------------------


def test_each_justification_of_the_formats_has_a_label_and_any_other_is_none() -> None:
    labels = {word for kind, word in terms() if kind == "justification"}
    assert labels == set(JUSTIFICATIONS)
    assert all(justification(word.upper().replace("_", "-")) == word for word in JUSTIFICATIONS)
    assert [justification(word) for word in ("", "parce_que", "not_affected", "component")] == [""] * 4


def test_a_reason_that_no_format_knows_closes_nothing_without_an_explanation(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE])])
    for more, status in (({}, "affected"), ({"explanation": "Never called."}, "not_affected")):
        statement = said(ONE, "not_affected", Subject(purl="pkg:pypi/lib"), justification="parce_que", **more)
        (each,) = found(base, decided(statement), lib())
        assert str(each.status) == status


# -- public examples -------------------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("case", "expected"),
    [("6", {"not_affected": 3}), ("9", {"not_affected": 57}), ("13", {"not_affected": 2, "affected": 1})],
)
def test_the_cases_of_cyclonedx_are_heard(
    request: pytest.FixtureRequest, base: Base, case: str, expected: dict[str, int]
) -> None:
    data = request.config.getoption("--data")
    if data is None:
        pytest.skip("needs --data, the folder of the public data sets")
    folder = Path(data) / "veille" / "vex" / "cyclonedx"
    bills = {
        path.name: read_bill(path.read_bytes(), path.name)
        for path in sorted(folder.glob(f"Use-Cases_Case-{case}_bom*"))
    }
    vex = read_vex((folder / f"Use-Cases_Case-{case}_vex.json").read_bytes(), "vex")
    held = decisions([("vex", each) for each in vex.items])
    done = surveyed(base, bills, held)
    states = sorted(str(each.status) for each in done.findings for _ in each.products)
    assert {state: len(list(those)) for state, those in itertools.groupby(states)} == expected
    assert (done.heard.read, done.heard.idle) == (done.heard.applied, ())


def test_the_vendor_of_a_name_comes_from_the_product_tree() -> None:
    tree = {
        "branches": [
            {
                "category": "vendor",
                "name": "Acme",
                "branches": [
                    {"category": "product_name", "name": "x", "product": {"product_id": "p", "name": "Pump"}}
                ],
            }
        ]
    }
    document = {
        "document": {"csaf_version": "2.0", "category": "csaf_vex"},
        "product_tree": tree,
        "vulnerabilities": [{"cve": ONE, "product_status": {"fixed": ["p"]}}],
    }
    openvex = {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "statements": [
            {
                "vulnerability": {"name": ONE},
                "products": [{"@id": "Pump"}],
                "status": "fixed",
                "supplier": "Acme",
            }
        ],
    }
    for each in (document, openvex):
        read = read_vex(json.dumps(each).encode(), "a")
        assert isinstance(read, Reading)
        assert read.items[0].subjects == (Subject(name="Pump", vendor="Acme"),)
