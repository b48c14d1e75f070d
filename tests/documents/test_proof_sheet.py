"""The proof sheet holds everything that a verdict rests on."""

import pytest
from tests.support.samples import ENGLISH, FRENCH, PIECE, study_of, text_of, with_changes

from hygie.assessment.study import UnknownRequirementNameError
from hygie.documents.blocks import Table, texts
from hygie.documents.owed.proof_sheet import build
from hygie.documents.pdf import to_pdf
from hygie.documents.phrases import linked
from hygie.referentials.referential import catalog_of


@pytest.mark.parametrize("requirement", [item.id for item in catalog_of("hds-2.0")])
def test_every_requirement_has_a_sheet_that_says_all_of_its_verdict(requirement: str) -> None:
    study = study_of()
    _, asked, verdict = study.find(requirement)
    for voice in (FRENCH, ENGLISH):
        document = build(study, voice, requirement.lower())
        said = text_of(document)
        assert requirement in document.title
        assert voice.text(asked.statement) in said
        assert voice.status(verdict.status) in said
        assert all(voice.text(criterion.text) in said for criterion in asked.criteria)
        assert all(voice.text(doubt) in said for doubt in asked.doubts)
        assert all(voice.reason(reason) in said for case in verdict.cases
                   for criterion in case.criteria for reason in criterion.reasons)  # fmt: skip
        assert all(voice.reason(item) in said for item in (*verdict.reservations, *verdict.notes))
        assert all(linked(item, voice) in said for item in asked.mappings)
        assert voice.text(asked.next_step) in said
        captions = [block.caption for block in document.blocks if isinstance(block, Table)]
        assert len(captions) == len(set(captions))
        assert to_pdf(document).startswith(b"%PDF")


def test_criteria_are_shown_subject_by_subject() -> None:
    study = study_of()
    _, _, verdict = study.find("EXI-07")
    tables = [block for block in build(study, ENGLISH, "EXI-07").blocks if isinstance(block, Table)]
    assert len(tables) == len(verdict.cases)
    failing = with_changes({"services[cloud].level_1_support_languages": ["en"]})
    said = text_of(build(failing, ENGLISH, "hds-2.0/EXI-07"))
    assert "First-level support of “Nuage Santé” does not speak French." in said
    assert "Service “Nuage Santé”: provide first-level support in French" in said
    assert "hygie.yaml:1:1" in said


def test_what_would_change_it_stands_before_the_criteria_and_reasons_are_said_once() -> None:
    failing = with_changes({"services[cloud].level_1_support_languages": ["en"]})
    said = text_of(build(failing, ENGLISH, "EXI-07"))
    headings = ["What it asks", "Verdict", "What would change it", "Criteria"]
    positions = [said.index(f"\n{heading}\n") if heading != "What it asks" else 0 for heading in headings]
    assert positions == sorted(positions)
    assert said.count("First-level support of “Nuage Santé” does not speak French.") == 1


def test_evidence_is_shown_with_its_validity() -> None:
    study = with_changes({"evidence": [PIECE]})
    sheet = build(study, ENGLISH, "EXI-07")
    pieces = next(
        block
        for block in sheet.blocks
        if isinstance(block, Table) and block.caption == "Evidence that supports the verdict"
    )
    assert [list(texts(cell)) for cell in pieces.rows[0]] == [
        ["Capture des interfaces"],
        ["Screenshot", "attested"],
        ["since 1 January 2026", "until 31 December 2026"],
        ["RSSI"],
        ["GED 12", "hygie.yaml:1:1"],
    ]
    assert "What time alone will change" in text_of(sheet)


def test_evidence_that_has_expired_says_so() -> None:
    study = with_changes({"evidence": [PIECE | {"valid_until": "2026-06-30"}]})
    said = text_of(build(study, ENGLISH, "EXI-07"))
    assert "expired" in said
    assert "The evidence “Capture des interfaces” is no longer valid." in said


def test_missing_data_say_where_to_write_them() -> None:
    study = with_changes({"services[cloud].level_1_support_languages": {"unknown": "à demander"}})
    _, _, verdict = study.find("EXI-07")
    assert verdict.missing
    said = text_of(build(study, ENGLISH, "EXI-07"))
    assert ENGLISH.missing(verdict.missing[0], study.dossier) in said
    assert "à demander" in said


def test_a_requirement_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownRequirementNameError):
        build(study_of(), ENGLISH, "EXI-99")
