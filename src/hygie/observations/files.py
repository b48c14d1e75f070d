"""Files of observations on disk: found in order, read within bounds, never through a link out of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.reading import DEFAULT, Bounds


@dataclass(frozen=True, slots=True)
class ObservedFile:
    """A file of a folder: its path as the user knows it, and where it is."""

    name: str
    path: Path


def files_of(path: Path, shown: str = "") -> Iterator[ObservedFile | Refusal]:
    """List a file, or the files of a folder and those below it, in the order of their names.

    ``shown`` is what the folder is called in messages (its own path by default). Hidden files are left out;
    a link that leads outside the folder, or a folder that cannot be listed, is refused.
    """
    shown = shown or path.as_posix()
    if not path.is_dir():
        yield ObservedFile(shown, path)
        return
    inside = path.resolve()
    problems: list[OSError] = []
    for here, folders, names in os.walk(path, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            found = Path(here, name)
            label = f"{shown}/{found.relative_to(path).as_posix()}"
            if name.startswith("."):
                continue
            if found.is_symlink() and not found.resolve().is_relative_to(inside):
                yield Refusal((Diagnostic("link_outside", Place(label)),))
            else:
                yield ObservedFile(label, found)
        while problems:
            yield _refused("file_unlisted", problems.pop(), shown)


def content_of(file: ObservedFile, bounds: Bounds = DEFAULT) -> bytes | Refusal:
    """Read a file, unless it is larger than the bound or cannot be read."""
    try:
        if not file.path.is_file():
            code = "file_is_no_file" if file.path.exists() else "file_missing"
            return Refusal((Diagnostic(code, Place(file.name), {"found": file.name}),))
        with file.path.open("rb") as stream:
            content = stream.read(bounds.size + 1)
    except OSError as reason:
        return _refused("file_unread", reason, file.name)
    if len(content) > bounds.size:
        return Refusal((Diagnostic("content_too_large", Place(file.name), {"limit": bounds.size}),))
    return content


def _refused(code: str, reason: OSError, name: str) -> Refusal:
    return Refusal((Diagnostic(code, Place(name), {"message": reason.strerror or str(reason)}),))
