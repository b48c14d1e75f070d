"""The parts of what an advisory says of versions, read once: intervals, single versions, texts.

A part is one object wherever the same is written, so that a version is held against it once.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.matching.tolerant.answer import Answer, Judgement
from hygie.matching.tolerant.bounds import AFTER, CHECK, NO, YES, Reason, at_bound, at_point, order_of
from hygie.matching.tolerant.expression import Bound, Clause, is_ordered, read
from hygie.matching.tolerant.order import Order, compare
from hygie.matching.tolerant.written import Version, parse
from hygie.observations.advisory import Range

_RANKS: Final = {NO: 0, CHECK: 1, YES: 2}
_UNSAID: Final = frozenset(
    (
        *("", "-", "--", "*", "?", "n/a", "na", "n.a.", "none", "null", "nil", "unknown", "unspecified"),
        *("undefined", "not specified", "not available", "not known", "tbd", "various", "multiple"),
        *("inconnu", "inconnue", "nc", "n.c.", "non renseigné", "non renseignée", "non connu", "non connue"),
        *("s/o", "sans objet"),
    )
)
"""What people write in the place of a version that they do not know."""
SHOWN: Final = 200
"""Characters of a text that are shown to people."""
_CACHED: Final = 300


class Said(NamedTuple):
    """An answer of a part, its reason, the part as people read it, and ``fixed`` (see ``Judgement``)."""

    answer: Answer
    code: str
    text: str
    fixed: str | None = None


class Held:
    """A version as somebody wrote it, read once; ``met``: what was answered of parts already, kept here."""

    __slots__ = ("known", "lowered", "met", "parsed", "text")

    def __init__(self, text: str) -> None:
        """Read a version."""
        self.text = text.strip()
        self.lowered = " ".join(self.text.lower().split())
        self.known = self.text.lower() not in _UNSAID
        self.parsed = parse(self.text)
        self.met: dict[Part, Judgement] = {}


@lru_cache(maxsize=8)
def held(text: str) -> Held:
    """Read a version; the last few are kept, as one is asked about many times in a row."""
    return Held(text)


class Interval:
    """An interval: its bounds, or ``said``, the reason why there is nothing to compare."""

    __slots__ = ("_bounds", "_exact", "_fixed", "_said", "is_open", "shown")

    def __init__(self, range_: Range, *, exact: bool) -> None:
        """Read the ends of an interval; an introduction at 0 is an open end."""
        introduced = "" if range_.introduced == "0" else range_.introduced
        lower = (">=", introduced) if introduced else (">", range_.after)
        upper = ("<", range_.fixed) if range_.fixed else ("<=", range_.last_affected)
        ends = [end for end in (lower, upper) if end[1]]
        self._exact, self._fixed, self.is_open = exact, range_.fixed, not ends
        self.shown = ", ".join(f"{sign} {end}"[:SHOWN] for sign, end in ends) or "*"
        versions = [(sign, parse(end)) for sign, end in ends]
        self._bounds = tuple(Bound(sign, version) for sign, version in versions if version is not None)
        self._said: Said | None = None
        if not ends:
            self._said = Said(YES, "tolerant_everything", self.shown, "")
        elif len(self._bounds) < len(ends):
            self._said = Said(CHECK, "tolerant_free_text", self.shown, self._fixed)
        elif len(ends) > 1 and compare(*(bound.version for bound in self._bounds), exact=True) in AFTER:
            self._said = Said(CHECK, "tolerant_contradictory", self.shown, self._fixed)

    def say(self, version: Held) -> Said:
        """Hold a version against it."""
        if self._said is not None:
            return self._said
        if version.parsed is None or version.parsed.wild:
            return Said(CHECK, "tolerant_version_unreadable", self.shown)
        return _between(version.parsed, self._bounds, self.shown, self._fixed, exact=self._exact)


class Point:
    """A single version."""

    __slots__ = ("_clause", "_exact", "is_open", "shown")

    def __init__(self, text: str, point: Version, *, exact: bool) -> None:
        """Take what was read."""
        self._clause, self._exact = Clause(point=point, literal=text.lower()), exact
        self.shown, self.is_open = text, False

    def say(self, version: Held) -> Said:
        """Hold a version against it."""
        return _at_point(version, self._clause, self.shown, exact=self._exact)


class Text:
    """A text for people, clause by clause."""

    __slots__ = ("_clauses", "_exact", "_left_out", "is_open", "shown")

    def __init__(self, text: str, *, exact: bool) -> None:
        """Read a text."""
        clauses = read(text)
        self._clauses = tuple(clause for clause in clauses if not clause.not_this)
        self._left_out = tuple(clause for clause in clauses if clause.not_this)
        self._exact = exact or is_ordered(text)
        self.is_open = not self._left_out and any(clause.everything for clause in clauses)
        self.shown = text[:SHOWN] + ("…" if len(text) > SHOWN else "")

    def say(self, version: Held) -> Said:
        """Hold a version against each clause; what is left out is left out of all of them."""
        best = self._most(version, self._clauses)
        if best is None:
            return Said(CHECK, "tolerant_free_text", self.shown)
        out = self._most(version, self._left_out)
        if out is None or out.answer is NO or best.answer is NO:
            return best
        return Said(NO, "tolerant_excluded", self.shown) if out.answer is YES else out

    def _most(self, version: Held, clauses: Sequence[Clause]) -> Said | None:
        """Give the first of the highest answers."""
        best: Said | None = None
        for clause in clauses:
            said = _in_clause(version, clause, self.shown, exact=self._exact)
            if best is None or _RANKS[said.answer] > _RANKS[best.answer]:
                best = said
        return best


Part = Interval | Point | Text


@lru_cache(maxsize=1 << 16)
def interval(range_: Range, *, exact: bool) -> Interval:
    """Read an interval, once."""
    return Interval(range_, exact=exact)


def text_part(text: str, *, exact: bool) -> Text:
    """Read a text, once if it is short."""
    return _short_text(text, exact=exact) if len(text) <= _CACHED else Text(text, exact=exact)


@lru_cache(maxsize=1 << 14)
def _short_text(text: str, *, exact: bool) -> Text:
    return Text(text, exact=exact)


def point(text: str, *, exact: bool) -> Point | Text:
    """Read a version that is enumerated, or the text that stands in its place."""
    return _short_point(text, exact=exact) if len(text) <= _CACHED else text_part(text, exact=exact)


@lru_cache(maxsize=1 << 16)
def _short_point(text: str, *, exact: bool) -> Point | Text:
    version = parse(text)
    if version is None or version.wild or "-" in text:
        return text_part(text, exact=exact)
    return Point(text, version, exact=exact)


def _between(
    version: Version, bounds: Sequence[Bound], shown: str, fixed: str | None, *, exact: bool
) -> Said:
    """Hold a version against one or two bounds: a no of one is a no."""
    found: Reason | None = None
    for sign, end in bounds:
        order = order_of(version, end, exact=exact)
        reason = at_bound(sign, order)
        if reason[0] is NO:
            return Said(*reason, shown, fixed)
        if found is None or (reason[0] is CHECK and found[0] is YES):
            found = reason
    return Said(*(found or at_point(Order.UNKNOWN)), shown, fixed)


def _in_clause(version: Held, clause: Clause, shown: str, *, exact: bool) -> Said:
    if clause.everything:
        return Said(YES, "tolerant_everything", shown)
    if clause.unread:
        if clause.literal and clause.literal == version.lowered:
            return Said(YES, "tolerant_listed", shown)
        return Said(CHECK, clause.unread, shown)
    if clause.point is not None:
        return _at_point(version, clause, shown, exact=exact)
    if version.parsed is None or version.parsed.wild:
        return Said(CHECK, "tolerant_version_unreadable", shown)
    bounds = [bound for bound in (clause.lower, clause.upper) if bound is not None]
    return _between(version.parsed, bounds, shown, None, exact=exact)


def _at_point(version: Held, clause: Clause, shown: str, *, exact: bool) -> Said:
    if clause.literal == version.lowered:
        return Said(YES, "tolerant_listed", shown[:SHOWN])
    if clause.models:
        return Said(CHECK, "tolerant_models", shown)
    if version.parsed is None or version.parsed.wild or clause.point is None:
        return Said(CHECK, "tolerant_version_unreadable", shown)
    order = order_of(version.parsed, clause.point, exact=exact)
    return Said(*at_point(order), shown)
