"""The characters that a PDF can show with the typefaces it embeds, and what stands for the others.

A PDF/A in which a character has no glyph is refused as a whole, so a name in another script would keep
a document from being made. Such a character is written by its code instead: nothing is lost in silence.
"""

import re
import unicodedata

_RANGES = (
    "20-7E A0-AC AE-2FF 375-377 37A-37D 37F 384-386 388-38A 38C 38E-3A1 3A3-3CE 3D0-3E1 3F0-45F 462-463 "
    "490-4C4 4C7-4CC 4CF-4F9 531-556 559-55F 561-587 1E00-1E9B 1E9E-1EF9 1F00-1F15 1F18-1F1D 1F20-1F45 "
    "1F48-1F4D 1F50-1F57 1F5F-1F70 1F80-1FB4 2010-2027 202F-2037 2039-203F 2044-204B 2070-2071 "
    "2074-208E 2090-209C 20A0-20B5 20B8-20BA 20BD 20BF 2100-2103 2105-2106 2109 2111 2113 2115-2117 "
    "2119-211A 211C-211D 2120 2122 2124 2127 212E 2135-2139 214F-2151 2153-2184 2190-2220 2223-222D "
    "2234-223D 2241-226B 226D-228B 228D-22A5 22C2-22C6 22DA-22E9 2300-2306 2308-2315 2335-237A "
    "2460-2473 24FF-262F 2638-268B 2690-269C 2701-2704 2706-2709 270C-2727 2729-274B 274D 274F-2752 "
    "2756 2758-275E 2761-277F 2794 2798-27AF 27B1-27BE"
)
"""Code points that both the regular and the bold faces have (Libertinus Serif, else DejaVu Sans Mono)."""


def _class() -> str:
    parts = []
    for span in _RANGES.split():
        first, _, last = span.partition("-")
        parts.append(f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}")
    return "".join(parts)


_OTHERS = re.compile(f"[^{_class()}\n]")


def printable(text: str) -> str:
    """Compose a text (NFC) and write each character that has no glyph as ``[U+4E2D]``."""
    return _OTHERS.sub(lambda match: f"[U+{ord(match[0]):04X}]", unicodedata.normalize("NFC", text))


def printable_data(plain: object) -> object:
    """Make printable every text of plain data (dictionaries, lists, text); their keys are ours."""
    if isinstance(plain, str):
        return printable(plain)
    if isinstance(plain, dict):
        return {key: printable_data(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [printable_data(value) for value in plain]
    return plain
