"""The words that documents on transfers and third-country laws share: natures, links, adequacy, bases."""

from collections.abc import Iterable

from hygie import law
from hygie.assessment.study import Study
from hygie.documents.blocks import Cell, Line, Quiet
from hygie.documents.owed.guarantee_table import missing_of
from hygie.documents.owed.register_fields import Fields
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Actor, RemoteAccess
from hygie.dossier.vocabulary.base import known
from hygie.hosting.lack import Lack
from hygie.hosting.places import Located, country_of
from hygie.hosting.subjections import Bond
from hygie.hosting.transfers import Ground, Transfer
from hygie.kernel.truth import Truth
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

ADEQUACY = {
    law.Adequacy.FULL: N_("adequacy decision"),
    law.Adequacy.PARTIAL_COVERED: N_("partial adequacy decision, which covers this recipient"),
    law.Adequacy.PARTIAL_UNPROVEN: N_("partial adequacy decision, cover not proven"),
    law.Adequacy.NONE: N_("no adequacy decision that covers it"),
}

_GROUNDS = {
    Ground.WITHIN_EEA: N_("within the EEA: no basis needed"),
    Ground.NO_DECISION: N_("adequacy decision invoked (art. 45), and none covers it"),
    Ground.ARTICLE_49: N_("derogation (art. 49), which does not suffice"),
    Ground.NONE: N_("no basis"),
    Ground.UNKNOWN: N_("basis not determined"),
}


class SovereigntyWords:
    """Says what transfers and subjections are, in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Speak of ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._say = Phrases(study, voice, places=False)
        self._fields = Fields(study, voice)

    def country(self, located: Located) -> Cell:
        """Name the country of something, or say that it is not known."""
        code = country_of(located)
        if code is None:
            return (self._fields.silence(located.country),)
        return ((self._voice.country(code),),)

    def basis(self, transfer: Transfer) -> str:
        """Say what a remote access rests on, in the words of EXI-29."""
        declared = known(transfer.entry.basis) if isinstance(transfer.entry, RemoteAccess) else None
        named = self._voice.term("transfer_basis", declared or "none")
        if transfer.ground is Ground.ADEQUACY:
            return self._voice.term("transfer_basis", "art45")
        if transfer.ground is Ground.ARTICLE_46_NOT_YET:
            return self._voice.say(N_("{basis}, not in effect yet"), basis=named)
        # An instrument in effect suffices, whether or not adequacy covers the recipient as well.
        if transfer.ground is Ground.ARTICLE_46 or transfer.safeguarded.truth is Truth.TRUE:
            return named
        if transfer.ground is Ground.UNKNOWN and declared is not None:
            return self._voice.say(N_("{basis}: not determined"), basis=named)
        return self._voice.say(_GROUNDS[transfer.ground])

    def adequacy(self, item: Transfer | Bond) -> Cell:
        """Say what an adequacy decision gives on the day; the decision is named where there is one."""
        country = item.country
        if country is None:
            return (self._fields.silence(),)
        if item.adequacy is None:
            return ((self._voice.say(N_("in the EEA")),),)
        words: list[Line] = [(self._voice.say(ADEQUACY[item.adequacy]),)]
        decision = law.adequacy_decision(country, self._study.as_of)
        if decision is not None:
            words.append((Quiet(decision.source),))
        return tuple(words)

    def link(self, bond: Bond) -> Cell:
        """Say why an actor is subject to a law; a registered office is a link that nobody has to declare."""
        if isinstance(bond.entry, Actor):
            return ((self._voice.term("cell", "registered_office"),),)
        return self._fields.word(bond.entry, "link", "cell")

    def missing(self, lacks: Iterable[Lack]) -> tuple[Line, ...]:
        """Say what to write for what lacks, each once."""
        return tuple(map(self._say.missing, missing_of(self._study, lacks)))
