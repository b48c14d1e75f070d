"""What a text says of versions: "<= 9.33", "Rev B-M", "4.0 through 4.9", "7.x", "vers:generic/>=1|<2".

A text is read whole or not at all: each part becomes a clause, and what is not understood is a clause that
says so.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from hygie.matching.tolerant.order import Order, compare
from hygie.matching.tolerant.phrases import LONGEST, Sign, signs_of
from hygie.matching.tolerant.written import Version, parse
from hygie.observations.purls import decoded


class Bound(NamedTuple):
    """``sign`` is ``<``, ``<=``, ``<?`` (the end may be in or out), and the same with ``>``."""

    sign: str
    version: Version


class Clause(NamedTuple):
    """A part of a text: any of ``everything``, an interval, ``points`` one of which it is, ``unread``.

    ``not_this``: the point is excluded. ``models``: the point looks like the number of a model. ``unread``:
    code of the reason why a person must read it.
    """

    everything: bool = False
    lower: Bound | None = None
    upper: Bound | None = None
    point: Version | None = None
    literal: str = ""
    not_this: bool = False
    models: bool = False
    unread: str = ""


_VERS: Final = re.compile(r"\s*vers:([a-z][a-z0-9.+-]*)/", re.IGNORECASE)
_ORDERED: Final = frozenset(
    (
        *("alpine", "apk", "cargo", "composer", "conan", "deb", "ebuild", "gem", "gentoo", "golang"),
        *("intdot", "maven", "npm", "nuget", "pypi", "rpm", "semver"),
    )
)
"""Types of ``vers:`` whose scheme orders any two versions (package-url/vers-spec, version types)."""
_LETTERS: Final = re.compile(r"(?:rev(?:ision)?[. ]+)?([a-z])-([a-z])").fullmatch
_TWO: Final = re.compile(r"([0-9][0-9.]*+)-([0-9][0-9.]*+)").fullmatch
_AND_MORE: Final = re.compile(r"(.*[0-9a-z])\+", re.DOTALL).fullmatch
_MODEL: Final = re.compile(r"[a-z]{2,}-?[0-9]{3,}|[a-z]{2,}-[0-9]").match
_LOWER: Final = (">", ">=", ">?")
_UPPER: Final = ("<", "<=", "<?")
_SEPARATORS: Final = ("|", "or", "and")
_CACHED: Final = 300
_OPENED: Final = 4
"""Signs of "all between A (including)", after which the other end is still to come."""
_MOST_CLAUSES: Final = 500


def read(text: str) -> tuple[Clause, ...]:
    """Read a text into clauses, of which a version must satisfy one; never raises, linear in the text."""
    return _cached(text) if len(text) <= _CACHED else _read(text)


@lru_cache(maxsize=1 << 13)
def _cached(text: str) -> tuple[Clause, ...]:
    return _read(text)


def _read(text: str) -> tuple[Clause, ...]:
    if len(text) > LONGEST:
        return (Clause(unread="tolerant_free_text"),)
    vers = _VERS.match(text)
    if vers:
        text = decoded(text[vers.end() :])
    signs = signs_of(text)
    kinds = {sign.kind for sign in signs}
    if not signs or "other" in kinds or "date" in kinds:
        return (Clause(unread="tolerant_dates" if "date" in kinds else "tolerant_free_text"),)
    parts = [(separator, _part(part)) for separator, part in _parts(signs)]
    parts = parts if vers else list(_after_bounds(parts))
    # Single versions cut no interval in two (VERS, "Checking if a version is contained within a range").
    apart = [_stands_apart(clause, vers is not None) for _, clause in parts]
    bounds = [part for part, alone in zip(parts, apart, strict=True) if not alone]
    single = [part[1] for part, alone in zip(parts, apart, strict=True) if alone]
    found = (*_joined(bounds), *single)
    if len(found) > _MOST_CLAUSES:
        return (Clause(unread="tolerant_free_text"),)
    return found


def is_ordered(text: str) -> bool:
    """Say whether a text is a range (``vers:``) of a scheme that orders any two versions."""
    vers = _VERS.match(text)
    return vers is not None and vers[1].lower() in _ORDERED


def _stands_apart(clause: Clause, vers: bool) -> bool:
    """Say whether a part is no bound: "not this one", and in ``vers:`` "this one" too."""
    return clause.point is not None and (clause.not_this or vers)


def _parts(signs: list[Sign]) -> Iterator[tuple[str, list[Sign]]]:
    """Cut at separators, "between A and B" left whole; each part with the separator before it."""
    separator, part = "", list[Sign]()
    for sign in signs:
        opened = len(part) <= _OPENED and any(each.kind == "between" for each in part)
        if sign.kind in _SEPARATORS and not (sign.kind == "and" and opened):
            yield separator, part
            separator, part = sign.kind, []
        else:
            part.append(sign)
    yield separator, part


_PATTERNS: Final = {
    **{f"{sign} atom": (sign, "") for sign in (*_LOWER, *_UPPER)},
    **{f"{low} atom {high} atom": (low, high) for low in _LOWER for high in _UPPER},
    **{f"atom {high} atom": (">=", high) for high in _UPPER},
    **{f"{low} atom to atom": (low, "<=") for low in _LOWER},
    "atom to atom": (">=", "<="),
    "between atom and atom": (">?", "<?"),
    "between atom in and atom in": (">=", "<="),
    "between atom in and atom out": (">=", "<"),
    "between atom out and atom in": (">", "<="),
    "between atom out and atom out": (">", "<"),
    "<? atom in": ("<=", ""),
    "<? atom out": ("<", ""),
    "atom and<=": ("<=", ""),
    "atom and>=": (">=", ""),
    "to atom": ("<?", ""),
}
"""What a part may be, sign by sign, and the signs of the bounds that it stands for."""


def _part(part: list[Sign]) -> Clause:
    """Read a part."""
    shape = " ".join(sign.kind for sign in part)
    atoms = [sign.text for sign in part if sign.kind == "atom"]
    if shape == "all":
        return Clause(everything=True)
    if shape in ("atom", "= atom", "!= atom", "all atom"):
        return _point(atoms[0], shape)
    shape = shape.removeprefix("all ")
    if shape not in _PATTERNS:
        return Clause(unread="tolerant_free_text")
    versions = [parse(atom) for atom in atoms]
    bounds = [
        Bound(sign, version)
        for sign, version in zip(filter(None, _PATTERNS[shape]), versions, strict=True)
        if version is not None
    ]
    if len(bounds) < len(atoms):
        return Clause(unread="tolerant_free_text")
    return _interval(
        next((bound for bound in bounds if bound.sign in _LOWER), None),
        next((bound for bound in bounds if bound.sign in _UPPER), None),
    )


def _point(text: str, shape: str) -> Clause:
    """Read a version that stands alone, or what is short for an interval."""
    if match := _LETTERS(text):
        low, high = parse(match[1]), parse(match[2])
        return _interval(Bound(">=", low), Bound("<=", high)) if low and high else Clause()
    if (match := _AND_MORE(text)) and (least := parse(match[1])):
        return Clause(lower=Bound(">=", least))
    version = parse(text)
    if (match := _TWO(text)) and shape != "= atom":
        low, high = parse(match[1]), parse(match[2])
        if low is None or high is None or compare(low, high, exact=True) not in (Order.AFTER, Order.SAME):
            version = None  # "1.0-1.5": an interval, or one version?
    if version is None or (shape == "all atom" and not version.wild):
        return Clause(literal=text, unread="tolerant_free_text")
    return Clause(point=version, literal=text, not_this=shape == "!= atom", models=_MODEL(text) is not None)


def _interval(lower: Bound | None, upper: Bound | None) -> Clause:
    """Make an interval, unless it ends before it begins."""
    if lower and upper:
        order = compare(lower.version, upper.version, exact=True)
        if order is Order.UNKNOWN and not upper.version.wild:
            return Clause(unread="tolerant_shapes_differ")
        if order in (Order.AFTER, Order.FINER, Order.EXTENDS, Order.PRE_OF):
            return Clause(unread="tolerant_contradictory")
    return Clause(lower=lower, upper=upper)


def _after_bounds(parts: list[tuple[str, Clause]]) -> Iterator[tuple[str, Clause]]:
    """Leave to people bare versions after an upper bound: "<= 1.2.9 | 1.3.4" may mean up to each of them."""
    bounded = False
    for separator, clause in parts:
        if bounded and clause.point is not None and not clause.not_this:
            yield separator, Clause(literal=clause.literal, unread="tolerant_free_text")
        else:
            yield separator, clause
        bounded = bounded or clause.upper is not None


def _joined(parts: list[tuple[str, Clause]]) -> Iterator[Clause]:
    """Make one interval of a lower and an upper bound that follow one another (">= 1.0 | <= 2.0")."""
    held: Clause | None = None
    for separator, clause in parts:
        only_lower = clause.lower is not None and clause.upper is None
        only_upper = clause.upper is not None and clause.lower is None
        if held is not None and held.upper is None and only_upper and separator != "or":
            yield _interval(held.lower, clause.upper)
            held = None
            continue
        if held is not None and held.lower is None and only_lower and not _are_apart(held, clause):
            yield Clause(unread="tolerant_free_text")
            held = None
            continue
        if held is not None:
            yield held
        held = clause if only_lower or only_upper else None
        if held is None:
            yield clause
    if held is not None:
        yield held


def _are_apart(below: Clause, above: Clause) -> bool:
    """Say whether "< 1.0 | > 2.0" leaves out its middle; in the other order it is not sure what is meant."""
    if below.upper is None or above.lower is None:
        return False
    return compare(above.lower.version, below.upper.version) in (Order.AFTER, Order.SAME, Order.FINER)
