"""What a shape cannot say: ids that are unique, references that lead somewhere, countries, intervals.

The checks read the merged data beside the models, so that a mistake of shape in one file does not
hide a broken reference in another.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, Protocol

from hygie.dossier import suggest
from hygie.dossier.paths import Path
from hygie.dossier.plan import FieldPlan, plan_of
from hygie.dossier.vocabulary.base import AnyRef, CountryMark, Entry, RefTo
from hygie.dossier.vocabulary.root import Declarations
from hygie.dossier.yaml_values import Data
from hygie.kernel.clock import EARLIEST, LATEST
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameters, Term
from hygie.kernel.place import Place
from hygie.law import all_country_codes, is_country


class PlaceOf(Protocol):
    """Tells where a path of the merged data is written: its value, or its key."""

    def __call__(self, path: Path, *, key: bool = False) -> Place:
        """Give the place."""


# Dates that no health organisation of today can mean; the bound also keeps arithmetic on dates safe.

SECTION_OF = {
    "person": "people", "actor": "actors", "client": "clients", "service": "services",
    "processing": "processing", "asset": "assets", "process": "processes",
    "media_transfer": "media_transfers", "product": "products",
    "storage": "actors", "remote_access": "actors", "certificate": "actors", "public_page": "public_pages",
}  # fmt: skip
"""The section where entries of a kind are declared, for messages."""


class Held(NamedTuple):
    """An entry as it stands in the data: its model, its mapping, its path."""

    model: type[Entry]
    data: dict[str, Data]
    path: Path


def entries(data: dict[str, Data]) -> Iterator[Held]:
    """Give every mapping of the data that stands where the vocabulary expects an entry."""
    pending = [Held(Declarations, data, ())]
    while pending:
        held = pending.pop()
        yield held
        plans = plan_of(held.model)
        for key, value in held.data.items():
            plan = plans.get(key)
            if plan is None or plan.entry is None:
                continue
            if isinstance(value, dict):
                pending.append(Held(plan.entry, value, (*held.path, key)))
            elif isinstance(value, list):
                pending.extend(
                    Held(plan.entry, item, (*held.path, key, index))
                    for index, item in enumerate(value)
                    if isinstance(item, dict)
                )


def index_data(data: dict[str, Data]) -> dict[str, list[Path]]:
    """List the paths of the entries that carry each ``kind:id``, in the order of the dossier."""
    found: dict[str, list[Path]] = {}
    for held in entries(data):
        identifier = held.data.get("id")
        if held.model.kind and isinstance(identifier, str):
            found.setdefault(f"{held.model.kind}:{identifier}", []).append(held.path)
    return {ref: sorted(paths, key=_reading_order) for ref, paths in found.items()}


def _reading_order(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def check(data: dict[str, Data], index: dict[str, list[Path]], place: PlaceOf) -> list[Diagnostic]:
    """Check what shapes cannot say, on data of any shape; mistakes of shape are passed over."""
    mistakes = [*_duplicates(index, place), *_second_host(data, place)]
    people_known = bool(data.get("people"))
    for held in entries(data):
        plans = plan_of(held.model)
        for key, value in held.data.items():
            plan = plans.get(key)
            if plan is None:
                continue
            path = (*held.path, key)
            if plan.marks:
                mistakes.extend(_marked(plan, value, path, index, place, people_known))
            elif plan.is_date and isinstance(value, str):
                mistakes.extend(_bounded(value, path, place))
        mistakes.extend(_intervals(held, place))
    return mistakes


def _duplicates(index: dict[str, list[Path]], place: PlaceOf) -> Iterator[Diagnostic]:
    for ref, (first, *others) in index.items():
        kind, _, identifier = ref.partition(":")
        for other in others:
            parameters: Parameters = {"kind": Term("kind", kind), "id": identifier}
            yield Diagnostic("duplicate_id", place((*other, "id")), parameters, place((*first, "id")))


def _second_host(data: dict[str, Data], place: PlaceOf) -> Iterator[Diagnostic]:
    """A host's dossier is about one host: what looks for it must not depend on the order of the files.

    Other dossiers may name several: a vendor whose products are not all hosted by the same one.
    """
    sections = (data.get("roles"), data.get("referentials"))
    named = {word for section in sections if isinstance(section, list) for word in map(str, section)}
    if named.isdisjoint({"host", "hds-2.0"}):
        return
    actors = data.get("actors")
    listed = actors if isinstance(actors, list) else ()
    found = [
        index for index, actor in enumerate(listed) if isinstance(actor, dict) and actor.get("role") == "host"
    ]
    for other in found[1:]:
        here, first = place(("actors", other, "role")), place(("actors", found[0], "role"))
        yield Diagnostic("second_host", here, {}, first)


def _marked(
    plan: FieldPlan, value: Data, path: Path, index: dict[str, list[Path]], place: PlaceOf, people_known: bool
) -> Iterator[Diagnostic]:
    texts = [(path, value)] if isinstance(value, str) else []
    if isinstance(value, list):
        texts = [((*path, i), item) for i, item in enumerate(value) if isinstance(item, str)]
    for here, text in texts:
        for mark in plan.marks:
            if isinstance(mark, CountryMark):
                yield from _country(text, here, place)
            elif text not in plan.words:
                yield from _reference(mark, text, here, index, place, people_known)


def _country(code: str, path: Path, place: PlaceOf) -> Iterator[Diagnostic]:
    if is_country(code):
        return
    guess = suggest.country(code, all_country_codes())
    yield Diagnostic("unknown_country", place(path), {"found": code, "suggestion": guess})


def _reference(
    mark: RefTo | AnyRef,
    text: str,
    path: Path,
    index: dict[str, list[Path]],
    place: PlaceOf,
    people_known: bool,
) -> Iterator[Diagnostic]:
    if isinstance(mark, RefTo):
        if mark.kinds == ("person",) and not people_known:
            return  # people.yaml stays out of git: without it, persons are opaque ids
        refs, kinds, shown = [f"{kind}:{text}" for kind in mark.kinds], mark.kinds, text
    else:
        kind, colon, _ = text.partition(":")
        if not colon or (mark.kinds and kind not in mark.kinds):
            parameters: Parameters = {"found": text, "kinds": mark.kinds}
            yield Diagnostic("reference_form", place(path), parameters)
            return
        refs, kinds, shown = [text], (kind,), text.partition(":")[2]
    if any(ref in index for ref in refs):
        return
    candidates = [ref.partition(":")[2] for ref in index if ref.partition(":")[0] in kinds]
    section = SECTION_OF.get(kinds[0], kinds[0])
    parameters = {
        "kind": kinds[0],
        "id": shown,
        "section": section,
        "suggestion": suggest.closest(shown, candidates),
    }
    yield Diagnostic("unknown_reference", place(path), parameters, place((section,)))


def _bounded(text: str, path: Path, place: PlaceOf) -> Iterator[Diagnostic]:
    day = _day(text)
    if day is not None and not EARLIEST <= day <= LATEST:
        yield Diagnostic(
            "date_out_of_range", place(path), {"found": text, "earliest": EARLIEST, "latest": LATEST}
        )


def _intervals(held: Held, place: PlaceOf) -> Iterator[Diagnostic]:
    for start, end in held.model.intervals:
        first, last = _day(held.data.get(start)), _day(held.data.get(end))
        if first is not None and last is not None and last < first:
            parameters: Parameters = {"start": start, "end": end, "first": first, "last": last}
            yield Diagnostic(
                "interval_reversed", place((*held.path, end)), parameters, place((*held.path, start))
            )


def _day(value: Data) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
