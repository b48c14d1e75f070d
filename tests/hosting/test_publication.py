"""The case of EXI-31 against every completion of what is not known; mentions; certified activities."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.hosting.publication import (
    MENTION_1,
    MENTION_2,
    Publication,
    PublicationCase,
    normalized,
    possible_cases,
    publication_case,
)
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

TRUTHS = st.sampled_from(Truth)
# The table of EXI-31 as the referential states it, for (Q, T, R) known.
STATED = {
    (True, False, False): "1",
    (True, False, True): "1",
    (True, True, False): "1",
    (True, True, True): "1",
    (False, False, False): "2",
    (False, True, False): "3",
    (False, True, True): "3",
    (False, False, True): "2_and_3",
}


def _completions(qualified: Truth, transfer: Truth, risk: Truth) -> set[str]:
    """Give the stated cases of every way in which what is not known may turn out."""
    return {STATED[q, t, r] for q, t, r in product(_either(qualified), _either(transfer), _either(risk))}


def _either(value: Truth) -> tuple[bool, ...]:
    return (True, False) if value is Truth.UNKNOWN else (value is Truth.TRUE,)


@given(TRUTHS, TRUTHS, TRUTHS)
def test_a_case_is_given_exactly_when_every_completion_agrees_on_it(
    qualified: Truth, transfer: Truth, risk: Truth
) -> None:
    expected = _completions(qualified, transfer, risk)
    case = publication_case(qualified, transfer, risk)

    assert {each.value for each in possible_cases(qualified, transfer, risk)} == expected
    assert case.value == (expected.pop() if len(expected) == 1 else "undetermined")


@given(TRUTHS, TRUTHS, TRUTHS)
def test_what_is_possible_is_never_undetermined(qualified: Truth, transfer: Truth, risk: Truth) -> None:
    possible = possible_cases(qualified, transfer, risk)

    assert possible
    assert PublicationCase.UNDETERMINED not in possible


@pytest.mark.parametrize("mention", [MENTION_1, MENTION_2])
@pytest.mark.parametrize(
    "write",
    [
        str.upper,
        lambda text: text.replace("’", "'"),
        lambda text: text.replace("’", "ʼ"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\u202f  "),
        lambda text: f"{text}.",
        lambda text: f"«\u202f{text}\u202f»",
        lambda text: f"« {text}. »",
        lambda text: f"« {text} ».",
        lambda text: f"\n {text}\n",
    ],
)
def test_a_mention_is_recognised_however_it_is_typeset(mention: str, write: object) -> None:
    assert normalized(write(mention)) == normalized(mention)  # type: ignore[operator]


@pytest.mark.parametrize("mention", [MENTION_1, MENTION_2])
def test_a_mention_without_one_of_its_words_is_another_text(mention: str) -> None:
    words = mention.split()
    for index in range(len(words)):
        assert normalized(" ".join(words[:index] + words[index + 1 :])) != normalized(mention)


@given(st.text())
def test_a_normalised_mention_stays_as_it_is(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)


def test_the_two_mentions_differ() -> None:
    assert normalized(MENTION_1) != normalized(MENTION_2)


def test_a_transfer_belongs_to_the_activities_of_the_services_that_it_serves() -> None:
    data = conforming()
    change(data, "services[+]", {"id": "vault", "name": "Coffre", "activities": [6]})
    change(data, "services[cloud].activities", [1, 2])
    change(data, "actors[night].remote_accesses[night-in].services", ["vault"])
    publication = Publication(dossier_of(data).declared, Clock(TODAY))

    assert publication.standing(6).transfer.truth is Truth.TRUE
    assert publication.standing(1).transfer.truth is Truth.FALSE


def test_a_subcontractors_law_concerns_its_services_and_the_hosts_law_all_of_them() -> None:
    data = conforming()
    change(data, "services[+]", {"id": "vault", "name": "Coffre", "activities": [6]})
    change(data, "services[cloud].activities", [1, 2])
    change(data, "actors[night].services", ["vault"])
    declared = dossier_of(data).declared
    assert Publication(declared, Clock(TODAY)).standing(1).risk.truth is Truth.FALSE

    change(data, "actors[host].subject_to", [{"country": "CN"}])
    declared = dossier_of(data).declared
    assert Publication(declared, Clock(TODAY)).standing(1).risk.truth is Truth.TRUE
