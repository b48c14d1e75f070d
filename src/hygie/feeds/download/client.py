"""One file from the network: asked for only if it changed, resumed where it was cut, bounded, checked.

Sources: RFC 9110 (conditional requests §13, ranges §14); bodies are asked for without content encoding, so
that sizes, ranges and checksums speak of the same bytes.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from hygie import __version__
from hygie.feeds.download.addresses import permitted, shown
from hygie.feeds.download.partial import Partial, Validators
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter
from hygie.kernel.place import Place

if TYPE_CHECKING:
    from requests import Response

_STEP: Final = 1 << 16
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_TRY_AGAIN: Final = (408, 425, 429, 500, 502, 503, 504)


class Settings(NamedTuple):
    """How patient the client is: seconds to connect, between two bytes and in all; tries; redirects."""

    connect: float = 15
    read: float = 60
    deadline: float = 3600
    tries: int = 4
    backoff: float = 0.5
    redirects: int = 5


class DownloadError(Exception):
    """A file could not be had; ``diagnostic`` says which and why. ``absent``: the server has it not."""

    def __init__(self, url: str, code: str, /, *, absent: bool = False, **parameters: Parameter) -> None:
        """Keep why."""
        super().__init__(f"{code}: {shown(url)}")
        host = urlsplit(url).hostname or ""
        self.diagnostic = Diagnostic(code, Place(shown(url)), {"host": host, **parameters})
        self.absent = absent


class _TryAgainError(Exception):
    """What may pass: another try is worth it, after ``wait`` seconds at least."""

    def __init__(self, reason: DownloadError, wait: float = 0) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched whole."""

    path: Path
    validators: Validators
    sha256: str


