"""What each key of the vocabulary expects, read once from the models: used to check and to suggest."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hygie.dossier.vocabulary.base import AnyRef, CountryMark, Declared, RefTo

Mark = RefTo | AnyRef | CountryMark


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What one key holds: marks on its text (or on each text of its list), the entry below it if any.

    Where ``is_mapping``, the entries stand below names that the user chooses.
    """

    name: str
    marks: tuple[Mark, ...]
    entry: Any  # a class of Declared, or None; of Entry in a dossier's own files
    is_mapping: bool
    is_date: bool
    words: tuple[str, ...]


@cache
def plan_of(model: type[Declared]) -> dict[str, FieldPlan]:
    """Give the plan of an entry's keys, by the key as it is written."""
    plans = {}
    for name, info in model.model_fields.items():
        parts = list(_parts(info.annotation))
        marks = tuple(mark for mark in (*info.metadata, *parts) if isinstance(mark, Mark))
        entries = [part for part in parts if isinstance(part, type) and issubclass(part, Declared)]
        words = tuple(part for part in parts if isinstance(part, str))
        is_date = any(getattr(part, "__name__", "") == "date" for part in parts if isinstance(part, type))
        plans[info.alias or name] = FieldPlan(
            name, marks, entries[0] if entries else None, dict in parts, is_date, words
        )
    return plans


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - a type expression
    """Walk a type expression: its classes, its annotations' marks, the words of its literals."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        yield from metadata
        yield from _parts(inner)
    elif origin is Literal:
        yield from get_args(annotation)
    elif origin is dict:
        yield dict
        yield from _parts(get_args(annotation)[1])
    elif origin in (Union, UnionType, list):
        for argument in get_args(annotation):
            yield from _parts(argument)
    else:
        yield annotation
