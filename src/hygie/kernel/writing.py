"""Writing a file so that nobody ever sees half of it."""

import os
import tempfile
from collections.abc import Callable
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


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
