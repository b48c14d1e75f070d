"""A file that is being fetched: what is there already, and by what the server will know it again."""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

_RANGE = re.compile(r"bytes (\d{1,15})-")


class Validators(NamedTuple):
    """What a server says by which it knows again what it gave."""

    etag: str = ""
    modified: str = ""


class _Note(msgspec.Struct):
    url: str
    etag: str = ""
    modified: str = ""


class Partial:
    """The beginning of a file, which outlives the process that fetched it."""

    def __init__(self, folder: Path, url: str) -> None:
        """Look for the beginning of what an address gives."""
        name = hashlib.sha256(url.encode()).hexdigest()[:32]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{name}.part"
        self._note_path = folder / f"{name}.json"
        self._note = _Note(url)
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            found = msgspec.json.decode(self._note_path.read_bytes(), type=_Note)
            if found.url == url:
                self._note = found

    def headers(self) -> dict[str, str]:
        """Ask for what is missing if the file is the same (RFC 9110 §13.1.5), else for all of it."""
        # A weak validator does not promise the same bytes.
        validator = "" if self._note.etag.startswith("W/") else self._note.etag or self._note.modified
        size = self._size()
        return {"Range": f"bytes={size}-", "If-Range": validator} if size and validator else {}

    def begin(self, status: int, headers: Mapping[str, str]) -> int | None:
        """Say from which byte the answer goes on; None if it is not the part that was asked for."""
        size = self._size()
        start = 0
        if status == HTTPStatus.PARTIAL_CONTENT:
            match = _RANGE.match(headers.get("Content-Range", ""))
            if match is None or int(match[1]) != size:
                self.forget()
                return None
            start = size
        etag, modified = headers.get("ETag", ""), headers.get("Last-Modified", "")
        self._note = _Note(self._note.url, etag[:500], modified[:100])
        self._note_path.write_bytes(msgspec.json.encode(self._note))
        return start

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
        # Without a note nobody knows what it is the beginning of.
        if not self._note_path.exists():
            return 0
        try:
            return self.path.stat().st_size
        except OSError:
            return 0
