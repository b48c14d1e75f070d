"""French spacing: what it changes, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hygie.wording.typography import french_spaces


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("Pourquoi ?", "Pourquoi_?", id="ordinary space"),
        pytest.param("Pourquoi\u00a0?", "Pourquoi_?", id="wide no-break space"),
        pytest.param("Pourquoi?", "Pourquoi_?", id="no space"),
        pytest.param("Oui ; non ! Et : voilà", "Oui_; non_! Et_: voilà", id="every sign"),
        pytest.param("Vraiment ?!", "Vraiment_?!", id="two signs"),
        pytest.param("« Nivalis »", "«_Nivalis_»", id="guillemets"),
        pytest.param("«Nivalis»", "«_Nivalis_»", id="tight guillemets"),
        pytest.param("le « {name} » :", "le «_{name}_»_:", id="placeholder between guillemets"),
        pytest.param("(« a » ; « b »)", "(«_a_»_; «_b_»)", id="lists of quotes"),
        pytest.param("{count} jours !", "{count} jours_!", id="placeholder before"),
        pytest.param("{value!r} : {x:>3}", "{value!r}_: {x:>3}", id="conversion and format of placeholders"),
        pytest.param("41 % ; 12 € : oui", "41 %_; 12 €_: oui", id="after units"),
    ],
)
def test_french_spacing(written: str, read: str) -> None:
    assert french_spaces(written) == read.replace("_", "\u202f")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a?b=c;d!e",
        "voir https://example.org/a?",
        "à 12:30",
        "actors.yaml:12:14: le pays manque",
        "C:\\dossier\\hygie.yaml:3",
        "actor:west",
        "sha256:0a1b",
        "`contracts : [a ; b] ! ?`",
        "`«x»`",
        "fish &amp; chips &#38;",
        "partiel · ? indéterminé",
        "✕ 3 · – 2",
        "un :west",
        "deux lignes\n: la suite",
    ],
)
def test_french_spacing_leaves_alone(text: str) -> None:
    assert french_spaces(text) == text


PIECES = st.sampled_from(
    [
        *"«»;:!?`{}()&/.\\\n_",
        *(
            " ",
            "\u00a0",
            "\u202f",
            "mot",
            "é",
            "12",
            "{nom}",
            "`a : b`",
            "a.yaml:1:2",
            "https://x.fr/?",
            "“",
            "”",
        ),
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_french_spacing_twice_is_french_spacing_once(text: str) -> None:
    once = french_spaces(text)

    assert french_spaces(once) == once


@given(st.lists(PIECES, max_size=12).map("".join))
def test_french_spacing_changes_nothing_but_spaces(text: str) -> None:
    def without_spaces(some: str) -> str:
        return some.translate(dict.fromkeys(map(ord, " \u00a0\u202f")))

    assert without_spaces(french_spaces(text)) == without_spaces(text)
