"""What a vulnerability of CSAF says of each product: one standing, and what mends it.

Sources: CSAF 2.0, section 3.2.3.9 (product status) and 3.2.3.12 (remediations); CSAF 2.1 adds ``unknown``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hygie.observations.advisory import Remedy, Standing
from hygie.observations.content import line, mapping, text
from hygie.observations.csaf.product_tree import Problem, Tree
from hygie.observations.reading import Bounds

STANDINGS: Final[Mapping[str, Standing]] = {
    "known_affected": Standing.AFFECTED,
    "first_affected": Standing.AFFECTED,
    "last_affected": Standing.AFFECTED,
    "under_investigation": Standing.UNDER_INVESTIGATION,
    "unknown": Standing.UNDER_INVESTIGATION,
    "fixed": Standing.FIXED,
    "first_fixed": Standing.FIXED,
    "known_not_affected": Standing.NOT_AFFECTED,
}
"""The statuses of products, the gravest first: of contradictory ones, that holds."""
RECOMMENDED: Final = "recommended"
"""A group that gives no standing: such versions are said to have a fix (CSAF 2.0, 3.2.3.9), yet those of any
other group may be recommended, affected ones too (6.1.6, note). What they are, the other groups say."""


class TooManyError(Exception):
    """The remediations of a document name more products than are read."""


def standings_of(
    data: Mapping[str, Any], at: str, named: str, tree: Tree, problems: list[Problem]
) -> dict[str, Standing]:
    """Give the standing of each product that a vulnerability names and the tree defines, in their order."""
    found: dict[str, Standing] = {}
    status = mapping(data, "product_status")
    for word in (*STANDINGS, *(key for key in status if key not in STANDINGS)):
        pointer = f"{at}/product_status/{escaped(word)}"
        ids = status.get(word)
        known = word in STANDINGS or word == RECOMMENDED
        if ids is not None and not (known and isinstance(ids, list)):
            problems.append(Problem("csaf_status_unusable", pointer, {"status": line(word, 100)}))
            continue
        for index, id_ in enumerate(ids or ()):
            if not isinstance(id_, str) or id_ not in tree.products:
                shown = line(id_, 200) if isinstance(id_, str) else ""
                parameters = {"product": shown, "vulnerability": named}
                problems.append(Problem("csaf_product_undefined", f"{pointer}/{index}", parameters))
                continue
            if word == RECOMMENDED:
                continue
            standing = STANDINGS[word]
            if found.setdefault(id_, standing) != standing:
                name = tree.products[id_].name
                parameters = {"product": name, "vulnerability": named, "status": found[id_].value}
                problems.append(
                    Problem("csaf_status_contradictory", f"{pointer}/{index}", parameters, lost=False)
                )
    return found


def escaped(key: str) -> str:
    """Escape a key for a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


class Remedies:
    """The remedies of each product, counted so that groups cannot multiply them without end."""

    def __init__(self, tree: Tree, bounds: Bounds) -> None:
        """Start for a document."""
        self._tree = tree
        self._bounds = bounds
        self._left = bounds.items
        self._same: dict[tuple[Remedy, ...], tuple[Remedy, ...]] = {}

    def of(
        self, data: Mapping[str, Any], at: str, named: Mapping[str, Standing], problems: list[Problem]
    ) -> dict[str, tuple[Remedy, ...]]:
        """Give the remedies of each product of a vulnerability; one that names no product is for all.

        Raises:
            TooManyError: the document passes the bound of items.
        """
        found: dict[str, list[Remedy]] = {}
        remediations = data.get("remediations")
        for index, each in enumerate(remediations if isinstance(remediations, list) else ()):
            pointer = f"{at}/remediations/{index}"
            remedy = self._remedy(each)
            if remedy is None:
                problems.append(Problem("csaf_remedy_unusable", pointer))
                continue
            for id_ in self._products(each, pointer, named, problems):
                found.setdefault(id_, []).append(remedy)
        return {id_: self._shared(tuple(dict.fromkeys(each))) for id_, each in found.items()}

    def _shared(self, remedies: tuple[Remedy, ...]) -> tuple[Remedy, ...]:
        return self._same.setdefault(remedies, remedies)

    def _remedy(self, data: object) -> Remedy | None:
        kind = text(data, "category", longest=100)
        details = text(data, "details", longest=self._bounds.text)
        url = text(data, "url", longest=self._bounds.text)
        return Remedy(kind, details, url) if kind or details or url else None

    def _products(
        self, data: Mapping[str, Any], at: str, named: Mapping[str, Standing], problems: list[Problem]
    ) -> Iterator[str]:
        if "product_ids" not in data and "group_ids" not in data:
            self._spend(len(named))
            yield from named
            return
        for index, id_ in enumerate(_list(data.get("product_ids"))):
            self._spend(1)
            if isinstance(id_, str) and id_ in self._tree.products:
                yield id_
            else:
                problems.append(_undefined(id_, f"{at}/product_ids/{index}"))
        for index, id_ in enumerate(_list(data.get("group_ids"))):
            if not isinstance(id_, str) or id_ not in self._tree.groups:
                problems.append(_undefined(id_, f"{at}/group_ids/{index}"))
                continue
            self._spend(len(self._tree.groups[id_]))
            yield from self._tree.groups[id_]

    def _spend(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise TooManyError


def _list(data: object) -> list[Any]:
    return data if isinstance(data, list) else []


def _undefined(id_: object, at: str) -> Problem:
    shown = line(id_, 200) if isinstance(id_, str) else ""
    return Problem("csaf_reference_undefined", at, {"reference": shown}, lost=False)
