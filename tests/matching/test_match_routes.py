"""What each route may conclude, and what it may not."""

import pytest

from hygie.matching.coverage import coverage
from hygie.matching.identities import Route
from hygie.matching.index import index_of
from hygie.matching.judging import State
from hygie.matching.match import match
from hygie.matching.severity import rated, score_of
from hygie.observations.advisory import Advisory, Affected, Range, Severity, Standing
from hygie.observations.bill import Component

BELOW_TWO = (Range(fixed="2.0"),)


def found(component: Component, *affected: Affected, withdrawn: str = "") -> list[tuple[str, str, str]]:
    index = index_of([Advisory("A-1", affected=affected, withdrawn=withdrawn)])
    return [(hit.route.name, hit.state.name, hit.code) for hit in match([component], [index]).hits()]


def cpe(version: str = "*", rest: str = "*:*:*:*:*:*:*", part: str = "a", vendor: str = "acme") -> str:
    return f"cpe:2.3:{part}:{vendor}:pump:{version}:{rest}"


def part(version: str = "", **more: str) -> Component:
    return Component("r", "other", version, **more)


@pytest.mark.parametrize(
    ("component", "affected", "state"),
    [
        (part(cpe=cpe("1.5")), Affected(cpes=(cpe(),), ranges=BELOW_TWO), "AFFECTED"),
        (part(cpe=cpe("2.5")), Affected(cpes=(cpe(),), ranges=BELOW_TWO), None),
        (part("1.5", cpe=cpe()), Affected(cpes=(cpe(),), ranges=BELOW_TWO), "AFFECTED"),
        (part(cpe=cpe()), Affected(cpes=(cpe(),), ranges=BELOW_TWO), "TO_CHECK"),
        (part(cpe=cpe("1.5")), Affected(cpes=(cpe(),)), "TO_CHECK"),
        (part(cpe=cpe("1.5")), Affected(cpes=(cpe("1.5"),)), "AFFECTED"),
        (part(cpe=cpe("1.5")), Affected(cpes=(cpe("1.6"),)), None),
        (part(cpe=cpe("1.5")), Affected(cpes=(cpe(part="h"),), ranges=BELOW_TWO), "TO_CHECK"),
        (part(cpe=cpe("1.5", "*:*:*:*:linux:*:*")), Affected(cpes=(cpe(rest="*:*:*:*:windows:*:*"),), ranges=BELOW_TWO), None),
        (part(cpe=cpe("1.5", "*:*:*:*:node.js:*:*")), Affected(cpes=(cpe(rest="*:*:*:*:nodejs:*:*"),), ranges=BELOW_TWO), "AFFECTED"),
        (part(cpe=cpe("1.5", "*:*:*:*:wordpress:*:*")), Affected(cpes=(cpe(rest="*:*:*:*:joomla\\!:*:*"),), ranges=BELOW_TWO), None),
        (part(cpe=cpe("1.5", "*:*:*:*:linux:*:*")), Affected(cpes=(cpe(rest="*:*:*:*:python:*:*"),), ranges=BELOW_TWO), "TO_CHECK"),
        (part(cpe=cpe("1.5", "*:*:*:*:enterprise:*:*")), Affected(cpes=(cpe(rest="*:*:*:*:windows:*:*"),), ranges=BELOW_TWO), "TO_CHECK"),
        (part(cpe=cpe("1.5", "*:*:*:*:*:x86_64:*")), Affected(cpes=(cpe(rest="*:*:*:*:*:x64:*"),), ranges=BELOW_TWO), "AFFECTED"),
        (part(cpe=cpe("1.5", "*:*:*:*:*:x86:*")), Affected(cpes=(cpe(rest="*:*:*:*:*:arm:*"),), ranges=BELOW_TWO), "TO_CHECK"),
        (part(cpe=cpe("1.5", "*:*:*:pro:*:*:*")), Affected(cpes=(cpe(rest="*:*:*:home:*:*:*"),), ranges=BELOW_TWO), "TO_CHECK"),
        (part(cpe=cpe("1.5", vendor="*")), Affected(cpes=(cpe(vendor="*"),), everything=True), None),
        (part(cpe=cpe("1.5", vendor="ac*")), Affected(cpes=(cpe(),), everything=True), None),
        (part(cpe=cpe("1.5")), Affected(cpes=(cpe(vendor="-"),), everything=True), None),
    ],
)  # fmt: skip
def test_cpe(component: Component, affected: Affected, state: str | None) -> None:
    assert [hit[1] for hit in found(component, affected)] == ([state] if state else [])


