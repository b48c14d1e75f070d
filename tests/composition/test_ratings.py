"""How likely losses are, what would move that, and what one change does: all as the page of the language says."""

from collections.abc import Mapping
from random import Random

from hypothesis import given, settings
from tests.composition.compositions import Data, randoms, some, well_formed
from tests.composition.laid_out import Fact, World, known
from tests.composition.naive import Question, levels
from tests.composition.told import lowering_of, members, model_of, world_of

from hygie.composition.analysis.ratings import TOGETHER, Change, Goal, goals_of, rate_goals, worst_likelihoods
from hygie.composition.language.vocabulary import CRITERIA, Mode
from hygie.composition.lowering.model import Model
from hygie.composition.lowering.scenario import ControlUse, Stance


def losses_of(model: Model, world: World, goal: Goal) -> list[Fact]:
    """Give the losses of all copies that a goal stands for."""
    name = f"{goal.asset}.{goal.criterion}"
    return [place.fact("loss", name) for place in members(model, world, goal.owner)]


def modes_of(world: World) -> list[Mode]:
    return world.systems.systems[world.name].modes


def by_mode(world: World, **view: int | bool) -> Mapping[Mode, dict[Fact, int]]:
    return {mode: levels(world, Question(mode)._replace(**view)) for mode in modes_of(world)}


def worst(found: Mapping[Mode, dict[Fact, int]], fact: Fact) -> int:
    return max(at.get(fact, 0) for at in found.values())


@settings(max_examples=60, deadline=None)
@given(well_formed(), randoms())
def test_goals_are_the_losses_of_what_is_needed(data: Data, rng: Random) -> None:
    """A need that an instance says is not known is not that of its type."""
    for body in [*data["types"].values(), *data["systems"].values()]:
        said = [asset["needs"] for asset in body["assets"].values()]
        said += [needs for component in body["components"].values() for needs in component["needs"].values()]
        for needs in said:
            needs.update({criterion: {"unknown": "nobody looked"} for criterion in some(rng, CRITERIA, 1)})
    lowering = lowering_of(data)
    model, world = model_of(lowering), world_of(lowering)
    expected = {}
    for place in world.places:
        for name, asset in place.body.assets.items():
            for criterion in CRITERIA:
                here = place.component.needs.get(name) if place.component else None
                needs = [getattr(at, criterion) for at in (here, asset.needs) if at is not None]
                need = known(next((need for need in needs if need is not None), None))
                if need != 0:
                    expected[place.fact("loss", f"{name}.{criterion}")] = (need or 4, need is not None)
    found = {
        loss: (goal.need, goal.need_known)
        for goal in goals_of(model)
        for loss in losses_of(model, world, goal)
    }
    assert found == expected


@settings(max_examples=40, deadline=None)
@given(well_formed(2))
def test_ratings(data: Data) -> None:
    lowering = lowering_of(data)
    model, world = model_of(lowering), world_of(lowering)
    goals = list(goals_of(model))
    ratings = rate_goals(Stance(model), modes_of(world), goals)
    as_is, undetected = by_mode(world), by_mode(world, undetected=True)
    lower, higher = by_mode(world, shift=-1), by_mode(world, shift=1)
    assert len(ratings) == len(goals)
    for goal, rating in zip(goals, ratings, strict=True):
        for loss in losses_of(model, world, goal):
            assert rating.by_mode == {mode: found.get(loss, 0) for mode, found in as_is.items()}
            assert rating.likelihood == rating.by_mode[rating.mode] == worst(as_is, loss)
            assert (rating.lower, rating.higher) == (worst(lower, loss), worst(higher, loss))
            assert rating.undetected == worst(undetected, loss)


@settings(max_examples=40, deadline=None)
@given(well_formed(2))
def test_ratings_move_as_they_should(data: Data) -> None:
    model = model_of(lowering_of(data))
    modes = modes_of(world_of(lowering_of(data)))
    for rating in rate_goals(Stance(model), modes, list(goals_of(model))):
        assert rating.lower <= rating.likelihood <= rating.higher
        assert rating.undetected <= rating.likelihood
        assert rating.higher - rating.lower <= 2


@settings(max_examples=40, deadline=None)
@given(well_formed(2), randoms())
def test_controls_put_in_place_or_taken_away_one_by_one(data: Data, rng: Random) -> None:
    lowering = lowering_of(data)
    model, world = model_of(lowering), world_of(lowering)
    stance, goals = Stance(model), list(goals_of(model))
    controls = some(rng, stance.controls, 3)
    changes = [Change()] + [toggled(control) for control in controls]
    found = worst_likelihoods(stance, modes_of(world), [goal.node for goal in goals], changes)
    assert found.shape == (len(changes), len(goals))
    supposed = [{}] + [
        {
            (place.written, control.name): not control.in_place
            for place in members(model, world, control.owner)
        }
        for control in controls
    ]
    for row, states in zip(found, supposed, strict=True):
        after = by_mode(World(world.systems, world.name, states))
        for level, goal in zip(row, goals, strict=True):
            assert {worst(after, loss) for loss in losses_of(model, world, goal)} == {level}


def toggled(control: ControlUse) -> Change:
    """Put in place a control that is not, or the other way round."""
    placed = (control.placed,) if control.placed >= 0 else ()
    return (
        Change(falls=(control.absent,), holds=placed)
        if not control.in_place
        else Change((control.absent,), placed)
    )


@settings(max_examples=5, deadline=None)
@given(well_formed(2))
def test_more_changes_than_are_swept_together(data: Data) -> None:
    stance = Stance(model_of(lowering_of(data)))
    nodes = [goal.node for goal in goals_of(stance.model)]
    changes = [Change(), *(toggled(control) for control in stance.controls)]
    once = worst_likelihoods(stance, ["nominal"], nodes, changes)
    times = TOGETHER // len(changes) + 1
    again = worst_likelihoods(stance, ["nominal"], nodes, changes * times)
    assert len(again) > TOGETHER
    assert (again.reshape(times, *once.shape) == once).all()
