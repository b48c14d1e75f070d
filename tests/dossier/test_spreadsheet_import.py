"""What a changed workbook does to a dossier: only what was meant; and what a wrong one does: nothing."""

import re
import shutil
import zipfile
from collections.abc import Callable
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.support.workbooks import (
    FILE,
    brought,
    cell_of,
    changed,
    day,
    exported,
    loaded,
    opened,
    put,
    refused,
    row_of,
    saved,
    template,
    words,
    written,
)

from hygie.dossier.spreadsheet.bring import bring
from hygie.kernel.diagnostic import Refusal
from hygie.kernel.workbook import read as workbook
from hygie.kernel.workbook.read import read_workbook

HOST = Path(__file__).parents[2] / "examples" / "host"


@pytest.fixture(scope="session")
def host_workbook() -> bytes:
    return exported(HOST)


@pytest.fixture
def host(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOST, tmp_path / "host"))


def difference(folder: Path) -> list[str]:
    """List the lines that a folder no longer has, and those that it has gained, against the example."""
    lines: list[str] = []
    for path in sorted(
        {*HOST.rglob("*.yaml"), *(HOST / each.relative_to(folder) for each in folder.rglob("*.yaml"))}
    ):
        old = path.read_text("utf-8").splitlines() if path.exists() else []
        new = (folder / path.relative_to(HOST)).read_text("utf-8").splitlines()
        lines += [
            line
            for line in unified_diff(old, new, n=0, lineterm="")
            if not line.startswith(("---", "+++", "@@"))
        ]
    return lines


# -- changes ---------------------------------------------------------------------------------------