def test_a_record_without_cpe_is_found_by_the_names_of_a_cpe() -> None:
    named = Affected(vendor="Red Hat", product="Storage Pump", ranges=BELOW_TWO)
    index = index_of([Advisory("A-1", affected=(named,))], "cve5")

    def asked(version: str, *others: str, product: str = "storage_pump") -> list[tuple[str, ...]]:
        one = part(cpe=f"cpe:2.3:a:redhat:{product}:{version}:*:*:*:*:*:*:*", others=others)
        matched = match([one], [index])
        assert coverage(matched).evaluated == (product == "storage_pump" and version != "*")
        return [(hit.route.name, hit.state.name, hit.identity) for hit in matched.hits()]

    assert asked("1.5") == [("NAME", "AFFECTED", "cpe_same_names")]
    assert asked("1.5", cpe("1.0")) == [("NAME", "AFFECTED", "cpe_same_names")]
    assert asked("2.5") == asked("1.5", product="pump") == []
    assert [hit[1] for hit in asked("*")] == ["TO_CHECK"]
    both = Affected(vendor="Acme", product="Pump", cpes=(cpe(rest="*:*:*:*:windows:*:*"),), ranges=BELOW_TWO)
    assert found(part(cpe=cpe("1.5", "*:*:*:*:linux:*:*")), both) == []
    packaged = part(cpe=cpe("1.5"), purl="pkg:deb/debian/pump@1.5-1?distro=debian-11")
    by_name = Affected(vendor="Acme", product="Pump", ranges=BELOW_TWO)
    assert found(packaged, by_name) == [("NAME", "TO_CHECK", "distribution_may_have_mended")]


@pytest.mark.parametrize(
    ("purl", "state"),
    [
        ("", "AFFECTED"),
        ("pkg:npm/handlebars@3.5.5", "AFFECTED"),
        ("pkg:maven/org.webjars.npm/handlebars@3.5.5", "AFFECTED"),
        ("pkg:composer/bower-asset/handlebars@3.5.5", "AFFECTED"),
        ("pkg:generic/handlebars@3.5.5", "AFFECTED"),
        ("pkg:maven/com.github.jknack/handlebars@3.5.5", "TO_CHECK"),
        ("pkg:cargo/handlebars@3.5.5", None),
    ],
)
def test_a_library_known_by_its_name_alone_is_one_of_javascript(purl: str, state: str | None) -> None:
    told = index_of(
        [Advisory("A-1", affected=(Affected(product="handlebars", ranges=(Range(fixed="4.7.7"),)),))]
    )
    other = index_of([Advisory("B-1", affected=(Affected("cargo", "other", everything=True),))], "rustsec")
    library = Component("r", "handlebars", "3.5.5", type="library", purl=purl)
    assert [hit.state.name for hit in match([library], [told, other]).hits()] == ([state] if state else [])


def test_a_flood_of_any_makes_nobody_affected() -> None:
    wild = ("*", "-", "a*", "?")
    components = [
        part(version, cpe=cpe(said, vendor=vendor))
        for vendor in wild
        for said in ("*", "-", "1")
        for version in ("", "1")
    ]
    components += [part(version, cpe=cpe("*")) for version in ("", "1")]
    records = [
        Advisory(f"A-{number}", affected=(Affected(cpes=(cpe(said, vendor=vendor),)),))
        for number, (vendor, said) in enumerate(
            (vendor, said) for vendor in (*wild, "acme") for said in ("*", "-")
        )
    ]
    matched = match(components, [index_of(records)])
    assert len(matched) > 0
    assert {hit.state for hit in matched.hits()} == {State.TO_CHECK}


