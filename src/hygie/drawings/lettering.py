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

_BY_CODE = 7.2
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
_IN_ONE_ALONE = re.compile(
    "[\u02e5-\u02e9\u0376\u0377\u037f\u03f7\u03fa\u03fc\u04cf\u0531-\u0587\u1e9f\u203f\u2045\u2046"
    "\u20a0-\u20be\u2117\u2150\u2151\u219c-\u2213\u2215\u2217-\u2224\u2227-\u2269\u226c-\u245f"
    "\u2500-\u2775\u2780-\u27bf]"
)
"""Letters that the typeface of a PDF lacks and its monospaced one has."""

_NOT_IN_IT = re.compile(
    "[\u01c4-\u01cc\u01e4\u01e5\u01f1-\u01f7\u0222\u0223\u0242-\u024f\u02ba-\u02e4\u02ea-\u02ff\u049c-\u04ca"
    "\u1e9a\u1e9e\u2024\u2025\u2027\u203b\u2044\u204a\u20bf\u2100-\u2116\u2118-\u214f\u2160-\u2184\u2214\u2216"
    "\u2225\u2226\u226a\u226b\u2460-\u24ff\u2776-\u277f]"
)
_BOX = "\u25a1"
_EVEN = 0.61
"""The width of every letter of the monospaced typeface."""

_BLANK = re.compile(r"[ \t\r\n]+")


class Setting(NamedTuple):
    """A line as it is printed, and the typeface that has all its letters."""

    family: str
    line: str


def setting_of(line: str) -> Setting:
    """Choose the typeface of a printed line: one for all its letters.

    The PDF compiler cannot be left to choose letter by letter: it fails on some mixtures. In the few lines
    that neither typeface has whole, a box stands for a letter.
    """
    if _IN_ONE_ALONE.search(line):
        return Setting("DejaVu Sans Mono, monospace", _NOT_IN_IT.sub(_BOX, line))
    return Setting("Libertinus Serif, serif", line)


class Lettering(NamedTuple):
    """A size of letters, in units of the drawing, and the height of a line set in it."""

    size: float
    leading: float
    bold: bool = False

    def width(self, text: str) -> float:
        """Give a width that the text does not exceed in any usual typeface."""
        ems = sum(map(_ems, text))
        if _IN_ONE_ALONE.search(text):
            ems = max(ems, len(text) * _EVEN)
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
        length = 1
        while length < len(word) and self.width(word[: length + 1]) <= room:
            length += 1
        return word[:length]

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
