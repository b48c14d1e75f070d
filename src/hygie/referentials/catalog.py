"""The catalogue of a referential: what each requirement asks, by which criteria, from which source.

A catalogue is data (``catalog.yaml`` in the referential's package) that a lawyer can read and correct.
It decides nothing: rules give the criteria their values. A mistake in it is the programmer's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Annotated

import msgspec
import yaml

from hygie.law.dated import Certainty

_FILE = "catalog.yaml"
_Words = Annotated[str, msgspec.Meta(min_length=1)]


class MalformedCatalogError(Exception):
    """A catalogue is wrong: a mistake of the programmer, never of the user."""

    def __init__(self, package: str, *problems: str) -> None:
        """Name the package and everything that is wrong in its catalogue."""
        super().__init__(f"{package}, {_FILE}: {'; '.join(problems)}")


class UnknownRequirementError(LookupError):
    """No requirement of the referential has that id."""

    def __init__(self, referential: str, requirement: str) -> None:
        """Name what was asked, and of which referential."""
        super().__init__(f"{referential} has no requirement {requirement!r}")


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Text(_Record, frozen=True, kw_only=True):
    """The same text in French and in English."""

    fr: _Words
    en: _Words

    def in_language(self, language: str) -> str:
        """Choose the text in ``fr`` or ``en``.

        Raises:
            ValueError: the language is neither.
        """
        if language == "fr":
            return self.fr
        if language == "en":
            return self.en
        message = f"catalogues are in French (fr) and English (en), not in {language!r}"
        raise ValueError(message)


class Mark(Enum):
    """Where a criterion comes from."""

    SOURCE = "S"
    LAW = "L"
    CONVENTION = "C"
    UNCERTAIN = "?"


class Force(Enum):
    """What makes a requirement binding: the referential itself, or the law outside it."""

    REQUIREMENT = "requirement"
    LAW = "law"


class Mode(Enum):
    """How a requirement is checked; the method, never the strength of the verdict."""

    COMPUTED = "computed"
    """From structured data."""
    MIXED = "mixed"
    """Presence and dates are computed, the content is attested."""
    ATTESTED = "attested"
    """A named person attests the content; only the presence of the clause is computed."""


class Relation(Enum):
    """How a requirement relates to an item of another framework."""

    COMPLETES = "completes"
    TRANSPOSES = "transposes"
    LEANS_ON = "leans_on"
    CORRESPONDS = "corresponds"
    """A correspondence stated by an authority: never an equivalence, it proves nothing by itself."""


class Source(_Record, frozen=True, kw_only=True):
    """Where the requirement is written: document, section, and the clause's own number."""

    document: _Words
    section: _Words
    clause: _Words


class InForce(_Record, frozen=True, kw_only=True):
    """The days on which a requirement binds, from ``since`` to ``until``, both included (None: open)."""

    since: date = msgspec.field(name="from")
    until: date | None = None
    certainty: Certainty
    note: Text | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the requirement binds on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Criterion(_Record, frozen=True, kw_only=True):
    """One thing that is true, false or not known; left out of the reckoning where ``when`` does not hold."""

    id: _Words
    text: Text
    mark: Mark
    blocking: bool = False
    when: Text | None = None


class Correspondence(_Record, frozen=True, kw_only=True):
    """A link to an item of another framework, with the authority that states it.

    ``title`` is the item's as the authority writes it, ``own_title`` as the framework does where it is
    another one, both in the framework's language; ``paragraphs`` narrow the item to a few of its own.
    """

    framework: _Words
    id: _Words
    relation: Relation
    authority: _Words
    title: _Words | None = None
    own_title: _Words | None = None
    paragraphs: tuple[_Words, ...] = ()


class Requirement(_Record, frozen=True, kw_only=True):
    """One requirement, in our own words.

    ``documents`` are the kinds of document it yields, ``freshness`` the name of a dated period of
    ``hygie.law``, ``conventions`` names of the catalogue's own: both only ever add a reservation.
    ``group`` is one of the catalogue's ``groups``, where its source puts requirements in chapters.
    """

    id: _Words
    title: Text
    statement: Text
    source: Source
    iso27001_clause: _Words | None = None
    csp_article: _Words | None = None
    force: Force
    in_force: InForce
    documents: Annotated[tuple[_Words, ...], msgspec.Meta(min_length=1)]
    mode: Mode
    criteria: Annotated[tuple[Criterion, ...], msgspec.Meta(min_length=1)]
    evidence: Text
    freshness: _Words | None = None
    conventions: tuple[_Words, ...] = ()
    doubts: tuple[Text, ...] = ()
    mappings: tuple[Correspondence, ...] = ()
    next_step: Text = msgspec.field(name="next")
    group: _Words | None = None

    def criterion(self, criterion: str) -> Criterion:
        """Find a criterion by its id.

        Raises:
            LookupError: the requirement has none of that id.
        """
        for candidate in self.criteria:
            if candidate.id == criterion:
                return candidate
        message = f"{self.id} has no criterion {criterion!r}"
        raise LookupError(message)


