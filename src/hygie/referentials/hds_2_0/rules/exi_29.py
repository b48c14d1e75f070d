"""EXI-29: remote access from outside the EEA rests on adequacy, or on an article 46 safeguard (HDS §7)."""

from collections.abc import Iterator

from hygie.dossier.vocabulary.actors import RemoteAccess
from hygie.dossier.vocabulary.base import day, known
from hygie.hosting.answers import Answer, both, lacking, settled
from hygie.hosting.participants import participants
from hygie.hosting.transfers import Ground, Transfer, remote_accesses, unlisted
from hygie.kernel.parameters import Country, Parameter, Term
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.sovereignty import Messages, ToldCodes, applies_if_any
from hygie.referentials.hosting_checks import aside, check_of
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Case, Check, Criterion, Decision, every

REQUIREMENT = "EXI-29"

_CODES = {
    Ground.ADEQUACY: "access_adequate",
    Ground.ARTICLE_46: "access_safeguarded",
    Ground.ARTICLE_46_NOT_YET: "access_safeguard_not_yet",
    Ground.NO_DECISION: "access_without_decision",
    Ground.ARTICLE_49: "access_by_derogation",
    Ground.NONE: "access_without_basis",
}

_TOLD = ToldCodes(
    "safeguards_told", "safeguards_told_too_early", "safeguards_not_told", "safeguards_told_at_once"
)


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the basis of an access is valid; c2 to c4: what article 46 adds where it is that basis.

    One case an access. c2: every client was told of the absence of adequacy and of the safeguards; c3:
    these are documented; c4: supplementary measures were assessed with the law of the country. A
    derogation of article 49 is no valid basis. Adequacy comes first: an access that it covers needs no
    safeguard, whatever basis is declared.
    """
    if participants(facts.declared) is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    messages = Messages(facts)
    accesses = remote_accesses(facts.declared, facts.clock)
    gaps = tuple(unlisted(facts.declared, "remote_accesses"))
    applies = applies_if_any(
        facts,
        (*(access.is_transfer for access in accesses), *(answer for _, answer in gaps)),
        "access_outside_eea",
        "no_access_outside_eea",
    )
    cases = [_case(access, messages, facts) for access in accesses]
    cases += [
        Case((), facts.path(actor, "remote_accesses"), aside(facts, answer).negated())
        for actor, answer in gaps
    ]
    kept = tuple(case for case in cases if case.applies.value is not Truth.FALSE)
    return Decision(kept, applies=applies)


def _case(access: Transfer, messages: Messages, facts: Facts) -> Case:
    applies = aside(facts, access.is_transfer).negated()
    path = facts.path(access.entry)
    if applies.value is not Truth.TRUE or not isinstance(access.entry, RemoteAccess):
        return Case((), path, applies)
    criteria = tuple(_article_46(access, access.entry, messages, facts))
    return Case((Criterion("c1", _basis(access, access.entry, facts)), *criteria), path, applies)


def _basis(access: Transfer, entry: RemoteAccess, facts: Facts) -> Check:
    """c1: adequacy in force for the recipient, or an article 46 instrument whose day has come."""
    if access.ground is Ground.UNKNOWN:
        if access.safeguarded.truth is not Truth.TRUE:
            return aside(facts, Answer(Truth.UNKNOWN, lacks=access.lacks))
        ground = Ground.ARTICLE_46  # valid, whether or not adequacy covers the recipient as well
    else:
        ground = access.ground
    valid = ground in {Ground.ADEQUACY, Ground.ARTICLE_46}
    field = "country" if ground is Ground.ADEQUACY else "basis"
    about = _named(access)
    about["basis"] = Term("transfer_basis", known(entry.basis) or "none")
    when = day(entry.basis_date)
    if when is not None:
        about["dated"] = when
    return facts.says(valid, _CODES[ground], facts.path(entry, field), **about)


def _article_46(
    access: Transfer, entry: RemoteAccess, messages: Messages, facts: Facts
) -> Iterator[Criterion]:
    """c2 to c4 have an object where the access rests on article 46; where all three hold, it is all one."""
    about = _named(access)
    told = messages.told_to_clients(
        "c2",
        "no_adequacy_and_safeguards",
        _TOLD,
        entry,
        **about,
    )
    codes = ("safeguards_documented", "safeguards_not_documented")
    documented = facts.flag(entry, "safeguards_documented", *codes, **about)
    assessed = _assessed(access, entry, facts)
    applies = aside(facts, _rests_on_article_46(access, entry)).negated()
    if applies.value is Truth.UNKNOWN and every((told.check, documented, assessed)).value is Truth.TRUE:
        applies = TRUE
    yield Criterion("c2", told.check, applies=every((applies, told.applies)))
    yield Criterion("c3", documented, applies=applies)
    yield Criterion("c4", assessed, applies=applies)


def _rests_on_article_46(access: Transfer, entry: RemoteAccess) -> Answer:
    basis = known(entry.basis)
    relies = lacking(entry, "basis") if basis is None else settled(basis.startswith("art46"), entry, "basis")
    return both((access.adequate.negated(), relies))


def _assessed(access: Transfer, entry: RemoteAccess, facts: Facts) -> Check:
    """c4: the law of the country was assessed, and the supplementary measures it calls for are listed.

    An empty list says that none was found necessary, which the assessment has to show.
    """
    about = _named(access)
    measures = known(entry.supplementary_measures)
    listed = facts.lacks(entry, "supplementary_measures")
    if measures is not None:
        code = "supplementary_measures_listed" if measures else "no_supplementary_measure_needed"
        listed = facts.says(True, code, facts.path(entry, "supplementary_measures"), **about)
    assessment = known(entry.local_law_assessment)
    if assessment is None:
        return every((listed, facts.lacks(entry, "local_law_assessment")))
    if assessment.done_on is None or known(assessment.done_on) is None:
        return every((listed, facts.lacks(assessment, "done_on")))
    done = day(assessment.done_on)
    come = settled(done is not None and facts.clock.reached(done), assessment, "done_on")
    return every((listed, check_of(facts, come, ("local_law_assessed", "local_law_not_assessed"), **about)))


def _named(access: Transfer) -> dict[str, Parameter]:
    """Name an access for people: whose it is, and from where."""
    country: Parameter = "?" if access.country is None else Country(access.country)
    return {"actor": access.actor.name, "country": country}
