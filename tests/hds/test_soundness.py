"""Laws that every rule of HDS v2.0 owes, on dossiers changed at random (hds-v2 §0.4)."""

from random import Random

from hypothesis import given
from tests.support.dossiers import conforming
from tests.support.soundness import SLOW, Laws, randoms

LAWS = Laws(
    "hds-2.0",
    lambda _random: conforming(),
    (*(f"EXI-{number:02}" for number in range(1, 32)), "actor:host", "contract:chv-1", "isms", "isms.scope"),
)


@SLOW
@given(randoms)
def test_a_definite_verdict_stays_however_the_unknown_turns_out(random: Random) -> None:
    LAWS.stays_however_the_unknown_turns_out(random)


@SLOW
@given(randoms)
def test_an_undetermined_verdict_says_what_it_lacks(random: Random) -> None:
    LAWS.undetermined_says_what_it_lacks(random)


@SLOW
@given(randoms)
def test_giving_what_is_missing_decides_in_bounded_steps(random: Random) -> None:
    LAWS.giving_what_is_missing_decides(random)


@SLOW
@given(randoms)
def test_withdrawing_evidence_never_improves_a_verdict(random: Random) -> None:
    LAWS.withdrawing_evidence_never_improves(random)


@SLOW
@given(randoms)
def test_verdicts_do_not_depend_on_the_order_of_what_is_declared(random: Random) -> None:
    LAWS.order_does_not_matter(random)
