"""The sheets of the workbook, derived from the vocabulary: so every section has its own, now and later.

A list of entries is a *table*: a row an entry, a column a field, the fields of an entry inside it as
columns of their own. A list inside an entry is a table too, whose first columns name the entry that
holds it. What is not a list is a *card*: a line a field.

Each field has a machine key, its path with ``[]`` after lists: ``actors[].certificates[].issued``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from hygie.dossier.paths import Path
from hygie.dossier.short_labels import named
from hygie.dossier.sources import FILE_OF
from hygie.dossier.spreadsheet.forms import Form, form_of
from hygie.dossier.vocabulary.base import Confidentiality, Entry, confidentiality_of
from hygie.dossier.vocabulary.root import Declarations

GENERAL = "general"
"""The card of what stands in the manifest: the organisation, its roles, how strictly to read."""

LISTS = "lists[]"
"""The card that says of each list of the root whether it is empty or not known."""

_LEFT_OUT = frozenset({"format"})


class Holds(Enum):
    """What a column is for."""

    VALUE = "value"
    GROUP = "group"
    """An entry inside the entry: that it is there, or not known; its fields have their own columns."""
    LIST = "list"
    """A list that has its own sheet: that it is empty, or not known."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field: its key, its path in the entry of the row, what names it, what the vocabulary says of it.

    ``above`` are the labels of the entries that hold it inside the row's.
    """

    key: str
    path: tuple[str, ...]
    holds: Holds
    form: Form
    label: str
    description: str
    above: tuple[str, ...] = ()
    required: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A list of entries: its key, ending in ``[]``, the path from the entry of the table that holds it."""

    key: str
    model: type[Entry]
    steps: tuple[str, ...]
    description: str
    columns: tuple[Column, ...]
    parent: "Table | None" = None

    @property
    def section(self) -> str:
        """The section of the dossier that it is part of."""
        return self.key.partition("[")[0].partition(".")[0]

    @property
    def restricted(self) -> bool:
        """Whether all of it is restricted, as persons are."""
        return self.model.confidentiality is Confidentiality.RESTRICTED

    @property
    def identity(self) -> Column:
        """The column that names an entry: its id, else its first required field."""
        values = [column for column in self.columns if column.holds is Holds.VALUE]
        named = [column for column in values if column.path == ("id",)]
        return (named or [column for column in values if column.required] or values)[0]

    def ancestors(self) -> Iterator["Table"]:
        """Give the tables whose entries hold this one's, the outermost first."""
        if self.parent is not None:
            yield from self.parent.ancestors()
            yield self.parent


@dataclass(frozen=True, slots=True)
class Card:
    """What is not a list: a line a field, whose path starts at the root."""

    key: str
    description: str
    columns: tuple[Column, ...]
    section: str


Sheet = Table | Card


@cache
def sheets() -> tuple[Sheet, ...]:
    """Derive all the sheets, in the order of the vocabulary."""
    general: list[Column] = []
    lists: list[Column] = []
    others: list[Sheet] = []
    for name, info in Declarations.model_fields.items():
        key = info.alias or name
        form = form_of(Declarations, name)
        label, description = named(info, key), info.description or key
        if key in _LEFT_OUT:
            continue
        if form.entries is not None:
            restricted = form.entries.confidentiality is Confidentiality.RESTRICTED
            lists.append(
                Column(f"{key}[]", (key,), Holds.LIST, form, label, description, restricted=restricted)
            )
            others += _tables(form.entries, key, (key,), description, None)
        elif key in FILE_OF:
            found = _fields(Declarations, name, (), ())
            others.append(Card(key, description, found.columns, key))
            others += found.tables(None)
        else:
            found = _fields(Declarations, name, (), ())
            general += found.columns
            others += found.tables(None)
    return (
        Card(GENERAL, Declarations.model_fields["organization"].description or GENERAL, tuple(general), ""),
        *others,
        Card(LISTS, LISTS, tuple(lists), ""),
    )


@cache
def columns_by_key() -> dict[str, tuple[Sheet, Column]]:
    """Find a column, and the sheet that it is part of, by its key."""
    return {column.key: (sheet, column) for sheet in sheets() for column in sheet.columns}


@cache
def _ranks() -> dict[str, int]:
    return {key: rank for rank, key in enumerate(columns_by_key())}


def rank_of(column: Column) -> int:
    """Give the rank of a column in the vocabulary: what holds others comes before them."""
    return _ranks()[column.key]


@dataclass(frozen=True, slots=True)
class _Inner:
    """A list met among the fields of an entry, for which a table is to be made."""

    model: type[Entry]
    path: tuple[str, ...]
    key: str
    description: str

    def tables(self, parent: Table | None) -> list[Sheet]:
        return _tables(self.model, self.key, self.path, self.description, parent)


@dataclass(frozen=True, slots=True)
class _Fields:
    columns: tuple[Column, ...]
    lists: tuple[_Inner, ...]

    def tables(self, parent: Table | None) -> list[Sheet]:
        return [sheet for inner in self.lists for sheet in inner.tables(parent)]


def _tables(
    model: type[Entry], key: str, steps: tuple[str, ...], description: str, parent: Table | None
) -> list[Sheet]:
    """Make the table of a list, followed by those of the lists that its entries hold."""
    parts = [_fields(model, name, (), (), f"{key}[].") for name in model.model_fields]
    columns = tuple(column for part in parts for column in part.columns)
    table = Table(f"{key}[]", model, steps, description, columns, parent)
    return [table, *(sheet for part in parts for sheet in part.tables(table))]


def _fields(
    model: type[Entry],
    name: str,
    path: Path,
    above: tuple[str, ...],
    prefix: str = "",
    restricted: bool = False,
) -> _Fields:
    """Give the columns of one field, with those of the entry that it holds if it is one."""
    info = model.model_fields[name]
    here = (*map(str, path), info.alias or name)
    key = prefix + ".".join(here)
    form = form_of(model, name)
    label, description = named(info, key), info.description or key
    hidden = restricted or confidentiality_of(model, name) is Confidentiality.RESTRICTED
    if form.entries is not None:
        state = Column(f"{key}[]", here, Holds.LIST, form, label, description, above, restricted=hidden)
        return _Fields((state,), (_Inner(form.entries, here, key, description),))
    if form.entry is None:
        value = Column(key, here, Holds.VALUE, form, label, description, above, info.is_required(), hidden)
        return _Fields((value,), ())
    parts = [
        _fields(form.entry, inner, here, (*above, label), prefix, hidden) for inner in form.entry.model_fields
    ]
    group = Column(key, here, Holds.GROUP, form, label, description, above, restricted=hidden)
    columns = () if info.is_required() else (group,)
    return _Fields(
        (*columns, *(column for part in parts for column in part.columns)),
        tuple(inner for part in parts for inner in part.lists),
    )
