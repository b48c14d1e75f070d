"""Ids for those who do not write any, and references by name for those who do not know them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hygie.dossier.checks import entries
from hygie.dossier.edit_data import value_at
from hygie.dossier.plan import plan_of
from hygie.dossier.suggest import bare
from hygie.dossier.vocabulary.base import AnyRef, Entry, RefTo
from hygie.dossier.yaml_values import Data

_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 60
NAMES: Final = ("name", "title")


def slug(text: str) -> str:
    """Make an identifier of a name: « Clinique de l’Été » gives ``clinique-de-l-ete``."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return _NOT_IN_ID.sub("-", letters).strip("-")[:_LONGEST].rstrip("-")


@dataclass(slots=True)
class Ids:
    """The ids of each kind that a workbook uses, those that it writes and those that are made for it."""

    taken: set[tuple[str, str]] = field(default_factory=set)

    def make(self, model: type[Entry], entry: dict[str, Data], holder: str) -> str:
        """Make an id for an entry without one, from its name, else from the first thing that it says."""
        named = next((entry[key] for key in NAMES if isinstance(entry.get(key), str)), None)
        said = named or next((value for value in entry.values() if isinstance(value, str)), "")
        parts = (holder if named is None else "", str(said))
        base = slug("-".join(filter(None, parts))) or slug(model.kind) or "entry"
        candidate, number = base, 1
        while (model.kind, candidate) in self.taken:
            number += 1
            candidate = f"{base}-{number}"
        self.taken.add((model.kind, candidate))
        return candidate


def refs_of(listed: Sequence[Any], identity: tuple[str, ...]) -> list[str]:
    """Name the entries of a list as the rows of other sheets refer to them.

    By what identifies them; by their rank where two of them cannot be told apart so.
    """
    names = [_name(entry, identity) for entry in listed]
    times = Counter(names)
    return [name if name and times[name] == 1 else f"#{rank}" for rank, name in enumerate(names, start=1)]


def _name(entry: Any, identity: tuple[str, ...]) -> str:  # noqa: ANN401 - plain data of any shape
    value = value_at(entry, identity)
    return value if isinstance(value, str) else ""


def resolve_names(data: dict[str, Data], *others: dict[str, Data]) -> None:
    """Replace, in ``data``, references that are no id but the name of a single entry, by its id.

    ``others`` is what may be referred to as well.
    """
    ids: set[str] = set()
    by_name: dict[tuple[str, str], set[str]] = {}
    for source in (data, *others):
        for held in entries(source):
            identifier = held.data.get("id")
            if held.model.kind and isinstance(identifier, str):
                ids.add(f"{held.model.kind}:{identifier}")
                for key in NAMES:
                    if isinstance(name := held.data.get(key), str):
                        by_name.setdefault((held.model.kind, bare(name)), set()).add(identifier)
    for holder, key, mark in _references(data):
        value = holder[key]
        if isinstance(value, list):
            holder[key] = [_resolved(item, mark, ids, by_name) for item in value]
        else:
            holder[key] = _resolved(value, mark, ids, by_name)


def _references(data: dict[str, Data]) -> Iterator[tuple[dict[str, Data], str, RefTo | AnyRef]]:
    for held in entries(data):
        plans = plan_of(held.model)
        for key in held.data.keys() & plans.keys():
            for mark in plans[key].marks:
                if isinstance(mark, (RefTo, AnyRef)) and held.data[key] not in plans[key].words:
                    yield held.data, key, mark


def _resolved(
    value: Data, mark: RefTo | AnyRef, ids: set[str], by_name: dict[tuple[str, str], set[str]]
) -> Data:
    if not isinstance(value, str):
        return value
    if isinstance(mark, RefTo):
        if any(f"{kind}:{value}" in ids for kind in mark.kinds):
            return value
        found = {one for kind in mark.kinds for one in by_name.get((kind, bare(value)), ())}
        return found.pop() if len(found) == 1 else value
    if value in ids or ":" in value:
        return value
    kinds = mark.kinds or tuple({kind for kind, _ in by_name})
    refs = {f"{kind}:{value}" for kind in kinds} & ids
    refs |= {f"{kind}:{one}" for kind in kinds for one in by_name.get((kind, bare(value)), ())}
    return refs.pop() if len(refs) == 1 else value


def in_order(entry: dict[str, Any], model: type[Entry]) -> dict[str, Any]:
    """Put the keys of an entry, and of those inside it, in the order of the vocabulary."""
    ordered: dict[str, Any] = {}
    plans = plan_of(model)
    for key in (*(key for key in plans if key in entry), *(key for key in entry if key not in plans)):
        value, plan = entry[key], plans.get(key)
        inner = None if plan is None else plan.entry
        if inner is not None and isinstance(value, dict):
            value = in_order(value, inner)
        elif inner is not None and isinstance(value, list):
            value = [in_order(item, inner) if isinstance(item, dict) else item for item in value]
        ordered[key] = value
    return ordered
