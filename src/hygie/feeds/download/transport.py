"""Connections that keep to a time and stay outside: below the library that speaks HTTP.

The library waits for each reading by itself, so that a server that sends a byte now and then holds it for
ever; here each waits for what is left of the time of the whole, status line and headers included. And names
are resolved once, looked at, and connected to by what they resolved to.

What this cannot do: where a proxy makes the connection, the proxy resolves the name, and only what an address
says by itself is looked at; resolving a name takes as long as the system's resolver takes; through a SOCKS
proxy neither is done, and the time is looked at between two parts of a body.
"""

import math
import socket
import time
from dataclasses import dataclass
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING, Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import allowed_gai_family

from hygie.feeds.download.reach import ANY, Reach, reach_of_address

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from urllib3.poolmanager import ProxyManager

_BUFFER: Final = 1 << 16
_MOST_PLACES: Final = 6
"""Addresses of one name that are tried."""


class InwardError(Exception):
    """A name resolves to what is nearer than what named it."""


@dataclass
class Passage:
    """What holds for the request under way.

    ``until``: moment of the monotonic clock. ``patience``: seconds between two bytes. ``allowed``: how near
    it may come; ``found``: how near it came, None where a proxy made the connection.
    """

    until: float = math.inf
    patience: float = 60
    allowed: Reach = ANY
    found: Reach | None = None

    def left(self) -> float:
        """Give the seconds that are left.

        Raises:
            TimeoutError: none are.
        """
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def come(self, reach: Reach) -> None:
        """Note how near a connection comes.

        Raises:
            InwardError: it may not come so near.
        """
        if reach > self.allowed:
            raise InwardError
        self.found = reach


class _TimedSocket(RawIOBase):
    """What is read of a socket, each time within what is left."""

    def __init__(self, sock: socket.socket, passage: Passage) -> None:
        self._sock = sock
        self._passage = passage
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        self._sock.settimeout(min(self._passage.patience, self._passage.left()))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _TimedAnswer(HTTPResponse):
    """An answer read within what is left."""

    passage: Passage

    def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - what the library gives
        super().__init__(sock, *arguments, **named)
        self.fp.close()
        self.fp = BufferedReader(_TimedSocket(sock, self.passage), _BUFFER)


class _Guarded(HTTPConnection):
    """A connection that looks at where it goes before it goes there."""

    passage: Passage
    reach: Reach | None = None

    def putrequest(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - what the library gives
        """Begin a request; one on a connection that is open already came as near as that did."""
        if self.sock is not None and self.reach is not None:
            self.passage.come(self.reach)
        super().putrequest(*arguments, **named)

    def _new_conn(self) -> socket.socket:
        if self.proxy is not None:
            return super()._new_conn()
        name, patience = self._dns_host, self.timeout
        last: Exception | None = None
        try:
            for place in self._places()[:_MOST_PLACES]:
                self._dns_host = place
                self.timeout = min(self._left(), patience if patience is not None else math.inf)
                try:
                    made = super()._new_conn()
                except ConnectTimeoutError as reason:  # and what derives from it: refused, no route
                    last = reason
                    continue
                self.reach = self.passage.found
                return made
        finally:
            self._dns_host, self.timeout = name, patience
        raise last or NewConnectionError(self, "no address")

    def _places(self) -> list[str]:
        """Resolve the name, and give the addresses that one may go to.

        Raises:
            InwardError: one may not go to any.
        """
        name = self._dns_host.strip("[]")
        try:
            found = socket.getaddrinfo(name, self.port, allowed_gai_family(), socket.SOCK_STREAM)
        except socket.gaierror as reason:
            raise NameResolutionError(self.host, self, reason) from reason
        except UnicodeError as reason:
            raise NameResolutionError(self.host, self, socket.gaierror(str(reason))) from reason
        places = dict.fromkeys(_written(each[4]) for each in found)
        reaches = {place: reach_of_address(place) for place in places}
        # A name of several kinds may in its turn name what the farthest of them may.
        self.passage.come(min(reaches.values(), default=Reach.PUBLIC))
        return [place for place, reach in reaches.items() if reach <= self.passage.allowed]

    def _left(self) -> float:
        try:
            return self.passage.left()
        except TimeoutError as reason:
            raise ConnectTimeoutError(self, "no time is left") from reason


def _written(place: tuple[Any, ...]) -> str:
    """Write what a name resolved to, with its zone if it has one."""
    zone = place[3] if len(place) > 3 else 0  # noqa: PLR2004 - addresses of IPv6 have four parts
    return f"{place[0]}%{zone}" if zone and "%" not in place[0] else str(place[0])


class Session(requests.Session):
    """A session that leaves redirects to the client.

    Even where it is told to follow none, the library reads their bodies, whatever the length, and their
    addresses, whatever they are.
    """

    def __init__(self, passage: Passage) -> None:
        """Open a session whose connections keep to a passage."""
        super().__init__()
        for scheme in ("https://", "http://"):
            self.mount(scheme, Adapter(passage))

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Say that there is nothing to follow."""
        del resp
        return None


class Adapter(HTTPAdapter):
    """What a session sends through: connections of one client, which share a passage."""

    def __init__(self, passage: Passage) -> None:
        """Make the kinds of connection that keep to the passage."""
        answer = type("Answer", (_TimedAnswer,), {"passage": passage})
        own = {"passage": passage, "response_class": answer}
        plain = type("Plain", (_Guarded,), own)
        secure = type("Secure", (_Guarded, HTTPSConnection), own)
        self._pools = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - what the library gives
        """Make the pools of connections without a proxy."""
        super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **named: Any) -> "ProxyManager":  # noqa: ANN401 - what the library gives
        """Make the pools of connections through a proxy."""
        made: ProxyManager = super().proxy_manager_for(proxy, **named)
        if not proxy.lower().startswith("socks"):  # which has its own
            made.pool_classes_by_scheme = self._pools
        return made
