"""Packages by their one name: from a purl or an OSV ecosystem to the same (ecosystem, name) pair.

Sources: the purl specification's types; OSV schema, "Defined ecosystems" (ossf.github.io/osv-schema); and the
rules of each registry on which names are one, cited where they are applied.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.observations.distributions import (
    DISTRIBUTION_SCHEMES,
    RELEASED,
    distribution_of,
    ecosystem_of_osv,
    release_of_distro,
)
from hygie.observations.names import of_pub
from hygie.observations.purls import Purl


class Package(NamedTuple):
    """A package by its canonical pair.

    ``ecosystem`` is the purl type (``pypi``, ``npm``, ``maven``, ``golang``…), or the distribution and its
    release (``debian:11``, ``ubuntu:22.04``, ``alpine:v3.18``, ``rhel:8``…). ``name`` is normalised as that
    ecosystem does, namespace before a slash (``org.apache.logging.log4j/log4j-core``, ``@babel/core``,
    ``github.com/docker/distribution``).
    """

    ecosystem: str
    name: str


_SOURCES: Final = ("upstream", "origin", "source")
"""Qualifiers that name the source package."""
_SEPARATORS: Final = re.compile(r"[-_.]+")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.]*://")


def _pypi(name: str) -> str:
    """Normalise as PEP 503 does."""
    return _SEPARATORS.sub("-", name).lower()


def _npm(name: str) -> str:
    """Lower, as purls are (old names in capitals fall together); a scope that lost its ``@`` gets it back."""
    return "@" + name.lower() if "/" in name and not name.startswith("@") else name.lower()


def _maven(name: str) -> str:
    """Give ``group/artifact``, case kept, from either separator; empty without a group: it names nothing."""
    group, _, artifact = name.replace(":", "/").partition("/")
    return f"{group}/{artifact}" if artifact and "/" not in artifact else ""


def _cargo(name: str) -> str:
    """crates.io takes ``-`` and ``_``, and both cases, for one (RFC 940, registry index rules)."""
    return name.lower().replace("_", "-")


def _swift(name: str) -> str:
    """Give host and path of the repository, without scheme and ``.git``."""
    return _SCHEME.sub("", name.lower()).removesuffix(".git").strip("/")


def _same(name: str) -> str:
    return name


# Go: module paths are case-sensitive (go.dev/ref/mod), but purls write them in lower case, so lower it is.
_NAMES: Final[dict[str, Callable[[str], str]]] = {
    "bitnami": str.lower,
    "cargo": _cargo,
    "composer": str.lower,
    "conan": str.lower,
    "cran": _same,
    "gem": _same,
    "githubactions": str.lower,
    "golang": str.lower,
    "hackage": lambda name: name.replace("_", "-"),
    "hex": str.lower,
    "julia": _same,
    "maven": _maven,
    "npm": _npm,
    "nuget": str.lower,
    "pub": of_pub,
    "pypi": _pypi,
    "swift": _swift,
}

_OF_OSV: Final = {
    "Bitnami": "bitnami",
    "ConanCenter": "conan",
    "CRAN": "cran",
    "crates.io": "cargo",
    "GitHub Actions": "githubactions",
    "Go": "golang",
    "Hackage": "hackage",
    "Hex": "hex",
    "Julia": "julia",
    "Maven": "maven",
    "npm": "npm",
    "NuGet": "nuget",
    "Packagist": "composer",
    "Pub": "pub",
    "PyPI": "pypi",
    "RubyGems": "gem",
    "SwiftURL": "swift",
}

ECOSYSTEMS: Final = {
    "bitnami": "semver",
    "cargo": "semver",
    "composer": "packagist",
    "conan": "generic",
    "cran": "cran",
    "gem": "gem",
    "githubactions": "semver",
    "golang": "go",
    "hackage": "hackage",
    "hex": "semver",
    "julia": "semver",
    "maven": "maven",
    "npm": "semver",
    "nuget": "nuget",
    "pub": "pub",
    "pypi": "pypi",
    "swift": "semver",
    **DISTRIBUTION_SCHEMES,
}
"""How versions are ordered: scheme of ``hygie.matching.versions`` by ecosystem, release left out."""

VERSIONED: Final = frozenset(ECOSYSTEMS)


def scheme_of(ecosystem: str) -> str | None:
    """Name the version scheme of an ecosystem, with or without its release; None if it is not known."""
    return ECOSYSTEMS.get(ecosystem.partition(":")[0])


def needs_release(ecosystem: str) -> bool:
    """Say whether a distribution lacks the release without which no advisory speaks of it (``debian``)."""
    return ecosystem in RELEASED


def package_of_purl(purl: Purl) -> Package | None:
    """Name the package of a purl; None if its type has no ecosystem known (generic, github, swid…).

    A Maven purl without a group is None too: an artifact alone names nothing. The package of a distribution
    whose release is not said has the bare distribution as its ecosystem (``debian``), or ``deb``, ``rpm``,
    ``apk`` if the distribution is not said either: see ``needs_release``.
    """
    kind = purl.type
    rule = _NAMES.get(kind)
    if rule is None:
        return _of_distribution(purl, purl.name)
    # The namespace of Conan says who packaged it.
    whole = f"{purl.namespace}/{purl.name}" if purl.namespace and kind != "conan" else purl.name
    name = rule(whole)
    return Package(kind, name) if name else None


def source_package_of_purl(purl: Purl) -> Package | None:
    """Name the source package of a deb, rpm or apk purl; None if the purl names none.

    It stands in ``upstream``, as the specification has it, or in ``origin`` or ``source``, as some tools do.
    ``upstream`` is a name, ``name@version``, or the file of a source rpm (``openssl-1.1.1k-5.el8.src.rpm``).
    """
    name, _ = _upstream(purl)
    return _of_distribution(purl, name) if name else None


def source_version_of_purl(purl: Purl) -> str:
    """Give the version of the source package: what ``upstream`` says, else the purl's, epoch included."""
    return _upstream(purl)[1] or version_of_purl(purl)


