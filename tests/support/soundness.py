"""Laws that every rule owes, on dossiers changed at random (hds-v2 §0.4): each is asked of a referential."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import HealthCheck, note, reject, settings
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, dossier_of, verdicts_of
from tests.support.mutations import CannotMakeError, Maker, complete, disturb, plan_of

from hygie.dossier.vocabulary.root import Declarations
from hygie.kernel.status import Status
from hygie.referentials.verdict import Verdict

# What a withdrawn piece of evidence may do to a status. Undetermined may become definite, never met: a
# shortfall that is known (EXI-01 sums up a requirement that a binding convention lowered) is no better.
WORSE = {
    Status.MET: {Status.PARTIAL},
    Status.UNDETERMINED: {Status.PARTIAL, Status.NOT_MET},
    Status.PARTIAL: {Status.NOT_MET},
    Status.NOT_MET: set[Status](),
    Status.NOT_APPLICABLE: set[Status](),
}
# Randomly changed dossiers are what is looked for; a slow machine must not make a test of a law fail.
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

randoms = st.integers(0, 2**32 - 1).map(Random)


@dataclass(frozen=True)
class Laws:
    """The laws of one referential, on disturbances of dossiers that ``make`` gives."""

    referential: str
    make: Callable[[Random], dict[str, Any]]
    targets: tuple[str, ...]
    """What pieces of evidence may support."""

    def stays_however_the_unknown_turns_out(self, random: Random) -> None:
        data = self._disturbed(random)
        before = self._verdicts(data)
        completed = deepcopy(data)
        complete(completed, random, random.choice((0.2, 0.6, 1.0)))
        after = self._verdicts(completed)
        for requirement, verdict in before.items():
            if verdict.status is Status.UNDETERMINED:
                continue
            _show(requirement, verdict, after[requirement])
            assert after[requirement].status is verdict.status, requirement

    def undetermined_says_what_it_lacks(self, random: Random) -> None:
        for requirement, verdict in self._verdicts(self._disturbed(random)).items():
            if verdict.status is Status.UNDETERMINED:
                assert verdict.missing, requirement
            elif len(verdict.cases) <= 1:  # another subject may lack something where one has already decided
                assert not verdict.missing, requirement

    def giving_what_is_missing_decides(self, random: Random) -> None:
        data = self._disturbed(random)
        requirement = random.choice(list(self._verdicts(data)))
        named: set[tuple[str | int, ...]] = set()
        for _ in range(400):
            verdict = self._verdicts(data)[requirement]
            if verdict.status is not Status.UNDETERMINED:
                return
            lacking = [item.path for item in verdict.missing]
            note(f"{requirement} lacks {[dossier_of(data).address(path) for path in lacking]}")
            fresh = [path for path in lacking if path not in named]
            assert fresh, f"{requirement} names again only what was given"
            named.add(fresh[0])
            _give(data, fresh[0], random)
        message = f"{requirement} is still undetermined"
        raise AssertionError(message)

    def withdrawing_evidence_never_improves(self, random: Random) -> None:
        data = self._disturbed(random)
        kept = data.get("evidence", [])
        pieces = [_piece(index, self.targets, random) for index in range(random.choice((1, 4, 20)))]
        data["policy"] = {
            "binding_conventions": random.sample(
                ["evidence_missing", "evidence_expired", "stale", "undated"], random.randrange(5)
            )
        }
        before = self._verdicts({**data, "evidence": [*kept, *pieces]})
        del pieces[random.randrange(len(pieces))]
        after = self._verdicts({**data, "evidence": [*kept, *pieces]})
        for requirement, verdict in before.items():
            _show(requirement, verdict, after[requirement])
            now = after[requirement]
            assert now.status is verdict.status or now.status in WORSE[verdict.status]
            if now.strength is not None and verdict.strength is not None:
                assert now.strength <= verdict.strength

    def order_does_not_matter(self, random: Random) -> None:
        data = self._disturbed(random)
        shuffled = _shuffle(deepcopy(data), random)
        before, after = self._verdicts(data), self._verdicts(shuffled)
        for requirement, verdict in before.items():
            assert after[requirement].status is verdict.status, requirement
            assert after[requirement].strength is verdict.strength, requirement
            assert {item.code for item in after[requirement].reservations} == {
                item.code for item in verdict.reservations
            }

    def _disturbed(self, random: Random) -> dict[str, Any]:
        data = self.make(random)
        disturb(data, random, random.choice((1, 2, 5, 12, 40)))
        return data

    def _verdicts(self, data: dict[str, Any]) -> dict[str, Verdict]:
        return verdicts_of(data, TODAY, self.referential)


def _show(requirement: str, before: Verdict, after: Verdict) -> None:
    note(f"{requirement}: {before.status} {before.reasons} {before.missing}")
    note(f"then {after.status} {after.reasons} {after.missing}")


def _give(data: dict[str, Any], path: tuple[str | int, ...], random: Random) -> None:
    """Write a value at a path of the dossier, making the mappings that lead to it."""
    model: Any = Declarations
    holder: Any = data
    for step in path[:-1]:
        if isinstance(step, int):
            holder = holder[step]
            continue
        plan = plan_of(model)[step]
        if step not in holder or "unknown" in holder[step]:
            holder[step] = {}
        holder, model = holder[step], plan.entry or model
    plan = plan_of(model)[str(path[-1])]
    info = model.model_fields[plan.name]
    try:
        holder[path[-1]] = Maker(data, random).value(info.annotation, tuple(info.metadata), len(path))
    except CannotMakeError:
        if "list[" not in str(info.annotation):
            reject()  # nothing is there that it could refer to
        holder[path[-1]] = []
    if holder[path[-1]] == "in_progress":  # an answer to come is none yet
        holder[path[-1]] = "complete"


def _piece(index: int, targets: tuple[str, ...], random: Random) -> dict[str, Any]:
    return {
        "id": f"piece-{index}",
        "evidence_kind": "attestation",
        "title": "Pièce",
        "origin": random.choice(("attested", "observed")),
        "effective": random.choice(("2024-01-01", "2026-10-01", "2027-01-01")),
        "valid_until": random.choice(("2026-06-01", "2026-11-22", "2028-01-01")),
        "attester": "Organisme",
        "reference": "armoire 3",
        "supports": random.sample(targets, random.randrange(1, len(targets))),
    }


def _shuffle(value: Any, random: Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _shuffle(value[key], random) for key in keys}
    if isinstance(value, list):
        items = [_shuffle(item, random) for item in value]
        random.shuffle(items)
        return items
    return value
