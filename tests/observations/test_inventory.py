"""Inventories: every layout that hospitals send, every row accounted for, nothing run or guessed."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hygie.kernel.diagnostic import Refusal
from hygie.observations.inventory import COLUMNS, DeviceRow, Mapping, read_inventory, read_mapping
from hygie.observations.reading import Bounds, Reading
from hygie.wording.voice import Voice

HEAD = ",".join(COLUMNS)
FOREIGN = "columns: {id: id_parc, manufacturer: constructeur}"


def read(content: str | bytes, mapping: str = "", **options: Any) -> Reading[DeviceRow]:
    content = content.encode() if isinstance(content, str) else content
    found = read_inventory(content, "parc.csv", told(mapping) if mapping else None, **options)
    assert isinstance(found, Reading), found
    return found


def told(text: str) -> Mapping:
    found = read_mapping(text.encode(), "map.yaml")
    assert isinstance(found, Mapping), found
    return found


def codes(diagnostics: Any) -> list[str]:
    for each in diagnostics:
        assert Voice("en").diagnostic(each)
    return [each.code for each in diagnostics]


def refused(content: str | bytes, mapping: str = "") -> list[str]:
    content = content.encode() if isinstance(content, str) else content
    found = read_inventory(content, "parc.csv", told(mapping) if mapping else None)
    assert isinstance(found, Refusal), found
    return codes(found.mistakes)


@pytest.mark.realdata
def test_the_synthetic_fleet_is_read_whole_through_a_mapping(veille: Path) -> None:
    content = (veille / "fleet/parc-synthetique-500.csv").read_bytes()
    refusal = read_inventory(content, "parc.csv")
    assert isinstance(refusal, Refusal)
    guessed = str(refusal.mistakes[0].parameters["mapping"])
    found = read(
        content,
        f"{guessed[:-1]}, vital_function: fonction}}\nvalues: {{vital_function: {{ventilation: yes, imagerie: no}}}}",
    )
    lines = content.decode().splitlines()[1:]
    assert [row.id for row in found.items] == [line.split(";")[0] for line in lines]
    assert not found.rejected
    assert found.total == 500
    for row, line in zip(found.items, lines, strict=True):
        cells = line.split(";")
        assert (row.udi, row.serial, row.commissioned, row.ward) == (cells[7], cells[8], cells[12], cells[10])
        assert row.identifier is not None or cells[7] in {str(n.parameters.get("found")) for n in found.notes}
        assert str(row.commissioned_on) == cells[12]
        assert row.vital is {"ventilation": True, "imagerie": False}.get(cells[2])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separators_and_encodings_are_found(delimiter: str, encoding: str) -> None:
    quoted = "a,b;c|d"
    lines = [["id", "type", "ward"], ["DM-1", "Échographe", "Réanimation"], [], ["DM-2", f'"{quoted}"', ""]]
    text = "\r\n".join(map(delimiter.join, lines))
    found = read(text.encode(encoding))
    assert [(row.id, row.type, row.ward, row.line) for row in found.items] == [
        ("DM-1", "Échographe", "Réanimation", 2),
        ("DM-2", quoted, "", 4),
    ]
    assert codes(found.notes) == (["table_windows_1252"] if encoding == "cp1252" else [])


def test_each_bad_row_has_its_reason_and_the_others_are_read() -> None:
    rows = ["A,1", ",2", "A,3", "B,4,5", "C", " ", ",", 'D,"x', "E,6"]
    found = read("id,type\n" + "\n".join(rows))
    assert [row.id for row in found.items] == ["A", "C", "E"]
    assert [(each.code, each.place.line) for each in found.rejected] == [
        ("table_quote", 9), ("inventory_no_row_id", 3), ("inventory_id_twice", 4), ("inventory_long_row", 5),
    ]  # fmt: skip
    assert found.rejected[2].related is not None
    assert found.rejected[2].related.line == 2
    assert "inventory_short_row" in codes(found.notes)


def test_a_quote_left_open_costs_one_row_of_many() -> None:
    rows = [f'DM-{number},"type {number}"' for number in range(500)]
    rows[100] = 'DM-100,"never closed'
    found = read("id,type\n" + "\n".join(rows))
    assert len(found.items) == 499
    assert found.total == 500
    assert [(each.code, each.place.line) for each in found.rejected] == [("table_quote", 102)]


def test_a_cell_may_span_lines() -> None:
    found = read('id,type,ward\nA,"two\nlines",x\nB,one,y\n')
    assert [(row.id, row.ward, row.line) for row in found.items] == [("A", "x", 2), ("B", "y", 4)]


def test_cells_that_a_spreadsheet_would_run_stay_texts() -> None:
    cells = ['=HYPERLINK("http://x")', "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "-", "-12", "+33 1 23 45"]
    text = "id,model\n" + "\n".join(
        f'A{at},"{cell.replace(chr(34), chr(34) * 2)}"' for at, cell in enumerate(cells)
    )
    found = read(text)
    assert [row.model for row in found.items] == cells
    assert [note.place.line for note in found.notes] == [2, 3, 4, 5]
    assert set(codes(found.notes)) == {"inventory_formula"}
    assert not read("id,udi\nA,+A123BJC5D6E71G\n").notes


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("2020-02-29", "", date(2020, 2, 29)),
        ("2020-02-29T10:00:00Z", "", date(2020, 2, 29)),
        ("29/02/2020", "", date(2020, 2, 29)),
        ("29.02.2020", "", date(2020, 2, 29)),
        ("02/29/2020", "", date(2020, 2, 29)),
        ("03/03/2020", "", date(2020, 3, 3)),
        ("03/04/2020", "dd/mm/yyyy", date(2020, 4, 3)),
        ("03/04/2020", "jj/mm/aaaa", date(2020, 4, 3)),
        ("03/04/2020", "mm/dd/yyyy", date(2020, 3, 4)),
        ("20200403", "yyyymmdd", date(2020, 4, 3)),
        ("03/04/2020", "", "inventory_date_ambiguous"),
        ("03/04/20", "", "inventory_date_ambiguous"),
        ("30/02/2020", "", "inventory_date"),
        ("2009", "", "inventory_date"),
        ("soon", "", "inventory_date"),
        ("1815-06-18", "", "inventory_date_absurd"),
        ("9999-12-31", "", "inventory_date_absurd"),
    ],
)
def test_a_date_is_read_or_kept_as_a_text(written: str, order: str, expected: date | str) -> None:
    found = read(f"id,commissioned\nA,{written}\n", f"dates: {order}" if order else "")
    row = found.items[0]
    assert row.commissioned == written
    assert row.commissioned_on == (expected if isinstance(expected, date) else None)
    assert codes(found.notes) == ([expected] if isinstance(expected, str) else [])


def test_one_date_that_reads_one_way_tells_the_others() -> None:
    found = read("id,commissioned\nA,03/04/2020\nB,25/12/2020\n")
    assert [row.commissioned_on for row in found.items] == [date(2020, 4, 3), date(2020, 12, 25)]


def test_a_workbook_is_read_with_what_it_may_have_changed() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Parc au 1er janvier"])
    sheet.append(["ID", "Modèle", "software version", "commissioned", "udi", "serial", "os"])
    sheet.append(["A", "X", 7.1, datetime(2020, 4, 3), 51022222233336, 12345678901234567, "=A1"])  # noqa: DTZ001
    sheet.append(["=B1", "Y"])
    sheet.append(["C", None, 7])
    book.create_sheet("Notes").append(["id"])
    out = io.BytesIO()
    book.save(out)
    found = read_inventory(out.getvalue(), "parc.xlsx", told("columns: {model: Modèle}"))
    assert isinstance(found, Reading)
    assert [(row.id, row.software_version, row.os) for row in found.items] == [
        ("A", "7.1", "=A1"),
        ("C", "7", ""),
    ]
    assert found.items[0].commissioned_on == date(2020, 4, 3)
    assert found.items[0].identifier is not None
    assert codes(found.rejected) == ["inventory_formula_id"]
    assert {"inventory_number_version", "inventory_number_digits", "inventory_formula", "inventory_sheet_ignored",
            "inventory_rows_above"} <= set(codes(found.notes))  # fmt: skip


def test_what_is_no_inventory_is_refused_with_what_to_do() -> None:
    assert refused("") == ["table_empty"]
    assert refused("a,b\n1,2\n") == ["inventory_no_header"]
    assert refused("manufacturer,model\nx,y\n") == ["inventory_no_id"]
    assert refused("id_parc;constructeur\n1;2\n") == ["inventory_foreign"]
    assert refused("id_parc;constructeur\n1;2\n", FOREIGN.replace("constructeur", "construct")) == [
        "inventory_heading_missing"
    ]
    assert refused(b"PK\x03\x04") == ["content_compressed"]
    found = read_inventory(b"id,type\nA,1\nB,2\nC,3\n", "x.csv", None, Bounds(items=3))
    assert isinstance(found, Refusal)
    assert codes(found.mistakes) == ["table_too_many"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colums: {id: x}", [("mapping_unknown_key", 1, 1)]),
        (
            "columns:\n  idd: x\n  id: y\n  id: z\n",
            [("mapping_unknown_key", 2, 3), ("mapping_key_twice", 4, 3)],
        ),
        ("columns: x", [("mapping_value", 1, 1)]),
        ("columns: {id: [x]}", [("mapping_value", 1, 11)]),
        ("values: 3", [("mapping_value", 1, 1)]),
        ("dates: soon", [("mapping_dates", 1, 1)]),
        ("dates: dd/dd/yyyy", [("mapping_dates", 1, 1)]),
        ("delimiter: ab", [("mapping_delimiter", 1, 1)]),
        ("encoding: base64", [("mapping_encoding", 1, 1)]),
        ("- a", [("mapping_not_mapping", 1, 1)]),
        ("a: [", [("mapping_not_yaml", 1, 5)]),
        ("[" * 5000, [("content_too_deep", 1, 1)]),
        ("[" * 400, [("mapping_not_yaml", 1, 401)]),
        ('{"columns": {"idd": "x"}}', [("mapping_unknown_key", 1, 1)]),
    ],
)
def test_each_mistake_of_a_mapping_is_said_at_its_place(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    found = read_mapping(text.encode(), "map.yaml")
    assert isinstance(found, Refusal)
    assert codes(found.mistakes)
    assert [(each.code, each.place.line, each.place.column) for each in found.mistakes] == expected


def test_a_mapping_in_yaml_or_json_says_the_same() -> None:
    yaml = 'columns: {id: parc}\nvalues: {vital_function: {Oui: yes}}\ndates: dd/mm/yyyy\ndelimiter: ";"\n'
    json = '{"columns": {"id": "parc"}, "values": {"vital_function": {"Oui": true}}, "dates": "dd/mm/yyyy", "delimiter": ";"}'
    assert told(yaml) == told(json)
    assert told(yaml).values == {"vital_function": {"oui": "yes"}}


@given(
    st.binary(max_size=200)
    | st.text('id,;"\n\t=A1é', max_size=200).map(lambda text: f"id,type\n{text}".encode())
)
@settings(max_examples=80)
def test_bytes_never_break_it(content: bytes) -> None:
    found = read_inventory(content, "parc.csv")
    assert isinstance(found, Refusal | Reading)
    if isinstance(found, Reading):
        codes(found.rejected)
        assert len({row.id for row in found.items}) == len(found.items)


@given(
    st.lists(
        st.tuples(
            *[
                st.text(
                    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"]),
                    max_size=9,
                )
            ]
            * 3
        ),
        max_size=12,
    )
)
@settings(max_examples=60)
def test_what_is_written_is_read_or_rejected(rows: list[tuple[str, str, str]]) -> None:
    import csv  # noqa: PLC0415

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("id", "type", "ward"), *rows])
    found = read(out.getvalue())
    assert found.total == sum(any(row) for row in rows)
    kept = dict.fromkeys(row for row in rows if row[0])
    first = {row[0]: row for row in reversed(kept)}
    assert {(row.id, row.type, row.ward) for row in found.items} == set(first.values())
