"""EXI-03: the law of health data is in the legal register (HDS §5.4.2; ISO 27001 4.2).

The list of texts is a convention of Hygie's. The watch is not asked for by the source: its age only
adds a reservation, on the two texts that are looked for.
"""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.isms import LegalText
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.legal_texts import HOSTING_ARTICLES, followed, is_gdpr, is_public_health_code
from hygie.referentials.questions import declared_at
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every

REQUIREMENT = "EXI-03"
REGISTER = ("isms", "legal_register")


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the register holds the GDPR; c2: it holds CSP L.1111-8 and R.1111-8-8 to R.1111-11."""
    register: list[LegalText] | None = declared_at(facts, REGISTER)
    if register is None:
        return Decision(undetermined=facts.lacks_at(REGISTER))
    gdpr = [text for text in register if is_gdpr(text.text)]
    code = [text for text in register if is_public_health_code(text.text)]
    first = every((_gdpr(gdpr, facts), *_watched(gdpr, facts)))
    second = every((_hosting_law(code, facts), *_watched(code, facts)))
    return Decision((Case((Criterion("c1", first), Criterion("c2", second))),))


def _gdpr(texts: list[LegalText], facts: Facts) -> Check:
    if texts:
        return facts.says(True, "register_holds_gdpr", facts.path(texts[0], "text"))
    return facts.says(False, "register_lacks_gdpr", REGISTER)


def _hosting_law(texts: list[LegalText], facts: Facts) -> Check:
    """Look for the articles in all the entries of the code together."""
    if not texts:
        return facts.says(False, "register_lacks_public_health_code", REGISTER)
    lists = [known(text.articles) for text in texts]
    found = followed(line for articles in lists for line in articles or ())
    wanted = tuple(article for article in HOSTING_ARTICLES if article not in found)
    if not wanted:
        return facts.says(True, "register_holds_hosting_articles", facts.path(texts[0], "articles"))
    silent = [text for text, articles in zip(texts, lists, strict=True) if articles is None]
    if silent:
        return every(facts.lacks(text, "articles") for text in silent)
    path = facts.path(texts[0], "articles")
    return facts.says(Truth.FALSE, "register_lacks_hosting_articles", path, articles=wanted)


def _watched(texts: list[LegalText], facts: Facts) -> tuple[Check, ...]:
    return tuple(
        facts.fresh(text.monitored, "legal_watch_freshness", facts.path(text, "monitored")) for text in texts
    )
