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

from hygie import __version__
from hygie.feeds.download.addresses import host_of, joined, may_follow, permitted, shown
from hygie.feeds.download.failure import DownloadError, TryAgainError, failure
from hygie.feeds.download.partial import Partial, Validators
from hygie.feeds.download.reach import ANY, Reach, reach_of

if TYPE_CHECKING:
    from requests import Response

_STEP: Final = 1 << 16
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_TRY_AGAIN: Final = (408, 425, 429, 500, 502, 503, 504)
_LONGEST_WAIT: Final = 60


class Settings(NamedTuple):
    """How patient the client is.

    Seconds to connect, between two bytes, for one file in all its tries (``deadline``) and for all files of
    one source; tries of one file; redirects of one try.
    """

    connect: float = 15
    read: float = 60
    deadline: float = 3600
    source: float = 6 * 3600
    tries: int = 4
    backoff: float = 0.5
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched whole. ``reach``: how near the server is that gave it."""

    path: Path
    validators: Validators
    sha256: str
    reach: Reach = Reach.PUBLIC


class Text(NamedTuple):
    """The content of a small file, and how near the server is that gave it."""

    content: bytes
    reach: Reach


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be fetched, and what is there of it."""

    url: str
    largest: int
    known: Validators | None
    checksum: tuple[str, str] | None
    reach: Reach
    partial: Partial

    def headers(self) -> dict[str, str]:
        """Ask for the rest, or for what changed, or for all of it."""
        headers = self.partial.headers()
        if self.known is not None and not headers:
            headers = {"If-None-Match": self.known.etag} if self.known.etag else {}
            if self.known.modified:
                headers["If-Modified-Since"] = self.known.modified
        return headers


