"""By which names a component or an advisory is known: packages (purl), CPE names, names for people.

An identity is a string of bytes that both sides write alike, so that looking up is comparing. The three
routes are kept apart all the way: what a purl says is certain, what a CPE says is a statement about vendor
and product, what a name says is a likeness.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from hygie.matching.names import LIBRARIES, name_keys, near_keys
from hygie.observations.advisory import Affected
from hygie.observations.bill import Component
from hygie.observations.cpe import NA, Cpe, read_cpe
from hygie.observations.packages import (
    Package,
)


class Route(IntEnum):
    """By which identity a component and an advisory met, the surest first."""

    PURL = 0
    CPE = 1
    NAME = 2


class Probe(NamedTuple):
    """One question of a component, by one identity, about one version (empty: unknown).

    ``scheme`` orders the versions of the identity, empty where no order is certain. ``cpe`` is the
    component's name where the route is CPE, ``called`` its supplier, name and kind where it is NAME; both
    where the names are those of a CPE.
    """

    route: Route
    identity: bytes
    scheme: str
    version: str
    cpe: Cpe | None = None
    called: tuple[str, str, str] = ("", "", "")


Written = tuple[str, str, str, str, str, str, tuple[str, ...]]
"""What of a component decides what it is; equal ones are one.

Purl, CPE, supplier, name, version, kind, further purls and CPEs. The kind is the type where it counts
(``names.LIBRARIES``), empty else.
"""

_SEP: Final = b"\0"
LIKENESS: Final = b"name\0~"
"""Front of the identities of names that look alike (``names.near_keys``), which name no product."""
NO_VENDOR: Final = b"name\0|"
"""Front of the identities of names for which no vendor is known (``names.name_keys``)."""
_ROUTES: Final = {b"p": Route.PURL, b"c": Route.CPE, b"n": Route.NAME}


def written(component: Component) -> Written:
    """Give what of a component decides its matches."""
    return (
        component.purl,
        component.cpe,
        component.supplier,
        component.name,
        component.version,
        component.type if component.type in LIBRARIES else "",
        component.others,
    )


def purl_identity(package: Package) -> bytes:
    """Name a package."""
    return f"purl\0{package.ecosystem}\0{package.name}".encode(errors="surrogatepass")


def cpe_identity(cpe: Cpe) -> bytes | None:
    """Name vendor and product; None if either is ANY, NA or has a wildcard: such a name names no product.

    The part (a, o, h) is left out, as sources differ on it for firmware; it is compared afterwards.
    """
    if cpe.wild or NA in (cpe.vendor, cpe.product):
        return None
    return f"cpe\0{cpe.vendor}\0{cpe.product}".encode(errors="surrogatepass")


def without_epoch(identity: bytes) -> bytes:
    """Name a package of rpm where it is spoken of without epochs, which may have been left out."""
    return identity + _SEP


def package_identity(affected: Affected) -> bytes | None:
    """Name the package that an advisory speaks of, if it names one."""
    if not affected.package:
        return None
    return purl_identity(Package(affected.ecosystem, affected.package))


def loose_identities(affected: Affected) -> Iterator[bytes]:
    """Name what an advisory speaks of by CPE and by name: each once, in order."""
    given: dict[bytes, None] = {}
    for text in affected.cpes:
        cpe = read_cpe(text)
        identity = cpe_identity(cpe) if cpe is not None else None
        if identity is not None:
            given[identity] = None
    if affected.product:
        better = bool(affected.package or affected.cpes)
        given |= dict.fromkeys(name_identities(affected.vendor, affected.product, affected.model, better))
    yield from given


@lru_cache(maxsize=1 << 16)
def name_identities(vendor: str, product: str, model: str, better: bool) -> tuple[bytes, ...]:
    """Give the keys of a name, as identities; those of likeness too, unless there is something better."""
    keys = name_keys(vendor, product, model)
    if not better:
        keys += near_keys(vendor, product, model)
    return tuple(b"name" + _SEP + key.encode(errors="surrogatepass") for key in keys)


def route_of(identity: bytes) -> Route:
    """Say by which route an identity is looked up."""
    return _ROUTES[identity[:1]]


def ecosystem_of(identity: bytes) -> str:
    """Give the ecosystem of a package's identity."""
    return identity.split(_SEP, 2)[1].decode(errors="surrogatepass")


def hashes_of(identities: Iterable[bytes]) -> bytes:
    """Give 16 bytes of hash for each identity, the same on every machine: two numbers of 64 bits.

    The first one sorts, the second one tells apart those that share the first.
    """
    return b"".join([blake2b(each, digest_size=16).digest() for each in identities])
