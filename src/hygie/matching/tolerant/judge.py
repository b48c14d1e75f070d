"""Hold a version against what an advisory says of versions."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.matching.tolerant.answer import Answer, Judgement
from hygie.matching.tolerant.expression import Bound, Clause, read
from hygie.matching.tolerant.order import Order, Version, compare, parse
from hygie.observations.advisory import Affected, Range

_YES, _NO, _CHECK = Answer.YES, Answer.NO, Answer.TO_CHECK
_UNSAID: Final = frozenset(
    (
        *("", "-", "--", "*", "?", "n/a", "na", "n.a.", "none", "null", "nil", "unknown", "unspecified"),
        *("undefined", "not specified", "not available", "not known", "tbd", "various", "multiple"),
        *("inconnu", "inconnue", "nc", "n.c.", "non renseigné", "non renseignée", "non connu", "non connue"),
        *("s/o", "sans objet"),
    )
)
"""What people write in the place of a version that they do not know."""
_NO_SCHEME: Final = frozenset(
    ("", "custom", "generic", "unspecified", "unknown", "date", "git", "other", "all")
)
_SHOWN: Final = 200
_SUFFIX, _PRECISION = "tolerant_suffix", "tolerant_precision"
_DIFFERENT: Final = (_CHECK, "tolerant_shapes_differ")


class _Said(NamedTuple):
    """An answer of a part, its reason, and the part as people read it."""

    answer: Answer
    code: str
    text: str


_Reason = tuple[Answer, str]
_SURE_YES: Final = (_YES, "tolerant_inside")
_SURE_NO: Final = (_NO, "tolerant_outside")

# A "no" that rests on a number or a suffix that only one side writes is not said: 9.33.1 may be meant by
# "9.33 and prior", 9 may stand for 9.40. A "yes" may rest on it: it errs on the safe side.
_UPPER: Final[dict[Order, _Reason]] = {
    Order.BEFORE: _SURE_YES,
    Order.SAME: _SURE_YES,
    Order.WITHIN: _SURE_YES,
    Order.COARSER: _SURE_YES,
    Order.EXTENDED: _SURE_YES,
    Order.PRE: _SURE_YES,
    Order.AFTER: _SURE_NO,
    Order.PRE_OF: _SURE_NO,
    Order.FINER: (_CHECK, _PRECISION),
    Order.EXTENDS: (_CHECK, _SUFFIX),
}
_LOWER: Final[dict[Order, _Reason]] = {
    Order.AFTER: _SURE_YES,
    Order.SAME: _SURE_YES,
    Order.WITHIN: _SURE_YES,
    Order.FINER: _SURE_YES,
    Order.EXTENDS: _SURE_YES,
    Order.PRE_OF: _SURE_YES,
    Order.BEFORE: _SURE_NO,
    Order.COARSER: (_CHECK, _PRECISION),
    Order.EXTENDED: (_CHECK, _SUFFIX),
    Order.PRE: (_CHECK, _SUFFIX),
}
_VAGUE: Final = (_CHECK, "tolerant_vague_end")
_BOUNDS: Final[dict[str, dict[Order, _Reason]]] = {
    "<=": _UPPER,
    "<": _UPPER
    | {
        Order.SAME: _SURE_NO,
        Order.FINER: _SURE_NO,
        Order.EXTENDS: _SURE_NO,
        Order.WITHIN: (_CHECK, _PRECISION),
    },
    "<?": _UPPER | {Order.SAME: _VAGUE, Order.WITHIN: _VAGUE},
    ">=": _LOWER,
    ">": _LOWER | {Order.SAME: _SURE_NO, Order.PRE: _SURE_NO, Order.WITHIN: (_CHECK, _PRECISION)},
    ">?": _LOWER | {Order.SAME: _VAGUE, Order.WITHIN: _VAGUE},
}
_POINT: Final[dict[Order, _Reason]] = {
    Order.SAME: (_YES, "tolerant_listed"),
    Order.WITHIN: (_YES, "tolerant_listed"),
    Order.BEFORE: _SURE_NO,
    Order.AFTER: _SURE_NO,
    Order.FINER: (_CHECK, _PRECISION),
    Order.COARSER: (_CHECK, _PRECISION),
    Order.EXTENDS: (_CHECK, _SUFFIX),
    Order.EXTENDED: (_CHECK, _SUFFIX),
    Order.PRE: (_CHECK, _SUFFIX),
    Order.PRE_OF: (_CHECK, _SUFFIX),
}
_AFTER: Final = (Order.AFTER, Order.FINER, Order.PRE_OF, Order.EXTENDS)
_EXACT: Final = {
    Order.FINER: Order.AFTER,
    Order.COARSER: Order.BEFORE,
    Order.PRE: Order.BEFORE,
    Order.PRE_OF: Order.AFTER,
}
"""What the orders are under a scheme that says how versions are written and ordered."""


def judge_affected(version: str, affected: Affected) -> Judgement:
    """Say whether a version, as somebody wrote it, is one of those that an advisory names.

    Whether they are affected or fixed is not looked at. Never raises; linear in what is given.
    """
    version = version.strip()
    judgement = _named(version, affected)
    if not affected.excluded or judgement.answer is _NO:
        return judgement
    if not _known(version):
        return Judgement(_CHECK, "tolerant_version_unknown", {"range": _text(_excluded_texts(affected))})
    return _excluded(version, affected) or judgement


def _named(version: str, affected: Affected) -> Judgement:
    """Judge without what is excluded."""
    if affected.everything:
        return Judgement(_YES, "tolerant_everything")
    said = list(_said(version, affected))
    if any(each.code == "tolerant_everything" for each in said):
        return Judgement(_YES, "tolerant_everything")
    if not said:
        return Judgement(_CHECK, "tolerant_commits" if affected.commits else "tolerant_no_version_named")
    if not _known(version):
        return Judgement(_CHECK, "tolerant_version_unknown", {"range": _text(each.text for each in said)})
    return _union(version, said, commits=affected.commits)


def judge_text(version: str, text: str) -> Judgement:
    """Say whether a version is one of those that a text ("<= 9.33", "Rev B-M") speaks of."""
    return judge_affected(version, Affected(expressions=(text,)))


def _known(version: str) -> bool:
    return version.lower() not in _UNSAID


def _union(version: str, said: list[_Said], *, commits: bool) -> Judgement:
    """One of them is enough for a yes; all of them are needed for a no."""
    shown = version[:_SHOWN]
    for answer in (_YES, _CHECK):
        for each in said:
            if each.answer is answer:
                return Judgement(answer, each.code, {"version": shown, "range": each.text})
    if commits:
        return Judgement(_CHECK, "tolerant_commits")
    return Judgement(_NO, "tolerant_outside", {"version": shown, "range": _text(each.text for each in said)})


def _text(texts: Iterable[str]) -> str:
    """Write ranges one after the other, cut."""
    found = ""
    for each in texts:
        if len(found) > _SHOWN:
            break
        found = f"{found} ; {each}" if found else each
    return found if len(found) <= _SHOWN else found[:_SHOWN] + "…"


def _excluded_texts(affected: Affected) -> Iterator[str]:
    return (_in_range(None, each, exact=False).text for each in affected.excluded)


def _excluded(version: str, affected: Affected) -> Judgement | None:
    """Give what the versions left out decide; None if nothing."""
    exact = affected.scheme not in _NO_SCHEME
    said = [_in_range(parse(version), each, exact=exact) for each in affected.excluded]
    for sought, answer in ((_YES, _NO), (_CHECK, _CHECK)):
        for each in said:
            if each.answer is sought:
                code = "tolerant_excluded" if answer is _NO else each.code
                return Judgement(answer, code, {"version": version[:_SHOWN], "range": each.text})
    return None


def _said(version: str, affected: Affected) -> Iterator[_Said]:
    """Give what each part of the advisory says of a version."""
    exact = affected.scheme not in _NO_SCHEME
    if version in affected.versions and _known(version):
        yield _Said(_YES, "tolerant_listed", version[:_SHOWN])
        return
    parsed = parse(version)
    for each in affected.ranges:
        yield _in_range(parsed, each, exact=exact)
    for text in affected.versions:
        yield _at(version, parsed, text, exact=exact)
    for text in affected.expressions:
        yield _in_text(version, parsed, text, exact=exact)


def _at(version: str, parsed: Version | None, text: str, *, exact: bool) -> _Said:
    """Hold a version against one that is enumerated, or against the text that stands in its place."""
    point = parse(text)
    if point is None or point.wild or "-" in text:
        return _in_text(version, parsed, text, exact=exact)
    return _at_point(version, parsed, Clause(point=point, literal=text.lower()), text, exact=exact)


class _Interval(NamedTuple):
    """An interval as it is compared: its bounds, or the reason why there is nothing to compare."""

    shown: str
    bounds: tuple[Bound, ...] = ()
    said: _Said | None = None


@lru_cache(maxsize=1 << 14)
def _interval(range_: Range) -> _Interval:
    """Read the ends of an interval; an introduction at 0 is an open end."""
    introduced = "" if range_.introduced == "0" else range_.introduced
    lower = (">=", introduced) if introduced else (">", range_.after)
    upper = ("<", range_.fixed) if range_.fixed else ("<=", range_.last_affected)
    ends = [end for end in (lower, upper) if end[1]]
    shown = ", ".join(f"{sign} {end}"[:_SHOWN] for sign, end in ends)
    if not ends:
        return _Interval("*", said=_Said(_YES, "tolerant_everything", "*"))
    versions = [(sign, parse(end)) for sign, end in ends]
    bounds = tuple(Bound(sign, version) for sign, version in versions if version is not None)
    if len(bounds) < len(ends):
        return _Interval(shown, said=_Said(_CHECK, "tolerant_free_text", shown))
    if len(bounds) > 1 and compare(bounds[0].version, bounds[1].version) in _AFTER:
        return _Interval(shown, said=_Said(_CHECK, "tolerant_contradictory", shown))
    return _Interval(shown, bounds)


def _in_range(version: Version | None, range_: Range, *, exact: bool) -> _Said:
    """Hold a version against an interval."""
    interval = _interval(range_)
    return interval.said or _between(version, interval.bounds, interval.shown, exact=exact)


def _between(version: Version | None, bounds: Sequence[Bound], shown: str, *, exact: bool) -> _Said:
    """Hold a version against one or two bounds: a no of one is a no."""
    if version is None or version.wild:
        return _Said(_CHECK, "tolerant_version_unreadable", shown)
    reasons = []
    for bound in bounds:
        order = compare(version, bound.version)
        order = _EXACT.get(order, order) if exact else order
        reasons.append(_BOUNDS[bound.sign].get(order, _DIFFERENT))
    for answer in (_NO, _CHECK):
        for reason in reasons:
            if reason[0] is answer:
                return _Said(*reason, shown)
    return _Said(*reasons[0], shown)


def _in_text(version: str, parsed: Version | None, text: str, *, exact: bool) -> _Said:
    """Hold a version against a text, clause by clause."""
    shown = text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
    best: _Said | None = None
    refused = False
    for clause in read(text):
        said = _in_clause(version, parsed, clause, shown, exact=exact)
        if clause.not_this:
            refused = refused or said.answer is not _NO
            continue
        if best is None or _RANKS[said.answer] > _RANKS[best.answer]:
            best = said
    if refused:
        return _Said(_CHECK, "tolerant_free_text", shown)
    return best or _Said(_CHECK, "tolerant_free_text", shown)


_RANKS: Final = {_NO: 0, _CHECK: 1, _YES: 2}


def _in_clause(version: str, parsed: Version | None, clause: Clause, shown: str, *, exact: bool) -> _Said:
    if clause.everything:
        return _Said(_YES, "tolerant_everything", shown)
    if clause.unread:
        if clause.literal and clause.literal == " ".join(version.lower().split()):
            return _Said(_YES, "tolerant_listed", shown)
        return _Said(_CHECK, clause.unread, shown)
    if clause.point is not None:
        return _at_point(version, parsed, clause, shown, exact=exact)
    bounds = [bound for bound in (clause.lower, clause.upper) if bound is not None]
    return _between(parsed, bounds, shown, exact=exact)


def _at_point(version: str, parsed: Version | None, clause: Clause, shown: str, *, exact: bool) -> _Said:
    if clause.literal == " ".join(version.lower().split()):
        return _Said(_YES, "tolerant_listed", shown[:_SHOWN])
    if clause.models:
        return _Said(_CHECK, "tolerant_models", shown)
    if parsed is None or parsed.wild or clause.point is None:
        return _Said(_CHECK, "tolerant_version_unreadable", shown)
    order = compare(parsed, clause.point)
    order = _EXACT.get(order, order) if exact else order
    return _Said(*_POINT.get(order, _DIFFERENT), shown)
