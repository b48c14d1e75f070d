"""What is supposed of controls is what is answered; what cannot be understood is refused with a suggestion."""

from random import Random

import pytest
from hypothesis import given, settings
from tests.composition.advised_systems import small_system
from tests.composition.compositions import randoms, some
from tests.composition.naive import Question, levels
from tests.composition.supposed import Case, Supposed
from tests.composition.told import lowering_of
from tests.composition.tried import Told, told_text

from hygie.composition.analysis.what_if import suppose


@settings(max_examples=10)
@given(randoms())
def test_what_holds_in_all_cases_is_what_holds_in_each(rng: Random) -> None:
    told = Told(lowering_of(small_system(rng)))
    found = Supposed(told.world, [told.declared])
    by_mode = [levels(told.world, Question(mode)) for mode in found.modes]
    for fact in set(found.held).union(*by_mode):
        if fact[1] in {"fails", "in_place"}:
            continue  # acts that nothing names: here it is said what they give
        assert found.by_mode(fact) == [[held.get(fact, 0) for held in by_mode]]


@settings(max_examples=40)
@given(randoms())
def test_ratings_under_suppositions(rng: Random) -> None:
    lowering = lowering_of(small_system(rng))
    bare = Told(lowering)
    questions = [f"{rng.choice('+-')}{name}" for name in some(rng, controls_of(bare), 4, 1)]
    told = Told(lowering, tuple(questions))
    case = bare.declared
    for question in questions:  # the last word on a control is what counts
        case = supposing(told, case, question)
    found = Supposed(told.world, [case])
    likelihoods = [rating.likelihood for rating in told.analyst.ratings]
    for name, likelihood in zip(told.analyst.names, likelihoods, strict=True):
        assert {found.worst(fact)[0] for fact in told.losses[name]} == {likelihood}


def controls_of(told: Told) -> list[str]:
    """Name every control, by its place and by its type."""
    found = {
        f"{name}@{where}" if where else name: None
        for place in told.world.places
        for name in place.body.controls
        for where in ((place.written, place.type, f"type:{place.type}") if place.path else ("",))
    }
    return list(found)


def supposing(told: Told, case: Case, question: str) -> Case:
    name, _, where = question[1:].partition("@")
    meant = {
        (place.path, name)
        for place in told.world.places
        if place.written == where or (where and where.removeprefix("type:") == place.type)
    }
    in_place = case.in_place | meant if question[0] == "+" else case.in_place - meant
    return case._replace(in_place=in_place)


@settings(max_examples=20)
@given(randoms())
def test_a_cut_supposed_removes_what_it_says(rng: Random) -> None:
    lowering = lowering_of(small_system(rng))
    told = Told(lowering)
    for cut in told.advice.cuts:
        after = Told(lowering, tuple(f"+{name}" for name in cut.controls))
        still = {fact for name in after.analyst.advisor.unacceptable for fact in after.losses[name]}
        for name in told.analyst.advisor.unacceptable:
            assert (name in cut.removes) == still.isdisjoint(told.losses[name])


# -- names -------------------------------------------------------------------------------------------

ALIKE = """
types:
  srv:
    title: Server
    ports: {a: {in: [x]}}
    assets: {d: {title: D, needs: {availability: 0, integrity: 4, confidentiality: 0, auditability: 0}}}
    controls: {fw: {title: Filter, in_place: false, cost: 5, guards: [hack]}}
    steps: {hack: {any: [a.x], loses: [d.integrity], difficulty: negligible}}
  room:
    title: Room
    ports: {a: {in: [x]}}
    components: {inner: {type: srv}}
    wires: [{between: [a, inner.a]}]
systems:
  s:
    title: System
    controls: {policy: {title: Policy, in_place: false, guards: [srv.a.x, other.a.x, third.a.x]}}
    origins: {o: {title: Origin, has: [srv.a.x, other.a.x, third.a.x, room1.a.x]}}
    components: {srv: {type: srv}, other: {type: srv}, third: {type: srv, count: 3}, room1: {type: room}}
"""
EVERYWHERE = frozenset({"srv", "other", "third", "room1.inner"})


@pytest.mark.parametrize(
    ("questions", "safe"),
    [
        ([], set()),
        (["+fw@other"], {"other"}),
        (["+fw@srv"], {"srv"}),
        (["+fw@type:srv"], EVERYWHERE),
        (["+fw@type:srv", "-fw@other"], EVERYWHERE - {"other"}),
        (["-fw@other", "+fw@type:srv"], EVERYWHERE),
        (["+fw@third"], {"third"}),
        (["+fw@room1.inner"], {"room1.inner"}),
        (["+policy"], {"srv", "other", "third"}),
        (["+policy@"], {"srv", "other", "third"}),
        (["+policy", "-policy"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_named_changes_and_nothing_else(questions: list[str], safe: set[str]) -> None:
    told = told_text(ALIKE, *questions)
    rated = {
        place
        for goal, rating, name in zip(
            told.analyst.goals, told.analyst.ratings, told.analyst.names, strict=True
        )
        if rating.likelihood == 0
        for place, _, _ in told.losses[name]
    }
    assert {path.partition("#")[0] for path in rated} == safe


def test_a_type_has_its_name_where_no_component_has_it() -> None:
    told = told_text(ALIKE.replace("[srv.a.x", "[one.a.x").replace("{srv: {", "{one: {"), "+fw@srv")
    assert told.analyst.advisor.unacceptable == {}


@pytest.mark.parametrize(
    ("question", "code", "suggestion"),
    [
        ("+fw@othr", "what_if_unknown", "+fw@other"),
        ("-fv@third", "what_if_unknown", "-fw@third"),
        ("+polcy", "what_if_unknown", "+policy"),
        ("+fw@type:srvr", "what_if_unknown", "+fw@type:srv"),
        ("+fw@type:other", "what_if_unknown", None),
        ("+zzzzzzzzzzzzzzzz", "what_if_unknown", ""),
        ("+fw", "what_if_unknown", None),
        ("fw@other", "what_if_sign", None),
        ("=fw@other", "what_if_sign", None),
        ("", "what_if_sign", None),
        ("+", "what_if_unknown", None),
        ("-@", "what_if_unknown", None),
    ],
)
def test_what_cannot_be_understood(question: str, code: str, suggestion: str | None) -> None:
    places = told_text(ALIKE).analyst.places
    supposed, (mistake,) = suppose(places, ["+policy", question])
    assert (mistake.code, supposed) == (code, {("", "policy"): True})
    if suggestion is not None:
        assert mistake.parameters["suggestion"] == suggestion
    offered = mistake.parameters.get("suggestion")
    if offered:
        assert suppose(places, [str(offered)])[1] == ()
