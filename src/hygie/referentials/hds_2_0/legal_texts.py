"""How the texts and articles of a legal register are recognised, however they are written."""

import re
import unicodedata
from collections.abc import Iterable

HOSTING_ARTICLES = ("L.1111-8", "R.1111-8-8", "R.1111-9", "R.1111-10", "R.1111-11")
"""The articles of the public health code (CSP) on hosting that EXI-03 looks for (convention)."""

_GDPR = re.compile(
    r"(?:(?:le|the|reglement|regulation|europeen|ue|eu|n|no)\s+)*"
    r"(?:gdpr|rgpd|2016 679|general sur la protection des donnees|general data protection regulation)\b"
)
_CSP = re.compile(r"(?:(?:le|the|french|csp)\s+)*(?:csp|code de la sante publique|public health code)\b")
_ARTICLE = re.compile(r"\b([LRD])\s*\.?\s*(\d+(?:-\d+)*)", re.IGNORECASE)
_TO = re.compile(
    r"\s*(?:\.{2,}|…|→|\bà|\ba|\bau|\bto|\s[-–—]|[–—])\s*(?:l[’']\s*)?(?:article\s+)?", re.IGNORECASE
)

Article = tuple[str, tuple[int, ...]]


def is_gdpr(title: str) -> bool:
    """Tell whether a title is that of regulation (EU) 2016/679; a guide about it is not."""
    return _GDPR.match(_plain(title)) is not None


def is_public_health_code(title: str) -> bool:
    """Tell whether a title is that of the French public health code."""
    return _CSP.match(_plain(title)) is not None


def followed(lines: Iterable[str]) -> frozenset[str]:
    """Tell which of ``HOSTING_ARTICLES`` some lines name, one by one or within a range.

    ``R.1111-8-8..R.1111-11``, ``articles R. 1111-8-8 à R. 1111-11`` and ``L1111-8, R1111-9`` are read.
    An article lies in a range when its numbers do, part by part: R.1111-9-1 is after R.1111-9.
    """
    ranges = [interval for line in lines for interval in _ranges(line)]
    return frozenset(article for article in HOSTING_ARTICLES if _within(article, ranges))


def _within(article: str, ranges: list[tuple[Article, Article]]) -> bool:
    letter, numbers = _parse(_ARTICLE.match(article))
    return any(first[0] == letter and first[1] <= numbers <= last[1] for first, last in ranges)


def _ranges(line: str) -> list[tuple[Article, Article]]:
    """Read a line as ranges; an article that stands alone is a range of one."""
    found = list(_ARTICLE.finditer(line))
    ranges: list[tuple[Article, Article]] = []
    for index, match in enumerate(found):
        article = _parse(match)
        ranges.append((article, article))
        before = found[index - 1] if index else None
        if before is not None and _TO.fullmatch(line, before.end(), match.start()):
            first = _parse(before)
            if first[0] == article[0]:
                ranges.append((first, article))
    return ranges


def _parse(match: re.Match[str] | None) -> Article:
    if match is None:
        message = "not an article"
        raise ValueError(message)
    return match.group(1).upper(), tuple(int(part) for part in match.group(2).split("-"))


def _plain(title: str) -> str:
    """Put in small letters, without accents, every other sign turned into one space."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", bare))
