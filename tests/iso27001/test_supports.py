"""What a dossier says of requirements and measures names some that exist; if not, where, and what was meant."""

from pathlib import Path
from typing import Any

import pytest
from tests.iso27001.statements import assessed, control, line, plain
from tests.support.dossiers import dossier_of

from hygie.assessment.supports import check_supports
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.kernel.diagnostic import Diagnostic
from hygie.wording.voice import Voice


def mistakes(data: dict[str, Any]) -> list[tuple[str, str]]:
    found = check_supports(dossier_of(data))
    return [(item.code, str(item.parameters.get("suggestion", ""))) for item in found]


@pytest.mark.parametrize(
    "name",
    ["A.5.1", "A.8.34", "iso27001-2022/A.8.13", "EXI-28", "hds-2.0/EXI-28", "ansm-dm/ANSM-3.5.f1", "gdpr/32"],
)
def test_a_control_may_implement_what_exists_or_will_be_evaluated(name: str) -> None:
    assert mistakes(plain(controls=[control(implements=name)])) == []


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("5.1", "A.5.1"),
        ("a.8.13", "A.8.13"),
        ("A 8.13", ""),
        ("A.8.99", "A.8.9"),
        ("AUT-02", ""),
        ("exi-28", "EXI-28"),
        ("hds-2.0/A.8.13", "A.8.13"),
        ("ansm-dm/", ""),
        ("unknown/EXI-28", "EXI-28"),
    ],
)
def test_a_control_that_implements_nothing_known_is_a_mistake(name: str, suggestion: str) -> None:
    found = mistakes(plain(controls=[control(implements=name)]))

    assert [code for code, _ in found] == ["unknown_implemented"]
    if suggestion:
        assert found[0][1] == suggestion


@pytest.mark.parametrize("name", ["A.5.1", "hds-2.0/EXI-02"])
def test_an_imported_assessment_is_about_something_that_exists(name: str) -> None:
    assert mistakes(plain(imported_assessments=[assessed("compliant") | {"requirement": name}])) == []


def test_a_clause_is_no_measure_and_the_measure_is_suggested() -> None:
    data = plain(imported_assessments=[assessed("compliant") | {"requirement": "5.1"}])

    assert mistakes(data) == [("unknown_assessed", "A.5.1")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line()], []),
        ([{"measure": "8.13"}], [("unknown_measure", "A.8.13")]),
        ([{"measure": "a.8.13"}], [("unknown_measure", "A.8.13")]),
        ([{"measure": "A.9.1"}], ["unknown_measure"]),
        ([line(), {"measure": "A.8.14"}], []),
        ([line(), line()], [("measure_twice", "")]),
        ([line(), line(), line()], [("measure_twice", ""), ("measure_twice", "")]),
        ([{"measure": "B"}, {"measure": "B"}], ["unknown_measure", "unknown_measure"]),
    ],
)
def test_the_statement_has_one_line_at_most_a_measure(lines: list[Any], expected: list[Any]) -> None:
    found = mistakes(plain(lines))

    assert [item[0] for item in found] == [item if isinstance(item, str) else item[0] for item in expected]
    assert all(item in found for item in expected if not isinstance(item, str))


@pytest.mark.parametrize(
    ("target", "wrong"),
    [("A.8.13", False), ("iso27001-2022/A.8.13", False), ("hds-2.0/A.8.13", True), ("A.8.35", True)],
)
def test_evidence_supports_measures_by_their_names(target: str, wrong: bool) -> None:
    piece = {"id": "e1", "evidence_kind": "other", "title": "Pièce", "supports": [target]}

    assert [code for code, _ in mistakes(plain(evidence=[piece]))] == ["unknown_support"] * wrong


def test_mistakes_stand_at_their_place_and_are_said_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "hygie.yaml").write_text(
        "format: 1\norganization: {name: Témoin, country: FR}\nroles: [host]\n"
        "controls:\n  - id: c1\n    title: Filtrage\n    implements: [A.8.13, A.8.99]\n"
        "isms:\n  statement_of_applicability:\n    measures:\n      - {measure: A.5.1}\n      - {measure: A.5.1}\n",
        encoding="utf-8",
    )
    dossier = load_dossier(tmp_path)
    assert isinstance(dossier, Dossier)

    found: tuple[Diagnostic, ...] = check_supports(dossier)

    places = {item.code: (item.place, item.related) for item in found}
    assert str(places["unknown_implemented"][0]) == "hygie.yaml:7:26"
    assert str(places["measure_twice"][0]) == "hygie.yaml:12:19"
    assert str(places["measure_twice"][1]) == "hygie.yaml:11:19"
    assert all(Voice(language).diagnostic(item) for item in found for language in ("fr", "en"))
