"""Changes of a dossier that know its vocabulary: take values away, change them, or give what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import StringConstraints
from tests.support.dossiers import TODAY

from hygie.dossier.checks import Held, entries, index_data
from hygie.dossier.plan import plan_of
from hygie.dossier.vocabulary.base import AnyRef, CountryMark, Entry, RefTo, SilenceMeans
from hygie.kernel.unknown import Unknown

COUNTRIES = ("FR", "DE", "NO", "RE", "NC", "GB", "CH", "US", "CA", "IN", "CN")
# Sections that say how to read, not what is: completing them changes the question, not the answer.
SETTINGS = frozenset({"format", "organization", "roles", "referentials", "policy", "people", "evidence"})


class CannotMakeError(Exception):
    """No value of this type can be made in this dossier: nothing to refer to."""


@dataclass
class Maker:
    """Makes values that the vocabulary accepts, for a given dossier."""

    data: dict[str, Any]
    random: Random
    serial: int = 0

    def value(self, annotation: Any, marks: tuple[Any, ...] = (), depth: int = 0) -> Any:
        """Make a value of an annotated type; never an unknown one, never null."""
        origin = get_origin(annotation)
        if origin is Annotated:
            inner, *metadata = get_args(annotation)
            # A field given as metadata carries its own bounds inside.
            inside = [mark for one in metadata for mark in getattr(one, "metadata", [one])]
            return self.value(inner, (*marks, *inside), depth)
        if origin in (Union, UnionType):
            branches = [one for one in get_args(annotation) if one is not Unknown and one is not type(None)]
            return self.value(self.random.choice(branches), marks, depth)
        if origin is Literal:
            return self.random.choice(get_args(annotation))
        if origin is list:
            return self._list(get_args(annotation)[0], depth)
        if isinstance(annotation, type) and issubclass(annotation, Entry):
            return self.entry(annotation, depth)
        return self._scalar(annotation, marks)

    def _list(self, item: Any, depth: int) -> list[Any]:
        made = []
        for _ in range(self.random.choice((0, 1, 1, 2) if depth < 3 else (0, 1))):
            try:
                made.append(self.value(item, depth=depth + 1))
            except CannotMakeError:
                break
        unique = {repr(one): one for one in made}
        return list(unique.values())

    def entry(self, model: type[Entry], depth: int = 0) -> dict[str, Any]:
        """Make an entry with what it must have, and some of the rest."""
        made: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            required = info.is_required()
            if not required and (self.random.random() < 0.5 or depth > 3):
                continue
            try:
                made[info.alias or name] = self.value(info.annotation, tuple(info.metadata), depth + 1)
            except CannotMakeError:
                if required:
                    raise
        for start, end in model.intervals:
            if start in made and end in made and made[start] > made[end]:
                made[start], made[end] = made[end], made[start]
        return made

    def _scalar(self, annotation: Any, marks: tuple[Any, ...]) -> Any:
        if annotation is bool:
            return self.random.random() < 0.5
        if annotation is date:
            return (
                TODAY + timedelta(days=self.random.choice((-1200, -400, -30, -1, 0, 1, 30, 400)))
            ).isoformat()
        if annotation is int:
            low = next((mark.ge for mark in marks if isinstance(mark, Ge)), 0)
            high = next((mark.le for mark in marks if isinstance(mark, Le)), 60)
            return self.random.randint(int(low), min(int(high), 60))  # type: ignore[call-overload]
        return self._text(marks)

    def _text(self, marks: tuple[Any, ...]) -> str:
        for mark in marks:
            if isinstance(mark, CountryMark):
                return self.random.choice(COUNTRIES)
            if isinstance(mark, RefTo | AnyRef):
                return self._reference(mark)
        pattern = next((m.pattern for m in marks if isinstance(m, StringConstraints) and m.pattern), "")
        if "{64}" in str(pattern):
            return "0" * 64
        if "{2}" in str(pattern):
            return self.random.choice(("fr", "en"))
        self.serial += 1
        return f"made-{self.random.randrange(10**9)}-{self.serial}"

    def _reference(self, mark: RefTo | AnyRef) -> str:
        refs = [ref for ref in index_data(self.data) if not mark.kinds or ref.partition(":")[0] in mark.kinds]
        if not refs:
            raise CannotMakeError
        ref = self.random.choice(refs)
        return ref.partition(":")[2] if isinstance(mark, RefTo) else ref


def held_facts(data: dict[str, Any]) -> Iterator[Held]:
    """Give the entries that hold facts: settings and evidence are left out."""
    for held in entries(data):
        declared_unknown = "unknown" in held.data
        if not declared_unknown and (not held.path or held.path[0] not in SETTINGS):
            yield held


def silent(held: Held) -> Iterator[str]:
    """Give the keys of an entry that are absent or unknown, and whose absence says nothing."""
    for key, plan in plan_of(held.model).items():
        info = held.model.model_fields[plan.name]
        speaks = any(isinstance(mark, SilenceMeans) for mark in info.metadata)
        if info.is_required() or info.default is not None or speaks or (not held.path and key in SETTINGS):
            continue
        value = held.data.get(key)
        if value is None or (isinstance(value, dict) and "unknown" in value):
            yield key


def complete(data: dict[str, Any], random: Random, share: float = 1.0) -> int:
    """Give a part of what is absent or unknown; returns how many values were given."""
    maker = Maker(data, random)
    given = 0
    for held in list(held_facts(data)):
        for key in list(silent(held)):
            info = held.model.model_fields[plan_of(held.model)[key].name]
            if random.random() >= share:
                continue
            try:
                value = maker.value(info.annotation, tuple(info.metadata), len(held.path))
            except CannotMakeError:
                continue
            held.data[key] = value
            _keep_intervals(held)
            given += 1
    return given


def _keep_intervals(held: Held) -> None:
    for start, end in held.model.intervals:
        first, last = held.data.get(start), held.data.get(end)
        if isinstance(first, str) and isinstance(last, str) and first > last:
            held.data[start], held.data[end] = last, first


def disturb(data: dict[str, Any], random: Random, times: int) -> None:
    """Take away, forget or change values at random places; references stay sound."""
    for _ in range(times):
        holders = [held for held in held_facts(data) if held.data]
        held = random.choice(holders)
        optional = [
            key
            for key in held.data
            if key in plan_of(held.model)
            and not held.model.model_fields[plan_of(held.model)[key].name].is_required()
        ]
        if not optional:
            continue
        key = random.choice(optional)
        if not held.path and key in SETTINGS:
            continue
        _disturb_key(data, held, key, random)
    drop_broken_references(data)


def _disturb_key(data: dict[str, Any], held: Held, key: str, random: Random) -> None:
    plan = plan_of(held.model)[key]
    info = held.model.model_fields[plan.name]
    action = random.choice(("absent", "unknown", "change", "change"))
    if action == "absent" or info.default is not None:
        del held.data[key]
    elif action == "unknown":
        held.data[key] = {"unknown": "not known"}
    else:
        try:
            held.data[key] = Maker(data, random).value(info.annotation, tuple(info.metadata), len(held.path))
        except CannotMakeError:
            del held.data[key]
        _keep_intervals(held)


def drop_broken_references(data: dict[str, Any]) -> None:
    """Remove what refers to entries that are no longer there, until nothing does."""
    while True:
        index = index_data(data)
        broken = [(held, key) for held in entries(data) for key in held.data if _broken(held, key, index)]
        if not broken:
            return
        for held, key in broken:
            _forget(data, held, key, index)


def _refs(held: Held, key: str) -> tuple[list[Any], Any]:
    plan = plan_of(held.model).get(key)
    mark = next((mark for mark in plan.marks if isinstance(mark, RefTo | AnyRef)), None) if plan else None
    value = held.data.get(key)
    texts = value if isinstance(value, list) else [value]
    return [text for text in texts if isinstance(text, str) and plan and text not in plan.words], mark


def _broken(held: Held, key: str, index: dict[str, Any]) -> bool:
    texts, mark = _refs(held, key)
    return mark is not None and any(not _exists(text, mark, index) for text in texts)


def _exists(text: str, mark: RefTo | AnyRef, index: dict[str, Any]) -> bool:
    if isinstance(mark, AnyRef):
        return text in index
    return any(f"{kind}:{text}" in index for kind in mark.kinds) or mark.kinds == ("person",)


def _forget(data: dict[str, Any], held: Held, key: str, index: dict[str, Any]) -> None:
    info = held.model.model_fields[plan_of(held.model)[key].name]
    _, mark = _refs(held, key)
    value = held.data.get(key)
    if isinstance(value, list):
        held.data[key] = [text for text in value if _exists(text, mark, index)]
    elif not info.is_required():
        held.data.pop(key, None)
    else:
        _remove_entry(data, held)


def _remove_entry(data: dict[str, Any], held: Held) -> None:
    holder: Any = data
    for step in held.path[:-1]:
        holder = holder[step]
    if isinstance(holder, list):
        holder[:] = [item for item in holder if item is not held.data]
    else:
        holder.pop(held.path[-1], None)
