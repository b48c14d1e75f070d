"""What a survey finds that an earlier snapshot did not, and what it no longer finds, each with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec
import numpy as np

from hygie.feeds.changes import Changes
from hygie.watch.findings import STATUSES, Finding, Findings, Record, Status
from hygie.watch.vulnerability import Gravity, Vulnerability


class Why(StrEnum):
    """Why a finding opened or closed between two snapshots."""

    NEW = "new"
    CHANGED = "changed"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    NOW_EXPLOITED = "now_exploited"


class Difference(msgspec.Struct, frozen=True):
    """``opened``: the findings that are new or worse, ``why`` each is; ``closed``: those that are no more."""

    opened: Findings
    why: tuple[Why, ...]
    closed: tuple[tuple[Finding, Why], ...]


def difference(old: Findings, new: Findings, changes: Changes) -> Difference:
    """Compare the findings of the same bills against two snapshots.

    A finding is the same if vulnerability and component are, by whichever name the vulnerability goes; where
    statements split it, each part is looked for among the products. One that was known and got worse
    counts as opened again, as what is to be done about it has changed: it is exploited since, or high, or
    what was to be checked is affected.
    """
    moved = _moves(changes)
    before = _open(old, _renamed(old.tables.vulnerabilities, new.tables.vulnerabilities))
    after = _open(new, {})
    opened: list[tuple[int, Why]] = []
    for key, those in after.items():
        was = before.get(key, [])
        for place in those:
            if not _within(new, place, old, was):
                opened.append((place, _why(new[place].records, moved, Why.CHANGED if was else Why.NEW)))
            elif worse := _worse(new, place, old, was):
                opened.append((place, worse))
    opened.sort()
    gone = sorted(
        place
        for key, those in before.items()
        for place in those
        if not _within(old, place, new, after.get(key, []))
    )
    return Difference(
        new.take(np.array([place for place, _ in opened], dtype=np.int64)),
        tuple(why for _, why in opened),
        tuple((old[place], _why(old[place].records, moved, Why.CHANGED)) for place in gone),
    )


def _renamed(old: Sequence[Vulnerability], new: Sequence[Vulnerability]) -> dict[str, str]:
    """Give the present name of what went by another: a CVE is often given after the advisory."""
    are = {each.id for each in new}
    gone = {each.id for each in old} - are
    later = {name: each.id for each in new for name in each.aliases if name in gone}
    earlier = {each.id: name for each in old if each.id in gone for name in each.aliases if name in are}
    return earlier | later


def _open(findings: Findings, renamed: Mapping[str, str]) -> dict[tuple[str, int], list[int]]:
    """Place each open finding under its vulnerability and component."""
    names = [renamed.get(each.id, each.id) for each in findings.tables.vulnerabilities]
    rows = zip(
        findings.vulnerability.tolist(), findings.component.tolist(), findings.status.tolist(), strict=True
    )
    is_open = findings.is_open.tolist()
    opened: dict[tuple[str, int], list[int]] = {}
    for place, (vulnerability, component, status) in enumerate(rows):
        if is_open[status]:
            opened.setdefault((names[vulnerability], component), []).append(place)
    return opened


def _within(one: Findings, place: int, other: Findings, those: Sequence[int]) -> bool:
    """Tell whether all the products of a finding are among those of others."""
    mine = one.tables.products[one.products[place]]
    its = [other.tables.products[other.products[each]] for each in those]
    # Nearly always the same products; only statements make them differ.
    return mine in its or {id(each) for each in mine} <= {id(each) for part in its for each in part}


def _worse(new: Findings, place: int, old: Findings, was: Sequence[int]) -> Why | None:
    """Say whether a finding presses more than those that it was, and which word tells that."""
    gravity, before = _gravity(new, place), max(_gravity(old, each) for each in was)
    if gravity is Gravity.EXPLOITED and before is not Gravity.EXPLOITED:
        return Why.NOW_EXPLOITED
    if gravity >= Gravity.HIGH > before:
        return Why.CHANGED
    if not _affected(new, place):
        return None
    return None if _within(new, place, old, [each for each in was if _affected(old, each)]) else Why.CHANGED


def _gravity(findings: Findings, place: int) -> Gravity:
    vulnerability: Vulnerability = findings.tables.vulnerabilities[findings.vulnerability[place]]
    return vulnerability.gravity


def _affected(findings: Findings, place: int) -> bool:
    return STATUSES[findings.status[place]] is Status.AFFECTED


def _moves(changes: Changes) -> dict[tuple[str, str], Why]:
    """Tell what happened to each record."""
    moved: dict[tuple[str, str], Why] = {}
    for source in changes:
        for ids, why in (
            (source.added, Why.NEW),
            (source.changed, Why.CHANGED),
            (source.reinstated, Why.REINSTATED),
            (source.withdrawn, Why.WITHDRAWN),
            (source.removed, Why.REMOVED),
        ):
            moved |= dict.fromkeys(((source.source, name) for name in ids), why)
    return moved


def _why(records: Iterable[Record], moved: dict[tuple[str, str], Why], otherwise: Why) -> Why:
    """Give what happened to the records of a finding; of several, what says most."""
    found = {moved[record.source, record.id] for record in records if (record.source, record.id) in moved}
    order = (Why.WITHDRAWN, Why.REINSTATED, Why.NEW, Why.REMOVED, Why.CHANGED)
    return next((each for each in order if each in found), otherwise)
