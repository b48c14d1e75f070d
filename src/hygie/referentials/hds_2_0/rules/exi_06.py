"""EXI-06: changes of the measures of subcontractors are kept under control (HDS §5.6.1.3; ISO 27001 6.1.3).

One case a subcontractor. A change counts from the day on which it is announced or found.
"""

from datetime import date

from hygie.dossier.vocabulary.actors import Actor, Change
from hygie.dossier.vocabulary.base import day, known
from hygie.hosting.participants import subcontractors
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hosting_checks import participation
from hygie.referentials.questions import declared_at, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-06"
ARRANGEMENTS = {
    "notification_clause": ("change_clause", "no_change_clause"),
    "review_procedure": ("change_procedure", "no_change_procedure"),
}


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: a clause or a procedure, for each subcontractor; c2: each logged change was reviewed."""
    actors = subcontractors(facts.declared)
    if actors is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    if not actors:
        return Decision(applies=facts.says(False, "no_subcontractor_for_changes", facts.path(None, "actors")))
    taking_part = some(participation(actor, facts) for actor in actors)
    return Decision(tuple(_case(actor, facts) for actor in actors), applies=taking_part)


def _case(actor: Actor, facts: Facts) -> Case:
    criteria = (Criterion("c1", _arrangement(actor, facts)), Criterion("c2", _changes(actor, facts)))
    return Case(criteria, facts.path(actor), participation(actor, facts))


def _arrangement(actor: Actor, facts: Facts) -> Check:
    """c1: the contract makes it announce changes, or a procedure reviews them."""
    return some(_flag(actor, field, codes, facts) for field, codes in ARRANGEMENTS.items())


def _flag(actor: Actor, field: str, codes: tuple[str, str], facts: Facts) -> Check:
    path = (*facts.path(actor, "change_control"), field)
    declared = declared_at(facts, path)
    if declared is None:
        return facts.lacks_at(path)
    return facts.says(declared, codes[0] if declared else codes[1], path, actor=actor.name)


def _changes(actor: Actor, facts: Facts) -> Check:
    """c2: every change that was announced has been reviewed; the last review should be recent."""
    path = (*facts.path(actor, "change_control"), "changes")
    changes: list[Change] | None = declared_at(facts, path)
    if changes is None:
        return facts.lacks_at(path)
    if not changes:
        return facts.says(True, "no_change_logged", path, actor=actor.name)
    reviews = [_reviewed(change, actor, facts) for change in changes]
    return every((*reviews, _recent(changes, facts)))


def _reviewed(change: Change, actor: Actor, facts: Facts) -> Check:
    return some((spared(_announced(change, actor, facts)), _review(change, actor, facts)))


def _announced(change: Change, actor: Actor, facts: Facts) -> Check:
    announced = known(change.announced)
    if announced is None:
        return facts.lacks(change, "announced")
    path = facts.path(change, "announced")
    reached = facts.clock.reached(announced)
    code = "change_announced" if reached else "change_to_come"
    return facts.says(reached, code, path, actor=actor.name, announced=announced)


def _review(change: Change, actor: Actor, facts: Facts) -> Check:
    """Answer whether the review is done; one that precedes the announcement is of something else."""
    reviewed = known(change.reviewed)
    if reviewed is None:
        return facts.lacks(change, "reviewed")
    path, about = facts.path(change, "reviewed"), {"actor": actor.name, "change": change.id}
    if not isinstance(reviewed, date) or not facts.clock.reached(reviewed):
        return facts.says(False, "change_not_reviewed", path, **about)
    announced = known(change.announced)
    if announced is None:
        return facts.lacks(change, "announced")
    after = Clock(reviewed).reached(announced)
    return facts.says(after, "change_reviewed" if after else "change_reviewed_before", path, **about)


def _recent(changes: list[Change], facts: Facts) -> Check:
    """Reserve where the last review is old; a change without a review is the criterion's own matter."""
    dated = [(reviewed, change) for change in changes if (reviewed := day(change.reviewed)) is not None]
    last = facts.clock.latest(reviewed for reviewed, _ in dated)
    if last is None:
        return Check(Truth.TRUE)
    change = next(change for reviewed, change in dated if reviewed == last)
    return facts.fresh(last, "subcontractor_change_review_freshness", facts.path(change, "reviewed"))
