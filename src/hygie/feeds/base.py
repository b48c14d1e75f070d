"""The advisory base on disk: immutable segments, snapshots that name them, and which one is current.

``HOME/feeds/`` holds ``segments/`` (files named by their digest), ``snapshots/`` (manifests, numbered),
``current`` (the name of a manifest, replaced last), ``cache/`` (what others derive; safe to delete),
``work/`` (what a synchronisation has under its hands; emptied by the next), ``downloads/`` and ``lock``.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path

from hygie.feeds.snapshot import Snapshot, read_manifest


class Base:
    """Reads the base; nothing here writes but the folder of ``cache``."""

    def __init__(self, home: Path) -> None:
        """Look at the base of a home, which need not be there yet."""
        self.folder = home / "feeds"
        self.segments = self.folder / "segments"
        self.manifests = self.folder / "snapshots"
        self.pointer = self.folder / "current"
        self.work = self.folder / "work"
        self.downloads = self.folder / "downloads"
        self.lock = self.folder / "lock"

    @property
    def cache(self) -> Path:
        """Give the folder of what is derived from snapshots, keyed by their digests; it is made if it can be.

        What cannot be kept there is made again each time: a base may be on a disk that is only read.
        """
        folder = self.folder / "cache"
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def current(self) -> Snapshot | None:
        """Give the snapshot in use, if there is one.

        Should the pointer or its manifest be spoilt, the last snapshot that is whole is taken.

        Raises:
            OSError: the disk does not give what is there; nothing may be concluded, least of all cleared.
        """
        named = self._pointed()
        if named:
            found = self._read(self.manifests / named)
            if found is not None:
                return found
        elif not self.pointer.exists():
            return None  # a first synchronisation that did not end
        return next(iter(self.snapshots()), None)

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Give the snapshots that were completed, newest first.

        Raises:
            OSError: see ``current``.
        """
        last = self._pointed()
        names = sorted((path.name for path in self.manifests.glob("*.json")), reverse=True)
        # What follows the current one belongs to a synchronisation that did not end.
        done = [name for name in names if not last or name <= last]
        found = (self._read(self.manifests / name) for name in done)
        return tuple(item for item in found if item is not None)

    def at(self, day: date) -> Snapshot | None:
        """Give the last snapshot made on or before a day (UTC), if there is one."""
        limit = day.isoformat()
        return next((item for item in self.snapshots() if item.created[:10] <= limit), None)

    def _pointed(self) -> str:
        try:
            name = self.pointer.read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""
        # It names a file beside others, whatever was written into it.
        return name if name.endswith(".json") and name[:-5].isdigit() else ""

    def _read(self, path: Path) -> Snapshot | None:
        try:
            return read_manifest(path.read_bytes(), self.segments)
        except FileNotFoundError:
            return None
