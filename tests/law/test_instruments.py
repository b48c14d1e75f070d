import pytest

from hygie.law import derogation, instrument, instruments

SAFEGUARDS = [
    "art46.2.a",
    "art46.2.b",
    "art46.2.c",
    "art46.2.d",
    "art46.2.e",
    "art46.2.f",
    "art46.3.a",
    "art46.3.b",
]


def test_the_eight_safeguards_in_the_order_of_the_article() -> None:
    assert [each.code for each in instruments()] == SAFEGUARDS


@pytest.mark.parametrize("code", SAFEGUARDS)
def test_a_safeguard_has_an_article_and_two_titles(code: str) -> None:
    found = instrument(code)
    assert found is not None
    assert found.article.startswith("RGPD, art. 46.")
    assert found.title("fr") != found.title("en")


def test_article_49_is_named_but_is_not_a_safeguard() -> None:
    assert instrument("art49") is None
    found = derogation("art49")
    assert found is not None
    assert "ne suffit pas" in found.title("fr")


@pytest.mark.parametrize("code", ["art45", "art46", "art46.2", "art46.2.g", "", "ART46.2.C"])
def test_any_other_word_is_nothing(code: str) -> None:
    assert instrument(code) is None
    assert derogation(code) is None