def test_a_distribution_may_have_mended() -> None:
    one = part(cpe=cpe("1.5"), purl="pkg:deb/debian/pump@1.5-1?distro=debian-11")
    assert found(one, Affected(cpes=(cpe(),), ranges=BELOW_TWO)) == [
        ("CPE", "TO_CHECK", "distribution_may_have_mended")
    ]


def test_what_a_record_denies_is_contradicted_or_not_concerned() -> None:
    said, fixed = (
        Affected(cpes=(cpe(),), ranges=BELOW_TWO),
        Affected(cpes=(cpe("1.5"),), standing=Standing.FIXED),
    )
    assert [hit[2] for hit in found(part(cpe=cpe("1.5")), said, fixed)] == ["contradicted_in_record"]
    assert found(part(cpe=cpe("1.5")), fixed) == []
    unsure = Affected(cpes=(cpe(),), ranges=BELOW_TWO, standing=Standing.UNDER_INVESTIGATION)
    assert [hit[2] for hit in found(part(cpe=cpe("1.5")), unsure)] == ["under_investigation"]


def test_names_conclude_for_libraries_of_no_vendor_only() -> None:
    jquery = Affected(product="jquery", ranges=(Range(introduced="1.2.0", fixed="3.5.0"),))
    library = Component("r", "jQuery", "3.1.1", type="library", purl="pkg:nuget/jQuery@3.1.1")
    assert [hit[:2] for hit in found(library, jquery)] == [("NAME", "AFFECTED")]
    assert (
        found(Component("r", "jQuery", "3.6.0", type="library", purl="pkg:nuget/jQuery@3.6.0"), jquery) == []
    )
    other = Affected(vendor="acme", product="jquery", ranges=jquery.ranges)
    assert [hit[:2] for hit in found(library, other)] == [("NAME", "TO_CHECK")]


def test_a_likeness_adds_nothing_to_a_package_that_is_covered() -> None:
    library = Component("r", "jquery", "3.1.1", type="library", purl="pkg:npm/jquery@3.1.1")
    named = Affected(vendor="acme", product="jquery", everything=True)
    assert [hit[0] for hit in found(library, named)] == ["NAME"]
    other = Advisory("B-1", affected=(Affected("npm", "left-pad", everything=True),))
    records = index_of([Advisory("A-1", affected=(named,))], "cve5")
    assert [len(match([library], [records, index_of([other], s)])) for s in ("osv:npm", "victims")] == [0, 1]


def test_contradictory_ranges_are_to_be_checked_never_dropped() -> None:
    told = Affected("npm", "one", ranges=(Range(introduced="3.0.0", fixed="2.0.0"),))
    assert found(part(purl="pkg:npm/one@1.0.0"), told) == [("PURL", "TO_CHECK", "contradictory_range")]
    index = index_of([Advisory("A-1", affected=(told,))])
    assert index.meta["doubts"] == {"contradictory_range": 1}
    wild = Affected("npm", "one", ranges=(Range(introduced="1.0.0", fixed="not ! a version"),))
    assert found(part(purl="pkg:npm/one@1.0.0"), wild) == [("PURL", "TO_CHECK", "bound_not_a_version")]
    assert found(part(purl="pkg:npm/one@0.9.0"), wild) == []
    assert found(part(purl="pkg:npm/one@1.0.0"), Affected("npm", "one", commits=True)) == [
        ("PURL", "TO_CHECK", "only_commits")
    ]
    assert found(part(purl="pkg:npm/one@1.0.0"), Affected("npm", "one")) == [
        ("PURL", "TO_CHECK", "no_versions_said")
    ]


def test_withdrawn_records_are_known_and_not_found() -> None:
    assert (
        found(part(purl="pkg:npm/one@1.0.0"), Affected("npm", "one", everything=True), withdrawn="2026-01-01")
        == []
    )