def version_of_purl(purl: Purl) -> str:
    """Give the version that is compared: that of the purl, with the ``epoch`` qualifier of rpm before it."""
    epoch = purl.qualifier("epoch") if purl.type == "rpm" and purl.qualifiers else ""
    return f"{epoch}:{purl.version}" if epoch and purl.version and ":" not in purl.version else purl.version


def _upstream(purl: Purl) -> tuple[str, str]:
    """Read the qualifier of the source package into name and version, each empty if not said."""
    upstream = next(filter(None, map(purl.qualifier, _SOURCES)), "") if purl.qualifiers else ""
    if not upstream:
        return "", ""
    if upstream.endswith(".src.rpm"):
        name, *rest = upstream.removesuffix(".src.rpm").rsplit("-", 2)
        epoch = purl.qualifier("epoch")
        version = "-".join(rest)
        return name, f"{epoch}:{version}" if epoch and version else version
    name, _, version = upstream.partition("@")
    return name, version


def _of_distribution(purl: Purl, name: str) -> Package | None:
    """Name a package of a distribution, its release from the ``distro`` qualifier."""
    distro = purl.qualifier("distro") if purl.qualifiers else ""
    distribution = distribution_of(purl.type, purl.namespace, distro)
    if distribution is None:
        return None
    return Package(release_of_distro(distribution, distro), name.lower() if purl.type != "rpm" else name)


@lru_cache(maxsize=1 << 10)
def _ecosystem(ecosystem: str) -> tuple[str, Callable[[str], str]] | None:
    """Give our ecosystem of one of OSV, whatever follows its colon, with the rule of its names."""
    kind = _OF_OSV.get(ecosystem.partition(":")[0])
    if kind is not None:
        return kind, _NAMES[kind]
    distribution = ecosystem_of_osv(ecosystem)
    if distribution is None:
        return None
    is_rpm = DISTRIBUTION_SCHEMES[distribution.partition(":")[0]] == "rpm"
    return distribution, _same if is_rpm else str.lower


def package_of_osv(ecosystem: str, name: str) -> Package | None:
    """Name the package that an OSV record names; None if the ecosystem is not known or the name is empty."""
    found = _ecosystem(ecosystem)
    if found is None:
        return None
    named = found[1](name)
    return Package(found[0], named) if named else None
