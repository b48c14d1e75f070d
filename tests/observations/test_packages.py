"""A purl and an OSV record that name the same package give the same pair."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.matching.versions import SCHEMES
from hygie.observations.packages import (
    ECOSYSTEMS,
    needs_release,
    package_of_osv,
    package_of_purl,
    scheme_of,
    source_package_of_purl,
    source_version_of_purl,
    version_of_purl,
)
from hygie.observations.purls import read_purl

SAME = [
    ("pkg:pypi/Zope_Interface@1", "PyPI", "zope.interface"),
    ("pkg:npm/%40Babel/Core@1", "npm", "@babel/core"),
    ("pkg:npm/angular/core@1", "npm", "@angular/core"),
    ("pkg:maven/org.apache.logging.log4j/log4j-core@2", "Maven", "org.apache.logging.log4j:log4j-core"),
    ("pkg:maven/org.a:b@2", "Maven", "org.a:b"),
    ("pkg:golang/github.com/burntsushi/toml@v1", "Go", "github.com/BurntSushi/toml"),
    ("pkg:golang/stdlib@1.21.0", "Go", "stdlib"),
    ("pkg:nuget/Newtonsoft.Json@9", "NuGet", "newtonsoft.json"),
    ("pkg:composer/Symfony/HttpKernel@4", "Packagist", "symfony/httpkernel"),
    ("pkg:gem/RedCloth@4", "RubyGems", "RedCloth"),
    ("pkg:cargo/serde_json@1", "crates.io", "serde-json"),
    ("pkg:hex/Phoenix@1", "Hex", "phoenix"),
    ("pkg:pub/http-parser@1", "Pub", "http_parser"),
    ("pkg:cran/readxl@1", "CRAN", "readxl"),
    ("pkg:hackage/aeson@1", "Hackage", "aeson"),
    ("pkg:swift/github.com/Apple/swift-nio@2", "SwiftURL", "https://github.com/apple/swift-nio.git"),
    ("pkg:conan/vendor/zlib@1", "ConanCenter", "zlib"),
    ("pkg:githubactions/tj-actions/changed-files@v1", "GitHub Actions", "tj-actions/changed-files"),
    ("pkg:deb/debian/curl@7?distro=debian-11", "Debian:11", "curl"),
    ("pkg:deb/debian/curl@7?distro=debian-11.6", "Debian:11", "curl"),
    ("pkg:deb/debian/curl@7?distro=bullseye", "Debian:11", "curl"),
    ("pkg:deb/curl@7?distro=bullseye", "Debian:11", "curl"),
    ("pkg:deb/debian/curl@7?distro=sarge", "Debian:3.1", "curl"),
    ("pkg:deb/ubuntu/curl@7?distro=ubuntu-22.04", "Ubuntu:22.04:LTS", "curl"),
    ("pkg:deb/ubuntu/curl@7?distro=jammy", "Ubuntu:Pro:22.04:LTS", "curl"),
    ("pkg:apk/alpine/curl@7?distro=alpine-3.18.4", "Alpine:v3.18", "curl"),
    ("pkg:alpine/curl@7?distro=alpine-3.18.4", "Alpine:v3.18", "curl"),
    ("pkg:apk/wolfi/curl@7?distro=wolfi-20230201", "Wolfi", "curl"),
    ("pkg:apk/chainguard/curl@7", "Chainguard", "curl"),
    ("pkg:rpm/redhat/curl@7?distro=rhel-8.9", "Red Hat:enterprise_linux:8::baseos", "curl"),
    ("pkg:rpm/rocky/curl@7?distro=rocky-9.2", "Rocky Linux:9", "curl"),
    ("pkg:rpm/almalinux/curl@7?distro=almalinux-8.9", "AlmaLinux:8", "curl"),
    ("pkg:rpm/opensuse/curl@7?distro=opensuse-leap-15.4", "openSUSE:Leap 15.4", "curl"),
    ("pkg:rpm/opensuse/curl@7?distro=opensuse-tumbleweed-20240101", "openSUSE:Tumbleweed", "curl"),
    ("pkg:rpm/suse/curl@7?distro=sles-15.3", "SUSE:Linux Enterprise Module for Basesystem 15 SP3", "curl"),
    ("pkg:rpm/suse/curl@7?distro=sles-12-sp5", "SUSE:Linux Enterprise Server 12 SP5-LTSS", "curl"),
    ("pkg:rpm/photon/curl@7?distro=photon-4.0", "Photon OS:4.0", "curl"),
    ("pkg:rpm/openeuler/curl@7?distro=openEuler-22.03-LTS-SP3", "openEuler:22.03-LTS-SP3", "curl"),
    ("pkg:rpm/mageia/curl@7?distro=mageia-9", "Mageia:9", "curl"),
    ("pkg:rpm/amzn/curl@7?distro=amzn-2", "Amazon Linux:2", "curl"),
]


@pytest.mark.parametrize(("purl", "ecosystem", "name"), SAME, ids=[case[0] for case in SAME])
def test_a_purl_and_an_osv_name_give_the_same_pair(purl: str, ecosystem: str, name: str) -> None:
    read = read_purl(purl)

    assert read is not None
    assert package_of_purl(read) == package_of_osv(ecosystem, name)
    assert package_of_purl(read) is not None


@pytest.mark.parametrize(
    "purl",
    [
        "pkg:generic/openssl@3",
        "pkg:github/a/b@1",
        "pkg:swid/a@1",
        "pkg:maven/log4j-core@2",
        "pkg:deb/devuan/a@1",
    ],
)
def test_what_no_ecosystem_knows_is_none(purl: str) -> None:
    read = read_purl(purl)

    assert read is not None
    assert package_of_purl(read) is None


@pytest.mark.parametrize(
    ("purl", "ecosystem"),
    [
        ("pkg:deb/debian/curl@7", "debian"),
        ("pkg:deb/curl@7", "deb"),
        ("pkg:deb/debian/curl@7?distro=debian", "debian"),
        ("pkg:deb/debian/curl@7?distro=ubuntu-22.04", "debian"),
        ("pkg:rpm/redhat/curl@7", "rhel"),
        ("pkg:apk/alpine/curl@7?distro=alpine", "alpine"),
    ],
)
def test_a_distribution_without_release_says_that_it_needs_one(purl: str, ecosystem: str) -> None:
    read = read_purl(purl)

    assert read is not None
    assert package_of_purl(read) == (ecosystem, "curl")
    assert needs_release(ecosystem)


def test_rolling_distributions_and_languages_need_no_release() -> None:
    assert not any(map(needs_release, ["wolfi", "chainguard", "pypi", "debian:11"]))


def test_variants_of_a_release_stand_apart() -> None:
    assert package_of_osv("Ubuntu:Pro:FIPS:16.04:LTS", "a") == ("ubuntu:16.04:fips", "a")
    assert package_of_osv("Red Hat:rhel_eus:8.4::appstream", "a") == ("redhat:rhel_eus:8.4", "a")


@pytest.mark.parametrize(
    ("purl", "package", "version"),
    [
        ("pkg:deb/debian/libssl3@3.0-1?distro=debian-12&upstream=openssl", ("debian:12", "openssl"), "3.0-1"),
        ("pkg:deb/debian/gcc@4:9?distro=debian-12&upstream=gcc-defaults@1.190", ("debian:12", "gcc-defaults"), "1.190"),
        ("pkg:rpm/redhat/openssl-libs@1.1-5.el8?distro=rhel-8.9&epoch=1&upstream=openssl-1.1-5.el8.src.rpm", ("rhel:8", "openssl"), "1:1.1-5.el8"),
        ("pkg:deb/debian/curl@7?distro=debian-12", None, "7"),
        ("pkg:npm/a@1?upstream=b", None, "1"),
    ],
    ids=range(5),
)  # fmt: skip
def test_the_source_package_is_that_of_upstream(
    purl: str, package: tuple[str, str] | None, version: str | None
) -> None:
    read = read_purl(purl)

    assert read is not None
    assert source_package_of_purl(read) == package
    if package is not None:
        assert source_version_of_purl(read) == version


def test_an_epoch_of_rpm_stands_before_the_version() -> None:
    read = read_purl("pkg:rpm/redhat/openssl@1.1-5?epoch=1")

    assert read is not None
    assert version_of_purl(read) == "1:1.1-5"


def test_every_ecosystem_has_a_scheme_that_makes_keys() -> None:
    assert set(ECOSYSTEMS.values()) <= set(SCHEMES)
    assert scheme_of("debian:11") == "debian"
    assert scheme_of("golang") == "go"
    assert scheme_of("nowhere:1") is None


@settings(max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40), st.text("SUSELinux Enterprise:.0123PpRroHh", max_size=30))
def test_no_string_makes_it_raise(ecosystem: str, name: str, distro: str) -> None:
    package_of_osv(ecosystem, name)
    for head in ("SUSE:", "Ubuntu:", "Red Hat:", "Debian:", "Alpine:"):
        package_of_osv(head + ecosystem, name)
        package_of_osv(head + distro, name)
    for kind in ("deb", "rpm/suse", "rpm/redhat", "deb/ubuntu", "apk/alpine"):
        read = read_purl(f"pkg:{kind}/a@1?distro={distro}&upstream={name}")
        if read is not None:
            package_of_purl(read)
            source_package_of_purl(read)
            source_version_of_purl(read)


@pytest.mark.realdata
@pytest.mark.parametrize("source", ["go", "pypi"])
def test_every_osv_package_is_what_its_purl_says(veille: Path, source: str) -> None:
    with gzip.open(veille / "osv" / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
        named = [entry["package"] for line in lines for entry in json.loads(line).get("affected", ())]

    packages = [package_of_osv(package["ecosystem"], package["name"]) for package in named]
    assert None not in packages
    with_purl = [
        (package, found) for package, found in zip(named, packages, strict=True) if "purl" in package
    ]
    assert all(package_of_purl(read_purl(package["purl"])) == found for package, found in with_purl)
