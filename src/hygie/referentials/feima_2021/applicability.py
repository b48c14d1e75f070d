"""Whether the charter binds the organisation (charter §3 and 4).

It aims at each member of the federation and at whoever wants to join; the signature is the trace of it. Any
of the three is enough.
"""

from datetime import date

from hygie.dossier.vocabulary.base import known
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import Check, some


def binds(facts: Facts) -> Check:
    """Answer whether the organisation is a member, has applied for membership, or has signed."""
    return some(
        (
            _flag("member", "charter_member", "charter_not_member", facts),
            _flag("candidate", "charter_candidate", "charter_not_candidate", facts),
            _signed(facts),
        )
    )


def _flag(field: str, yes: str, no: str, facts: Facts) -> Check:
    path = ("charter", field)
    declared = facts.dossier.value_at(path)
    if not isinstance(declared, bool):
        return facts.lacks_at(path)
    return facts.says(declared, yes if declared else no, path)


def _signed(facts: Facts) -> Check:
    """Answer whether the day of the signature has come; one to come binds from that day on."""
    path = ("charter", "signed")
    signed = known(facts.dossier.value_at(path))
    if signed is None:
        return facts.lacks_at(path)
    if not isinstance(signed, date):
        return facts.says(False, "charter_not_signed", path)
    come = facts.clock.reached(signed)
    return facts.says(come, "charter_signed" if come else "charter_signed_later", path, signed=signed)
