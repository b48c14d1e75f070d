"""The catalogue of the FEIMA charter says what the charter and the decision table say."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest

from hygie.law import parameter_names
from hygie.law.dated import Certainty
from hygie.referentials.catalog import Force, Mark, Text
from hygie.referentials.catalog_reading import load_catalog
from hygie.referentials.referential import OF_ROLE, needs_of

FEIMA = load_catalog("hygie.referentials.feima_2021")
NUMBERED = tuple(f"FEIMA-{number:02}" for number in range(1, 13))

# The twelve lines of §3, by the words that say what each is about.
SUBJECTS = {
    "FEIMA-01": ("RGPD", "GDPR"),
    "FEIMA-02": ("Hébergement certifié", "Certified hosting"),
    "FEIMA-03": ("CNIL", "CNIL"),
    "FEIMA-04": ("PGSSI-S", "PGSSI-S"),
    "FEIMA-05": ("Messagerie sécurisée", "Secure health messaging"),
    "FEIMA-06": ("anonymisation", "anonymisation"),
    "FEIMA-07": ("Collecte", "Collection"),
    "FEIMA-08": ("Portabilité", "Portability"),
    "FEIMA-09": ("Convergence", "Convergence"),
    "FEIMA-10": ("éthique", "Ethics"),
    "FEIMA-11": ("mémento", "memo"),
    "FEIMA-12": ("accompagnement", "support"),
}
CRITERIA = {
    "FEIMA-01": "c1 c2 c3 c4 c5 c6",
    "FEIMA-02": "c1 c2 c3",
    "FEIMA-03": "c1 c2",
    "FEIMA-04": "c1 c2",
    "FEIMA-05": "c1 c2",
    "FEIMA-06": "c1 c2 c3 c4",
    "FEIMA-07": "c1 c2",
    "FEIMA-08": "c1 c2 c3",
    "FEIMA-09": "c1 c2",
    "FEIMA-10": "c1",
    "FEIMA-11": "c1",
    "FEIMA-12": "c1 c2",
}
BLOCKING = {
    "FEIMA-02": ("c1",),
    "FEIMA-04": ("c1",),
    "FEIMA-05": ("c1",),
    "FEIMA-06": ("c3",),
    "FEIMA-07": ("c2",),
}
FRESHNESS = {
    "FEIMA-01": "gdpr_piece_freshness",
    "FEIMA-03": "cnil_gap_analysis_freshness",
    "FEIMA-08": "portability_trial_freshness",
    "FEIMA-09": "convergence_freshness",
    "FEIMA-11": "memo_promotion_freshness",
    "FEIMA-12": "support_action_freshness",
}


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


def test_the_twelve_commitments_are_there_in_the_order_of_the_charter() -> None:
    assert tuple(entry.id for entry in FEIMA) == NUMBERED
    assert [entry.source.clause for entry in FEIMA] == [str(number) for number in range(1, 13)]
    assert {entry.source.section for entry in FEIMA} == {"§3"}


@pytest.mark.parametrize("commitment", NUMBERED)
def test_each_title_says_what_its_line_is_about(commitment: str) -> None:
    title, (french, english) = FEIMA.requirement(commitment).title, SUBJECTS[commitment]

    assert french in title.fr
    assert english in title.en
    assert max(len(title.fr), len(title.en)) <= 60


def test_each_commitment_has_its_criteria_in_order() -> None:
    found = {entry.id: " ".join(criterion.id for criterion in entry.criteria) for entry in FEIMA}

    assert found == CRITERIA


def test_blocking_criteria_are_those_of_the_reading() -> None:
    found = {entry.id: tuple(item.id for item in entry.criteria if item.blocking) for entry in FEIMA}

    assert {entry: blocking for entry, blocking in found.items() if blocking} == BLOCKING


def test_no_criterion_is_a_convention() -> None:
    assert Mark.CONVENTION not in {item.mark for entry in FEIMA for item in entry.criteria}


def test_sovereignty_alone_is_an_uncertain_criterion_and_its_doubt_is_told() -> None:
    uncertain = [
        (entry.id, item.id) for entry in FEIMA for item in entry.criteria if item.mark is Mark.UNCERTAIN
    ]

    assert uncertain == [("FEIMA-02", "c3")]
    doubts = FEIMA.requirement("FEIMA-02").doubts
    assert any("ne définit pas" in doubt.fr and "does not define" in doubt.en for doubt in doubts)


def test_freshness_names_a_dated_period_of_the_law() -> None:
    found = {entry.id: entry.freshness for entry in FEIMA if entry.freshness}

    assert found == FRESHNESS
    assert set(found.values()) <= set(parameter_names())


def test_conventions_and_groups_are_all_used() -> None:
    assert {name for entry in FEIMA for name in entry.conventions} == set(FEIMA.conventions)
    assert {entry.group for entry in FEIMA} == set(FEIMA.groups)


def test_commitments_bind_from_the_day_of_the_charter() -> None:
    assert FEIMA.in_force(date(2021, 10, 24)) == ()
    assert len(FEIMA.in_force(date(2021, 10, 25))) == 12
    assert FEIMA.interval.certainty is Certainty.SOURCE
    assert {entry.force for entry in FEIMA} == {Force.REQUIREMENT}


def test_each_commitment_stands_in_the_document_of_commitments() -> None:
    assert all("charter-commitments" in entry.documents for entry in FEIMA)


def test_every_commitment_is_decided_and_only_hosting_leans_on_another_referential() -> None:
    needs = needs_of("feima-2021")

    assert set(needs) == set(NUMBERED)
    assert {entry: found for entry, found in needs.items() if found} == {"FEIMA-02": ("hds-2.0/EXI-28",)}


def test_the_charter_is_what_a_vendor_answers_to() -> None:
    assert OF_ROLE["vendor"] == ("feima-2021",)


def test_texts_leave_typography_to_wording_and_end_as_sentences() -> None:
    written = [words for text in texts_of(FEIMA) for words in (text.fr, text.en)]
    sentences = [text for entry in FEIMA for text in (entry.statement, entry.evidence, entry.next_step)]
    sentences += [
        text for entry in FEIMA for item in entry.criteria for text in (item.text, item.when) if text
    ]
    sentences += [text for entry in FEIMA for text in entry.doubts]

    assert [words for words in written if re.search(r"['\u00a0\u202f]|\s\s|^\s|\s$", words)] == []
    assert [text for text in sentences if not (text.fr.endswith(".") and text.en.endswith("."))] == []