class Catalog(_Record, frozen=True, kw_only=True):
    """A referential: its identity, its requirements in order, and what they share.

    ``interval`` is that of the requirements that do not give their own, and ``defaults`` holds whatever
    else those of one family share; ``literal_mentions`` are the few sentences that must be reproduced to
    the letter, by name.
    """

    id: _Words
    title: Text
    version: _Words
    short: _Words
    authority: Text
    published: date = msgspec.field(name="date")
    reference: _Words
    note: Text
    interval: InForce = msgspec.field(name="in_force")
    literal_mentions: dict[str, _Words] = msgspec.field(default_factory=dict)
    conventions: dict[str, Text] = msgspec.field(default_factory=dict)
    groups: dict[str, Text] = msgspec.field(default_factory=dict)
    defaults: dict[str, object] = msgspec.field(default_factory=dict)
    requirements: tuple[Requirement, ...]

    def __iter__(self) -> Iterator[Requirement]:
        """Go through the requirements in order."""
        return iter(self.requirements)

    def requirement(self, requirement: str) -> Requirement:
        """Find a requirement by its id.

        Raises:
            UnknownRequirementError: the referential has none of that id.
        """
        for candidate in self.requirements:
            if candidate.id == requirement:
                return candidate
        raise UnknownRequirementError(self.id, requirement)

    def in_force(self, as_of: date) -> tuple[Requirement, ...]:
        """List the requirements in force on a day, in order."""
        return tuple(requirement for requirement in self.requirements if requirement.in_force.covers(as_of))


@cache
def load_catalog(package: str) -> Catalog:
    """Read the catalogue of a referential's package, such as ``hygie.referentials.hds_2_0``.

    Raises:
        MalformedCatalogError: the catalogue is not YAML, has not the right shape, or contradicts itself.
    """
    return read_catalog(package, files(package).joinpath(_FILE).read_bytes())


def read_catalog(package: str, content: bytes) -> Catalog:
    """Read the content of a catalogue; ``package`` only serves the message.

    Raises:
        MalformedCatalogError: the content is not YAML, has not the right shape, or contradicts itself.
    """
    try:
        # Every scalar is composed as text: `strict=False` reads booleans from it.
        catalog = msgspec.convert(_with_defaults(_compose(content)), Catalog, strict=False)
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise MalformedCatalogError(package, str(problem)) from problem
    problems = tuple(_contradictions(catalog))
    if problems:
        raise MalformedCatalogError(package, *problems)
    return catalog


def _compose(content: bytes) -> object:
    """Parse without resolving any tag: a third of the safe loader's time, which every start would pay."""
    node = yaml.CBaseLoader(content).get_single_node()
    return None if node is None else _plain(node)


def _plain(node: yaml.Node) -> object:
    """Turn a node into dictionaries, lists and text; a key written twice is refused."""
    if isinstance(node, yaml.MappingNode):
        plain = {str(key.value): _plain(value) for key, value in node.value}
        if len(plain) < len(node.value):
            problem = f"a key is written twice among {', '.join(plain)}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value


def _with_defaults(plain: object) -> object:
    """Give the requirements what the header holds for all; a wrong shape is left to be refused."""
    match plain:
        case {"in_force": interval, "requirements": list(requirements), **header}:
            shared = header.get("defaults", {})
            if not isinstance(shared, dict):
                return plain
            for requirement in requirements:
                if isinstance(requirement, dict):
                    for key, value in {"in_force": interval, **shared}.items():
                        requirement.setdefault(key, value)
    return plain


def _contradictions(catalog: Catalog) -> Iterator[str]:
    """Find what the shape alone does not hold: ids given twice, names of nothing, reversed intervals."""
    yield from (f"{name} is defined twice" for name in _twice(entry.id for entry in catalog))
    for entry in catalog:
        criteria = _twice(criterion.id for criterion in entry.criteria)
        yield from (f"{entry.id}: criterion {name} is defined twice" for name in criteria)
        if entry.group is not None and entry.group not in catalog.groups:
            yield f"{entry.id}: no group is named {entry.group}"
        unknown = [name for name in entry.conventions if name not in catalog.conventions]
        yield from (f"{entry.id}: no convention is named {name}" for name in unknown)
        if entry.in_force.until is not None and entry.in_force.until < entry.in_force.since:
            yield f"{entry.id}: its interval ends before it starts"


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
