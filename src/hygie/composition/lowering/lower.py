"""From what was read to a model: types compiled once, vulnerabilities rated, instances laid out, merged."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hygie.composition.exploitability import BadVector, Exploit, Known, Policy, load_policy, rate
from hygie.composition.language.names import Scope, without_version
from hygie.composition.language.read import Composition
from hygie.composition.language.vocabulary import (
    AssumptionState,
    Body,
    ComponentType,
    DeclaredControl,
    DeclaredVulnerability,
    Kind,
    System,
)
from hygie.composition.lowering.assembly import (
    ROOT,
    Outside,
    Setting,
    assemble,
    ports_of,
    without_copies,
)
from hygie.composition.lowering.compile import compile_body
from hygie.composition.lowering.exploits import Rated
from hygie.composition.lowering.merge import apart, merge_alike
from hygie.composition.lowering.model import Model, lay_down
from hygie.composition.published.publication import outside_of
from hygie.dossier.dossier import Dossier
from hygie.dossier.vocabulary.base import known


@dataclass(eq=False)
class Lowering:
    """Compiles the types of a composition, each once for each set of vulnerabilities that touch it.

    ``overrides`` are states of controls that a question supposes, by path and name of the control.
    """

    composition: Composition
    dossier: Dossier | None = None
    policy: Policy = field(default_factory=load_policy)
    _outsides: dict[tuple[str, tuple[int, ...]], Outside] = field(default_factory=dict, repr=False)
    _alone: dict[Hashable, Model] = field(default_factory=dict, repr=False)
    _declared: dict[str, Model] = field(default_factory=dict, repr=False)

    def model(
        self,
        name: str,
        body: Body,
        *,
        overrides: Mapping[tuple[str, str], bool] | None = None,
        merged: bool = True,
        explicit: bool = False,
    ) -> Model:
        """Make the model of a body: a system, or a type alone."""
        is_system = isinstance(body, System)
        root = self._outside(name, body, ()) if is_system else self._lookup(name, ROOT)
        supposed = overrides or {}

        def setting_of(path: str, control: str, state: Setting | DeclaredControl) -> Setting:
            written = (without_copies(path), control)
            if written in supposed:
                return supposed[written]
            return self._declared_state(state) if isinstance(state, DeclaredControl) else state

        assumptions: Mapping[str, AssumptionState] = body.assumptions if isinstance(body, System) else {}
        lookup = self._lookup if is_system else self._nowhere
        assembly = assemble(root, lookup, setting_of, assumptions, explicit=explicit)
        return lay_down(assembly, merge_alike(assembly) if merged else apart(assembly))

    def declared(self, name: str, body: Body) -> Model:
        """Make the model of a body as it is declared, once: questions are asked of it again and again."""
        if name not in self._declared:
            self._declared[name] = self.model(name, body)
        return self._declared[name]

    def alone(self, outside: Outside, path: str) -> Model:
        """Make the model of a type alone, with what touches it and its inside at a path of a system.

        An empty path is nowhere: only what touches all instances of types does then. One model is made for
        all instances of one :meth:`variant`.
        """
        variant = self.variant(outside, path)
        model = self._alone.get(variant)
        if model is None:

            def lookup(reference: str, inner: str) -> Outside:
                return (
                    self._lookup(reference, f"{without_copies(path)}.{inner}")
                    if path
                    else self._nowhere(reference)
                )

            def setting_of(_path: str, _control: str, state: Setting | DeclaredControl) -> Setting:
                return self._declared_state(state) if isinstance(state, DeclaredControl) else state

            assembly = assemble(outside, lookup, setting_of, {})
            model = self._alone[variant] = lay_down(assembly, merge_alike(assembly))
        return model

    def variant(self, outside: Outside, path: str) -> Hashable:
        """Tell a type, with what touches it and its inside at a path, from the same touched otherwise."""
        return outside.name, self._touched_below.get(without_copies(path), frozenset())

    @cached_property
    def _touched_below(self) -> Mapping[str, frozenset[tuple[int, str]]]:
        """The vulnerabilities of some instances only, by each path around them, with the rest of theirs."""
        found: dict[str, set[tuple[int, str]]] = {}
        for index, item in enumerate(self.composition.declared.vulnerabilities):
            for path in item.components or ():
                names = path.split(".")
                for depth in range(1, len(names) + 1):
                    rest = ".".join(names[depth:])
                    found.setdefault(".".join(names[:depth]), set()).add((index, rest))
        return {path: frozenset(touched) for path, touched in found.items()}

    def _nowhere(self, reference: str, _path: str = ROOT) -> Outside:
        """Give a type as it is by itself: what touches some instances of a system only does not touch it."""
        return self._lookup(reference, ROOT)

    def rated(self, vulnerability: DeclaredVulnerability) -> Exploit | BadVector:
        """Rate a vulnerability by the policy."""
        index = self._numbers[id(vulnerability)]
        return self._ratings[index]

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(item): index for index, item in enumerate(self.composition.declared.vulnerabilities)}

    @cached_property
    def _ratings(self) -> Sequence[Exploit | BadVector]:
        return [rate(_known(item), self.policy) for item in self.composition.declared.vulnerabilities]

    @cached_property
    def _by_type(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for index, item in enumerate(self.composition.declared.vulnerabilities):
            found.setdefault(without_version(item.type), []).append(index)
        return found

    def _lookup(self, reference: str, path: str) -> Outside:
        name = without_version(reference)
        touching = tuple(index for index in self._by_type.get(name, ()) if self._touches(index, path))
        outside = self._outsides.get((name, touching))
        if outside is None:
            described = self.composition.type_named(reference)
            if described is None:
                raise KeyError(reference)
            if isinstance(described, Body):
                outside = self._outside(name, described, touching)
            else:
                outside = outside_of(name, described)
            self._outsides[name, touching] = outside
        return outside

    def _touches(self, index: int, path: str) -> bool:
        components = self.composition.declared.vulnerabilities[index].components
        return components is None or path in components

    def _outside(self, name: str, body: Body, touching: Sequence[int]) -> Outside:
        scope = Scope(body, self.composition.type_named)
        template = compile_body(name, body, scope, list(self._touching(touching)))
        settings = {control: declared.in_place for control, declared in body.controls.items()}
        kind: Kind = body.kind if isinstance(body, ComponentType) else "software"
        return Outside(
            name, template, ports_of(body), body, settings, body.controls, body.assumes, body.assets,
            body.title, kind,
        )  # fmt: skip

    def _touching(self, touching: Sequence[int]) -> list[Rated]:
        rated = []
        for index in touching:
            exploit = self._ratings[index]
            if isinstance(exploit, Exploit):
                item = self.composition.declared.vulnerabilities[index]
                rated.append(Rated(item.id, item.part, exploit))
        return rated

    def _declared_state(self, setting: DeclaredControl) -> Setting:
        """Give the state of a control of the dossier: in place once implemented, not known while unsaid."""
        if self.dossier is None:
            return None
        control = self.dossier.entry(f"control:{setting.declared}")
        state = known(getattr(control, "state", None))
        return None if state is None else state == "implemented"


def _known(item: DeclaredVulnerability) -> Known:
    return Known(
        item.id, tuple(item.cvss), known(item.exploited), known(item.public_exploit), known(item.epss)
    )
