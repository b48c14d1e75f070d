"""Every component is evaluated, or has one reason for not being."""

import re
from pathlib import Path

import pytest

from hygie.feeds.download.addresses import ECOSYSTEMS as ADDRESSES_OF_OSV
from hygie.matching import judging
from hygie.matching.coverage import REASONS, Coverage, coverage
from hygie.matching.covering import covered_by
from hygie.matching.identities import Route
from hygie.matching.index import index_of
from hygie.matching.index.compiling import DOUBTS
from hygie.matching.match import match
from hygie.matching.matched import IN_RANGE
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.bill import Component
from hygie.observations.distributions import DISTRIBUTION_SCHEMES
from hygie.observations.packages import ECOSYSTEMS as PACKAGES
from hygie.wording.sentences import sentences

PUMP = "cpe:2.3:o:acme:pump:*:*:*:*:*:*:*:*"
DEB = "pkg:deb/debian/{}@1.1.1n-0+deb11u3?distro=debian-11{}"
BY_SOURCE = {
    "osv:npm": [
        Affected("npm", "one", ranges=(Range(fixed="2.0.0"),)),
        Affected("pypi", "strayed", everything=True),
    ],
    "cve5": [
        Affected("maven", "g/spoken-of", everything=True),
        Affected(cpes=(PUMP,), everything=True),
        Affected(vendor="Acme", product="Monitor", everything=True),
    ],
    "osv:Debian": [Affected("debian:11", "openssl", ranges=(Range(fixed="1.1.1n-0+deb11u4"),))],
    "osv:Chainguard": [Affected("chainguard", "openssl", everything=True)],
    "retirejs": [Affected(product="jquery", ranges=(Range(fixed="3.5.0"),))],
    "csaf:acme.example": [
        Affected("gem", "spoken-of", cpes=("cpe:2.3:o:acme:ward:*:*:*:*:*:*:*:*",), everything=True)
    ],
    "victims": [Affected("composer", "v/spoken-of", everything=True)],
}
INDEXES = [
    index_of([Advisory(f"A-{at}", affected=(each,)) for at, each in enumerate(told)], source)
    for source, told in BY_SOURCE.items()
]
CASES = [
    ("no_identifier", Component("r", "unheard-of", "1")),
    ("no_identifier", Component("r", "unheard-of")),
    ("purl_invalid", Component("r", "n", "1", purl="not a purl")),
    ("no_version", Component("r", "n", purl="pkg:npm/one")),
    ("no_version", Component("r", "n", cpe="cpe:2.3:o:acme:pump:*:*:*:*:*:*:*:*")),
    ("version_invalid", Component("r", "n", "unspecified", cpe="cpe:2.3:o:acme:pump:*:*:*:*:*:*:*:*")),
    ("version_invalid", Component("r", "Monitor", "${pump.version}", supplier="Acme")),
    ("no_distribution", Component("r", "n", "1", purl="pkg:deb/debian/openssl@1.1.1-1")),
    ("version_invalid", Component("r", "n", purl="pkg:npm/one@!!")),
    ("ecosystem_unknown", Component("r", "n", purl="pkg:generic/one@1.0")),
    ("no_source", Component("r", "n", purl="pkg:cargo/one@1.0.0")),
    ("partial_source", Component("r", "n", purl="pkg:maven/g/spoken-of@1.0.0")),
    ("partial_source", Component("r", "n", purl="pkg:gem/never-spoken-of@1.0.0")),
    ("partial_source", Component("r", "n", purl="pkg:composer/v/never-spoken-of@1.0.0")),
    ("partial_source", Component("r", "n", purl="pkg:pypi/strayed@1.0.0")),
    ("partial_source", Component("r", "n", "1", cpe="cpe:2.3:o:acme:ward:1:*:*:*:*:*:*:*")),
    ("partial_source", Component("r", "jQuery", "3.6.0", type="library")),
    ("partial_source", Component("r", "Monitor", "1")),
    ("no_identifier", Component("r", "Monitor Stand", "1", supplier="Acme")),
    ("name_unknown", Component("r", "n", "1", cpe="cpe:2.3:a:acme:other:1:*:*:*:*:*:*:*")),
    ("name_unknown", Component("r", "n", purl="pkg:generic/n@1", cpe="cpe:2.3:a:acme:other:1:*:*:*:*:*:*:*")),
    ("", Component("r", "n", purl="pkg:npm/never-spoken-of@1.0.0")),
    ("", Component("r", "n", "1", purl="not a purl", cpe="cpe:2.3:o:acme:pump:1:*:*:*:*:*:*:*")),
    ("", Component("r", "Monitor", "1", supplier="ACME Inc.")),
    ("", Component("r", "Monitor", "1", supplier="Acme", purl="pkg:composer/v/never-spoken-of@1.0.0")),
    ("source_package_unknown", Component("r", "n", purl=DEB.format("libssl1.1", ""))),
    ("source_package_unknown", Component("r", "n", purl="pkg:apk/chainguard/libssl3@3.0-r1")),
    ("", Component("r", "n", purl=DEB.format("openssl", ""))),
    ("", Component("r", "n", purl=DEB.format("libssl1.1", "&upstream=openssl"))),
    ("", Component("r", "n", purl=DEB.format("libnew", "&source=never-spoken-of"))),
    ("", Component("r", "n", purl=DEB.format("never-spoken-of", "&arch=source"))),
    ("", Component("r", "n", purl="pkg:apk/chainguard/libssl3@3.0-r1?origin=openssl")),
    ("", Component("r", "n", "1", cpe="cpe:2.3:h:acme:monitor:1:*:*:*:*:*:*:*")),
]


