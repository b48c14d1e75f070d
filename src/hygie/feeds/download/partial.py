"""A file that is being fetched: what is there already, and by what the server will know it again."""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import IO, Final, NamedTuple

import msgspec

from hygie.kernel.writing import write_whole

_RANGE: Final = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)\s*")
_STRONG: Final = re.compile(r'"[^"]*"')
_LONGEST: Final = 500
_WORTH: Final = 1 << 16
"""Bytes of a file below which it is fetched anew rather than noted down."""


class Validators(NamedTuple):
    """What a server says by which it knows again what it gave."""

    etag: str = ""
    modified: str = ""


class _Note(msgspec.Struct):
    url: str
    etag: str = ""
    modified: str = ""


class Partial:
    """The beginning of a file, which outlives the process that fetched it.

    The note beside it says what it is the beginning of. It is written, as a whole, when there is no content
    yet: whatever moment the process ends at, it never speaks of content of another version.
    """

    def __init__(self, folder: Path, url: str) -> None:
        """Look for the beginning of what an address gives."""
        name = hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:32]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{name}.part"
        self.total = 0
        self._note_path = folder / f"{name}.json"
        self._note = _Note(url)
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            found = msgspec.json.decode(self._note_path.read_bytes(), type=_Note)
            if found.url == url:
                self._note = found

    def headers(self) -> dict[str, str]:
        """Ask for what is missing if the file is the same (RFC 9110 §13.1.5), else for all of it."""
        size = self._size()
        return {"Range": f"bytes={size}-", "If-Range": self._note.etag} if size else {}

    def begin(self, status: int, headers: Mapping[str, str]) -> int | None:
        """Say from which byte the answer goes on; None if it is not the part that was asked for.

        ``total`` is then how many bytes the whole has, 0 if that is not said.

        Raises:
            OSError: the disk cannot be written to.
        """
        etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
        encoded = headers.get("Content-Encoding", "").lower() not in ("", "identity")
        if status == HTTPStatus.PARTIAL_CONTENT:
            size = self._size()
            match = _RANGE.fullmatch(headers.get("Content-Range", ""))
            if match is None or not size or int(match[1]) != size or etag != self._note.etag or encoded:
                self.forget()
                return None
            self.total = int(match[3]) if match[3].isdigit() else int(match[2]) + 1
            return size
        length = headers.get("Content-Length", "")
        # What comes encoded all the same is unpacked on its way: its sizes and tags speak of other bytes.
        self.total = int(length) if length.isdigit() and len(length) < 16 and not encoded else 0  # noqa: PLR2004 - a petabyte
        self.path.open("wb").close()  # before the note speaks of another version
        self._note = _Note(self._note.url, "" if len(etag) > _LONGEST else etag, modified[:100])
        worth = not encoded and not 0 < self.total < _WORTH
        if worth and _STRONG.fullmatch(self._note.etag):
            write_whole(self._note_path, msgspec.json.encode(self._note))
        else:
            self._note_path.unlink(missing_ok=True)
        return 0

    def open(self, start: int) -> IO[bytes]:
        """Open the file to go on from a byte."""
        return self.path.open("ab" if start else "wb")

    def done(self) -> Validators:
        """Give the validators of the whole file, which is no partial one any more."""
        with suppress(OSError):
            self._note_path.unlink()
        return Validators(self._note.etag, self._note.modified)

    def forget(self) -> None:
        """Begin anew the next time."""
        self._note = _Note(self._note.url)
        for path in (self.path, self._note_path):
            with suppress(OSError):
                path.unlink()

    def _size(self) -> int:
        # Without a note nobody knows what it is the beginning of; a weak tag does not promise the same bytes.
        if not _STRONG.fullmatch(self._note.etag) or not self._note_path.exists():
            return 0
        try:
            return self.path.stat().st_size
        except OSError:
            return 0
