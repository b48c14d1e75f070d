"""What stands in an archive or a compressed file, one content after the other, within bounds.

Nothing is ever written under a name that an archive gives: contents are read into memory, an archive in an
archive into a file without a name. A member that cannot be read is a diagnostic, and the rest goes on; an
archive that is damaged, or holds one that is, is none that anything may be taken from: see ``Opener``.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

from hygie.feeds.streams import (
    GZIP,
    STEP,
    TAR_HEADER,
    ZIP,
    BaseDiskError,
    DamagedError,
    Fault,
    InputDiskError,
    Source,
    Tar,
    TooMuchError,
    UnreadableError,
    archive_kind,
    asked,
    looks_packed,
)
from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import unpack
from hygie.observations.reading import DEFAULT, Bounds

ARCHIVES: Final = (".zip", ".tar", ".tgz", ".tar.gz")
WORKBOOK: Final = "xl/workbook.xml"
FAILURES: Final = 100
"""Members of one archive that may be unusable: beyond, it is refused as a whole, the rest not looked at."""
_ALWAYS: Final = 1 << 24
"""Bytes that may always come out of something, however few went in."""


class ArchiveBounds(NamedTuple):
    """How much of an archive is read: entries, bytes once decompressed, archives within archives.

    ``copied``: bytes of archives within archives that stand on the disk at one time. The whole list of CVE
    has some 330,000 members and 2 GB (2026), all of OSV 870,000 and 2 GB.
    """

    members: int = 3_000_000
    total: int = 32 << 30
    nested: int = 2
    copied: int = 8 << 30


@dataclass(frozen=True, slots=True)
class Content:
    """A content, unpacked.

    ``name`` says where it comes from, ``within`` the archive or, if it is not ``archived``, the folder.
    """

    name: str
    content: bytes
    within: str
    archived: bool = False


Found = Content | Diagnostic


class _Spent:
    """What was taken out of one file so far, and what may be."""

    def __init__(self, size: int, expansion: int, bounds: ArchiveBounds) -> None:
        self._bounds = bounds
        self._members = self._bytes = self.copied = 0
        self._most = min(bounds.total, max(4 * _ALWAYS, size * expansion))

    def add(self, members: int = 0, taken: int = 0, copied: int = 0) -> None:
        """Count.

        Raises:
            TooMuchError: it is more than may be.
        """
        self._members += members
        self._bytes += taken + copied
        self.copied += copied
        if (
            self._members > self._bounds.members
            or self._bytes > self._most
            or self.copied > self._bounds.copied
        ):
            raise TooMuchError


class Opener:
    """Opens files, and what is in them.

    A diagnostic whose place is the file itself says that it is damaged, or over a bound, or that an archive
    in it is: what was given of it before must be taken back.
    """

    def __init__(self, work: Path, bounds: Bounds = DEFAULT, archive: ArchiveBounds | None = None) -> None:
        """Set the bounds, and the folder for archives in archives."""
        self._work = work
        self._bounds = bounds
        self._archive = archive or ArchiveBounds()
        self._spent = _Spent(0, 0, self._archive)
        self._at = ""

    def contents(self, path: Path, name: str) -> Iterator[Found]:
        """Give the contents of a file: one, or those of an archive.

        Raises:
            UnreadableError: the file cannot be read.
            OSError: the folder for archives in archives cannot be written to, or be read.
        """
        try:
            stream = path.open("rb")
        except OSError as reason:
            raise UnreadableError(*reason.args) from reason
        with stream:
            source = Source(stream, InputDiskError)
            self._at = name
            try:
                self._spent = _Spent(source.size(), self._bounds.expansion, self._archive)
                yield from self._opened(source, name, name.rpartition("/")[0], 0)
            except InputDiskError as fault:
                raise UnreadableError(*fault.reason.args) from fault
            except BaseDiskError as fault:
                raise fault.reason from fault
            except Fault as fault:
                kind = (
                    "feeds_archive_too_large" if isinstance(fault, TooMuchError) else "feeds_archive_damaged"
                )
                yield Diagnostic(kind, Place(self._at))
                if self._at != name:
                    yield Diagnostic("feeds_archive_within", Place(name))

    def _opened(self, source: Source, name: str, within: str, depth: int) -> Iterator[Found]:
        self._at = name
        kind = archive_kind(source)
        if kind == ZIP:
            yield from self._zip(source, name, within, depth)
        elif kind:
            yield from self._tar(source, name, depth, packed=kind == GZIP)
        else:
            yield self._single(source.read(self._bounds.size + 1), name, within)

    def _single(self, content: bytes, name: str, within: str, *, archived: bool = False) -> Found:
        unpacked = unpack(content, name, self._bounds)
        if isinstance(unpacked, Refusal):
            return unpacked.mistakes[0]
        return Content(name, unpacked, within, archived)

    def _zip(self, source: Source, name: str, within: str, depth: int) -> Iterator[Found]:
        with asked(zipfile.ZipFile, source.file()) as archive:
            members = archive.infolist()
            self._spent.add(len(members))
            if any(member.filename == WORKBOOK for member in members[:100]):
                source.seek(0)
                yield self._single(source.read(self._bounds.size + 1), name, within)
                return
            size, failures = source.size(), 0
            for place, member in enumerate(members, 1):
                if member.filename.endswith("/"):
                    continue
                for found in self._zip_member(archive, member, name, min(member.compress_size, size), depth):
                    yield found
                    failures += isinstance(found, Diagnostic)
                if failures > FAILURES and place < len(members):
                    count = {"count": len(members) - place}
                    yield Diagnostic("feeds_archive_failures", Place(_inner(name, member.filename)), count)
                    self._at = name
                    raise DamagedError

    def _zip_member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, packed: int, depth: int
    ) -> Iterator[Found]:
        inner = _inner(name, member.filename)
        if member.flag_bits & 0x1:
            yield Diagnostic("feeds_archive_encrypted", Place(inner))
            return
        try:
            stream = asked(archive.open, member)
        except DamagedError:
            yield self._spoilt(inner, alone=True)
            return
        with stream:
            yield from self._member(stream, inner, name, packed, depth)

    def _tar(self, source: Source, name: str, depth: int, *, packed: bool) -> Iterator[Found]:
        archive = Tar(source, packed=packed, most=max(_ALWAYS, source.size() * self._bounds.expansion))
        while (member := archive.next()) is not None:
            self._spent.add(1)
            stream = archive.opened(member)
            if stream is not None:
                # What damages one member of a tar damages all that follow.
                given = self._member(stream, _inner(name, member.name), name, member.size, depth, alone=False)
                yield from given
            elif not member.isdir():
                yield Diagnostic("feeds_not_plain", Place(_inner(name, member.name)))
            self._at = name

    def _member(
        self, stream: IO[bytes], inner: str, name: str, packed: int, depth: int, *, alone: bool = True
    ) -> Iterator[Found]:
        """Read one member; ``packed``: its size there; ``alone``: damage to it says nothing of the others."""
        limit = max(_ALWAYS, packed * self._bounds.expansion)
        try:
            head = asked(stream.read, TAR_HEADER)
            nested = looks_packed(head) and depth < self._archive.nested
            most = min(self._bounds.size, limit)
            content = b"" if nested else head + asked(stream.read, max(most - len(head), 0) + 1)
        except DamagedError:
            yield self._spoilt(inner, alone=alone)
            return
        if nested:
            yield from self._nested(stream, head, inner, name, limit, depth, alone=alone)
            self._at = name
            return
        self._spent.add(taken=len(content))
        if len(content) > most:
            yield Diagnostic("feeds_member_too_large", Place(inner), {"limit": most})
            return
        yield self._single(content, inner, name, archived=True)

    def _spoilt(self, inner: str, *, alone: bool) -> Diagnostic:
        """Say that a member cannot be read, of which nothing is known but its name.

        Raises:
            DamagedError: it is an archive by its name, or what follows cannot be read either.
        """
        if alone and not inner.lower().endswith(ARCHIVES):
            return Diagnostic("feeds_member_damaged", Place(inner))
        self._at = inner if alone else self._at
        raise DamagedError

    def _nested(
        self, stream: IO[bytes], head: bytes, inner: str, name: str, limit: int, depth: int, *, alone: bool
    ) -> Iterator[Found]:
        """Read what may be an archive in an archive, through a file without a name."""
        self._at = inner
        with tempfile.TemporaryFile(dir=self._work) as copy:
            source, whole = Source(copy, BaseDiskError), True
            try:
                self._copy(stream, head, copy, limit)
            except DamagedError:
                whole = False
            size = source.size()
            if whole:
                yield from self._opened(source, inner, name, depth + 1)
            elif alone and not archive_kind(source):
                yield Diagnostic("feeds_member_damaged", Place(inner))
            else:
                raise DamagedError
        self._spent.copied -= size

    def _copy(self, stream: IO[bytes], part: bytes, copy: IO[bytes], limit: int) -> None:
        written = 0
        while part:
            copy.write(part)
            written += len(part)
            self._spent.add(copied=len(part))
            if written > limit:
                raise TooMuchError
            part = asked(stream.read, STEP)
        copy.flush()


def _inner(name: str, member: str) -> str:
    """Name a member of an archive so that it can be shown: its name opens nothing."""
    if not member.isprintable():
        member = "".join(letter if letter.isprintable() else "·" for letter in member)
    return f"{name}/{member[:200]}"
