"""EXI-05: the thirteen cases that the risk assessment must consider (HDS §5.6.1.2; ISO 27001 6.1.2).

One criterion a leaf. A leaf is true when, for each variant that its line names, a dated risk covers it, or
when it was set aside with a reason: considering is not retaining. What no risk covers is false once the
assessment is said to be complete or not done, and not known before. "Not done" says that nothing was
considered: a register that is not written then holds nothing. H names subcontractors "if any": that
variant is looked for only where one takes part.
"""

from collections.abc import Iterator
from datetime import date

from hygie.dossier.paths import Path
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import CoveredEvent, DiscardedEvent, Risk
from hygie.dossier.vocabulary.risk_events import LEAVES
from hygie.hosting.participants import subcontractors
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.reading import declared_at, participation, spared
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some
