"""What people read in a workbook: titles of columns, help on each, from what the vocabulary says."""

import re
from typing import Final

from hygie.dossier.short_labels import short
from hygie.dossier.spreadsheet.sheets import Column, Holds, Sheet
from hygie.dossier.spreadsheet.words import Tongue

LONGEST_NAME: Final = 31
_REFUSED: Final = re.compile(r"[\[\]:*?/\\]")


def sheet_title(sheet: Sheet, tongue: Tongue) -> str:
    """Name a sheet; one that has no name yet bears its last two keys."""
    last = " ".join(part.replace("_", " ").strip("[]") for part in sheet.key.split(".")[-2:])
    return _REFUSED.sub(" ", tongue.titles.get(sheet.key, last))[:LONGEST_NAME].strip()


def column_title(column: Column, tongue: Tongue) -> str:
    """Title a column: what it holds, after what holds it; a star where it must be filled."""
    said = short(tongue.say(column.label)) if column.path != ("id",) else tongue.texts["id"]
    if column.path[-1] == "id" and said == ".".join(column.path):
        said = tongue.texts["id"]
    above = [short(tongue.say(text)) for text in column.above[-1:]]
    star = " *" if column.required and not column.above and column.path != ("id",) else ""
    return " – ".join([*above, said]) + star


def help_of(column: Column, tongue: Tongue) -> str:
    """Say what a cell holds and how it is written."""
    description = tongue.say(column.description) if column.path[-1] != "id" else tongue.texts["help_id"]
    return " ".join(filter(None, (description, *_how(column, tongue))))


def _how(column: Column, tongue: Tongue) -> list[str]:
    form, texts = column.form, tongue.texts
    if column.holds is Holds.LIST:
        return [texts["help_list"]]
    if column.holds is Holds.GROUP:
        return [texts["help_group"]]
    said = [texts["help_items"]] if form.items is not None else []
    inner = form.items or form
    said += (
        [texts["help_words"].format(words=", ".join(map(tongue.label, inner.words)))] if inner.words else []
    )
    said += [texts["help_boolean"]] if form.boolean else [texts["help_never"]] if form.never else []
    said += [texts["help_reason"]] if form.reason else []
    said += [texts["help_day"]] if form.day else []
    said += [texts["help_country"]] if inner.country else []
    return said
