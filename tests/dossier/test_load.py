"""Bad input: each mistake has its code and its place, all of them in one pass, never a traceback."""

from pathlib import Path
from typing import Any

import pytest

from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier
from hygie.kernel.diagnostic import Refusal

MANIFEST = "format: 1\norganization: {name: Essai}\nroles: [host]\n"


def _folder(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def _mistakes(folder: Path) -> list[tuple[str, str]]:
    loaded = load_dossier(folder)
    assert isinstance(loaded, Refusal)
    return [(str(mistake.place), mistake.code) for mistake in loaded.mistakes]


def test_the_smallest_dossier_loads(tmp_path: Path) -> None:
    assert isinstance(load_dossier(_folder(tmp_path, {"hygie.yaml": MANIFEST})), Dossier)


ONE_MISTAKE: list[tuple[str, str | bytes, str, str]] = [
    ("unknown country", "actors: [{id: a, name: A, role: host, country: UK}]", "x.yaml:1:48", "unknown_country"),
    ("unknown key", "actors: [{id: a, name: A, role: host, contry: FR}]", "x.yaml:1:39", "unknown_key"),
    ("missing key", "actors:\n  - id: a\n    name: A\n", "x.yaml:2:5", "missing_key"),
    ("not one of", "actors: [{id: a, name: A, role: hote}]", "x.yaml:1:33", "not_one_of"),
    ("not a date", "audits: [{id: a, audit_kind: isms_hds, work_ended: 2026-02-30}]", "x.yaml:1:52", "bad_date"),
    ("a word for a date", "audits: [{id: a, audit_kind: isms_hds, work_ended: hier}]", "x.yaml:1:52", "bad_date"),
    ("a year too far", "audits: [{id: a, audit_kind: isms_hds, work_ended: 9999-01-01}]", "x.yaml:1:52", "date_out_of_range"),
    ("yes is text", "services: [{id: s, name: S, managed_operation: {secured_access: yes}}]", "x.yaml:1:65", "wrong_type"),
    ("a number for a text", "services: [{id: s, name: 12}]", "x.yaml:1:26", "wrong_type"),
    ("an activity that does not exist", "services: [{id: s, name: S, activities: [7]}]", "x.yaml:1:42", "out_of_range"),
    ("an id with capitals", "services: [{id: Cloud, name: S}]", "x.yaml:1:17", "bad_format"),
    ("an empty value", "services: [{id: s, name: S, activities: }]", "x.yaml:1:41", "null_value"),
    ("unknown without a reason", 'services: [{id: s, name: S, activities: {unknown: ""}}]', "x.yaml:1:51", "empty_text"),
    ("broken reference", "contracts: [{id: c, client: nobody}]", "x.yaml:1:29", "unknown_reference"),
    ("reference without its kind", "isms: {scope: {covers: [lyon]}}", "x.yaml:1:25", "reference_form"),
    ("reference of another kind", "isms: {scope: {covers: ['client:a']}}", "x.yaml:1:25", "reference_form"),
    ("end before start", "contracts: [{id: c, client: k, effective: 2026-02-01, end: 2026-01-31}]\nclients: [{id: k, name: K}]",
     "x.yaml:1:60", "interval_reversed"),
    ("same id twice", "clients: [{id: k, name: K}, {id: k, name: L}]", "x.yaml:1:34", "duplicate_id"),
    ("persons elsewhere", "people: [{id: p}]", "x.yaml:1:1", "people_elsewhere"),
    ("section given twice", "organization: {name: Autre}", "x.yaml:1:16", "key_in_two_files"),
    ("truncated", "actors: [{id: a, name: 'A", "x.yaml:1:24", "yaml_syntax"),
    ("duplicate key", "services: []\nservices: []", "x.yaml:2:1", "yaml_duplicate_key"),
    ("alias", "services: [&a {id: s, name: S}, *a]", "x.yaml:1:12", "yaml_anchor"),
    ("tag", "services: !!python/object:os.system []", "x.yaml:1:11", "yaml_tag"),
    ("binary", b"\x00\x01\x02", "x.yaml:1:1", "yaml_character"),
    ("latin-1", "services: [{id: s, name: d\xe9p\xf4t}]".encode("latin-1"), "x.yaml:1:27", "yaml_encoding"),
    ("utf-16", "services: []".encode("utf-16"), "x.yaml:1:1", "yaml_encoding"),
    ("a list at the root", "- a", "x.yaml:1:1", "yaml_root_not_mapping"),
    ("evidence that is not there", "evidence: [{id: e, evidence_kind: policy, title: T, file: evidence/e.pdf}]",
     "x.yaml:1:59", "evidence_file_missing"),
    ("evidence outside", "evidence: [{id: e, evidence_kind: policy, title: T, file: ../e.pdf}]", "x.yaml:1:59", "evidence_outside"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [pytest.param(content, place, code, id=name) for name, content, place, code in ONE_MISTAKE],
)
def test_one_mistake(tmp_path: Path, content: str | bytes, place: str, code: str) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST, "x.yaml": content})
    assert (place, code) in _mistakes(folder)


