"""How the practice's questionnaire is laid out as a workbook: what its writer and its reader share.

A row is known by its key, in the first column: the id of a question, or one of the words below for what
is asked of the practice itself. Order, titles and languages of the sheets are free.
"""

from collections.abc import Mapping

from hygie.dossier.suggest import bare
from hygie.law import memo
from hygie.law.memo import Words

PRACTICE = "practice"
DATE = "date"
MEMO_RECEIVED = "memo-received"
WISHES_SUPPORT = "wishes-support"
EDITION = "memo-edition"

KEY_COLUMN, LABEL_COLUMN, VALUE_COLUMN, REMARK_COLUMN = range(4)

LONGEST_REMARK = 2_000
"""Characters of a remark: what a person writes in a cell."""

_ALSO_SAID: Mapping[str, tuple[str, ...]] = {
    "yes": ("o", "y", "vrai", "true"),
    "in_part": ("partiel", "partielle", "partiellement", "partly", "partially", "partial"),
    "no": ("n", "faux", "false"),
    "not_applicable": (
        *("ne s’applique pas", "non applicable", "non concerné", "non concernée"),
        *("pas concerné", "pas concernée", "n/a", "na", "does not apply", "not concerned"),
    ),
    "do_not_know": (
        *("ne sait pas", "ne sais pas", "nous ne savons pas", "on ne sait pas", "nsp"),
        *("do not know", "don’t know", "I don’t know", "we do not know", "we don’t know", "unknown"),
    ),
}
"""How people write an answer otherwise than it is offered."""


def names(word: str, words: Words) -> frozenset[str]:
    """Give every way of writing an answer that is understood, without case, accents or signs."""
    return frozenset(map(bare, (word, words.fr, words.en, *_ALSO_SAID.get(word, ()))))


def yes_or_no() -> Mapping[str, Words]:
    """Give the answers to what is asked of the practice itself, by their word of the vocabulary."""
    return {word: memo.answers()[word] for word in ("yes", "no")}
