"""The audit programme: what is due first, what was done, what it answers, what is planned."""

from typing import Any

import pytest
from tests.support.registers import (
    badges,
    check_no_secret,
    check_pages,
    check_workbook,
    drawn,
    everything_said,
    example_host,
    nothing_declared,
    notices,
    rows,
    tables,
    with_secrets,
)
from tests.support.samples import ENGLISH, FRENCH, study_of, with_changes

from hygie.assessment.study import Study
from hygie.documents.owed.audit_programme import DOCUMENT
from hygie.hosting.audit_programme import audits_owed
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.wording.voice import Voice


def due(changes: dict[str, Any] | None = None) -> list[list[str]]:
    return rows(tables(drawn(DOCUMENT, with_changes(changes or {})))["Due"])


def test_each_audit_due_says_of_what_since_when_before_when_and_why() -> None:
    assert due()[:2] == [
        ["internal audit of the ISMS against HDS", "the whole", "1 April 2026 | Audit interne", "1 April 2027",
         "less than 12 months old (a convention of Hygie)", "✓ in time", "–"],
        ["audit of access traces", "Hébergeur Témoin", "1 April 2026 | Audit des traces", "1 April 2027",
         "less than 12 months old (a convention of Hygie)", "✓ in time", "–"],
    ]  # fmt: skip
    assert due()[-1] == [
        "technical audit of shared resources", "Nuage Santé", "15 January 2025 | Audit technique",
        "15 January 2028", "less than 3 years old (HDS v2.0, EXI-15)", "✓ in time", "–",
    ]  # fmt: skip


def test_what_is_overdue_comes_first_and_a_convention_is_told_from_the_referential() -> None:
    shown = due({"audits[internal].work_ended": "2025-01-01", "audits[pentest].work_ended": "2023-11-22"})
    assert [(row[0], row[3], row[5]) for row in shown[:2]] == [
        ("internal audit of the ISMS against HDS", "1 January 2026", "◐ overdue"),
        ("technical audit of shared resources", "22 November 2026", "✕ overdue"),
    ]


def test_what_keeps_it_from_being_determined_is_said() -> None:
    shown = due({"audits[pentest].independent": "absent"})[0]
    assert shown[5] == "? not determined | Audit “Audit technique”: write “Independent auditor”"


def test_what_is_planned_stands_beside_what_is_due_and_in_its_own_table() -> None:
    coming = {"id": "next", "audit_kind": "isms_hds", "title": "Interne 2027", "planned": "2027-03-01",
              "auditor": "Cabinet B"}  # fmt: skip
    late = coming | {"id": "late", "title": "Interne oublié", "planned": "2026-09-01"}
    document = drawn(DOCUMENT, with_changes({"audits[+]": coming}))
    assert rows(tables(document)["Due"])[0][6] == "1 March 2027 Interne 2027"
    assert rows(tables(document)["Planned"]) == [
        ["Interne 2027 | internal audit of the ISMS against HDS", "EXI-16 (c1)", "1 March 2027", "Cabinet B",
         "the whole"]
    ]  # fmt: skip
    document = drawn(DOCUMENT, with_changes({"audits[+]": late}))
    assert rows(tables(document)["Planned"])[0][2] == "1 September 2026 day passed, end of the work not known"
    assert "Interne oublié" not in "".join(row[0] for row in rows(tables(document)["Audits"]))
    assert "No audit is planned." in everything_said(drawn(DOCUMENT, study_of()))


def test_every_audit_done_shows_what_it_found_and_answers_the_latest_first() -> None:
    changes = {"audits[internal].findings": ["Un écart"], "audits[internal].actions": [],
               "audits[internal].work_ended": "2026-04-02"}  # fmt: skip
    shown = rows(tables(drawn(DOCUMENT, with_changes(changes)))["Audits"])
    assert shown == [
        ["Audit interne | internal audit of the ISMS against HDS", "EXI-16 (c1)", "Audit interne",
         "? not known", "2 April 2026", "10 April 2026", "the whole", "Un écart", "none"],
        ["Audit des traces | audit of access traces", "EXI-16 (c2)", "Audit interne", "? not known",
         "1 April 2026", "10 April 2026", "Hébergeur Témoin | Sauvegarde Ouest | Astreinte Nuit",
         "? not known", "? not known"],
        ["Audit technique | technical audit of shared resources", "EXI-15 (15-2)", "Cabinet indépendant",
         "yes", "15 January 2025", "1 February 2025", "Nuage Santé", "? not known", "? not known"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"audits": []},
        {"audits": "absent"},
        {"services[cloud].resources": ["shared"]},
        {"client_verifications": "absent"},
        {"audits[traces].populations": ["host"]},
        {"audits[pentest].work_ended": "2023-11-22"},
        {"client_verifications.dedicated_audits.assistance": False},
    ],
)
def test_the_criteria_are_answered_as_by_the_verdicts(changes: dict[str, Any]) -> None:
    study = with_changes(changes)
    document = drawn(DOCUMENT, study)
    status = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}
    for requirement in ("EXI-15", "EXI-16"):
        verdict = study.verdicts["hds-2.0"][requirement]
        shown = [badge.status for badge in badges(tables(document)[requirement], 2)]
        if not verdict.cases:
            assert set(shown) == {verdict.status}
            continue
        expected = [
            Status.NOT_APPLICABLE if one.applies is Truth.FALSE else status[one.value]
            for one in verdict.cases[0].criteria
        ]
        assert shown == expected


def test_the_days_due_are_those_of_the_computation_and_true_dates() -> None:
    study = example_host()
    owed = audits_owed(study.dossier.declared, Clock(study.as_of))
    table = tables(drawn(DOCUMENT, study))["Due"]
    assert [row[3][0][0].iso for row in table.rows] == [each.due and each.due.isoformat() for each in owed]  # type: ignore[union-attr]
    assert "2026-12-20" in {row[3][0][0].iso for row in table.rows}  # type: ignore[union-attr]


def test_before_the_referential_is_in_force_the_programme_is_made_all_the_same() -> None:
    early = study_of().as_of.replace(year=2024, month=1, day=1)
    document = drawn(DOCUMENT, Study(study_of().dossier, early))
    assert {row[3] for row in rows(tables(document)["Due"])} == {"–"}


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_form_says_the_same(voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study_of(), voice))
    check_workbook(drawn(DOCUMENT, example_host(), voice))


def test_nothing_restricted_is_shown() -> None:
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())))


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_an_empty_dossier_says_that_nothing_is_declared(voice: Voice) -> None:
    document = drawn(DOCUMENT, nothing_declared(), voice)
    assert voice.say("The dossier does not give the audits.") in notices(document)
    assert voice.say("No audit is planned.") in everything_said(document)
    check_pages(document)
