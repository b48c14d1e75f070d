"""The vendor's example: its README lists its shortcomings, and the verdicts are exactly that list."""

import hashlib
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from hygie.assessment.study import Study
from hygie.cli.main import execute
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.vocabulary.base import known
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.law import memo
from hygie.referentials.verdict import Verdict
from hygie.wording.voice import Voice

VENDOR = Path(__file__).parents[2] / "examples" / "vendor"
README = (VENDOR / "README.md").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 22)
NOT_EVIDENCE = {"index.yaml", ".gitattributes"}
_ROW = re.compile(r"^\| (FEIMA-\d\d) \| `([\w:]+)` \| (.+) \| (`.+`) \|$", re.MULTILINE)


class Shortcoming(NamedTuple):
    commitment: str
    said: str
    why: str
    files: tuple[str, ...]


def _listed() -> list[Shortcoming]:
    return [
        Shortcoming(commitment, said, why, tuple(re.findall("`(.+?)`", files)))
        for commitment, said, why, files in _ROW.findall(README)
    ]


STATUSES = {status.value for status in Status}
LISTED = [item for item in _listed() if item.said in STATUSES]
RESERVED = [item for item in _listed() if item.said not in STATUSES]


def named(item: Shortcoming) -> str:
    return item.commitment


@cache
def study() -> Study:
    dossier = load_dossier(VENDOR)
    assert isinstance(dossier, Dossier), dossier.mistakes
    return Study(dossier, AS_OF)


def verdicts() -> dict[str, Verdict]:
    return dict(study().verdicts["feima-2021"])


def test_the_charter_alone_is_evaluated_with_its_twelve_commitments() -> None:
    assert list(study().verdicts) == ["feima-2021"]
    assert list(verdicts()) == [f"FEIMA-{number:02}" for number in range(1, 13)]


def test_the_readme_lists_shortcomings_of_every_kind() -> None:
    assert {Status(item.said) for item in LISTED} == {Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED}
    assert RESERVED
    assert len({item.commitment for item in LISTED + RESERVED}) == len(LISTED + RESERVED)


@pytest.mark.parametrize("listed", LISTED, ids=named)
def test_a_listed_commitment_has_the_listed_status(listed: Shortcoming) -> None:
    verdict = verdicts()[listed.commitment]
    assert verdict.status is Status(listed.said), (verdict.reasons, verdict.missing)


@pytest.mark.parametrize("listed", LISTED, ids=named)
def test_the_reason_leads_to_the_named_file(listed: Shortcoming) -> None:
    verdict, dossier = verdicts()[listed.commitment], study().dossier
    assert all((VENDOR / file).is_file() for file in listed.files)
    reasons = [reason.path for reason in verdict.reasons if reason.value is Truth.FALSE]
    paths = [*reasons, *(item.path for item in verdict.missing)]
    assert {dossier.place(path).file for path in paths} == set(listed.files)


@pytest.mark.parametrize("listed", RESERVED, ids=named)
def test_a_listed_reservation_lowers_nothing_and_leads_to_the_named_file(listed: Shortcoming) -> None:
    verdict, dossier = verdicts()[listed.commitment], study().dossier
    assert verdict.status is Status.MET
    found = [item for item in verdict.reservations if item.code == listed.said]
    assert {dossier.place(item.path).file for item in found} == set(listed.files)


@pytest.mark.parametrize("listed", LISTED + RESERVED, ids=named)
def test_the_named_file_signals_its_shortcoming(listed: Shortcoming) -> None:
    text = (VENDOR / listed.files[0]).read_text(encoding="utf-8")
    assert f"LACUNE VOULUE ({listed.commitment})" in text


def test_every_signal_in_a_file_is_listed() -> None:
    texts = [path.read_text(encoding="utf-8") for path in VENDOR.rglob("*.yaml")]
    signalled = Counter(name for text in texts for name in re.findall(r"LACUNE VOULUE \((.+?)\)", text))
    assert signalled == Counter(item.commitment for item in LISTED + RESERVED)


