"""From a value of the dossier to what a cell shows, and back: what is written is read as it was."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

from hygie.dossier import suggest
from hygie.dossier.spreadsheet.days import french_day, iso_day
from hygie.dossier.spreadsheet.forms import Form
from hygie.dossier.spreadsheet.words import EMPTY, NO, NONE, YES, Recognised, Tongue
from hygie.dossier.suggest import bare
from hygie.dossier.yaml_values import Data
from hygie.kernel.characters import UNUSABLE_VALUE
from hygie.kernel.parameters import Parameter, Term
from hygie.kernel.workbook.cells import Kind, Raw, tidy

UNKNOWN_SIGN: Final = "?"
UNKNOWN_KEY: Final = "unknown"
EARLIEST_WRITTEN: Final = date(1900, 3, 1)
"""Before that day, spreadsheets do not agree on what a date is."""

_EXACT_DIGITS: Final = 15
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 109_574
"""Days from 1954 to 2199 as spreadsheets number them; a year typed alone is none of them."""
_ZEROS: Final = re.compile(r"0+")
_PLAIN_FORMATS: Final = frozenset({"General", "@", "0", "#", "#0"})
_WHOLE: Final = re.compile(r"-?\d{1,9}")
_SPACES: Final = re.compile(r"\s")


class CellError(ValueError):
    """A cell that cannot be what its column holds."""

    def __init__(self, *, code: str, **parameters: Parameter) -> None:
        """Keep the code of the mistake and what its sentence needs."""
        super().__init__(code)
        self.code, self.parameters = code, parameters


# -- reading ---------------------------------------------------------------------------------------


def decode(raw: Raw, form: Form, words: Recognised) -> Data:
    """Read a cell that is not blank.

    Raises:
        CellError: it cannot be what the form expects.
    """
    if raw.kind is Kind.FORMULA:
        raise CellError(code="cell_formula")
    if raw.kind is Kind.ERROR:
        raise CellError(code="cell_error", found=str(raw.value))
    if raw.kind is Kind.BOOLEAN:
        return bool(raw.value) if form.boolean or form.never else decode_text(str(raw.value), form, words)
    if raw.kind is Kind.DAY:
        day = _day_of(raw.value)
        return [day] if form.items is not None else day
    if raw.kind is Kind.NUMBER:
        return _decode_number(raw, form, words)
    return decode_text(raw.value, form, words)


def _day_of(value: datetime | date | time) -> str:
    if isinstance(value, datetime):
        if value.time() != time():
            raise CellError(code="cell_time", found=str(value))
        value = value.date()
    if not isinstance(value, date):
        raise CellError(code="cell_time", found=str(value))
    return value.isoformat()


def _decode_number(raw: Raw, form: Form, words: Recognised) -> Data:
    """Read a number: as such, as a day, or as the digits that the cell shows."""
    value = raw.value
    if form.number and float(value).is_integer():
        return int(value)
    if form.day and not form.text and _FIRST_SERIAL <= value <= _LAST_SERIAL and float(value).is_integer():
        return _day_of(from_excel(value, WINDOWS_EPOCH))
    shown = _shown(raw)
    if form.items is not None or form.text or form.words:
        return decode_text(shown, form, words)
    raise _wrong(shown, form)


def _shown(raw: Raw) -> str:
    """Give the text that a number shows; where it is not sure, the cell has to be made a text."""
    value = raw.value
    digits = repr(int(value)) if float(value).is_integer() else repr(float(value))
    if len(digits.strip("-").replace(".", "")) > _EXACT_DIGITS or "e" in digits:
        raise CellError(code="cell_number_inexact", found=digits)
    if _ZEROS.fullmatch(raw.number_format):
        return digits.zfill(len(raw.number_format))
    if raw.number_format not in _PLAIN_FORMATS:
        raise CellError(code="cell_number_format", found=digits, format=raw.number_format)
    return digits


def decode_text(text: str, form: Form, words: Recognised) -> Data:
    """Read what a person typed.

    Raises:
        CellError: it cannot be what the form expects.
    """
    written = tidy(text)
    quoted = _unquoted(written)
    if quoted is not None:
        return _checked(quoted) if form.items is None else [_checked(quoted)]
    if written.startswith(UNKNOWN_SIGN):
        reason = tidy(written[1:])
        if not reason:
            raise CellError(code="cell_reason_missing")
        unquoted = _unquoted(reason)
        return {UNKNOWN_KEY: _checked(reason if unquoted is None else unquoted)}
    if form.items is not None:
        return _decode_list(written, form, form.items, words)
    return _decode_one(written, form, words)


def _decode_list(text: str, form: Form, items: Form, words: Recognised) -> Data:
    if text == EMPTY or bare(text) in NONE:
        return []
    word = words.word(text, form.words) if form.words else None
    return word or [decode_text(item, items, words) for item in split(text, items)]


def split(text: str, items: Form) -> Iterator[str]:
    """Part the items of a list: one a line; short ones may also share it, between ``;`` or ``,``."""
    for line in text.split("\n"):
        part = tidy(line)
        if part and (items.paragraphs or _unquoted(part) is not None):
            yield part
        elif part:
            marks = ";" if _is_sentence(items) else ";,"
            yield from filter(None, map(tidy, re.split(f"[{marks}]", part)))


def _is_sentence(form: Form) -> bool:
    return form.text and not (form.code or form.is_reference or form.country)


def _decode_one(text: str, form: Form, words: Recognised) -> Data:
    word = words.word(text, form.words) if form.words else None
    if word is not None:
        return word
    folded = bare(text)
    if form.boolean and folded in YES:
        return True
    if (form.boolean or form.never) and folded in NO:
        return False
    if form.reason is not None and (why := words.starts(text, form.reason)) is not None:
        unquoted = _unquoted(why)
        return {form.reason: _checked(why if unquoted is None else unquoted)}
    if form.number and _WHOLE.fullmatch(number := _SPACES.sub("", text)):
        return int(number)
    if form.day and (day := iso_day(text) or french_day(text)) is not None:
        return day
    if form.country:
        return suggest.country_named(text) or text
    if form.text:
        return _checked(text)
    raise _wrong(text, form)


def _wrong(found: str, form: Form) -> CellError:
    """Say what was expected."""
    shown = found if len(found) <= 60 else f"{found[:60]}…"  # noqa: PLR2004 - as mistakes show any value
    if form.words:
        expected = tuple(Term("cell", word) for word in form.words)
        return CellError(code="cell_not_one_of", found=shown, expected=expected)
    if form.boolean:
        return CellError(code="cell_yes_or_no", found=shown)
    if form.day:
        return CellError(code="cell_day", found=shown)
    types = [name for name in ("number", "text") if getattr(form, name)]
    return CellError(code="wrong_type", found=shown, expected=tuple(Term("type", name) for name in types))


def _unquoted(text: str) -> str | None:
    """Give a text written between double quotes as JSON writes it: it is then taken to the letter."""
    if len(text) < len('""') or text[0] != '"' or text[-1] != '"':
        return None
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, str) else None


def _checked(text: str) -> str:
    unusable = UNUSABLE_VALUE.search(text)
    if unusable:
        raise CellError(code="yaml_character", character=f"U+{ord(unusable[0]):04X}")
    return text


# -- writing ---------------------------------------------------------------------------------------

Shown = str | int | date


def encode(value: Data, form: Form, tongue: Tongue, words: Recognised) -> Shown:
    """Write a value as a cell shows it, so that `decode` gives it back; to the letter where it must be."""
    if isinstance(value, list):
        if not value:
            return tongue.texts["none"]
        items = form.items or Form(text=True)
        shown = "\n".join(str(_item(item, items, tongue, words)) for item in value)
        if _reads(shown, value, form, words):
            return shown
        return "\n".join(_quoted(item) if isinstance(item, str) else str(item) for item in value)
    if isinstance(value, dict):
        key, text = next(iter(value.items()))
        start = UNKNOWN_SIGN if key == UNKNOWN_KEY else f"{tongue.texts.get(key, key)}:"
        shown = f"{start} {text}"
        return shown if _reads(shown, value, form, words) else f"{start} {_quoted(str(text))}"
    if isinstance(value, str):
        return _encode_text(value, form, tongue, words)
    if isinstance(value, bool):
        return tongue.texts["yes" if value else "no"]
    return value if isinstance(value, int) else str(value)


def _item(value: Data, form: Form, tongue: Tongue, words: Recognised) -> Shown:
    """Write one item of a list, in brackets of quotes if the list would read it as something else."""
    shown = encode(value, form, tongue, words)
    if isinstance(value, str) and list(split(str(shown), form)) != [shown]:
        return _quoted(value)
    return shown


def _encode_text(value: str, form: Form, tongue: Tongue, words: Recognised) -> Shown:
    if form.day and not form.text:
        day = iso_day(value)
        if day == value and date.fromisoformat(day) >= EARLIEST_WRITTEN:
            return date.fromisoformat(day)
    label = tongue.label(value) if value in form.words else value
    if form.country:
        label = tongue.countries.get(value, value)
    for shown in (label, value):
        if _reads(shown, value, form, words):
            return shown
    return _quoted(value)


def _reads(shown: str, value: Data, form: Form, words: Recognised) -> bool:
    # Spreadsheet programs take _xHHHH_ for a character: such a text is written with its own escapes.
    if "_x" in shown:
        return False
    try:
        return decode_text(shown, form, words) == value
    except CellError:
        return False


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("_x", "\\u005fx")
