"""The sheet on third-country laws: what EXI-30 says, to whom it was told, and nothing unknown in what is sent."""

from typing import Any

import pytest
from hypothesis import given
from tests.support.canaries import CANARY, with_canaries
from tests.support.dossiers import change, conforming
from tests.support.mutations import disturb
from tests.support.registers import (
    check_no_secret,
    check_pages,
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
from tests.support.soundness import SLOW, randoms

from hygie.assessment.study import Study
from hygie.documents.frame import Document
from hygie.documents.html import to_html
from hygie.documents.kinds import produce
from hygie.documents.owed.third_country_law import DOCUMENT
from hygie.documents.refusal import NotGenerated
from hygie.dossier.vocabulary.base import Confidentiality
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.wording.voice import Voice

SUBJECT = "Who is subject to the law of a third country"
FOUND, STATED, BODY = (
    "Regulations found",
    "What contracts in force state",
    "What the certification body was told",
)
NOT_COMPLETE = "This sheet is not complete and cannot be sent as it is: data are missing"
INDIA = ENGLISH.country("IN")

WITHOUT: dict[str, dict[str, Any]] = {
    "no subjection": {"actors[night].subject_to": []},
    "an adequate country": {"actors[night].subject_to[0].country": "JP"},
    "to come": {"actors[night].subject_to[0].since": "2027-01-01"},
}
OPEN: dict[str, dict[str, Any]] = {
    "no list": {"actors[west].subject_to": "absent"},
    "a list not known": {"actors[west].subject_to": {"unknown": "demandé au prestataire"}},
    "partial adequacy": {"actors[west].subject_to": [{"country": "US", "link": "ultimate_parent"}]},
    "no analysis": {"third_country_law": "absent"},
    "laws not known": {"third_country_law.laws": "absent"},
    "mitigations not known": {"third_country_law.mitigations": {"unknown": "à rédiger"}},
    "risks not known": {"third_country_law.residual_risks": "absent"},
    "actors not known": {"actors": "absent"},
}


def sent(study: Study, client: str = "chv", voice: Voice = ENGLISH) -> Document | NotGenerated:
    return DOCUMENT.draft(study, voice, client)


def sheet(study: Study, client: str = "chv", voice: Voice = ENGLISH) -> Document:
    made = sent(study, client, voice)
    assert isinstance(made, Document)
    return made


# -- whether it applies --------------------------------------------------------------------------


def test_it_says_who_is_subject_to_which_law_and_why() -> None:
    document = drawn(DOCUMENT, study_of())
    assert rows(tables(document)[SUBJECT]) == [
        ["Astreinte Nuit", "subcontractor", INDIA, "ultimate parent company", "15 September 2024",
         "no adequacy decision that covers it", "yes"],
    ]  # fmt: skip
    assert notices(document)[
        "A law that may impose an access binds someone who takes part in the hosting."
    ] == ["Astreinte Nuit"]


@pytest.mark.parametrize("name", WITHOUT)
def test_where_exi_30_does_not_apply_the_sheet_says_so_and_why(name: str) -> None:
    study = with_changes(WITHOUT[name])
    verdict = study.verdicts["hds-2.0"]["EXI-30"]
    assert verdict.status is Status.NOT_APPLICABLE
    for document in (drawn(DOCUMENT, study), sheet(study)):
        assert notices(document)["EXI-30 does not apply."] == [
            ENGLISH.reason(reason) for reason in verdict.reasons
        ]
        assert FOUND not in tables(document)
        assert STATED not in tables(document)


def test_an_office_outside_the_eea_is_a_subjection_by_itself() -> None:
    study = with_changes({"actors[night].subject_to": [], "actors[night].country": "IN"})
    (row,) = rows(tables(drawn(DOCUMENT, study))[SUBJECT])
    assert (row[3], row[4], row[6]) == ("registered office", "–", "yes")


@SLOW
@given(randoms)
def test_the_sheet_agrees_with_the_verdict(random: Any) -> None:
    data = conforming()
    disturb(data, random, random.choice((1, 3, 8)))
    study = study_of(data)
    verdict = study.verdicts["hds-2.0"]["EXI-30"]
    document = drawn(DOCUMENT, study)
    said = notices(document)
    assert ("EXI-30 does not apply." in said) is (verdict.status is Status.NOT_APPLICABLE)
    assert ("Whether EXI-30 applies is not determined." in said) is (
        verdict.status is Status.UNDETERMINED and not verdict.cases
    )
    if not verdict.cases:
        return
    criteria = {criterion.id: criterion for criterion in verdict.cases[0].criteria}
    calls = [row[6] for row in rows(tables(document)[SUBJECT])]
    assert "yes" in calls
    stated = (
        {cell for row in rows(tables(document)[STATED]) for cell in row[4:]}
        if STATED in tables(document)
        else set()
    )
    if criteria["c4"].applies is Truth.TRUE and criteria["c4"].value is Truth.TRUE:
        assert stated <= {"✓ yes"}
    if stated and stated <= {"✓ yes"}:
        # A client of whom nothing else is known, or a contract that may have ended, may still leave it open.
        assert criteria["c4"].value is not Truth.FALSE
    if criteria["c5"].value is Truth.TRUE:
        assert BODY in tables(document)


# -- what it states ------------------------------------------------------------------------------


def test_it_states_laws_measures_and_risks_and_when_they_were_analysed() -> None:
    for document in (drawn(DOCUMENT, study_of()), sheet(study_of())):
        assert rows(tables(document)[FOUND]) == [
            [INDIA, "Loi sur les technologies de l'information", "Réquisition de déchiffrement"]
        ]
        said = everything_said(document)
        for text in (
            "Aucune clé détenue hors de l'EEE",
            "Contrainte exercée sur une personne d'astreinte",
            "1 February 2026",
            "EDPB recommendations 01/2020 taken into account",
        ):
            assert text in said


def test_an_analysis_that_found_nothing_says_so() -> None:
    changes = {f"third_country_law.{key}": [] for key in ("laws", "mitigations", "residual_risks")}
    said = everything_said(sheet(with_changes(changes)))
    for text in ("The analysis found none.", "None is given.", "None is described."):
        assert text in said


# -- what is sent --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("name", OPEN)
def test_nothing_is_made_to_be_sent_while_something_is_not_determined(name: str, form: str) -> None:
    study = with_changes(OPEN[name])
    made = produce("third-country-law", study, FRENCH, form, "chv")
    assert isinstance(made, NotGenerated)
    assert made.why == "document_undetermined"
    assert made.missing
    assert all(FRENCH.diagnostic(mistake) for mistake in made.mistakes)


@pytest.mark.parametrize("name", OPEN)
def test_for_internal_use_it_is_made_with_its_gaps_marked(name: str) -> None:
    study = with_changes(OPEN[name])
    document = drawn(DOCUMENT, study)
    lines = notices(document)[NOT_COMPLETE]
    refused = sent(study)
    assert isinstance(refused, NotGenerated)
    for datum in refused.missing:
        assert any(datum.message in line for line in lines)
    assert "not known" in everything_said(document) or "not determined" in everything_said(document)


def test_what_does_not_keep_it_from_being_sent_is_left_out_where_it_is_not_known() -> None:
    study = with_changes(
        {"third_country_law.edpb_considered": "absent", "third_country_law.laws[0].reach": "absent"}
    )
    said = everything_said(sheet(study))
    assert "EDPB" not in said
    assert "not known" not in said
    assert "EDPB" in everything_said(drawn(DOCUMENT, study))


def test_a_client_reads_its_own_contract_and_of_nobody_else() -> None:
    data = conforming()
    change(data, "clients[+]", {"id": "other", "name": "Clinique Discrète", "services": ["cloud"]})
    study = study_of(data)
    document = sheet(study, "chv")
    assert [row[:2] for row in rows(tables(document)[STATED])] == [["CH Valmont", "Contrat CH Valmont"]]
    shown = everything_said(document) + to_html(document).decode()
    for name in ("Laboratoire Orme", "Clinique Discrète", "Organisme Certificateur"):
        assert name not in shown
    assert [row[1] for row in rows(tables(sheet(study, "other"))[STATED])] == ["no contract"]


# -- to whom it was told -------------------------------------------------------------------------


def test_each_contract_in_force_says_what_it_states_and_since_when() -> None:
    changes = {
        "contracts[lab-1].clauses.third_country_law": {"article": "15", "laws": True, "mitigations": False},
        "clients[+]": {"id": "other", "name": "Clinique", "services": ["cloud"]},
    }
    document = drawn(DOCUMENT, with_changes(changes))
    assert rows(tables(document)[STATED]) == [
        ["CH Valmont", "Contrat CH Valmont", "1 April 2025", "15", "✓ yes", "✓ yes", "✓ yes"],
        [
            "Laboratoire Orme",
            "Contrat Laboratoire Orme",
            "1 April 2025",
            "15",
            "✓ yes",
            "✕ no",
            "? not determined",
        ],
        ["Clinique", "no contract", "–", "–", "✕ no", "✕ no", "✕ no"],
    ]


@pytest.mark.parametrize(
    ("clause", "stated"),
    [({"present": False}, "✕ no"), ("absent", "? not determined")],
    ids=["no clause", "nothing said"],
)
def test_a_contract_without_the_clause_states_nothing(clause: Any, stated: str) -> None:
    document = drawn(DOCUMENT, with_changes({"contracts[lab-1].clauses.third_country_law": clause}))
    assert rows(tables(document)[STATED])[1][4:] == [stated] * 3


def test_a_contract_that_has_ended_is_not_listed() -> None:
    document = drawn(DOCUMENT, with_changes({"contracts[lab-1].end": "2026-11-21"}))
    assert [row[1] for row in rows(tables(document)[STATED])] == ["Contrat CH Valmont", "no contract"]
    document = drawn(DOCUMENT, with_changes({"contracts[lab-1].end": "2026-11-22"}))
    assert [row[1] for row in rows(tables(document)[STATED])][1] == "Contrat Laboratoire Orme"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "5 March 2026"),
        ({"communications": []}, "not told"),
        ({"communications": "absent"}, "? not known"),
        ({"communications[c6].sent": "absent"}, "? not known"),
    ],
)
def test_the_certification_body_was_told_on_that_day(changes: dict[str, Any], told: str) -> None:
    document = drawn(DOCUMENT, with_changes(changes))
    assert rows(tables(document)[BODY]) == [["Organisme Certificateur", told]]


