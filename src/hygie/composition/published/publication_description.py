"""What a published type says in words: ports, assets, what is left open, and how much is not known inside."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hygie.composition.language.names import without_version
from hygie.composition.language.vocabulary import CRITERIA, Asset, ComponentType, Needs
from hygie.composition.lowering.lower import Lowering
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Stance
from hygie.composition.lowering.template import FactKind, Key
from hygie.composition.published.publication_content import (
    FORMAT,
    FORMAT_VERSION,
    Content,
    PublishedAsset,
    PublishedAssumption,
    PublishedControl,
    PublishedGuarantee,
    written_amount,
)
from hygie.dossier.vocabulary.base import known


@dataclass(frozen=True, eq=False)
class Subject:
    """A type to be published, alone and laid out whole."""

    lowering: Lowering
    name: str
    kind: ComponentType

    @cached_property
    def model(self) -> Model:
        """Its graph, every component by itself: they have names of their own."""
        return self.lowering.model(self.name, self.kind, merged=False)

    @cached_property
    def stance(self) -> Stance:
        """What is declared of its controls and assumptions, and of those inside it."""
        return Stance(self.model)

    @cached_property
    def open(self) -> frozenset[str]:
        """The controls that are left to whoever uses it."""
        return frozenset(self.kind.configurable) & self.kind.controls.keys()

    def is_open(self, owner: int, control: str) -> bool:
        """Tell whether a control of a class is left open: those of components inside are not."""
        return owner == 0 and control in self.open

    def promised(self, guarantee: str) -> tuple[tuple[str, Key], ...]:
        """Give the facts that a guarantee is about, each with the component inside that has it, if any."""
        return tuple(self.model.instances[0].template.promises[guarantee])


def is_public(key: Key) -> bool:
    """Tell what a guarantee may name before everybody."""
    return key.kind in {FactKind.OUTGOING, FactKind.LOSS}


def described(subject: Subject) -> Content:
    """Give the content without its facts."""
    kind = subject.kind
    return Content(
        format=f"{FORMAT}{FORMAT_VERSION}",  # type: ignore[arg-type]
        language=1,
        policy=subject.lowering.policy.version,
        type=without_version(subject.name).rpartition("/")[2],
        version=kind.version,
        title=kind.title,
        kind=kind.kind,
        example=kind.example,
        ports=dict(kind.ports),
        assets=dict(_assets(subject)),
        controls=dict(_controls(subject)),
        assumes=dict(_assumes(subject)),
        guarantees=dict(_guarantees(subject)),
        configurable=[name for name in kind.configurable if name in kind.assets],
        unknowns=dict(sorted(Counter(_unknowns(subject)).items())),  # type: ignore[arg-type]
        facts={},
    )


def _assets(subject: Subject) -> Iterator[tuple[str, PublishedAsset]]:
    for owner, instance in enumerate(subject.model.instances):
        for name, asset in instance.outside.assets.items():
            needs = _needs(instance.needs.get(name), asset)
            if owner and all(getattr(needs, criterion) == 0 for criterion in CRITERIA):
                continue
            yield (
                f"{instance.path}.{name}" if instance.path else name,
                PublishedAsset(
                    title=asset.title, needs=needs, essential=asset.essential, copies=instance.copies
                ),
            )


def _controls(subject: Subject) -> Iterator[tuple[str, PublishedControl]]:
    for name, control in subject.kind.controls.items():
        if name in subject.open:
            yield (
                name,
                PublishedControl(
                    title=control.title,
                    in_place=known(control.in_place),
                    cost=written_amount(control.cost),
                    per=control.per,
                    implements=list(control.implements),
                    prevents=bool(control.guards),
                    loses=bool(control.loses),
                ),
            )


def _assumes(subject: Subject) -> Iterator[tuple[str, PublishedAssumption]]:
    for name, assumption in subject.kind.assumes.items():
        keys = subject.model.instances[0].template.falsified[name]
        entering = [key.name for key in keys if key.kind is FactKind.INCOMING]
        inside = not keys or len(entering) < len(keys)
        yield name, PublishedAssumption(text=assumption.text, falsifies=entering, inside=inside)


def _guarantees(subject: Subject) -> Iterator[tuple[str, PublishedGuarantee]]:
    grounds = subject.open | set(subject.kind.assumes)
    for name, guarantee in subject.kind.guarantees.items():
        never = [key.name for inside, key in subject.promised(name) if not inside and is_public(key)]
        given = [ground for ground in guarantee.given if ground in grounds]
        yield name, PublishedGuarantee(text=guarantee.text, never=never, given=given, holds=False)


def _unknowns(subject: Subject) -> Iterator[str]:
    """List what was taken at its worst and is not left open, by kind only."""
    for control in subject.stance.controls:
        is_open = subject.is_open(control.owner, control.name)
        if control.in_place is None and control.declared.guards and not is_open:
            yield "control"
    for use in subject.stance.assumptions:
        if use.owner and not use.computed and use.holds is None:
            yield "assumption"
    for instance in subject.model.instances:
        yield from (kind for kind, _ in instance.template.unknowns)


def _needs(here: Needs | None, asset: Asset) -> Needs:
    """Give the needs of an asset in its place; those that are not known stay absent."""
    found = {}
    for criterion in CRITERIA:
        said = [getattr(needs, criterion) for needs in (here, asset.needs) if needs is not None]
        # The nearest decides, even where it says that the need is not known.
        found[criterion] = known(next((need for need in said if need is not None), None))
    return Needs(**found)