def test_every_mistake_of_every_file_in_one_pass(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "hygie.yaml": MANIFEST,
        "a.yaml": "actors: [{id: a, name: A, role: hote}, {id: b, name: B, role: host, country: UK}]",
        "b.yaml": "contracts: [{id: c, client: nobody}]",
        "c.yaml": "services: [",
    }
    assert {code for _, code in _mistakes(_folder(tmp_path, files))} == {
        "not_one_of",
        "unknown_country",
        "unknown_reference",
        "yaml_syntax",
    }


def test_a_reference_to_a_missing_id_shows_both_ends(tmp_path: Path) -> None:
    files = {"hygie.yaml": MANIFEST, "x.yaml": "clients: []\ncontracts: [{id: c, client: nobody}]"}
    loaded = load_dossier(_folder(tmp_path, files))
    assert isinstance(loaded, Refusal)
    (mistake,) = loaded.mistakes
    assert str(mistake.place) == "x.yaml:2:29"
    assert str(mistake.related) == "x.yaml:1:10"


def test_a_duplicate_id_across_files_shows_the_first(tmp_path: Path) -> None:
    files = {
        "hygie.yaml": MANIFEST,
        "clients/a.yaml": "clients: [{id: k, name: K}]",
        "clients/b.yaml": "clients: [{id: k, name: L}]",
    }
    loaded = load_dossier(_folder(tmp_path, files))
    assert isinstance(loaded, Refusal)
    (mistake,) = loaded.mistakes
    assert (str(mistake.place), str(mistake.related)) == ("clients/b.yaml:1:16", "clients/a.yaml:1:16")


FOLDERS: list[tuple[str, dict[str, str], str]] = [
    ("empty", {}, "folder_empty"),
    ("not a dossier", {"notes.txt": "bonjour"}, "not_a_dossier"),
    ("newer format", {"hygie.yaml": "format: 2\nwhatever: [1]"}, "newer_format"),
]


@pytest.mark.parametrize(("files", "code"), [pytest.param(f, c, id=n) for n, f, c in FOLDERS])
def test_a_folder_that_is_not_a_dossier(tmp_path: Path, files: dict[str, Any], code: str) -> None:
    assert [found for _, found in _mistakes(_folder(tmp_path, files))] == [code]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert [code for _, code in _mistakes(tmp_path / "nowhere")] == ["folder_missing"]


def test_a_file_where_a_folder_is_expected(tmp_path: Path) -> None:
    file = tmp_path / "hygie.yaml"
    file.write_text(MANIFEST)
    assert [code for _, code in _mistakes(file)] == ["folder_missing"]


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST})
    with (folder / "big.yaml").open("wb") as stream:
        stream.truncate(50_000_000)
    assert _mistakes(folder) == [("big.yaml:1:1", "yaml_too_large")]


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST, "deep.yaml": "services: " + "[" * 200_000})
    assert [code for _, code in _mistakes(folder)] == ["yaml_too_deep"]


@pytest.mark.parametrize("target", ["file", "folder"])
def test_a_link_that_leads_outside_is_refused(tmp_path: Path, target: str) -> None:
    outside = _folder(tmp_path / "outside", {"x.yaml": "clients: [{id: secret, name: S}]"})
    folder = _folder(tmp_path / "dossier", {"hygie.yaml": MANIFEST})
    if target == "file":
        (folder / "x.yaml").symlink_to(outside / "x.yaml")
    else:
        (folder / "clients").symlink_to(outside, target_is_directory=True)
    assert [code for _, code in _mistakes(folder)] == ["link_outside"]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST})
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    assert [code for _, code in _mistakes(folder)] == ["link_outside"]


def test_evidence_must_be_the_one_that_was_indexed(tmp_path: Path) -> None:
    index = (
        "evidence:\n  - id: e\n    evidence_kind: policy\n    title: T\n    file: evidence/e.txt\n    sha256: "
        + "0" * 64
    )
    folder = _folder(
        tmp_path, {"hygie.yaml": MANIFEST, "evidence/index.yaml": index, "evidence/e.txt": "autre"}
    )
    assert _mistakes(folder) == [("evidence/index.yaml:6:13", "evidence_digest_differs")]


def test_a_yaml_file_among_the_evidence_is_a_piece_not_a_declaration(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST, "evidence/export.yaml": "not: a declaration"})
    assert isinstance(load_dossier(folder), Dossier)


def test_rooms_to_come_have_their_place(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST, "systems/pump.yaml": "component: pump"})
    assert isinstance(load_dossier(folder), Dossier)


def test_the_digest_names_the_declarations_and_not_the_persons(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"hygie.yaml": MANIFEST, "people.yaml": "people: [{id: p, name: A}]"}
    first = load_dossier(_folder(tmp_path, files))
    second = load_dossier(_folder(tmp_path, {"people.yaml": "people: [{id: p, name: B}]"}))
    third = load_dossier(_folder(tmp_path, {"other.yaml": "services: []"}))
    assert isinstance(first, Dossier)
    assert isinstance(second, Dossier)
    assert isinstance(third, Dossier)
    assert first.digest == second.digest
    assert second.digest != third.digest


def test_without_people_persons_are_opaque(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"hygie.yaml": MANIFEST, "x.yaml": "risks: [{id: r, title: R, owner: p-1}]"})
    assert isinstance(load_dossier(folder), Dossier)
    _folder(folder, {"people.yaml": "people: [{id: p-2}]"})
    assert [code for _, code in _mistakes(folder)] == ["unknown_reference"]
