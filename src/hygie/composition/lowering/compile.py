"""From a body of the language to its template: the rules of docs/composition.md, one function each."""

from collections.abc import Sequence

from hygie.composition.language.names import Scope
from hygie.composition.language.vocabulary import (
    CRITERIA,
    LEVEL_OF,
    Body,
    ComponentType,
    Step,
    System,
)
from hygie.composition.lowering.exploits import Exploits, Rated
from hygie.composition.lowering.references import References, key_of
from hygie.composition.lowering.template import (
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
)

_MINUTES = {"min": 1.0, "h": 60.0, "d": 1440.0}


def compile_body(name: str, body: Body, scope: Scope, vulnerabilities: Sequence[Rated] = ()) -> Template:
    """Build the template of a body whose names have been checked."""
    return _Compiler(name, body, scope).compile(vulnerabilities)


def minutes(delay: str | None) -> float:
    """Read a length of time, in minutes; nothing is no time."""
    if delay is None:
        return 0.0
    unit = next(unit for unit in _MINUTES if delay.endswith(unit))
    return float(delay.removesuffix(unit)) * _MINUTES[unit]


class _Compiler:
    def __init__(self, name: str, body: Body, scope: Scope) -> None:
        self._draft = Draft(name)
        self._body = body
        self._references = References(self._draft, scope)
        self._openings: dict[Key, list[tuple[str, list[int]]]] = {}

    def compile(self, vulnerabilities: Sequence[Rated]) -> Template:
        self._controls()
        self._ports()
        self._parts_and_assets()
        for name in self._body.steps:
            self._declare(FactKind.STEP, name, self._body.steps[name].title)
        for name, step in self._body.steps.items():
            self._step(name, step)
        exploits = Exploits(self._body, self._references)
        for rated in vulnerabilities:
            exploits.add(rated)
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
                fact = self._references.fact(reference, "guards")
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
            within = step.detect.within
            draft.detections[ends.fact] = (by, None if within is None else minutes(within))
        draft.edge(draft.all_of(conditions), ends.entry)
        draft.levels[ends.fact] = level
        draft.minutes[ends.fact] = minutes(step.time)
        draft.effort[ends.fact] = step.effort or 0.0
        draft.probability[ends.fact] = 1.0 if step.probability is None else step.probability
        self._references.gives(ends.fact, step.takes, "takes")
        self._references.gives(ends.fact, step.emits, "emits")
        self._references.gives(ends.fact, step.loses, "loses")

    def _conditions(self, step: Step) -> list[int]:
        found = []
        if step.any:
            found.append(self._references.any_of(step.any))
        if step.all:
            found += [self._references.holds(reference) for reference in step.all]
        if step.at_least is not None:
            node = self._draft.node(step.at_least.count)
            for reference in step.at_least.of:
                fact = self._references.fact(reference, "condition")
                key = key_of(fact)
                if fact.component:
                    self._draft.reads.append(Crossing(fact.component, key, node, counts=True))
                else:
                    self._draft.edge(self._draft.ends[key].fact, node)
            found.append(node)
        return found

    # -- what may be otherwise -------------------------------------------------------------------

    def _assumptions(self) -> None:
        for name, assumption in self._body.assumes.items():
            node = self._draft.node(1, LocalFact(FactKind.FAILS, name, assumption.text))
            self._draft.assumptions[name] = node
            facts = [self._references.fact(reference, "falsifies") for reference in assumption.falsifies]
            # Where it speaks of what is inside a component, no wire of this body can tell whether it holds.
            inside = any(fact.component for fact in facts)
            self._draft.falsified[name] = () if inside else tuple(key_of(fact) for fact in facts)
            self._references.gives(node, assumption.falsifies, "falsifies")

    def _own_losses(self) -> None:
        for name, control in self._body.controls.items():
            if control.loses:
                when = [self._draft.controls[name].in_place, *self._draft.in_modes(control.modes)]
                self._references.gives(self._draft.all_of(when), control.loses, "loses")

    def _origins(self, system: System) -> None:
        for name, origin in system.origins.items():
            node = self._draft.node(1, LocalFact(FactKind.ORIGIN, name, origin.title))
            self._draft.origins[name] = node
            when = [node, *self._draft.in_modes(origin.modes)]
            if origin.level in LEVEL:
                when.append(LEVEL[origin.level])
            self._references.gives(self._draft.all_of(when), origin.has, "has")

    def _promises(self, kind: ComponentType) -> None:
        for name, guarantee in kind.guarantees.items():
            facts = [self._references.fact(reference, "never") for reference in guarantee.never]
            self._draft.promises[name] = tuple((fact.component, key_of(fact)) for fact in facts)
