"""What one cell may hold, read from the vocabulary: the union of types of a field, taken apart."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from hygie.dossier.vocabulary.base import AnyRef, CountryMark, Entry, Line, RefTo
from hygie.kernel.unknown import Unknown

_LINE = max(mark.max_length or 0 for mark in get_args(Line) if isinstance(mark, StringConstraints))
_MARK = 80
"""Characters of the longest line, beyond which a text has paragraphs, and of the longest mark."""


@dataclass(frozen=True, slots=True)
class Form:
    """The kinds of values that a field accepts; several may be true at once.

    ``words`` are those of a closed vocabulary; ``never`` says that a plain "no" is an answer beside
    another type; ``code`` that a text is a short mark, ``paragraphs`` that it may be long; ``reason`` is
    the key of an entry that holds a text alone, such as ``not_applicable``.
    """

    unknown: bool = False
    text: bool = False
    code: bool = False
    paragraphs: bool = False
    boolean: bool = False
    number: bool = False
    day: bool = False
    never: bool = False
    country: bool = False
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    any_kind: bool = False
    reason: str | None = None
    items: "Form | None" = None
    entry: type[Entry] | None = None
    entries: type[Entry] | None = None

    @property
    def is_reference(self) -> bool:
        """Whether it names other entries."""
        return bool(self.kinds) or self.any_kind


@cache
def form_of(model: type[Entry], field: str) -> Form:
    """Give the form of one field of an entry."""
    info = model.model_fields[field]
    # What annotates the whole field is kept beside its type, not in it.
    return Form(
        **_taken_apart(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)
    )


def _taken_apart(annotation: Any) -> dict[str, Any]:  # noqa: ANN401 - a type expression
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return _taken_apart(inner) | _marked(marks)
    if origin in (Union, UnionType):
        found: dict[str, Any] = {}
        for branch in get_args(annotation):
            found |= _taken_apart(branch)
        # A text and an entry side by side: the entry says why there is no answer, in one text.
        if found.get("entry") is not None and any(found.get(name) for name in ("boolean", "text", "day")):
            found["reason"] = next(iter(found.pop("entry").model_fields))
        return found
    if origin is Literal:
        words = get_args(annotation)
        return {"never": True} if words == (False,) else {"words": tuple(map(str, words))}
    if origin is list:
        (item,) = get_args(annotation)
        inside = Form(**_taken_apart(item))
        return {"entries": inside.entry} if inside.entry is not None else {"items": inside}
    return _plain(annotation)


def _plain(annotation: Any) -> dict[str, Any]:  # noqa: ANN401 - a type expression
    """Name a class; an entry is told from a text by what it inherits."""
    names = {str: "text", bool: "boolean", int: "number", date: "day", Unknown: "unknown"}
    if annotation in names:
        return {names[annotation]: True}
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return {"entry": annotation}
    if annotation is NoneType:
        return {}
    message = f"no cell can hold a {annotation!r}"
    raise TypeError(message)


def _marked(marks: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for mark in marks:
        if isinstance(mark, CountryMark):
            found["country"] = True
        elif isinstance(mark, RefTo):
            found["kinds"] = mark.kinds
        elif isinstance(mark, AnyRef):
            found |= {"any_kind": True, "kinds": mark.kinds}
        elif isinstance(mark, (StringConstraints, FieldInfo)):
            found |= _lengths(mark)
    return found


def _lengths(mark: StringConstraints | FieldInfo) -> dict[str, Any]:
    """Tell a mark from a line and from paragraphs, by the longest text that is allowed."""
    if isinstance(mark, FieldInfo):
        longest = next((each.max_length for each in mark.metadata if hasattr(each, "max_length")), None)
        has_pattern = False
    else:
        longest, has_pattern = mark.max_length, mark.pattern is not None
    if longest is None:
        return {"code": True} if has_pattern else {}
    return {"code": longest <= _MARK, "paragraphs": longest > _LINE}
