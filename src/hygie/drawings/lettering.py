"""How wide a text is, and how it is set into a box: wrapped, and shortened when there is no room.

Pages are shown in the typeface of the reader's system and printed in another one, so no width is exact.
These are those of the widest usual typefaces: what fits here fits everywhere. A character that a PDF may
have to write by its code (``[U+4E2D]``) counts for that code.
"""

import re
import unicodedata
from typing import NamedTuple

ELLIPSIS = "…"
BOLD = 1.21
"""How much wider a bold text may be."""

_BY_CODE = 6.2
_GROUPS = (
    (0.32, "ijlI|'’‘"),
    (0.43, 'frtJ()[]{},.;:!/\\-"·` \u00a0\u202f'),
    (0.66, "abcdeghknopqsuvxyz0123456789?*_$€£§°«»“”^ßàâäéèêëîïôöùûüÿçœ"),
    (0.80, "ABCDEFGHKLNOPQRSTUVXYZÀÂÄÉÈÊËÎÏÔÖÙÛÜÇ"),
    (0.88, "w+=<>×÷~#&"),
)
_WIDTHS = {letter: wide for wide, letters in _GROUPS for letter in letters}
_OTHERS = re.compile(
    "[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0384-\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u03d0-\u03e1"
    "\u0400-\u045f\u1e00-\u1e9b\u1e9e-\u1ef9\u2010-\u2027\u2030-\u2037\u2039-\u203f\u20ac\u2190-\u2211]"
)
_BLANK = re.compile(r"[ \t\r\n]+")


class Lettering(NamedTuple):
    """A size of letters, in units of the drawing, and the height of a line set in it."""

    size: float
    leading: float
    bold: bool = False

    def width(self, text: str) -> float:
        """Give a width that the text does not exceed in any usual typeface."""
        ems = sum(map(_ems, text))
        return ems * self.size * (BOLD if self.bold else 1)

    def wrap(self, text: str, room: float, most: int) -> tuple[str, ...]:
        """Set a text into at most ``most`` lines no wider than ``room``; the last one ends with an ellipsis.

        Lines break at spaces; a word that is wider than the room breaks anywhere.
        """
        lines = [""]
        for word in self._words(text, room):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if self.width(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= most:
            return tuple(lines)
        return (*lines[: most - 1], self._shortened(lines[most - 1], room))

    def _words(self, text: str, room: float) -> list[str]:
        words: list[str] = []
        for word in filter(None, _BLANK.split(text)):
            rest = word
            while rest:
                taken = self._head(rest, room)
                words.append(taken)
                rest = rest[len(taken) :]
        return words

    def _head(self, word: str, room: float) -> str:
        """Give the longest beginning of a word that has room, one character at least."""
        taken = 0.0
        for length, letter in enumerate(word):
            taken += self.width(letter)
            if taken > room and length:
                return word[:length]
        return word

    def _shortened(self, line: str, room: float) -> str:
        while line and self.width(line + ELLIPSIS) > room:
            line = line[:-1]
        return line.rstrip() + ELLIPSIS


def _ems(letter: str) -> float:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if _OTHERS.match(letter):
        return 1.05
    # Some letters are several once composed, each then written by its code.
    return _BY_CODE * len(unicodedata.normalize("NFC", letter))


TITLE = Lettering(13, 17, bold=True)
BODY = Lettering(12, 16)
"""The two letterings of a drawing: what a box is, and what is said of it."""
