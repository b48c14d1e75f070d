"""hygie composition list and show, and hygie risk --type by the name of a type."""

import json
from pathlib import Path

import pytest
from click import unstyle
from tests.cli.conftest import Hygie

from hygie.cli.component_type_text import type_text
from hygie.cli.component_types import KnownType
from hygie.composition.language.library import library_names, library_type
from hygie.wording.voice import Voice

PUMP = """
types:
  pump:
    title: {fr: Pompe, en: Pump}
    version: "2.3"
    kind: device
    sources: [Its manual]
    ports: {lan: {in: [reach.ip]}, plug: {in: [media.insert]}, patient: {title: Bedside, out: [dose.integrity]}}
    parts: {board: {}}
    assets: {library: {title: Library, on: board, needs: {integrity: 4}, essential: true}}
    steps:
      enter: {any: [lan.reach.ip, plug.media.insert], takes: [board.control]}
      overdose: {all: [library.integrity], emits: [patient.dose.integrity]}
    controls:
      limit: {title: Limit, guards: [overdose], cost: 2.5, in_place: true}
      seal: {title: Seal, guards: [enter], loses: [library.availability], per: type, cost: 1}
    assumes: {apart: {text: Its network is apart, falsifies: [lan.reach.ip]}}
    guarantees: {kept: {never: [patient.dose.integrity], given: [limit]}, quiet: {never: [patient.dose.integrity], given: [apart]}}
    configurable: [limit, library, board]
"""


@pytest.fixture
def folder(conforming_folder: Path) -> Path:
    (conforming_folder / "systems").mkdir()
    (conforming_folder / "systems" / "pump.yaml").write_text(PUMP, encoding="utf-8")
    return conforming_folder


@pytest.fixture
def published(hygie: Hygie, folder: Path) -> Path:
    """Give a dossier that knows the pump by its summary alone."""
    systems = folder / "systems"
    public = hygie("composition", "key", "-o", folder / "key.pem").out.strip()
    hygie("composition", "publish", "pump", folder, "-o", systems / "pump.json", "--key", folder / "key.pem")
    (systems / "pump.yaml").write_text(
        "published: {pump: {file: pump.json, signed_by: maker}}\n"
        f"publishers: {{maker: {{title: Maker, ed25519: {public}}}}}\n"
        "systems:\n"
        "  ward:\n"
        "    title: Ward\n"
        "    origins: {thief: {title: Thief, has: [pump.lan.reach.ip]}}\n"
        "    components: {pump: {type: pump, unused: [lan, plug, patient]}}\n",
        encoding="utf-8",
    )
    return folder


def test_every_type_is_listed_with_its_ports(hygie: Hygie, folder: Path) -> None:
    answer = hygie("composition", "list", folder)
    assert answer.code == 0
    assert "  pump · Pump · medical device · version 2.3\n    ports: lan, plug, patient\n" in answer.out
    listed = json.loads(hygie("composition", "list", folder, "--format", "json").out)["types"]
    assert listed[0] == {
        "name": "pump",
        "from": "dossier",
        "title": "Pump",
        "kind": "device",
        "version": "2.3",
        "example": False,
        "ports": ["lan", "plug", "patient"],
    }
    assert {item["name"] for item in listed[1:]} == library_names()
    assert all(f"  {item['name']} · " in answer.out for item in listed)


