"""One synchronisation at a time, whatever happens to the one before.

The lock is SQLite's own, on an empty database: the system lets go of it when its process ends, even killed,
so that none is ever stale; and it is the same on every platform.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another synchronisation holds the base."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock of ``path`` as long as the block runs.

    Raises:
        BusyError: another process, or another thread, holds it.
        OSError: the file cannot be made.
    """
    import sqlite3  # noqa: PLC0415 - only those who write need it

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)  # what SQLite would say of a folder that cannot be written to names no reason
    connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as reason:
            raise BusyError from reason
        except sqlite3.DatabaseError:
            # Something else was written into it: it has no content of its own to lose.
            connection.close()
            path.write_bytes(b"")
            connection = sqlite3.connect(path, timeout=0.2, isolation_level=None)
            connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
