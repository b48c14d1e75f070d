"""When the work of an audit ended, or why it has not (EXI-15, EXI-16)."""

from datetime import date

from hygie.dossier.vocabulary.assurance import Audit
from hygie.dossier.vocabulary.base import known
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Check


def work_ended(audit: Audit, facts: Facts) -> date | Check:
    """Give the day on which the work ended; else false while the audit is planned for later, or unknown."""
    ended, planned = known(audit.work_ended), known(audit.planned)
    if ended is not None:
        return ended
    if audit.work_ended is None and planned is not None and not facts.clock.reached(planned):
        path, title = facts.path(audit, "planned"), known(audit.title) or audit.id
        return facts.says(False, "audit_only_planned", path, audit=title, planned=planned)
    return facts.lacks(audit, "work_ended")
