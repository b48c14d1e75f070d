"""Entries that a reader found: added where their section stands, or refused before anything is written."""

import shutil
from pathlib import Path

import pytest
from tests.support.workbooks import loaded, written

from hygie.dossier.imports import Imported, readers
from hygie.dossier.incoming import Incoming, add_imported
from hygie.dossier.load import Refusal
from hygie.dossier.spreadsheet.bring import Brought

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


def test_entries_of_a_section_spread_over_files_go_to_its_file_of_habit(host: Path) -> None:
    found = add({"clients": [{"id": "ormes", "name": "Cabinet des Ormes"}]}, host)

    assert isinstance(found, Incoming)
    assert list(found.files) == ["clients.yaml"]
    written(Brought(found, is_new=False), host)
    assert {client.id for client in loaded(host).declared.clients or []} >= {"ormes", "valmont"}  # type: ignore[union-attr]


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
