"""Identifiers of devices: public examples, the library as an oracle, and no change of a character unseen."""

from datetime import date

import pytest
from biip.gs1_messages import GS1Message
from biip.gtin import Gtin
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hygie.observations.udi import Issuer, NoUdi, Udi, read_udi
from hygie.observations.udi.gs1 import check_digit
from hygie.observations.udi.hibc import ALPHABET, check_character

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def told(text: str) -> Udi:
    found = read_udi(text)
    assert isinstance(found, Udi), found
    return found


def refused(text: str) -> str:
    found = read_udi(text)
    assert isinstance(found, NoUdi), found
    return found.code


def test_public_examples_of_gs1() -> None:
    # The example of the FDA's "UDI formats by FDA-accredited issuing agency".
    label = "(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234"
    expected = Udi(Issuer.GS1, "51022222233336", "A213B1", "1234", date(2014, 12, 31), date(2015, 7, 7))
    assert told(label) == expected
    assert told("0151022222233336111412311715070710A213B1\x1d211234") == expected
    assert told("]d20151022222233336111412311715070710A213B1<GS>211234") == expected
    assert told("51022222233336").di == "51022222233336"


def test_public_examples_of_hibc() -> None:
    # Primary data, and data that a page of IDAutomation and the README of the project "hibc" show.
    assert told("+A123BJC5D6E71G") == Udi(Issuer.HIBCC, "A123BJC5D6E71")
    assert told("*+A123ABCDEFGHI1234567891E*").di == "A123ABCDEFGHI1234567891"
    assert told("+A99912345/$$52001510X3/16D20111212/S77DE1G45-") == Udi(
        Issuer.HIBCC, "A99912345", "10X3", "77DE1G45", date(2011, 12, 12), date(2020, 1, 15)
    )
    # bwipp's page on HIBC data structures.
    assert told("+A999123457").di == "A99912345"


@pytest.mark.parametrize(
    ("secondary", "lot", "serial", "expires"),
    [
        ("$$0926LOT1", "LOT1", "", date(2026, 9, 30)),
        ("$$2022826LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$3260228LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$426022823LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$526059LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$62605923LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$7LOT1", "LOT1", "", None),
        ("$$8243260228LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$9000243260228LOT1", "LOT1", "", date(2026, 2, 28)),
        ("$$+3260228SN9", "", "SN9", date(2026, 2, 28)),
        ("$LOT1", "LOT1", "", None),
        ("$+SN9", "", "SN9", None),
        ("26059LOT1", "LOT1", "", date(2026, 2, 28)),
    ],
)
def test_every_form_of_secondary_data(secondary: str, lot: str, serial: str, expires: date | None) -> None:
    whole = f"+A999ABC0/{secondary}"
    found = told(whole + check_character(whole))
    assert (found.lot, found.serial, found.expires) == (lot, serial, expires)
    first = "+A999ABC0" + (link := check_character("+A999ABC0"))
    second = f"+{secondary}{link}"
    assert read_udi(f"{first} {second}{check_character(second)}") == found
    wrong = f"+{secondary}{'A' if link != 'A' else 'B'}"
    assert refused(f"{first} {wrong}{check_character(wrong)}") == "udi_link"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "udi_empty"),
        ("SN-42", "udi_unknown"),
        ("5102222223333", "udi_check_digit"),
        ("123", "udi_gtin_length"),
        ("(21)1234", "udi_no_device"),
        ("(01)51022222233336(17)151307", "udi_date"),
        ("(01)51022222233336(21)caf\u00e9", "udi_value"),
        ("=/A9999XYZ100T0944=,000025=A99971312345600", "udi_not_read"),
        ("9N110375286414", "udi_not_read"),
        ("++A999PROD", "udi_basic"),
        ("1" * 500, "udi_too_long"),
        ("(" * 300, "udi_gs1"),
        ("+" * 300, "udi_basic"),
    ],
)
def test_what_is_not_read_says_why(text: str, code: str) -> None:
    assert refused(text) == code


def test_a_day_that_is_none_is_refused() -> None:
    whole = "+A999ABC0/$$2022926LOT1"
    assert refused(whole + check_character(whole)) == "udi_hibc"


def test_day_zero_is_the_end_of_the_month() -> None:
    assert told("(01)51022222233336(17)240200").expires == date(2024, 2, 29)


@given(st.integers(0, 10**13 - 1), st.integers(0, 13), st.integers(1, 9))
@settings(max_examples=100)
def test_no_changed_digit_of_a_gtin_is_unseen(number: int, at: int, change: int) -> None:
    digits = f"{number:013}"
    whole = digits + check_digit(digits)
    assert told(whole).di == whole
    assert Gtin.parse(whole).value.zfill(14) == whole
    changed = whole[:at] + str((int(whole[at]) + change) % 10) + whole[at + 1 :]
    assert refused(changed) == "udi_check_digit"


@given(
    st.text(LETTERS, min_size=1, max_size=18),
    st.text(LETTERS, max_size=13),
    st.integers(0, 60),
    st.sampled_from(ALPHABET),
)
@settings(max_examples=100)
def test_no_changed_character_of_an_hibc_is_unseen(product: str, lot: str, at: int, other: str) -> None:
    whole = f"+A999{product}0" + (f"/$$7{lot}" if lot else "")
    whole += check_character(whole)
    assert told(whole).lot == lot
    at = 1 + at % (len(whole) - 1)
    assume(whole[at] != other)
    assert isinstance(read_udi(whole[:at] + other + whole[at + 1 :]), NoUdi)


@given(
    st.integers(0, 10**13 - 1),
    st.dates(date(2000, 1, 1), date(2049, 12, 31)),
    st.text(LETTERS + "-./", min_size=1, max_size=20),
    st.text(LETTERS + "-./", min_size=1, max_size=20),
)
@settings(max_examples=50)
def test_a_label_is_read_as_the_library_reads_it(number: int, day: date, lot: str, serial: str) -> None:
    di = f"{number:013}"
    label = f"(01){di}{check_digit(di)}(17){day:%y%m%d}(10){lot}(21){serial}"
    found = told(label)
    by_library = {each.ai.ai: each for each in GS1Message.parse_hri(label).element_strings}
    assert found.di == by_library["01"].value
    assert (found.lot, found.serial) == (by_library["10"].value, by_library["21"].value)
    assert found.expires == by_library["17"].date == day
    assert told(f"01{found.di}17{day:%y%m%d}10{lot}\x1d21{serial}") == found


@given(st.text(max_size=80) | st.text(ALPHABET + "()", max_size=80).map("+{}".format))
@settings(max_examples=100)
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(read_udi(text), Udi | NoUdi)
