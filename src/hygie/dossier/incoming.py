"""Something brought into a dossier: judged as a whole before a single file is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from hygie.dossier.build import assemble
from hygie.dossier.changes import Before, Change, changes_between
from hygie.dossier.checks import PlaceOf, check, index_data
from hygie.dossier.dossier import Dossier
from hygie.dossier.edit_errors import EditError
from hygie.dossier.evidence_files import check_files
from hygie.dossier.imports import Imported
from hygie.dossier.paths import Path
from hygie.dossier.rewrite import data_of, rewritten
from hygie.dossier.shape import validate
from hygie.dossier.sources import Sources
from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.digest import digest_bytes
from hygie.kernel.place import Place


@dataclass(frozen=True, slots=True)
class Incoming:
    """What is to be written: the new content of files by name, the changes, what is worth saying.

    ``dossier`` is the dossier as it will be, whose places are those of what is brought; ``was`` the one
    that is there, if any. ``old`` holds the content that the files had when they were read.
    """

    files: Mapping[str, bytes]
    old: Mapping[str, bytes]
    changes: tuple[Change, ...]
    dossier: Dossier
    was: Dossier | None = None
    notes: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class PlacedSources(Sources):
    """Places of what is brought: those of its own cells or file, those of the dossier for the rest."""

    lookup: PlaceOf | None = field(default=None)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Tell where a path is written."""
        return Place("") if self.lookup is None else self.lookup(path, key=key)


def judge(
    data: dict[str, Any], place: PlaceOf, root: FilePath, *, files: bool = True
) -> Dossier | tuple[Diagnostic, ...]:
    """Give the dossier that data would make, or everything that is wrong with it.

    ``files`` says whether files of evidence have to be there.
    """
    declared, wrong = validate(data, place, Declarations)
    index = index_data(data)
    mistakes = [*wrong, *check(data, index, place)]
    if files:
        mistakes += check_files(data, root, place)
    if mistakes or declared is None:
        return tuple(mistakes)
    entries = {ref: paths[0] for ref, paths in index.items()}
    digest = digest_bytes(repr(sorted(data)).encode())
    return assemble(declared, PlacedSources(lookup=place), digest, root.as_posix(), entries)


def add_imported(imported: Imported, file: str, dossier: Dossier, root: FilePath) -> Incoming | Refusal:
    """Add the entries that a reader found to a dossier, at the end of their sections."""
    before = data_of(dossier.sources)
    data = dict(before)
    same: dict[Path, Path] = {}
    for section, added in imported.sections.items():
        listed = before.get(section)
        kept = listed if isinstance(listed, list) else []
        data |= {section: [*kept, *added]} if added else {}
        same |= {(section, index): (section, index) for index in range(len(kept))}

    def place(path: Path, *, key: bool = False) -> Place:
        is_new = len(path) > 1 and path[0] in imported.sections and path[:2] not in same
        return Place(file) if is_new else dossier.sources.place(path, key=key)

    judged = judge(data, place, root)
    if not isinstance(judged, Dossier):
        return Refusal(judged)
    return planned(before, judged, data, same, dossier, root, imported.notes)


def planned(
    before: dict[str, Any],
    judged: Dossier,
    data: dict[str, Any],
    same: Before,
    dossier: Dossier,
    root: FilePath,
    notes: Sequence[Diagnostic] = (),
) -> Incoming | Refusal:
    """Plan the edits of a dossier's files; refused where the layout of one does not let itself be edited."""
    changes = tuple(changes_between(before, data, same))
    old = {name: (root / name).read_bytes() for name in sorted(dossier.sources.names)}
    texts = {name: content.decode("utf-8") for name, content in old.items()}
    try:
        new = rewritten(changes, dossier.sources, texts)
    except EditError as refusal:
        return Refusal((refusal.diagnostic,))
    files = {name: text.encode() for name, text in new.items() if text != texts.get(name)}
    return Incoming(files, old, changes, judged, dossier, tuple(notes))
