"""What archives are read through: whose fault an exception is, and how much may come out.

Three faults must not be taken for one another: the input cannot be read (that file is refused), the archive
is damaged (nothing of it is taken), the disk of the base fails (the synchronisation ends, the base stays).
"""

import gzip
import tarfile
import zlib
from collections.abc import Callable
from typing import IO, Any, Final, ParamSpec, TypeVar, cast

Given = ParamSpec("Given")
Result = TypeVar("Result")

ZIP: Final = b"PK\x03\x04"
EMPTY_ZIP: Final = b"PK\x05\x06"
GZIP: Final = b"\x1f\x8b"
TAR: Final = b"ustar"
TAR_AT: Final = 257
TAR_HEADER: Final = 512
HEADERS: Final = 1 << 16
"""Bytes of headers before one member of a tar: names and attributes, which tarfile reads into memory."""
_RECORD: Final = tarfile.RECORDSIZE
STEP: Final = 1 << 20


class UnreadableError(OSError):
    """A file that was given cannot be read."""


class Fault(Exception):  # noqa: N818 - a family, of which each has its own name
    """What ends the reading of an archive; never a mistake of this program."""


class DamagedError(Fault):
    """The archive is not one, or not whole."""


class TooMuchError(Fault):
    """More came out than is allowed."""


class DiskError(Fault):
    """The system failed to read; ``reason`` is what it said."""

    def __init__(self, reason: OSError) -> None:
        """Keep what the system said."""
        super().__init__(str(reason))
        self.reason = reason


class InputDiskError(DiskError):
    """The system failed to read what was given."""


class BaseDiskError(DiskError):
    """The system failed to read what stands in the folder of the base."""


def asked(function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
    """Call a library of archives: whatever it raises over its input is a damaged archive.

    Only calls into such a library go through here, so that no mistake of this program is taken for one.

    Raises:
        Fault: see its kinds.
    """
    try:
        return function(*given, **named)
    except Fault:
        raise
    except Exception as reason:
        # They raise IndexError, LZMAError, UnicodeDecodeError, MemoryError… over what is not well-formed.
        raise DamagedError from reason


class Source:
    """A stream to read archives from, whose failures to read are told from damage.

    It has what zipfile, tarfile and gzip ask of a file.
    """

    def __init__(self, stream: IO[bytes], fault: type[DiskError]) -> None:
        """Read from a stream; ``fault`` says whose it is."""
        self._stream = stream
        self._fault = fault
        self.seek = stream.seek
        self.tell = stream.tell
        self.seekable = stream.seekable

    def read(self, size: int = -1) -> bytes:
        """Read bytes.

        Raises:
            DiskError: the system fails.
        """
        try:
            return self._stream.read(size)
        except OSError as reason:
            raise self._fault(reason) from reason

    def size(self) -> int:
        """Give the number of bytes, and go back to the first."""
        found = self.seek(0, 2)
        self.seek(0)
        return found

    def file(self) -> IO[bytes]:
        """Give itself, as the libraries name the type."""
        return cast("IO[bytes]", self)


_END: Final[type[Exception]] = getattr(tarfile, "EOFHeaderError")  # noqa: B009 - no type stubs have it
"""What tarfile raises at the block of zeros that ends every whole archive."""


class _Member(tarfile.TarInfo):
    """A header of a tar: one that cannot be read ends the archive with an error, not in silence."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "tarfile.TarInfo":  # type: ignore[override]
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as reason:
            if isinstance(reason, _END):
                raise
            raise DamagedError from reason


class _Counted:
    """Decompressed bytes, of which no more come than may."""

    def __init__(self, stream: Any, most: int) -> None:  # noqa: ANN401 - any file
        self._stream = stream
        self._most = most
        self._given = 0
        self.limit = HEADERS

    def read(self, size: int) -> bytes:
        if self._given > min(self.limit + 2 * _RECORD, self._most):
            raise TooMuchError
        part: bytes = self._stream.read(size)
        self._given += len(part)
        return part


class Tar:
    """The members of a tar, one after the other, compressed by gzip or not."""

    def __init__(self, source: Source, *, packed: bool, most: int) -> None:
        """Open it; ``most`` bytes may come out in all.

        Raises:
            Fault: it is none, or more comes out.
        """
        plain = gzip.GzipFile(fileobj=source.file()) if packed else source
        self._stream = _Counted(plain, most)
        self._most = most
        self._tar = asked(
            tarfile.open, fileobj=cast("IO[bytes]", self._stream), mode="r|", bufsize=_RECORD, tarinfo=_Member
        )

    def next(self) -> tarfile.TarInfo | None:
        """Give the next member; None after the last, where the whole was checked.

        Raises:
            Fault: the archive is damaged, or more comes out than may.
        """
        self._stream.limit = self._tar.offset + HEADERS
        member = asked(self._tar.next)
        self._stream.limit = self._most
        # It would keep each of them, and every attribute that holds for all that follow.
        self._tar.members.clear()  # type: ignore[attr-defined] # the type stubs have it not
        if len(self._tar.pax_headers) > _RECORD:
            raise TooMuchError
        if member is None:
            self._to_the_end()
        return member

    def opened(self, member: tarfile.TarInfo) -> IO[bytes] | None:
        """Open a member; None if it is none of those that hold bytes.

        Raises:
            Fault: the archive is damaged.
        """
        return asked(self._tar.extractfile, member) if member.isreg() else None

    def _to_the_end(self) -> None:
        """Read what follows the last member: the checksum of gzip stands there."""
        while asked(self._stream.read, STEP):
            pass


def archive_kind(source: Source) -> bytes:
    """Say what kind of archive a file is, by how it begins; empty if it is none. Goes back to its start."""
    head = source.read(TAR_HEADER)
    source.seek(0)
    if head.startswith((ZIP, EMPTY_ZIP)):
        return ZIP
    if head[TAR_AT : TAR_AT + len(TAR)] == TAR:
        return TAR
    return GZIP if head.startswith(GZIP) and _holds_tar(source) else b""


def _holds_tar(source: Source) -> bool:
    start = zlib.decompressobj(31)
    try:
        head = start.decompress(source.read(STEP), TAR_HEADER)
    except zlib.error:
        head = b""
    source.seek(0)
    return head[TAR_AT : TAR_AT + len(TAR)] == TAR


def looks_packed(head: bytes) -> bool:
    """Say whether what begins so may be an archive, or a compressed file."""
    return head.startswith((ZIP, GZIP)) or head[TAR_AT : TAR_AT + len(TAR)] == TAR
