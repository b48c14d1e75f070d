"""The host's example: its README lists its shortcomings, and the verdicts of both referentials are that list."""

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from hygie.assessment.study import Study
from hygie.assessment.supports import check_supports
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.dossier.vocabulary.base import known
from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import Verdict

HOST = Path(__file__).parents[2] / "examples" / "host"
AS_OF = date(2026, 11, 22)
NOT_EVIDENCE = {"index.yaml", ".gitattributes"}
REFERENTIALS = {"hds-2.0": 33, "iso27001-2022": 93}
_ROW = re.compile(r"^\| ([A-Z][A-Z0-9.-]+) \| `(\w+)` \| (.+) \| (`.+`) \|$", re.MULTILINE)


class Shortcoming(NamedTuple):
    requirement: str
    status: Status
    why: str
    files: tuple[str, ...]


def _listed() -> list[Shortcoming]:
    rows = _ROW.findall((HOST / "README.md").read_text(encoding="utf-8"))
    return [
        Shortcoming(requirement, Status(status), why, tuple(re.findall("`(.+?)`", files)))
        for requirement, status, why, files in rows
    ]


def _not_applicable() -> set[str]:
    """Read the requirements that the README says have no object."""
    text = (HOST / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^Sans objet au 22 novembre 2026 : (.+), exclues avec un motif\.", text, re.MULTILINE)
    assert found is not None
    return set(re.findall(r"[A-Z][A-Z0-9.-]*\d", found[1]))


LISTED = _listed()


@cache
def study() -> Study:
    dossier = load_dossier(HOST)
    assert isinstance(dossier, Dossier), dossier.mistakes
    return Study(dossier, AS_OF)


def verdicts() -> dict[str, Verdict]:
    return {name: verdict for found in study().verdicts.values() for name, verdict in found.items()}


def test_both_referentials_are_evaluated_in_full() -> None:
    assert {name: len(found) for name, found in study().verdicts.items()} == REFERENTIALS
    assert len(verdicts()) == sum(REFERENTIALS.values())


@pytest.mark.parametrize(("referential", "at_least"), [("hds-2.0", 12), ("iso27001-2022", 5)])
def test_the_readme_lists_shortcomings_of_every_kind_for_each_referential(
    referential: str, at_least: int
) -> None:
    listed = [item for item in LISTED if item.requirement in study().verdicts[referential]]
    assert len(listed) >= at_least
    assert {item.status for item in listed} == {Status.NOT_MET, Status.PARTIAL, Status.UNDETERMINED}
    assert len({item.requirement for item in listed}) == len(listed)


@pytest.mark.parametrize("listed", LISTED, ids=lambda item: item.requirement)
def test_a_listed_requirement_has_the_listed_status(listed: Shortcoming) -> None:
    verdict = verdicts()[listed.requirement]
    assert verdict.status is listed.status, (verdict.reasons, verdict.missing)


@pytest.mark.parametrize("listed", LISTED, ids=lambda item: item.requirement)
def test_the_reason_leads_to_the_named_file(listed: Shortcoming) -> None:
    verdict, dossier = verdicts()[listed.requirement], study().dossier
    assert all((HOST / file).is_file() for file in listed.files)
    reasons = [reason.path for reason in verdict.reasons if reason.value is Truth.FALSE]
    paths = [*reasons, *(item.path for item in verdict.missing)]
    assert {dossier.place(path).file for path in paths} & set(listed.files)


@pytest.mark.parametrize(
    "listed", [item for item in LISTED if item.requirement != "EXI-01"], ids=lambda i: i[0]
)
def test_the_named_file_signals_its_shortcoming(listed: Shortcoming) -> None:
    name = "CSP, R.1111-11, 3°" if listed.requirement.startswith("CSP") else listed.requirement
    assert f"LACUNE VOULUE ({name})" in (HOST / listed.files[0]).read_text(encoding="utf-8")


def test_every_other_requirement_is_met_or_listed_without_object() -> None:
    listed = {item.requirement for item in LISTED}
    others = {name: verdict.status for name, verdict in verdicts().items() if name not in listed}
    without_object = {name for name, status in others.items() if status is Status.NOT_APPLICABLE}
    assert without_object == _not_applicable()
    assert set(others.values()) == {Status.MET, Status.NOT_APPLICABLE}, others


def test_verdicts_are_proved_in_every_way() -> None:
    assert {verdict.strength for verdict in verdicts().values()} >= set(Strength)


@pytest.mark.parametrize(
    ("strength", "names"),
    [
        (Strength.OBSERVED, ("EXI-07", "EXI-11", "A.8.13")),
        (Strength.ATTESTED, ("EXI-04", *(f"EXI-{number}" for number in range(17, 27)), "A.5.18")),
        (Strength.DECLARED, ("EXI-02", "EXI-08")),
    ],
)
def test_verdicts_are_proved_as_the_readme_says(strength: Strength, names: tuple[str, ...]) -> None:
    assert {name: verdicts()[name].strength for name in names} == dict.fromkeys(names, strength)


def test_the_contract_that_has_ended_is_to_be_proved_too() -> None:
    declared = study().dossier.declared
    ended = next(piece for piece in declared.evidence if piece.id == "contrat-brumelle-2021")
    assert "contract:brumelle-2021" in ended.supports
    assert known(ended.valid_until) is None
    assert "contrat-brumelle-2021" in verdicts()["EXI-17"].evidence


def test_the_shared_audit_becomes_too_old_within_ninety_days() -> None:
    assert verdicts()["EXI-15"].status is Status.MET
    assert study().at(date(2026, 12, 19)).verdicts["hds-2.0"]["EXI-15"].status is Status.MET
    assert study().at(date(2026, 12, 20)).verdicts["hds-2.0"]["EXI-15"].status is Status.PARTIAL


def test_a_control_that_is_to_come_completes_its_measure_on_its_day() -> None:
    assert study().at(date(2027, 1, 14)).verdicts["iso27001-2022"]["A.5.22"].status is Status.PARTIAL
    assert study().at(date(2027, 1, 15)).verdicts["iso27001-2022"]["A.5.22"].status is Status.MET


def test_the_contradiction_on_an_excluded_measure_is_reserved() -> None:
    verdict = verdicts()["A.8.11"]
    assert "convention:control_outside_statement" in {item.code for item in verdict.reservations}


def test_the_exclusion_without_a_reason_is_the_one_that_the_statement_is_reserved_for() -> None:
    found = [item for item in verdicts()["EXI-08"].reservations if item.code.startswith("convention:")]
    assert [dict(item.parameters) for item in found] == [{"missing": 0, "unexplained": 1, "total": 93}]


def test_nothing_that_the_dossier_names_is_unknown() -> None:
    assert check_supports(study().dossier) == ()


def test_a_certificate_expires_in_41_days() -> None:
    actors = known(study().dossier.declared.actors) or []
    certificates = [item for actor in actors for item in known(actor.certificates) or []]
    assert [known(item.expires) for item in certificates if item.id == "hds-west"] == [date(2027, 1, 2)]
    assert (date(2027, 1, 2) - AS_OF).days == 41


def test_every_piece_of_evidence_is_there_with_its_digest() -> None:
    pieces = study().dossier.declared.evidence
    for piece in pieces:
        file, digest = known(piece.file), known(piece.sha256)
        assert (file is None) == (digest is None)
        if file is not None:
            assert hashlib.sha256((HOST / file).read_bytes()).hexdigest() == digest
    indexed = {known(piece.file) for piece in pieces}
    files = (path for path in (HOST / "evidence").rglob("*") if path.is_file())
    kept = {path.relative_to(HOST).as_posix() for path in files if path.name not in NOT_EVIDENCE}
    assert kept == indexed - {None}


def test_persons_are_functions_only() -> None:
    assert all(person.name is None for person in study().dossier.declared.people)
