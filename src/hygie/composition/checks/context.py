"""What every check of the language is given: the declarations, and one type or system of them at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from hygie.composition.names import Described, Fact, Outside, Problem, Scope, TypeNamed, Use, without_version
from hygie.composition.vocabulary import Body, ComponentType, Mode, System, Systems
from hygie.dossier.checks import PlaceOf
from hygie.dossier.dossier import Dossier
from hygie.dossier.paths import Path
from hygie.dossier.suggest import closest
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.parameters import Parameter

COMPARISONS = 200_000
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
    """All that is declared. ``opaque`` are types of which something could not be read: nothing is said of
    how others use them."""

    declared: Systems
    find: TypeNamed
    place: PlaceOf
    library: frozenset[str] = frozenset()
    dossier: Dossier | None = None
    opaque: frozenset[str] = frozenset()
    guess: Guesses = field(default_factory=Guesses)

    def type_named(self, reference: str) -> Described | None:
        """Find a type that could be read whole."""
        return None if without_version(reference) in self.opaque else self.find(reference)

    @cached_property
    def type_names(self) -> frozenset[str]:
        """The names that a component may have as its type."""
        return self.library.union(self.declared.types, self.declared.published)

    @cached_property
    def bodies(self) -> tuple["Held", ...]:
        """Every type, then every system, in the order of the files."""
        types = (Held(self, ("types", name), body) for name, body in self.declared.types.items())
        systems = (Held(self, ("systems", name), body) for name, body in self.declared.systems.items())
        return (*types, *systems)

    def mistake(self, code: str, path: Path, *, key: bool = False, **parameters: Parameter) -> Diagnostic:
        """State a mistake at a path, or at its key."""
        return Diagnostic(code, self.place(path, key=key), parameters)


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

    def mistake(self, code: str, *steps: str | int, key: bool = False, **parameters: Parameter) -> Diagnostic:
        """State a mistake at a path below the type or system, or at its key."""
        return self.study.mistake(code, (*self.path, *steps), key=key, **parameters)

    def twice(self, code: str, first: Path, second: Path, *, key: bool = True, **parameters: Parameter) -> Diagnostic:
        """State a mistake at the second of two paths below the type or system, with the first beside it."""
        place = self.study.place
        return Diagnostic(
            code, place((*self.path, *second), key=key), parameters, place((*self.path, *first), key=key)
        )


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


def known_names(expected: Mapping[str, object] | Iterable[str]) -> tuple[str, ...]:
    """Give names in the order of the alphabet, for messages."""
    return tuple(sorted(expected))
