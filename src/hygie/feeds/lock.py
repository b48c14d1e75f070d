"""One synchronisation at a time, whatever happens to the one before.

The lock is SQLite's own, on an empty database: the system lets go of it when its process ends, even killed,
so that none is ever stale; and it is the same on every platform.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite3 import Connection, DatabaseError


class BusyError(Exception):
    """Another synchronisation holds the base."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of ``path`` as long as the block runs.

    Raises:
        BusyError: another process, or another thread, holds it.
        OSError: the file cannot be made, is no file, or its disk cannot be locked (some network shares).
    """
    import sqlite3  # noqa: PLC0415 - only those who write need it

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    path.touch(mode=0o600)  # what SQLite would say of a folder that cannot be written to names no reason
    if not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    try:
        connection = _locked(path)
    except sqlite3.DatabaseError as reason:
        if _code(reason) not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise _worded(reason, path) from reason
        # Something else was written into it: it has no content of its own to lose.
        path.write_bytes(b"")
        try:
            connection = _locked(path)
        except sqlite3.DatabaseError as again:
            raise _worded(again, path) from again
    try:
        yield
    finally:
        connection.close()


def _locked(path: Path) -> "Connection":
    import sqlite3  # noqa: PLC0415 - as above

    connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _code(reason: "DatabaseError") -> int:
    """Give the primary code of a failure, the last byte of an extended one (sqlite.org/rescode.html)."""
    code: int = getattr(reason, "sqlite_errorcode", 0)
    return code & 0xFF


def _worded(reason: "DatabaseError", path: Path) -> Exception:
    """Say that the lock is held, or what the system refuses, in the system's terms."""
    import sqlite3  # noqa: PLC0415 - as above

    code = _code(reason)
    if code == sqlite3.SQLITE_BUSY:
        return BusyError()
    if code == sqlite3.SQLITE_PROTOCOL or getattr(reason, "sqlite_errorname", "").endswith("LOCK"):
        return OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(path))
    numbers = {
        sqlite3.SQLITE_PERM: errno.EACCES,
        sqlite3.SQLITE_CANTOPEN: errno.EACCES,
        sqlite3.SQLITE_READONLY: errno.EROFS,
        sqlite3.SQLITE_FULL: errno.ENOSPC,
        sqlite3.SQLITE_IOERR: errno.EIO,
    }
    number = numbers.get(code)
    return OSError(number or errno.EIO, os.strerror(number) if number else str(reason), str(path))
