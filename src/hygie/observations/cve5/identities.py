"""Which package an entry of a CVE record is about: from its purl, or from its collection and package name."""

import re
from functools import lru_cache
from typing import Final

from hygie.observations.packages import Package, package_of_osv, package_of_purl
from hygie.observations.purls import read_purl

_HOSTS: Final = {
    "registry.npmjs.org": "npm",
    "npmjs.com": "npm",
    "npmjs.org": "npm",
    "pypi.org": "PyPI",
    "pypi.python.org": "PyPI",
    "repo.maven.apache.org": "Maven",
    "repo1.maven.org": "Maven",
    "central.maven.org": "Maven",
    "mvnrepository.com": "Maven",
    "central.sonatype.com": "Maven",
    "pkg.go.dev": "Go",
    "proxy.golang.org": "Go",
    "packagist.org": "Packagist",
    "repo.packagist.org": "Packagist",
    "nuget.org": "NuGet",
    "api.nuget.org": "NuGet",
    "rubygems.org": "RubyGems",
    "crates.io": "crates.io",
    "hex.pm": "Hex",
    "repo.hex.pm": "Hex",
    "pub.dev": "Pub",
    "hackage.haskell.org": "Hackage",
    "cran.r-project.org": "CRAN",
    "conan.io": "ConanCenter",
}
"""Ecosystem of OSV by the host of a collection, without ``www.``."""


_HOST: Final = re.compile(r"\s*https?://([A-Za-z0-9.-]{1,253})(?=[/:?#\s]|\Z)", re.ASCII).match


def package_of(purl: str, collection: str, name: str) -> Package | None:
    """Name the package of an entry; None if it names none of an ecosystem that is known."""
    if purl:
        read = read_purl(purl)
        return package_of_purl(read) if read else None
    if not collection or not name:
        return None
    ecosystem = _ecosystem(collection)
    if not ecosystem:
        return None
    if ecosystem == "Go" and "." not in name.partition("/")[0]:
        # Packages of Go's own: the Go vulnerability database has two modules for them.
        name = "toolchain" if name.partition("/")[0] == "cmd" else "stdlib"
    return package_of_osv(ecosystem, name)


@lru_cache(maxsize=1 << 12)
def _ecosystem(collection: str) -> str:
    found = _HOST(collection)
    return _HOSTS.get(found[1].lower().removeprefix("www."), "") if found else ""
