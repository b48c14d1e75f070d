"""EXI-10: people of the host and its subcontractors know how critical health data is (HDS §5.7.3; ISO 27001 7.3).

Each person is counted once over all sessions (``training``), and a session counts once it was held. A
population of nobody has no object. The three topics are looked for over the sessions of a population together.
"""

from hygie.dossier.vocabulary.actors import Actor
from hygie.hosting.awareness import TOPICS, Coverage, Extent, coverage, sessions_of
from hygie.hosting.participants import host_of, subcontractors
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.reading import participation, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-10"
TRAINING = ("training",)
EXTENTS = {
    Extent.ALL: (Truth.TRUE, "everyone_made_aware"),
    Extent.PART: (Truth.FALSE, "some_made_aware"),
    Extent.NONE: (Truth.FALSE, "nobody_made_aware"),
}


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: everyone at the host; c2: everyone at each subcontractor; c3: the three topics for all of them."""
    actors = subcontractors(facts.declared)
    host = host_of(facts.declared)
    if actors is None or host is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    people = [_Population(actor, facts) for actor in actors]
    own = _Population(host, facts)
    return Decision((Case((_attendance("c1", [own]), _attendance("c2", people), _topics([own, *people]))),))


class _Population:
    """The people of one actor: whether they are concerned, how many were made aware, of what."""

    def __init__(self, actor: Actor, facts: Facts) -> None:
        self.actor = actor
        self.facts = facts
        self.coverage = coverage(actor, facts.declared, facts.clock)

    def concerned(self) -> Check:
        """The host and each subcontractor that takes part are, as long as someone works there."""
        return every((self._takes_part(), self._has_staff()))

    def _takes_part(self) -> Check:
        host = self.actor.role == "host"
        return Check(Truth.TRUE) if host else participation(self.actor, self.facts)

    def _has_staff(self) -> Check:
        staff = self.coverage.staff
        if staff is None:
            return self.facts.lacks(self.actor, "staff")
        code = "staff_to_make_aware" if staff else "no_staff_to_make_aware"
        return self.facts.says(staff > 0, code, self.facts.path(self.actor, "staff"), actor=self.actor.name)
