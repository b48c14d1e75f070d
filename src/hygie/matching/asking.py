"""What a component is asked about, by each of its identifiers, and in which version."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from hygie.matching.identities import (
    NO_VENDOR,
    Probe,
    Route,
    Written,
    cpe_identity,
    name_identities,
    purl_identity,
    without_epoch,
)
from hygie.matching.versions import component_key
from hygie.matching.versions.resolved import alike, resolved
from hygie.observations.cpe import ANY, NA, Cpe, read_cpe
from hygie.observations.packages import (
    Package,
    needs_release,
    package_of_purl,
    scheme_of,
    source_package_of_purl,
    source_version_of_purl,
    version_of_purl,
)
from hygie.observations.purls import Purl, read_purl

_DISTRIBUTION_TYPES: Final = frozenset(("alpine", "alpm", "apk", "deb", "rpm"))
_REVISED: Final = frozenset(("alpine", "debian", "rpm"))
"""Schemes of versions that have the revision of a distribution."""
_SCRIPTS: Final = frozenset(("npm", "nuget"))
_ASSETS: Final = frozenset(("npm-asset", "bower-asset"))
"""Groups of Composer that are npm's and Bower's packages (asset-packagist.org)."""


class Subject(NamedTuple):
    """What a component can be asked about.

    ``refused`` says why its purl gives no question: ``purl_invalid``, ``ecosystem_unknown``,
    ``no_distribution``; empty if it does or if there is none. ``distribution``: it is a package of a
    distribution, which mends without changing the version of upstream: what CPE and names say of it
    is then to be checked.
    """

    probes: tuple[Probe, ...]
    refused: str = ""
    distribution: bool = False


def subject_of(item: Written) -> Subject:
    """List the questions that a component can be asked; never raises.

    Where the identifiers of a component say different versions, each is asked about in its own.
    """
    purl_text, cpe_text, supplier, name, version, _, others = item
    purl = read_purl(purl_text) if purl_text else None
    cpe = read_cpe(cpe_text) if cpe_text else None
    of_purl = version_of_purl(purl) if purl is not None else ""
    of_cpe = _version_of_cpe(cpe)
    probes: list[Probe] = []
    refused = "purl_invalid" if purl_text else ""
    if purl is not None:
        refused = _ask_purl(purl, of_purl or version or of_cpe, version, probes)
    _ask_cpe(cpe, of_cpe or version or of_purl, probes)
    told = version or of_purl or of_cpe
    distribution = purl is not None and purl.type in _DISTRIBUTION_TYPES
    if others:
        why, packaged = _ask_others(others, told, probes)
        refused, distribution = refused or why, distribution or packaged
    # Names that look alike are looked for where there is nothing better.
    keys = name_identities(supplier, name, "", bool(purl_text or cpe_text))
    probes += [Probe(Route.NAME, key, "", told) for key in keys]
    if cpe_text or others:
        _ask_names_of_cpes(probes)
    return Subject(tuple(probes), refused, distribution)


def _ask_others(others: Iterable[str], version: str, probes: list[Probe]) -> tuple[str, bool]:
    """Add the questions of further purls and CPEs, as of the first ones.

    Give why one of the purls has none, and whether one is of a package of a distribution.
    """
    refused, distribution = "", False
    for text in others:
        if _is_cpe(text):
            cpe = read_cpe(text)
            _ask_cpe(cpe, _version_of_cpe(cpe) or version, probes)
            continue
        purl = read_purl(text)
        if purl is None:
            refused = refused or ("purl_invalid" if text[:4].lower() == "pkg:" else "")
            continue
        why = _ask_purl(purl, version_of_purl(purl) or version, "", probes)
        refused = refused or why
        distribution = distribution or purl.type in _DISTRIBUTION_TYPES
    return refused, distribution


def _is_cpe(text: str) -> bool:
    """Tell CPE names from purls."""
    return text[:4].lower() == "cpe:"


def _ask_cpe(cpe: Cpe | None, version: str, probes: list[Probe]) -> None:
    """Add the question of a CPE, if it names a product."""
    identity = cpe_identity(cpe) if cpe is not None else None
    if identity is not None:
        probes.append(Probe(Route.CPE, identity, "", version, cpe))


def _version_of_cpe(cpe: Cpe | None) -> str:
    return cpe.version if cpe is not None and cpe.version not in (ANY, NA) else ""


def cpe_of(item: Written, identity: bytes, nth: int = 0) -> Cpe | None:
    """Give the CPE that made a question: the ``nth`` of those that name the same vendor and product."""
    texts = (*filter(None, item[1:2]), *filter(_is_cpe, item[6]))
    cpes = [read_cpe(text) for text in texts]
    found = [cpe for cpe in cpes if cpe is not None and cpe_identity(cpe) == identity]
    return found[min(nth, len(found) - 1)] if found else None


def _ask_names_of_cpes(probes: list[Probe]) -> None:
    """Ask the vendor and the product of each CPE by name too: most records of the CVE list hold no CPE."""
    asked = {probe.identity for probe in probes}
    for probe in tuple(probes):
        if probe.cpe is not None:
            names = [key for key in names_of_cpe(probe.cpe) if key not in asked]
            asked.update(names)
            probes += [Probe(Route.NAME, key, "", probe.version, probe.cpe) for key in names]


def names_of_cpe(cpe: Cpe) -> tuple[bytes, ...]:
    """Name the vendor and the product of a CPE as people write them; none without a vendor."""
    vendor, product = called_by_cpe(cpe)
    keys = name_identities(vendor, product, "", better=True)
    return tuple(key for key in keys if not key.startswith(NO_VENDOR))


def called_by_cpe(cpe: Cpe) -> tuple[str, str]:
    """Give vendor and product as people write them: a space is ``_`` in a CPE (NISTIR 7695, 5.3.2)."""
    return cpe.vendor.replace("_", " "), cpe.product.replace("_", " ")


def called_of(item: Written, identity: bytes) -> tuple[tuple[str, str, str], Cpe | None]:
    """Give supplier, name and kind that made a question by name, and the CPE if they are a CPE's."""
    purl_text, cpe_text, supplier, name, _, kind, others = item
    if identity not in name_identities(supplier, name, "", bool(purl_text or cpe_text)):
        for text in (cpe_text, *filter(_is_cpe, others)):
            cpe = read_cpe(text) if text else None
            if cpe is not None and cpe_identity(cpe) is not None and identity in names_of_cpe(cpe):
                return (*called_by_cpe(cpe), ""), cpe
    return (supplier, name, kind if kind and all(map(_may_be_script, _purls(item))) else ""), None


