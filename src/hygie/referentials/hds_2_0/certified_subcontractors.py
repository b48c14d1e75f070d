"""Subcontractors that take part in the hosting and were chosen as HDS certified (EXI-12 and EXI-14)."""

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.referentials.facts import Facts
from hygie.referentials.hosting_checks import participation
from hygie.referentials.verdict import Check, every


def certified(actor: Actor, facts: Facts) -> Check:
    """Answer whether a subcontractor takes part and was chosen as certified.

    A certificate lost, suspended or expired since changes nothing: that is the risk which EXI-14 is about.
    """
    return every((participation(actor, facts), _chosen_as_certified(actor, facts)))


def _chosen_as_certified(actor: Actor, facts: Facts) -> Check:
    declared = known(actor.hds_certified)
    if declared is None:
        return facts.lacks(actor, "hds_certified")
    chosen = declared == "yes"
    code = "subcontractor_certified" if chosen else "subcontractor_not_certified"
    return facts.says(chosen, code, facts.path(actor, "hds_certified"), actor=actor.name)