@dataclass
class Client:
    """Fetches files into a folder; ``progress`` gets an address, bytes had, bytes in all (0: unknown).

    The address is one that may be shown: without user, password and query.
    """

    folder: Path
    settings: Settings = field(default_factory=Settings)
    progress: Callable[[str, int, int], None] = lambda _url, _done, _total: None
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Open a session: it keeps connections, and takes proxies from the environment."""
        # A tenth of a second, which only downloads need.
        from hygie.feeds.download.transport import Passage, Session  # noqa: PLC0415

        self._passage = Passage(patience=self.settings.read)
        self._session = Session(self._passage)
        self._session.headers.update({"User-Agent": f"hygie/{__version__}", "Accept-Encoding": "identity"})
        self._unreachable: dict[str, DownloadError] = {}
        self.begin()

    def begin(self) -> None:
        """Begin a source: its time runs from now."""
        self._source_until = time.monotonic() + self.settings.source

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def get(
        self,
        url: str,
        largest: int,
        known: Validators | None = None,
        checksum: tuple[str, str] | None = None,
        reach: Reach = ANY,
    ) -> Fetched | None:
        """Fetch a file of at most ``largest`` bytes; None if it is still what ``known`` validates.

        ``checksum``: name of the algorithm and hexadecimal digest that it must have. ``reach``: how near the
        address may be; that of the list which names it, anything for one that the user gave.

        Raises:
            DownloadError: it cannot be had.
            OSError: it cannot be written.
        """
        _look(url, url, reach)
        host = host_of(url)
        if host in self._unreachable:
            raise self._unreachable[host]
        self._passage.until = min(time.monotonic() + self.settings.deadline, self._source_until)
        order = _Order(url, largest, known, checksum, reach, Partial(self.folder, url))
        last = DownloadError(url, "download_too_slow")
        for turn in range(self.settings.tries):
            if not self._has_time():
                break
            try:
                return self._once(order)
            except TryAgainError as again:
                last = again.reason
                if last.diagnostic.code == "download_unreachable" and turn:
                    self._unreachable[host] = last
                    break
                if turn + 1 < self.settings.tries:
                    self._wait(max(min(again.wait, _LONGEST_WAIT), self.settings.backoff * 2**turn))
        raise last

    def text(self, url: str, largest: int, reach: Reach = ANY) -> Text:
        """Fetch a small file, and give its content.

        Raises:
            DownloadError: it cannot be had.
            OSError: it cannot be written.
        """
        fetched = self.get(url, largest, reach=reach)
        if fetched is None:  # nothing was known, so that this cannot be
            raise DownloadError(url, "download_not_asked")
        content = fetched.path.read_bytes()
        fetched.path.unlink()
        return Text(content, fetched.reach)

    def _has_time(self) -> bool:
        return time.monotonic() < self._passage.until

    def _wait(self, seconds: float) -> None:
        self.sleep(max(0, min(seconds, self._passage.until - time.monotonic())))

    def _once(self, order: _Order) -> Fetched | None:
        import requests  # noqa: PLC0415 - see above
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - see above

        from hygie.feeds.download.transport import InwardError  # noqa: PLC0415 - see above

        url, headers = order.url, order.headers()
        try:
            answer, reach = self._answer(order, headers)
            with answer:
                if answer.status_code == HTTPStatus.NOT_MODIFIED:
                    if "If-None-Match" in headers or "If-Modified-Since" in headers:
                        return None
                    raise DownloadError(url, "download_not_asked")
                self._receive(answer, order)
        except InwardError:
            raise DownloadError(url, "download_inward", found=shown(url)) from None
        except (requests.exceptions.RequestException, TimeoutError) as reason:
            if isinstance(reason, TimeoutError) or not self._has_time():
                raise TryAgainError(DownloadError(url, "download_too_slow")) from reason
            raise failure(reason, url) from reason
        except HTTPError as reason:  # one that the library lets through
            raise DownloadError(url, "download_failed", message=type(reason).__name__) from reason
        return self._checked(order, reach)

    def _answer(self, order: _Order, headers: dict[str, str]) -> "tuple[Response, Reach]":
        """Ask, and follow redirects: each must be an address that may be asked, no nearer than the last."""
        asked, reach = order.url, order.reach
        for _ in range(self.settings.redirects + 1):
            _look(order.url, asked, reach)
            self._passage.allowed, self._passage.found = reach, None
            left = self._passage.left()
            timeout = (min(self.settings.connect, left), min(self.settings.read, left))
            answer = self._session.get(
                asked, headers=headers, timeout=timeout, stream=True, allow_redirects=False
            )
            found = self._passage.found
            reach = min(reach, reach_of(asked) if found is None else found)
            if answer.status_code not in _REDIRECTS:
                return answer, reach
            asked = joined(asked, answer.headers.get("Location", ""))
            answer.close()
        raise DownloadError(order.url, "download_redirects", limit=self.settings.redirects)

    def _receive(self, answer: "Response", order: _Order) -> None:
        """Write the body after what is there already, or from its beginning."""
        url, partial, largest = order.url, order.partial, order.largest
        if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            partial.forget()
            raise TryAgainError(DownloadError(url, "download_cut"))
        if answer.status_code not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            _refuse(answer, url)
        start = partial.begin(answer.status_code, answer.headers)
        if start is None:
            raise TryAgainError(DownloadError(url, "download_cut"))
        total = partial.total
        if total > largest:
            partial.forget()
            raise DownloadError(url, "download_too_large", limit=largest)
        done = start
        with partial.open(start) as stream:
            for part in answer.iter_content(_STEP):
                done += len(part)
                if done > largest:
                    partial.forget()
                    raise DownloadError(url, "download_too_large", limit=largest)
                stream.write(part)
                self.progress(shown(url), done, total)
                self._passage.left()
        if total and done < total:
            raise TryAgainError(DownloadError(url, "download_cut"))
        if total and done > total:
            partial.forget()
            raise TryAgainError(DownloadError(url, "download_cut"))

    @staticmethod
    def _checked(order: _Order, reach: Reach) -> Fetched:
        algorithm, expected = order.checksum or ("sha256", "")
        with order.partial.path.open("rb") as stream:
            found = hashlib.file_digest(stream, algorithm).hexdigest()
        if expected and found != expected.lower():
            order.partial.forget()
            raise TryAgainError(DownloadError(order.url, "download_checksum"))
        sha256 = found if algorithm == "sha256" else ""
        return Fetched(order.partial.path, order.partial.done(), sha256, reach)


def _look(url: str, asked: str, reach: Reach) -> None:
    """Look at an address before it is asked.

    Raises:
        DownloadError: it may not be asked at all, or not by what named it.
    """
    if not permitted(asked):
        raise DownloadError(url, "download_forbidden", found=shown(asked))
    if not may_follow(asked, reach):
        raise DownloadError(url, "download_inward", found=shown(asked))


def _refuse(answer: "Response", url: str) -> None:
    """Say that a server answered something else than the file."""
    status = answer.status_code
    absent = status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    reason = DownloadError(url, "download_status", absent=absent, status=status)
    if status in _TRY_AGAIN:
        wait = answer.headers.get("Retry-After", "")
        raise TryAgainError(reason, float(wait) if wait.isdigit() and len(wait) < 6 else 0)  # noqa: PLR2004
    raise reason
