"""What is not known may turn out any way: the rule against every way, enumerated one by one."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import chain, product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.iso27001.statements import MEASURE, UNKNOWN, control, line, plain, verdict

from hygie.kernel.status import Status, Strength
from hygie.referentials.annex_a import Stance
from hygie.referentials.iso27001_2022.combination import Grade, outcomes

NONE = "absent"


def subsets(items: tuple[Any, ...]) -> Iterator[frozenset[Any]]:
    for mask in range(1, 2 ** len(items)):
        yield frozenset(item for index, item in enumerate(items) if mask >> index & 1)


def settled(stance: Stance, grades: tuple[Grade, ...]) -> set[Status]:
    """Say by the definition what a measure is once nothing is unknown."""
    if stance is Stance.EXCLUDED:
        return {Status.NOT_APPLICABLE}
    if stance is Stance.UNEXPLAINED:
        return {Status.NOT_MET}
    if not grades:
        return {Status.MET, Status.PARTIAL, Status.NOT_MET}
    if set(grades) == {Grade.IN_PLACE}:
        return {Status.MET}
    return {Status.NOT_MET} if set(grades) == {Grade.NOT} else {Status.PARTIAL}


@pytest.mark.parametrize(
    "stances", [*subsets(tuple(Stance))], ids=lambda s: "+".join(sorted(i.name for i in s))
)
def test_the_outcomes_are_those_of_every_way_to_settle_what_is_not_known(stances: frozenset[Stance]) -> None:
    allowed = tuple(subsets(tuple(Grade)))
    for number in range(4):
        for grades in product(allowed, repeat=number):
            ways = product(stances, product(*grades))
            expected = set(chain.from_iterable(settled(stance, way) for stance, way in ways))
            assert outcomes(stances, grades) == expected, grades


# -- the same through the whole rule ---------------------------------------------------------------

STATES = ("implemented", "partial", "planned", "not_implemented")
RETAINED = st.sampled_from([True, False, UNKNOWN, NONE])
REASONS = st.sampled_from(["Motif", " ", UNKNOWN, NONE])
STATE = st.sampled_from([*STATES, UNKNOWN, NONE])
DAYS = st.sampled_from(["2020-01-01", "2026-11-22", "2026-11-23", UNKNOWN, NONE])
CONTROLS = st.lists(st.tuples(STATE, DAYS), max_size=3)


def given_only(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value != NONE}


def dossier(retained: Any, reason: Any, state: Any, controls: list[tuple[Any, Any]]) -> dict[str, Any]:
    lines = [line(**given_only(retained=retained, justification=reason, state=state))]
    declared = [
        {**control(name=f"c{index}"), **given_only(state=of, since=since)}
        for index, (of, since) in enumerate(controls)
    ]
    return plain(lines, controls=declared)


def ways(retained: Any, reason: Any, state: Any, controls: list[tuple[Any, Any]]) -> Iterator[Status]:
    """Settle everything that is not known, in every way, and say by the definition what it then is."""
    retention = (True, False) if retained in (UNKNOWN, NONE) else (retained,)
    explained = (True, False) if reason == UNKNOWN else (reason not in (" ", NONE),)
    left_to_controls = state == NONE and controls
    # Retained without any state: it could have any.
    facts = [] if left_to_controls else [[("2020-01-01", one) for one in _states(state)]]
    facts += [[(day, one) for day in _days(since) for one in _states(of)] for of, since in controls]
    for kept, reasoned, way in product(retention, explained, product(*facts)):
        if not kept:
            yield Status.NOT_APPLICABLE if reasoned else Status.NOT_MET
            continue
        grades = {"not" if since > "2026-11-22" or one in STATES[2:] else one for since, one in way}
        yield {("implemented",): Status.MET, ("not",): Status.NOT_MET}.get(tuple(grades), Status.PARTIAL)


def _states(state: Any) -> tuple[str, ...]:
    return STATES if state in (UNKNOWN, NONE) else (state,)


def _days(since: Any) -> tuple[str, ...]:
    if since == UNKNOWN:
        return ("2020-01-01", "2099-01-01")
    return ("2020-01-01",) if since == NONE else (since,)


@settings(deadline=None, max_examples=300)
@given(RETAINED, REASONS, STATE, CONTROLS)
def test_a_verdict_is_definite_where_every_way_gives_it_and_only_there(
    retained: Any, reason: Any, state: Any, controls: list[tuple[Any, Any]]
) -> None:
    expected = set(ways(retained, reason, state, controls))
    found = verdict(dossier(retained, reason, state, controls))

    assert found.status is (next(iter(expected)) if len(expected) == 1 else Status.UNDETERMINED)
    assert bool(found.missing) is (len(expected) > 1)


@settings(deadline=None, max_examples=100)
@given(RETAINED, REASONS, STATE, CONTROLS, st.integers(0, 2**32 - 1).map(Random))
def test_the_order_of_lines_and_of_controls_does_not_matter(
    retained: Any, reason: Any, state: Any, controls: list[tuple[Any, Any]], random: Random
) -> None:
    data = dossier(retained, reason, state, controls)
    data["isms"]["statement_of_applicability"]["measures"] += [
        {"measure": "A.8.14", "retained": True, "state": "implemented"},
        line(retained=True, justification="Encore", state="implemented"),
    ]
    shuffled = deepcopy(data)
    random.shuffle(shuffled["isms"]["statement_of_applicability"]["measures"])
    random.shuffle(shuffled["controls"])

    before, after = verdict(data), verdict(shuffled)

    assert (before.status, before.strength) == (after.status, after.strength)
    assert {item.code for item in before.reasons} == {item.code for item in after.reasons}
    assert {item.code for item in before.reservations} == {item.code for item in after.reservations}


PIECES = st.lists(
    st.fixed_dictionaries(
        {
            "supports": st.sampled_from(
                [[MEASURE], ["control:c0"], ["isms.statement_of_applicability"], ["control:c1", "A.8.14"]]
            ),
            "origin": st.sampled_from(["attested", "observed"]),
            "valid_until": st.sampled_from(["2026-11-21", "2026-11-22", "2030-01-01"]),
        }
    ),
    max_size=3,
)
WORSE = {Status.MET: {Status.MET, Status.PARTIAL}}


@settings(deadline=None, max_examples=200)
@given(RETAINED, REASONS, STATE, CONTROLS, PIECES, st.booleans())
def test_withdrawing_evidence_never_improves(
    retained: Any,
    reason: Any,
    state: Any,
    controls: list[tuple[Any, Any]],
    pieces: list[dict[str, Any]],
    strict: bool,
) -> None:
    data = dossier(retained, reason, state, controls)
    data["policy"] = {"binding_conventions": ["evidence_expired"] if strict else []}
    data["evidence"] = [
        {
            "id": f"e{index}",
            "evidence_kind": "other",
            "title": "Pièce",
            "reference": "GED",
            "effective": "2020-01-01",
            "attester": "RSSI",
            **piece,
        }
        for index, piece in enumerate(pieces)
    ]
    before = verdict(data)
    for index in range(len(pieces)):
        less = data | {"evidence": [item for at, item in enumerate(data["evidence"]) if at != index]}
        after = verdict(less)
        assert after.status in WORSE.get(before.status, {before.status})
        if before.strength is not None:
            assert (after.strength or Strength.DECLARED) <= before.strength
