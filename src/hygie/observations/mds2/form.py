"""The rows of the form of 2019, and the ways in which people write their ids.

Source of the ids: a form that a manufacturer publishes (see ``ids-2019.txt``); the questions are NEMA's.
"""

import re
from pkgutil import get_data
from typing import Final, NamedTuple

_ID: Final = re.compile(r"([A-Za-z]{2,6})([\s.‐‑‒–—_-]{0,3})(\d{1,3}(?:\.\d{1,3}){0,3})\.?")
_DASHES: Final = frozenset("‐‑‒–—-")
_OLD_ID: Final = re.compile(r"(?:[A-E]|\d{1,2})[.-]\d{1,2}(?:\.\d)?")
FREE_TEXT: Final = frozenset(f"DOC-{number}" for number in range(1, 8))
"""Rows that ask for a text: who made what, the contact, the use, the day."""


def _form() -> dict[str, tuple[str, ...]]:
    content = get_data("hygie.observations.mds2", "ids-2019.txt") or b""
    kept = "\n".join(line for line in content.decode().splitlines() if not line.startswith("#"))
    sections: dict[str, tuple[str, ...]] = {}
    for line in kept.replace("\n  ", " ").splitlines():
        section, *numbers = line.split()
        sections[section] = tuple(numbers)
    return sections


SECTIONS: Final = _form()
FORM: Final = tuple(f"{section}-{number}" for section, numbers in SECTIONS.items() for number in numbers)
"""Every row of the form, in its order."""
_KNOWN: Final = frozenset(FORM)
_SHUFFLED: Final = {"".join(sorted(section)): section for section in SECTIONS}


class RowId(NamedTuple):
    """An id found in a cell: as the form has it (empty if it has it not), and as it was written."""

    id: str
    written: str

    @property
    def mistyped(self) -> bool:
        """Say whether the section had its letters in another order."""
        return bool(self.id) and self.written.upper()[:2] != self.id[:2]


def row_id(text: str) -> RowId | None:
    """Read an id in a cell, whatever its dash and case; none if the cell holds something else.

    A real form has ``SHAD-15`` for ``SAHD-15``: letters of a section in another order are put back.
    """
    found = _ID.fullmatch(text.strip())
    if found is None:
        return None
    section = found[1].upper()
    section = section if section in SECTIONS else _SHUFFLED.get("".join(sorted(section)), section)
    if section not in SECTIONS and (section.startswith("NOT") or not _DASHES & set(found[2])):
        return None  # "Note 3", "Page 2"
    exact = f"{section}-{found[3]}"
    return RowId(exact if exact in _KNOWN else "", text.strip())


def is_old_id(text: str) -> bool:
    """Say whether a cell looks like the number of a row of the form of 2013 (``2-1.3``, ``B.4``)."""
    return _OLD_ID.fullmatch(text.strip()) is not None
