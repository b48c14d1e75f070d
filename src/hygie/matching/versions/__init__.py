"""Sortable keys of versions: bytes whose order is the order of the versions, scheme by scheme.

Two keys of one scheme compare as their versions do, and equal keys are equal versions. Keys of two schemes
are not to be compared. A version is read once; comparing then costs no more than comparing bytes.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from hygie.matching.versions.alpine import alpine
from hygie.matching.versions.debian import debian
from hygie.matching.versions.dotted import cran, hackage
from hygie.matching.versions.encoding import LONGEST
from hygie.matching.versions.gem import gem
from hygie.matching.versions.generic import generic
from hygie.matching.versions.maven import maven
from hygie.matching.versions.packagist import packagist
from hygie.matching.versions.pypi import last_build, pypi
from hygie.matching.versions.resolved import plain, resolved
from hygie.matching.versions.rpm import rpm
from hygie.matching.versions.semver import go, nuget, pub, semver

Key = Callable[[str], bytes | None]
"""From a version to its key, or None if it is no version of the scheme."""

SCHEMES: Final = MappingProxyType[str, Key](
    {
        "alpine": alpine,
        "cran": cran,
        "debian": debian,
        "gem": gem,
        "generic": generic,
        "go": go,
        "hackage": hackage,
        "maven": maven,
        "nuget": nuget,
        "packagist": packagist,
        "pub": pub,
        "pypi": pypi,
        "rpm": rpm,
        "semver": semver,
    }
)

__all__ = [
    "LONGEST",
    "SCHEMES",
    "Key",
    "component_key",
    "key",
    "last_key",
    "plain",
    "resolved",
    "version_key",
]


def version_key(scheme: str) -> Key:
    """Give the function that makes the keys of a scheme.

    Raises:
        KeyError: the scheme is none of ``SCHEMES``.
    """
    return SCHEMES[scheme]


def key(scheme: str, version: str) -> bytes | None:
    """Give the key of a version; None if it is not one in that scheme, or has more than 500 characters.

    Raises:
        KeyError: the scheme is none of ``SCHEMES``.
    """
    return SCHEMES[scheme](version)


def last_key(scheme: str) -> Key:
    """Give the function that makes the key of the last version that an inclusive bound of a scheme holds.

    Raises:
        KeyError: the scheme is none of ``SCHEMES``.
    """
    return last_build if scheme == "pypi" else SCHEMES[scheme]


def component_key(scheme: str, version: str) -> bytes | None:
    """Give the key of a component's version; None if it is not one version (see ``resolved``).

    Raises:
        KeyError: the scheme is none of ``SCHEMES``.
    """
    text = resolved(scheme, version)
    return SCHEMES[scheme](text) if text else None
