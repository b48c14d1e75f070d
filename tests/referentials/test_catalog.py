"""The HDS v2.0 catalogue says what the referential says."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from hygie.law.parameters import parameter_names
from hygie.referentials.catalog import (
    Correspondence,
    Force,
    Mark,
    Mode,
    Relation,
    Requirement,
    Text,
    UnknownRequirementError,
)
from hygie.referentials.catalog_reading import load_catalog

HDS = load_catalog("hygie.referentials.hds_2_0")
NUMBERED = tuple(f"EXI-{number:02}" for number in range(1, 32))

ISO_CLAUSES = {
    "EXI-02": "4.1",
    "EXI-03": "4.2",
    "EXI-04": "4.3",
    "EXI-05": "6.1.2",
    "EXI-06": "6.1.3",
    "EXI-07": "6.1.3",
    "EXI-08": "6.1.3",
    "EXI-09": "6.2",
    "EXI-10": "7.3",
    "EXI-11": "7.4",
    "EXI-12": "7.4",
    "EXI-13": "8.1",
    "EXI-14": "8.3",
    "EXI-15": "9.1",
    "EXI-16": "9.2.1",
}
CSP_ITEMS = {
    "EXI-17": (1,),
    "EXI-18": (2,),
    "CSP-R1111-11-3": (3,),
    "EXI-19": (4,),
    "EXI-20": (5,),
    "EXI-21": (6,),
    "EXI-22": (7,),
    "EXI-23": (8,),
    "EXI-24": (9,),
    "EXI-25": (10,),
    "EXI-26": (11,),
    "EXI-27": (12, 13, 14),
}
GDPR_ARTICLES = {
    "EXI-22": ("28.4",),
    "EXI-29": ("45", "46"),
    "EXI-30": ("45", "48"),
    "HDS-6.0": ("28",),
}
SECTIONS = {
    "EXI-01": "§4",
    "EXI-02": "§5.4.1",
    "EXI-03": "§5.4.2",
    "EXI-04": "§5.4.3",
    "EXI-05": "§5.6.1.2",
    "EXI-06": "§5.6.1.3",
    "EXI-07": "§5.6.1.3",
    "EXI-08": "§5.6.1.3",
    "EXI-09": "§5.6.2",
    "EXI-10": "§5.7.3",
    "EXI-11": "§5.7.4",
    "EXI-12": "§5.7.4",
    "EXI-13": "§5.8.1",
    "EXI-14": "§5.8.3",
    "EXI-15": "§5.9.1",
    "EXI-16": "§5.9.2.1",
    **{f"EXI-{number}": f"§6.{number - 16}" for number in range(17, 28)},
    **{f"EXI-{number}": "§7" for number in range(28, 32)},
    "HDS-6.0": "§6",
    "CSP-R1111-11-3": "R.1111-11",
}
BLOCKING = {
    "EXI-01": ("c1", "c2", "c5"),
    "EXI-04": ("c1",),
    "EXI-14": ("c1",),
    "EXI-26": ("prohibition_recalled",),
    "EXI-28": ("c1",),
    "EXI-29": ("c1",),
    "EXI-30": ("c4", "c5"),
    "EXI-31": ("c1",),
    "HDS-6.0": ("c1",),
    "CSP-R1111-11-3": ("c1",),
}
NOT_MARKED_BY_THE_SOURCE = {
    ("EXI-03", "c1"): Mark.CONVENTION,
    ("EXI-03", "c2"): Mark.CONVENTION,
    ("CSP-R1111-11-3", "c1"): Mark.LAW,
}
CRITERIA = {
    "EXI-01": "c1 c2 c3 c4 c5 c6",
    "EXI-02": "c1",
    "EXI-03": "c1 c2",
    "EXI-04": "c1 c2 c3 c4",
    "EXI-05": "A B.a B.b B.c C D.a D.b D.c D.d E F G H",
    "EXI-06": "c1 c2",
    "EXI-07": "c1 c2",
    "EXI-08": "c1",
    "EXI-09": "c1 c2",
    "EXI-10": "c1 c2 c3",
    "EXI-11": "c1 c2 c3",
    "EXI-12": "c1 c2",
    "EXI-13": "c1 c2",
    "EXI-14": "c1 c2 c3",
    "EXI-15": "15-1 15-2 15-3 15-4",
    "EXI-16": "c1 c2",
    "EXI-17": "certificate_scope issue_date renewal_date",
    "EXI-18": "service_content expected_results availability integrity confidentiality auditability",
    "EXI-19": "right_of_access rectification restriction objection erasure portability "
    "breach_notification dpo_audits",
    "EXI-20": "contractual_contact",
    "EXI-21": "indicators guaranteed_levels measurement_period penalties_statement",
    "EXI-22": "subcontracting_conditions equivalent_commitment",
    "EXI-23": "access_rules",
    "EXI-24": "obligations_introduced_changes obligations_legal_changes "
    "prior_consent_service_levels prior_consent_guarantees",
    "EXI-25": "guarantees procedures",
    "EXI-26": "prohibition_recalled",
    "EXI-27": "any_termination full_restitution destruction_of_copies costs_and_delays "
    "readable_formats vm_container_move",
    "EXI-28": "c1 c2 c3",
    "EXI-29": "c1 c2 c3 c4",
    "EXI-30": "c1 c2 c3 c4 c5",
    "EXI-31": "c1 c2 c3 c4",
    "HDS-6.0": "c1 c2",
    "CSP-R1111-11-3": "c1",
}
CONDITIONAL = {
    "EXI-04": ("c4",),
    "EXI-07": ("c1",),
    "EXI-10": ("c2",),
    "EXI-12": ("c2",),
    "EXI-15": ("15-1", "15-2", "15-3"),
    "EXI-19": ("right_of_access", "rectification", "restriction", "objection", "erasure", "portability"),
    "EXI-27": ("vm_container_move",),
    "EXI-29": ("c2", "c3", "c4"),
}
COMPUTED = {f"EXI-{number}" for number in ("04", "07", "08", "10", "11", "12", "28", "31")}
ATTESTED = {f"EXI-{number}" for number in ("02", "18", "19", "20", "22", "23", "24", "25", "26")}
DOCUMENT_KINDS = {
    "synthesis": "01 02 03 04 06 07 09",
    "guarantees": "01 12 28 29 30",
    "public-transfers": "31",
    "contract-annex": "15 17 18 19 20 21 22 23 24 25 26 27 29 30",
    "risk-events": "05",
    "contacts": "11",
    "responsibilities": "13",
    "statement-of-applicability": "08",
    "audit-programme": "15 16",
    "transfer-map": "28 29 31",
    "third-country-law": "30",
    "reversibility": "27",
    "subcontractor-certificates": "14",
    "awareness-plan": "10",
}
CASE_1_MENTION = (
    "Aucun risque d’accès imposé par la législation d’un pays tiers en violation du droit de l’Union"
)
CASE_2_MENTION = (
    "Aucun transfert de données de santé à caractère personnel vers un pays tiers "
    "à l’espace économique européen"
)
ENGLISH_WORDS = {"the", "of", "and", "is", "are", "with", "that", "which", "be", "by", "has", "must"}
FRENCH_WORDS = {"le", "la", "les", "des", "une", "est", "et", "dans", "pour", "avec", "sont", "du", "qui"}


def texts_of(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from texts_of(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        yield from texts_of(tuple(value.values()))


ALL_TEXTS = tuple(texts_of(HDS))


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def mapped(requirement: Requirement, framework: str) -> tuple[Correspondence, ...]:
    return tuple(link for link in requirement.mappings if link.framework == framework)


def test_every_requirement_of_the_source_is_there_in_order() -> None:
    ids = tuple(requirement.id for requirement in HDS)

    assert ids == (*NUMBERED, "HDS-6.0", "CSP-R1111-11-3")


def test_each_requirement_has_its_criteria_in_order() -> None:
    found = {entry.id: " ".join(criterion.id for criterion in entry.criteria) for entry in HDS}

    assert found == CRITERIA


def test_blocking_criteria_are_those_of_the_reading() -> None:
    found = {entry.id: tuple(item.id for item in entry.criteria if item.blocking) for entry in HDS}

    assert {entry: blocking for entry, blocking in found.items() if blocking} == BLOCKING


def test_criteria_that_may_not_apply_say_when() -> None:
    found = {entry.id: tuple(item.id for item in entry.criteria if item.when) for entry in HDS}

    assert {entry: conditional for entry, conditional in found.items() if conditional} == CONDITIONAL


def test_what_the_source_does_not_fix_is_marked() -> None:
    marks = {(entry.id, item.id): item.mark for entry in HDS for item in entry.criteria}

    assert {key: mark for key, mark in marks.items() if mark is not Mark.SOURCE} == NOT_MARKED_BY_THE_SOURCE


def test_completed_iso_clauses_are_those_of_chapter_5() -> None:
    clauses = {entry.id: entry.iso27001_clause for entry in HDS if entry.iso27001_clause}
    links = {entry.id: mapped(entry, "iso27001-2022") for entry in HDS}

    assert clauses == ISO_CLAUSES
    assert {entry: tuple(found) for entry, found in links.items() if found} == {
        entry: (
            Correspondence(
                framework="iso27001-2022",
                id=clause,
                relation=Relation.COMPLETES,
                authority=f"HDS v2.0 {SECTIONS[entry]}",
            ),
        )
        for entry, clause in ISO_CLAUSES.items()
    }


def test_contract_clauses_follow_the_items_of_the_public_health_code() -> None:
    articles = {entry.id: entry.csp_article for entry in HDS if entry.csp_article}

    assert articles == {
        entry: f"R.1111-11, {items[0]}°" + (f" à {items[-1]}°" if len(items) > 1 else "")
        for entry, items in CSP_ITEMS.items()
    }


@pytest.mark.parametrize("number", range(17, 28))
def test_a_contract_clause_transposes_its_items(number: int) -> None:
    entry = HDS.requirement(f"EXI-{number}")
    links = mapped(entry, "csp")

    assert [link.id for link in links] == [f"R.1111-11, {item}°" for item in CSP_ITEMS[entry.id]]
    assert {(link.relation, link.authority) for link in links} == {
        (Relation.TRANSPOSES, f"HDS v2.0 {SECTIONS[entry.id]}")
    }


def test_only_gdpr_articles_that_the_source_cites_are_mapped() -> None:
    found = {entry.id: tuple(link.id for link in mapped(entry, "gdpr")) for entry in HDS}

    assert {entry: articles for entry, articles in found.items() if articles} == GDPR_ARTICLES
    assert all(link.relation is Relation.LEANS_ON for entry in HDS for link in mapped(entry, "gdpr"))


def test_each_requirement_names_its_section_and_number() -> None:
    assert {entry.id: entry.source.section for entry in HDS} == SECTIONS
    assert [HDS.requirement(entry).source.clause for entry in NUMBERED] == [
        entry.replace("-", " ") for entry in NUMBERED
    ]


def test_only_the_item_no_requirement_takes_up_binds_by_the_law_alone() -> None:
    assert [entry.id for entry in HDS if entry.force is Force.LAW] == ["CSP-R1111-11-3"]


def test_modes_are_those_of_the_reading() -> None:
    assert {entry.id for entry in HDS if entry.mode is Mode.COMPUTED} == COMPUTED
    assert {entry.id for entry in HDS if entry.mode is Mode.ATTESTED} == ATTESTED


def test_each_document_kind_is_yielded_by_its_requirements() -> None:
    found: dict[str, list[str]] = {}
    for entry in (HDS.requirement(number) for number in NUMBERED):
        for kind in entry.documents:
            found.setdefault(kind, []).append(entry.id.removeprefix("EXI-"))

    assert {kind: " ".join(numbers) for kind, numbers in found.items()} == DOCUMENT_KINDS
    assert HDS.requirement("HDS-6.0").documents == ("contract-annex",)
    assert HDS.requirement("CSP-R1111-11-3").documents == ("contract-annex",)


def test_freshness_names_a_dated_period_of_the_law() -> None:
    names = {entry.freshness for entry in HDS if entry.freshness}

    assert names <= set(parameter_names())


def test_every_convention_is_used() -> None:
    assert {name for entry in HDS for name in entry.conventions} == set(HDS.conventions)


def test_public_mentions_are_literal() -> None:
    assert HDS.literal_mentions == {"secnumcloud": CASE_1_MENTION, "no_transfer": CASE_2_MENTION}


def test_titles_hold_on_a_line() -> None:
    titles = [(entry.title.fr, entry.title.en) for entry in HDS]

    assert max(len(title) for pair in titles for title in pair) <= 60
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_statements_have_two_to_four_sentences(language: str) -> None:
    lengths = {
        entry.id: len(re.findall(r"[.?](?:\s|$)", entry.statement.in_language(language))) for entry in HDS
    }

    assert {entry: length for entry, length in lengths.items() if not 2 <= length <= 4} == {}


def test_each_language_is_written_in_itself() -> None:
    assert [text.fr for text in ALL_TEXTS if words_of(text.fr) & ENGLISH_WORDS] == []
    assert [text.en for text in ALL_TEXTS if words_of(text.en) & FRENCH_WORDS] == []


def test_texts_leave_typography_to_wording() -> None:
    written = [words for text in ALL_TEXTS for words in (text.fr, text.en)]

    assert [words for words in written if re.search(r"['\u00a0\u202f]|\s\s|^\s|\s$", words)] == []


def test_sentences_end_with_a_full_stop() -> None:
    sentences = [text for entry in HDS for text in (entry.statement, entry.evidence, entry.next_step)]
    sentences += [text for entry in HDS for item in entry.criteria for text in (item.text, item.when) if text]
    sentences += [text for entry in HDS for text in entry.doubts]

    assert [text for text in sentences if not (text.fr.endswith(".") and text.en.endswith("."))] == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 3, 31), ()),
        (date(2024, 11, 15), ("CSP-R1111-11-3",)),
        (date(2024, 11, 16), (*NUMBERED, "HDS-6.0", "CSP-R1111-11-3")),
    ],
)
def test_requirements_bind_from_their_first_day(day: date, expected: tuple[str, ...]) -> None:
    assert tuple(entry.id for entry in HDS.in_force(day)) == expected


def test_an_unknown_id_is_refused_by_name() -> None:
    with pytest.raises(UnknownRequirementError, match=r"hds-2\.0 has no requirement 'EXI-32'"):
        HDS.requirement("EXI-32")
    with pytest.raises(LookupError, match="EXI-28 has no criterion 'c9'"):
        HDS.requirement("EXI-28").criterion("c9")


def test_a_criterion_is_found_by_its_id() -> None:
    assert HDS.requirement("EXI-05").criterion("D.c").text.en.endswith("traced or attributed.")
