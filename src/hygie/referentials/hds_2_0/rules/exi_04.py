"""EXI-04: the scope of the ISMS comprises all processing of health data (HDS §5.4.3; ISO 27001 4.3).

What the scope has to comprise is listed in ``scope_elements``; each element left out is a reason of its own.
Activities that cannot be carried out without means (1 to 4) or without a backup (6) make the absence of any
in the inventories a gap: the scope cannot comprise what is in no inventory (convention).
"""

from collections.abc import Iterable
from itertools import chain

from hygie.dossier.paths import Path
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.scope_elements import (
    Element,
    assets,
    health_processing,
    media_transfers,
    offers,
    processes,
    providers_and_storage,
)
from hygie.referentials.questions import declared_at
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-04"
COVERS = ("isms", "scope", "covers")
WITH_MEANS = frozenset({1, 2, 3, 4})
WITH_BACKUPS = frozenset({6})


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: health-data processing; c2: means and processes; c3: backups; c4: transfers of media."""
    means = tuple(chain(processes(facts), providers_and_storage(facts)))
    backups = [_kept(item, backup=True) for item in means]
    others = chain(assets(facts), (_kept(item, backup=False) for item in means))
    criteria = (
        Criterion("c1", _covered(health_processing(facts), "no_health_processing", ("processing",), facts)),
        Criterion(
            "c2", every((_covered(others, "no_means_to_comprise", ("assets",), facts), _inventoried(facts)))
        ),
        _backups(backups, facts),
        _where_any("c4", media_transfers(facts), "no_media_transfer_declared", ("media_transfers",), facts),
    )
    return Decision((Case(criteria),))


def _inventoried(facts: Facts) -> Check:
    """c2: assets are declared where the activities offered need some; an unknown list lacks elsewhere."""
    if facts.listed(facts.declared.assets) != ():
        return TRUE
    offered = offers(WITH_MEANS, facts)
    if offered.value is Truth.TRUE:
        return facts.says(False, "no_means_declared", ("assets",))
    return offered.negated()


def _backups(items: list[Element | Check], facts: Facts) -> Criterion:
    """c3: a backup is in the inventories where one is offered, and every backup is in the scope."""
    criterion = _where_any("c3", items, "no_backup_declared", ("processes",), facts)
    exists, offered = criterion.applies, offers(WITH_BACKUPS, facts)
    if exists.value is Truth.TRUE or offered.value is Truth.FALSE:
        return criterion
    if exists.value is Truth.UNKNOWN:
        there = some((Check(Truth.UNKNOWN, missing=exists.missing), offered.negated()))
        return Criterion("c3", every((criterion.check, there)), applies=some((exists, offered)))
    gap = facts.says(False, "backup_service_without_means", ("processes",))
    return Criterion("c3", gap, applies=offered)


def _kept(item: Element | Check, *, backup: bool) -> Element | Check:
    """Keep backups only, or everything else: what is of the other sort is no longer concerned."""
    if isinstance(item, Check):
        return item
    sort = item.backup if backup else item.backup.negated()
    return item._replace(concerned=every((item.concerned, sort)))


def _where_any(
    criterion: str, items: Iterable[Element | Check], none: str, path: Path, facts: Facts
) -> Criterion:
    """Make a criterion that has no object where it is known that there is no such element."""
    items = tuple(items)
    exists = some(_concerned(item) for item in items)
    if exists.value is Truth.FALSE:
        return Criterion(criterion, TRUE, applies=facts.says(False, none, path))
    return Criterion(criterion, _covered(items, none, path, facts), applies=exists)


def _concerned(item: Element | Check) -> Check:
    return item if isinstance(item, Check) else item.concerned


def _covered(items: Iterable[Element | Check], none: str, path: Path, facts: Facts) -> Check:
    """Answer whether the scope comprises every element concerned; true, for the reason ``none``, of none."""
    answers = [
        item if isinstance(item, Check) else _in_scope(item, facts)
        for item in items
        if _concerned(item).value is not Truth.FALSE
    ]
    return every(answers) if answers else facts.says(True, none, path)


def _in_scope(element: Element, facts: Facts) -> Check:
    covers: list[str] | None = declared_at(facts, COVERS)
    if covers is None:
        return facts.lacks_at(COVERS)
    if element.reference in covers:
        return facts.says(True, "element_in_scope", COVERS, element=element.name, nature=element.nature)
    gap = facts.says(False, "element_out_of_scope", COVERS, element=element.name, nature=element.nature)
    return some((element.concerned.negated(), gap))
