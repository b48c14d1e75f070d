"""What of a dossier goes to a workbook: rows of each table, and the fingerprint of the whole."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from hygie.dossier.edit_data import value_at
from hygie.dossier.paths import Path
from hygie.dossier.spreadsheet.naming import refs_of
from hygie.dossier.spreadsheet.sheets import Card, Table, sheets
from hygie.kernel.digest import digest_bytes


def entries_of(table: Table, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Path, Any]]:
    """Give the entries of a table: what they and those that hold them are called, their path, themselves."""
    holders: Iterator[tuple[tuple[str, ...], Path, Any]] = iter([((), (), data)])
    if table.parent is not None:
        holders = entries_of(table.parent, data)
    for refs, path, holder in holders:
        listed = value_at(holder, table.steps)
        if isinstance(listed, list):
            for index, ref in enumerate(refs_of(listed, table.identity.path)):
                yield (*refs, ref), (*path, *table.steps, index), listed[index]


def without_restricted(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is restricted: persons, and designations by the State."""
    kept = deepcopy(dict(data))
    for sheet in sheets():
        if isinstance(sheet, Table) and sheet.restricted:
            kept.pop(sheet.steps[0], None)
        elif isinstance(sheet, Card):
            for column in sheet.columns:
                holder = value_at(kept, column.path[:-1])
                if column.restricted and isinstance(holder, dict):
                    holder.pop(column.path[-1], None)
    return kept


def fingerprint(data: Mapping[str, Any]) -> str:
    """Give what tells whether a dossier still says what it did, wherever and however it is written."""
    return digest_bytes(json.dumps(data, sort_keys=True, ensure_ascii=False).encode())