def _may_be_script(purl: Purl) -> bool:
    """Say whether a purl may be of a JavaScript library: of no package known, or of one that holds such."""
    group = purl.namespace.lower()
    return (
        purl.type in _SCRIPTS
        or (purl.type == "maven" and (group == "org.webjars" or group.startswith("org.webjars.")))
        or (purl.type == "composer" and group in _ASSETS)
        or package_of_purl(purl) is None
    )


def _ask_purl(purl: Purl, version: str, other: str, probes: list[Probe]) -> str:
    """Add the questions of a purl, in its version and in an ``other`` one; give why there is none.

    The questions of one package in two versions stand one after the other: see ``Questions.disagreeing``.
    """
    package = package_of_purl(purl)
    if package is None:
        return "ecosystem_unknown"
    if needs_release(package.ecosystem):
        return "no_distribution"
    scheme = scheme_of(package.ecosystem) or ""
    versions = (version,) if _one_version(scheme, version, other) else (version, other)
    _ask_package(package, scheme, versions, probes)
    if purl.qualifiers:
        source = source_package_of_purl(purl)
        if source is not None and source != package:
            told = source_version_of_purl(purl)
            _ask_package(source, scheme, versions if told in {"", version} else (told,), probes)
    return ""


def _ask_package(package: Package, scheme: str, versions: Iterable[str], probes: list[Probe]) -> None:
    """Add the questions of a package."""
    identity = purl_identity(package)
    probes += [Probe(Route.PURL, identity, scheme, version) for version in versions]
    if scheme != "rpm":
        return
    for version in versions:
        epoch, colon, rest = version.partition(":")
        if colon and epoch.strip("0"):
            probes.append(Probe(Route.PURL, without_epoch(identity), scheme, rest))


def _one_version(scheme: str, version: str, other: str) -> bool:
    """Say whether two versions are one, or only one is a version at all."""
    if not other or other == version or not resolved("generic", other):
        return True
    if alike(version, other, loose=scheme in _REVISED):
        return True
    key = component_key(scheme, version) if scheme else None
    return key is not None and key == component_key(scheme, other)


def _purls(item: Written) -> list[Purl]:
    """Read the purls of a component."""
    texts = (text for text in (item[0], *item[6]) if text and not _is_cpe(text))
    return list(filter(None, map(read_purl, texts)))


def says_version(item: Written) -> bool:
    """Say whether a component or one of its purls says its version, and not a CPE alone."""
    return bool(item[4]) or any(map(version_of_purl, _purls(item)))


def sources_of(item: Written) -> frozenset[bytes]:
    """Name the source packages that the purls of a component name."""
    found = set()
    for purl in _purls(item):
        own = package_of_purl(purl) if purl.qualifier("arch").lower() in {"source", "src"} else None
        found |= {purl_identity(each) for each in (own, source_package_of_purl(purl)) if each is not None}
    return frozenset(found)
