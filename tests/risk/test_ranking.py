"""From losses to risks: order, counts, what a change of controls moves."""

from hypothesis import given
from hypothesis import strategies as st
from tests.support.analyses import a_loss, hardened, hospital

from hygie.composition.analysis.results import LossResult
from hygie.risk.matrix import Level, risk_matrix
from hygie.risk.movements import moves
from hygie.risk.ranking import Ranking, members_of, rank, reaches

LEVELS = st.integers(0, 4)


@st.composite
def losses(draw: st.DrawFn) -> tuple[LossResult, ...]:
    names = draw(st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True))
    found = []
    for name in names:
        likelihood = draw(LEVELS)
        found.append(
            a_loss(
                f"pump.{name}.integrity",
                severity=draw(LEVELS),
                likelihood=likelihood,
                undetected=draw(st.integers(0, likelihood)),
            )
        )
    return tuple(found)


def ranked(found: tuple[LossResult, ...]) -> Ranking:
    return rank(hospital(losses=found), risk_matrix())


@given(losses())
def test_risks_are_the_losses_that_are_reached_worst_first(found: tuple[LossResult, ...]) -> None:
    ranking = ranked(found)
    assert {risk.loss.id for risk in ranking.risks} == {loss.id for loss in found if loss.likelihood}
    assert {loss.id for loss in ranking.not_reached} == {loss.id for loss in found if not loss.likelihood}
    keys = [(risk.level.rank, risk.loss.severity, risk.loss.likelihood) for risk in ranking.risks]
    assert keys == sorted(keys, reverse=True)
    assert sum(len(group.risks) for group in ranking.groups) == len(ranking.risks)
    assert sum(ranking.counts.values()) == len(ranking.groups)
    assert ranking.worst == max(
        (risk.level for risk in ranking.risks), key=lambda level: level.rank, default=None
    )
    assert ranked(found[::-1]).risks == ranking.risks


@given(losses(), losses())
def test_moves_say_every_difference_and_its_opposite_backwards(
    before: tuple[LossResult, ...], after: tuple[LossResult, ...]
) -> None:
    opposite = {"appeared": "disappeared", "disappeared": "appeared", "worse": "better", "better": "worse"}
    there, back = moves(ranked(before), ranked(after)), moves(ranked(after), ranked(before))
    assert {(move.loss.id, move.movement) for move in there} == {
        (move.loss.id, opposite[move.movement]) for move in back
    }
    assert moves(ranked(before), ranked(before)) == ()
    reached = [{loss.id for loss in found if loss.likelihood} for found in (before, after)]
    assert {move.loss.id for move in there if move.movement == "appeared"} == reached[1] - reached[0]


CRITERIA = ("integrity", "availability")


@st.composite
def apart(draw: st.DrawFn) -> tuple[LossResult, ...]:
    """Share six pumps between classes, each with its own likelihoods."""
    classes: dict[int, list[str]] = {}
    for number in range(6):
        classes.setdefault(draw(st.integers(0, 3)), []).append(f"pump-{number}")
    return tuple(
        a_loss(
            f"{members[0]}.dose.{criterion}",
            members=tuple(members),
            instances=3 * len(members),
            likelihood=(likelihood := draw(LEVELS)),
            undetected=likelihood,
        )
        for members in classes.values()
        for criterion in CRITERIA
    )


def fates(found: tuple[LossResult, ...]) -> dict[tuple[str, str], int]:
    return {(member, loss.criterion): loss.likelihood for loss in found for member in members_of(loss)}


@given(apart(), apart())
def test_a_change_is_told_component_by_component(
    before: tuple[LossResult, ...], after: tuple[LossResult, ...]
) -> None:
    earlier, later = fates(before), fates(after)
    told = moves(ranked(before), ranked(after))
    found = {(member, move.loss.criterion): move for move in told for member in move.members}
    assert sum(len(move.members) for move in told) == len(found)
    assert set(found) == {key for key in earlier if earlier[key] != later[key]}
    for key, move in found.items():
        assert (move.movement == "appeared") == (not earlier[key])
        assert (move.movement == "disappeared") == (not later[key])
        alike = [each for each in earlier if each[1] == key[1] and earlier[each] == earlier[key]]
        assert (move.instances, move.out_of) == (3 * len(move.members), 3 * len(alike))


@given(apart())
def test_counts_do_not_depend_on_how_components_are_told_apart(found: tuple[LossResult, ...]) -> None:
    each = tuple(
        a_loss(
            f"{member}.dose.{loss.criterion}",
            instances=3,
            likelihood=loss.likelihood,
            undetected=loss.undetected,
        )
        for loss in found
        for member in members_of(loss)
    )
    merged, laid_out = ranked(found), ranked(each)
    assert merged.counts == laid_out.counts
    assert merged.components == laid_out.components
    assert merged.unreached == laid_out.unreached
    assert gathered(merged) == gathered(laid_out)


def gathered(ranking: Ranking) -> set[tuple[frozenset[str], int]]:
    return {(frozenset(group.members), group.instances) for group in ranking.groups}


def test_a_control_that_costs_nothing_makes_nothing_appear() -> None:
    before = (a_loss("pump-0.dose.integrity", members=("pump-0", "pump-1", "pump-2"), instances=3),)
    after = (
        a_loss("pump-0.dose.integrity", members=("pump-0", "pump-2"), instances=2),
        a_loss("pump-1.dose.integrity", members=("pump-1",), instances=1, likelihood=0, undetected=0),
    )
    (move,) = moves(ranked(before), ranked(after))
    assert (move.movement, move.members, move.instances, move.out_of) == ("disappeared", ("pump-1",), 1, 3)


def test_what_gets_worse_is_told_first() -> None:
    found = moves(ranked(hospital().losses), ranked(hardened().losses))
    assert [(move.loss.id, move.movement) for move in found] == [
        ("pacs.images.availability", "worse"),
        ("pump.dose.integrity", "disappeared"),
    ]


def test_sensitivity_is_rated_by_the_same_matrix() -> None:
    (risk,) = ranked(
        (a_loss(severity=3, likelihood=2, if_vulnerabilities_lower=1, if_vulnerabilities_higher=4),)
    ).risks
    assert (risk.level, risk.if_vulnerabilities_lower, risk.if_vulnerabilities_higher) == (
        Level.TOLERABLE,
        Level.TOLERABLE,
        Level.UNACCEPTABLE,
    )


def test_a_level_is_reached_by_what_is_as_bad_or_worse() -> None:
    tolerable = [ranked((a_loss(severity=3, likelihood=2),))]
    assert reaches(tolerable, Level.TOLERABLE)
    assert not reaches(tolerable, Level.UNACCEPTABLE)
    assert not reaches(tolerable, None)
    assert not reaches([ranked(())], Level.ACCEPTABLE)