def test_every_other_commitment_is_met_and_only_a_missing_piece_reserves_it() -> None:
    listed = {item.commitment for item in LISTED}
    reserved = {item.commitment for item in RESERVED}
    others = {name: verdict for name, verdict in verdicts().items() if name not in listed}
    assert {verdict.status for verdict in others.values()} == {Status.MET}
    doubts = {
        name: {item.code for item in verdict.reservations}
        for name, verdict in others.items()
        if name not in reserved and verdict.reservations
    }
    assert doubts == {"FEIMA-07": {"evidence_missing"}}


def test_verdicts_are_proved_in_every_way() -> None:
    assert {verdict.strength for verdict in verdicts().values()} >= set(Strength)


@pytest.mark.parametrize(
    ("strength", "numbers"),
    [
        (Strength.OBSERVED, (5, 9, 11)),
        (Strength.DECLARED, (7,)),
        (Strength.ATTESTED, (1, 2, 3, 6, 8, 10, 12)),
    ],
)
def test_verdicts_are_proved_as_the_readme_says(strength: Strength, numbers: tuple[int, ...]) -> None:
    names = [f"FEIMA-{number:02}" for number in numbers]
    assert {name: verdicts()[name].strength for name in names} == dict.fromkeys(names, strength)


def test_the_breach_is_one_flow_of_one_product() -> None:
    breach = [reason for reason in verdicts()["FEIMA-05"].reasons if reason.value is Truth.FALSE]
    flows = known((known(study().dossier.declared.products) or [])[0].flows) or []
    rank = [flow.id for flow in flows].index("cab-envoi-rapide")
    assert [reason.path[:4] for reason in breach] == [("products", 0, "flows", rank)]


def test_measures_and_procedure_become_too_old_within_ninety_days() -> None:
    def reservations(day: date) -> int:
        return len(study().at(day).verdicts["feima-2021"]["FEIMA-01"].reservations)

    assert reservations(date(2027, 1, 26)) == 0
    assert reservations(date(2027, 1, 27)) > 0
    assert (date(2027, 1, 27) - AS_OF).days <= 90


def test_one_client_of_twelve_has_no_agreement() -> None:
    declared = study().dossier.declared
    arrangements = known(declared.data_protection)
    assert arrangements is not None
    agreements = known(arrangements.processor_agreements) or []
    assert sorted(item.client for item in agreements) == sorted(
        item.id for item in known(declared.clients) or []
    )
    assert len(agreements) == 12
    assert [item.client for item in agreements if item.signed == "not_signed"] == ["grand-pre"]


def test_returned_questionnaires_answer_questions_that_exist() -> None:
    returned = known(study().dossier.declared.practice_questionnaires) or []
    assert len(returned) == 2
    for item in returned:
        edition = memo.edition(str(item.memo_version))
        assert edition is not None
        assert {answer.question for answer in item.answers} <= {
            question.id for question in edition.questions()
        }
        assert item.id == f"{item.client}-{item.returned}"


def test_every_piece_of_evidence_is_there_with_its_digest() -> None:
    pieces = study().dossier.declared.evidence
    for piece in pieces:
        file, digest = known(piece.file), known(piece.sha256)
        assert file is not None
        assert hashlib.sha256((VENDOR / file).read_bytes()).hexdigest() == digest
    indexed = {known(piece.file) for piece in pieces}
    files = (path for path in (VENDOR / "evidence").rglob("*") if path.is_file())
    kept = {path.relative_to(VENDOR).as_posix() for path in files if path.name not in NOT_EVIDENCE}
    assert kept == indexed


def test_persons_are_functions_only() -> None:
    assert all(person.name is None for person in study().dossier.declared.people)


def test_the_demo_proposes_three_things_that_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert execute(["demo", "demo", "--role", "vendor"], Voice("en")) == 0
    commands = re.findall(r"^  hygie (.+)$", capsys.readouterr().out, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["explain", "check", "document"]
    # ``check`` answers 1: the example has shortcomings on purpose.
    assert [execute(command.split(), Voice("en")) for command in commands] == [0, 1, 0]
    assert (tmp_path / "questionnaire.xlsx").is_file()
