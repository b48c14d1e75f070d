"""Types known by their signed summary alone: their outside, and a graph that stands for their inside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hygie.composition.language.names import Publication
from hygie.composition.language.vocabulary import Asset, Assumption, CompositionControl, Kind, Port, Words
from hygie.composition.lowering.assembly import Outside
from hygie.composition.lowering.template import (
    Draft,
    Ends,
    FactKind,
    Gates,
    Key,
    LocalFact,
    Template,
    UnknownKind,
)
from hygie.composition.published.publication_content import GIVEN, SHARED_INPUTS, Content, fact_key
from hygie.composition.published.publication_guarantees import broken_guarantees
from hygie.composition.published.publication_reading import accepted
from hygie.kernel.diagnostic import Diagnostic
from hygie.kernel.digest import Digest
from hygie.kernel.place import Place


@dataclass(frozen=True, eq=False)
class Published:
    """A published type as those who use it see it; ``signed_by`` is the key it was verified with."""

    content: Content
    digest: Digest
    signed_by: str

    @property
    def title(self) -> Words:
        """Name for people."""
        return self.content.title

    @property
    def version(self) -> str | None:
        """Version."""
        return self.content.version

    @property
    def kind(self) -> Kind:
        """What it is, for maps."""
        return self.content.kind

    @property
    def ports(self) -> Mapping[str, Port]:
        """Ports, by name."""
        return self.content.ports

    @cached_property
    def assets(self) -> Mapping[str, Asset]:
        """Assets by name, those of components inside by ``component.asset``."""
        return {
            name: Asset(title=asset.title, needs=asset.needs, essential=asset.essential)
            for name, asset in self.content.assets.items()
        }

    @cached_property
    def controls(self) -> Mapping[str, CompositionControl]:
        """The controls that are left open; each guards the facts of the outside that its absence may give."""
        guards: dict[str, dict[str, None]] = {name: {} for name in self.content.controls}
        for fact, sets in self.content.facts.items():
            for chosen in sets:
                for choice in chosen:
                    kind, _, name = choice.partition(":")
                    if kind == "absent":
                        guards[name][fact.partition(":")[2]] = None
        return {
            name: CompositionControl(
                title=control.title,
                guards=list(guards[name]) if control.prevents else [],
                in_place=control.in_place,
                cost=None if control.cost is None else float(control.cost),
                per=control.per,
                implements=control.implements,
            )
            for name, control in self.content.controls.items()
        }

    @cached_property
    def assumes(self) -> Mapping[str, Assumption]:
        """Assumptions, by name."""
        # What an assumption falsifies inside is not told, so nothing may be all that is left of it.
        return {
            name: Assumption.model_construct(text=assumption.text, falsifies=list(assumption.falsifies))
            for name, assumption in self.content.assumes.items()
        }

    @property
    def configurable(self) -> tuple[str, ...]:
        """What an instance may set: controls, and the needs of assets."""
        return (*self.content.controls, *self.content.configurable)

    @cached_property
    def template(self) -> Template:
        """The graph that stands for the inside."""
        return _Maker(self).template()


def read_publication(content: bytes, file: str, key: str) -> Published | tuple[Diagnostic, ...]:
    """Read a summary that must be signed by the owner of a public key (base64).

    Returns everything that is wrong with it where it cannot be used; never raises for what a file may hold.

    Raises:
        MissingExtraError: the extra ``signing`` is not installed.
    """
    read = accepted(content, file, key)
    if isinstance(read, tuple):
        return read
    published = Published(read.content, read.digest, key)
    broken = broken_guarantees(published.content, published.template)
    belied = [name for name, said in read.content.guarantees.items() if said.holds and name in broken]
    mistakes = tuple(Diagnostic("publication_guarantee", Place(file), {"found": name}) for name in belied)
    return mistakes or published


def outside_of(name: str, publication: Publication) -> Outside:
    """Give a published type as those who use it see it.

    Raises:
        TypeError: the publication was not read by :func:`read_publication`.
    """
    if not isinstance(publication, Published):
        message = f"{name}: a publication of another reader has no graph"
        raise TypeError(message)
    controls = publication.controls
    return Outside(
        name,
        publication.template,
        publication.ports,
        None,
        {control: declared.in_place for control, declared in controls.items()},
        controls,
        publication.assumes,
        publication.assets,
        publication.title,
        publication.kind,
        {name: asset.copies for name, asset in publication.content.assets.items()},
    )


class _Maker:
    """Makes the graph of a published type, of the same conventions as that of any other."""

    def __init__(self, published: Published) -> None:
        self.content = published.content
        self.published = published
        self.draft = Draft(self.content.type)
        self.nodes = dict(SHARED_INPUTS)
        self._joints: dict[frozenset[int], int] = {}

    def template(self) -> Template:
        self._inputs()
        for fact in self.content.facts:
            self._declare(fact)
        for fact, sets in self.content.facts.items():
            self._give(fact, sets)
        self.draft.unknowns = list(self._unknowns())
        return self.draft.build()

    def _inputs(self) -> None:
        draft = self.draft
        for name, control in self.content.controls.items():
            absent = draft.node(1, LocalFact(FactKind.ABSENT, name, control.title))
            placed = draft.node(1, LocalFact(FactKind.IN_PLACE, name, control.title)) if control.loses else -1
            draft.controls[name] = Gates(absent, placed)
            self.nodes |= {f"absent:{name}": absent, f"in-place:{name}": placed}
        for name, assumption in self.content.assumes.items():
            fails = draft.node(1, LocalFact(FactKind.FAILS, name, assumption.text))
            draft.assumptions[name] = self.nodes[f"fails:{name}"] = fails
            keys = tuple(Key(FactKind.INCOMING, fact) for fact in assumption.falsifies)
            if assumption.port is not None:
                # No fact of its own: it is only asked whether something is wired to the port.
                keys = (Key(FactKind.INCOMING, assumption.port),)
            draft.falsified[name] = () if assumption.inside else keys

    def _declare(self, fact: str) -> None:
        """Add a fact; what is done to it from outside comes before the controls of the type, if any."""
        key = fact_key(fact)
        node = self.draft.node(1, LocalFact(key.kind, key.name, self._title(key)))
        is_open = [GIVEN + fact] in self.content.facts[fact]
        entry = node if is_open else self.draft.node()
        self.nodes |= {fact: node, GIVEN + fact: entry}
        self.draft.ends[key] = Ends(entry, node)

    def _title(self, key: Key) -> Words | None:
        name = key.name.partition(".")[0]
        if key.kind is FactKind.LOSS:
            return self.content.assets[key.name.rpartition(".")[0]].title
        return self.content.ports[name].title

    def _give(self, fact: str, sets: list[list[str]]) -> None:
        node = self.nodes[fact]
        if [] in sets:
            self.draft.need[node] = 0
        common = set.intersection(*map(set, sets)) if sets else set()
        guards = tuple(choice.partition(":")[2] for choice in sorted(common) if choice.startswith("absent:"))
        if guards:
            self.draft.guards[node] = guards
        for chosen in sets:
            tails = frozenset(self.nodes[choice] for choice in chosen)
            if tails and tails != {node}:
                self.draft.edge(self._joint(tails), node)

    def _joint(self, tails: frozenset[int]) -> int:
        """Give a node that holds when all of these do, one for each set."""
        if tails not in self._joints:
            self._joints[tails] = self.draft.all_of(sorted(tails))
        return self._joints[tails]

    def _unknowns(self) -> Iterator[tuple[UnknownKind, str]]:
        kinds: tuple[UnknownKind, ...] = ("difficulty", "access", "privileges", "interaction")
        for kind in kinds:
            for number in range(self.content.unknowns.get(kind, 0)):
                yield kind, f"#{number + 1}"
