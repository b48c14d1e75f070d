"""A PDF can be made of any text: what has no glyph is written by its code."""

import re

import pytest
from tests.support.reading import pdf_text
from tests.support.samples import a_document

from hygie.documents.blocks import Bullets, Code, Paragraph, Strong
from hygie.documents.frame import Document
from hygie.documents.pdf import to_pdf
from hygie.documents.printable import _RANGES, printable


def covered() -> list[str]:
    spans = [span.split("-") for span in _RANGES.split()]
    return [chr(code) for span in spans for code in range(int(span[0], 16), int(span[-1], 16) + 1)]


def test_every_character_that_is_said_to_have_a_glyph_has_one_in_each_face() -> None:
    # The compiler refuses a PDF/A in which one glyph is missing: that it compiles is the proof.
    characters = covered()
    chunks = [" ".join(characters[start : start + 60]) for start in range(0, len(characters), 60)]
    for made in (lambda text: text, Strong, Code):
        assert to_pdf(a_document(Bullets(tuple((made(text),) for text in chunks)))).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hôpital de l’Œuvre « Cœur » 12 340,5 €", "Hôpital de l’Œuvre « Cœur » 12 340,5 €"),
        ("e\u0301tage", "étage"),
        ("中文", "[U+4E2D][U+6587]"),
        ("🏥", "[U+1F3E5]"),
        ("مستشفى", "".join(f"[U+{ord(letter):04X}]" for letter in "مستشفى")),
        ("a\u200bb\u202ec", "a[U+200B]b[U+202E]c"),
        ("tab\tulation", "tab[U+0009]ulation"),
    ],
)
def test_what_has_no_glyph_is_written_by_its_code(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_document_in_any_script_compiles() -> None:
    document: Document = a_document(Paragraph(("中文 🏥 مستشفى שלום e\u0301 \ufffd \U000e0041",)))
    assert "[U+4E2D]" in pdf_text(to_pdf(document))
    assert not re.search("[中文]", pdf_text(to_pdf(document)))
