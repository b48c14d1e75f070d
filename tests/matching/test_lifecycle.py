"""Until when a product is supported, from what people write: never a wrong date, never a silent guess."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.place import Place
from hygie.kernel.truth import Truth
from hygie.matching.lifecycle import Certainty, Lifecycles, Support, ended
from hygie.observations.lifecycle import Cycle, ProductLife
from hygie.wording.voice import Voice

MADE = Lifecycles(
    [
        ProductLife(
            "openssl", "OpenSSL", "lib", (("cpe", "cpe:2.3:a:openssl:openssl"),),
            (Cycle("3.0", end="2026-09-07"), Cycle("1.1.1", end="2023-09-11"), Cycle("1.0.2", end="2019-12-31")),
        ),
        ProductLife("express", "Express", "lib", (("purl", "pkg:npm/express"),), (Cycle("4", end=False),)),
        ProductLife(
            "windows", "Microsoft Windows", "os", (),
            (Cycle("7-sp1", "7 SP1", end="2020-01-14", latest="6.1.7601"), Cycle("5-sp3", "XP SP3", end="2014-04-08")),
        ),
        ProductLife("oracle-jdk", "Oracle JDK", "lang", (), (Cycle("8", end="2022-03-31", extended_end="2030-12-31"),)),
        ProductLife("eclipse-temurin", "Eclipse Temurin", "lang", (), (Cycle("8", end="2030-12-31"),)),
    ]
)  # fmt: skip
DAY = date(2026, 11, 22)


def found(name: str, version: str = "", **identity: str) -> Support:
    support = MADE.find(name, version, **identity)
    assert support is not None, MADE.why_not(name, version, **identity)
    return support


def test_the_day_that_the_data_names_is_the_last_of_support() -> None:
    support = found("OpenSSL", "1.0.2k-fips")
    assert (support.certainty, support.security_end, support.route) == (Certainty.YES, "2019-12-31", "name")
    assert ended(support, date(2019, 12, 31)) is Truth.FALSE
    assert ended(support, date(2020, 1, 1)) is Truth.TRUE
    assert ended(None, DAY) is Truth.UNKNOWN


def test_support_that_is_paid_for_counts_only_when_asked() -> None:
    support = found("Java SE", "1.8.0_201", vendor="Oracle")
    assert support.product.product == "oracle-jdk"
    assert ended(support, DAY) is Truth.TRUE
    assert ended(support, DAY, paid=True) is Truth.FALSE


def test_a_name_of_several_products_is_none_of_them() -> None:
    support = found("Java 8")
    assert [each.product.product for each in support.candidates] == ["oracle-jdk", "eclipse-temurin"]
    assert support.certainty is Certainty.TO_CHECK
    assert support.cycle is None
    assert ended(support, DAY) is Truth.UNKNOWN
    assert ended(support, date(2031, 1, 1)) is Truth.TRUE


@pytest.mark.parametrize(
    ("identity", "route", "cycle"),
    [
        ({"purl": "pkg:npm/express@4.17.1"}, "purl", "4"),
        ({"cpe": "cpe:2.3:a:openssl:openssl:1.1.1k:*:*:*:*:*:*:*"}, "cpe", "1.1.1"),
        ({"cpe": "cpe:2.3:o:microsoft:windows_7:-:sp1:*:*:*:*:*:*"}, "cpe", "7-sp1"),
    ],
)
def test_identifiers_come_before_names(identity: dict[str, str], route: str, cycle: str) -> None:
    support = found("anything", "", **identity)
    assert support.cycle is not None
    assert (support.route, support.cycle.name, support.certainty) == (route, cycle, Certainty.YES)


@pytest.mark.parametrize(
    ("name", "version", "identity", "code"),
    [
        ("OpenSSL", "9.9", {}, "lifecycle_no_cycle"),
        ("OpenSSL", "", {}, "lifecycle_no_version"),
        ("OpenSSL", "1", {}, "lifecycle_several_cycles"),
        ("OpenSSL 1.0.2 hardened", "", {}, "lifecycle_other_words"),
        ("OpenSSL", "1.0.2k", {"purl": "pkg:rpm/redhat/openssl@1.0.2k"}, "lifecycle_distribution"),
        ("Windows 7", "", {}, "lifecycle_less_said"),
        ("Windows XP SP2", "", {}, "lifecycle_other_pack"),
        ("Windows XP Embedded", "", {}, "lifecycle_sibling"),
        ("Express", "4.17", {}, "lifecycle_name_only"),
    ],
)
def test_a_doubt_is_said(name: str, version: str, identity: dict[str, str], code: str) -> None:
    support = found(name, version, **identity)
    assert (support.certainty, support.reason.code) == (Certainty.TO_CHECK, code)
    diagnostic = Diagnostic(code, Place("parc.csv"), support.reason.parameters)
    assert all("{" not in Voice(language).diagnostic(diagnostic) for language in ("en", "fr"))


@pytest.mark.parametrize(
    ("name", "identity", "code"),
    [
        ("", {}, "lifecycle_no_name"),
        ("VxWorks 6.6", {}, "lifecycle_not_in_data"),
        ("proprietary RTOS", {}, "lifecycle_not_in_data"),
        ("Debian 9", {}, "lifecycle_not_in_data"),
        ("Windows Defender", {}, "lifecycle_unknown_name"),
        ("openssl-wrapper", {}, "lifecycle_unknown_name"),
        ("openssl", {"purl": "pkg:npm/openssl@1.1.1"}, "lifecycle_unknown_package"),
    ],
)
def test_what_is_not_known_says_why(name: str, identity: dict[str, str], code: str) -> None:
    assert MADE.find(name, "", **identity) is None
    reason = MADE.why_not(name, "", **identity)
    assert reason.code == code
    assert Voice("en").diagnostic(Diagnostic(code, Place("parc.csv"), reason.parameters))


def test_the_closest_cycle_concludes_nothing() -> None:
    assert ended(found("Windows XP Embedded"), DAY) is Truth.UNKNOWN


@given(
    st.text(max_size=60) | st.text("windosrealxpc 0123456789.-spr", max_size=60).map("Windows {}".format),
    st.text(max_size=30) | st.text("0123456789.xkspr", max_size=400),
    st.text(max_size=20),
)
@settings(max_examples=100)
def test_no_text_breaks_it(name: str, version: str, vendor: str) -> None:
    support = MADE.find(name, version, vendor=vendor, purl=vendor, cpe=vendor)
    if support is not None:
        assert (support.certainty is Certainty.YES) <= (len(support.candidates) == 1)
        ended(support, DAY)


def test_readers_and_lifecycles_load_nothing_heavy() -> None:
    modules = ("observations.inventory", "observations.mds2", "observations.udi", "matching.lifecycle")
    heavy = "{'pydantic', 'openpyxl', 'yaml', 'biip', 'numpy', 'lxml', 'hygie.dossier'}"
    code = f"import sys, hygie.{', hygie.'.join(modules)}; sys.exit(str({heavy} & sys.modules.keys() or ''))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) in {(0, ""), (1, "")}
