"""How the practice's questionnaire is laid out as a workbook: what its writer and its reader share.

A row is known by its key, in the first column: the id of a question, or one of the words below for what
is asked of the practice itself. Order, titles and languages of the sheets are free.
"""

from collections.abc import Mapping

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


def yes_or_no() -> Mapping[str, Words]:
    """Give the answers to what is asked of the practice itself, by their word of the vocabulary."""
    return {word: memo.answers()[word] for word in ("yes", "no")}
