"""Where new entries of a section are written: as its files already are, else in its file of habit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from hygie.dossier.edit_data import value_at
from hygie.dossier.files import EVIDENCE, MANIFEST, PEOPLE
from hygie.dossier.sources import FILE_OF
from hygie.dossier.yaml_document import Document

PEOPLE_FILE = f"{PEOPLE}.yaml"


def home_of(section: str) -> str:
    """Name the file where a section is looked for first."""
    return PEOPLE_FILE if section == PEOPLE else FILE_OF.get(section, MANIFEST)


class Homes:
    """The files of a dossier, asked where the new entries of its sections go.

    ``names`` are all the files read; those that are given out are not given to another entry.
    """

    def __init__(self, documents: Sequence[Document], names: Iterable[str]) -> None:
        """Take the files as they are."""
        self._documents = documents
        self._taken = {name.casefold() for name in names}
        self._homes: dict[str, str] = {}

    def of(self, section: str, entry: Any) -> str:  # noqa: ANN401 - plain data of any shape
        """Name the file of a new entry: its own where the entries of the section have theirs."""
        if section not in self._homes:
            self._homes[section] = self._most(section)
        home = self._homes[section]
        identifier = entry.get("id") if isinstance(entry, Mapping) else None
        if not home.endswith("/"):
            return home
        if not isinstance(identifier, str):
            return home_of(section)
        name, number = f"{home}{identifier}.yaml", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{home}{identifier}-{number}.yaml"
        self._taken.add(name.casefold())
        return name

    def _most(self, section: str) -> str:
        """Give the file that holds most of a section, or the folder, with its slash, of a file an entry."""
        listed = {document: document.data.get(section) for document in self._documents}
        held = {document: found for document, found in listed.items() if isinstance(found, list) and found}
        alone = {document: _folder_of_one(document, section) for document in held}
        habits = Counter(alone.values())
        named = {folder for document, folder in alone.items() if _bears_its_name(document, section)}
        homes: Counter[str] = Counter()
        for document, entries in held.items():
            folder = alone[document]
            of_one = folder and (habits[folder] > 1 or folder in named)
            homes[folder if of_one else document.file] += len(entries)
        most = [home for home, count in homes.items() if count == max(homes.values())]
        return most[0] if len(most) == 1 else home_of(section)


def _folder_of_one(document: Document, section: str) -> str:
    """Give the folder, with its slash, of a file that holds one entry and nothing else; else nothing."""
    path, entries = PurePosixPath(document.file), document.data[section]
    is_alone = list(document.data) == [section] and isinstance(entries, list) and len(entries) == 1
    # Beside the manifest files are sections; in the folder of evidence only indexes are read.
    return f"{path.parent}/" if is_alone and path.parts[0] not in {path.name, EVIDENCE} else ""


def _bears_its_name(document: Document, section: str) -> bool:
    return value_at(document.data, (section, 0, "id")) == PurePosixPath(document.file).stem
