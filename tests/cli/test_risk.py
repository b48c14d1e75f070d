"""hygie risk: text, JSON, map, exit codes, what-if, one type alone, on a real dossier with one system."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from jsonschema import Draft202012Validator
from tests.cli.conftest import Answer, Hygie, write_dossier
from tests.support.dossiers import conforming
from tests.support.reading import pdf_text, squeezed

DAY = ("--as-of", "2026-11-22")
SCHEMAS = Path(__file__).parents[2] / "src" / "hygie" / "documents" / "schemas"
TYPES = """\
language: 1
types:
  mail:
    title: {fr: Messagerie, en: Mail}
    kind: service
    ports:
      net: {in: [mail.send]}
      lan: {out: [mail.deliver]}
    steps:
      relay: {any: [net.mail.send], difficulty: negligible, emits: [lan.mail.deliver]}
  desk:
    title: {fr: Poste de soins, en: Ward workstation}
    kind: workstation
    ports:
      lan: {in: [mail.deliver]}
      care: {out: [session.admin]}
    steps:
      open:
        title: {fr: Ouvrir la pièce jointe, en: Open the attachment}
        any: [lan.mail.deliver]
        difficulty: low
        emits: [care.session.admin]
    controls:
      mail-filter: {title: {fr: Filtre, en: Filter}, guards: [open], cost: 2}
    configurable: [mail-filter]
  pump:
    title: {fr: Pompe à perfusion, en: Infusion pump}
    kind: device
    ports:
      net: {in: [session.admin]}
    assets:
      dose:
        title: {fr: débit de perfusion, en: infusion rate}
        needs: {availability: 2, integrity: 4, confidentiality: 0, auditability: 0}
    steps:
      alter: {any: [net.session.admin], difficulty: low, loses: [dose.integrity]}
    controls:
      signature: {title: Signature, guards: [alter], cost: 1, loses: [dose.availability]}
    configurable: [signature]
"""
SYSTEMS = """\
language: 1
systems:
  ward:
    title: {fr: Réanimation, en: Intensive care}
    modes: [nominal]
    zones: {outside: {title: {fr: Dehors, en: Outside}}, inside: {title: {fr: Dedans, en: Inside}}}
    components:
      mail: {type: mail, zone: outside}
      desk: {type: desk, zone: inside, count: 10, controls: {mail-filter: false}}
      pump: {type: pump, zone: inside, count: 200, controls: {signature: false}}
    wires:
      - {between: [mail.lan, desk.lan]}
      - {between: [desk.care, pump.net]}
    origins:
      internet: {title: {fr: Internet, en: The Internet}, has: [mail.net.mail.send]}
