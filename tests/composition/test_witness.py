"""Every path that is shown is replayed by the oracle, step by step; its classes are all the smallest ones."""

from itertools import combinations
from random import Random

from hypothesis import given, settings
from tests.composition.compositions import Data, randoms, well_formed
from tests.composition.laid_out import Fact, World
from tests.composition.naive import ACTS, Question, holding
from tests.composition.told import every_question, lowering_of, members, model_of, named_nodes, world_of

from hygie.composition.analysis.ratings import goals_of
from hygie.composition.analysis.results import AttackPath, PathStep
from hygie.composition.analysis.witness import SHOWN, Explainer
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import Scenario, Stance

ACT_OF = {"step": "step", "exploit": "exploit", "origin": "origin", "assumption": "fails"}
SOURCES = {"origin", "assumption", "control"}


class Replay:
    """A model, its oracle, and one question put to both."""

    def __init__(self, data: Data, rng: Random, **form: bool) -> None:
        lowering = lowering_of(data)
        self.world: World = world_of(lowering)
        self.model: Model = model_of(lowering, **form)
        self.question: Question = rng.choice(every_question(self.world))
        self.explainer = Explainer(Stance(self.model), Scenario(*self.question))
        self._held: dict[frozenset[Fact], set[Fact]] = {}
        self.owner = {instance.path: owner for owner, instance in enumerate(self.model.instances)}

    def acts(self, step: PathStep) -> set[Fact]:
        """Give what somebody does in a step, in every copy that the step speaks of."""
        places = members(self.model, self.world, self.owner[step.component])
        if step.by == step.fact and step.cause in ACT_OF:
            return {place.fact(ACT_OF[step.cause], step.fact) for place in places}
        if step.cause == "control":
            name, elsewhere, component = step.by.partition("@")
            owner = self.owner[component if elsewhere else step.component]
            return {place.fact("in_place", name) for place in members(self.model, self.world, owner)}
        return set()

    def reached(self, step: PathStep, acts: set[Fact]) -> bool:
        """Say whether these acts alone give what a step says, in every copy that it speaks of."""
        asked = frozenset(acts)
        if asked not in self._held:
            self._held[asked] = holding(self.world, self.question, acts=asked)
        held = self._held[asked]
        places = members(self.model, self.world, self.owner[step.component])
        return all(any((place.path, kind, step.fact) in held for kind in KINDS) for place in places)


KINDS = ("incoming", "loss", "control", "part_availability", *ACTS)


def rests_on(path: AttackPath, position: int) -> set[int]:
    found = {position}
    pending = [position]
    while pending:
        new = set(path.steps[pending.pop()].needs) - found
        found |= new
        pending += new
    return found


def check_path(replay: Replay, path: AttackPath) -> None:
    for position, step in enumerate(path.steps):
        assert all(need < position for need in step.needs), "a step rests on earlier ones only"
        assert step.needs or step.cause in SOURCES, "it begins with an origin or an assumption that fails"
        acts = {act for other in rests_on(path, position) for act in replay.acts(path.steps[other])}
        assert replay.reached(step, acts), (position, step)
    assert rests_on(path, len(path.steps) - 1) == set(range(len(path.steps))), (
        "every step is needed for the last"
    )
    assert set(path.origins) == {
        step.fact for step in path.steps if step.cause == "origin" and step.by == step.fact
    }
    assert path.types >= {step.type for step in path.steps if step.component}


@settings(max_examples=30, deadline=None)
@given(well_formed(), randoms())
def test_a_path_can_be_replayed(data: Data, rng: Random) -> None:
    replay = Replay(data, rng)
    facts = holding(replay.world, replay.question)
    for goal in goals_of(replay.model):
        places = members(replay.model, replay.world, goal.owner)
        path = replay.explainer.path(goal.node)
        assert (path is not None) == (places[0].fact("loss", f"{goal.asset}.{goal.criterion}") in facts)
        if path is not None:
            last = path.steps[-1]
            assert (replay.owner[last.component], last.fact) == (goal.owner, f"{goal.asset}.{goal.criterion}")
            check_path(replay, path)


def smallest_types(world: World, question: Question) -> dict[Fact, list[frozenset[str]]]:
    """Try all sets of types, the smallest first: for each fact, those that suffice and hold no smaller one."""
    types = sorted({place.type for place in world.places} - {""})
    found: dict[Fact, list[frozenset[str]]] = {}
    for size in range(len(types) + 1):
        for chosen in map(frozenset, combinations(types, size)):
            for fact in holding(world, question, types=chosen):
                if not any(smaller <= chosen for smaller in found.get(fact, ())):
                    found.setdefault(fact, []).append(chosen)
    return found


@settings(max_examples=20, deadline=None)
@given(well_formed(), randoms())
def test_classes_are_all_the_smallest_sets_of_types(data: Data, rng: Random) -> None:
    replay = Replay(data, rng)
    smallest = smallest_types(replay.world, replay.question)
    for goal in goals_of(replay.model):
        loss = members(replay.model, replay.world, goal.owner)[0].fact(
            "loss", f"{goal.asset}.{goal.criterion}"
        )
        expected = smallest.get(loss, [])
        attacks = replay.explainer.attacks(goal.node)
        assert attacks.all_counted
        assert [path.types for path in attacks.shown] == expected[:SHOWN]
        assert attacks.others == len(expected) - len(attacks.shown)
        for path in attacks.shown:
            check_path(replay, path)
            assert path.level == replay.question.threshold


@settings(max_examples=20, deadline=None)
@given(well_formed(2), randoms())
def test_copies_laid_out_are_explained_alike(data: Data, rng: Random) -> None:
    """Each named fact of a system laid out copy by copy has a path exactly where the oracle says that it holds."""
    replay = Replay(data, rng, merged=False, explicit=True)
    facts = holding(replay.world, replay.question)
    for node, owner, kind, name in named_nodes(replay.model):
        path = replay.explainer.path(node)
        assert (path is not None) == ((replay.model.instances[owner].path, kind, name) in facts)
