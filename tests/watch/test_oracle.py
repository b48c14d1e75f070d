"""Against nested loops: every record held against every component of every bill, one statement after another."""

import itertools
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.watch.building import bill, decided, kev, lib, osv, said, surveyed, synced, write_sources

from hygie.documents.watch_answers import answer, finding_json, lines
from hygie.observations.statement import Statement, Subject
from hygie.watch.survey import Survey

PACKAGES, VERSIONS = ("alpha", "beta", "gamma"), range(1, 7)
CVES = ("CVE-2026-0001", "CVE-2026-0002")
FAVOUR = ("affected", "under_investigation", "fixed", "not_affected")
BASELINE = osv("Z-0", "never-listed")


class Told(NamedTuple):
    """A record: versions from ``low`` (0: all before) to below ``high`` (7: all after) of a package."""

    package: str
    low: int
    high: int
    cve: str
    withdrawn: bool


class Stated(NamedTuple):
    """A statement: about a vulnerability in a package, in one of its versions, or in a whole product."""

    name: str
    standing: str
    package: str
    version: int
    product: str
    day: str
    why: bool


RECORDS = st.lists(
    st.builds(
        Told,
        st.sampled_from(PACKAGES),
        st.integers(0, 5),
        st.integers(1, 7),
        st.sampled_from(("", *CVES)),
        st.booleans(),
    ),
    max_size=7,
)
BILLS = st.dictionaries(
    st.sampled_from(("p", "q", "r")),
    st.lists(st.tuples(st.sampled_from(PACKAGES), st.sampled_from(VERSIONS)), max_size=5),
    min_size=1,
)
STATEMENTS = st.lists(
    st.builds(
        Stated,
        st.sampled_from((*CVES, "R-0", "R-1", "R-2")),
        st.sampled_from(FAVOUR),
        st.sampled_from(PACKAGES),
        st.sampled_from((0, *VERSIONS)),
        st.sampled_from(("", "", "p", "q")),
        st.sampled_from(("2026-01-01", "2026-01-02")),
        st.booleans(),
    ),
    max_size=5,
)


def named(number: int, record: Told) -> str:
    return record.cve or f"R-{number}"


def holds(statement: Stated, names: set[str], package: str, version: int, product: str) -> bool:
    if statement.name not in names:
        return False
    if statement.product:
        return statement.product == product
    return statement.package == package and statement.version in (0, version)


def expected(
    records: list[Told], bills: dict[str, Any], statements: list[Stated]
) -> set[tuple[str, str, int, str, str]]:
    found = set()
    for number, record in enumerate(records):
        name = named(number, record)
        # A withdrawn record tells nothing, its own name included.
        names = {name} | {
            f"R-{at}" for at, other in enumerate(records) if named(at, other) == name and not other.withdrawn
        }
        for product, components in bills.items():
            for package, version in components:
                if record.withdrawn or record.package != package or not record.low <= version < record.high:
                    continue
                about = [each for each in statements if holds(each, names, package, version, product)]
                last = max(about, key=lambda each: (each.day, -FAVOUR.index(each.standing)), default=None)
                status = "affected"
                if last and (last.standing == "fixed" or (last.standing == "not_affected" and last.why)):
                    status = last.standing
                found.add((name, package, version, product, status))
    return found | stated(records, bills, statements, found)


def stated(
    records: list[Told], bills: dict[str, Any], statements: list[Stated], found: set[Any]
) -> set[tuple[str, str, int, str, str]]:
    """Say what statements add: what they say of components in which no record finds the vulnerability."""
    known = {f"R-{at}": named(at, each) for at, each in enumerate(records) if not each.withdrawn}
    added = set()
    for product, components in bills.items():
        for name, (package, version) in itertools.product(
            {known.get(each.name, each.name) for each in statements}, {*components, (product, 1)}
        ):
            root = package == product
            if any(
                row[0] == name and (row[3] == product if root else row[1:3] == (package, version))
                for row in found
            ):
                continue
            of_it = [each for each in statements if known.get(each.name, each.name) == name]
            whole = [each for each in of_it if each.product == product]
            own = [
                each
                for each in of_it
                if not root and not each.product and each.package == package and each.version in (0, version)
            ]
            if not (whole if root else own):
                continue
            last = max(own + whole, key=lambda each: (each.day, -FAVOUR.index(each.standing)))
            if last.standing != "not_affected" or last.why:
                status = "to_check" if last.standing == "under_investigation" else last.standing
                added.add((name, package, version, product, status))
    return added


def applies(statement: Stated, bills: dict[str, Any]) -> bool:
    """Tell whether a statement is about anything that these bills hold."""
    if statement.product:
        return statement.product in bills
    parts = {part for components in bills.values() for part in components}
    return any(
        statement.package == package and statement.version in (0, version) for package, version in parts
    )


def statement_of(told: Stated) -> Statement:
    if told.product:
        subject = Subject(purl=f"pkg:generic/{told.product}@1")
    else:
        subject = Subject(purl=f"pkg:pypi/{told.package}" + (f"@{told.version}" if told.version else ""))
    return said(
        told.name, told.standing, subject, stated=told.day, explanation="Because." if told.why else ""
    )


def done(home: Path, records: list[Told], bills: dict[str, Any], statements: list[Stated]) -> Survey:
    written = [
        osv(
            f"R-{number}", each.package, aliases=[each.cve] if each.cve else [], withdrawn=each.withdrawn,
            introduced=str(each.low), fixed=str(each.high) if each.high < len(VERSIONS) + 1 else "",
        )
        for number, each in enumerate(records)
    ]  # fmt: skip
    base = synced(
        home, write_sources(home / "sources", records=[BASELINE, *written], exploited=[kev(CVES[0])])
    )
    made = {
        product: bill(
            *(lib(package, str(version)) for package, version in components),
            root=lib(product, "1", purl=f"pkg:generic/{product}@1"),
        )
        for product, components in bills.items()
    }
    return surveyed(base, made, decided(*map(statement_of, statements)))


@given(RECORDS.filter(lambda records: all(each.low < each.high for each in records)), BILLS, STATEMENTS)
@settings(max_examples=50)
def test_findings_are_those_of_nested_loops_and_their_pieces_make_their_json(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[Told],
    bills: dict[str, Any],
    statements: list[Stated],
) -> None:
    survey = done(tmp_path_factory.mktemp("oracle"), records, bills, statements)
    found = [
        (
            each.vulnerability.id,
            each.component.name,
            int(each.component.version),
            product.file,
            str(each.status),
        )
        for each in survey.findings
        for product in each.products
    ]
    assert len(found) == len(set(found))
    assert set(found) == expected(records, bills, statements)
    assert survey.heard.read == len(statements)
    assert survey.heard.applied == sum(applies(each, bills) for each in statements)
    assert survey.heard.read - survey.heard.applied == sum(each.count for each in survey.heard.idle)
    shown = [(not each.status.open, not each.vulnerability.exploited) for each in survey.findings]
    assert shown == sorted(shown)
    for covered in survey.covered:
        assert covered.evaluated + sum(covered.reasons.values()) == covered.total
    whole = [msgspec.json.decode(msgspec.json.encode(finding_json(each))) for each in survey.findings]
    assert msgspec.json.decode(b"".join(answer(survey, None)))["findings"] == whole
    told = [msgspec.json.decode(each) for each in b"".join(lines(survey, None)).splitlines()]
    assert [each for each in told if each.pop("kind") == "finding"] == whole
