"""What a survey finds that an earlier snapshot did not, and what it no longer finds, each with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hygie.feeds.changes import Changes
from hygie.watch.findings import Finding, Findings, Record


class Why(StrEnum):
    """Why a finding opened or closed between two snapshots."""

    NEW = "new"
    CHANGED = "changed"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    NOW_EXPLOITED = "now_exploited"


@dataclass(frozen=True, slots=True)
class Difference:
    """``opened``: the findings that are new, ``why`` each is; ``closed``: those that are no more, and why."""

    opened: Findings
    why: tuple[Why, ...]
    closed: tuple[tuple[Finding, Why], ...]


def difference(old: Findings, new: Findings, changes: Changes) -> Difference:
    """Compare the findings of the same bills against two snapshots.

    A finding is the same if vulnerability and component are. One that was known and is exploited since counts
    as opened again: what is to be done about it has changed.
    """
    moved = _moves(changes)
    before, after = _open(old), _open(new)
    places: list[int] = []
    why: list[Why] = []
    for key, place in after.items():
        was = before.get(key)
        if was is None:
            places.append(place)
            why.append(_why(new[place].records, moved, Why.NEW))
        elif _exploited(new, place) and not _exploited(old, was):
            places.append(place)
            why.append(Why.NOW_EXPLOITED)
    gone = [old[place] for key, place in before.items() if key not in after]
    return Difference(
        new.take(np.array(places, dtype=np.int64)),
        tuple(why),
        tuple((finding, _why(finding.records, moved, Why.CHANGED)) for finding in gone),
    )


def _open(findings: Findings) -> dict[tuple[str, int], int]:
    """Place each open finding under its vulnerability and component."""
    vulnerabilities = findings.tables.vulnerabilities
    rows = zip(
        findings.vulnerability.tolist(), findings.component.tolist(), findings.status.tolist(), strict=True
    )
    opened = findings.is_open.tolist()
    return {
        (vulnerabilities[vulnerability].id, component): place
        for place, (vulnerability, component, status) in enumerate(rows)
        if opened[status]
    }


def _exploited(findings: Findings, place: int) -> bool:
    return findings[place].vulnerability.exploited


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
