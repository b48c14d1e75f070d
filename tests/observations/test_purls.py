"""A purl gives the parts that the reference library reads, and no string makes the reader raise or slow."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from packageurl import PackageURL

from hygie.observations.purls import LONGEST, Purl, read_purl

TYPES = sorted(
    ["alpm", "apk", "bitbucket", "bitnami", "cargo", "composer", "conan", "cran", "deb", "gem", "generic", "github", "golang", "hackage", "hex", "huggingface", "luarocks", "maven", "npm", "nuget", "oci", "pub", "pypi", "qpkg", "rpm", "swift", "swid"],
)  # fmt: skip
PART = st.text("abcXYZ019.-_~+@/%:?#&= é€", min_size=1, max_size=8)
NAME = PART.filter(lambda text: text.strip(" /"))
QUALIFIERS = st.dictionaries(
    st.sampled_from(["arch", "distro", "epoch", "upstream", "x-y"]), NAME, max_size=3
)


def parts_of(purl: PackageURL) -> Purl:
    """Give the library's reading in our shape."""
    return Purl(
        purl.type,
        purl.namespace or "",
        purl.name,
        purl.version or "",
        tuple(sorted(purl.qualifiers.items())),
        purl.subpath or "",
    )


@settings(max_examples=50)
@given(
    st.sampled_from(TYPES),
    st.lists(NAME, max_size=3),
    NAME,
    st.none() | NAME,
    QUALIFIERS,
    st.none() | st.lists(NAME, min_size=1, max_size=3).map("/".join),
)
def test_a_valid_purl_has_the_parts_the_reference_library_reads(
    kind: str,
    namespace: list[str],
    name: str,
    version: str | None,
    qualifiers: dict[str, str],
    subpath: str | None,
) -> None:
    written = PackageURL(kind, "/".join(namespace) or None, name, version, qualifiers, subpath).to_string()

    assert read_purl(written) == parts_of(PackageURL.from_string(written))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pkg:npm/%40babel/core@7.0.0", ("npm", "@babel", "core", "7.0.0", (), "")),
        ("pkg:npm/@babel/core@7.0.0", ("npm", "@babel", "core", "7.0.0", (), "")),
        ("pkg:npm/@babel/core", ("npm", "@babel", "core", "", (), "")),
        ("pkg:npm/a@1.0.0%2Bb@c", ("npm", "", "a@1.0.0+b", "c", (), "")),
        ("pkg:golang/github.com/a/b@v1.0.0+incompatible", ("golang", "github.com/a", "b", "v1.0.0+incompatible", (), "")),
        ("pkg:golang/github.com/a/b@v1#x/../y", ("golang", "github.com/a", "b", "v1", (), "x/y")),
        ("pkg:pypi/Django_Rest@1", ("pypi", "", "django-rest", "1", (), "")),
        ("pkg:NuGet/Newtonsoft.Json@9.0.1", ("nuget", "", "Newtonsoft.Json", "9.0.1", (), "")),
        ("pkg://maven//org.a//b@1/", ("maven", "org.a", "b", "1/", (), "")),
        ("  pkg:deb/debian/a@1:2-3%7e1?arch=amd64&bad&=x&distro=  ", ("deb", "debian", "a", "1:2-3~1", (("arch", "amd64"),), "")),
        ("pkg:generic/a?checksum=sha1:ff,md5:0%2600", ("generic", "", "a", "", (("checksum", "sha1:ff,md5:0&00"),), "")),
        ("pkg:generic/caf%C3%A9@%ff", ("generic", "", "café", "\ufffd", (), "")),
        ("pkg:oci/Debian@SHA256:AB", ("oci", "", "debian", "sha256:ab", (), "")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_tools_write_is_read(text: str, expected: tuple[object, ...]) -> None:
    assert read_purl(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "pkg:", "pkg:npm", "pkg:npm/", "pkg:/a", "npm/a@1", "pkg:n pm/a", "pkg:1a/b", "pkg:npm/@1", "pkg:npm/\0a", "pkg:npm/%20@1", "pkg:npm/" + "a" * LONGEST],
    ids=range(12),
)  # fmt: skip
def test_what_names_no_package_is_none(text: str) -> None:
    assert read_purl(text) is None


@settings(max_examples=50)
@given(st.one_of(st.text(), st.text("pkg:/@%?#&=+%2Fé\0\ud800", max_size=60).map("pkg:npm/".__add__)))
@example("pkg:npm/%")
@example("pkg:npm/a@%zz?%=%&x=%#%")
@example("pkg:\ud800/a")
def test_no_string_makes_it_raise(text: str) -> None:
    purl = read_purl(text)

    assert purl is None or purl.name


def test_hostile_strings_are_read_in_linear_time() -> None:
    hostile = [
        "a/" * 2000,
        "@" * 4000,
        "%40" * 1300,
        "a=b&" * 1000,
        "." * 4000,
        "a" * 4000 + "\n",
        "a/" * 2000 + "!",
    ]
    before = time.process_time()
    for text in hostile:
        read_purl("pkg:npm/" + text)
        read_purl("pkg:npm/a?" + text)

    assert time.process_time() - before < 1


def test_a_qualifier_is_found_by_its_key() -> None:
    purl = read_purl("pkg:deb/debian/curl@7?Distro=debian-11&arch=i386")

    assert purl is not None
    assert (purl.qualifier("distro"), purl.qualifier("epoch")) == ("debian-11", "")
