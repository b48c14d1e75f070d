"""VEX: what each format says is in its statements, and what cannot be used is said."""

import json
from typing import Any

import pytest

from hygie.kernel.diagnostic import Refusal
from hygie.observations.advisory import Remedy, Standing
from hygie.observations.reading import DEFAULT, Bounds, Reading
from hygie.observations.statement import Statement, Subject
from hygie.observations.vex import read_vex


def read(data: Any, bounds: Bounds = DEFAULT) -> Reading[Statement]:
    found = read_vex(json.dumps(data).encode(), "pump.vex.json", bounds)
    assert isinstance(found, Reading), found
    return found


def openvex(*statements: Any, **more: Any) -> dict[str, Any]:
    return {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "author": "Pump Makers",
        "timestamp": "2026-01-01T00:00:00Z",
        "statements": [*statements],
        **more,
    }


SAID = {"vulnerability": {"name": "CVE-2026-1"}, "products": [{"@id": "pkg:npm/a@1"}], "status": "affected"}


def codes(reading: Reading[Statement]) -> tuple[list[str], list[str]]:
    return [each.code for each in reading.rejected], [each.code for each in reading.notes]


def test_an_openvex_statement_speaks_of_parts_within_products() -> None:
    said = {
        "vulnerability": {"@id": "https://x", "name": "CVE-2026-1", "aliases": ["GHSA-1", "CVE-2026-1"]},
        "timestamp": "2026-02-02T00:00:00Z",
        "products": [
            {"@id": "pkg:oci/pump@4", "subcomponents": [{"@id": "pkg:npm/a@1"}, {"@id": "pkg:npm/b@2"}]},
            {"@id": "https://example.org/pump", "identifiers": {"purl": "pkg:generic/pump@4", "cpe22": "cpe:/o:makers:pump:4"}},
            "Old pump",
        ],
        "status": "Not Affected",
        "justification": "component_not_present",
        "impact_statement": "It was never built in.",
        "action_statement": "Nothing to do",
    }  # fmt: skip
    reading = read(openvex(said))
    assert reading.items == (
        Statement(
            "CVE-2026-1",
            Standing.NOT_AFFECTED,
            (
                Subject(purl="pkg:npm/a@1", within="pkg:oci/pump@4"),
                Subject(purl="pkg:npm/b@2", within="pkg:oci/pump@4"),
                Subject(purl="pkg:generic/pump@4"),
                Subject(cpe="cpe:2.3:o:makers:pump:4:*:*:*:*:*:*:*"),
                Subject(name="Old pump"),
            ),
            ("GHSA-1",),
            "component_not_present",
            "It was never built in.",
            "Nothing to do",
            "Pump Makers",
            "2026-02-02T00:00:00Z",
            at="/statements/0",
        ),
    )
    assert codes(reading) == ([], [])


def test_openvex_0_0_1_names_vulnerabilities_and_products_by_texts() -> None:
    old = {
        "vulnerability": "CVE-2026-1",
        "products": ["pkg:oci/pump@4"],
        "subcomponents": ["pkg:npm/a@1"],
        "status": "fixed",
    }
    (statement,) = read(openvex(old)).items
    assert statement.vulnerability == "CVE-2026-1"
    assert statement.subjects == (Subject(purl="pkg:npm/a@1", within="pkg:oci/pump@4"),)
    assert (statement.standing, statement.stated) == (Standing.FIXED, "2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"vulnerability": None}, "vex_no_vulnerability"), ({"vulnerability": {"name": 3}}, "vex_no_vulnerability"),
        ({"status": None}, "vex_no_status"), ({"status": "harmless"}, "vex_unknown_status"),
        ({"products": None}, "vex_no_subject"), ({"products": [{}]}, "vex_no_subject"),
        ({"products": [{"subcomponents": ["pkg:npm/a"]}]}, "vex_no_subject"),
        ({"products": ["pkg:npm/" + "a" * 3000]}, "vex_no_subject"),
    ],
)  # fmt: skip
def test_a_statement_that_says_too_little_is_set_aside_at_its_place(
    change: dict[str, Any], code: str
) -> None:
    content = json.dumps(openvex(SAID, {**SAID, **change}, SAID), indent=1)
    reading = read_vex(content.encode(), "f")
    assert isinstance(reading, Reading)
    assert [each.code for each in reading.rejected] == [code]
    assert (len(reading.items), reading.total) == (2, 3)
    first = [number for number, line in enumerate(content.split("\n"), 1) if line == "  {"][1]
    assert first <= reading.rejected[0].place.line < first + len(content.split("\n")) // 3 + 2


def test_what_is_weak_or_partly_lost_is_said() -> None:
    weak = {**SAID, "status": "not_affected"}
    partly = {**SAID, "products": ["pkg:npm/a", {"hashes": {"sha-256": "00"}}]}
    assert codes(read(openvex(weak, partly, 7))) == (["vex_not_object"], ["vex_weak", "vex_subjects_lost"])