@dataclass
class Client:
    """Fetches files into a folder; ``progress`` gets an address, bytes had, bytes in all (0: unknown)."""

    folder: Path
    settings: Settings = field(default_factory=Settings)
    progress: Callable[[str, int, int], None] = lambda _url, _done, _total: None
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Open a session: it keeps connections, and takes proxies from the environment."""
        import requests  # noqa: PLC0415 - a tenth of a second that only downloads need

        self._session = requests.Session()
        self._session.headers.update({"User-Agent": f"hygie/{__version__}", "Accept-Encoding": "identity"})
        self._unreachable: dict[str, DownloadError] = {}

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def get(
        self, url: str, largest: int, known: Validators | None = None, checksum: tuple[str, str] | None = None
    ) -> Fetched | None:
        """Fetch a file of at most ``largest`` bytes; None if it is still what ``known`` validates.

        ``checksum``: name of the algorithm and hexadecimal digest that it must have.

        Raises:
            DownloadError: it cannot be had.
            OSError: it cannot be written.
        """
        host = urlsplit(url).hostname or ""
        if host in self._unreachable:
            raise self._unreachable[host]
        partial = Partial(self.folder, url)
        for turn in range(self.settings.tries):
            try:
                return self._once(url, largest, known, checksum, partial)
            except _TryAgainError as again:
                last = again.reason
                if last.diagnostic.code == "download_unreachable" and turn:
                    self._unreachable[host] = last
                    break
                if turn + 1 < self.settings.tries:
                    self.sleep(max(min(again.wait, 60), self.settings.backoff * 2**turn))
        raise last

    def text(self, url: str, largest: int) -> bytes:
        """Fetch a small file, and give its content.

        Raises:
            DownloadError: it cannot be had.
            OSError: it cannot be written.
        """
        fetched = self.get(url, largest)
        if fetched is None:  # nothing was known, so that this cannot be
            raise DownloadError(url, "download_status", status=HTTPStatus.NOT_MODIFIED.value)
        content = fetched.path.read_bytes()
        fetched.path.unlink()
        return content

    def _once(
        self,
        url: str,
        largest: int,
        known: Validators | None,
        checksum: tuple[str, str] | None,
        partial: Partial,
    ) -> Fetched | None:
        import requests  # noqa: PLC0415 - see above

        try:
            with self._answer(url, known, partial) as answer:
                if answer.status_code == HTTPStatus.NOT_MODIFIED:
                    return None
                self._receive(answer, url, largest, partial)
        except (requests.exceptions.ConnectTimeout, requests.exceptions.ReadTimeout) as reason:
            raise _TryAgainError(DownloadError(url, "download_too_slow")) from reason
        except requests.exceptions.SSLError as reason:
            raise DownloadError(url, "download_certificate", message=str(reason)[:200]) from reason
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as reason:
            raise _TryAgainError(DownloadError(url, "download_cut")) from reason
        except requests.exceptions.ConnectionError as reason:
            code = "download_cut" if "IncompleteRead" in str(reason) else "download_unreachable"
            raise _TryAgainError(DownloadError(url, code)) from reason
        except requests.exceptions.RequestException as reason:
            raise DownloadError(url, "download_failed", message=type(reason).__name__) from reason
        return self._checked(url, checksum, partial)

    def _answer(self, url: str, known: Validators | None, partial: Partial) -> "Response":
        """Ask, and follow redirects: each must be an address that may be asked."""
        headers = partial.headers()
        if known is not None and not headers:
            headers = {"If-None-Match": known.etag} if known.etag else {}
            if known.modified:
                headers["If-Modified-Since"] = known.modified
        asked = url
        for _ in range(self.settings.redirects + 1):
            if not permitted(asked):
                raise DownloadError(url, "download_forbidden", found=shown(asked))
            timeout = (self.settings.connect, self.settings.read)
            answer = self._session.get(
                asked, headers=headers, timeout=timeout, stream=True, allow_redirects=False
            )
            if answer.status_code not in _REDIRECTS:
                return answer
            asked = urljoin(asked, answer.headers.get("Location", ""))
            answer.close()
        raise DownloadError(url, "download_redirects", limit=self.settings.redirects)

    def _receive(self, answer: "Response", url: str, largest: int, partial: Partial) -> None:
        """Write the body after what is there already, or from its beginning."""
        if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            partial.forget()
            raise _TryAgainError(DownloadError(url, "download_cut"))
        if answer.status_code not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            self._refuse(answer, url)
        start = partial.begin(answer.status_code, answer.headers)
        if start is None:
            raise _TryAgainError(DownloadError(url, "download_cut"))
        length = answer.headers.get("Content-Length", "")
        total = start + int(length) if length.isdigit() and len(length) < 16 else 0  # noqa: PLR2004 - a petabyte
        if total > largest:
            partial.forget()
            raise DownloadError(url, "download_too_large", limit=largest)
        done, began = start, time.monotonic()
        with partial.open(start) as stream:
            for part in answer.iter_content(_STEP):
                done += len(part)
                if done > largest:
                    partial.forget()
                    raise DownloadError(url, "download_too_large", limit=largest)
                stream.write(part)
                self.progress(url, done, total)
                if time.monotonic() - began > self.settings.deadline:
                    raise _TryAgainError(DownloadError(url, "download_too_slow"))
        if total and done < total:
            raise _TryAgainError(DownloadError(url, "download_cut"))

    @staticmethod
    def _refuse(answer: "Response", url: str) -> None:
        """Say that a server answered something else than the file."""
        status = answer.status_code
        absent = status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
        reason = DownloadError(url, "download_status", absent=absent, status=status)
        if status in _TRY_AGAIN:
            wait = answer.headers.get("Retry-After", "")
            raise _TryAgainError(reason, float(wait) if wait.isdigit() and len(wait) < 6 else 0)  # noqa: PLR2004
        raise reason

    @staticmethod
    def _checked(url: str, checksum: tuple[str, str] | None, partial: Partial) -> Fetched:
        algorithm, expected = checksum or ("sha256", "")
        with partial.path.open("rb") as stream:
            found = hashlib.file_digest(stream, algorithm).hexdigest()
        if expected and found != expected.lower():
            partial.forget()
            raise _TryAgainError(DownloadError(url, "download_checksum"))
        return Fetched(partial.path, partial.done(), found if algorithm == "sha256" else "")
