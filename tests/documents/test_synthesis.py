"""The synthesis says every verdict with what it rests on, and what time alone will change."""

from typing import Any

from tests.support.samples import ENGLISH, PIECE, study_of, text_of, with_changes

from hygie.assessment.horizon import changes_ahead
from hygie.assessment.study import Study
from hygie.documents.blocks import Badge, Heading, Notice, Table, texts
from hygie.documents.frame import Document
from hygie.documents.owed.synthesis import DAYS_AHEAD, build
from hygie.kernel.status import Status


def table(document: Document, caption: str) -> Table:
    return next(item for item in document.blocks if isinstance(item, Table) and item.caption == caption)


def test_every_verdict_stands_with_its_status_its_strength_and_its_counts() -> None:
    study = study_of()
    rows = table(
        build(study, ENGLISH), "The verdict of each requirement, in the order of the referential"
    ).rows
    verdicts = study.verdicts["hds-2.0"]
    assert [next(iter(texts(row[0]))) for row in rows] == list(verdicts)
    for row, verdict in zip(rows, verdicts.values(), strict=True):
        badge = row[2][0][0]
        assert isinstance(badge, Badge)
        assert (badge.status, badge.glyph, badge.word) == (
            verdict.status,
            ENGLISH.glyph(verdict.status),
            ENGLISH.status(verdict.status),
        )
        strength = [ENGLISH.strength(verdict.strength)] if verdict.strength else ["–"]
        assert list(texts(row[3])) == strength
        assert list(texts(row[4])) == [str(len(verdict.missing))]
        assert list(texts(row[5])) == [str(len(verdict.reservations))]


def test_counts_are_those_of_the_study() -> None:
    study = with_changes({"services[cloud].level_1_support_languages": ["en"]})
    rows = table(build(study, ENGLISH), "Requirements by status").rows
    counted = {next(iter(texts(row[0][0][0:1]))): list(texts(row[1])) for row in rows}
    expected = study.counts("hds-2.0").items()
    assert counted == {ENGLISH.glyph(status): [str(number)] for status, number in expected}


def test_reasons_missing_data_and_reservations_are_said_with_their_place() -> None:
    study = with_changes(
        {"services[cloud].level_1_support_languages": ["en"], "certificate_loss_procedure": "absent"}
    )
    said = text_of(build(study, ENGLISH))
    for verdict in study.verdicts["hds-2.0"].values():
        for missing in verdict.missing[:10]:
            assert ENGLISH.missing(missing, study.dossier) in said
        for reservation in verdict.reservations[:10]:
            assert ENGLISH.reason(reservation) in said
    assert "First-level support of “Nuage Santé” does not speak French." in said


def test_what_fails_comes_before_what_is_met() -> None:
    study = with_changes({"services[cloud].level_1_support_languages": ["en"]})
    anchors = [
        block.anchor for block in build(study, ENGLISH).blocks if isinstance(block, Heading) and block.anchor
    ]
    order = {Status.NOT_MET: 0, Status.PARTIAL: 1, Status.UNDETERMINED: 2, Status.MET: 3}
    ranks = [order.get(study.verdicts["hds-2.0"][name].status, 4) for name in anchors]
    assert ranks == sorted(ranks)
    assert sorted(anchors) == sorted(study.verdicts["hds-2.0"])


def decisions(changes: dict[str, Any]) -> list[str]:
    document = build(with_changes(changes), ENGLISH)
    return [block.title for block in document.blocks if isinstance(block, Notice)]


def test_the_two_decisions_that_come_first_are_said() -> None:
    assert "Certification is required." in decisions({})
    assert "Certification is not required." in decisions({"processing[hosting].health_data": False})
    assert "Whether certification is required is not determined." in decisions({"processing": "absent"})
    managed = "services[cloud].managed_operation.ancillary_only"
    assert "Certification is not required for activity 5 (managed operation)." in decisions({managed: True})
    assert (
        "Whether certification is required for activity 5 (managed operation) is not determined."
        in decisions({managed: "absent"})
    )


def test_what_changes_by_itself_within_90_days_is_dated() -> None:
    data = with_changes({"evidence": [PIECE]})
    ahead = [change for change in changes_ahead(data, DAYS_AHEAD) if change.requirement == "EXI-07"]
    assert ahead
    rows = table(build(data, ENGLISH), "Verdicts that time alone will change").rows
    assert ["1 January 2027", "EXI-07"] in [[*texts(row[0]), *texts(row[1])] for row in rows]


def test_the_policy_of_the_dossier_is_printed_with_the_verdicts() -> None:
    study = with_changes({"policy": {"binding_conventions": ["evidence_missing"], "note": "Choix du comité"}})
    said = text_of(build(study, ENGLISH))
    assert "evidence_missing" in said
    assert "Choix du comité" in said
    assert "The dossier's policy makes this reservation binding" in said


def test_a_dossier_that_no_referential_concerns_still_has_a_synthesis() -> None:
    study = with_changes({"roles": ["vendor"]})
    assert isinstance(build(Study(study.dossier, study.as_of), ENGLISH), Document)
