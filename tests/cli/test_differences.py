"""What changed, told in sentences."""

import json
from typing import Any

from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.assessment.snapshot import compare, read_snapshot
from hygie.assessment.study import Study
from hygie.cli.differences import difference_lines
from hygie.documents.answers import Answers
from hygie.wording.voice import Voice

ENGLISH = Voice("en")


def _study(**changes: Any) -> Study:
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    return Study(dossier_of(data), TODAY)


def _told(earlier: Study, later: Study, requirement: str) -> list[str]:
    comparison = compare(read_snapshot(json.dumps(Answers(earlier, ENGLISH).check()).encode()), later)
    (found,) = [item for item in comparison.differences if item.requirement == requirement]
    return difference_lines(found, comparison, later, ENGLISH)


def test_appeared_facts_have_their_place_and_gone_ones_their_sentence() -> None:
    abroad = _study(**{"actors[west].storage[backup-rennes].country": "US"})
    worse = _told(_study(), abroad, "EXI-28")
    assert "United States" in worse[0]
    assert worse[0].startswith("+ ")
    assert worse[0].endswith("   hygie.yaml:1")
    better = _told(abroad, _study(), "EXI-28")
    assert any(line.startswith("− ") and "United States" in line for line in better)
    assert not any("[backup-rennes]" in line for line in worse + better)


def test_a_missing_datum_is_told_when_it_appears_and_when_it_is_gone() -> None:
    lacking = _study(**{"services[cloud].interfaces": "absent"})
    _, _, verdict = lacking.find("EXI-07")
    wanted = ENGLISH.missing(verdict.missing[0], lacking.dossier)
    assert any(line.startswith(f"+ {wanted}") for line in _told(_study(), lacking, "EXI-07"))
    assert any("no longer missing" in line for line in _told(lacking, _study(), "EXI-07"))
