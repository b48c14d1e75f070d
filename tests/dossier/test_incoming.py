"""Entries that a reader found: added where their section stands, or refused before anything is written."""

import shutil
from pathlib import Path

import pytest
from tests.support.workbooks import loaded, written

from hygie.dossier.imports import Imported, readers
from hygie.dossier.incoming import Incoming, add_imported
from hygie.dossier.spreadsheet.bring import Brought
from hygie.kernel.diagnostic import Refusal

HOST = Path(__file__).parents[2] / "examples" / "host"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOST, tmp_path / "host"))


def add(sections: dict[str, list[dict[str, object]]], folder: Path) -> Incoming | Refusal:
    return add_imported(Imported(sections), "export.csv", loaded(folder), folder)


def test_entries_join_the_only_file_that_holds_their_section(host: Path) -> None:
    found = add({"services": [{"id": "archives", "name": "Archives"}]}, host)

    assert isinstance(found, Incoming)
    old = (host / "services.yaml").read_bytes()
    assert list(found.files) == ["services.yaml"]
    assert b"- id: archives\n" in found.files["services.yaml"]
    assert len(found.files["services.yaml"].splitlines()) == len(old.splitlines()) + 2


def test_where_each_entry_has_its_file_a_new_one_has_its_own(host: Path) -> None:
    added = [{"id": "ormes", "name": "Cabinet des Ormes"}, {"id": "liste", "name": "La Liste"}]

    found = add({"clients": added}, host)

    assert isinstance(found, Incoming)
    # clients/liste.yaml is there already, and holds something else.
    assert list(found.files) == ["clients/ormes.yaml", "clients/liste-2.yaml"]
    written(Brought(found, is_new=False), host)
    assert {client.id for client in loaded(host).declared.clients or []} >= {"ormes", "liste", "valmont"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("files", "home"),
    [
        ({"clients.yaml": ["a", "b"], "others.yaml": ["c"]}, "clients.yaml"),
        ({"others.yaml": ["a", "b"], "clients.yaml": ["c"]}, "others.yaml"),
        ({"one.yaml": ["a"], "two.yaml": ["b"]}, "clients.yaml"),
        ({"registers/clients.yaml": ["a"]}, "registers/clients.yaml"),
        ({"all/a.yaml": ["a"]}, "all/new.yaml"),
        ({"all/first.yaml": ["a"], "all/second.yaml": ["b"]}, "all/new.yaml"),
        ({"all/a.yaml": ["a"], "others.yaml": ["b", "c"]}, "others.yaml"),
        ({"all/a.yaml": ["a"], "all/b.yaml": ["b"], "others.yaml": ["c"]}, "all/new.yaml"),
    ],
)
def test_a_new_entry_goes_where_most_of_its_section_is(
    files: dict[str, list[str]], home: str, host: Path
) -> None:
    shutil.rmtree(host)
    (host / "all").mkdir(parents=True)
    (host / "registers").mkdir()
    (host / "hygie.yaml").write_text("format: 1\norganization: {name: A}\nroles: [vendor]\n")
    for name, clients in files.items():
        lines = [f"- {{id: {client}, name: {client.upper()}}}\n" for client in clients]
        (host / name).write_text("".join(["clients:\n", *lines]))

    found = add({"clients": [{"id": "new", "name": "New"}]}, host)

    assert isinstance(found, Incoming), found
    assert list(found.files) == [home]


def test_a_piece_of_evidence_never_has_a_file_that_nobody_reads(host: Path) -> None:
    piece = {"id": "neuve", "evidence_kind": "other", "title": "Pièce", "origin": "attested"}
    shutil.rmtree(host)
    (host / "evidence").mkdir(parents=True)
    (host / "hygie.yaml").write_text("format: 1\norganization: {name: A}\nroles: [vendor]\n")
    for name in ("index", "index-2"):
        (host / "evidence" / f"{name}.yaml").write_text(f"evidence:\n- {piece | {'id': name}}\n", "utf-8")

    found = add({"evidence": [piece]}, host)

    assert isinstance(found, Incoming), found
    assert list(found.files) == ["evidence/index.yaml"]


def test_an_entry_that_cannot_be_is_refused_with_the_file_that_brought_it(host: Path) -> None:
    found = add({"services": [{"id": "Majuscule", "name": "A"}, {"id": "sans-nom"}]}, host)

    assert isinstance(found, Refusal)
    assert {(str(each.place), each.code) for each in found.mistakes} == {
        ("export.csv:1:1", "bad_format"),
        ("export.csv:1:1", "missing_key"),
    }


def test_an_identifier_that_is_taken_is_refused(host: Path) -> None:
    found = add({"services": [{"id": "coffre", "name": "Un autre"}]}, host)

    assert isinstance(found, Refusal)
    assert [each.code for each in found.mistakes] == ["duplicate_id"]


def test_readers_are_found_by_their_kind() -> None:
    assert list(readers()) == sorted(readers())
    assert "xlsx" not in readers()
