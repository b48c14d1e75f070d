"""EXI-10: people of the host and of its subcontractors know how critical health data is (HDS §5.7.3; ISO 27001 7.3).

Each person is counted once over all sessions (``training``), and a session counts once it was held. A
population of nobody has no object. Topics are looked for over the sessions of a population together.
"""

from collections.abc import Iterable
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.assurance import Training
from hygie.dossier.vocabulary.base import known
from hygie.hosting.participants import host_of, subcontractors
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth, all_of
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.reading import participation, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-10"
TOPICS = ("availability", "integrity", "confidentiality")
