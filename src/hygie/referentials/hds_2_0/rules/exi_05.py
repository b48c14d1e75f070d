"""EXI-05: the thirteen cases that the risk assessment must consider (HDS §5.6.1.2; ISO 27001 6.1.2).

One criterion a leaf. A leaf is true when, for each variant that its line names, a dated risk covers it, or
when it was set aside with a reason: considering is not retaining. What nothing considers is false once the
assessment is said to be complete or not done, and not known before. "Not done" says that nothing was
considered: a register that is not written is then empty. H names subcontractors "if any": that variant is
looked for only where one takes part.
"""

from collections.abc import Iterator

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import DiscardedEvent, EventVariant, Risk, RiskEvent
from hygie.hosting.participants import subcontractors
from hygie.hosting.risk_events import VARIANTS, Covering, coverings
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.referentials.facts import Facts
from hygie.referentials.hosting_checks import participation
from hygie.referentials.questions import declared_at, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-05"
RISKS: Path = ("risks",)
STATE = ("isms", "risk_assessment", "state")
APPROVED = ("isms", "risk_assessment", "approved")
DISCARDED = ("isms", "risk_assessment", "discarded_events")


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """One criterion for each of the thirteen leaves, A to H."""
    criteria = tuple(Criterion(event, _leaf(event, facts)) for event in VARIANTS)
    approval = facts.fresh(declared_at(facts, APPROVED), "risk_assessment_freshness", APPROVED)
    return Decision((Case(criteria, applies=approval),))


def _leaf(event: RiskEvent, facts: Facts) -> Check:
    """Answer for one leaf: set aside, or considered in each of its variants."""
    variants = VARIANTS[event]
    nothing = some((*_set_aside(event, facts), *_considered(event, None, facts)))
    if nothing.value is Truth.FALSE:  # no risk at all, or none whose assessment is done
        return _closed(event, None, STATE, facts)
    if not variants:
        return nothing
    return _once(every(_variant(event, variant, facts) for variant in variants))


def _once(check: Check) -> Check:
    """Drop repetitions: one risk often covers both variants of a line."""
    reasons = {(reason.path, str(reason.parameters)): reason for reason in check.reasons}
    return check._replace(reasons=tuple(reasons.values()))


def _variant(event: RiskEvent, variant: EventVariant, facts: Facts) -> Check:
    found = some((*_set_aside(event, facts), *_considered(event, variant, facts)))
    if found.value is Truth.FALSE:
        lines = coverings(_register(facts), event)
        found = _closed(event, variant, facts.path(lines[0].line, "variants") if lines else STATE, facts)
    if variant == "subcontractors":
        return some((found, _no_subcontractor(facts)))
    return found


def _closed(event: RiskEvent, variant: EventVariant | None, path: Path, facts: Facts) -> Check:
    """Answer for what nothing considers: false once the assessment is closed, not known while it is open."""
    state = declared_at(facts, STATE)
    if state is None:
        return facts.lacks_at(STATE)
    if state == "in_progress":
        return facts.lacks_at(STATE, RISKS)
    words = {"event": Term("risk_event", event), "state": Term("risk_assessment_state", state)}
    if variant is None:
        return facts.says(False, "event_not_considered", path, **words)
    return facts.says(False, "variant_not_considered", path, **words, variant=Term("event_variant", variant))


def _register(facts: Facts) -> tuple[Risk, ...]:
    return facts.listed(facts.declared.risks) or ()


def _considered(event: RiskEvent, variant: EventVariant | None, facts: Facts) -> Iterator[Check]:
    """Give what each risk says of an event, in one variant of it or (None) in any."""
    if facts.listed(facts.declared.risks) is None and declared_at(facts, STATE) != "not_done":
        yield facts.lacks_at(RISKS)
    for risk in _register(facts):
        if known(risk.covers) is None:
            yield every((facts.lacks(risk, "covers"), _assessed(risk, event, facts)))
    for covering in coverings(_register(facts), event):
        yield every((_of_variant(covering, variant, facts), _assessed(covering.risk, event, facts)))


def _of_variant(covering: Covering, variant: EventVariant | None, facts: Facts) -> Check:
    if variant is None:
        return Check(Truth.TRUE)
    variants = known(covering.line.variants)
    if variants is None:
        return facts.lacks(covering.line, "variants")
    return Check(Truth.of(variant in variants))


def _assessed(risk: Risk, event: RiskEvent, facts: Facts) -> Check:
    """A risk counts once it is dated, and from that day on."""
    assessed = known(risk.assessed)
    if assessed is None:
        return facts.lacks(risk, "assessed")
    word, path = Term("risk_event", event), facts.path(risk, "assessed")
    code = "event_covered" if (reached := facts.clock.reached(assessed)) else "event_to_be_assessed"
    return facts.says(reached, code, path, event=word, risk=risk.title, assessed=assessed)


def _set_aside(event: RiskEvent, facts: Facts) -> Iterator[Check]:
    """Give what each decision to set an event aside says; the reason is always written."""
    discarded: list[DiscardedEvent] | None = declared_at(facts, DISCARDED)
    if discarded is None and declared_at(facts, STATE) != "not_done":
        yield facts.lacks_at(DISCARDED)
    for item in discarded or ():
        if item.event == event:
            yield _decided(item, facts)


def _decided(item: DiscardedEvent, facts: Facts) -> Check:
    """A decision counts from its day on; one without a day is taken already."""
    if isinstance(item.decided, Unknown):
        return facts.lacks(item, "decided")
    reached = item.decided is None or facts.clock.reached(item.decided)
    code = "event_discarded" if reached else "event_to_be_discarded"
    return facts.says(reached, code, facts.path(item), event=Term("risk_event", item.event))


def _no_subcontractor(facts: Facts) -> Check:
    """Answer whether it is known that no subcontractor takes part."""
    actors = subcontractors(facts.declared)
    if actors is None:
        return facts.lacks(None, "actors")
    if not actors:
        return facts.says(True, "no_subcontractor_at_risk", facts.path(None, "actors"))
    return every(spared(participation(actor, facts)) for actor in actors)
