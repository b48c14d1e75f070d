"""What the names of facts mean inside a type or a system (docs/composition.md, "Words")."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, TypeAlias

from hygie.composition.language.vocabulary import CRITERIA, Asset, Assumption, Body, ComponentType, Port
from hygie.composition.language.vocabulary import CompositionControl as Control
from hygie.dossier.suggest import closest
from hygie.kernel.parameters import Parameters

FactKind = Literal["step", "part", "loss", "port", "inner-port", "inner-loss"]
Use = Literal["condition", "emits", "takes", "loses", "guards", "falsifies", "never", "has"]
Section = Literal["ports", "parts", "assets", "steps", "controls", "assumes", "components"]

SECTIONS: tuple[Section, ...] = ("ports", "parts", "assets", "steps", "controls", "assumes", "components")
"""Where the local names of a type stand; one name stands in one of them."""

PART_FACTS = ("control", "availability")


class Publication(Protocol):
    """What a signed summary says of a type: its outside, never its inside."""

    @property
    def ports(self) -> Mapping[str, Port]:
        """Ports, by name."""

    @property
    def assets(self) -> Mapping[str, Asset]:
        """Assets, by name."""

    @property
    def controls(self) -> Mapping[str, Control]:
        """Controls, by name."""

    @property
    def assumes(self) -> Mapping[str, Assumption]:
        """Assumptions, by name."""

    @property
    def configurable(self) -> Iterable[str]:
        """What an instance may set."""


Described: TypeAlias = ComponentType | Publication
TypeNamed: TypeAlias = Callable[[str], Described | None]
Guess: TypeAlias = Callable[[str, Iterable[str]], str]


class Fact(NamedTuple):
    """A fact as a name gives it.

    ``name`` is the step, the part, the asset or the port; ``what`` is ``control`` or ``availability`` of a
    part, the criterion of a loss, the capability of a port; ``component`` is the component inside, if any.
    ``incoming`` says, of a port, that the capability enters the component that has it; else it leaves it.
    """

    kind: FactKind
    name: str
    what: str = ""
    component: str = ""
    incoming: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a name gives no fact: a code of a sentence, the name that may have been meant, what else to say."""

    code: str
    suggestion: str = ""
    parameters: Parameters = field(default_factory=dict)


UNSEEN = Problem("composition_unknown_type")
"""The component has a type that does not exist, which is said where the component stands."""


class Sides(NamedTuple):
    """What may enter a port and what may leave it."""

    incoming: frozenset[str]
    outgoing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outside:
    """What a component shows to what it is part of; ``parts`` is empty for a published type."""

    ports: Mapping[str, Sides]
    assets: frozenset[str]
    controls: frozenset[str]
    assumes: frozenset[str]
    configurable: frozenset[str]
    parts: frozenset[str] = field(default=frozenset())


def outside(described: Described) -> Outside:
    """Give what a type shows of itself."""
    return Outside(
        {name: sides(port) for name, port in described.ports.items()},
        frozenset(described.assets),
        frozenset(described.controls),
        frozenset(described.assumes),
        frozenset(described.configurable),
        frozenset(described.parts) if isinstance(described, ComponentType) else frozenset(),
    )


def sides(port: Port) -> Sides:
    """Give what may enter and what may leave a port, as sets."""
    return Sides(frozenset(port.incoming), frozenset(port.outgoing))


def without_version(reference: str) -> str:
    """Give the name of a type without the version that pins it."""
    return reference.partition("@")[0]


# Which way a capability goes where a name is used, the first way that the port knows: True enters.
_WAYS: Mapping[tuple[FactKind, Use], tuple[bool, ...]] = {
    ("port", "condition"): (True,),
    ("port", "emits"): (False,),
    ("port", "never"): (False,),
    ("port", "guards"): (True, False),
    ("port", "falsifies"): (True, False),
    ("inner-port", "condition"): (False,),
    ("inner-port", "emits"): (True,),
    ("inner-port", "has"): (True,),
    ("inner-port", "never"): (False,),
    ("inner-port", "guards"): (True, False),
    ("inner-port", "falsifies"): (True, False),
}

_ANYTHING: frozenset[FactKind] = frozenset({"step", "part", "loss", "inner-loss"})
_KINDS: Mapping[Use, frozenset[FactKind]] = {
    "condition": _ANYTHING,
    "guards": _ANYTHING,
    "falsifies": _ANYTHING,
    "never": _ANYTHING,
    "takes": frozenset({"part"}),
    "loses": frozenset({"part", "loss", "inner-loss"}),
    "emits": frozenset(),
    "has": frozenset(),
}
# Of a part, what a step takes is its control, what it loses is its availability.
_PART_FACT: Mapping[Use, str] = {"takes": "control", "loses": "availability"}