def test_source_packages_of_distributions() -> None:
    one = part(purl="pkg:deb/debian/libssl1.1@1.1.1n-0+deb11u3?distro=debian-11&upstream=openssl")
    told = Affected("debian:11", "openssl", ranges=(Range(fixed="1.1.1n-0+deb11u4"),))
    assert found(one, told) == [("PURL", "AFFECTED", "in_range")]


def test_versions_that_differ_are_each_asked_about() -> None:
    one = part("9.0.0", purl="pkg:npm/one@1.0.0")
    assert found(one, Affected("npm", "one", ranges=BELOW_TWO)) == [("PURL", "TO_CHECK", "versions_disagree")]
    other = part("1.0.0", purl="pkg:npm/one@9.0.0")
    assert found(other, Affected("npm", "one", ranges=BELOW_TWO)) == [
        ("PURL", "TO_CHECK", "versions_disagree")
    ]
    for said, purl in (
        ("v1.0.0", "pkg:npm/one@1.0.0"),
        ("1.0", "pkg:npm/one@1.0.0"),
        ("unknown", "pkg:npm/one@1.0.0"),
        ("1.0.0", "pkg:npm/one"),
    ):
        assert found(part(said, purl=purl), Affected("npm", "one", ranges=BELOW_TWO)) == [
            ("PURL", "AFFECTED", "in_range")
        ]
    by_cpe = part(purl="pkg:npm/one", cpe="cpe:2.3:a:x:y:1.0.0:*:*:*:*:*:*:*")
    assert found(by_cpe, Affected("npm", "one", ranges=BELOW_TWO)) == [("PURL", "AFFECTED", "in_range")]


def test_plans_do_not_mix_components() -> None:
    texts = [
        "pkg:npm/@a/x",
        "pkg:npm/@b",
        "pkg:npm/%40a/x@1.0.0",
        "pkg:npm/x@1.0.0",
        "pkg:npm/x@1.0.0?a=b@3",
        "pkg:npm/x@3.0.0",
    ]
    index = index_of(
        [
            Advisory(
                "A-1",
                affected=(Affected("npm", "x", ranges=BELOW_TWO), Affected("npm", "@a/x", ranges=BELOW_TWO)),
            )
        ]
    )
    matched = match([part(purl=text) for text in texts], [index])
    alone = [number for number, text in enumerate(texts) if len(match([part(purl=text)], [index]))]
    assert matched.columns.subject.tolist() == alone == [2, 3, 4]


def test_severity_is_the_highest_of_the_newest() -> None:
    three, four = (
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
    )
    both = rated(Advisory("A", severities=(Severity(three), Severity(four), Severity("nonsense"))))
    assert (both.version, both.word) == ("4.0", "medium")
    assert rated(Advisory("A", severities=(Severity(three),))).score == 9.8
    assert rated(Advisory("A", severities=(Severity("", 7.5, "x"),), severity_word="low")).word == "high"
    assert rated(Advisory("A", severity_word="Moderate")).word == "medium"
    assert score_of("AV:N/AC:L/Au:N/C:P/I:P/A:P") == (7.5, "2.0")
    assert score_of("CVSS:3.1/" + "A" * 500) == (None, "")
    assert Route.PURL < Route.CPE < Route.NAME


@pytest.mark.parametrize("version", ["latest", "unknown", "master", "$VER", "dev-main"])
@pytest.mark.parametrize("ecosystem", ["pypi", "composer"])
def test_a_word_in_place_of_a_version_lies_in_no_range(ecosystem: str, version: str) -> None:
    name = "acme/pump" if ecosystem == "composer" else "pump"
    told = Affected(ecosystem=ecosystem, package=name, ranges=BELOW_TWO)
    component = part(purl=f"pkg:{ecosystem}/{name}@{version}")
    assert found(component, told) == []
    index = index_of([Advisory("A-1", affected=(told,))], source=f"osv:{ecosystem}")
    assert coverage(match([component], [index])).evaluated == 0
