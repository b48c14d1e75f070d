"""EXI-30: where a third country's law may impose access, clients and certifier know what is done (HDS §7)."""

from collections import defaultdict
from collections.abc import Iterator

from hygie.dossier.vocabulary.assurance import ThirdCountryLaw
from hygie.dossier.vocabulary.base import day, known
from hygie.dossier.vocabulary.contracts import Contract, ThirdCountryLawClause
from hygie.hosting.answers import Answer, either
from hygie.hosting.communications import Since
from hygie.hosting.lack import Lack
from hygie.hosting.participants import participants
from hygie.hosting.subjections import Bond, subjections
from hygie.hosting.transfers import unlisted
from hygie.kernel.parameters import Country, Requirement, Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.contract_subjects import Subject, bound_clients, clause_of, has_ended
from hygie.referentials.hds_2_0.sovereignty import Messages, ToldCodes, applies_if_any
from hygie.referentials.hosting_checks import aside
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, Reason, every, some

REQUIREMENT = "EXI-30"
MENTIONS = ("laws", "mitigations", "residual_risks")


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: laws listed; c2: mitigations; c3: residual risks; c4: all three in contracts; c5: certifier told.

    It applies when someone who takes part is subject to the law of a country that is not adequate, or
    is so for some recipients only (see ``hosting.subjections``). Contracts that have ended do not count.
    """
    if participants(facts.declared) is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    bonds = subjections(facts.declared, facts.clock)
    gaps = tuple(answer for _, answer in unlisted(facts.declared, "subject_to"))
    applies = applies_if_any(
        facts, (*(bond.applies for bond in bonds), *gaps), "subject_to_risky_law", "subject_to_no_risky_law"
    )
    if applies.value is not Truth.TRUE:
        return Decision(applies=applies)
    criteria = (
        *_analysis(bonds, gaps, facts),
        _contracts(facts),
        Criterion("c5", _certifier(facts)),
    )
    return Decision((Case(criteria),), applies=applies, notes=tuple(_notes(facts)))


def _analysis(
    bonds: tuple[Bond, ...], gaps: tuple[Answer, ...], facts: Facts
) -> tuple[Criterion, Criterion, Criterion]:
    analysis = known(facts.declared.third_country_law)
    if analysis is None:
        unknown = facts.lacks(None, "third_country_law")
        return Criterion("c1", unknown), Criterion("c2", unknown), Criterion("c3", unknown)
    risky: dict[str, list[Answer]] = defaultdict(list)
    for bond in bonds:
        if bond.country is not None and bond.applies.truth is not Truth.FALSE:
            risky[bond.country].append(bond.applies)
    laws = every(_laws(country, either(answers), analysis, facts) for country, answers in risky.items())
    laws = every((laws, *(_beyond(gap, analysis, facts) for gap in gaps if gap.truth is not Truth.FALSE)))
    mitigations = _given("mitigations", analysis, facts)
    if known(analysis.edpb_considered) is not True:
        path = facts.path(analysis, "edpb_considered")
        mitigations = every((mitigations, facts.reserve("convention:edpb_recommendations", path)))
    return (
        Criterion("c1", laws),
        Criterion("c2", mitigations),
        Criterion("c3", _given("residual_risks", analysis, facts)),
    )


def _laws(country: str, applies: Answer, analysis: ThirdCountryLaw, facts: Facts) -> Check:
    """c1, for a country: a law of it is listed, or a dated analysis found none."""
    laws = known(analysis.laws)
    if laws is None:
        return facts.lacks(analysis, "laws")
    path = facts.path(analysis, "laws")
    if any(law.country == country for law in laws):
        return facts.says(True, "foreign_laws_listed", path, country=Country(country))
    return some((aside(facts, applies), _analysed(analysis, country, facts)))


def _analysed(analysis: ThirdCountryLaw, country: str, facts: Facts) -> Check:
    if known(analysis.analysed) is None:
        return facts.lacks(analysis, "analysed")
    done = day(analysis.analysed)
    path = facts.path(analysis, "analysed")
    if done is not None and facts.clock.reached(done):
        return facts.says(True, "no_foreign_law_found", path, country=Country(country), dated=done)
    return facts.says(False, "foreign_laws_not_listed", path, country=Country(country))


def _beyond(gap: Answer, analysis: ThirdCountryLaw, facts: Facts) -> Check:
    """An actor whose laws are not given may be subject to one more: a dated analysis covers it."""
    done = day(analysis.analysed)
    if done is not None and facts.clock.reached(done):
        return TRUE
    return aside(facts, gap)


def _given(field: str, analysis: ThirdCountryLaw, facts: Facts) -> Check:
    """c2 and c3: something is given; nothing has to be where a dated analysis found no law at all."""
    values: list[str] | None = known(getattr(analysis, field))
    if values is None:
        return facts.lacks(analysis, field)
    path = facts.path(analysis, field)
    if values:
        return facts.says(True, f"{field}_given", path)
    laws = known(analysis.laws)
    if laws is None:
        return facts.lacks(analysis, "laws")
    if laws:
        return facts.says(False, f"{field}_not_given", path)
    if known(analysis.analysed) is None:
        return facts.lacks(analysis, "analysed")
    done = day(analysis.analysed)
    moot = done is not None and facts.clock.reached(done)
    return facts.says(moot, f"{field}_without_law" if moot else f"{field}_not_given", path)


def _contracts(facts: Facts) -> Criterion:
    """c4: each contract that has not ended states the three mentions, and a contract binds each client.

    It has no object where there is neither such a contract nor a client.
    """
    contracts = facts.listed(facts.declared.contracts)
    if contracts is None:
        return Criterion("c4", facts.lacks(None, "contracts"))
    standing = [(contract, has_ended(contract, facts)) for contract in contracts]
    stated = every(some((ended, _states(contract, facts))) for contract, ended in standing)
    bound = every(answer for _, answer in bound_clients(facts))
    if bound.value is not Truth.TRUE:
        applies = TRUE if known(facts.declared.clients) else bound
        return Criterion("c4", every((stated, bound)), applies=applies)
    if all(ended.value is Truth.TRUE for _, ended in standing):
        nothing = facts.says(False, "no_contract", facts.path(None, "contracts"))
        return Criterion("c4", stated, applies=nothing)
    applies = some(ended.negated() for _, ended in standing)
    return Criterion("c4", stated, applies=TRUE if stated.value is Truth.TRUE else applies)


def _states(contract: Contract, facts: Facts) -> Check:
    answers = stated_by(contract, facts).values()
    # A clause that cannot be read gives one answer for the three.
    return every({id(answer): answer for answer in answers}.values())


def stated_by(contract: Contract, facts: Facts) -> dict[str, Check]:
    """Answer for each of the three mentions whether a contract states it."""
    subject = Subject(contract, known(contract.title) or contract.id, facts.path(contract), TRUE)
    clause, path, unread = clause_of(facts, subject, "third_country_law")
    if not isinstance(clause, ThirdCountryLawClause):
        return dict.fromkeys(MENTIONS, unread or facts.lacks_at(path))
    return {mention: _mention(clause, mention, subject, facts) for mention in MENTIONS}


def _mention(clause: ThirdCountryLawClause, mention: str, subject: Subject, facts: Facts) -> Check:
    about = {"contract": subject.name, "mention": Term("mention", mention)}
    return facts.flag(clause, mention, "mention_stated", "mention_not_stated", **about)


def _certifier(facts: Facts) -> Check:
    """c5: what was sent to the certification body is not older than the analysis that it announces."""
    codes = ToldCodes("certifier_told_of_laws", "certifier_told_too_early", "certifier_not_told_of_laws")
    return Messages(facts).told_to_certifier("third_country_law", codes, None, _since_analysis(facts))


def _since_analysis(facts: Facts) -> Since:
    analysis = known(facts.declared.third_country_law)
    if analysis is None:
        return Since(lacks=(Lack(None, "third_country_law"),))
    if known(analysis.analysed) is None:
        return Since(lacks=(Lack(analysis, "analysed"),))
    done = day(analysis.analysed)
    return Since(done if done is not None and facts.clock.reached(done) else None)


def _notes(facts: Facts) -> Iterator[Reason]:
    """Recall EXI-05, event H: what EXI-30 says has to be considered among the risks."""
    risks = known(facts.declared.risks)
    if risks is None:
        return
    covered = next(
        (risk for risk in risks if any(item.event == "H" for item in known(risk.covers) or ())), None
    )
    about = {"requirement": Requirement("EXI-05")}
    if covered is None:
        yield Reason(Truth.FALSE, "law_risk_not_in_register", about, facts.path(None, "risks"))
    else:
        path = facts.path(covered, "covers")
        yield Reason(Truth.TRUE, "law_risk_in_register", {**about, "risk": covered.title}, path)
