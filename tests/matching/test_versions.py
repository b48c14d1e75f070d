"""Keys order versions as independent libraries do; no string makes them raise, slow, or hold a zero byte."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.version import Version
from univers import versions as univers

from hygie.matching.versions import LONGEST, SCHEMES, key, version_key

NUMBER = st.sampled_from(["0", "1", "2", "3", "9", "10", "123", "99999999999999999999"])
PADDED = NUMBER | st.sampled_from(["01", "00", "010"])
IDENTIFIER = st.sampled_from(["a", "b", "alpha", "rc", "RC", "Z", "x-y", "-", "x1", "1a"]) | NUMBER


def dotted(part: st.SearchStrategy[str], least: int, most: int, by: str = ".") -> st.SearchStrategy[str]:
    """Give parts joined."""
    return st.lists(part, min_size=least, max_size=most).map(by.join)


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give parts one after the other."""
    return st.tuples(*parts).map("".join)


def maybe(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Give parts, or nothing."""
    return st.just("") | joined(*parts)


def pick(*words: str) -> st.SearchStrategy[str]:
    """Give one of these."""
    return st.sampled_from(words)


SEMVER = joined(dotted(NUMBER, 3, 3), maybe(st.just("-"), dotted(IDENTIFIER, 1, 3)))
PYPI = joined(
    maybe(PADDED, st.just("!")),
    dotted(PADDED, 1, 4),
    maybe(pick("", "-", ".", "_"), pick("a", "b", "rc", "c", "alpha", "BETA", "pre", "preview"), pick("", "0", "1", "-2", ".3", "10")),
    maybe(pick(".post", "post", "-", "r", "-rev", "_r"), PADDED),
    maybe(pick(".dev", "dev", "-DEV"), pick("", "0", "1", "10")),
    maybe(st.just("+"), dotted(pick("a", "b", "ubuntu", "1", "2", "10", "1a", "01"), 1, 3, "-")),
)  # fmt: skip
# The oracle takes 1a and 1a0 for two versions, which deb-version(7) takes for one: no zero after a letter here.
DEBIAN_PART = joined(
    pick("1", "2", "3"), dotted(pick("1", "2", "3", "10", ".", "+", "~", "a", "Z", "rc", "dfsg"), 0, 5, "")
)
DEBIAN = joined(maybe(pick("1:", "2:")), DEBIAN_PART, maybe(st.just("-"), DEBIAN_PART))
RPM_PART = joined(
    pick("0", "1", "2", "01"),
    dotted(pick("1", "0", "10", ".", "+", "~", "^", "a", "b", "Z", "el", "_"), 0, 5, ""),
)
RPM = joined(maybe(pick("0:", "1:", "2:")), RPM_PART, maybe(st.just("-"), RPM_PART))
GEM = joined(
    dotted(PADDED, 1, 3), dotted(pick(".a", ".b", ".rc1", ".pre", ".0", ".1", ".10", ".a1"), 0, 3, "")
)
MAVEN_WORD = pick(
    "-alpha", "-beta", "-rc", "-SNAPSHOT", "-sp", "-foo", "-1", "-2", "-10", "-alpha-1", "-rc2", "-b1", "-M3"
)
MAVEN = joined(dotted(PADDED, 1, 4), dotted(MAVEN_WORD, 0, 2, ""), pick("", "", "-ga", ".Final"))
NUGET = joined(
    dotted(NUMBER, 2, 4),
    maybe(st.just("-"), dotted(pick("a", "B", "b", "beta", "1", "10", "x1"), 1, 3)),
    maybe(st.just("+x")),
)
# The oracle orders Gentoo's versions: Alpine's but for r0, which is no revision there.
ALPINE = joined(
    dotted(pick("1", "2", "10", "123"), 1, 4), maybe(pick("a", "b", "z")),
    maybe(pick("_alpha", "_beta", "_pre", "_rc", "_p"), pick("", "1", "2")), maybe(pick("-r1", "-r2", "-r10")),
)  # fmt: skip


def numbers(version: str) -> tuple[int, ...]:
    """Read a version of numbers and nothing else."""
    return tuple(map(int, version.replace("-", ".").split(".")))


def no_zeros(version: str) -> tuple[int, ...]:
    """Read a version whose last zeros are nothing."""
    read = numbers(version)
    while read and not read[-1]:
        read = read[:-1]
    return read


ORACLES: dict[str, tuple[str, st.SearchStrategy[str], Callable[[str], Any]]] = {
    "alpine": ("alpine", ALPINE, univers.AlpineLinuxVersion),
    "cran": ("cran", joined(dotted(PADDED, 1, 3), maybe(st.just("-"), PADDED)), numbers),
    "debian": ("debian", DEBIAN, univers.DebianVersion),
    "gem": ("gem", GEM, univers.RubygemsVersion),
    "generic": ("generic", dotted(PADDED, 1, 5), no_zeros),
    "go": ("go", SEMVER.map("v".__add__), univers.GolangVersion),
    "hackage": ("hackage", dotted(PADDED, 1, 4), numbers),
    "maven": ("maven", MAVEN, univers.MavenVersion),
    "nuget": ("nuget", NUGET, univers.NugetVersion),
    "packagist": ("packagist", dotted(PADDED, 1, 4), numbers),
    "pub": ("pub", SEMVER, univers.SemverVersion),
    "pypi": ("pypi", PYPI, Version),
    "rpm": ("rpm", RPM, univers.RpmVersion),
    "semver": ("semver", SEMVER, univers.SemverVersion),
}


@pytest.mark.parametrize("name", sorted(ORACLES))
@settings(max_examples=60)
@given(data=st.data())
def test_keys_order_versions_as_the_oracle_does(name: str, data: st.DataObject) -> None:
    scheme, versions, oracle = ORACLES[name]
    # Versions that begin alike are those that are hard to order.
    several = data.draw(st.lists(versions, min_size=2, max_size=6))
    keys = [key(scheme, version) for version in several]

    assert None not in keys
    read = list(map(oracle, several))
    for one, first, of_first in zip(several, read, keys, strict=True):
        for other, second, of_second in zip(several, read, keys, strict=True):
            assert (of_first == of_second) == (first == second), (one, other)
            assert (of_first < of_second) == (first < second), (one, other)  # type: ignore[operator]


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@settings(max_examples=60)
@given(version=st.text() | st.text("v=0159.-+_~^:!#aAxzrcdev\u0661é \0\ud800", max_size=40))
def test_no_string_makes_a_key_raise_or_hold_a_zero_byte(scheme: str, version: str) -> None:
    found = key(scheme, version)

    assert found is None or (found and 0 not in found)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_numbers_have_any_length(scheme: str) -> None:
    digits = [f"1.{'9' * n}.3" for n in (1, 4, 5, 9, 10, 199, 207, 208, 209, 254, 255, 256, 300, 480)]
    keys = [key(scheme, version) for version in digits]

    assert None not in keys
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys, key=bytes)  # type: ignore[arg-type]
    assert key(scheme, "1.5.3" if scheme == "alpine" else "1.005.3") == key(scheme, "1.5.3")


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@pytest.mark.parametrize("version", ["", " ", "\0", "1" * (LONGEST + 1), "1." * LONGEST], ids=["empty", "space", "nul", "long", "longer"])  # fmt: skip
def test_what_is_no_version_has_no_key(scheme: str, version: str) -> None:
    assert key(scheme, version) is None


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_hostile_versions_are_read_in_linear_time(scheme: str) -> None:
    hostile = [
        "1." * 249 + "!",
        "1-" * 249,
        "a1" * 249,
        "1" * 499 + "!",
        "-" * 499,
        "1_p" * 160,
        "1~" * 249,
        "1+a." * 120,
        "1.0a" + ".a" * 240,
    ]
    make = version_key(scheme)
    before = time.process_time()
    for version in hostile * 10:
        make(version)

    assert time.process_time() - before < 1


# Each line in order; those separated by = are one version.
ORDERED = {
    "go": "v0.0.0-20200331 v0.0.0-20210101000000-abcdef123456 v0.0.0 1.20.5 1.21rc1=1.21.0-rc.1=go1.21rc1 go1.21rc2 1.21=go1.21.0=v1.21.0 v2.0.0=v2.0.0+incompatible v2.0.1-0.20200101000000-abcdef123456 v2.0.1",
    "semver": "1.2.3-0 1.2.3-alpha 1.2.3beta=1.2.3-beta 1.2.3-x-y 1.2.3=v1.2.3=V1.2.3=1.2.3+build 1.2.3.1 1.2.4 1.10=1.10.0 2",
    "nuget": "1.0-alpha=1.0.0-ALPHA 1.0=1.0.0.0=1.0.0+x 1.0.0.1-a 1.0.0.1",
    "pypi": "foo 1.0-legacy 1.0.dev1 1.0a1.dev1 1.0a1=1.0.alpha-1 1.0b2 1.0rc1=1.0c1 1.0=1=v1.0.0 1.0+a 1.0+1 1.0.post1.dev1 1.0.post1=1.0-1 1.0.1 1!0.1",
    "maven": "1.alpha1 1-alpha-1=1a1=1.0-ALPHA1 1-beta 1-m1 1-rc=1-cr 1-SNAPSHOT 1=1.0=1-ga=1.Final=1.0.RELEASE 1-sp 1-foo 1-1=1.0-1 1.0.1 1.1 1.10 2",
    "gem": "1.0.a 1.0.a.1=1.0.a1 1.0.b1 1.0.0.rc1=1.rc1=1.0.rc.1 1=1.0=1.0.0 1.0.0.1 1.0.1.pre 1.0.1",
    "debian": "1.0~~ 1.0~rc1 1.0~rc1-1 1.0=0:1.0=1.0-0 1.0-1~deb 1.0-1 1.0-1+deb11u1 1.0a 1.0+dfsg 1.0.1 1:0.1",
    "rpm": "1.0~rc1-1 1.0 1.0-1.el8 1.0-1.el8_4 1.0-2.el8 1.0^git1-1 1.0.a-1 1.0.1-1=0:1.0.1-1 1:0.1-1",
    "alpine": "1.0_alpha 1.0_rc1 1.0 1.0-r0 1.0-r1 1.0_git2020 1.0_p1 1.0a 1.0b 1.0.1 1.1",
    "packagist": "dev-main 1.0-dev 1.0-alpha1=1.0a1 1.0-beta 1.0-RC1=1.0rc1 1.0=v1.0=V1.0 1.0.0 1.0.1 1.0-p1=1.0-pl1=1.0-patch1 1.1",
    "pub": "1.0.0-a 1.0.0-a+1 1.0.0 1.0.0+1 1.0.0+2 1.0.0+a",
    "generic": "1.0~1 1.0-snapshot 1.0-alpha 1.0beta2=1.0-Beta.2 1-rc1 1.0=1=v1.0.0=Version_1 1.0-hotfix.7 1.0k 1.0l 1.0.1 1.0.2k 2.0.9-hotfix.7 2.1",
    "cran": "0.9 0.75 1.0 1.0-0=1.0.0=1-0-0 1.0-1",
    "hackage": "1 1.0 1.0.0 1.0.1 1.10",
}  # fmt: skip


@pytest.mark.parametrize("scheme", sorted(ORDERED))
def test_versions_stand_in_their_order(scheme: str) -> None:
    steps = [[key(scheme, version) for version in step.split("=")] for step in ORDERED[scheme].split()]

    assert all(len(set(step)) == 1 and step[0] is not None for step in steps), steps
    firsts = [step[0] for step in steps]
    assert firsts == sorted(set(firsts))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("scheme", "version"),
    [("semver", "latest"), ("semver", "1.x"), ("semver", "*"), ("semver", ">=1.0"), ("go", "(devel)"), ("nuget", "[1.0,2.0)"), ("debian", "a:1"), ("debian", "1 2"),
     ("gem", ">= 1"), ("hackage", "1-2"), ("cran", "1a"), ("generic", "n/a"), ("generic", "<=1"), ("maven", "[1,2)") , ("pypi", ">1"), ("rpm", " ")],
)  # fmt: skip
def test_ranges_and_words_are_no_versions(scheme: str, version: str) -> None:
    assert key(scheme, version) is None