def cyclonedx(*vulnerabilities: Any, **more: Any) -> dict[str, Any]:
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
        "metadata": {
            "timestamp": "2026-01-01T00:00:00Z",
            "supplier": {"name": "Pump Makers"},
            "component": {"bom-ref": "pump", "name": "Pump", "version": "4", "components": [
                {"bom-ref": "a", "name": "a", "version": "1", "purl": "pkg:npm/a@1"}]},
        },
        "vulnerabilities": [*vulnerabilities],
        **more,
    }  # fmt: skip


def found(state: str, *affects: Any, **more: Any) -> dict[str, Any]:
    return {"id": "CVE-2026-1", "analysis": {"state": state, "justification": "code_not_reachable"}, "affects": [*affects], **more}  # fmt: skip


@pytest.mark.parametrize(
    ("state", "standing"),
    [("resolved", "fixed"), ("resolved_with_pedigree", "fixed"), ("exploitable", "affected"),
     ("in_triage", "under_investigation"), ("false_positive", "not_affected"), ("not_affected", "not_affected")],
)  # fmt: skip
def test_states_of_cyclonedx_are_standings(state: str, standing: str) -> None:
    (statement,) = read(cyclonedx(found(state, {"ref": "a"}))).items
    assert statement.standing == standing


def test_references_lead_to_the_components_of_the_bill_or_of_another() -> None:
    link = "urn:cdx:cbb2cd68-2857-43b8-a10b-e8c03d277d18/1#pkg:maven/org.x/y@2?type=jar"
    own = "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pump"
    (statement,) = read(cyclonedx(found("exploitable", {"ref": "a"}, {"ref": link}, {"ref": own}))).items
    mine = "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"
    inside = "pkg:maven/org.x/y@2?type=jar"
    assert statement.subjects == (
        Subject("pkg:npm/a@1", "", mine, "a", "a", "1"),
        Subject(inside, "", "urn:uuid:cbb2cd68-2857-43b8-a10b-e8c03d277d18", inside),
        Subject("", "", mine, "pump", "Pump", "4"),
    )
    unnamed = read(cyclonedx(found("exploitable", {"ref": "a"}), serialNumber=None)).items[0]
    assert unnamed.subjects[0].bill == "pump.vex.json"


def test_what_an_analysis_says_is_kept() -> None:
    more = {
        "references": [{"id": "GHSA-1"}, {"id": "CVE-2026-1"}, {}],
        "recommendation": "Update to 5",
        "workaround": "Unplug it",
        "updated": "2026-02-02T00:00:00Z",
    }
    whole = found("exploitable", {"ref": "a"}, **more)
    whole["analysis"] |= {
        "detail": "It is reachable.",
        "response": ["update", "workaround_available", "will_not_fix"],
    }
    (statement,) = read(cyclonedx(whole)).items
    assert (statement.aliases, statement.justification) == (("GHSA-1",), "code_not_reachable")
    assert (statement.explanation, statement.action) == ("It is reachable.", "Update to 5")
    assert (statement.author, statement.stated) == ("Pump Makers", "2026-02-02T00:00:00Z")
    assert statement.remedies == (
        Remedy("vendor_fix", "Update to 5"), Remedy("workaround", "Unplug it"), Remedy("no_fix_planned"),
    )  # fmt: skip
    whole["analysis"]["lastUpdated"] = "2026-03-03T00:00:00Z"
    assert read(cyclonedx(whole)).items[0].stated == "2026-03-03T00:00:00Z"


def test_versions_of_several_standings_are_several_statements() -> None:
    versions = [
        {"version": "1", "status": "affected"}, {"range": "vers:npm/>=2|<3", "status": "unaffected"},
        {"version": "4", "status": "unknown"}, {"version": "5"}, {},
    ]  # fmt: skip
    reading = read(cyclonedx(found("exploitable", {"ref": "a", "versions": versions})))
    assert {each.standing: [subject.version for subject in each.subjects] for each in reading.items} == {
        Standing.AFFECTED: ["1", "5"],
        Standing.NOT_AFFECTED: ["vers:npm/>=2|<3"],
        Standing.UNDER_INVESTIGATION: ["4"],
    }
    assert codes(reading) == ([], ["vex_subjects_lost", "vex_split"])
    contradicted = found("not_affected", {"ref": "a", "versions": [{"version": "1", "status": "affected"}]})
    reading = read(cyclonedx(contradicted))
    assert [each.standing for each in reading.items] == [Standing.AFFECTED]
    assert codes(reading) == ([], ["vex_contradicted"])


def test_vulnerabilities_of_a_bill_without_analysis_are_no_statements() -> None:
    bare = {"id": "CVE-2026-1", "affects": [{"ref": "a"}]}
    reading = read(cyclonedx(bare, found("exploitable"), found("odd", {"ref": "a"}), {"affects": []}, None))
    assert codes(reading)[0] == [
        "vex_no_status", "vex_no_subject", "vex_unknown_status", "vex_no_vulnerability", "vex_not_object",
    ]  # fmt: skip


