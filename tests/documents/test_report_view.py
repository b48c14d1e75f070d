"""What the report tells, before it is laid out."""

import pytest
from tests.support.dossiers import change, conforming
from tests.support.reports import (
    ENGLISH,
    FRENCH,
    compared,
    conforming_study,
    hardly_begun,
    study_of,
    study_with_shortcomings,
    with_contracts,
)

from hygie.assessment.snapshot import Comparison, Difference
from hygie.documents.report.ahead import levels_of
from hygie.documents.report.build import build
from hygie.documents.report.cases import ENOUGH_SUBJECTS
from hygie.documents.report.said import Teller, is_restricted
from hygie.documents.report.view import Page, Row


def rows_of(page: Page) -> dict[str, Row]:
    return {row.id: row for section in page.sections for group in section.groups for row in group.rows}


def test_who_and_when() -> None:
    page = build(conforming_study(), FRENCH)
    assert (page.organization, page.as_of, page.as_of_iso) == (
        "Hébergeur Témoin",
        "22 novembre 2026",
        "2026-11-22",
    )
    assert page.digest == conforming_study().dossier.digest
    assert page.traffic_light == "TLP:AMBER"


def test_strict_traffic_light_keeps_its_whole_word() -> None:
    page = build(study_of(conforming() | {"policy": {"traffic_light": "amber+strict"}}), ENGLISH)
    assert (page.traffic_light, page.light) == ("TLP:AMBER+STRICT", "amber")


def test_conforming_dossier_has_nothing_that_blocks() -> None:
    study = conforming_study()
    page = build(study, ENGLISH)
    total = len(study.verdicts["hds-2.0"])
    assert page.sentence == f"The {total} requirements that apply are met, all of them on mere declaration."
    assert page.first.blockers == ()
    assert not page.first.sparse
    assert [segment.number for segment in page.bars[0].segments] == [total]


def test_bar_counts_every_requirement_and_says_so_in_words() -> None:
    study = study_with_shortcomings()
    (bar,) = build(study, ENGLISH).bars
    assert sum(segment.number for segment in bar.segments) == len(study.verdicts["hds-2.0"])
    assert all(str(segment.number) in bar.alternative for segment in bar.segments)
    assert "%" not in bar.alternative


def test_every_requirement_has_a_row_worst_first() -> None:
    study = study_with_shortcomings()
    page = build(study, ENGLISH)
    assert set(rows_of(page)) == set(study.verdicts["hds-2.0"])
    tones = [group.sign.tone for group in page.sections[0].groups]
    order = ["not-met", "partial", "undetermined", "met", "not-applicable"]
    assert tones == [tone for tone in order if tone in tones]


def test_what_blocks_and_what_to_do_first() -> None:
    first = build(study_with_shortcomings(), ENGLISH).first
    assert any("EXI-07" in blocker.requirements for blocker in first.blockers)
    assert 1 <= len(first.steps) <= 3
    assert all(step.text and step.unlocks for step in first.steps)
    assert any(step.place.startswith("hygie.yaml:") for step in first.steps)


def test_the_same_shortcoming_of_many_subjects_is_told_once() -> None:
    data = with_contracts(40)
    for contract in data["contracts"]:
        contract["clauses"]["other_use"] = {"article": "13", "prohibition_recalled": "no"}
    blockers = build(study_of(data), ENGLISH).first.blockers
    assert len(blockers) <= 4
    assert len({blocker.text for blocker in blockers}) == len(blockers)


def test_row_shows_criteria_places_steps_and_expired_evidence() -> None:
    row = rows_of(build(study_with_shortcomings(), ENGLISH))["EXI-07"]
    assert row.sign.word == "not met"
    assert row.sign.glyph == "✕"
    assert any(line.place == "hygie.yaml:1" for criterion in row.criteria for line in criterion.lines.shown)
    assert row.steps.shown
    (piece,) = row.evidence
    assert piece.expired
    assert piece.validity == "expired on 30 June 2026"


def test_missing_data_names_what_to_write_and_its_key() -> None:
    row = rows_of(build(study_with_shortcomings(), ENGLISH))["EXI-02"]
    assert [line.address for line in row.missing.shown] == ["isms.context.issues"]
    assert row.hint


def test_hardly_begun_dossier_says_what_to_write() -> None:
    page = build(hardly_begun(), ENGLISH)
    assert page.first.sparse
    assert page.first.steps
    assert page.sentence.startswith("The dossier is only begun: 0 requirements out of ")
    assert "actors" in {line.address for line in page.first.unopened}
    assert [group.folded for group in page.sections[0].groups] == [True]


