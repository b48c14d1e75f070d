"""Makes the Word templates that Hygie ships (``src/hygie/documents/templates/*.docx``).

Run it after a change: ``uv run tools/word_templates.py``. A test checks that the files are what it makes.
Tags are those of docs/templates.md; headings, captions and labels come from the words, so that one template
serves French and English.
"""

import sys
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from hygie.documents.docx_package import open_package, write_package
from hygie.documents.owed.guarantees import CELLS

TEMPLATES = Path(__file__).parents[1] / "src" / "hygie" / "documents" / "templates"
INK, ACCENT, ALERT = RGBColor(0x14, 0x23, 0x2E), RGBColor(0x0B, 0x5C, 0x66), RGBColor(0x8A, 0x5A, 0x00)
FONT = "Arial"
SHADE = "F1EFE9"
MARGIN = Cm(2)

LEFT_OUT = ("/thumbnail", "/customXml", "/stylesWithEffects")
"""Kinds of parts of the library's own blank document that serve nothing here."""

TABLE_STYLES = {"Table Grid", "Normal Table"}


def main() -> int:
    """Write every template."""
    for name, content in templates().items():
        (TEMPLATES / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    return 0


def templates() -> dict[str, bytes]:
    """Make every template, by the name of its file; the same bytes each time."""
    made = {"contract-annex.docx": contract_annex(), "guarantees.docx": guarantees()}
    return {name: _packed(document) for name, document in made.items()}


def contract_annex() -> WordDocument:
    """Make the template of the contract annex (D4): a draft to sign, then a control sheet to remove."""
    # Digest and version stand on the control sheet only.
    document = _blank(footer="{{ title }}")
    document.add_paragraph("{{ title }}", "Title")
    _tag(document, "p if applies")
    document.add_paragraph("{{ draft }}", "Quiet")
    document.add_paragraph("{{ labels.between }}", "Heading 1")
    _each(document, "party", "parties", "{{ party }}", "Normal")
    _tag(document, "p else")
    document.add_paragraph("{{ not_applicable }}", "Attention")
    _tag(document, "p endif")
    _tag(document, "p for contract in contracts")
    document.add_paragraph("{{ contract.title }}", "Heading 1")
    _each(document, "sentence", "contract.reference", "{{ sentence }}", "Normal")
    _tag(document, "p for article in contract.articles")
    _article(document)
    _tag(document, "p endfor")
    _tag(document, "p endfor")
    _tag(document, "p if applies")
    _signatures(document)
    _tag(document, "p endif")
    _control_sheet(document)
    return document


def _article(document: WordDocument) -> None:
    document.add_paragraph("{{ article.heading }}", "Heading 2")
    _each(document, "sentence", "article.sentences", "{{ sentence }}", "Normal")
    _tag(document, "p for list in article.lists")
    document.add_paragraph("{{ list.lead }}").paragraph_format.keep_with_next = True
    _each(document, "line", "list.lines", "{{ line }}", "List Bullet")
    _tag(document, "p endfor")
    _tag(document, "p if article.indicators")
    columns = ("measure", "level", "period")
    _table(
        document,
        [f"{{{{ labels.{name} }}}}" for name in columns],
        "row in article.indicators",
        [f"{{{{ row.{name} }}}}" for name in columns],
        (8, 4.5, 4.5),
    )
    _tag(document, "p endif")
    _each(document, "note", "article.notes", "{{ note }}", "To write")


def _control_sheet(document: WordDocument) -> None:
    """Add the last page: mention by mention, what the verdicts say."""
    document.add_paragraph("{{ labels.control }}", "Heading 1").paragraph_format.page_break_before = True
    _two_columns(document, "fact", "facts")
    document.add_paragraph()
    _each(document, "line", "numbering", "{{ line }}", "Quiet")
    _tag(document, "p for contract in contracts")
    document.add_paragraph("{{ contract.title }}", "Label")
    _each(document, "note", "contract.notes", "{{ note }}", "Attention")
    _tag(document, "p for item in contract.items")
    document.add_paragraph("{{ item.heading }}", "Label")
    _each(document, "note", "item.notes", "{{ note }}", "Quiet")
    _tag(document, "p if item.mentions")
    _table(
        document,
        ["{{ labels.mention }}", "{{ labels.state }}"],
        "mention in item.mentions",
        ["{{ mention.text }}{% for note in mention.notes %}\n{{ note }}{% endfor %}", "{{ mention.state }}"],
        (11, 6),
    )
    _tag(document, "p endif")
    _tag(document, "p endfor")
    _tag(document, "p endfor")


def _signatures(document: WordDocument) -> None:
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(2, 2, "Table Grid")
    for column, name in enumerate(("host", "client")):
        _write(table.cell(0, column).paragraphs[0], f"{{{{ labels.signed_by_{name} }}}}", bold=True)
        table.cell(1, column).paragraphs[0].paragraph_format.space_after = Pt(60)
    _head(table.rows[0])


def guarantees() -> WordDocument:
    """Make the template of the guarantee table (D2)."""
    document = _blank(landscape=True)
    document.add_paragraph("{{ title }}", "Title")
    _two_columns(document, "fact", "facts")
    document.add_paragraph("{{ introduction }}")
    _tag(document, "p if not complete")
    document.add_paragraph("{{ labels.missing }}", "Attention")
    _each(document, "line", "missing", "{{ line }}", "List Bullet")
    _tag(document, "p endif")
    document.add_paragraph("{{ caption }}", "Heading 1")
    names = list(CELLS)
    _table(
        document,
        [f"{{{{ columns.{name} }}}}" for name in names],
        "row in rows",
        [f"{{{{ row.{name} }}}}" for name in names],
        (3.5, 2.7, 2.7, 2.9, 3.2, 5.4, 5.3),
    )
    document.add_paragraph("{{ labels.digest }}", "Label")
    document.add_paragraph("{{ digest }}", "Quiet")
    _tag(document, "p if services")
    document.add_paragraph("{{ labels.by_service }}", "Heading 1")
    columns = ("service", "activities", "actors")
    _table(
        document,
        [f"{{{{ labels.{name} }}}}" for name in columns],
        "row in services",
        [f"{{{{ row.{name} }}}}" for name in columns],
        (8, 5, 12.7),
    )
    _tag(document, "p endif")
    return document


# -- shapes --------------------------------------------------------------------------------------


def _tag(document: WordDocument, words: str) -> None:
    """Add a paragraph that holds a tag and goes with it."""
    document.add_paragraph(f"{{%{words} %}}")


def _each(document: WordDocument, name: str, of: str, text: str, style: str) -> None:
    """Add a paragraph for each item of a list."""
    _tag(document, f"p for {name} in {of}")
    document.add_paragraph(text, style)
    _tag(document, "p endfor")


def _two_columns(document: WordDocument, name: str, of: str) -> None:
    """Add a table of labels and values."""
    cells = [f"{{{{ {name}.label }}}}", f"{{{{ {name}.value }}}}"]
    _rows(document.add_table(0, 2), f"{name} in {of}", cells, (5, 12))


def _table(
    document: WordDocument, head: list[str], of: str, cells: list[str], widths: tuple[float, ...]
) -> None:
    """Add a table whose head is repeated on each page, with a row for each item of a list."""
    table = document.add_table(1, len(head), "Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        _write(cell.paragraphs[0], text, bold=True)
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no shading
    _head(table.rows[0])
    _rows(table, of, cells, widths)
    document.add_paragraph()


def _head(row: _Row) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library cannot repeat a row
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def _rows(table: Table, of: str, cells: list[str], widths: tuple[float, ...]) -> None:
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    _write(table.add_row().cells[0].paragraphs[0], f"{{%tr for {of} %}}")
    for cell, text in zip(table.add_row().cells, cells, strict=True):
        _write(cell.paragraphs[0], text)
    _write(table.add_row().cells[0].paragraphs[0], "{%tr endfor %}")
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(text).bold = bold or None


def _field(paragraph: Paragraph, name: str) -> None:
    """Add a field that Word computes."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" {name} ")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no fields


def _blank(*, landscape: bool = False, footer: str = "{{ footer }}") -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    _styles(document)
    text_width = section.page_width - 2 * MARGIN
    for part, words in (
        (section.header, "{{ organization }} · {{ title }}\t{{ mark }}"),
        (section.footer, f"{footer}\t{{{{ mark }}}} · {{{{ labels.page }}}} "),
    ):
        paragraph = part.paragraphs[0]
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(text_width, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(words)
    _field(section.footer.paragraphs[0], "PAGE")
    section.footer.paragraphs[0].add_run("/")
    _field(section.footer.paragraphs[0], "NUMPAGES")
    return document


def _styles(document: WordDocument) -> None:
    sizes = {"Normal": 10, "Title": 18, "Heading 1": 14, "Heading 2": 11.5, "Header": 8, "Footer": 8}
    for name, size in sizes.items():
        font = document.styles[name].font
        font.name, font.size = FONT, Pt(size)
        font.color.rgb = INK if name in {"Normal", "Header", "Footer"} else ACCENT
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.keys()):
            if "heme" in key:
                del fonts.attrib[key]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
    for name, bold, colour in (
        ("Attention", True, ALERT),
        ("Label", True, INK),
        ("Quiet", False, INK),
        ("To write", False, ALERT),
    ):
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles["Normal"]
        style.font.bold, style.font.color.rgb = bold, colour
        style.paragraph_format.keep_with_next = name in {"Attention", "Label"}
        if name == "Quiet":
            style.font.size = Pt(8.5)
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in TABLE_STYLES:
            style.delete()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")


def _packed(document: WordDocument) -> bytes:
    """Give a document as a file that is the same each time; nothing in it says who made it, or when."""
    made = BytesIO()
    document.core_properties.author = "Hygie"
    document.core_properties.title = document.core_properties.comments = ""
    for part in (document.part, document.part.package):
        for name, link in list(part.rels.items()):
            if link.reltype.endswith(LEFT_OUT):
                del part.rels[name]
    document.save(made)
    parts = dict(open_package(made.getvalue()).parts)
    return write_package(parts)


if __name__ == "__main__":
    sys.exit(main())
