"""A part within a host: what an advisory says of it there, it says of it nowhere else.

CSAF speaks of "the library X as a part of the device Y" (CSAF 2.0, 3.2.2.4, relationships). The same library
elsewhere may be built or used otherwise: for a person to check. A package of a distribution is the exception:
it is what it is in that distribution, which is its host.
"""

from collections.abc import Mapping
from typing import Final

from hygie.kernel.parameters import Parameter
from hygie.observations.advisory import Affected
from hygie.observations.cpe import ANY, NA, read_cpe
from hygie.observations.distributions import DISTRIBUTION_SCHEMES

ONLY_WITHIN: Final = "only_within"
_VENDORS: Final = {
    "almalinux": ("almalinux",),
    "alpine": ("alpinelinux",),
    "amazon": ("amazon",),
    "debian": ("debian",),
    "fedora": ("fedoraproject",),
    "opensuse": ("opensuse", "suse"),
    "oracle": ("oracle",),
    "redhat": ("redhat",),
    "rhel": ("redhat",),
    "rocky": ("rockylinux", "rocky", "resf"),
    "sles": ("suse",),
    "suse": ("suse", "opensuse"),
    "ubuntu": ("canonical",),
}
"""Vendors of distributions, as CPE names write them (nvd.nist.gov/products/cpe)."""


def elsewhere(affected: Affected) -> Affected | None:
    """Give the host outside of which nothing is said of a product; None if it is spoken of anywhere."""
    host = affected.within
    if host is None or (affected.package and _is_distribution(affected.ecosystem, host)):
        return None
    return host


def host_named(host: Affected) -> Mapping[str, Parameter]:
    """Give the parameters that name a host."""
    return {"host": " ".join(filter(None, (host.vendor, host.product, host.model))) or "?"}


def _is_distribution(ecosystem: str, host: Affected) -> bool:
    """Say whether a host is the distribution that a package is of, in that release if both say one."""
    distribution, _, release = ecosystem.partition(":")
    if distribution not in DISTRIBUTION_SCHEMES:
        return False
    vendors = _VENDORS.get(distribution, (distribution,))
    for text in host.cpes:
        cpe = read_cpe(text)
        if cpe is not None and cpe.part in ("o", ANY) and cpe.vendor in vendors:
            return cpe.version in (ANY, NA) or not release or _major(cpe.version) == _major(release)
    written = "".join(f"{host.vendor}{host.product}".lower().split())
    return not host.cpes and any(vendor in written for vendor in (*vendors, distribution))


def _major(version: str) -> str:
    return version.lower().removeprefix("v").partition(".")[0]
