"""From a product of CSAF to what an advisory names: identities, names and versions."""

from typing import Final

import msgspec

from hygie.observations.advisory import Affected
from hygie.observations.cpe import ANY, read_cpe
from hygie.observations.csaf.product_tree import Product
from hygie.observations.csaf.versions import Versions, versions_of
from hygie.observations.packages import Package, package_of_purl, version_of_purl
from hygie.observations.purls import read_purl

_LEVELS: Final = ("service_pack", "patch_level")
"""Branches (CSAF 2.0, 3.1.2.2) that make a version finer."""


def affected_of(product: Product) -> Affected:
    """Say what a product is, without standing and remedies.

    Of a product made of others, the part gives identities and versions, and ``within`` its hosts.
    """
    if product.part is None:
        return _alone(product)
    found = affected_of(product.part)
    own = _alone(product)
    package = own if own.package else found
    host: Affected | None = None
    for each in reversed(product.hosts):
        host = _within(affected_of(each), host)
    return _with(
        _within(found, host),
        ecosystem=package.ecosystem,
        package=package.package,
        cpes=own.cpes or found.cpes,
    )


def _within(inner: Affected, host: Affected | None) -> Affected:
    """Put one in the other, at the end of the chain of what it is already in."""
    if host is None:
        return inner
    return _with(inner, within=host if inner.within is None else _within(inner.within, host))


def _with(affected: Affected, **changes: object) -> Affected:
    return msgspec.structs.replace(affected, **changes)


def _alone(product: Product) -> Affected:
    package, version = _package(product.purls)
    vendor, name, model = _names(product)
    found = _versions(product, version)
    return Affected(
        ecosystem=package.ecosystem if package else "",
        package=package.name if package else "",
        cpes=(product.cpe,) if product.cpe else (),
        vendor=vendor,
        product=name,
        model=model,
        ranges=found.ranges,
        versions=found.versions,
        expressions=found.expressions,
        excluded=found.excluded,
        everything=found.everything,
        scheme=found.scheme,
    )


def _package(purls: tuple[str, ...]) -> tuple[Package | None, str]:
    """Give the package that the purls name and its version; None where they do not agree."""
    read = [purl for purl in map(read_purl, purls) if purl is not None]
    packages = {package_of_purl(purl) for purl in read}
    versions = {version_of_purl(purl) for purl in read}
    return (
        packages.pop() if len(packages) == 1 else None,
        versions.pop() if len(versions) == 1 else "",
    )


def _names(product: Product) -> tuple[str, str, str]:
    """Give vendor, product and model."""
    number = product.model_numbers[0] if len(product.model_numbers) == 1 else ""
    number = "" if any(wildcard in number for wildcard in "*?") else number
    if product.family and product.product:
        return product.vendor, product.family, product.product
    return product.vendor, product.product or product.family or product.name, number


def _versions(product: Product, of_purl: str) -> Versions:
    version = product.version
    if version and not version.lower().startswith("vers:"):
        version = " ".join([version, *(name for kind, name in product.qualifiers if kind in _LEVELS)])
    found = versions_of(version, product.range)
    if any(found):
        return found
    if of_purl:
        return Versions(versions=(of_purl,))
    # A product of the branches that has no version above it is meant whole, unless its name or its CPE may
    # hold the version.
    cpe = read_cpe(product.cpe) if product.cpe else None
    named = bool(product.product or product.family)
    return Versions(everything=named and (cpe is None or cpe.version == ANY))
