"""What is said of a component by any of its identifiers holds for it, and it is counted once."""

from typing import Any

from tests.watch.building import bill, cve5, decided, lib, osv, said, surveyed
from tests.watch.conftest import MakeBase

from hygie.documents.watch_answers import finding_json
from hygie.observations.bill import Component
from hygie.observations.statement import Subject

ONE = "CVE-2026-0001"
OTHER = "cpe:2.3:a:other:lib:1.0:*:*:*:*:*:*:*"
OS = {
    "product": "acme-os", "title": "Acme OS", "category": "os", "identifiers": [{"cpe": "cpe:2.3:o:acme:os"}],
    "releases": [{"releaseCycle": "1", "eol": "2026-03-01"}],
}  # fmt: skip


def part(*others: str, **more: Any) -> Component:
    return Component("p", "part", "1.0", cpe="cpe:2.3:a:acme:part:1.0:*:*:*:*:*:*:*", others=others, **more)


def test_statements_speak_of_a_component_by_any_of_its_names(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1", aliases=[ONE])])
    held = part("pkg:pypi/lib@1.0", OTHER)
    for subject, status in (
        (Subject(purl="pkg:pypi/lib@1.0"), "not_affected"),
        (Subject(cpe=OTHER), "not_affected"),
        (Subject(cpe=held.cpe), "not_affected"),
        (Subject(purl="pkg:pypi/other@1.0"), "affected"),
    ):
        done = surveyed(
            base, {"a": bill(held)}, decided(said(ONE, "not_affected", subject, explanation="So."))
        )
        (finding,) = done.findings
        assert str(finding.status) == status
        assert (done.covered[0].total, done.covered[0].evaluated) == (1, 1)
        assert tuple(finding_json(finding)["component"]["others"]) == held.others
    (plain,) = surveyed(base, {"a": bill(lib())}).findings
    assert "others" not in finding_json(plain)["component"]


def test_components_that_differ_in_them_only_are_two(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1")])
    done = surveyed(
        base, {"a": bill(part("pkg:pypi/lib@1.0")), "b": bill(part()), "c": bill(part("pkg:pypi/lib@1.0"))}
    )
    assert len(done.gathered.components) == 2
    (finding,) = done.findings
    assert [product.file for product in finding.products] == ["a", "c"]


def test_the_support_of_a_further_name_is_known(make_base: MakeBase) -> None:
    base = make_base(records=[osv("GHSA-1")], lives=[OS])
    (end,) = surveyed(base, {"a": bill(part("cpe:2.3:o:acme:os:1.0:*:*:*:*:*:*:*"))}).supports
    assert (end.product, end.end) == ("Acme OS", "2026-03-01")


def test_why_it_is_the_same_product_is_in_the_answer(make_base: MakeBase) -> None:
    versions = [{"version": "0", "lessThan": "3.0", "status": "affected", "versionType": "custom"}]
    base = make_base(records=[cve5(ONE, score=5.0, vendor="Acme", product="part", versions=versions)])
    named = Component("n", "part", "1.0", supplier="Acme Inc.")
    alone = Component("n", "part", "1.0")
    told = {
        component.supplier: finding_json(finding)
        for component in (named, alone)
        for finding in surveyed(base, {"a": bill(component)}).findings
    }
    assert {
        supplier: (found["confidence"], found["because"]["identity"]) for supplier, found in told.items()
    } == {"Acme Inc.": ("likely", "names_exact"), "": ("possible", "names_product_only")}