def by(found: Coverage, number: int) -> tuple[Route, ...]:
    """Say which routes evaluated a component."""
    return tuple(route for route in Route if found.routes[number] >> route & 1)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_one_reason_each(number: int) -> None:
    reason, component = CASES[number]
    found = coverage(match([component], INDEXES))
    assert found.reason(0) == reason
    assert bool(by(found, 0)) == (not reason)
    assert found.evaluated == (0 if reason else 1)


def test_every_reason_has_its_sentence() -> None:
    codes = {*REASONS, *DOUBTS, IN_RANGE} - {""}
    codes |= set(re.findall(r"""(?:TO_CHECK, |to_check\()"(\w+)""", Path(judging.__file__).read_text()))
    assert len(codes) > 15
    assert codes <= set(sentences())


def test_a_bill_adds_up() -> None:
    assert {reason for reason, _ in CASES} == set(REASONS)
    found = coverage(match([component for _, component in CASES], INDEXES))
    assert [found.reason(number) for number in range(len(CASES))] == [reason for reason, _ in CASES]
    assert found.evaluated == sum(not reason for reason, _ in CASES)
    routes = [by(found, number) for number, (reason, _) in enumerate(CASES) if not reason]
    assert routes == [
        (Route.PURL,),
        (Route.CPE,),
        (Route.NAME,),
        (Route.NAME,),
        *[(Route.PURL,)] * 5,
        (Route.NAME,),
    ]


def test_an_empty_base_evaluates_nothing_and_an_empty_bill_lacks_nothing() -> None:
    nothing = coverage(match([component for _, component in CASES], []))
    assert nothing.evaluated == 0
    assert nothing.reasons.all()
    assert coverage(match([], [])).evaluated == 0


def test_partial_sources_give_their_findings_all_the_same() -> None:
    components = [component for reason, component in CASES if reason == "partial_source"]
    found = {
        components[hit.component].purl or components[hit.component].name
        for hit in match(components, INDEXES).hits()
    }
    assert {"pkg:maven/g/spoken-of@1.0.0", "pkg:pypi/strayed@1.0.0", "Monitor"} <= found


@pytest.mark.parametrize(
    ("source", "whole", "partial"),
    [
        ("osv:PyPI", {"pypi"}, {"npm"}),
        ("osv:crates.io", {"cargo"}, {"golang"}),
        ("osv:Maven", {"maven"}, {"npm"}),
        ("osv:Debian", {"debian:11", "debian:12"}, {"ubuntu:22.04", "pypi"}),
        ("osv:Ubuntu", {"ubuntu:22.04"}, {"debian:11"}),
        ("osv:Red Hat", {"rhel:8", "redhat:openshift:4"}, {"rocky:8"}),
        ("osv:SUSE", {"sles:15.3", "suse:manager"}, {"opensuse:15.3"}),
        ("osv:githubactions", {"githubactions"}, {"npm"}),
        ("osv:other", set(), {"npm"}),
        ("rustsec", {"cargo"}, {"npm"}),
        *((name, set(), {"npm", "maven", "composer"}) for name in ("cve5", "victims", "retirejs", "nodejs-security-wg", "friends-of-php", "csaf:a.example", "")),
    ],
)  # fmt: skip
def test_what_each_source_means_to_hold(source: str, whole: set[str], partial: set[str]) -> None:
    assert covered_by(source, whole | partial) == whole


def test_every_source_that_osv_has_an_archive_of_covers_something() -> None:
    ecosystems = (*PACKAGES, *DISTRIBUTION_SCHEMES)
    names = {name for name in ADDRESSES_OF_OSV if not covered_by(f"osv:{name}", ecosystems)}
    assert names == set()
