"""What stands in a folder, an archive or a compressed file, one content after the other, within bounds.

Nothing is ever written under a name that an archive gives: contents are read into memory, an archive in an
archive into a file without a name. What cannot be read is a diagnostic, and the rest goes on.
"""

import stat
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

from hygie.kernel.diagnostic import Diagnostic, Refusal
from hygie.kernel.place import Place
from hygie.observations.content import unpack
from hygie.observations.reading import DEFAULT, Bounds

ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
GZIP: Final = b"\x1f\x8b"
TAR: Final = b"ustar"
TAR_AT: Final = 257
TAR_HEADER: Final = 512
WORKBOOK: Final = "xl/workbook.xml"
_STEP: Final = 1 << 20


class ArchiveBounds(NamedTuple):
    """How much of an archive is read: members, bytes once decompressed, archives within archives.

    The whole list of CVE has some 330,000 members and 2 GB (2026), all of OSV 870,000 and 2 GB.
    """

    members: int = 3_000_000
    total: int = 32 << 30
    nested: int = 2


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


def walk(root: Path) -> Iterator[tuple[str, Path]]:
    """Give the files of a folder with their names in it, sorted; links are not followed.

    A file is given as itself.

    Raises:
        OSError: the folder cannot be read.
    """
    if not root.is_dir():
        yield root.name, root
        return
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        below = []
        for path in sorted(folder.iterdir()):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                below.append(path)
            elif stat.S_ISREG(mode):
                yield path.relative_to(root).as_posix(), path
        waiting += reversed(below)


class Opener:
    """Opens files, and what is in them."""

    def __init__(self, work: Path, bounds: Bounds = DEFAULT, archive: ArchiveBounds | None = None) -> None:
        """Set the bounds, and the folder for archives in archives."""
        self._work = work
        self._bounds = bounds
        self._archive = archive or ArchiveBounds()
        self._members = 0
        self._bytes = 0

    def contents(self, path: Path, name: str) -> Iterator[Found]:
        """Give the contents of a file: one, or those of an archive.

        Raises:
            OSError: the file cannot be read.
        """
        self._members = self._bytes = 0
        folder = name.rpartition("/")[0]
        with path.open("rb") as stream:
            yield from self._opened(stream, name, folder, 0)

    def _opened(self, stream: IO[bytes], name: str, within: str, depth: int) -> Iterator[Found]:
        head = stream.read(TAR_HEADER)
        stream.seek(0)
        if head.startswith((ZIP, EMPTY_ZIP)):
            yield from self._zip(stream, name, within, depth)
        elif head[TAR_AT : TAR_AT + len(TAR)] == TAR or (head.startswith(GZIP) and self._is_tar(stream)):
            yield from self._tar(stream, name, depth)
        else:
            yield self._single(stream.read(self._bounds.size + 1), name, within)

    def _single(self, content: bytes, name: str, within: str, *, archived: bool = False) -> Found:
        unpacked = unpack(content, name, self._bounds)
        if isinstance(unpacked, Refusal):
            return unpacked.mistakes[0]
        return Content(name, unpacked, within, archived)

    @staticmethod
    def _is_tar(stream: IO[bytes]) -> bool:
        start = zlib.decompressobj(31)
        try:
            head = start.decompress(stream.read(_STEP), TAR_HEADER)
        except zlib.error:
            head = b""
        stream.seek(0)
        return head[TAR_AT : TAR_AT + len(TAR)] == TAR

    def _zip(self, stream: IO[bytes], name: str, within: str, depth: int) -> Iterator[Found]:
        try:
            with zipfile.ZipFile(stream) as archive:
                members = archive.infolist()
                if any(member.filename == WORKBOOK for member in members[:100]):
                    stream.seek(0)
                    yield self._single(stream.read(self._bounds.size + 1), name, within)
                    return
                for member in members:
                    if member.is_dir():
                        continue
                    yield from self._zip_member(archive, member, name, depth)
                    if self._spent(name):
                        yield Diagnostic("feeds_archive_too_large", Place(name), self._limits())
                        return
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            yield Diagnostic("feeds_archive_damaged", Place(name))

    def _zip_member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, depth: int
    ) -> Iterator[Found]:
        inner = f"{name}/{_clean(member.filename)}"
        if member.flag_bits & 0x1:
            yield Diagnostic("feeds_archive_encrypted", Place(inner))
            return
        try:
            with archive.open(member) as stream:
                yield from self._member(stream, inner, name, member.compress_size, depth)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
            yield Diagnostic("feeds_archive_damaged", Place(inner))

    def _tar(self, stream: IO[bytes], name: str, depth: int) -> Iterator[Found]:
        size = stream.seek(0, 2)
        stream.seek(0)
        try:
            with tarfile.open(fileobj=stream, mode="r|*") as archive:
                for member in archive:
                    if self._spent(name) or member.offset > max(1 << 24, size * self._bounds.expansion):
                        yield Diagnostic("feeds_archive_too_large", Place(name), self._limits())
                        return
                    found = archive.extractfile(member) if member.isreg() else None
                    if found is not None:
                        inner = f"{name}/{_clean(member.name)}"
                        yield from self._member(found, inner, name, member.size, depth)
        except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError):
            yield Diagnostic("feeds_archive_damaged", Place(name))

    def _member(
        self, stream: IO[bytes], inner: str, name: str, compressed: int, depth: int
    ) -> Iterator[Found]:
        """Read one member of an archive; an archive in it goes through a file without a name."""
        self._members += 1
        head = stream.read(TAR_HEADER)
        if head.startswith((ZIP, GZIP)) and depth < self._archive.nested:
            yield from self._nested(stream, head, inner, name, depth)
            return
        limit = min(self._bounds.size, max(1 << 24, compressed * self._bounds.expansion))
        content = head + stream.read(max(limit - len(head), 0) + 1)
        self._bytes += len(content)
        if len(content) > limit:
            yield Diagnostic("feeds_member_too_large", Place(inner), {"limit": limit})
            return
        yield self._single(content, inner, name, archived=True)

    def _nested(self, stream: IO[bytes], head: bytes, inner: str, name: str, depth: int) -> Iterator[Found]:
        with tempfile.TemporaryFile(dir=self._work) as copy:
            part = head
            while part:
                copy.write(part)
                self._bytes += len(part)
                if self._spent(name):
                    yield Diagnostic("feeds_archive_too_large", Place(inner), self._limits())
                    return
                part = stream.read(_STEP)
            copy.seek(0)
            yield from self._opened(copy, inner, name, depth + 1)

    def _spent(self, name: str) -> bool:
        del name
        return self._members > self._archive.members or self._bytes > self._archive.total

    def _limits(self) -> dict[str, int]:
        return {"members": self._archive.members, "limit": self._archive.total}


def _clean(name: str) -> str:
    """Make a name of an archive one that can be shown: it opens nothing."""
    if name.isprintable():
        return name[:200]
    return "".join(letter if letter.isprintable() else "·" for letter in name)[:200]