def test_without_a_dossier_those_that_come_with_hygie_are_listed(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    listed = json.loads(hygie("composition", "list", "--format", "json").out)["types"]
    assert {item["name"] for item in listed} == library_names()
    assert hygie("composition", "list", "nowhere").code == 2


def test_a_type_shows_all_that_a_system_may_say_of_it(hygie: Hygie, folder: Path) -> None:
    answer = hygie("composition", "show", "pump", folder)
    assert answer.out.splitlines() == [
        *["pump · Pump · medical device · version 2.3", ""],
        "Ports (in: had over it; out: got over others)",
        *["  lan", "    in  reach.ip", "  plug", "    in  media.insert"],
        *["  patient – Bedside", "    out dose.integrity", ""],
        "Controls that you may set",
        *["  limit – Limit", "    in place · cost 2.5", ""],
        "Other controls",
        "  seal – Seal",
        "    state not said: counts as absent · cost 1, once for the type · may cost",
        *["    library.availability", ""],
        *["Assumptions", "  apart – Its network is apart", ""],
        "Assets and needs, 0 to 4",
        "  library – Library",
        "    availability ?, integrity 4, confidentiality ?, traceability ? · essential",
        *["    function · you may set its needs", ""],
        "Guarantees",
        *["  kept", "    never: patient.dose.integrity", "    given: limit"],
        *["  quiet", "    never: patient.dose.integrity", "    given: apart", ""],
        "What else you may set",
        *["  third-party software of: board", ""],
        *["Sources", "  Its manual"],
    ]


def test_a_published_type_shows_what_its_summary_says(hygie: Hygie, published: Path) -> None:
    shown = json.loads(hygie("composition", "show", "pump", published, "--format", "json").out)
    assert (shown["from"], shown["version"], shown["sources"]) == ("published", "2.3", [])
    assert shown["ports"]["lan"] == {"title": None, "in": ["reach.ip"], "out": []}
    assert {name: item["kept"] for name, item in shown["guarantees"].items()} == {
        "kept": True,
        "quiet": False,
    }
    assert shown["controls"]["limit"]["cost"] == 2.5
    assert "not kept, as computed at publication" in hygie("composition", "show", "pump", published).out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_line_is_longer_than_a_terminal(language: str) -> None:
    for name in library_names():
        text = unstyle(type_text(KnownType(name, "library", library_type(name)), Voice(language)))
        long = [line for line in text.splitlines() if len(line) > 80]
        assert long == [], name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_type_has_everything_of_its_description_in_json(hygie: Hygie, language: str) -> None:
    shown = json.loads(
        hygie("composition", "show", "library/ventilator", "--format", "json", language=language).out
    )
    body = library_type("library/ventilator")
    assert shown["title"] == getattr(body.title, language)
    assert shown["configurable"] == body.configurable
    assert list(shown["controls"]) == list(body.controls)
    assert [item["cost"] for item in shown["controls"].values()] == [10, 8, 1, 4, 0.1]
    assert shown["assets"]["ventilation"]["needs"]["integrity"] == 4
    assert shown["guarantees"]["keeps-settings"]["kept"] is None
    assert shown["sources"] == body.sources


def test_a_control_that_works_in_some_modes_only_says_so(hygie: Hygie) -> None:
    assert "only in: isolated mode" in hygie("composition", "show", "library/vlan").out


@pytest.mark.parametrize("name", ["ventilator", "library/ventilatr"])
@pytest.mark.parametrize("command", ["show", "risk"])
def test_a_name_that_is_not_one_suggests_another(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("composition", "show", name) if command == "show" else ("risk", "--type", name)
    answer = hygie(*words)
    assert answer.code == 2
    assert ("“library/ventilator”?" in answer.err) == (command == "show" or name.startswith("library/"))


def test_a_type_that_comes_with_hygie_is_analysed_by_its_name(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named = hygie("risk", "--type", "library/ventilator", "--fail-on", "never")
    assert (named.code, named.err) == (0, "")
    assert "Intensive-care ventilator" in named.out
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "ventilator").write_text(PUMP, encoding="utf-8")
    assert "Pump" in hygie("risk", "--type", "library/ventilator").out


def test_a_summary_is_not_the_description_of_a_type(hygie: Hygie, published: Path) -> None:
    summary = published / "systems" / "pump.json"
    for words in (("risk",), ("composition", "publish", "-o", published / "again.json")):
        answer = hygie(*words, "--type", summary)
        assert answer.code == 2
        assert answer.err.startswith(f"{summary.as_posix()}:1:1: This is a published summary")
    summary.write_bytes(summary.read_bytes().replace(b"2.3", b"2.4"))
    assert "This is a published summary" in hygie("risk", "--type", summary).err


def test_a_type_and_a_dossier_are_not_analysed_together(hygie: Hygie, folder: Path) -> None:
    answer = hygie("risk", "--type", folder / "systems" / "pump.yaml", folder)
    assert answer.code == 2
    assert "Give either --type or the folder of a dossier." in answer.err


def test_a_change_that_is_taken_for_an_option_is_told_so(hygie: Hygie, published: Path) -> None:
    apart = hygie("risk", published, "--what-if", "+limit@pump", "-limit@pump")
    assert apart.code == 2
    assert "“-limit@pump” is taken for an option. Write --what-if=-limit@pump" in apart.err
    assert "--what-if=-CONTROL@COMPONENT" in hygie("risk", "--help").out.replace("\n", "")
    assert "What -limit@pump would change" in hygie("risk", published, "--what-if=-limit@pump").out
    assert "is taken for an option" not in hygie("risk", published, "-z").err


def test_guarantees_of_published_types_are_listed_with_what_belies_them(
    hygie: Hygie, published: Path
) -> None:
    found = json.loads(hygie("risk", published, "--format", "json").out)["guarantees"]
    assert [(item["id"], item["holds"], item["counterexample"]) for item in found] == [
        ("kept@pump", True, []),
        ("quiet@pump", False, ["plug.media.insert"]),
    ]
