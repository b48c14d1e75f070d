"""Texts are measured so that they fit in any usual typeface, and set so that nothing is lost but what says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygie.documents.printable import printable
from hygie.drawings.lettering import BODY, ELLIPSIS, TITLE, Lettering

LETTERINGS = st.sampled_from([BODY, TITLE])
ROOMS = st.floats(40, 300)

# Widths of DejaVu Sans and its bold, in thousandths of the size: the widest of the usual system typefaces.
DEJAVU = {"a": 613, "b": 635, "e": 615, "f": 352, "i": 278, "l": 278, "m": 974, "n": 634, "r": 411, "s": 521, "t": 392,
          "w": 818, "y": 592, "A": 684, "E": 632, "I": 295, "M": 863, "O": 787, "W": 989, "0": 636, " ": 318, ".": 318,
          ",": 318, "-": 361, "(": 390, "é": 615, "è": 615, "’": 318, "×": 838, "–": 500, "…": 1000}  # fmt: skip
DEJAVU_BOLD = {"a": 675, "b": 716, "e": 678, "f": 435, "i": 343, "l": 343, "m": 1042, "n": 712, "r": 493, "s": 595, "t": 478,
               "w": 924, "y": 652, "A": 774, "E": 683, "I": 372, "M": 995, "O": 850, "W": 1103, "0": 696, " ": 348, ".": 380,
               ",": 380, "-": 415, "(": 457, "é": 678, "×": 838, "…": 1000}  # fmt: skip


@pytest.mark.parametrize(
    ("lettering", "widths"), [(BODY, DEJAVU), (TITLE, DEJAVU_BOLD)], ids=["plain", "bold"]
)
def test_no_letter_is_wider_than_it_is_counted_for(lettering: Lettering, widths: dict[str, int]) -> None:
    for letter, wide in widths.items():
        assert lettering.width(letter) >= wide * lettering.size / 1000, letter


def test_a_letter_that_a_pdf_writes_by_its_code_counts_for_that_code() -> None:
    for code in (*range(0x20, 0x3400), 0x4E2D, 0xAC00, 0xFB01, 0xFFFD, 0x1F3E5, 0x10FFFD):
        letter = chr(code)
        shown = printable(letter)
        if shown != letter and len(shown) > 1:
            assert BODY.width(letter) >= BODY.width(shown), f"{code:X}"


@given(st.text(max_size=200), ROOMS, st.integers(1, 4), LETTERINGS)
def test_no_line_is_wider_than_its_room_nor_one_too_many(
    text: str, room: float, most: int, lettering: Lettering
) -> None:
    lines = lettering.wrap(text, room, most)
    assert 1 <= len(lines) <= most
    for line in lines:
        # The narrowest room still holds a character, however wide.
        assert lettering.width(line) <= room or len(line) == 1 or line.endswith(ELLIPSIS)
        if lettering.width(line) > room:
            assert len(line) == 1


@given(st.text(max_size=200), ROOMS, st.integers(1, 4), LETTERINGS)
def test_what_is_left_out_is_said(text: str, room: float, most: int, lettering: Lettering) -> None:
    lines = lettering.wrap(text, room, most)
    written = "".join(lines).replace(" ", "")
    whole = "".join(text.split(" ")).replace("\t", "").replace("\r", "").replace("\n", "")
    if written != whole:
        assert lines[-1].endswith(ELLIPSIS)
        assert whole.startswith(written.removesuffix(ELLIPSIS))


def test_a_text_that_fits_is_left_as_it_is() -> None:
    assert TITLE.wrap("Sauvegarde Ouest", 400, 1) == ("Sauvegarde Ouest",)
    assert BODY.wrap("clauses types de la Commission", 120, 3) == ("clauses types de", "la Commission")
