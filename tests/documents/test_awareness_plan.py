"""The awareness plan: people counted actor by actor, never as a percentage, in step with EXI-10."""

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

from hygie.documents.owed.awareness_plan import DOCUMENT
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.wording.voice import Voice

ALL = "availability | integrity | confidentiality"
SESSION = "training[t-host]"


def actors(changes: dict[str, Any] | None = None) -> dict[str, list[str]]:
    table = rows(tables(drawn(DOCUMENT, with_changes(changes or {})))["Actors"])
    return {row[0]: row[1:] for row in table}


def test_each_actor_has_its_people_counted_its_topics_and_its_sessions() -> None:
    assert actors() == {
        "Hébergeur Témoin": ["40/40", "0", ALL, "–", "20 May 2026", "–"],
        "Sauvegarde Ouest": ["5/5", "0", ALL, "–", "20 May 2026", "–"],
        "Astreinte Nuit": ["3/3", "0", ALL, "–", "20 May 2026", "–"],
    }


@pytest.mark.parametrize(
    ("changes", "reached", "remaining"),
    [
        ({f"{SESSION}.attendees": 31}, "31/40", "9"),
        ({f"{SESSION}.attendees": 0}, "0/40", "40"),
        ({f"{SESSION}.attendees": 45}, "45/40", "0"),
        ({SESSION: "absent"}, "0/40", "40"),
        ({"actors[host].staff": "absent"}, "40/?", "? not known"),
        ({"actors[host].staff": {"unknown": "à compter"}}, "40/?", "? not known (à compter)"),
        ({"actors[host].staff": 0, f"{SESSION}.attendees": 0}, "0/0", "0"),
    ],
)
def test_the_ratio_is_counted_and_says_who_remains(
    changes: dict[str, Any], reached: str, remaining: str
) -> None:
    assert actors(changes)["Hébergeur Témoin"][:2] == [reached, remaining]


def test_what_could_add_to_the_count_is_said() -> None:
    row = actors({f"{SESSION}.attendees": "absent"})["Hébergeur Témoin"]
    assert row[0].startswith("at least 0/40 | ")
    assert "Persons made aware" in row[0]
    assert row[1] == "40 at most"


def test_topics_left_out_are_named() -> None:
    row = actors({f"{SESSION}.topics": ["integrity"]})["Hébergeur Témoin"]
    assert row[2:4] == ["integrity", "availability | confidentiality"]


def test_sessions_to_come_are_planned_and_do_not_count() -> None:
    planned = {"id": "next", "actor": "host", "held": "2027-02-01", "topics": ["integrity"], "attendees": 6}
    changes = {"training[+]": planned, f"{SESSION}.attendees": 34}
    row = actors(changes)["Hébergeur Témoin"]
    assert row == ["34/40", "6", ALL, "–", "20 May 2026", "1 February 2027"]
    sessions = rows(tables(drawn(DOCUMENT, with_changes(changes)))["Sessions"])
    assert sessions[0] == ["Hébergeur Témoin", "1 February 2027", "to be held", "integrity", "6"]
    assert sessions[1] == ["Hébergeur Témoin", "20 May 2026", "held", ALL, "34"]


def test_a_session_whose_day_is_not_known_is_neither_held_nor_planned() -> None:
    sessions = rows(tables(drawn(DOCUMENT, with_changes({f"{SESSION}.held": "absent"})))["Sessions"])
    assert sessions[-1][1:3] == ["? not known", "not determined"]


def test_a_subcontractor_that_takes_no_part_is_left_out_and_a_doubtful_one_stays() -> None:
    assert "Sauvegarde Ouest" not in actors({"actors[west].services": []})
    assert "Sauvegarde Ouest" in actors({"actors[west].services": "absent"})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {f"{SESSION}.attendees": 31},
        {f"{SESSION}.attendees": 0},
        {f"{SESSION}.attendees": "absent"},
        {f"{SESSION}.topics": ["integrity"]},
        {"training": []},
        {"training": "absent"},
        {"training[t-west].attendees": 2},
        {"actors": {"unknown": "?"}},
    ],
)
def test_the_plan_agrees_with_the_verdict(changes: dict[str, Any]) -> None:
    study = with_changes(changes)
    verdict = study.verdicts["hds-2.0"]["EXI-10"]
    shown = [badge.status for badge in badges(tables(drawn(DOCUMENT, study))["EXI-10"], 2)]
    status = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}
    if not verdict.cases:
        assert set(shown) == {verdict.status}
        return
    criteria = verdict.cases[0].criteria
    assert shown == [Status.PARTIAL if one.mixed else status[one.value] for one in criteria]
    ratio = actors(changes)["Hébergeur Témoin"][0]
    everyone = criteria[0].value is Truth.TRUE and not criteria[0].mixed
    assert (ratio == "40/40") == everyone


def test_no_percentage_stands_in_it() -> None:
    assert "%" not in everything_said(drawn(DOCUMENT, example_host()))


def test_the_example_says_that_six_people_remain() -> None:
    shown = rows(tables(drawn(DOCUMENT, example_host()))["Actors"])
    assert shown[0][:3] == ["Hébergeur Nivalis", "52/58", "6"]
    reasons = example_host().verdicts["hds-2.0"]["EXI-10"].reasons
    assert {"attendees": 52, "staff": 58}.items() <= dict(reasons[0].parameters).items()


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_form_says_the_same(voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study_of(), voice))
    check_workbook(drawn(DOCUMENT, example_host(), voice))


def test_nothing_restricted_is_shown() -> None:
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())))


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_an_empty_dossier_says_that_nothing_is_declared(voice: Voice) -> None:
    document = drawn(DOCUMENT, nothing_declared(), voice)
    for title in (
        "The dossier does not give the actors.",
        "The dossier does not give the awareness sessions.",
    ):
        assert voice.say(title) in notices(document)
    check_pages(document)


def test_without_any_session_it_says_so() -> None:
    assert "No awareness session is declared." in everything_said(
        drawn(DOCUMENT, with_changes({"training": []}))
    )
