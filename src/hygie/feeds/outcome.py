"""What a synchronisation did, told file by file and source by source."""

from collections import Counter
from dataclasses import dataclass, field

from hygie.feeds.changes import Changes
from hygie.feeds.snapshot import Snapshot
from hygie.kernel.diagnostic import Diagnostic

TOLD = 200
"""Diagnostics kept of one file; all are counted."""


@dataclass(slots=True)
class FileReport:
    """What became of one file (an archive is one file).

    ``kinds``: contents in it by what they were recognised as, ``unknown`` for the rest; those that are no
    feed are left aside. ``read`` and ``rejected``: records. ``sources``: where the records went. ``refused``:
    contents of a feed, or archives, of which nothing could be used, counted by ``refusals``. ``units``: where
    records went, named as in the intake. ``doubts``: what the refused contents may have been, each the first
    part of the name of a source (``osv``, ``csaf``…), or empty where nothing is known of it.
    """

    name: str
    kinds: Counter[str] = field(default_factory=Counter)
    read: int = 0
    rejected: int = 0
    sources: dict[str, None] = field(default_factory=dict)
    refusals: int = 0
    refused: list[Diagnostic] = field(default_factory=list)
    notes: int = 0
    units: set[tuple[str, str]] = field(default_factory=set)
    doubts: set[str] = field(default_factory=set)

    def refuse(self, diagnostics: tuple[Diagnostic, ...], family: str = "") -> None:
        """Count a content of which nothing can be used, and keep why; ``family``: see ``doubts``."""
        self.refusals += 1
        self.doubts.add(family)
        self.refused += diagnostics[: TOLD - len(self.refused)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a synchronisation did: the snapshot it made, and how it differs from the one before.

    ``replaced``: sources that were read. ``unchanged``: sources that were asked and had nothing new.
    ``failed``: sources that could not be had, with the reason, and are as they were. ``rejected``: the first
    records set aside, source by source; the snapshot has how many.
    """

    snapshot: Snapshot
    before: Snapshot | None
    changes: Changes
    files: tuple[FileReport, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, Diagnostic], ...] = ()
    rejected: tuple[Diagnostic, ...] = ()

    @property
    def refusals(self) -> int:
        """Count the contents of feeds of which nothing could be used."""
        return sum(file.refusals for file in self.files)
