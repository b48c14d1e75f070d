"""Writing a file so that nobody ever sees half of it."""

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes, check: Callable[[], None] = lambda: None) -> None:
    """Write beside, then rename: the file holds its old content or the new one, never a part.

    The permissions of a file that is replaced are kept; a new file gets those that the system gives. A
    link is followed. ``check`` is called at the last moment: what it raises stops the writing.

    Raises:
        OSError: the folder does not exist or cannot be written to; nothing was changed.
    """
    target = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_mode(target))
        check()
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def write_together(contents: Mapping[Path, bytes], old: Mapping[Path, bytes]) -> None:
    """Write several files, all or none: where one cannot be written, the others get back what they held.

    ``old`` is what the files are expected to hold today; those that are not in it are expected not to be
    there.

    Raises:
        ChangedMeanwhileError: a file holds something else; nothing was changed.
        OSError: a file cannot be written; nothing was changed.
    """
    for path in contents:
        held = path.read_bytes() if path.is_file() else None
        if held != old.get(path):
            raise ChangedMeanwhileError(path)
    done: list[Path] = []
    made: list[Path] = []
    try:
        for path, content in contents.items():
            made += _make_folders(path.parent)
            write_whole(path, content)
            done.append(path)
    except BaseException:
        for path in reversed(done):
            with suppress(OSError):
                write_whole(path, old[path]) if path in old else path.unlink()
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


class ChangedMeanwhileError(Exception):
    """A file is no longer what was read; ``path`` says which."""

    def __init__(self, path: Path) -> None:
        """Keep the path."""
        super().__init__(str(path))
        self.path = path


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it that are missing; give those that were made, the outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
