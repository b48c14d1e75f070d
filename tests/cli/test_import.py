"""A workbook to fill, brought in, exported, changed, brought in again: as a person does it, in French."""

import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Hygie
from tests.support.workbooks import cell_of, changed, opened, put, row_of, saved

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
    assert (
        "  Organisation : 1 modification\n    ~ Effectif en unités de travail annuel : 61 → 70\n  hygie.yaml\n"
        in plain(answer.out)
    )
    assert "headcount: 70\n" in (host / "hygie.yaml").read_text("utf-8")


def test_what_changes_is_told_by_sheet_with_the_entries_inside_others(
    hygie: Hygie, host: Path, tmp_path: Path
) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    book = opened((tmp_path / "h.xlsx").read_bytes())
    sheet, row, column = cell_of(book, "contracts[].id")
    new = sheet.max_row + 1
    for each in range(1, sheet.max_column + 1):
        sheet.cell(new, each).value = sheet.cell(row, each).value
    sheet.cell(new, column).value = "ormes"
    inner, first, name = cell_of(book, "contracts[].clauses.service_levels.indicators[].measure")
    for number, said in enumerate(("disponibilité", "reprise"), start=inner.max_row + 1):
        for each in range(1, inner.max_column + 1):
            inner.cell(number, each).value = inner.cell(first, each).value
        inner.cell(number, 2).value = "ormes"
        inner.cell(number, name).value = said
    put(book, "actors[].country", "Allemagne", row_of(book, "actors[].id", "nivalis"))
    (tmp_path / "h.xlsx").write_bytes(saved(book))

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, language="fr")

    assert answer.code == 0, answer.err
    told = plain(answer.out)
    assert "  Acteurs : 1 modification\n    ~ nivalis › Pays du siège : France → Allemagne\n" in told
    assert "  Contrats : 1 ajout\n    + ormes\n" in told
    assert "  Indicateurs : 2 ajouts\n" in told
    assert "\n  contracts/ormes.yaml\n" in told


def test_a_new_dossier_is_told_by_sheet(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", "--with-people", language="fr")

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", tmp_path / "new", language="fr")

    declared = load_dossier(host)
    assert isinstance(declared, Dossier)
    told = plain(answer.out).splitlines()
    actors = declared.declared.actors or []
    certificates = sum(len(actor.certificates or []) for actor in actors)  # type: ignore[union-attr, arg-type]
    assert f"  Acteurs : {len(actors)} ajouts" in told  # type: ignore[arg-type]
    assert f"  Certificats : {certificates} ajouts" in told


def test_the_values_that_a_workbook_leaves_blank_are_named(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    book = opened((tmp_path / "h.xlsx").read_bytes())
    put(book, "organization.sector", None)
    for row in range(3, 15):
        put(book, "evidence[].effective", None, row)
    (tmp_path / "h.xlsx").write_bytes(saved(book))
    manifest = host / "hygie.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("voluntary:", "voluntary :"), "utf-8")
    index = host / "evidence" / "index.yaml"
    index.write_text(
        index.read_text("utf-8").replace("title: Certificat HDS", "title: Le certificat HDS"), "utf-8"
    )

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, "--overwrite", language="fr")

    assert answer.code == 0, answer.err
    lines = plain(answer.err).splitlines()
    assert lines[0].endswith("elles ont été gardées.")
    assert lines[1] == "  Organisation › Activité principale, dans les mots de l’organisation"
    assert lines[2].startswith("  Preuves › certificat-hds › ")
    assert len(lines) == 12
    assert lines[-1].startswith("  … ")


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "aucun fichier ni dossier de ce nom"), ("en", "there is no such file")]
)
def test_what_the_system_says_is_said_in_the_readers_language(
    hygie: Hygie, host: Path, tmp_path: Path, language: str, said: str
) -> None:
    absent = hygie("import", "xlsx", tmp_path / "absent.xlsx", host, language=language)
    unwritable = hygie("export", "xlsx", host, "-o", tmp_path / "absent" / "a.xlsx", language=language)

    assert (absent.code, said in absent.err) == (2, True)
    assert (unwritable.code, said in unwritable.err) == (2, True)


def plain(text: str) -> str:
    """Read no-break spaces as spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


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


def test_an_audit_about_nothing_known_is_refused_plainly(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ref_id;compliance_result\n5.1;compliant\n", "utf-8")

    answer = hygie("import", "ciso-assistant", tmp_path / "a.csv", host, language="fr")

    assert (answer.code, answer.out) == (2, "")
    assert "Aucune ligne ne porte sur une mesure de l’annexe A ou une exigence HDS connue" in answer.err
    assert "A.5.1" in answer.err


def test_the_dossier_is_not_said_to_know_what_was_left_aside(
    hygie: Hygie, host: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("ref_id;compliance_result\nA.5.1;not_assessed\n", "utf-8")

    answer = hygie("import", "ciso-assistant", tmp_path / "a.csv", host, language="fr")

    assert (answer.code, answer.out) == (0, "Rien n’a été écrit.\n")
    assert "laissées de côté" in answer.err


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


def test_what_an_import_brings_is_to_be_confirmed_and_reread(
    hygie: Hygie, host: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("ref_id;compliance_result;observations\nA.5.1;compliant;Vu\n", "utf-8")

    answer = hygie("import", "ciso-assistant", tmp_path / "a.csv", host, language="en")
    explained = hygie("explain", "A.5.1", host, "--as-of", "2026-11-22", language="en")

    assert answer.code == 0
    assert "Reread them before committing" in answer.err
    assert "mistake" not in answer.err
    assert "Imported assessments of hygie export xlsx" in " ".join(answer.out.split())
    assert "CISO Assistant assessed A.5.1 as “compliant”; nobody has confirmed" in " ".join(
        explained.out.split()
    )


def test_an_assessment_is_confirmed_from_the_workbook(hygie: Hygie, host: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ref_id;compliance_result\nA.5.1;compliant\n", "utf-8")
    hygie("import", "ciso-assistant", tmp_path / "a.csv", host, language="fr")
    hygie("export", "xlsx", host, "-o", tmp_path / "h.xlsx", language="fr")
    confirmed = [
        ("imported_assessments[].confirmed.by", 3, "p-rssi"),
        ("imported_assessments[].confirmed.on", 3, "22/11/2026"),
    ]
    (tmp_path / "h.xlsx").write_bytes(changed((tmp_path / "h.xlsx").read_bytes(), confirmed))

    answer = hygie("import", "xlsx", tmp_path / "h.xlsx", host, language="fr")
    dossier = load_dossier(host)

    assert answer.code == 0, answer.err
    assert isinstance(dossier, Dossier)
    (item,) = dossier.declared.imported_assessments  # type: ignore[misc]
    assert str(item.confirmed.on) == "2026-11-22"
