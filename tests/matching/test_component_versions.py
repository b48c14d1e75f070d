"""What is no version lies in no range: it is not evaluated, and nothing is denied by it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from hygie.matching.coverage import coverage
from hygie.matching.fleet import Fleet, delta, full_rematch
from hygie.matching.index import index_of
from hygie.matching.match import match
from hygie.matching.versions import SCHEMES, component_key
from hygie.observations.advisory import Advisory, Affected, Range
from hygie.observations.bill import Component

WORDS = [
    "unspecified", "unknown", "latest", "RELEASE", "LATEST", "latest.release", "master", "main", "HEAD", "SNAPSHOT",
    "${log4j.version}", "@project.version@", "2.x", "1.5.x-dev", "2.+", "1.*", "^1.1.0", "~1.1", ">=1.0", "dev-main",
    "dev-1.x", "main-2024", "[1.0,2.0)", "", "undefined", "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d", "$VERSION", "x",
]  # fmt: skip
VERSIONS = {
    "maven": ["Finchley.SR2", "r09", "v2.14.0", "2.14.0.redhat-1", "1.0-SNAPSHOT", "20040616"],
    "pypi": ["v1.0", "1.0", "1!2.0.dev1+cu118", "1.0-rc1"],
    "packagist": ["v1.2.3", "1.0-beta1", "1.2.3.4"],
    "semver": ["1.2.3", "v1", "=1.2.3", "1.0.0-x.7.z.92", "1.0.0+abc"],
    "go": ["v1.2.3+incompatible", "go1.21rc2", "v0.0.0-20200101000000-abcdefabcdef"],
    "debian": ["1:1.2.3-1", "v1.0", "2.0~rc1+"],
    "rpm": ["1:2-3.el8", "1.0^git1-1", "r123-1"],
    "alpine": ["1.2.3-r0", "v1.2"],
    "gem": ["2.0.7-x86_64-linux", "1.0.pre1"],
    "generic": ["v10.2k", "7.4p1"],
}
BETWEEN = (Range(introduced="1.0", fixed="9.0"),)
PURLS = {
    "maven": "pkg:maven/g/lib@{}",
    "pypi": "pkg:pypi/lib@{}",
    "composer": "pkg:composer/g/lib@{}",
    "npm": "pkg:npm/lib@{}",
    "debian:11": "pkg:deb/debian/lib@{}?distro=debian-11&upstream=lib",
    "rhel:8": "pkg:rpm/redhat/lib@{}?distro=rhel-8",
}
SOURCES = {"maven": "osv:Maven", "pypi": "osv:PyPI", "composer": "osv:Packagist", "npm": "osv:npm",
           "debian:11": "osv:Debian", "rhel:8": "osv:Red Hat"}  # fmt: skip


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_words_ranges_and_branches_have_no_key(scheme: str) -> None:
    assert [word for word in WORDS if component_key(scheme, word) is not None] == []
    told = [text for text in VERSIONS.get(scheme, ["1.2", "10"]) if component_key(scheme, text) is None]
    assert told == []


@pytest.mark.parametrize("word", ["unspecified", "latest", "2.x", "$%7Blog4j.version%7D", "2.+"])
@pytest.mark.parametrize("ecosystem", sorted(PURLS))
def test_a_word_is_not_evaluated_and_only_all_versions_hold_it(ecosystem: str, word: str) -> None:
    name = "g/lib" if ecosystem in {"maven", "composer"} else "lib"
    component = Component("r", "x", purl=PURLS[ecosystem].format(word))
    records = [
        Advisory("A-1", affected=(Affected(ecosystem, name, ranges=BETWEEN),)),
        Advisory("A-2", affected=(Affected(ecosystem, name, everything=True),)),
        Advisory("A-3", affected=(Affected(ecosystem, name, versions=(word, "1.0")),)),
    ]
    index = index_of(records, SOURCES[ecosystem])
    matched = match([component], [index])
    written = [] if "%" in word else ["A-3"]
    assert sorted(hit.record.id for hit in matched.hits()) == ["A-2", *written]
    assert coverage(matched).reason(0) == "version_invalid"
    fleet = Fleet()
    fleet.add("a", [component])
    assert len(delta(fleet, index)) == len(full_rematch(fleet, [index])) == len(matched)


def test_a_letter_before_the_number_is_none() -> None:
    told = Affected("maven", "g/lib", ranges=(Range("2.13.0", "2.15.0"), Range("v3.0", "v4.0")))
    index = index_of([Advisory("A-1", affected=(told,))])
    versions = ["v2.14.0", "2.14.0", "v2.15.0", "v3.5", "3.5", "4.0"]
    found = match([Component("r", "x", purl=PURLS["maven"].format(each)) for each in versions], [index])
    assert [versions[hit.component] for hit in found.hits()] == ["v2.14.0", "2.14.0", "v3.5", "3.5"]


public = st.sampled_from(["1.0", "1.0.post1", "2.0.0", "2.0.1", "2.1rc1", "3.0"])
build = st.sampled_from(["", "+1", "+cu118", "+cpu.2", "+zz.999999999"])


@settings(max_examples=60)
@given(public, build, public, st.sampled_from(["<=", "==", "<", ">="]))
def test_local_builds_are_held_as_packaging_holds_them(
    version: str, local: str, bound: str, how: str
) -> None:
    told = {
        "<=": Affected("pypi", "lib", ranges=(Range(last_affected=bound),)),
        "==": Affected("pypi", "lib", versions=(bound,)),
        "<": Affected("pypi", "lib", ranges=(Range(fixed=bound),)),
        ">=": Affected("pypi", "lib", ranges=(Range(introduced=bound),)),
    }[how]
    own = version + local
    found = match(
        [Component("r", "x", purl=f"pkg:pypi/lib@{own}")], [index_of([Advisory("A", affected=(told,))])]
    )
    assert bool(len(found)) == SpecifierSet(how + bound, prereleases=True).contains(Version(own))


def test_what_mends_one_entry_may_lie_in_the_next() -> None:
    two = [
        Affected("npm", "lib", ranges=(each,))
        for each in (Range("", "1.5"), Range("1.0", "2.0"), Range("3.0", "3.5"))
    ]
    for order in (two, two[::-1]):
        index = index_of([Advisory("A-1", affected=tuple(order))])
        fixed = {
            version: [
                hit.fixed
                for hit in match([Component("r", "x", purl=f"pkg:npm/lib@{version}")], [index]).hits()
            ]
            for version in ("0.5.0", "1.2.0", "1.7.0", "2.0.0", "3.1.0")
        }
        assert fixed == {"0.5.0": ["2.0"], "1.2.0": ["2.0"], "1.7.0": ["2.0"], "2.0.0": [], "3.1.0": ["3.5"]}


NODE = "0:12.22.5-1.module+el8.4.0+11+abc", "0:14.17.5-1.module+el8.4.0+12+abc"


@pytest.mark.parametrize(
    ("package", "version", "bound", "state"),
    [
        ("nodejs", "12.20.0-1.module+el8+1+a", NODE[0], "AFFECTED"),
        ("nodejs", "12.22.12-1.module+el8.6.0+1+a", NODE[0], None),
        ("nodejs", "12.22.12-1.module+el8.6.0+1+a", NODE[1], "TO_CHECK"),
        ("nodejs", "14.16.0-1.module+el8", NODE[1], "AFFECTED"),
        ("php", "7.2.24-1.module+el8", "0:7.4.19-1.module_el8.5.0", "TO_CHECK"),
        ("php", "7.4.6-1.module+el8", "0:7.4.19-1.module_el8.5.0", "AFFECTED"),
        ("bind", "9.11.36", "9.11.36-5.el8", "TO_CHECK"),
        ("bind", "9.11.35", "9.11.36-5.el8", "AFFECTED"),
        ("bind", "9.11.26-3.el8", "32:9.11.36-5.el8", "AFFECTED"),
        ("bind", "9.11.37-3.el8", "32:9.11.36-5.el8", "TO_CHECK"),
        ("bind", "32:9.11.26-3.el8", "9.11.36-5.el8", "TO_CHECK"),
        ("bind", "32:9.11.40-3.el8", "9.11.36-5.el8", None),
        ("bind", "32:9.11.26-3.el8", "32:9.11.36-5.el8", "AFFECTED"),
        ("bind", "32:9.11.26-3.el8", "0:9.11.36-5.el8", None),
        ("bind", "32:9.11.36", "32:9.11.36-5.el8", "TO_CHECK"),
    ],
)
def test_builds_of_rpm(package: str, version: str, bound: str, state: str | None) -> None:
    told = Affected("rhel:8", package, ranges=(Range(fixed=bound),))
    component = Component("r", "x", purl=f"pkg:rpm/redhat/{package}@{version}?distro=rhel-8.6")
    index = index_of([Advisory("A-1", affected=(told,))])
    hits = [(hit.state.name, hit.code) for hit in match([component], [index]).hits()]
    code = "in_range" if state == "AFFECTED" else "rpm_build_unclear"
    assert hits == ([(state, code)] if state else [])
    fleet = Fleet()
    fleet.add("a", [component])
    assert [hit.state.name for hit in delta(fleet, index).hits()] == [each[0] for each in hits]