"""


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    return with_systems(write_dossier(tmp_path / "ward", conforming()))


def with_systems(folder: Path, systems: str = SYSTEMS) -> Path:
    (folder / "systems").mkdir()
    (folder / "systems" / "types.yaml").write_text(TYPES, encoding="utf-8")
    (folder / "systems" / "ward.yaml").write_text(systems, encoding="utf-8")
    return folder


def answer_of(answer: Answer) -> Any:
    found = json.loads(answer.out)
    schema = json.loads((SCHEMAS / "risk.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(found)
    return found


def test_the_worst_is_told_with_its_path_and_what_stops_it(hygie: Hygie, ward: Path) -> None:
    answer = hygie("risk", ward, *DAY)
    assert answer.code == 1
    said = " ".join(answer.out.split())
    assert "✕ unacceptable · Infusion pump × 200 (pump) · integrity of “infusion rate”" in said.replace(
        "\xa0", " "
    )
    assert "G4 critical · V3 very likely" in said
    assert "Open the attachment" in said
    assert "Signature (signature@pump)" in said or "Filter (mail-filter@desk)" in said
    assert "none costs less: proven" in said
    assert "exploitability policy 2026.1 and risk matrix 2026.1" in said
    # A command to copy stands on one line, however long the folder's name.
    assert max(len(line) for line in answer.out.splitlines() if str(ward) not in line) <= 80
    assert "\x1b" not in answer.out


def test_json_follows_its_schema(hygie: Hygie, ward: Path) -> None:
    found = answer_of(hygie("risk", ward, *DAY, "--format", "json"))
    assert found["inputs"]["policies"] == {"exploitability": "2026.1", "risk_matrix": "2026.1"}
    (risk,) = [risk for risk in found["risks"] if not risk["acceptable"]]
    assert (risk["id"], risk["component"], risk["instances"]) == ("pump.dose.integrity", "pump", 200)
    assert (risk["level"], risk["likelihood"], risk["severity"]) == ("unacceptable", 3, 4)
    assert (risk["hazardous_situation"], risk["harm"]) == (None, None)
    assert [step["component"] for step in risk["path"]][-1] == "pump"
    assert found["what_if"] is None
    assert found["cuts"][0]["removes"] == ["pump.dose.integrity"]


@pytest.mark.parametrize(("level", "code"), [("unacceptable", 1), ("tolerable", 1), ("never", 0)])
def test_exit_codes(hygie: Hygie, ward: Path, level: str, code: int) -> None:
    assert hygie("risk", ward, *DAY, "--fail-on", level).code == code


def test_what_if_compares_with_the_present_and_decides_the_exit_code(hygie: Hygie, ward: Path) -> None:
    answer = hygie("risk", ward, *DAY, "--what-if", "+mail-filter@desk")
    assert answer.code == 0
    assert "What +mail-filter@desk would change" in answer.out
    said = " ".join(answer.out.replace("\xa0", " ").split())
    assert "✕ 1 → 0 unacceptable risks (on 200 → 0 components)" in said
    assert "Infusion pump × 200 (pump) · integrity of “infusion rate”: no longer reached" in said
    assert "Risks, the worst first" not in said
    assert "--what-if=+mail-filter@desk --all" in said
    everything = hygie("risk", ward, *DAY, "--what-if", "+mail-filter@desk", "--all")
    assert "What +mail-filter@desk would change" in everything.out
    assert "The model" in everything.out
    found = answer_of(hygie("risk", ward, *DAY, "--what-if", "+mail-filter@desk", "--format", "json"))
    assert found["what_if"] == {
        "controls": ["+mail-filter@desk"],
        "changes": [
            {
                "system": "ward",
                "risk": "pump.dose.integrity",
                "movement": "disappeared",
                "members": ["pump"],
                "instances": 200,
                "out_of": 200,
                "before": {"level": "unacceptable", "likelihood": 3, "undetected": 3},
                "after": None,
            }
        ],
    }


def test_a_control_may_cost_something_and_it_is_told(hygie: Hygie, ward: Path) -> None:
    found = answer_of(hygie("risk", ward, *DAY, "--what-if", "+signature@pump", "--format", "json"))
    moved = {change["risk"]: change["movement"] for change in found["what_if"]["changes"]}
    assert moved == {"pump.dose.integrity": "disappeared", "pump.dose.availability": "appeared"}


APART = (
    SYSTEMS.replace("pump: {type: pump, zone: inside, count: 200,", "pump-2: {type: pump, zone: inside,")
    .replace("    wires:", "      pump: {type: pump, zone: inside, controls: {signature: false}}\n    wires:")
    .replace("pump.net]}", "pump.net]}\n      - {between: [desk.care, pump-2.net]}")
)


def test_a_control_on_one_of_several_alike_is_told_of_that_one_alone(hygie: Hygie, tmp_path: Path) -> None:
    folder = with_systems(write_dossier(tmp_path / "apart", conforming()), APART)
    found = answer_of(hygie("risk", folder, *DAY, "--what-if", "+signature@pump-2", "--format", "json"))
    changes = [
        (each["movement"], each["members"], each["instances"], each["out_of"])
        for each in found["what_if"]["changes"]
    ]
    assert changes == [("appeared", ["pump-2"], 1, 2), ("disappeared", ["pump-2"], 1, 2)]
    said = " ".join(hygie("risk", folder, *DAY, "--what-if", "+signature@pump-2").out.split())
    assert "1 of 2 is no longer reached" in said
    assert "✕ 1 → 2 unacceptable risks (on 2 → 2 components)" in said


def test_a_system_that_nobody_attacks_says_so_and_nothing_else(hygie: Hygie, tmp_path: Path) -> None:
    calm = SYSTEMS.partition("    origins:")[0].replace(
        "mail, zone: outside", "mail, zone: outside, unused: [net]"
    )
    folder = with_systems(write_dossier(tmp_path / "calm", conforming()), calm)
    refused = hygie("risk", folder, *DAY)
    assert (refused.code, refused.out) == (2, "")
    assert "No risk origin is described, so nothing could be computed." in refused.err
    answer = hygie("risk", folder, *DAY, "--fail-on", "never")
    assert answer.code == 0
    said = " ".join(answer.out.split())
    assert "No risk origin is described, so nothing could be computed." in said
    assert "Nothing that matters" not in said
    found = answer_of(hygie("risk", folder, *DAY, "--fail-on", "never", "--format", "json"))
    assert [system["attacked"] for system in found["systems"]] == [False]


def test_taking_away_what_is_not_there_changes_nothing_and_says_so(hygie: Hygie, ward: Path) -> None:
    answer = hygie("risk", ward, *DAY, "--what-if", "-mail-filter@desk")
    assert "No risk appears, disappears or moves." in answer.out


@pytest.mark.parametrize("wrong", ["+mail-filtre@desk", "mail-filter@desk", "+nothing@nowhere"])
def test_what_if_of_what_is_not_there_is_refused(hygie: Hygie, ward: Path, wrong: str) -> None:
    answer = hygie("risk", ward, *DAY, "--what-if", wrong)
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err


def test_a_dossier_without_systems_says_what_to_write(hygie: Hygie, conforming_folder: Path) -> None:
    answer = hygie("risk", conforming_folder, *DAY)
    assert answer.code == 2
    assert "describes no system" in answer.err
    assert "systems/" in answer.err


def test_mistakes_of_systems_have_their_place(hygie: Hygie, tmp_path: Path) -> None:
    wrong = SYSTEMS.replace("type: pump", "type: pumpe")
    folder = with_systems(write_dossier(tmp_path / "wrong", conforming()), wrong)
    answer = hygie("risk", folder, *DAY)
    assert answer.code == 2
    assert re.search(r"systems/ward\.yaml:\d+:\d+: .*pumpe", answer.err)
    for command in (
        ("report", folder, "-o", tmp_path / "report.html"),
        ("document", "architecture", folder, "-o", tmp_path / "a.html"),
    ):
        refused = hygie(*command, *DAY)
        assert refused.code == (0 if command[0] == "report" else 2), refused.err
    assert "cannot be analysed" in (tmp_path / "report.html").read_text()
    assert re.search(r"systems/ward\.yaml:\d+:\d+: .*pumpe", refused.err)


def test_one_type_alone_needs_no_dossier(hygie: Hygie, tmp_path: Path) -> None:
    file = tmp_path / "types.yaml"
    file.write_text(TYPES, encoding="utf-8")
    answer = hygie("risk", *DAY, "--type", file, "--fail-on", "never")
    assert answer.code == 0
    assert "Infusion pump" in answer.out
    found = answer_of(hygie("risk", *DAY, "--type", file, "--format", "json"))
    assert found["dossier"] is None
    assert found["inputs"]["dossier"] is None
    assert found["inputs"]["type"].startswith("sha256:")


def test_the_map_is_written_and_stands_alone(hygie: Hygie, ward: Path, tmp_path: Path) -> None:
    assert hygie("risk", ward, *DAY, "--map", tmp_path / "map.svg").code == 1
    root = fromstring((tmp_path / "map.svg").read_text(encoding="utf-8"))
    said = squeezed("".join(root.itertext()))
    assert all(
        squeezed(word) in said for word in ("Infusion pump", "× 200", "The Internet", "Open the attachment")
    )
    hygie("risk", ward, *DAY, "--map", tmp_path / "map-{system}.svg")
    assert (tmp_path / "map-ward.svg").exists()


def test_a_map_that_is_not_svg_is_refused_before_anything_else(
    hygie: Hygie, ward: Path, tmp_path: Path
) -> None:
    answer = hygie("risk", ward, *DAY, "--map", tmp_path / "map.png")
    assert (answer.code, list(tmp_path.glob("map*"))) == (2, [])


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_architecture_is_a_document(hygie: Hygie, ward: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"architecture.{form}"
    assert hygie("document", "architecture", ward, *DAY, "-o", file).code == 0
    said = pdf_text(file.read_bytes()) if form == "pdf" else squeezed(file.read_text())
    assert squeezed("Open the attachment") in said


def test_without_systems_the_architecture_is_not_owed_and_is_refused(
    hygie: Hygie, conforming_folder: Path, tmp_path: Path
) -> None:
    answer = hygie("document", "architecture", conforming_folder, *DAY, "-o", tmp_path / "a.pdf")
    assert answer.code == 2
    assert "describes no system" in answer.err


def test_the_report_shows_the_systems(hygie: Hygie, ward: Path, tmp_path: Path) -> None:
    hygie("report", ward, *DAY, "-o", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Intensive care" in page
    assert 'class="drawing"' in page


def test_the_same_dossier_gives_the_same_answer(hygie: Hygie, ward: Path) -> None:
    assert hygie("risk", ward, *DAY, "--format", "json") == hygie("risk", ward, *DAY, "--format", "json")


def test_a_hospital_that_no_referential_concerns_has_its_report_and_its_architecture(
    hygie: Hygie, tmp_path: Path
) -> None:
    data = {"format": 1, "organization": {"name": "CH Valmont"}, "roles": ["hospital"]}
    folder = with_systems(write_dossier(tmp_path / "hospital", data))
    assert hygie("check", folder, *DAY).code == 2
    assert hygie("report", folder, *DAY, "-o", tmp_path / "report.html").code == 0
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Intensive care" in page
    assert "What blocks" not in page
    assert hygie("document", "architecture", folder, *DAY, "-o", tmp_path / "a.html").code == 0
    assert hygie("document", "synthesis", folder, *DAY, "-o", tmp_path / "s.html").code == 2
    assert hygie("document", "all", folder, *DAY, "-o", tmp_path / "all").code == 0
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == [
        "architecture.html",
        "architecture.pdf",
    ]
