"""Addresses inside a dossier: a path of keys and indexes, and its name with ids for people."""

from collections.abc import Iterator

from pydantic import BaseModel

from hygie.dossier.vocabulary.base import Entry

Path = tuple[str | int, ...]
"""Keys and list indexes from the root of the merged dossier: ``("actors", 3, "storage", 0, "country")``."""


def walk(root: Entry) -> Iterator[tuple[Path, Entry]]:
    """Give every entry below ``root``, itself included, with its path; parents before children."""
    pending: list[tuple[Path, Entry]] = [((), root)]
    while pending:
        path, entry = pending.pop()
        yield path, entry
        for name, value in entry.__dict__.items():
            if isinstance(value, Entry):
                pending.append(((*path, name), value))
            elif type(value) is list:
                pending.extend(
                    ((*path, name, index), item)
                    for index, item in enumerate(value)
                    if isinstance(item, Entry)
                )


def alias_of(entry: BaseModel, field: str) -> str:
    """Tell the key under which a field is written in a file."""
    return type(entry).model_fields[field].alias or field
