"""From a body of the language to its template: the rules of docs/composition.md, one function each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hygie.composition.exploitability import Exploit
from hygie.composition.names import Fact, Scope, Use
from hygie.composition.template import (
    EXPLOIT_LEVEL,
    LEVEL,
    SEEN,
    Crossing,
    Draft,
    Ends,
    FactKind,
    Gates,
    InnerGuard,
    Key,
    LocalFact,
    Template,
    UnknownKind,
)
from hygie.composition.vocabulary import (
    CRITERIA,
    LEVEL_OF,
    Access,
    Body,
    ComponentType,
    Criterion,
    Part,
    Privileges,
    Step,
    System,
)

_CLOSER = {
    "network": ("network", "adjacent", "local"),
    "adjacent": ("adjacent", "local"),
    "local": ("local",),
    "physical": ("physical",),
}
"""Whoever is closer may do what whoever is farther may; touching a thing is another matter."""

_MINUTES = {"min": 1.0, "h": 60.0, "d": 1440.0}


class Rated(NamedTuple):
    """A vulnerability of a part, rated by the policy."""

    id: str
    part: str
    exploit: Exploit


def compile_body(name: str, body: Body, scope: Scope, vulnerabilities: Sequence[Rated] = ()) -> Template:
    """Build the template of a body whose names have been checked."""
    return _Compiler(name, body, scope).compile(vulnerabilities)


def minutes(delay: str | None) -> float:
    """Read a length of time, in minutes; nothing is no time."""
    if delay is None:
        return 0.0
    unit = next(unit for unit in _MINUTES if delay.endswith(unit))
    return float(delay.removesuffix(unit)) * _MINUTES[unit]


def key_of(fact: Fact) -> Key:
    """Name a fact as the template that holds it does."""
    if fact.kind == "step":
        return Key(FactKind.STEP, fact.name)
    if fact.kind == "part":
        return Key(FactKind.CONTROL if fact.what == "control" else FactKind.PART_AVAILABILITY, fact.name)
    if fact.kind in ("loss", "inner-loss"):
        return Key(FactKind.LOSS, f"{fact.name}.{fact.what}")
    return Key(FactKind.INCOMING if fact.incoming else FactKind.OUTGOING, f"{fact.name}.{fact.what}")


class _Compiler:
    def __init__(self, name: str, body: Body, scope: Scope) -> None:
        self._draft = Draft(name)
        self._body = body
        self._scope = scope
        self._openings: dict[Key, list[tuple[str, list[int]]]] = {}
        self._mirrors: dict[tuple[str, Key], int] = {}

    def compile(self, vulnerabilities: Sequence[Rated]) -> Template:
        self._controls()
        self._ports()
        self._parts_and_assets()
        for name in self._body.steps:
            self._declare(FactKind.STEP, name, self._body.steps[name].title)
        for name, step in self._body.steps.items():
            self._step(name, step)
        for rated in vulnerabilities:
            self._exploit(rated)
        self._assumptions()
        self._own_losses()
        if isinstance(self._body, System):
            self._origins(self._body)
        if isinstance(self._body, ComponentType):
            self._promises(self._body)
        return self._draft.build()

    # -- facts -----------------------------------------------------------------------------------

    def _controls(self) -> None:
        draft = self._draft
        for name, control in self._body.controls.items():
            absent = draft.node(1, LocalFact(FactKind.ABSENT, name, control.title))
            in_place = (
                draft.node(1, LocalFact(FactKind.IN_PLACE, name, control.title)) if control.loses else -1
            )
            draft.controls[name] = Gates(absent, in_place)
            openings = draft.gates(name, control) if control.guards else []
            for reference in control.guards:
                fact = self._fact(reference, "guards")
                key = key_of(fact)
                if fact.component:
                    draft.inner_guards.append(InnerGuard(fact.component, key, name, tuple(openings)))
                else:
                    self._openings.setdefault(key, []).append((name, openings))

    def _declare(self, kind: FactKind, name: str, title: object = None) -> Ends:
        opened = self._openings.get(Key(kind, name), [])
        nodes = [node for _, openings in opened for node in openings]
        return self._draft.declare(LocalFact(kind, name, title), [name for name, _ in opened], nodes)  # type: ignore[arg-type]

    def _ports(self) -> None:
        if not isinstance(self._body, ComponentType):
            return
        for name, port in self._body.ports.items():
            for capability in dict.fromkeys(port.incoming):
                self._declare(FactKind.INCOMING, f"{name}.{capability}", port.title)
            for capability in dict.fromkeys(port.outgoing):
                self._declare(FactKind.OUTGOING, f"{name}.{capability}", port.title)

    def _parts_and_assets(self) -> None:
        """Rule 2, hosting."""
        draft, body = self._draft, self._body
        for name, part in body.parts.items():
            taken = self._declare(FactKind.CONTROL, name, part.title)
            lost = self._declare(FactKind.PART_AVAILABILITY, name, part.title)
            draft.edge(taken.fact, lost.entry)
        for name, part in body.parts.items():
            if part.on is not None:
                for kind in (FactKind.CONTROL, FactKind.PART_AVAILABILITY):
                    draft.edge(draft.ends[Key(kind, part.on)].fact, draft.ends[Key(kind, name)].entry)
        for name, asset in body.assets.items():
            for criterion in CRITERIA:
                loss = self._declare(FactKind.LOSS, f"{name}.{criterion}", asset.title)
                if asset.on is None:
                    continue
                draft.edge(draft.ends[Key(FactKind.CONTROL, asset.on)].fact, loss.entry)
                if criterion == "availability":
                    down = draft.ends[Key(FactKind.PART_AVAILABILITY, asset.on)]
                    draft.edge(down.fact, loss.entry)

    # -- references ------------------------------------------------------------------------------

    def _fact(self, reference: str, use: Use) -> Fact:
        """Give the fact that a name means.

        Raises:
            ValueError: it means none, which checks would have said.
        """
        fact = self._scope.resolve(reference, use)
        if not isinstance(fact, Fact):
            message = f"{reference}: {fact.code}"
            raise ValueError(message)  # noqa: TRY004 - the name is wrong, not its type
        return fact

    def _holds(self, reference: str) -> int:
        """Give the node of a condition; a fact of a component inside is mirrored here."""
        fact = self._fact(reference, "condition")
        key = key_of(fact)
        if not fact.component:
            return self._draft.ends[key].fact
        mirror = self._mirrors.get((fact.component, key))
        if mirror is None:
            mirror = self._mirrors[fact.component, key] = self._draft.node()
            self._draft.reads.append(Crossing(fact.component, key, mirror))
        return mirror

    def _any(self, references: Iterable[str]) -> int:
        """Give a node that holds when one of these does; those inside lead to it directly."""
        own, inside = [], []
        for reference in dict.fromkeys(references):
            fact = self._fact(reference, "condition")
            key = key_of(fact)
            if fact.component:
                inside.append((fact.component, key))
            else:
                own.append(self._draft.ends[key].fact)
        if not inside:
            return self._draft.any_of(own)
        node = self._draft.node()
        for tail in own:
            self._draft.edge(tail, node)
        self._draft.reads += [Crossing(component, key, node) for component, key in inside]
        return node

    def _gives(self, node: int, references: Iterable[str], use: Use) -> None:
        for reference in references:
            fact = self._fact(reference, use)
            key = key_of(fact)
            if fact.component:
                self._draft.writes.append(Crossing(fact.component, key, node))
            else:
                self._draft.edge(node, self._draft.ends[key].entry)

    # -- steps -----------------------------------------------------------------------------------

    def _step(self, name: str, step: Step) -> None:
        """Rule 1: every condition that is given holds, the step counts, and is not seen where nobody may."""
        draft = self._draft
        ends = draft.ends[Key(FactKind.STEP, name)]
        conditions = [*self._conditions(step), *draft.in_modes(step.modes)]
        level = LEVEL_OF[step.difficulty or "negligible"]
        if step.difficulty is None:
            draft.unknowns.append(("difficulty", name))
        if level in LEVEL:
            conditions.append(LEVEL[level])
        if step.detect is not None:
            by = step.detect.by
            conditions.append(draft.any_of([SEEN, *draft.gates(by, self._body.controls[by])]))
            draft.detections[ends.fact] = by
        draft.edge(draft.all_of(conditions), ends.entry)
        draft.levels[ends.fact] = level
        draft.minutes[ends.fact] = minutes(step.time)
        draft.effort[ends.fact] = step.effort or 0.0
        draft.probability[ends.fact] = 1.0 if step.probability is None else step.probability
        self._gives(ends.fact, step.takes, "takes")
        self._gives(ends.fact, step.emits, "emits")
        self._gives(ends.fact, step.loses, "loses")

    def _conditions(self, step: Step) -> list[int]:
        found = []
        if step.any:
            found.append(self._any(step.any))
        if step.all:
            found += [self._holds(reference) for reference in step.all]
        if step.at_least is not None:
            node = self._draft.node(step.at_least.count)
            for reference in step.at_least.of:
                fact = self._fact(reference, "condition")
                key = key_of(fact)
                if fact.component:
                    self._draft.reads.append(Crossing(fact.component, key, node, counts=True))
                else:
                    self._draft.edge(self._draft.ends[key].fact, node)
            found.append(node)
        return found

    def _exploit(self, rated: Rated) -> None:
        """Rule 4: access, privileges and a user's action; then control of the part, or losses."""
        draft, exploit = self._draft, rated.exploit
        part = self._body.parts[rated.part]
        name = f"{rated.id}:{rated.part}"
        node = draft.node(1, LocalFact(FactKind.EXPLOIT, name))
        conditions = [*self._access(rated, part), *self._privileges(rated, part)]
        if exploit.interaction:
            conditions += self._given(rated, "interaction", part.interaction)
        level = LEVEL_OF[exploit.difficulty]
        conditions.append(EXPLOIT_LEVEL[level])
        draft.edge(draft.all_of(conditions), node)
        draft.levels[node] = level
        if exploit.control:
            draft.edge(node, draft.ends[Key(FactKind.CONTROL, rated.part)].entry)
        self._impacts(node, exploit.impacts, rated.part)
        if part.on is not None:
            self._impacts(node, exploit.subsequent, part.on)

    def _access(self, rated: Rated, part: Part) -> list[int]:
        access = part.access or Access()
        ways: list[int] = []
        known = False
        for vector in _CLOSER[rated.exploit.vector]:
            references = getattr(access, vector)
            known = known or references is not None
            ways += [self._holds(reference) for reference in references or ()]
        if not known:
            self._draft.unknowns.append(("access", f"{rated.part} ({rated.id})"))
            ways = [ends.fact for key, ends in self._draft.ends.items() if key.kind is FactKind.INCOMING]
        return [self._draft.any_of(ways) if ways else self._draft.node(_NOBODY)]

    def _privileges(self, rated: Rated, part: Part) -> list[int]:
        needed = rated.exploit.privileges
        if needed == "none":
            return []
        privileges = part.privileges or Privileges()
        if needed == "high" or privileges.low is None:
            return self._given(rated, "privileges", privileges.high if needed == "high" else privileges.low)
        return self._given(rated, "privileges", [*privileges.low, *(privileges.high or ())])

    def _given(self, rated: Rated, kind: UnknownKind, references: list[str] | None) -> list[int]:
        """Give a condition; not known, it is taken as given, and said so."""
        if references is None:
            self._draft.unknowns.append((kind, f"{rated.part} ({rated.id})"))
            return []
        return [self._any(references) if references else self._draft.node(_NOBODY)]

    def _impacts(self, node: int, impacts: Mapping[Criterion, str], part: str) -> None:
        lost = [criterion for criterion, level in impacts.items() if level != "none"]
        if "availability" in lost:
            self._draft.edge(node, self._draft.ends[Key(FactKind.PART_AVAILABILITY, part)].entry)
        for name, asset in self._body.assets.items():
            if asset.on == part:
                for criterion in lost:
                    self._draft.edge(node, self._draft.ends[Key(FactKind.LOSS, f"{name}.{criterion}")].entry)

    # -- what may be otherwise -------------------------------------------------------------------

    def _assumptions(self) -> None:
        for name, assumption in self._body.assumes.items():
            node = self._draft.node(1, LocalFact(FactKind.FAILS, name, assumption.text))
            self._draft.assumptions[name] = node
            facts = [self._fact(reference, "falsifies") for reference in assumption.falsifies]
            # Where it speaks of what is inside a component, no wire of this body can tell whether it holds.
            inside = any(fact.component for fact in facts)
            self._draft.falsified[name] = () if inside else tuple(key_of(fact) for fact in facts)
            self._gives(node, assumption.falsifies, "falsifies")

    def _own_losses(self) -> None:
        for name, control in self._body.controls.items():
            if control.loses:
                when = [self._draft.controls[name].in_place, *self._draft.in_modes(control.modes)]
                self._gives(self._draft.all_of(when), control.loses, "loses")

    def _origins(self, system: System) -> None:
        for name, origin in system.origins.items():
            node = self._draft.node(1, LocalFact(FactKind.ORIGIN, name, origin.title))
            self._draft.origins[name] = node
            when = [node, *self._draft.in_modes(origin.modes)]
            if origin.level in LEVEL:
                when.append(LEVEL[origin.level])
            self._gives(self._draft.all_of(when), origin.has, "has")

    def _promises(self, kind: ComponentType) -> None:
        for name, guarantee in kind.guarantees.items():
            facts = [self._fact(reference, "never") for reference in guarantee.never]
            self._draft.promises[name] = tuple((fact.component, key_of(fact)) for fact in facts)


_NOBODY = 1
"""The need of a node that no edge enters: it never holds."""
