"""Reading the files of ``systems/``: what they make together, and what is told of those that cannot be used."""

from pathlib import Path

import pytest
from tests.composition.mistaken import HOSPITAL, PUMP, SWITCH, TYPES, changed, mistakes_of, valid, written

from hygie.composition.language.library import library_names, library_type, library_types
from hygie.composition.language.names import Publication
from hygie.composition.language.read import Composition, read_systems, read_types
from hygie.composition.language.vocabulary import ComponentType
from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.wording.composition_mistakes import SENTENCES
from hygie.wording.sentences import sentences

KEY = "A" * 43 + "="
TWO_FILES: dict[str, str | bytes] = {
    "systems/a.yaml": "language: 1\n" + TYPES,
    "systems/sites/b.yaml": "language: 1\n" + HOSPITAL,
}


def composition(folder: Path, files: dict[str, str | bytes]) -> Composition:
    read = read_systems(written(folder, files))
    assert isinstance(read, Composition)
    return read


def mistakes(folder: Path, files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    read = read_systems(written(folder, files))
    assert isinstance(read, Refusal)
    return [(item.code, str(item.place)) for item in read.mistakes]


def test_files_make_one_whole_and_places_lead_back_to_them(tmp_path: Path) -> None:
    read = composition(tmp_path, TWO_FILES)
    assert set(read.declared.types) == {"pump", "switch"}
    assert read.place(("types", "pump", "steps", "rce", "any", 0)) == Place("systems/a.yaml", 21, 19)
    assert read.place(("systems", "hospital"), key=True) == Place("systems/sites/b.yaml", 3, 3)


def test_a_dossier_without_systems_has_a_composition_of_nothing(tmp_path: Path) -> None:
    read = composition(tmp_path, {})
    assert not read.declared.systems
    assert not read.library


def test_the_digest_is_that_of_the_content_and_of_the_library_types_used(tmp_path: Path) -> None:
    first = composition(tmp_path / "1", TWO_FILES)
    again = composition(tmp_path / "2", TWO_FILES)
    other = composition(tmp_path / "3", {**TWO_FILES, "systems/c.yaml": "language: 1\n"})
    assert first.digest == again.digest != other.digest


def test_types_are_found_by_name_whatever_the_version(tmp_path: Path) -> None:
    read = composition(tmp_path, TWO_FILES)
    assert read.type_named("pump@9") is read.declared.types["pump"]
    assert read.type_named("pomp") is None


def test_library_types_are_loaded_with_what_they_refer_to() -> None:
    composite = sorted(name for name in library_names() if library_type(name).components)
    for name in composite:
        short = name.removeprefix("library/")
        text = f"types:\n  mine: {{title: Mine, components: {{{short}: {{type: {name}}}}}}}\n"
        read = read_types(text.encode(), "t.yaml")
        library = read.library if isinstance(read, Composition) else {}
        inside = {item.type.partition("@")[0] for item in library_type(name).components.values()}
        assert isinstance(read, Refusal) or {name, *inside} <= set(library)


def test_library_types_refer_to_library_types_only() -> None:
    for described in library_types().values():
        assert {component.type for component in described.components.values()} <= library_names()


FILES: list[tuple[str, dict[str, str | bytes], list[tuple[str, str]]]] = [
    ("newer language", {"systems/a.yaml": "language: 2\nanything: 1"},
     [("composition_newer_language", "systems/a.yaml:1:11")]),
    ("language that is none", {"systems/a.yaml": "language: latin"}, [("not_one_of", "systems/a.yaml:1:11")]),
    ("type in two files", {**TWO_FILES, "systems/c.yaml": "types:\n" + SWITCH},
     [("key_in_two_files", "systems/c.yaml:2:3")]),
    ("not YAML", {"systems/a.yaml": "types: ["}, [("yaml_syntax", "systems/a.yaml:1:9")]),
    ("unreadable types are not missing", {"systems/a.yaml": "types: [", "systems/b.yaml": HOSPITAL},
     [("yaml_syntax", "systems/a.yaml:1:9")]),
    ("name with capitals", {"systems/a.yaml": "types: {Pump: {title: P}}"},
     [("composition_bad_name", "systems/a.yaml:1:9")]),
    ("described and published", {"systems/a.yaml": f"types: {{p: {{title: P}}}}\npublished: {{p: {{file: p.json, signed_by: x}}}}\npublishers: {{x: {{title: X, ed25519: {KEY}}}}}"},
     [("composition_type_twice", "systems/a.yaml:2:13"), ("composition_summary_missing", "systems/a.yaml:2:23")]),
    ("unknown publisher", {"systems/a.yaml": "published: {p: {file: p.json, signed_by: x}}", "systems/p.json": "{}"},
     [("composition_unknown_publisher", "systems/a.yaml:1:42")]),
    ("summary outside", {"systems/a.yaml": f"published: {{p: {{file: ../../p.json, signed_by: x}}}}\npublishers: {{x: {{title: X, ed25519: {KEY}}}}}"},
     [("composition_summary_outside", "systems/a.yaml:1:23")]),
    ("a key that is none", {"systems/a.yaml": "publishers: {x: {title: X, ed25519: abc}}"}, [("bad_format", "systems/a.yaml:1:37")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "expected"), [pytest.param(f, e, id=n.replace(" ", "-")) for n, f, e in FILES]
)
def test_files_that_cannot_be_used(
    tmp_path: Path, files: dict[str, str | bytes], expected: list[tuple[str, str]]
) -> None:
    assert mistakes(tmp_path, files) == expected


def test_a_link_that_leads_outside_is_refused(tmp_path: Path) -> None:
    written(tmp_path, {"outside/a.yaml": valid(), "dossier/hygie.yaml": ""})
    (tmp_path / "dossier" / "systems").symlink_to(tmp_path / "outside")
    assert mistakes(tmp_path / "dossier", {}) == [("link_outside", "systems:1:1")]


def test_every_mistake_in_one_pass_of_shape_and_of_sense() -> None:
    text = changed(
        ("any: [lan.reach.ip]", "any: [lan.reach.up]"),
        ("takes: [os.control]", "takes: os.control"),
        ("detect: {by: log}", "detect: {by: lag}"),
        ("    configurable:", "    colour: red\n    configurable:"),
        ("inwards: {any: [outside.reach.ip],", "inwards: {"),
        ("type: switch", "type: swich"),
        ("zone: wards", "zone: ward"),
        ("modes: [nominal]}", "modes: [none]}"),
        ("title: Visitor, ", ""),
        ("net.outside.reach.ip", "nett.outside.reach.ip"),
    )
    assert sorted(item.code for item in mistakes_of(text)) == [
        "composition_step_without_condition",
        "composition_unknown_name",
        "composition_unknown_type",
        "composition_unknown_zone",
        "missing_key",
        "not_one_of",
        "unknown_key",
        "wrong_type",
    ]
    # What is below the key that does not exist is checked once the key is right.
    told = [item.code for item in mistakes_of(text.replace("    colour: red\n", ""))]
    assert {"composition_unknown_fact", "composition_unknown_control"} <= set(told)


SHAPES = [
    ("a port that cannot be read", ("lan: {in: [reach.ip, command.hl7], out: [reach.ip]}", "lan: 3")),
    ("a capability with capitals", ("in: [reach.ip, command.hl7]", "in: [reach.IP, command.hl7]")),
    ("a list that is none", ("in: [reach.ip, command.hl7]", "in: reach.ip")),
    ("a section that is misspelled", ("    steps:\n      rce", "    stepz:\n      rce")),
    ("a section that is none", ("os: {kind: operating-system}", "os: 3")),
    ("an asset without a title", ("{title: Therapy, on: app}", "{on: app}")),
    ("a component without a type", ("{type: switch}", "{}")),
    ("a component of an odd type", ("{type: switch}", "{type: Switch!}")),
    ("a wire with one end", ("[net.inside, pumps.lan]", "[net.inside]")),
    ("a wire that is text", ("{between: [net.inside, pumps.lan], modes: [nominal]}", "net.inside")),
    ("a step of a new kind", ("rce: {any: [lan.reach.ip], takes: [os.control]}", "rce: soon")),
    ("an empty condition", ("any: [tamper]", "any: []")),
    ("a null condition", ("any: [tamper]", "any: ")),
    ("a count of nothing", ("count: 4", "count: 0")),
    ("a type that is none", ("  switch:\n    title: Switch", "  switch: 3\n  other:\n    title: Switch")),
    ("a difficulty that is none", ("rce: {any", "rce: {difficulty: easy, any")),
    ("a mode that is none", ("modes: [nominal, isolated]", "modes: [nominall, isolated]")),
    ("zones that are none", ("zones: {wards: {title: Wards}}", "zones: [wards]")),
]  # fmt: skip


@pytest.mark.parametrize(
    "change", [pytest.param(change, id=name.replace(" ", "-")) for name, change in SHAPES]
)
def test_a_mistake_of_shape_brings_no_other(change: tuple[str, str]) -> None:
    found = mistakes_of(changed(change))
    assert found
    assert [item.code for item in found if item.code.startswith("composition_")] == []


def test_places_stay_right_where_items_of_a_list_were_left_out() -> None:
    text = changed(("all: [rce, app.control]", "all: [Rce!, app.controol]"))
    assert [(item.code, str(item.place)) for item in mistakes_of(text)] == [
        ("bad_format", "systems/all.yaml:21:22"),
        ("composition_unknown_fact", "systems/all.yaml:21:28"),
    ]


HOSTILE = [
    "__class__",
    "__init__.x",
    "model-fields",
    "a" * 300,
    "éclair",
    "unknown",
    "..",
    "x.y.z.t.u.v",
    "$ref",
    "any",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_names_like_others(name: str) -> None:
    found = mistakes_of(changed(("any: [tamper]", f'any: ["{name}"]')))
    assert [item.code for item in found] in (
        ["composition_unknown_name"],
        ["bad_format"],
        ["string_too_long"],
    )


def test_a_type_may_be_called_as_keys_and_attributes_are() -> None:
    for name in ("unknown", "types", "model-fields", "any", "body"):
        assert (
            mistakes_of(
                f"types:\n  {name}:\n    title: T\n    steps: {{s: {{all: [p.control]}}}}\n    parts: {{p: {{}}}}\n"
            )
            == ()
        )


def test_guessing_is_bounded_and_the_mistakes_are_all_told() -> None:
    steps = "".join(f"      step-{i}: {{any: [stop-{i}]}}\n" for i in range(300))
    found = mistakes_of(f"types:\n  t:\n    title: T\n    steps:\n{steps}")
    assert [item.code for item in found] == ["composition_unknown_name"] * 300
    assert found[0].parameters["suggestion"]
    assert not found[-1].parameters["suggestion"]


# -- the dossier ---------------------------------------------------------------------------------


def dossier_with(folder: Path) -> Dossier:
    files: dict[str, str | bytes] = {
        "hygie.yaml": "format: 1\norganization: {name: Essai}\nroles: [hospital]\n",
        "controls.yaml": "controls: [{id: firmware, title: Firmware, state: implemented}]",
        "evidence/index.yaml": "evidence: [{id: report, evidence_kind: policy, title: T, reference: R}]",
    }
    loaded = load_dossier(written(folder, files))
    assert isinstance(loaded, Dossier)
    return loaded


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("controls: {signature: {declared: firmware}}", [], id="control"),
        pytest.param("controls: {signature: {declared: firmwar}}", ["firmware"], id="unknown-control"),
        pytest.param("assumptions: {vlan: {evidence: [report]}}", [], id="evidence"),
        pytest.param("assumptions: {vlan: {evidence: [repport]}}", ["report"], id="unknown-evidence"),
    ],
)
def test_references_to_the_dossier(tmp_path: Path, settings: str, expected: list[str]) -> None:
    dossier = dossier_with(tmp_path)
    written(tmp_path, {"systems/a.yaml": changed(("unused: [usb]", f"unused: [usb], {settings}"))})
    assert isinstance(read_systems(tmp_path), Composition)
    read = read_systems(tmp_path, dossier)
    found = read.mistakes if isinstance(read, Refusal) else ()
    assert [item.parameters["suggestion"] for item in found if item.code == "unknown_reference"] == expected
    assert len(found) == len(expected)


# -- summaries -----------------------------------------------------------------------------------

PUBLISHED = f"""
publishers: {{maker: {{title: Maker, ed25519: {KEY}}}}}
published: {{pump: {{file: pump.json, signed_by: maker}}}}
types:
{SWITCH}{HOSPITAL}"""


def as_published(content: bytes, file: str, key: str) -> Publication | tuple[Diagnostic, ...]:
    """Stand for the reader of summaries: the pump seen from outside, if the file says so."""
    assert (file, key) == ("systems/pump.json", KEY)
    if content != b"pump":
        return (Diagnostic("composition_summary_signature", Place(file)),)
    read = read_types(f"types:\n{PUMP}".encode(), "pump.yaml")
    assert isinstance(read, Composition)
    return Seen(read.declared.types["pump"])


class Seen:
    """A type of which the inside is hidden."""

    def __init__(self, described: ComponentType) -> None:
        self.ports, self.assets = described.ports, described.assets
        self.controls, self.assumes = described.controls, described.assumes
        self.configurable = described.configurable


def test_a_published_type_is_used_like_another(tmp_path: Path) -> None:
    written(tmp_path, {"systems/a.yaml": PUBLISHED, "systems/pump.json": "pump"})
    read = read_systems(tmp_path, reader=as_published)
    assert isinstance(read, Composition)
    assert set(read.published) == {"pump"}
    assert read.type_named("pump@1") is read.published["pump"]


def test_a_summary_that_is_refused_says_so_alone(tmp_path: Path) -> None:
    written(tmp_path, {"systems/a.yaml": PUBLISHED, "systems/pump.json": "other"})
    read = read_systems(tmp_path, reader=as_published)
    assert isinstance(read, Refusal)
    assert [item.code for item in read.mistakes] == ["composition_summary_signature"]


def test_a_published_type_shows_no_part(tmp_path: Path) -> None:
    line = "vulnerabilities: [{id: V, type: pump, part: os}]\n"
    written(tmp_path, {"systems/a.yaml": PUBLISHED + line, "systems/pump.json": "pump"})
    read = read_systems(tmp_path, reader=as_published)
    assert isinstance(read, Refusal)
    assert [item.code for item in read.mistakes] == ["composition_type_closed"]


def test_the_sentences_are_registered() -> None:
    assert set(SENTENCES) <= set(sentences())
