"""Where each source is fetched from, with the document that says so; mirrors take their place by name."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from hygie.feeds.download.reach import Reach, reach_of, reach_of_host
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters
from hygie.kernel.place import Place

MIB: Final = 1 << 20


class Way(StrEnum):
    """How a source is fetched: one file, the releases of the CVE list, a CSAF provider."""

    FILE = "file"
    CVE5 = "cve5"
    CSAF = "csaf"


class Address(NamedTuple):
    """Where one source is fetched from.

    ``largest``: bytes that are fetched at most, some ten times what it has in 2026. ``usual``: fetched where
    no source is named. ``documentation``: where its publisher says how it is fetched.
    """

    source: str
    url: str
    way: Way
    largest: int
    documentation: str
    usual: bool = True


OSV: Final = "https://storage.googleapis.com/osv-vulnerabilities"
OSV_DOCUMENTATION: Final = "https://google.github.io/osv.dev/data/#data-dumps"
CSAF_DOCUMENTATION: Final = "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html"
ECOSYSTEMS: Final = (
    "PyPI", "npm", "Maven", "Go", "NuGet", "crates.io", "Packagist", "RubyGems", "Hex", "Pub",
    "Debian", "Ubuntu", "Alpine", "Rocky Linux", "AlmaLinux",
)  # fmt: skip
"""Those of what hospitals and makers of devices run; ``ecosystems.txt`` of the same place lists all."""
ADDRESSES: Final = (
    *(
        Address(f"osv:{name}", f"{OSV}/{quote(name)}/all.zip", Way.FILE, 2048 * MIB, OSV_DOCUMENTATION)
        for name in ECOSYSTEMS
    ),
    Address(
        "cve5",
        "https://api.github.com/repos/CVEProject/cvelistV5/releases/latest",
        Way.CVE5,
        4096 * MIB,
        "https://github.com/CVEProject/cvelistV5#releases",
    ),
    Address(
        "csaf:www.cisa.gov",
        "https://www.cisa.gov/.well-known/csaf/provider-metadata.json",
        Way.CSAF,
        64 * MIB,
        CSAF_DOCUMENTATION,
    ),
    Address(
        "csaf:www.siemens.com",
        "https://cert-portal.siemens.com/.well-known/csaf/provider-metadata.json",
        Way.CSAF,
        64 * MIB,
        CSAF_DOCUMENTATION,
    ),
    Address(
        "csaf:www.bsi.bund.de",
        "https://wid.cert-bund.de/.well-known/csaf/provider-metadata.json",
        Way.CSAF,
        64 * MIB,
        CSAF_DOCUMENTATION,
        usual=False,
    ),
    Address(
        "kev",
        "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
        Way.FILE,
        64 * MIB,
        "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
    ),
    Address(
        "epss",
        "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz",
        Way.FILE,
        128 * MIB,
        "https://www.first.org/epss/data_stats",
    ),
    Address(
        "endoflife",
        "https://endoflife.date/api/v1/products/full",
        Way.FILE,
        128 * MIB,
        "https://endoflife.date/docs/api/v1/",
    ),
)


def addresses(
    overrides: Mapping[str, str], where: Mapping[str, str] | None = None
) -> tuple[Address, ...] | Diagnostic:
    """Give the addresses, with those that a site puts in their place.

    ``osv`` stands for the place that holds ``ECOSYSTEM/all.zip``; an empty address turns a source off; a name
    ``csaf:…`` or ``osv:…`` that is not in the table is one source more. ``where``: what names each override,
    for the diagnostic.
    """
    found = {item.source: item for item in ADDRESSES}
    for name, url in overrides.items():
        if url and not permitted(url):
            return Diagnostic(
                "feeds_bad_address", Place((where or {}).get(name, name)), {"found": shown(url)[:200]}
            )
        if name == "osv":
            for source, item in found.items():
                if source.startswith("osv:"):
                    found[source] = item._replace(url=f"{url.rstrip('/')}/{quote(source[4:])}/all.zip")
        elif name in found:
            found[name] = found[name]._replace(url=url, usual=True)
        elif name.startswith(("csaf:", "osv:")) and name.partition(":")[2]:
            way = Way.CSAF if name.startswith("csaf:") else Way.FILE
            found[name] = Address(name, url, way, 2048 * MIB, "")
        else:
            parameters: Parameters = {"found": name, "expected": (*found, "osv", "csaf:…")}
            return Diagnostic("feeds_unknown_source", Place((where or {}).get(name, name)), parameters)
    return tuple(item for item in found.values() if item.url)


def permitted(url: str) -> bool:
    """Say whether an address may be asked: HTTPS, or plain HTTP on this very machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port  # which is read when it is asked for
    except ValueError:
        return False
    # Libraries do not agree on where a host ends that has a backslash behind it.
    if not host or any(not letter.isprintable() or letter.isspace() or letter == "\\" for letter in url):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and reach_of_host(host) is Reach.HERE)


def may_follow(url: str, reach: Reach) -> bool:
    """Say whether what lies at ``reach`` may send on to an address, as far as that shows by itself."""
    return permitted(url) and reach_of(url) <= reach


def joined(base: str, reference: str) -> str:
    """Resolve a reference found at an address; empty if it cannot be."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """Give the host of an address; empty if it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def shown(url: str) -> str:
    """Give an address without what may be secret in it: user, password, query."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "?"
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{port}{parts.path}" if parts.scheme or host else parts.path
