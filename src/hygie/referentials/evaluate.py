"""From a rule's decision to a verdict: blocking flags from the catalogue, status, strength, reservations."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from hygie.kernel.status import Status, Strength
from hygie.kernel.truth import Truth
from hygie.referentials.algebra import Ballot, decide, worst
from hygie.referentials.catalog import Requirement
from hygie.referentials.facts import Facts
from hygie.referentials.proof import Proof
from hygie.referentials.verdict import (
    Case,
    CaseVerdict,
    Check,
    Criterion,
    CriterionVerdict,
    Decision,
    Missing,
    Reason,
    Reservation,
    Verdict,
)


def evaluate(requirement: Requirement, decision: Decision, facts: Facts) -> Verdict:
    """Turn a decision into the verdict of a requirement."""
    proof = Proof(facts, requirement.id)
    if decision.applies.value is not Truth.TRUE or decision.undetermined is not None:
        return _without_cases(requirement, decision, proof)
    blocking = {criterion.id: criterion.blocking for criterion in requirement.criteria}
    binding = binding_codes(facts.declared.policy.binding_conventions)
    cases = tuple(_bound_case(_case(case, blocking, proof), case, binding) for case in decision.cases)
    status = worst(case.status for case in cases)
    deciding = [case for case in cases if case.status is status]
    reservations = _unique(
        chain(
            decision.applies.reservations,
            (item for case in decision.cases for item in _reservations_of(case)),
        )
    )
    strength = _strength(status, cases)
    if strength is not None:
        reservations += proof.reservations(strength, decision)
    verdict = Verdict(
        requirement=requirement.id,
        status=status,
        strength=strength,
        reasons=_unique(chain(*(_reasons(case, status) for case in deciding), decision.applies.reasons)),
        missing=_unique(chain.from_iterable(case.missing for case in cases)),
        reservations=reservations,
        evidence=proof.used(decision),
        cases=cases,
        notes=decision.notes,
        counts=Counter(case.status for case in cases) if len(cases) > 1 else {},
    )
    return _bound_by_policy(verdict, binding)


def _without_cases(requirement: Requirement, decision: Decision, proof: Proof) -> Verdict:
    """Give the verdict where applicability alone decides, or where the cases cannot be listed."""
    source = decision.applies
    if source.value is Truth.FALSE:
        status, strength = Status.NOT_APPLICABLE, proof.weakest(source.reasons)
    else:
        status, strength = Status.UNDETERMINED, None
        if source.value is Truth.TRUE and decision.undetermined is not None:
            source = decision.undetermined
    return Verdict(
        requirement=requirement.id,
        status=status,
        strength=strength,
        reasons=source.reasons,
        missing=_unique(source.missing),
        reservations=_unique(source.reservations),
        notes=decision.notes,
    )


def _case(case: Case, blocking: dict[str, bool], proof: Proof) -> CaseVerdict:
    criteria = tuple(_criterion(criterion, blocking[criterion.id], proof) for criterion in case.criteria)
    status = decide(case.applies.value, list(_ballots(criteria)))
    missing = chain(case.applies.missing, *(criterion.missing for criterion in criteria))
    strength = _case_strength(status, criteria, case.applies, proof)
    undetermined = status is Status.UNDETERMINED
    lacking = _unique(missing) if undetermined else ()
    return CaseVerdict(case.path, status, strength, criteria, lacking, case.applies.reasons)


def _criterion(criterion: Criterion, blocking: bool, proof: Proof) -> CriterionVerdict:
    check, applies = criterion.check, criterion.applies
    value = Truth.UNKNOWN if applies.value is Truth.UNKNOWN else check.value
    has_object = applies.value is not Truth.FALSE
    lacking = check.missing if has_object and value is Truth.UNKNOWN else ()
    return CriterionVerdict(
        criterion.id,
        value,
        criterion.mixed,
        blocking and not criterion.mixed,
        applies.value,
        (*applies.reasons, *check.reasons) if has_object else proof.context(applies.reasons),
        (*applies.missing, *lacking),
        criterion.strength,
        criterion.left_out,
    )


def _ballots(criteria: Iterable[CriterionVerdict]) -> Iterator[Ballot]:
    """Count each criterion that has an object; one that holds in part counts as one true and one false."""
    for criterion in criteria:
        if criterion.applies is Truth.FALSE:
            continue
        if criterion.mixed and criterion.applies is Truth.TRUE:
            yield Ballot(Truth.TRUE)
            yield Ballot(Truth.FALSE)
        else:
            yield Ballot(criterion.value, criterion.blocking)


def _case_strength(
    status: Status, criteria: tuple[CriterionVerdict, ...], applies: Check, proof: Proof
) -> Strength | None:
    """Give the strength of the weakest fact that the status needs.

    One false blocking criterion is enough to fail, so the best proved of them counts; every other
    definite status needs all its criteria, and the facts for which others have no object.
    """
    if status is Status.UNDETERMINED:
        return None
    if applies.value is Truth.FALSE:
        return proof.weakest(applies.reasons)
    decided = [item for item in criteria if item.applies is Truth.TRUE and (item.mixed or _definite(item))]
    blocked = [item for item in decided if item.blocking and item.value is Truth.FALSE]
    if status is Status.NOT_MET and blocked:
        return max(_criterion_strength(item, proof) for item in blocked)
    without = (item for item in criteria if item.applies is Truth.FALSE and item.reasons)
    counted = (_criterion_strength(item, proof) for item in chain(decided, without))
    return min(counted, default=Strength.DECLARED)


def _criterion_strength(criterion: CriterionVerdict, proof: Proof) -> Strength:
    own = proof.weakest(criterion.reasons) if criterion.strength is None else criterion.strength
    fails = criterion.value is Truth.FALSE and not criterion.mixed
    return own if fails else min((own, *map(proof.strength, criterion.left_out)))


def _definite(criterion: CriterionVerdict) -> bool:
    return criterion.value is not Truth.UNKNOWN


def _strength(status: Status, cases: tuple[CaseVerdict, ...]) -> Strength | None:
    """Combine subjects: one failing subject is enough to fail, all are needed for anything better.

    Those that are not concerned are needed too: were they, they might fail.
    """
    if status is Status.UNDETERMINED:
        return None
    fails = status is Status.NOT_MET
    counted = [
        case for case in cases if (case.status is status if fails else _says(case) or case.status is status)
    ]
    strengths = [case.strength for case in counted if case.strength is not None]
    return (max if fails else min)(strengths, default=None)


def _says(case: CaseVerdict) -> bool:
    """Tell whether a subject has a fact of its own to prove."""
    return bool(case.reasons) or any(criterion.reasons for criterion in case.criteria)


_WITHOUT_SHORTCOMING = (Status.MET, Status.NOT_APPLICABLE)


def _reasons(case: CaseVerdict, status: Status) -> Iterator[Reason]:
    """Give the reasons that carry a status, those that fail first; all of them when it is met."""
    for wanted in (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE):
        if wanted is Truth.TRUE and status not in _WITHOUT_SHORTCOMING:
            return
        if status is Status.NOT_APPLICABLE:
            yield from case.reasons
        for criterion in sorted(case.criteria, key=lambda item: (not item.blocking, item.mixed)):
            # Why a criterion has no object explains no shortcoming.
            if criterion.applies is not Truth.FALSE or status in _WITHOUT_SHORTCOMING:
                yield from (reason for reason in criterion.reasons if reason.value is wanted)


def _reservations_of(case: Case) -> Iterator[Reservation]:
    yield from case.applies.reservations
    if case.applies.value is Truth.TRUE:
        for criterion in case.criteria:
            yield from criterion.check.reservations


Said = TypeVar("Said", Missing, Reason, Reservation)


def _unique(items: Iterable[Said]) -> tuple[Said, ...]:
    """Say once what several criteria or subjects say of the same thing, in the order first said."""
    kept: dict[tuple[object, ...], Said] = {}
    for item in items:
        about = item.why if isinstance(item, Missing) else (item.code, repr(item.parameters))
        kept.setdefault((item.path, about), item)
    return tuple(kept.values())


# Making a doubt binding makes binding whatever is worse than it: otherwise withdrawing a stale or
# expired piece of evidence would improve a verdict.
_IMPLIED = {"evidence_expired": ("evidence_missing",), "stale": ("undated", "evidence_missing")}


def binding_codes(policy: Iterable[str]) -> frozenset[str]:
    """Complete the reservations that a policy makes binding with those that are worse."""
    return frozenset(chain.from_iterable((code, *_IMPLIED.get(code, ())) for code in policy))


def _bound_case(verdict: CaseVerdict, case: Case, binding: frozenset[str]) -> CaseVerdict:
    """Let the policy turn a reservation about one subject into a false criterion of that subject."""
    bound = verdict.status is Status.MET and any(item.code in binding for item in _reservations_of(case))
    return replace(verdict, status=Status.PARTIAL) if bound else verdict


def _bound_by_policy(verdict: Verdict, binding: frozenset[str]) -> Verdict:
    """Let the policy turn reservations into one false criterion, not blocking: met becomes partial."""
    name = next((item.code for item in verdict.reservations if item.code in binding), None)
    lowered = any(
        case.status is Status.PARTIAL
        and not any(item.value is Truth.FALSE or item.mixed for item in case.criteria)
        for case in verdict.cases
    )
    if name is None or not (verdict.status is Status.MET or lowered):
        return verdict
    if verdict.status is not Status.MET:
        return replace(verdict, binding=name)
    return replace(verdict, status=Status.PARTIAL, binding=name)
