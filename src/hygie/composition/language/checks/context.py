"""What every check of the language is given: the declarations, and one type or system of them at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from hygie.composition.language.names import (
    Described,
    Fact,
    Outside,
    Problem,
    Scope,
    TypeNamed,
    Use,
    without_version,
)
from hygie.composition.language.vocabulary import Body, ComponentType, Mode, System, Systems
from hygie.dossier.checks import PlaceOf
from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter, Parameters

COMPARISONS = 50_000
"""Comparisons of words that one run spends on suggestions: beyond, mistakes are told without one."""


class Used(NamedTuple):
    """A name of a fact where it is written, how it is used there, and what it means."""

    path: Path
    reference: str
    use: Use
    meaning: Fact | Problem


class Guesses:
    """Guesses what was meant, within a bound on the work that a file full of mistakes may ask for."""

    def __init__(self, comparisons: int = COMPARISONS) -> None:
        """Set the bound."""
        self._left = comparisons

    def __call__(self, found: str, expected: Iterable[str]) -> str:
        """Give the word that looks most like what was found, empty if none does."""
        words = list(expected)
        self._left -= len(words)
        return closest(found, words) if self._left >= 0 else ""


@dataclass(frozen=True)
class Study:
    """All that is declared, and what is known of it.

    ``damaged`` are the paths of types and systems of which something could not be read: nothing is said of
    what they lack, nor of how others use them. ``ruined`` are those of which too little is left.
    """

    declared: Systems
    find: TypeNamed
    place: PlaceOf
    library: frozenset[str] = frozenset()
    dossier: Dossier | None = None
    damaged: frozenset[Path] = frozenset()
    ruined: frozenset[Path] = frozenset()
    guess: Guesses = field(default_factory=Guesses)

    def type_named(self, reference: str) -> Described | None:
        """Find a type that could be read whole."""
        name = without_version(reference)
        return None if ("types", name) in self.damaged else self.find(name)

    def exists(self, reference: str) -> bool:
        """Say whether there is such a type, readable or not."""
        return without_version(reference) in self.type_names

    @cached_property
    def type_names(self) -> frozenset[str]:
        """The names that a component may have as its type."""
        return self.library.union(self.declared.types, self.declared.published)

    @cached_property
    def library_listed(self) -> tuple[str, ...]:
        """The names of the types that come with Hygie, in order."""
        return tuple(sorted(self.library))

    @cached_property
    def types_listed(self) -> tuple[str, ...]:
        """The names of all types, those of the dossier first."""
        return (*sorted(self.type_names - self.library), *self.library_listed)

    @cached_property
    def types_by_short_name(self) -> dict[str, str]:
        """The names of all types by what follows ``library/``; one of the dossier before one that has it."""
        return {name.removeprefix("library/"): name for name in reversed(self.types_listed)}

    @cached_property
    def bodies(self) -> tuple["Held", ...]:
        """Every type, then every system, in the order of the files."""
        types = (Held(self, ("types", name), body) for name, body in self.declared.types.items())
        systems = (Held(self, ("systems", name), body) for name, body in self.declared.systems.items())
        return tuple(held for held in (*types, *systems) if held.path not in self.ruined)

    def mistake(self, code: str, path: Path, parameters: Parameters, *, key: bool = False) -> Diagnostic:
        """State a mistake at a path, or at its key."""
        return Diagnostic(code, self.place(path, key=key), parameters)

    def among(self, found: str, expected: Iterable[str], owner: str = "") -> dict[str, Parameter]:
        """Give what is said of a name that is none of those expected, which may be those of an ``owner``."""
        prefix = f"{owner}." if owner else ""
        names = sorted(expected)
        guess = self.guess(found, names)
        return {
            "found": prefix + found,
            "suggestion": prefix + guess if guess else "",
            "expected": tuple(prefix + name for name in names),
            "problem": "" if names else "nothing",
        }


@dataclass(frozen=True)
class Held:
    """A type or a system as it stands in the declarations."""

    study: Study
    path: Path
    body: Body

    @property
    def name(self) -> str:
        """The name of the type or system."""
        return str(self.path[1])

    @cached_property
    def is_whole(self) -> bool:
        """Whether all of it could be read: else nothing is said of what it lacks."""
        return self.path not in self.study.damaged

    @cached_property
    def scope(self) -> Scope:
        """The names that may be used in it."""
        return Scope(self.body, self.study.type_named, self.study.guess)

    @cached_property
    def used(self) -> tuple[Used, ...]:
        """Every name of a fact in it, in the order of the sections."""
        return tuple(
            Used(path, reference, use, self.scope.resolve(reference, use))
            for path, reference, use in references(self.body)
        )

    def outside_of(self, component: str) -> Outside | None:
        """Give what a component shows, ``None`` if its type does not exist."""
        return self.scope.outside_of(component)

    def mistake(self, code: str, path: Path, parameters: Parameters, *, key: bool = False) -> Diagnostic:
        """State a mistake at a path below the type or system, or at its key."""
        return self.study.mistake(code, (*self.path, *path), parameters, key=key)

    def twice(
        self, code: str, first: Path, second: Path, parameters: Parameters, *, key: bool = False
    ) -> Diagnostic:
        """State a mistake at the second of two paths below the type or system, with the first beside it."""
        place = self.study.place
        here, there = place((*self.path, *second), key=key), place((*self.path, *first), key=key)
        return Diagnostic(code, here, parameters, there)


def references(body: Body) -> Iterator[tuple[Path, str, Use]]:
    """Give every name of a fact in a body: where it stands below the body, and how it is used."""
    yield from _of_parts(body)
    yield from _of_steps(body)
    for name, control in body.controls.items():
        yield from _listed(("controls", name, "guards"), control.guards, "guards")
        yield from _listed(("controls", name, "loses"), control.loses, "loses")
    for name, assumption in body.assumes.items():
        yield from _listed(("assumes", name, "falsifies"), assumption.falsifies, "falsifies")
    if isinstance(body, ComponentType):
        for name, guarantee in body.guarantees.items():
            yield from _listed(("guarantees", name, "never"), guarantee.never, "never")
    if isinstance(body, System):
        for name, origin in body.origins.items():
            yield from _listed(("origins", name, "has"), origin.has, "has")


def _of_parts(body: Body) -> Iterator[tuple[Path, str, Use]]:
    for name, part in body.parts.items():
        for given, kinds in (
            ("access", ("network", "adjacent", "local", "physical")),
            ("privileges", ("low", "high")),
        ):
            for kind in kinds:
                listed = getattr(getattr(part, given), kind, None)
                yield from _listed(("parts", name, given, kind), listed, "condition")
        yield from _listed(("parts", name, "interaction"), part.interaction, "condition")


def _of_steps(body: Body) -> Iterator[tuple[Path, str, Use]]:
    for name, step in body.steps.items():
        here = ("steps", name)
        yield from _listed((*here, "any"), step.any, "condition")
        yield from _listed((*here, "all"), step.all, "condition")
        if step.at_least is not None:
            yield from _listed((*here, "at_least", "of"), step.at_least.of, "condition")
        yield from _listed((*here, "takes"), step.takes, "takes")
        yield from _listed((*here, "emits"), step.emits, "emits")
        yield from _listed((*here, "loses"), step.loses, "loses")


def _listed(path: Path, names: Iterable[str] | None, use: Use) -> Iterator[tuple[Path, str, Use]]:
    for index, name in enumerate(names or ()):
        yield (*path, index), name, use


def overlapping(first: Iterable[Mode] | None, second: Iterable[Mode] | None) -> bool:
    """Say whether two things exist together in some mode; ``None`` is all modes."""
    return first is None or second is None or not set(first).isdisjoint(second)
