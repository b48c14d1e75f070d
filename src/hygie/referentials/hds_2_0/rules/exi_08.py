"""EXI-08: the statement of applicability is available in French (HDS §5.6.1.3; ISO 27001 6.1.3).

That it treats the 93 measures of annex A, each exclusion with its reason, is a convention of Hygie's:
it only ever adds a reservation. Which measures are treated is read where ISO 27001 reads it too
(``hygie.referentials.annex_a``).
"""

from hygie.dossier.vocabulary.isms import MEASURES
from hygie.kernel.truth import Truth
from hygie.referentials.annex_a import APPROVED, STATEMENT, coverage
from hygie.referentials.facts import Facts
from hygie.referentials.questions import declared_at
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every

REQUIREMENT = "EXI-08"
FRENCH = "fr"
LANGUAGES = ("isms", "statement_of_applicability", "languages")
COMPLETE = "convention:complete_statement_of_applicability"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: French is one of the languages in which auditors can have it."""
    approval = facts.ahead(declared_at(facts, APPROVED), APPROVED)
    return Decision((Case((Criterion("c1", every((_french(facts), _complete(facts), approval))),)),))


def _french(facts: Facts) -> Check:
    languages: list[str] | None = declared_at(facts, LANGUAGES)
    if languages is None:
        return facts.lacks_at(LANGUAGES)
    french = FRENCH in languages
    return facts.says(french, "statement_in_french" if french else "statement_not_in_french", LANGUAGES)


def _complete(facts: Facts) -> Check:
    """Reserve where measures are not treated, or are set aside without a reason."""
    missing, unexplained = coverage(facts.dossier)
    if not missing and not unexplained:
        return Check(Truth.TRUE)
    return facts.reserve(COMPLETE, STATEMENT, missing=missing, unexplained=unexplained, total=len(MEASURES))
