"""The words of texts about versions: "4.2 and prior", "before 3.1", "4.0 through 4.9", brought to signs.

A text is cut into words once, and each run of words is looked up, the longest first: linear, whatever it is.
"""

import re
from itertools import groupby
from typing import Final, NamedTuple

LONGEST: Final = 10_000
"""Characters; a longer text is left to people."""


class Sign(NamedTuple):
    """A sign of a text: ``kind`` and, for an atom (a piece of a version), its ``text``.

    Kinds: ``<``, ``<=``, ``<?`` (up to, the end in or out), ``>=``, ``>``, ``>?``, ``=``, ``!=`` stand before
    a version; ``and<=`` and ``and>=`` after one; ``to`` between two; ``between``; ``|`` (list), ``or``,
    ``and``; ``all``; ``in`` and ``out`` (after an end); ``atom``; ``date`` and ``other`` for what no version
    says.
    """

    kind: str
    text: str = ""


_WORD: Final = re.compile(r"<=|>=|!=|==|=<|=>|[<>=|,;&]|[^\s<>=|,;&!]++|!")
_SIGNS: Final = {
    "=": "=",
    "==": "=",
    "=<": "<=",
    "=>": ">=",
    "|": "|",
    ",": "|",
    ";": "|",
    "/": "|",
    "&": "and",
}
_ORDERED: Final = str.maketrans(
    {"\u2264": "<=", "\u2265": ">=", "\u2013": " - ", "\u2014": " - ", "\u2212": "-"}
)
_NOISE: Final = frozenset(
    (
        *("version", "versions", "ver", "ver.", "software"),
        *("sw", "firmware", "fw", "release", "releases"),
    )
)
_MONTHS: Final = frozenset(
    (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
)
_DATED: Final = frozenset(
    (
        *("manufactured", "shipped", "distributed", "dated"),
        *("sold", "built", "produced", "delivered"),
    )
)
_DATE: Final = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}/[0-9]{1,2}(?:/[0-9]{1,2})?").fullmatch


def _table() -> dict[tuple[str, ...], str]:
    """List the phrases, version words left out."""
    said = {
        "<": "prior to|before|earlier than|lower than|less than|older than|below|preceding|previous to"
        "|up to but not including|up to but excluding|up to excluding|until but not including",
        "<=": "up to and including|up to including|less than or equal to|lower than or equal to|no later than"
        "|not later than|at most",
        "<?": "up to|until|till|jusqu'à",
        ">=": "from|since|starting with|starting from|beginning with|greater than or equal to|at least|as of",
        ">": "after|later than|newer than|greater than|higher than|more recent than",
        "to": "through|thru|to|-|up through",
        "between": "between",
        "all": "all|any|every|*",
        "and": "and",
        "or": "or",
    }
    table = {tuple(words.split()): sign for sign, phrases in said.items() for words in phrases.split("|")}
    for link in ("and", "or", "and all", "or all", "and any", "and all of"):
        before = "prior|earlier|below|lower|older|previous|before|under|preceding|less"
        after = "later|newer|higher|above|up|after|subsequent|onward|onwards|greater|following"
        table |= {(*link.split(), word): "and<=" for word in before.split("|")}
        table |= {(*link.split(), word): "and>=" for word in after.split("|")}
    return table | {("onward",): "and>=", ("onwards",): "and>="}


_TABLE: Final = _table()
_MOST: Final = {words[0]: len(words) for words in sorted(_TABLE, key=len)}
"""By its first word, how many words a phrase has at most."""


def signs_of(text: str) -> list[Sign]:
    """Cut a text into signs; a bracket, a date or a word that says something else is a sign of its own."""
    words = [
        word.rstrip(".:") or word
        for word in _WORD.findall(text.translate(_ORDERED).lower())
        if word.rstrip(".:") not in _NOISE
    ]
    found: list[Sign] = []
    at = 0
    while at < len(words):
        for size in range(min(_MOST.get(words[at], 0), len(words) - at), 0, -1):
            kind = _TABLE.get(tuple(words[at : at + size]))
            if kind is not None:
                found.append(Sign(kind))
                at += size
                break
        else:
            found.append(_sign(words[at]))
            at += 1
    return _tidied(_with_whole_atoms(found))


def _sign(word: str) -> Sign:
    if word in _SIGNS:
        return Sign(_SIGNS[word])
    if word in ("<", ">", "<=", ">=", "!="):
        return Sign(word)
    if word in _MONTHS or word in _DATED or _DATE(word):
        return Sign("date", word)
    if word in ("(including)", "(inclusive)", "(included)", "(incl)"):
        return Sign("in")
    if word in ("(excluding)", "(exclusive)", "(excluded)", "(excl)"):
        return Sign("out")
    return Sign("other", word) if "(" in word or ")" in word or word == "!" else Sign("atom", word)


def _with_whole_atoms(signs: list[Sign]) -> list[Sign]:
    """Join the pieces of a version: "9.33 SP1"."""
    found: list[Sign] = []
    for kind, group in groupby(signs, key=lambda sign: sign.kind):
        if kind == "atom":
            found.append(Sign("atom", " ".join(sign.text for sign in group)))
        else:
            found.extend(group)
    return found


def _tidied(signs: list[Sign]) -> list[Sign]:
    """Take out separators that separate nothing ("1.0, and 1.1")."""
    found: list[Sign] = []
    for sign in signs:
        last = found[-1].kind if found else "|"
        if sign.kind in ("and", "or", "|") and last in ("and", "or", "|"):
            if found and sign.kind != "|":
                found[-1] = sign
        elif sign.kind in ("and<=", "and>=") and found and last == "|":
            found[-1] = sign
        else:
            found.append(sign)
    while found and found[-1].kind == "|":
        found.pop()
    return found
