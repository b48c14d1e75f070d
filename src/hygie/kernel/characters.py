"""Characters that no text of ours holds."""

import re
from typing import Final

UNUSABLE_VALUE: Final = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]|\\r"
)
"""A character refused in a value: controls, halves of surrogate pairs, and what only some programs take for
the end of a line, the carriage return being one."""

DIRECTIONS: Final = re.compile("[\\u202a-\\u202e\\u2066-\\u2069]")
"""A control of the direction of writing (Unicode UAX 9, explicit formatting), which lets a name be shown in
another order than it is written; letters that are written from right to left need none."""
