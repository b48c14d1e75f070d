"""From a study to the view model of its page."""

from hygie.assessment.snapshot import Comparison
from hygie.assessment.study import Study
from hygie.documents.report.ahead import ahead_of
from hygie.documents.report.changed import changed_since
from hygie.documents.report.first import bar_of, every_verdict, first_of, sentence_of
from hygie.documents.report.rows import section_of
from hygie.documents.report.said import Teller
from hygie.documents.report.systems import systems_of
from hygie.documents.report.view import Page
from hygie.dossier.vocabulary.base import known
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


def build(study: Study, voice: Voice, comparison: Comparison | None = None) -> Page:
    """Tell a study, and how it differs from an earlier one where a comparison is given."""
    teller = Teller(study, voice)
    declared = study.dossier.declared
    light = declared.policy.traffic_light
    first = first_of(teller)
    systems, systems_refused = systems_of(teller)
    return Page(
        language=voice.language,
        organization=declared.organization.name,
        as_of=voice.date(study.as_of),
        as_of_iso=study.as_of.isoformat(),
        digest=study.dossier.digest,
        version=study.version,
        traffic_light=f"TLP:{light.upper()}",
        light=light.partition("+")[0],
        sentence=_sentence(teller),
        bars=tuple(bar_of(name, teller) for name in study.applicable),
        first=first,
        ahead=ahead_of(teller),
        changed=None if comparison is None else changed_since(comparison, teller),
        sections=tuple(section_of(name, teller, sparse=first.sparse) for name in study.applicable),
        policy=_policy(teller),
        systems=systems,
        systems_refused=systems_refused,
    )


def _sentence(teller: Teller) -> str:
    if not teller.study.applicable:
        return teller.voice.say(N_("No referential that Hygie knows applies to the roles of this dossier."))
    return sentence_of(every_verdict(teller), teller)


def _policy(teller: Teller) -> tuple[str, ...]:
    """Print the choices that the dossier makes on how strictly it wants to be read."""
    voice, policy = teller.voice, teller.dossier.declared.policy
    binding = tuple(policy.binding_conventions)
    said = (
        [voice.say(N_("Reservations that lower a verdict here: {names}."), names=binding)] if binding else []
    )
    note = known(policy.note)
    return (*said, voice.say(N_("Policy of the dossier: {note}"), note=note)) if note else tuple(said)
