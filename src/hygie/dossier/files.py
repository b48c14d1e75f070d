"""Which files make a dossier: found, bounded, and never outside its folder."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hygie.dossier.yaml_reader import DEFAULT
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place

MANIFEST = "hygie.yaml"
PEOPLE = "people"
EVIDENCE = "evidence"
# Read by other rooms, each in its own format.
RESERVED = frozenset({"systems", "sboms", "vex", "mds2", "fleet", "traces"})
SUFFIXES = frozenset({".yaml", ".yml"})
MAX_FILES = 20_000
MAX_TOTAL_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A file of a dossier: its path relative to the folder, with slashes, and its content."""

    name: str
    content: bytes


def read_folder(root: Path) -> tuple[list[DossierFile], list[Diagnostic]]:
    """Read every YAML file that makes the dossier, in the order of their names.

    Returns the files that could be read and the mistakes found: a folder that is not a dossier, a
    link that leads outside, a file too large or unreadable, too many files.
    """
    if not root.is_dir():
        return [], [Diagnostic("folder_missing", Place(str(root)), {"folder": str(root)})]
    if not (root / MANIFEST).is_file():
        empty = next(root.iterdir(), None) is None
        code = "folder_empty" if empty else "not_a_dossier"
        return [], [Diagnostic(code, Place(str(root)), {"folder": str(root), "manifest": MANIFEST})]
    return _read_all(root, root)


def read_subfolder(root: Path, name: str) -> tuple[list[DossierFile], list[Diagnostic]]:
    """Read every YAML file of one folder of a dossier, named from the dossier; none without the folder."""
    folder = root / name
    if folder.is_symlink() or folder.is_file():
        code = "file_unreadable" if is_inside(folder, root) else "link_outside"
        return [], [Diagnostic(code, Place(name), {})]
    return _read_all(root, folder)


def _read_all(root: Path, folder: Path) -> tuple[list[DossierFile], list[Diagnostic]]:
    files: list[DossierFile] = []
    mistakes: list[Diagnostic] = []
    total = 0
    for path in _candidates(root, folder, mistakes):
        read = _read(path, root, mistakes)
        if read is None:
            continue
        total += len(read.content)
        if len(files) >= MAX_FILES or total > MAX_TOTAL_BYTES:
            limits = {"files": MAX_FILES, "bytes": MAX_TOTAL_BYTES}
            mistakes.append(Diagnostic("dossier_too_large", Place(str(root)), limits))
            break
        files.append(read)
    return files, mistakes


def _candidates(root: Path, start: Path, mistakes: list[Diagnostic]) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(start):
        here = Path(folder)
        subfolders[:] = sorted(name for name in subfolders if _enters(here / name, root, mistakes))
        for name in sorted(names):
            path = here / name
            if path.suffix.lower() not in SUFFIXES or name.startswith("."):
                continue
            if here.relative_to(root).parts[:1] == (EVIDENCE,) and not name.startswith("index"):
                continue  # a piece of evidence, not a declaration
            yield path


def _enters(folder: Path, root: Path, mistakes: list[Diagnostic]) -> bool:
    """Tell whether a folder is part of the declarations; links to folders are not followed."""
    if folder.name.startswith(".") or (folder.parent == root and folder.name in RESERVED):
        return False
    if folder.is_symlink():
        if not is_inside(folder, root):
            mistakes.append(Diagnostic("link_outside", Place(_name(folder, root)), {}))
        return False
    return True


def is_inside(path: Path, root: Path) -> bool:
    """Tell whether a path, links followed, is inside a folder."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _read(path: Path, root: Path, mistakes: list[Diagnostic]) -> DossierFile | None:
    name = _name(path, root)
    if not is_inside(path, root):
        mistakes.append(Diagnostic("link_outside", Place(name), {}))
        return None
    if not path.is_file():
        mistakes.append(Diagnostic("file_unreadable", Place(name), {}))
        return None
    try:
        size = path.stat().st_size
        if size > DEFAULT.size:
            mistakes.append(Diagnostic("yaml_too_large", Place(name), {"size": size, "limit": DEFAULT.size}))
            return None
        return DossierFile(name, path.read_bytes())
    except OSError:
        mistakes.append(Diagnostic("file_unreadable", Place(name), {}))
        return None


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
