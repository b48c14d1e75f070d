"""The drawing of the map of transfers: what ``hosting`` finds, as the plain data that a drawing takes."""

from collections.abc import Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Figure
from hygie.documents.owed.guarantee_table import ROLES
from hygie.documents.owed.sovereignty_words import SovereigntyWords
from hygie.dossier.vocabulary.actors import Storage as StoragePlace
from hygie.dossier.vocabulary.base import known
from hygie.drawings.canvas import Look
from hygie.drawings.transfer_map import Access, Actor, Place, Storage, TransferMap, Zone
from hygie.drawings.transfers import draw_transfers
from hygie.hosting.participants import participants
from hygie.hosting.transfers import Ground, Transfer, participates, remote_accesses, storages, unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_ZONES: dict[Truth, Zone] = {Truth.FALSE: "inside", Truth.TRUE: "outside", Truth.UNKNOWN: "unknown"}
_LOOKS: dict[Ground, Look] = {
    Ground.WITHIN_EEA: "plain",
    Ground.ADEQUACY: "sound",
    Ground.ARTICLE_46: "sound",
    Ground.UNKNOWN: "unknown",
}
"""How a basis stands; any other one is refused."""


def figures(study: Study, voice: Voice) -> Iterator[Figure]:
    """Draw the map, in several parts where one would not be legible; none without actors."""
    drawings = draw_transfers(shown(study, voice), voice)
    caption = voice.say(
        N_("Where health data is stored and from where it can be reached, as of {day}"), day=study.as_of
    )
    for number, drawing in enumerate(drawings, start=1):
        part = voice.say(N_("(part {number} of {count})"), number=number, count=len(drawings))
        title = caption if len(drawings) == 1 else f"{caption} {part}"
        yield Figure(drawing.svg, title, drawing.alternative)


def shown(study: Study, voice: Voice) -> TransferMap:
    """Give everything that the map shows: what is in place or may be, and what is not given."""
    shape = _Shape(study, voice)
    return TransferMap(tuple(shape.actors()), tuple(shape.storages()), tuple(shape.accesses()))


class _Shape:
    """The parts of the map, in words."""

    def __init__(self, study: Study, voice: Voice) -> None:
        self._voice = voice
        self._declared, self._clock = study.dossier.declared, Clock(study.as_of)
        self._words = SovereigntyWords(study, voice)

    def actors(self) -> Iterator[Actor]:
        for actor in participants(self._declared) or ():
            certain = participates(actor).truth is Truth.TRUE
            yield Actor(actor.id, actor.name, self._voice.say(ROLES[actor.role]), certain)

    def storages(self) -> Iterator[Storage]:
        for found in storages(self._declared, self._clock):
            if found.concerned.truth is not Truth.FALSE:
                yield Storage(self._place(found), found.actor.id, self._site(found))
        for actor, answer in unlisted(self._declared, "storage"):
            if answer.truth is not Truth.FALSE:
                yield Storage(self._nowhere(), actor.id, self._voice.say(N_("storage places not declared")))

    def _site(self, found: Transfer) -> str:
        site = known(found.entry.site) if isinstance(found.entry, StoragePlace) else None
        words = site or self._voice.say(N_("site not declared"))
        if found.concerned.truth is Truth.TRUE:
            return words
        return self._voice.say(N_("{site} (health data or not: not determined)"), site=words)

    def accesses(self) -> Iterator[Access]:
        for found in remote_accesses(self._declared, self._clock):
            if found.concerned.truth is not Truth.FALSE:
                yield Access(self._place(found), found.actor.id, self._basis(found), self._look(found))
        for actor, answer in unlisted(self._declared, "remote_accesses"):
            if answer.truth is not Truth.FALSE:
                words = self._voice.say(N_("remote accesses not declared"))
                yield Access(self._nowhere(), actor.id, words, "unknown")

    def _basis(self, found: Transfer) -> str:
        words = self._words.basis(found)
        if found.concerned.truth is Truth.TRUE:
            return words
        return self._voice.say(N_("{basis} (in place or not: not determined)"), basis=words)

    def _look(self, found: Transfer) -> Look:
        if found.concerned.truth is not Truth.TRUE:
            return "unknown"
        if found.ground is Ground.UNKNOWN and found.safeguarded.truth is Truth.TRUE:
            return "sound" if found.outside.truth is Truth.TRUE else "unknown"
        return _LOOKS.get(found.ground, "refused")

    def _place(self, found: Transfer) -> Place:
        if found.country is None:
            return Place(self._voice.say(N_("Country not declared")), "unknown")
        return Place(self._voice.country(found.country), _ZONES[found.outside.truth])

    def _nowhere(self) -> Place:
        return Place(self._voice.say(N_("Not declared")), "unknown")