def test_what_expires_is_told_with_its_day_and_effect() -> None:
    ahead = build(study_with_shortcomings(), ENGLISH).ahead
    (event,) = [event for event in ahead.next if event.iso == "2027-01-03"]
    assert (event.day, event.wait, event.short) == ("3 January 2027", "in 42 days", "3 Jan")
    assert 0 < event.position < 100
    assert event.turns
    assert set(ahead.next) | set(ahead.later) == set(ahead.events)
    assert len(ahead.months) in (11, 12)


@pytest.mark.parametrize(
    ("positions", "levels"),
    [
        ([], []),
        ([50.0], [0]),
        ([10.0, 80.0], [0, 0]),
        ([10.0, 20.0], [1, 0]),
        ([10.0, 12.0, 14.0], [2, 1, 0]),
        ([0.0, 20.0, 40.0], [2, 1, 0]),
    ],
    ids=["none", "one", "far apart", "near", "nearer", "each pole clear of the date before it"],
)
def test_flags_do_not_hide_one_another(positions: list[float], levels: list[int]) -> None:
    assert levels_of(positions) == levels


def test_too_many_flags_stay_within_the_drawing() -> None:
    assert max(levels_of([index / 10 for index in range(50)])) < 5


def test_comparison_says_which_inputs_and_which_verdicts_changed() -> None:
    after = study_with_shortcomings()
    changed = build(after, ENGLISH, compared(conforming_study(), after)).changed
    assert changed is not None
    assert changed.said.startswith("Since the study of 22 November 2026, ")
    assert changed.causes == "the dossier has changed, the day is the same, Hygie is the same version"
    (turn,) = [turn for turn in changed.turns if turn.requirements == ("EXI-07",)]
    assert (turn.before.word, turn.after.word) == ("met", "not met")
    assert "Console" in turn.because[0].text


def test_comparison_the_other_way_names_what_is_gone() -> None:
    study = conforming_study()
    changed = build(study, ENGLISH, compared(study_with_shortcomings(), study)).changed
    assert changed is not None
    (turn,) = [turn for turn in changed.turns if turn.requirements == ("EXI-07",)]
    assert turn.after.word == "met"
    assert turn.because


def test_same_study_has_not_changed() -> None:
    study = conforming_study()
    changed = build(study, ENGLISH, compared(study, study)).changed
    assert changed is not None
    assert changed.turns == ()
    assert changed.said == "Since the study of 22 November 2026, no verdict has changed"


def test_words_of_another_version_are_shown_as_they_are() -> None:
    odd = Difference("hds-2.0", "EXI-07", "certified!", "met", "heard", None, (), ())
    new = Difference("hds-2.0", "EXI-08", "", "met", None, "declared", (), ())
    comparison = Comparison("some day", True, True, True, (odd, new))
    changed = build(conforming_study(), ENGLISH, comparison).changed
    assert changed is not None
    assert "some day" in changed.said
    assert [turn.before.word for turn in changed.turns] == ["certified!", "new"]


def test_many_subjects_are_bounded_and_counted() -> None:
    row = rows_of(build(study_of(with_contracts(60)), ENGLISH))["EXI-21"]
    assert row.subjects is not None
    assert len(row.subjects.shown) == ENOUGH_SUBJECTS
    assert row.subjects.shown[0].sign.word == "undetermined"
    assert row.subjects.more.startswith("49 more are not shown: ? undetermined 46, ✓ met 3")


def test_dossier_without_known_role_says_so() -> None:
    data = {"format": 1, "organization": {"name": "Fabricant"}, "roles": ["manufacturer"]}
    page = build(study_of(data), ENGLISH)
    assert page.bars == ()
    assert page.sentence.startswith("No referential")


def test_policy_is_printed() -> None:
    data = conforming() | {"policy": {"binding_conventions": ["stale"], "note": "Premier passage"}}
    assert [line.rpartition(": ")[2] for line in build(study_of(data), ENGLISH).policy] == [
        "stale.",
        "Premier passage",
    ]


@pytest.mark.parametrize(
    ("path", "restricted"),
    [
        (("people", 0, "name"), True),
        (("people",), True),
        (("organization", "designations", "operator_of_vital_importance"), True),
        (("organization", "name"), False),
        (("actors", 0, "certificates"), False),
        (("actors", 0, "certificates", 0), False),
        ((), False),
    ],
)
def test_persons_and_designations_are_restricted(path: tuple[str | int, ...], restricted: bool) -> None:
    assert is_restricted(path) is restricted


def test_person_stays_an_id() -> None:
    data = conforming()
    change(data, "people[0].name", "Nom Secret")
    teller = Teller(study_of(data), ENGLISH)
    assert "Secret" not in teller.subject(("people", 0))
