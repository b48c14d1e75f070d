"""Many files, one dossier: sections put together, each part remembering where it comes from.

Lists are put end to end, in the order of the files' names; mappings are merged key by key, and a key
given twice is a mistake at both places (decision record 0014).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from hygie.dossier.files import PEOPLE
from hygie.dossier.paths import Path
from hygie.dossier.sources import Origin
from hygie.dossier.yaml_reader import Document
from hygie.dossier.yaml_values import Data
from hygie.kernel.diagnostic import Diagnostic


@dataclass(slots=True)
class Merged:
    """The data of the whole dossier, and the origin of each part that merging moved."""

    data: dict[str, Data] = field(default_factory=dict)
    origins: dict[Path, Origin] = field(default_factory=dict)
    mistakes: list[Diagnostic] = field(default_factory=list)


def merge(documents: Iterable[Document], repeated: frozenset[str] = frozenset()) -> Merged:
    """Put documents together, in the order given; each may give the ``repeated`` keys, with one value."""
    merged = Merged()
    for document in documents:
        for section, value in document.data.items():
            if section in repeated and merged.data.get(section) == value:
                continue
            if section == PEOPLE and PurePosixPath(document.file).parts[0].split(".")[0] != PEOPLE:
                place = document.place((section,), key=True)
                merged.mistakes.append(Diagnostic("people_elsewhere", place, {}))
            _add(merged, section, value, document)
    return merged


def _add(merged: Merged, section: str, value: Data, document: Document) -> None:
    origin = Origin(document, (section,))
    if section not in merged.data:
        merged.data[section] = value.copy() if isinstance(value, (list, dict)) else value
        merged.origins[section,] = origin
        start = 0
    else:
        present = merged.data[section]
        if isinstance(present, list) and isinstance(value, list):
            start = len(present)
            present.extend(value)
        elif isinstance(present, dict) and isinstance(value, dict) and not {"unknown"} & {*present, *value}:
            _add_keys(merged, section, present, value, document)
            return
        else:
            _twice(merged, (section,), section, document, (section,))
            return
    if isinstance(value, list):
        for index in range(len(value)):
            merged.origins[section, start + index] = Origin(document, (section, index))


def _add_keys(
    merged: Merged, section: str, present: dict[str, Data], value: dict[str, Data], document: Document
) -> None:
    for key, item in value.items():
        path = (section, key)
        if key in present:
            _twice(merged, path, f"{section}.{key}", document, path)
        else:
            present[key] = item
            merged.origins[path] = Origin(document, path)


def _twice(merged: Merged, path: Path, name: str, document: Document, here: Path) -> None:
    first = merged.origins.get(path) or merged.origins[path[:1]]
    related = first.document.place(path, key=True)
    merged.mistakes.append(
        Diagnostic("key_in_two_files", document.place(here, key=True), {"key": name}, related)
    )
