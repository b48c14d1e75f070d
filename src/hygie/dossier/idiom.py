"""How a vocabulary words the mistakes of shape that are made in it, and which field a path leads to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hygie.dossier import suggest
from hygie.dossier.paths import Path
from hygie.dossier.plan import plan_of
from hygie.dossier.vocabulary.base import Declared


class Form(NamedTuple):
    """What a pattern stands for: the ``problem`` of a mistake in it, and a guess at what was meant."""

    problem: str
    guess: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Idiom:
    """What a vocabulary says of its own mistakes of shape, so that each is told in its terms.

    ``forms`` are given by pattern, ``fields`` (problems) by the model and its key; ``synonyms`` are words
    that people write for keys and words of the vocabulary, by their bare form; ``elsewhere`` gives where
    a key may stand, the root of a file being the empty text.
    """

    forms: Mapping[str, Form] = field(default_factory=dict)
    fields: Mapping[tuple[type[Declared], str], str] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def meant(self, found: str, expected: Iterable[str]) -> str:
        """Give the expected word of which a synonym was written, empty if it is none."""
        words = tuple(expected)
        return next((word for word in self.synonyms.get(suggest.bare(found), ()) if word in words), "")

    def guess(self, found: str, expected: Iterable[str]) -> str:
        """Give the expected word that was meant, empty if none is likely."""
        words = tuple(expected)
        return self.meant(found, words) or suggest.closest(found, words)


class Field(NamedTuple):
    """A field that a path leads to or into: the model that declares it, and its key.

    ``inside`` is the model of the entry that stands at the path, the holder's where there is none;
    ``is_mapping`` says that the path ends at a mapping of entries by name.
    """

    holder: type[Declared]
    key: str
    inside: type[Declared]
    is_mapping: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The words that the field may hold, where they are listed."""
        plan = plan_of(self.holder).get(self.key)
        return plan.words if plan else ()


def field_at(path: Path, root: type[Declared]) -> Field:
    """Follow a path from the root of a vocabulary, through names that the user chose."""
    model, key = root, ""
    entry: Any = None
    is_name_next = False
    for step in path:
        if isinstance(step, int):
            continue
        if is_name_next:
            is_name_next = False
            continue
        model, key = entry or model, step
        plan = plan_of(model).get(step)
        entry, is_name_next = (plan.entry, plan.is_mapping) if plan else (None, False)
    inside = model if entry is None or is_name_next else entry
    return Field(model, key, inside, is_name_next)
