"""Which sources mean to hold all there is of what: only their silence can say that nothing is known.

===================  =============================================================================
``osv:<Ecosystem>``  OSV's archive of an ecosystem: all advisories of its packages that are published
                     (google.github.io/osv.dev/data, "Data dumps")
``rustsec``          the RustSec database: crates.io (rustsec.org)
``cve5``             the CVE list: all products that were given a CVE, by CPE and by name
===================  =============================================================================

The others are partial: CVE records name a package now and then, a publisher of CSAF speaks of its own
products, retire.js, nodejs-security-wg, friends-of-php and victims keep what somebody sent them. They give
findings; that they are silent says nothing. Of a source built from an extract, what it lacks is its user's
choice.
"""

from collections.abc import Iterable
from typing import Final

from hygie.observations.packages import package_of_osv

_CVE: Final = "cve5"
_OSV: Final = "osv:"
_WHOLE: Final = {"rustsec": frozenset(("cargo",))}
_ALSO: Final = {"redhat": ("rhel",), "sles": ("suse",)}
"""What the archive of a distribution holds under a second name: its vendor has other products."""


def covered_by(source: str, ecosystems: Iterable[str]) -> frozenset[str]:
    """Give those of the ecosystems, of which a source speaks, whose advisories it means to hold all.

    Of a distribution, only the releases that it speaks of.
    """
    own = _own(source)
    return frozenset(name for name in ecosystems if name.partition(":")[0] in own)


def holds_all_cves(source: str) -> bool:
    """Say whether a source means to hold the CVEs of all products."""
    return source == _CVE


def _own(source: str) -> frozenset[str]:
    if not source.startswith(_OSV):
        return _WHOLE.get(source, frozenset())
    name = source.removeprefix(_OSV)
    package = package_of_osv(name, "any:name")
    base = package.ecosystem if package else ""
    return frozenset(filter(None, (name, base, *_ALSO.get(base, ()))))