def test_one_cell_changes_one_line(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    put(book, "actors[].staff", 9, row_of(book, "actors[].id", "west"))

    written(brought(saved(book), host), host)

    assert difference(host) == ["-    staff: 7", "+    staff: 9"]


@pytest.mark.parametrize(
    ("key", "value", "lines"),
    [
        ("organization.headcount", 70, ["-  headcount: 61", "+  headcount: 70"]),
        (
            "organization.headcount",
            "? à compter",
            ["-  headcount: 61", "+  headcount:", "+    unknown: à compter"],
        ),
        ("organization.headcount", None, ["-  headcount: 61"]),
        ("policy.traffic_light", "red", ["-  traffic_light: amber", "+  traffic_light: red"]),
        ("policy.languages", "fr\nen", ["-  languages: [fr]", "+  languages: [fr, en]"]),
    ],
)
def test_the_three_ways_to_answer_are_written_as_such(
    host: Path, host_workbook: bytes, key: str, value: Any, lines: list[str]
) -> None:
    written(brought(changed(host_workbook, [(key, 3, value)]), host), host)

    assert difference(host) == lines


def test_a_value_in_brackets_changes_in_its_brackets(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    put(
        book, "actors[].storage[].site", "Saint-Nazaire", row_of(book, "actors[].storage[].id", "prod-nantes")
    )

    written(brought(saved(book), host), host)

    removed, added = difference(host)
    assert added == "+" + removed[1:].replace("site: Nantes", "site: Saint-Nazaire")


def test_a_new_row_is_a_new_entry_after_the_others(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, _, _ = cell_of(book, "services[].id")
    last = sheet.max_row + 1
    for key, value in (
        ("id", "archives"),
        ("name", "Archives"),
        ("activities", "1;2"),
        ("interfaces[]", "aucun"),
    ):
        put(book, f"services[].{key}", value, last)

    written(brought(saved(book), host), host)

    assert difference(host) == [
        "+  - id: archives",
        "+    name: Archives",
        "+    activities: [1, 2]",
        "+    interfaces: []",
    ]


def test_a_row_that_is_taken_out_is_an_entry_less(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, row, column = cell_of(book, "isms.interested_parties[].name")
    gone = sheet.cell(row, column).value
    sheet.delete_rows(row)

    found = brought(saved(book), host)
    written(found, host)

    assert [change.act.value for change in found.incoming.changes] == ["remove"]
    left = [party.name for party in loaded(host).declared.isms.interested_parties]  # type: ignore[union-attr]
    before = [party.name for party in loaded(HOST).declared.isms.interested_parties]  # type: ignore[union-attr]
    assert left == [name for name in before if name != gone]


def test_an_entry_that_others_refer_to_is_not_taken_out(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, row, _ = cell_of(book, "media_transfers[].id")
    sheet.delete_rows(row)
    scope, line, column = cell_of(book, "isms.scope.covers")

    place = f"{FILE}:{scope.title}!{scope.cell(line, column).coordinate}"
    assert refused(saved(book), host) == [(place, "unknown_reference")]


def test_rows_in_another_order_change_nothing(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, first, _ = cell_of(book, "actors[].id")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
    for number, row in enumerate(reversed(rows), start=first):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value

    assert brought(saved(book), host).incoming.changes == ()


def test_a_new_identifier_renames_the_entry_in_place(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    put(book, "isms.legal_register[].text", "nouveau-texte", 3)

    written(brought(saved(book), host), host)

    assert len(difference(host)) == 2


def test_sheets_and_columns_may_be_renamed_moved_and_annotated(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, _, column = cell_of(book, "clients[].name")
    sheet.title = "Nos clients"
    sheet.insert_cols(column)
    sheet.cell(2, column).value = "# à relire"
    sheet.cell(3, column).value = "vu avec la relation client"
    book.create_sheet("Notes de réunion")["A1"] = "rien pour Hygie"
    book.move_sheet(sheet, offset=-5)

    assert brought(saved(book), host).incoming.changes == ()


def test_a_sheet_or_a_column_that_is_not_there_leaves_the_dossier_as_it_is(
    host: Path, host_workbook: bytes
) -> None:
    book = opened(host_workbook)
    del book[cell_of(book, "clients[].name")[0].title]
    sheet, _, column = cell_of(book, "actors[].staff")
    sheet.delete_cols(column)

    assert brought(saved(book), host).incoming.changes == ()


def test_rows_refer_to_entries_whose_sheet_is_not_there(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    del book[cell_of(book, "actors[].staff")[0].title]
    put(
        book,
        "actors[].certificates[].number",
        "HDS-0000-99",
        row_of(book, "actors[].certificates[].id", "hds-west"),
    )

    written(brought(saved(book), host), host)

    assert difference(host) == ["-        number: HDS-0000-02", "+        number: HDS-0000-99"]


def test_a_whole_that_is_not_known_takes_the_place_of_what_it_held(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    row = row_of(book, "actors[].id", "west")
    for key in ("notification_clause", "review_procedure", "measures", "changes[]"):
        put(book, f"actors[].change_control.{key}", None, row)
    put(book, "actors[].change_control", "? contrat demandé", row)
    sheet, first, column = cell_of(book, "actors[].change_control.changes[].id")
    for number in range(sheet.max_row, first - 1, -1):
        if sheet.cell(number, column - 1).value == "west":
            sheet.delete_rows(number)

    written(brought(saved(book), host), host)

    west = next(actor for actor in loaded(host).declared.actors or [] if actor.id == "west")  # type: ignore[union-attr]
    assert west.change_control.unknown == "contrat demandé"  # type: ignore[union-attr]


def test_a_name_stands_for_the_identifier_that_people_did_not_write(tmp_path: Path) -> None:
    book = opened(template("host"))
    for key, value in (
        ("organization.name", "Hébergeur Nivalis"),
        ("clients[].name", "Clinique de l’Été"),
        ("contracts[].client", "clinique de l'été"),
        ("contracts[].title", "Contrat d’hébergement"),
        ("services[].name", "Nuage"),
        ("contracts[].services", "Nuage"),
        ("services[].interfaces[].name", "Console"),
    ):
        put(book, key, value)
    interfaces, row, _ = cell_of(book, "services[].interfaces[].name")
    interfaces.cell(row, 2).value = "Nuage"

    folder = written(brought(saved(book), tmp_path / "d"), tmp_path / "d")

    declared = loaded(folder).declared
    assert [client.id for client in declared.clients or []] == ["clinique-de-l-ete"]  # type: ignore[union-attr]
    (contract,) = declared.contracts or []  # type: ignore[misc]
    assert (contract.id, contract.client, contract.services) == (
        "contrat-d-hebergement",
        "clinique-de-l-ete",
        ["nuage"],
    )
    assert declared.services[0].interfaces[0].name == "Console"  # type: ignore[union-attr,index]


def test_identifiers_that_are_made_are_each_used_once(tmp_path: Path) -> None:
    book = opened(template("host"))
    put(book, "organization.name", "Nivalis")
    for row in (3, 4, 5):
        put(book, "clients[].name", "Cabinet", row)
    put(book, "clients[].id", "cabinet", 5)

    folder = written(brought(saved(book), tmp_path / "d"), tmp_path / "d")

    assert [client.id for client in loaded(folder).declared.clients or []] == [
        "cabinet-2",
        "cabinet-3",
        "cabinet",
    ]  # type: ignore[union-attr]


def test_measures_count_once_they_say_something(tmp_path: Path) -> None:
    book = opened(template("host"))
    put(book, "organization.name", "Nivalis")
    put(book, "isms.statement_of_applicability.measures[].retained", "oui", 4)

    folder = written(brought(saved(book), tmp_path / "d"), tmp_path / "d")

    statement = loaded(folder).declared.isms.statement_of_applicability  # type: ignore[union-attr]
    assert [(one.measure, one.retained) for one in statement.measures] == [("A.5.2", True)]  # type: ignore[union-attr]


def test_a_workbook_in_english_and_one_in_french_say_the_same(tmp_path: Path) -> None:
    french, english = exported(HOST, "fr"), exported(HOST, "en")

    one, other = (brought(content, tmp_path / "d").incoming.files for content in (french, english))

    assert one == other


# -- a dossier that lives on -----------------------------------------------------------------------


def aged(host: Path) -> Path:
    path = host / "hygie.yaml"
    path.write_text(path.read_text("utf-8").replace("headcount: 61", "headcount: 62"), "utf-8")
    return host


def test_once_the_dossier_has_changed_a_blank_takes_nothing_away(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    put(book, "organization.headcount", None)
    put(book, "organization.sector", None)

    found = brought(saved(book), aged(host))

    assert (found.incoming.changes, len(found.kept)) == ((), 2)


def test_once_the_dossier_has_changed_the_cells_that_differ_are_named(
    host: Path, host_workbook: bytes
) -> None:
    place = put(opened(host_workbook), "organization.headcount", 61)

    mistakes = refused(host_workbook, aged(host))

    assert mistakes == [(place, "cell_conflict")]


def test_the_workbook_is_right_where_its_user_says_so(host: Path, host_workbook: bytes) -> None:
    written(brought(host_workbook, aged(host), overwrite=True), host)

    assert difference(host) == []


def test_a_comment_is_no_change(host: Path, host_workbook: bytes) -> None:
    path = host / "hygie.yaml"
    path.write_text("# relu\n" + path.read_text("utf-8"), "utf-8")

    found = brought(changed(host_workbook, [("organization.headcount", 3, None)]), host)

    assert len(found.incoming.changes) == 1


def test_a_workbook_to_fill_adds_to_a_dossier_and_takes_nothing_away(host: Path) -> None:
    book = opened(template("host"))
    put(book, "clients[].name", "Cabinet des Ormes")

    written(brought(saved(book), host), host)

    names = [client.name for client in loaded(host).declared.clients or []]  # type: ignore[union-attr]
    assert "Cabinet des Ormes" in names
    assert len(names) == len(loaded(HOST).declared.clients or []) + 1  # type: ignore[arg-type]


# -- mistakes --------------------------------------------------------------------------------------

BAD: list[tuple[str, str, int, Any, str]] = [
    ("formula", "organization.sector", 3, "=1+1", "cell_formula"),
    ("yes or no", "organization.designations.operator_of_vital_importance", 3, "peut-être", "cell_yes_or_no"),
    ("required", "organization.name", 3, None, "cell_required"),
    ("word", "actors[].role", 3, "prestataire", "cell_not_one_of"),
    ("country", "actors[].country", 4, "Atlantide", "unknown_country"),
    ("number", "actors[].staff", 3, "beaucoup", "wrong_type"),
    ("bounds", "actors[].staff", 4, -3, "out_of_range"),
    ("activity", "actors[].activities", 4, "1; 9", "out_of_range"),
    ("reference", "actors[].services", 5, "nuage-dédié-bis", "unknown_reference"),
    ("date", "actors[].certificates[].issued", 3, "16/13/2024", "cell_day"),
    ("interval", "actors[].certificates[].expires", 6, day("2020-01-01"), "interval_reversed"),
    ("no reason", "actors[].certificates[].suspended", 5, "?", "cell_reason_missing"),
    ("identifier", "services[].id", 3, "Nuage Dédié", "bad_format"),
    ("twice", "assets[].id", 4, "salle-nantes", "duplicate_id"),
    ("required in a row", "contracts[].client", 3, None, "cell_required"),
    ("whole", "contracts[].clauses.certificate", 3, "peut-être", "cell_group"),
    ("list", "actors[].storage[]", 3, "deux sites", "cell_list"),
    ("contradiction", "actors[].certificates[]", 3, "aucun", "cell_contradiction"),
    ("holder", "services[].interfaces[].name", 99, "Console", "cell_holder_missing"),
]  # fmt: skip


@pytest.fixture(scope="session")
def mistaken(host_workbook: bytes) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Put every mistake in one workbook; give the cell of each, and what is said of the whole."""
    book = opened(host_workbook)
    put(book, "assets[].id", "salle-nantes", 3)
    places = {name: put(book, key, value, row) for name, key, row, value, _ in BAD}
    sheet, row, _ = cell_of(book, "services[].interfaces[].name", 99)
    places["holder"] = f"{FILE}:{sheet.title}!B{row}"
    return places, refused(saved(book), HOST)


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, _, _, _, code in BAD])
def test_each_mistake_is_named_by_its_sheet_and_cell(
    mistaken: tuple[dict[str, str], list[tuple[str, str]]], name: str, code: str
) -> None:
    places, mistakes = mistaken

    assert (places[name], code) in mistakes


def test_a_cell_that_is_wrong_is_said_so_once(mistaken: tuple[dict[str, str], list[tuple[str, str]]]) -> None:
    _, mistakes = mistaken

    assert len({place for place, _ in mistakes}) == len(mistakes)


def merge_cells(book: Any) -> str:
    sheet, row, column = cell_of(book, "actors[].country")
    sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    return f"{sheet.title}!{sheet.cell(row, column).coordinate}"


def stray_column(book: Any) -> str:
    sheet, row, _ = cell_of(book, "actors[].country")
    column = sheet.max_column + 1
    sheet.cell(2, column).value = "Pays du siège"
    sheet.cell(row, column).value = "France"
    return f"{sheet.title}!{sheet.cell(2, column).coordinate}"


def stray_remarks(book: Any) -> str:
    sheet, row, _ = cell_of(book, "clients[].name")
    column = sheet.max_column + 1
    sheet.cell(2, column).value = "remarques"
    sheet.cell(row + 1, column).value = "à rappeler"
    return f"{sheet.title}!{sheet.cell(2, column).coordinate}"


def stray_cell(book: Any) -> str:
    sheet, row, _ = cell_of(book, "clients[].name")
    sheet.cell(row + 1, sheet.max_column + 1).value = "à rappeler"
    return f"{sheet.title}!{sheet.cell(row + 1, sheet.max_column).coordinate}"


def unknown_key(book: Any) -> str:
    sheet, _, column = cell_of(book, "actors[].country")
    sheet.cell(1, column).value = "actors[].contry"
    return f"{sheet.title}!{sheet.cell(1, column).coordinate}"


def stray_sheet(book: Any) -> str:
    book.create_sheet("Acteur")["C4"] = "un sous-traitant"
    return "Acteur!A4"


def leading_zeros(book: Any) -> str:
    return put(book, "organization.registration", 12345678).rpartition(":")[2]


def percent(book: Any) -> str:
    address = put(book, "organization.sector", 0.5).rpartition(":")[2]
    sheet, row, column = cell_of(book, "organization.sector")
    sheet.cell(row, column).number_format = "0%"
    return address


def error_value(book: Any) -> str:
    return put(book, "organization.sector", "#N/A").rpartition(":")[2]


def unknown_holder(book: Any) -> str:
    sheet, row, _ = cell_of(book, "actors[].certificates[].id")
    sheet.cell(row, 2).value = "nivali"
    return f"{sheet.title}!B{row}"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (merge_cells, "cell_merged"),
        (stray_column, "column_without_key"),
        (stray_remarks, "column_without_key"),
        (stray_cell, "column_without_key"),
        (unknown_key, "column_unknown"),
        (stray_sheet, "sheet_unknown"),
        (leading_zeros, "cell_zeros_lost"),
        (percent, "cell_number_format"),
        (error_value, "cell_error"),
        (unknown_holder, "cell_holder_unknown"),
    ],
)
def test_what_would_be_lost_or_guessed_is_refused_at_its_place(
    host: Path, host_workbook: bytes, spoil: Callable[[Any], str], code: str
) -> None:
    book = opened(host_workbook)
    place = spoil(book)

    mistakes = refused(saved(book), host)

    assert (f"{FILE}:{place}", code) in mistakes


def test_a_title_close_to_one_of_the_sheets_own_is_suggested(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, row, column = cell_of(book, "clients[].name")
    title = sheet.cell(2, column).value.rstrip(" *")
    sheet.cell(2, sheet.max_column + 1).value = f"{title}s"
    sheet.cell(row, sheet.max_column).value = "x"

    found = bring(saved(book), FILE, host, words())

    assert isinstance(found, Refusal)
    assert [mistake.parameters["suggestion"] for mistake in found.mistakes] == [title]


@pytest.mark.parametrize("title", ["# remarques", "Note", "Notes de l’équipe"])
def test_a_column_of_notes_is_not_read(host: Path, host_workbook: bytes, title: str) -> None:
    book = opened(host_workbook)
    sheet, row, _ = cell_of(book, "clients[].name")
    sheet.cell(2, sheet.max_column + 1).value = title
    sheet.cell(row, sheet.max_column).value = "x"

    assert brought(saved(book), host).incoming.changes == ()


def test_a_file_of_evidence_that_is_not_there_is_named_by_its_cell(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    place = put(book, "evidence[].file", "evidence/absent.pdf")

    assert (place, "evidence_file_missing") in refused(saved(book), host)


def test_a_mistake_in_the_dossier_itself_is_named_by_its_line(host: Path, host_workbook: bytes) -> None:
    path = host / "hygie.yaml"
    path.write_text(path.read_text("utf-8").replace("country: FR", "country: XX"), "utf-8")

    ((place, code),) = refused(host_workbook, host)

    assert place.startswith(f"{host.as_posix()}/hygie.yaml:")
    assert code == "unknown_country"


def test_a_reference_that_leads_nowhere_sends_to_the_sheet_of_what_it_names(tmp_path: Path) -> None:
    content = changed(
        template("host"),
        [
            ("organization.name", 3, "Nivalis"),
            ("actors[].name", 3, "Nivalis"),
            ("actors[].role", 3, "host"),
            ("controls[].title", 3, "Sauvegardes"),
            ("controls[].operated_by", 3, "personne-d-autre"),
        ],
    )
    sheet, _, column = cell_of(opened(content), "actors[].id")

    found = bring(content, FILE, tmp_path, words())

    assert isinstance(found, Refusal)
    (related,) = [str(each.related) for each in found.mistakes if each.code == "unknown_reference"]
    assert related == f"{FILE}:{sheet.title}!{sheet.cell(2, column).coordinate}"


def test_a_reference_to_a_list_that_is_said_empty_sends_to_the_cell_that_says_so(tmp_path: Path) -> None:
    content = changed(
        template("host"),
        [
            ("organization.name", 3, "Nivalis"),
            ("actors[]", 3, "aucun"),
            ("controls[].title", 3, "Sauvegardes"),
            ("controls[].operated_by", 3, "personne-d-autre"),
        ],
    )

    found = bring(content, FILE, tmp_path, words())

    assert isinstance(found, Refusal)
    (related,) = [str(each.related) for each in found.mistakes if each.code == "unknown_reference"]
    assert related == put(opened(content), "actors[]", "aucun")


# -- files -----------------------------------------------------------------------------------------


def packed(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "file", "code"),
    [
        (b"nom;pays\nNivalis;FR\n", "clients.csv", "workbook_format"),
        (b"nom;pays\n", "clients.xlsx", "workbook_format"),
        (b"", "vide.xlsx", "workbook_format"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "ancien.xls", "workbook_old_or_locked"),
        (b"\xd0\xcf\x11\xe0" + bytes(500), "protege.xlsx", "workbook_old_or_locked"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "c.ods", "workbook_format"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "c.xlsx", "workbook_format"),
        (packed({"xl/workbook.xml": b"<x"}), "casse.xlsx", "workbook_damaged"),
        (b"PK\x03\x04" + bytes(100), "tronque.xlsx", "workbook_damaged"),
        (packed({"xl/workbook.xml": b"<a/>", "bombe": bytes(450_000_000)}), "bombe.xlsx", "workbook_too_large"),
        (packed({f"{number}": b"" for number in range(2_001)}), "membres.xlsx", "workbook_too_large"),
    ],
    ids=["csv", "text", "empty", "xls", "locked", "ods", "renamed", "broken", "cut", "bomb", "members"],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, file: str, code: str
) -> None:
    assert refused(content, tmp_path, file) == [(f"{file}:1:1", code)]


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return packed({name: change(name, archive.read(name)) for name in archive.namelist()})


def test_an_entity_in_a_workbook_is_not_expanded(host_workbook: bytes, tmp_path: Path) -> None:
    entity = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    content = rewritten(
        host_workbook,
        lambda name, part: part.replace(b"?>", b"?>" + entity, 1) if name == "xl/sharedStrings.xml" else part,
    )

    assert refused(content, tmp_path) == [(f"{FILE}:1:1", "workbook_damaged")]


def test_what_a_sheet_says_of_its_size_hides_nothing(host: Path, host_workbook: bytes) -> None:
    content = rewritten(
        host_workbook,
        lambda _, part: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', part),
    )

    assert brought(content, host).incoming.changes == ()


def test_coloured_rows_without_end_are_passed_over(host: Path, host_workbook: bytes) -> None:
    book = opened(host_workbook)
    sheet, _, column = cell_of(book, "clients[].name")
    for row in range(200, 65_537, 16):
        sheet.cell(row, column).number_format = "@"

    assert brought(saved(book), host).incoming.changes == ()


def in_row(number: int, *, sheets: int = 1) -> bytes:
    """Make a small file whose last rows bear a number."""
    book = Workbook()
    for name in range(sheets - 1):
        book.create_sheet(f"S{name}")
    for sheet in book.worksheets:
        sheet["A2"] = "x"
    return rewritten(
        saved(book),
        lambda name, part: (
            part.replace(b'r="2"', b'r="%d"' % number).replace(b'"A2"', b'"A%d"' % number)
            if "worksheets/sheet" in name
            else part
        ),
    )


@pytest.mark.parametrize("number", [0, 1_048_577, 5_000_000, 10**18])
def test_a_row_that_no_sheet_has_is_refused(tmp_path: Path, number: int) -> None:
    assert refused(in_row(number), tmp_path) == [(f"{FILE}:1:1", "workbook_damaged")]


def test_the_rows_that_a_file_leaves_out_are_not_walked_through() -> None:
    grids = read_workbook(in_row(1_048_576, sheets=200), FILE)

    assert [list(grid.rows) for grid in grids] == [[1_048_576]] * 200


def test_the_cells_and_rows_of_all_sheets_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = in_row(7, sheets=3)
    monkeypatch.setattr(workbook, "MAX_CELLS", 6)
    assert len(read_workbook(content, FILE)) == 3

    monkeypatch.setattr(workbook, "MAX_CELLS", 5)

    assert refused(content, tmp_path) == [(f"{FILE}:1:1", "workbook_too_many")]


def test_rows_that_the_file_has_in_another_order_are_all_read() -> None:
    book = Workbook()
    book.active["A2"], book.active["B3"] = "x", "y"  # type: ignore[index]
    content = rewritten(
        saved(book),
        lambda name, part: (
            part.replace(b'r="2"', b'r="9"').replace(b'"A2"', b'"A9"') if "worksheets/sheet" in name else part
        ),
    )

    assert {number: list(row) for number, row in read_workbook(content, FILE)[0].rows.items()} == {
        9: [1],
        3: [2],
    }


def test_a_workbook_that_is_not_ours_is_refused_as_such(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "Nom"  # type: ignore[index]

    assert refused(saved(book), tmp_path) == [(f"{FILE}:Sheet!A1", "sheet_unknown")]


def test_nothing_is_written_by_reading(host: Path, host_workbook: bytes) -> None:
    found = bring(changed(host_workbook, [("organization.headcount", 3, 99)]), FILE, host, words())

    assert not isinstance(found, Refusal)
    assert difference(host) == []
