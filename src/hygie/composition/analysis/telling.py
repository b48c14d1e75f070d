"""A derivation told to people: what is done and what is lost, by which rule, and nothing else."""

from collections.abc import Iterable

from hygie.composition.analysis.results import AttackPath, Cause, PathStep
from hygie.composition.language.vocabulary import Mode
from hygie.composition.lowering.assembly import Instance
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.template import MODES, FactKind, LocalFact

_CAUSES: dict[FactKind, Cause] = {
    FactKind.STEP: "step",
    FactKind.EXPLOIT: "exploit",
    FactKind.ORIGIN: "origin",
    FactKind.FAILS: "assumption",
    FactKind.IN_PLACE: "control",
    FactKind.CONTROL: "hosting",
    FactKind.PART_AVAILABILITY: "hosting",
}

_DONE = frozenset({FactKind.STEP, FactKind.EXPLOIT, FactKind.LOSS, FactKind.ORIGIN})
_HOSTED = frozenset({FactKind.CONTROL, FactKind.PART_AVAILABILITY})
_BY_ITSELF = frozenset({FactKind.STEP, FactKind.EXPLOIT, FactKind.ORIGIN, FactKind.FAILS})
_TOLD_WITH_IT = frozenset({FactKind.STEP, FactKind.EXPLOIT, FactKind.FAILS})
_NOBODYS = frozenset({FactKind.ABSENT, FactKind.HELP})
_CROSSING = frozenset({FactKind.INCOMING, FactKind.OUTGOING})


class Teller:
    """Leaves out of a derivation what only an implementer knows, and names what remains."""

    def __init__(self, model: Model, derivation: dict[int, list[int]], mode: Mode) -> None:
        """Take a derivation, causes before effects, as it is in a mode."""
        self.model = model
        self.mode = mode
        self.derivation = derivation
        self.steps: list[PathStep] = []
        self.types: dict[str, None] = {}
        self.origins: dict[str, None] = {}
        self._told: dict[int, tuple[int, ...]] = {}
        self._entered: dict[int, tuple[str, ...]] = {}

    def path(self, level: int) -> AttackPath:
        """Tell the whole derivation."""
        for node in self.derivation:
            self._told[node] = self._tell(node)
        return AttackPath(tuple(self.steps), frozenset(self.types), tuple(self.origins), level)

    def _tell(self, node: int) -> tuple[int, ...]:
        """Tell a node, and give the positions of what stands for it in the path."""
        tails = self.derivation[node]
        needs = tuple(dict.fromkeys(position for tail in tails for position in self._told[tail]))
        fact = self.model.local(node)
        if fact.kind is FactKind.ORIGIN:
            self.origins[fact.name] = None
        entered = dict.fromkeys(name for tail in tails for name in self._entered.get(tail, ()))
        owner = self.model.owner(node)
        if fact.kind not in _NOBODYS and self.model.instances[owner].path:
            self.types[self.model.instances[owner].outside.name] = None
        if not self._worth_telling(node, fact):
            if fact.kind is FactKind.INCOMING:
                # What enters is told with what is done of it, and by whom it was sent is told before.
                entered = {fact.name: None}
            self._entered[node] = tuple(entered)
            return needs
        instance = self.model.instances[owner]
        local = node - int(self.model.offsets[owner]) + int(self.model.offsets[0])
        cause, by = self._cause(node, fact, tails)
        seen_by, within = instance.template.detections.get(local, (None, None))
        self.steps.append(
            PathStep(
                component=instance.path,
                type=instance.outside.name,
                fact=fact.name,
                cause=cause,
                by=by,
                needs=needs,
                through=tuple(entered),
                title=fact.title,
                level=int(instance.template.levels[local]),
                guarded_by=self._guards(instance, local),
                detected_by=seen_by,
                detected_within=within,
            )
        )
        return (len(self.steps) - 1,)

    def _guards(self, instance: Instance, local: int) -> tuple[str, ...]:
        """Name the controls that would stop a fact: those that work in the mode of the path."""
        controls = instance.outside.controls
        names = instance.template.guards.get(local, ())
        return tuple(name for name in names if self.mode in (controls[name].modes or MODES))

    def _worth_telling(self, node: int, fact: LocalFact) -> bool:
        """Tell what is done and what is lost; not what passes from one component to the next."""
        if fact.kind in _DONE:
            return True
        if fact.kind in _HOSTED:
            # What a step takes is told by it; what hosting gives, or a control costs, is not obvious.
            givers = self._behind_helpers(self.derivation[node])
            return not any(self.model.local(tail).kind in _TOLD_WITH_IT for tail in givers)
        return fact.kind is FactKind.FAILS

    def _cause(self, node: int, fact: LocalFact, tails: Iterable[int]) -> tuple[Cause, str]:
        """Name the rule that gives a fact, and what gives it."""
        if fact.kind in _BY_ITSELF:
            return _CAUSES[fact.kind], fact.name
        owner = self.model.owner(node)
        for tail in self._behind_helpers(tails):
            giver = self.model.local(tail)
            there = self.model.owner(tail)
            if giver.kind in _CROSSING and there != owner:
                return "wire", self.model.instances[there].path
            if giver.kind in _CAUSES:
                where = self.model.instances[there].path
                return _CAUSES[giver.kind], giver.name if there == owner else f"{giver.name}@{where}"
        if self.model.instances[owner].outside.body is None:
            return "summary", self.model.instances[owner].outside.name
        return "wire", ""

    def _behind_helpers(self, tails: Iterable[int]) -> Iterable[int]:
        """Look through helpers, to what they stand for."""
        pending = list(tails)
        while pending:
            tail = pending.pop(0)
            if self.model.local(tail).kind is FactKind.HELP and tail in self.derivation:
                pending += self.derivation[tail]
            else:
                yield tail