def test_what_remains_to_be_done_is_what_the_verdict_asks() -> None:
    study = with_changes(
        {"communications[c6].sent": "2026-01-01", "contracts[lab-1].clauses.third_country_law.laws": False}
    )
    verdict = study.verdicts["hds-2.0"]["EXI-30"]
    said = everything_said(drawn(DOCUMENT, study))
    todo = [ENGLISH.todo(reason) for reason in verdict.reasons if reason.value is Truth.FALSE]
    assert len(todo) >= 2
    assert all(text is not None and text in said for text in todo)
    assert "Nothing, by what is declared." in everything_said(drawn(DOCUMENT, study_of()))


# -- the whole -----------------------------------------------------------------------------------


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize(
    "study", [example_host(), study_of(), nothing_declared()], ids=["example", "met", "empty"]
)
def test_pdf_and_page_say_the_same(study: Study, voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study, voice))


def test_an_empty_dossier_says_what_is_missing() -> None:
    document = drawn(DOCUMENT, nothing_declared())
    assert "Whether EXI-30 applies is not determined." in notices(document)
    assert any("processing" in line.casefold() for line in notices(document)[NOT_COMPLETE])


def test_another_role_is_told_that_hds_is_not_evaluated() -> None:
    study = study_of({"format": 1, "organization": {"name": "Éditeur"}, "roles": ["vendor"]})
    assert "This study does not evaluate HDS v2.0." in notices(drawn(DOCUMENT, study))


def test_nothing_internal_and_nobody_is_shown() -> None:
    data = with_canaries(conforming(), Confidentiality.INTERNAL, Confidentiality.RESTRICTED)
    for document in (drawn(DOCUMENT, study_of(data)), sheet(study_of(data))):
        assert CANARY.casefold() not in everything_said(document).casefold()
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())))
