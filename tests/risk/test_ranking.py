"""From losses to risks: order, counts, what a change of controls moves."""

from hypothesis import given
from hypothesis import strategies as st
from tests.support.analyses import a_loss, hardened, hospital

from hygie.composition.analysis.results import LossResult
from hygie.risk.matrix import Level, risk_matrix
from hygie.risk.ranking import Ranking, moves, rank, reaches

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
    assert sum(ranking.counts.values()) == len(ranking.risks)
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