CSAF = {
    "document": {
        "category": "csaf_vex",
        "csaf_version": "2.0",
        "publisher": {"name": "Pump Makers"},
        "tracking": {"current_release_date": "2026-01-01T00:00:00Z"},
    },
    "product_tree": {
        "full_product_names": [
            {"product_id": "lib", "name": "Lib 1", "product_identification_helper": {"purl": "pkg:npm/lib@1"}},
            {"product_id": "pump", "name": "Pump 4", "product_identification_helper": {"cpe": "cpe:2.3:o:makers:pump:4:*:*:*:*:*:*:*"}},
        ],
        "relationships": [{
            "category": "default_component_of", "product_reference": "lib", "relates_to_product_reference": "pump",
            "full_product_name": {"product_id": "lib-in-pump", "name": "Lib 1 in Pump 4"},
        }],
        "product_groups": [{"group_id": "all", "product_ids": ["lib", "lib-in-pump"]}],
    },
    "vulnerabilities": [{
        "cve": "CVE-2026-1",
        "ids": [{"system_name": "Bugs", "text": "BUG-7"}],
        "product_status": {"known_not_affected": ["lib-in-pump", "lib-in-pump"], "known_affected": ["lib", "gone", 3],
                           "first_affected": ["lib"], "recommended": ["pump"]},
        "flags": [{"label": "vulnerable_code_not_present", "group_ids": ["all"]}],
        "threats": [{"category": "exploit_status", "details": "none"},
                    {"category": "impact", "details": "Compiled out.", "product_ids": ["lib-in-pump"]}],
        "remediations": [{"category": "vendor_fix", "details": "Take 2", "url": "https://x", "product_ids": ["lib"]},
                         {"category": "mitigation", "details": "Unplug it"}],
    }],
}  # fmt: skip


def test_each_product_of_a_csaf_vulnerability_is_one_statement() -> None:
    reading = read(CSAF)
    affected, spared = reading.items
    assert (affected.standing, affected.subjects) == (
        Standing.AFFECTED,
        (Subject("pkg:npm/lib@1", name="Lib 1"),),
    )
    assert affected.remedies == (
        Remedy("vendor_fix", "Take 2", "https://x"),
        Remedy("mitigation", "Unplug it"),
    )
    assert (affected.action, affected.aliases) == ("Take 2", ("Bugs:BUG-7",))
    cpe = "cpe:2.3:o:makers:pump:4:*:*:*:*:*:*:*"
    assert spared.subjects == (Subject("pkg:npm/lib@1", name="Lib 1 in Pump 4", within=cpe),)
    assert (spared.justification, spared.explanation) == ("vulnerable_code_not_present", "Compiled out.")
    assert (spared.author, spared.stated) == ("Pump Makers", "2026-01-01T00:00:00Z")
    assert codes(reading) == (["vex_product_undefined", "vex_product_undefined"], [])


def test_csaf_vulnerabilities_without_name_or_products_are_set_aside() -> None:
    reading = read(
        {**CSAF, "vulnerabilities": [{"cve": "CVE-2026-1"}, {"product_status": {"fixed": ["lib"]}}, []]}
    )
    assert codes(reading)[0] == ["vex_no_subject", "vex_no_vulnerability", "vex_not_object"]


def test_groups_of_products_that_say_no_status_are_set_aside() -> None:
    odd = {
        "cve": "CVE-2026-1",
        "product_status": {"harmless": ["lib"], "fixed": "lib", "recommended": ["lib"]},
    }
    empty = {"cve": "CVE-2026-2", "product_status": {"recommended": ["lib"]}}
    reading = read({**CSAF, "vulnerabilities": [odd, empty]})
    assert codes(reading) == (["vex_unknown_status", "vex_no_subject", "vex_no_subject"], [])


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"statements": {}}', b'{"@context": "https://openvex.dev/ns"}',
                                     b'{"bomFormat": "CycloneDX", "vulnerabilities": 3}', b"null"])  # fmt: skip
def test_what_is_no_vex_is_refused(content: bytes) -> None:
    refused = read_vex(content, "f")
    assert isinstance(refused, Refusal)
    assert refused.mistakes[0].code == "vex_not_vex"


def test_bounds_hold() -> None:
    refused = read_vex(json.dumps(openvex(SAID, SAID)).encode(), "f", Bounds(items=1))
    assert isinstance(refused, Refusal)
    assert refused.mistakes[0].code == "vex_too_many"
    grid = {**SAID, "products": ["pkg:npm/a"] * 40, "subcomponents": ["pkg:npm/b"] * 40}
    assert codes(read(openvex(grid), Bounds(items=1000)))[0] == ["vex_too_many_subjects"]
