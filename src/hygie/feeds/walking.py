"""The files of a folder, and what stands among them without being a file."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """A file of a folder: its name there, and where it is; ``plain``: not a link, a pipe or a device."""

    name: str
    path: Path
    plain: bool = True


def walk(root: Path) -> Iterator[Entry]:
    """Give the files of a folder with their names in it, sorted; links are given as such, not followed.

    A file is given as itself.

    Raises:
        OSError: the folder cannot be read.
    """
    if not root.is_dir():
        yield Entry(readable(root.name), root, root.is_file() or not root.exists())
        return
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        below = []
        for path in sorted(folder.iterdir()):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                below.append(path)
            else:
                yield Entry(readable(path.relative_to(root).as_posix()), path, stat.S_ISREG(mode))
        waiting += reversed(below)


def readable(name: str) -> str:
    """Give a name that can be written: the system's may hold bytes that are no text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