class Scope:
    """The names that may be used inside one type or system."""

    def __init__(self, body: Body, type_named: TypeNamed, guess: Guess = closest) -> None:
        """Take the names of a body; ``type_named`` finds the types of its components."""
        self.body = body
        self._type_named = type_named
        self._guess = guess
        self._outsides: dict[str, Outside | None] = {}
        ports = body.ports if isinstance(body, ComponentType) else {}
        self.ports: Mapping[str, Sides] = {name: sides(port) for name, port in ports.items()}
        self.sections: dict[str, Section] = {}
        for section, names in names_of(body):
            for name in names:
                self.sections.setdefault(name, section)

    def outside_of(self, component: str) -> Outside | None:
        """Give what a component of the body shows, ``None`` if its type does not exist."""
        reference = self.body.components[component].type
        if reference not in self._outsides:
            described = self._type_named(reference)
            self._outsides[reference] = None if described is None else outside(described)
        return self._outsides[reference]

    def resolve(self, reference: str, use: Use) -> Fact | Problem:
        """Give the fact that a name means where it is used so, or why it means none."""
        name, _, rest = reference.partition(".")
        section = self.sections.get(name)
        if section is None:
            return self._unknown(name, reference, use)
        if section in {"controls", "assumes"}:
            return Problem("composition_not_a_fact", "", {"problem": section})
        if section == "ports":
            return self._port("port", name, rest, self.ports[name], use)
        if section == "components":
            return self._inner(name, rest, use)
        return self._local(section, name, rest, use)

    def _unknown(self, name: str, reference: str, use: Use) -> Problem:
        known = tuple(self.body.components) if use == "has" else tuple(self.sections)
        guess = self._guess(name, known)
        suggestion = guess + reference[len(name) :] if guess else ""
        problem = "component" if use == "has" and known else ""
        return Problem(
            "composition_unknown_name", suggestion, {"name": name, "problem": problem, "expected": known}
        )

    def _local(self, section: Section, name: str, rest: str, use: Use) -> Fact | Problem:
        if section == "steps":
            fact = Fact("step", name)
            return self._of(name, rest, ()) if rest else _allowed(fact, use)
        if section == "parts":
            return (
                _allowed(Fact("part", name, rest), use)
                if rest in PART_FACTS
                else self._of(name, rest, PART_FACTS)
            )
        return _allowed(Fact("loss", name, rest), use) if rest in CRITERIA else self._of(name, rest, CRITERIA)

    def _inner(self, component: str, rest: str, use: Use) -> Fact | Problem:
        seen = self.outside_of(component)
        if seen is None:
            return UNSEEN
        name, _, what = rest.partition(".")
        if name in seen.ports:
            return self._port("inner-port", name, what, seen.ports[name], use, component)
        if name in seen.assets:
            if what in CRITERIA:
                return _allowed(Fact("inner-loss", name, what, component), use)
            return self._of(f"{component}.{name}", what, CRITERIA)
        return self._of(component, rest, _facts_shown(seen, use), name)

    def _port(
        self, kind: FactKind, port: str, capability: str, known: Sides, use: Use, component: str = ""
    ) -> Fact | Problem:
        ways = _WAYS.get((kind, use))
        if ways is None:
            return _misused(use)
        for incoming in ways:
            if capability in (known.incoming if incoming else known.outgoing):
                return Fact(kind, port, capability, component, incoming)
        shown = f"{component}.{port}" if component else port
        if capability in known.incoming or capability in known.outgoing:
            problem = "leaves" if ways[0] else "enters"
            return Problem(
                "composition_wrong_direction",
                "",
                {"problem": problem, "port": shown, "capability": capability},
            )
        expected = sorted(set().union(*(known.incoming if way else known.outgoing for way in ways)))
        return self._of(shown, capability, expected)

    def _fact_meant(self, found: str, word: str, candidates: list[str]) -> str:
        """Guess a fact: the only one that ends so, else the one whose first name looks like the word."""
        ending = [each for each in candidates if found and each.endswith(f".{found}")]
        if len(ending) == 1:
            return ending[0]
        guess = self._guess(found, candidates) if word else ""
        if guess or not word:
            return guess
        first = self._guess(word, dict.fromkeys(each.partition(".")[0] for each in candidates))
        return first + found[len(word) :] if first else ""

    def _of(self, owner: str, found: str, expected: Iterable[str], word: str | None = None) -> Problem:
        """Say that something has no such fact, and which it has."""
        candidates = list(expected)
        looked_for = found if word is None else word
        suggestion = f"{owner}.{guess}" if (guess := self._fact_meant(found, looked_for, candidates)) else ""
        parameters: Parameters = {
            "name": owner,
            "expected": tuple(f"{owner}.{candidate}" for candidate in candidates),
            "problem": "nothing" if not candidates else "" if looked_for else "incomplete",
        }
        return Problem("composition_unknown_fact", suggestion, parameters)


def _facts_shown(seen: Outside, use: Use) -> list[str]:
    """Give the facts of a component that may stand where a name is used so, below its own name."""
    ways = _WAYS.get(("inner-port", use), ())
    facts = {
        f"{port}.{capability}"
        for port, known in seen.ports.items()
        for way in ways
        for capability in (known.incoming if way else known.outgoing)
    }
    if "inner-loss" in _KINDS[use]:
        facts |= {f"{asset}.{criterion}" for asset in seen.assets for criterion in CRITERIA}
    return sorted(facts)


def names_of(body: Body) -> Iterator[tuple[Section, Iterable[str]]]:
    """Give the local names of a body by section."""
    for section in SECTIONS:
        yield section, getattr(body, section, ())


def _allowed(fact: Fact, use: Use) -> Fact | Problem:
    if fact.kind not in _KINDS[use]:
        return _misused(use)
    if fact.kind == "part" and fact.what != _PART_FACT.get(use, fact.what):
        return Problem(_misused(use).code, f"{fact.name}.{_PART_FACT[use]}", {"problem": use})
    return fact


def _misused(use: Use) -> Problem:
    return Problem("composition_misused", "", {"problem": use})
