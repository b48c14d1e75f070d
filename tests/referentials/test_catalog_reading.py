"""A catalogue is read into its shape, and a malformed one is refused."""

import re
from datetime import date

import pytest

from hygie.referentials.catalog import Catalog, Text
from hygie.referentials.catalog_reading import MalformedCatalogError, read_catalog

HEADER = """
id: small-1.0
title: {fr: Petit, en: Small}
short: T
version: "1.0"
authority: {fr: Personne, en: Nobody}
date: 2024-01-01
reference: Nothing
note: {fr: Rien, en: Nothing}
in_force: {from: 2024-01-01, until: 2024-12-31, certainty: convention}
requirements:
"""
ENTRY = """
  - id: R-1
    title: {fr: Titre, en: Title}
    statement: {fr: Texte., en: Text.}
    source: {document: Nothing, section: "1", clause: "1"}
    force: requirement
    documents: [synthesis]
    mode: computed
    criteria:
      - {id: c1, text: {fr: Vrai., en: True.}, mark: "?", blocking: true}
    evidence: {fr: Aucune., en: None.}
    next: {fr: Rien., en: Nothing.}
"""


def small(entries: str) -> Catalog:
    return read_catalog("small", (HEADER + entries).encode())


def test_a_text_is_chosen_by_language() -> None:
    text = Text(fr="hébergeur", en="hosting provider")

    assert (text.in_language("fr"), text.in_language("en")) == ("hébergeur", "hosting provider")
    with pytest.raises(ValueError, match="not in 'de'"):
        text.in_language("de")


def test_a_last_day_is_included() -> None:
    catalog = small(ENTRY)

    assert catalog.in_force(date(2024, 12, 31)) == catalog.requirements
    assert catalog.in_force(date(2025, 1, 1)) == ()


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        pytest.param(ENTRY + ENTRY, "R-1 is defined twice", id="requirement twice"),
        pytest.param(
            ENTRY.replace("id: R-1", "id: R-1\n    id: R-2"), "a key is written twice", id="key twice"
        ),
        pytest.param(ENTRY + "    freshnes: x\n", "unknown field `freshnes`", id="unknown key"),
        pytest.param(ENTRY.replace('mark: "?"', "mark: X"), "Invalid enum value 'X'", id="unknown mark"),
        pytest.param(ENTRY.replace("fr: Titre, ", ""), "missing required field `fr`", id="French missing"),
        pytest.param(ENTRY.replace("fr: Titre", 'fr: ""'), "length >= 1", id="French empty"),
        pytest.param(ENTRY + "    conventions: [x]\n", "no convention is named x", id="unknown convention"),
        pytest.param(
            ENTRY + "    in_force: {from: 2024-02-01, until: 2024-01-31, certainty: law}\n",
            "its interval ends before it starts",
            id="reversed interval",
        ),
        pytest.param(
            ENTRY.replace(
                "blocking: true}", "blocking: true}\n      - {id: c1, text: {fr: a, en: b}, mark: S}"
            ),
            "criterion c1 is defined twice",
            id="criterion twice",
        ),
        pytest.param("  - text", "Expected `object`", id="not a requirement"),
        pytest.param("  - {", "small, catalog.yaml", id="not YAML"),
    ],
)
def test_a_malformed_catalog_is_refused_loudly(entries: str, problem: str) -> None:
    with pytest.raises(MalformedCatalogError, match=re.escape(problem)):
        small(entries)


def test_an_empty_catalog_is_refused() -> None:
    with pytest.raises(MalformedCatalogError):
        read_catalog("small", b"")


def test_what_the_header_gives_to_all_yields_to_what_an_entry_says() -> None:
    shared = """defaults:
  freshness: internal_audit
  group: first
groups:
  first: {fr: Premier, en: First}
  second: {fr: Second, en: Second}
requirements:
"""
    header = HEADER.replace("requirements:\n", shared)
    entries = ENTRY + ENTRY.replace("R-1", "R-2") + "    group: second\n"

    catalog = read_catalog("small", (header + entries).encode())

    assert [entry.group for entry in catalog] == ["first", "second"]
    assert {entry.freshness for entry in catalog} == {"internal_audit"}


def test_a_group_that_the_catalogue_does_not_have_is_refused() -> None:
    with pytest.raises(MalformedCatalogError, match="R-1: no group is named x"):
        small(ENTRY + "    group: x\n")
