"""A workbook to fill, brought in, exported, changed, brought in again: as a person does it, in French."""

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Hygie
from tests.support.workbooks import cell_of, changed, opened, put, saved

from hygie.dossier.dossier import Dossier
from hygie.dossier.load import load_dossier

HOST = Path(__file__).parents[2] / "examples" / "host"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOST, tmp_path / "host"))


@pytest.mark.parametrize("given", ["cabinet", "cabinet.xlsx"])
def test_init_writes_a_workbook_beside_the_dossier_to_come(hygie: Hygie, tmp_path: Path, given: str) -> None:
    answer = hygie("init", tmp_path / given, "--role", "vendor", "--xlsx", language="fr")

    assert answer.code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["cabinet.xlsx"]
    assert f"hygie import xlsx {tmp_path}/cabinet.xlsx {tmp_path}/cabinet" in answer.out


def test_init_leaves_a_workbook_that_is_there(hygie: Hygie, tmp_path: Path) -> None:
    (tmp_path / "d.xlsx").write_bytes(b"rempli")

    answer = hygie("init", tmp_path / "d", "--role", "host", "--xlsx", language="fr")

    assert answer.code == 2
    assert "existe déjà" in answer.err
    assert (tmp_path / "d.xlsx").read_bytes() == b"rempli"


def test_from_an_empty_workbook_to_a_checked_dossier(hygie: Hygie, tmp_path: Path) -> None:
    hygie("init", tmp_path / "d", "--role", "host", "--xlsx", language="fr")
    content = (tmp_path / "d.xlsx").read_bytes()
    filled = changed(
        content,
        [
            ("organization.name", 3, "Hébergeur Nivalis"),
            ("certification.voluntary", 3, "oui"),
            ("people[].id", 3, "p-rssi"),
            ("people[].function", 3, "Responsable de la sécurité"),
            ("clients[].name", 3, "Clinique du Val"),
            ("clients[].point_of_contact.person", 3, "p-rssi"),
        ],
    )
    (tmp_path / "d.xlsx").write_bytes(filled)

    answer = hygie("import", "xlsx", tmp_path / "d.xlsx", tmp_path / "d", language="fr")
    checked = hygie("check", tmp_path / "d", "--as-of", "2026-11-22", language="fr")

    assert (answer.code, answer.err) == (0, "")
    assert "hygie check" in answer.out
    written = {
        path.relative_to(tmp_path / "d").as_posix() for path in (tmp_path / "d").rglob("*") if path.is_file()
    }
    assert written == {
        ".gitignore",
        ".hygie/dossier.schema.json",
        "clients.yaml",
        "hygie.yaml",
        "people.yaml",
    }
    assert "people.yaml" in (tmp_path / "d" / ".gitignore").read_text("utf-8")
    assert checked.code in {0, 1}


def test_an_empty_workbook_says_which_cell_to_fill_first(hygie: Hygie, tmp_path: Path) -> None:
    hygie("init", tmp_path / "d", "--role", "host", "--xlsx", language="fr")

    answer = hygie("import", "xlsx", tmp_path / "d.xlsx", tmp_path / "d", language="fr")

    assert answer.code == 2
    assert f"{tmp_path}/d.xlsx:Organisation!B3: Cette cellule est à remplir" in answer.err
    assert not (tmp_path / "d").exists()


def test_exported_and_brought_back_nothing_changes(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in host.rglob("*") if path.is_file()}
    exported = hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, language="fr")

    assert (exported.code, answer.code) == (0, 0)
    assert "rien n’a été écrit" in answer.out
    assert {path: path.read_bytes() for path in host.rglob("*") if path.is_file()} == before


def test_a_change_is_written_and_told(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    (tmp_path / "h.xlsx").write_bytes(
        changed((tmp_path / "h.xlsx").read_bytes(), [("organization.headcount", 3, 70)])
    )

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, language="fr")

    assert answer.code == 0
    assert "1 changement écrit" in answer.out
    assert "organization.headcount: 61 → 70" in answer.out
    assert "headcount: 70\n" in (host / "hygie.yaml").read_text("utf-8")


def test_every_bad_cell_is_named_in_french_and_nothing_is_written(
    hygie: Hygie, host: Path, tmp_path: Path
) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    book = opened((tmp_path / "h.xlsx").read_bytes())
    put(book, "organization.headcount", 70)
    put(book, "actors[].role", "prestataire", 4)
    put(book, "actors[].country", "Allemange", 5)
    sheet, _, role = cell_of(book, "actors[].role")
    _, _, country = cell_of(book, "actors[].country")
    places = [sheet.cell(4, role).coordinate, sheet.cell(5, country).coordinate]
    (tmp_path / "h.xlsx").write_bytes(saved(book))
    before = {path: path.read_bytes() for path in host.rglob("*") if path.is_file()}

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, language="fr")

    lines = answer.err.replace("\u202f", " ").replace("\u00a0", " ").splitlines()
    assert answer.code == 2
    assert lines[0].startswith(
        f"{tmp_path}/h.xlsx:Acteurs!{places[0]}: Trouvé « prestataire », attendu l’un de"
    )
    assert "sous-traitant" in lines[0]
    assert lines[1].startswith(f"{tmp_path}/h.xlsx:Acteurs!{places[1]}: Le pays « Allemange » est inconnu")
    assert "« DE »" in lines[1]
    assert lines[2] == "2 erreurs."
    assert {path: path.read_bytes() for path in host.rglob("*") if path.is_file()} == before


def test_what_evidence_supports_is_checked_before_it_is_written(
    hygie: Hygie, host: Path, tmp_path: Path
) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    book = opened((tmp_path / "h.xlsx").read_bytes())
    put(book, "evidence[].supports", "EXI-99")
    (tmp_path / "h.xlsx").write_bytes(saved(book))

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, language="fr")

    assert answer.code == 2
    assert f"{tmp_path}/h.xlsx:Preuves!" in answer.err
    assert "EXI-99" in answer.err


def test_files_of_evidence_to_copy_are_told(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", "--with-people", language="fr")

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", tmp_path / "new", language="fr")
    shutil.copytree(host / "evidence", tmp_path / "new" / "evidence", dirs_exist_ok=True)

    assert answer.code == 0
    assert "n’existe pas" in answer.err
    assert isinstance(load_dossier(tmp_path / "new"), Dossier)


def test_a_folder_that_holds_something_else_is_left_alone(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "photo.jpg").write_bytes(b"x")

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", tmp_path / "autre", language="fr")

    assert answer.code == 2
    assert [path.name for path in (tmp_path / "autre").iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "xlsx", "absent.xlsx"), "absent.xlsx"),
        (("import", "docx", "a.docx"), "xlsx"),
        (("export", "xlsx", "absent", "-o", "a.xlsx"), "absent"),
        (("export", "xlsx", ".", "-o", "a.pdf"), ".xlsx"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(
    hygie: Hygie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    answer = hygie(*arguments, language="fr")

    assert (answer.code, said in answer.err) == (2, True)
    assert list(tmp_path.iterdir()) == []
