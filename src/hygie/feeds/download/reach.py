"""How near to this machine an address is: what is outside must not send the client inward.

A list or a redirect of a public server that names an address of this machine, or of its network, would have
Hygie ask there what the server itself cannot. Sources: RFC 6890 (special-purpose addresses), RFC 6761 §6.3
(``localhost``), RFC 6052 (addresses of IPv4 within IPv6).
"""

import socket
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit


class Reach(IntEnum):
    """How near an address is; an address may name those that are no nearer than itself."""

    PUBLIC = 0
    PRIVATE = 1
    HERE = 2
    SPECIAL = 3


ANY: Final = Reach.SPECIAL
"""What the user may name."""
_NAT64: Final = ip_network("64:ff9b::/96")
_NAMES_OF_HERE: Final = frozenset({"localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"})


def reach_of_address(text: str) -> Reach:
    """Say how near an IP address is.

    Raises:
        ValueError: it is none.
    """
    found = ip_address(text.partition("%")[0])
    inner = _inner(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        return reach_of_address(str(inner))
    if found.is_loopback:
        return Reach.HERE
    if found.is_link_local or found.is_multicast or found.is_unspecified or found.is_reserved:
        return Reach.SPECIAL
    if found.is_global and not (isinstance(found, IPv6Address) and found.is_site_local):
        return Reach.PUBLIC
    return Reach.PRIVATE


def reach_of_host(host: str) -> Reach:
    """Say how near a host is as far as its name says it: what else it resolves to is seen on connecting."""
    name = host.rstrip(".").lower()
    if name in _NAMES_OF_HERE or name.endswith(".localhost"):
        return Reach.HERE
    try:
        return reach_of_address(name)
    except ValueError:
        pass
    if not name[:1].isdigit():
        return Reach.PUBLIC
    try:  # 127.1, 0x7f000001 and 2130706433 are addresses too
        return reach_of_address(socket.inet_ntoa(socket.inet_aton(name)))
    except (OSError, ValueError):
        return Reach.PUBLIC


def reach_of(url: str) -> Reach:
    """Say how near the host of an address is; the most special if it has none that can be read."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    # Other letters become what they stand for only later: 127.0.0.1 is written with wide figures too.
    return reach_of_host(host) if host and host.isascii() and _is_plain(host) else Reach.SPECIAL


def _is_plain(host: str) -> bool:
    return "%" not in host or ":" in host


def _inner(found: IPv6Address) -> IPv4Address | None:
    """Give the address of IPv4 that one of IPv6 leads to."""
    if found in _NAT64:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
