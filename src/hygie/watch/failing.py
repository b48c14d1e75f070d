"""Which open findings make a job fail: how much they press, and how sure it is what they are about."""

from typing import Final, NamedTuple

import numpy as np

from hygie.watch.findings import STATUSES, Confidence, Findings, Status
from hygie.watch.vulnerability import Gravity

_ANYTHING: Final = Gravity.LOW


class Failing(NamedTuple):
    """Open findings: those that count, and those left out though a person may wish to know.

    ``unknown``: of unknown severity, where what is high counts. ``possible``: as grave as asked for, but to
    be checked, and it is only possible that the component is what the advisory speaks of.
    """

    counted: int
    unknown: int
    possible: int


def failing(findings: Findings, least: Gravity) -> Failing:
    """Count what is at least so grave: what is affected, and what is to be checked of a likely identity.

    Where anything counts (``Gravity.LOW``), every open finding does.
    """
    tables = findings.tables
    status = findings.status
    gravity = np.array([each.gravity for each in tables.vulnerabilities], dtype=np.int8)[
        findings.vulnerability
    ]
    unsure = np.array([each.confidence is Confidence.POSSIBLE for each in tables.grounds], dtype=bool)[
        findings.ground
    ]
    is_open = findings.is_open[status]
    if least is _ANYTHING:
        return Failing(int(is_open.sum()), 0, 0)
    doubtful = unsure & (status == STATUSES.index(Status.TO_CHECK))
    grave = is_open & (gravity >= least)
    unknown = int((is_open & (gravity == Gravity.UNKNOWN)).sum()) if least is Gravity.HIGH else 0
    return Failing(int((grave & ~doubtful).sum()), unknown, int((grave & doubtful).sum()))
