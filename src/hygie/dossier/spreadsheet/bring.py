"""A filled workbook brought into a folder: a new dossier, or changes to the one that is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from hygie.dossier.changes import Act, Change
from hygie.dossier.dossier import Dossier
from hygie.dossier.edit_data import value_at
from hygie.dossier.evidence_files import check_files
from hygie.dossier.files import MANIFEST
from hygie.dossier.incoming import Incoming, judge, planned
from hygie.dossier.load import load_dossier
from hygie.dossier.paths import Path
from hygie.dossier.rewrite import data_of, whole_files
from hygie.dossier.spreadsheet.export import fingerprint, without_restricted
from hygie.dossier.spreadsheet.filled import Filled
from hygie.dossier.spreadsheet.naming import in_order, resolve_names
from hygie.dossier.spreadsheet.read import read_filled
from hygie.dossier.spreadsheet.weave import Woven, weave
from hygie.dossier.spreadsheet.words import Recognised
from hygie.dossier.vocabulary.root import FORMAT, Declarations
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.kernel.workbook.read import UnusableWorkbookError, read_workbook


@dataclass(frozen=True, slots=True)
class Brought:
    """What a workbook leads to; ``is_new`` says that there was no dossier, ``kept`` what it left blank."""

    incoming: Incoming
    is_new: bool
    kept: tuple[Path, ...] = ()


def bring(
    content: bytes, file: str, root: FilePath, words: Recognised, *, overwrite: bool = False
) -> Brought | Refusal:
    """Read a workbook for a folder; nothing is written.

    ``overwrite`` lets the workbook change what the dossier has been saying since it was exported.
    """
    try:
        grids = read_workbook(content, file)
    except UnusableWorkbookError as refusal:
        return Refusal((refusal.diagnostic,))
    if not (root / MANIFEST).is_file():
        filled = read_filled(grids, file, words)
        # Of a workbook that is another's, nothing more can be said.
        return _new(filled, root) if filled.carried else Refusal(tuple(filled.mistakes))
    dossier = load_dossier(root)
    if isinstance(dossier, Refusal):
        return Refusal(tuple(_in_folder(mistake, root) for mistake in dossier.mistakes))
    before = data_of(dossier.sources)
    filled = read_filled(grids, file, words, before)
    return _into(filled, dossier, before, root, overwrite=overwrite)


def _in_folder(mistake: Diagnostic, root: FilePath) -> Diagnostic:
    place = mistake.place._replace(file=(root / mistake.place.file).as_posix())
    return Diagnostic(mistake.code, place, mistake.parameters, mistake.related)


def _new(filled: Filled, root: FilePath) -> Brought | Refusal:
    resolve_names(filled.data)
    needed: dict[str, Any] = {"format": FORMAT, "organization": {}}
    data = in_order({**needed, **filled.data}, Declarations)
    places = _Places(data, lambda path, _: filled.place(path) or Place(filled.file))
    judged = judge(data, places, root, files=False)
    if not isinstance(judged, Dossier) or filled.mistakes:
        return _refused(filled, places, () if isinstance(judged, Dossier) else judged)
    files = {name: text.encode() for name, text in whole_files(data).items()}
    changes = tuple(Change(Act.SET, (section,), (section,), value) for section, value in data.items())
    notes = tuple(check_files(data, root, places))
    return Brought(Incoming(files, {}, changes, judged, notes=notes), is_new=True)


def _into(
    filled: Filled, dossier: Dossier, before: dict[str, Any], root: FilePath, *, overwrite: bool
) -> Brought | Refusal:
    resolve_names(filled.data, before)
    filled.data = in_order(filled.data, Declarations)
    exact = filled.base in {fingerprint(before), fingerprint(without_restricted(before))}
    woven = weave(before, filled, exact=exact)
    places = _Places(
        woven.data,
        lambda path, key: _cell(path, woven, filled) or _in_dossier(path, woven, dossier, root, key=key),
    )
    judged = judge(woven.data, places, root)
    if not isinstance(judged, Dossier) or filled.mistakes:
        return _refused(filled, places, () if isinstance(judged, Dossier) else judged)
    brought = planned(before, judged, woven.data, woven.before, dossier, root)
    if isinstance(brought, Refusal):
        return Refusal(tuple(_in_folder(mistake, root) for mistake in brought.mistakes))
    if not exact and not overwrite:
        conflicts = tuple(_conflicts(brought, woven, filled, dossier, root))
        if conflicts:
            return Refusal(conflicts)
    return Brought(brought, is_new=False, kept=tuple(woven.kept))


class _Places:
    """Places of the data being judged, which remembers what it was asked: a missing key has a cell too."""

    def __init__(self, data: dict[str, Any], lookup: Callable[[Path, bool], Place]) -> None:
        self.data, self.lookup = data, lookup
        self.entries: dict[Place, Path] = {}

    def __call__(self, path: Path, *, key: bool = False) -> Place:
        place = self.lookup(path, key)
        if isinstance(value_at(self.data, path), dict):
            self.entries[place] = path
        return place

    def precise(self, mistake: Diagnostic) -> Diagnostic:
        """Bring a mistake about a missing key from its entry to the cell that should hold it."""
        entry = self.entries.get(mistake.place)
        if mistake.code != "missing_key" or entry is None:
            return mistake
        place = self.lookup((*entry, str(mistake.parameters["key"])), False)
        return replace(mistake, code="cell_required", place=place) if place.sheet else mistake


def _conflicts(
    incoming: Incoming, woven: Woven, filled: Filled, dossier: Dossier, root: FilePath
) -> Iterator[Diagnostic]:
    """Name the cells that say something else than a dossier that has changed since it was exported."""
    for change in incoming.changes:
        if change.act is Act.SET and change.before is not None:
            cell = _cell(change.after, woven, filled) or Place(filled.file)
            written = _in_dossier(change.after, woven, dossier, root)
            found = str(change.before) if not isinstance(change.before, (dict, list)) else "…"
            yield Diagnostic("cell_conflict", cell, {"found": found[:60]}, written)


def _cell(path: Path, woven: Woven, filled: Filled) -> Place | None:
    """Give the cell of a path of the dossier after, if the workbook has one."""
    for length in range(len(path), 0, -1):
        if path[:length] in woven.filled:
            return filled.place((*woven.filled[path[:length]], *path[length:]))
        if path[:length] in woven.before:
            return None
    return filled.place(path)


def _in_dossier(path: Path, woven: Woven, dossier: Dossier, root: FilePath, *, key: bool = False) -> Place:
    for length in range(len(path), 0, -1):
        if path[:length] in woven.before:
            path = (*woven.before[path[:length]], *path[length:])
            break
    place = dossier.sources.place(path, key=key)
    return place._replace(file=(root / place.file).as_posix())


def _refused(filled: Filled, places: _Places, judged: tuple[Diagnostic, ...]) -> Refusal:
    """Put together the mistakes of cells and those of the whole; a cell that is wrong is said so once."""
    wrong = {mistake.place for mistake in filled.mistakes}
    others = [each for each in map(places.precise, judged) if each.place not in wrong]
    found = {(each.place, each.code, repr(each.parameters)): each for each in (*filled.mistakes, *others)}
    return Refusal(tuple(sorted(found.values(), key=lambda each: _order(each.place, filled))))


def _order(place: Place, filled: Filled) -> tuple[int, str, int, int]:
    rank = filled.sheets.index(place.sheet) if place.sheet in filled.sheets else -1
    return rank, place.file, place.line, place.column
