"""Two studies compared: what changed, and because of which fact."""

import json
from datetime import date
from typing import Any

import pytest
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.assessment.snapshot import Comparison, SnapshotError, compare, read_snapshot
from hygie.assessment.study import Study
from hygie.documents.answers import Answers
from hygie.wording.voice import Voice


def _study(as_of: date = TODAY, **changes: Any) -> Study:
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    return Study(dossier_of(data), as_of)


def _compared(earlier: Study, later: Study, language: str = "fr") -> Comparison:
    answer = json.dumps(Answers(earlier, Voice(language)).check())
    return compare(read_snapshot(answer.encode()), later)


def test_the_same_study_shows_no_difference() -> None:
    found = _compared(_study(), _study())
    assert (found.dossier_changed, found.day_changed, found.version_changed) == (False, False, False)
    assert found.differences == ()


def test_the_language_of_the_earlier_answer_does_not_matter() -> None:
    later = _study(**{"services[cloud].interfaces": [{"name": "Console", "languages": ["en"]}]})
    french, english = _compared(_study(), later, "fr"), _compared(_study(), later, "en")
    assert french._replace(said={}) == english._replace(said={})
    assert french.said.keys() == english.said.keys()


def test_what_is_gone_is_said_as_the_earlier_answer_said_it_without_control_characters() -> None:
    earlier = _study(**{"actors[west].storage[backup-rennes].country": "US"})
    answer = Answers(earlier, Voice("en")).check()
    (verdict,) = [item for item in answer["referentials"][0]["verdicts"] if item["requirement"] == "EXI-28"]
    message = verdict["reasons"][0]["message"]
    verdict["reasons"][0]["message"] = f"\x1b[2J{message}"
    found = compare(read_snapshot(json.dumps(answer).encode()), _study())
    assert f"[2J{message}" in found.said.values()


def test_a_changed_fact_is_named() -> None:
    later = _study(**{"actors[west].storage[backup-rennes].country": "US"})
    found = _compared(_study(), later)
    assert found.dossier_changed
    (storage,) = [item for item in found.differences if item.requirement == "EXI-28"]
    assert (storage.before, storage.after) == ("met", "not_met")
    assert {(line.subject, line.address) for line in storage.appeared} == {
        ("storage:backup-rennes", "actors[west].storage[backup-rennes].country")
    }


def test_time_alone_is_named_as_the_cause() -> None:
    found = _compared(_study(), _study(date(2028, 1, 15)))
    assert (found.dossier_changed, found.day_changed) == (False, True)
    assert "EXI-15" in {item.requirement for item in found.differences}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"hygie": 1}',
        b"\xff\xfe",
        b'{"hygie":"1","as_of":"some day","inputs":{},"referentials":[]}',
        b'{"hygie":"1","as_of":"x","inputs":{},"referentials":[1]}',
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_study_is_refused(content: bytes) -> None:
    with pytest.raises(SnapshotError):
        read_snapshot(content)
