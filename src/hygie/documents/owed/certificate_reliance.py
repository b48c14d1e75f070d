"""Who relies on the certificates of subcontractors, and which clients have not been given them (EXI-12)."""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Block, Cell, Line, Paragraph, Quiet, cell
from hygie.documents.owed.preliminary import HDS
from hygie.documents.owed.register_fields import Column, Fields
from hygie.documents.phrases import Phrases
from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.clients import Client
from hygie.hosting.certificate_watch import relying_on
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import CriterionVerdict
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice

_RELYING = (
    Column(N_("Subcontractor"), 5),
    Column(N_("Services that depend on it"), 6),
    Column(N_("Clients to be told of a loss"), 8),
)
_GIVEN = (
    Column(N_("Client"), 5),
    Column(N_("Given the certificates of subcontractors in force"), 4),
    Column(N_("Why"), 9),
)


class Reliance:
    """Says it of one study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Speak of ``study`` with ``voice``."""
        self._study, self._voice = study, voice
        self._say, self._fields = Phrases(study, voice), Fields(study, voice)
        self._declared = study.dossier.declared

    def blocks(self, actors: Iterable[Actor]) -> Iterator[Block]:
        """Say who depends on these subcontractors, then who lacks a certificate."""
        yield from self._relying(tuple(actors))
        yield from self._given()

    def _relying(self, actors: tuple[Actor, ...]) -> Iterator[Block]:
        if actors:
            title = self._voice.say(N_("Who depends on these certificates"))
            yield self._say.heading(2, title)
            yield self._fields.table(title, _RELYING, map(self._dependents, actors), title)

    def _dependents(self, actor: Actor) -> tuple[Cell, ...]:
        relying = relying_on(actor, self._declared)
        if relying.clients is None:
            told: Cell = (self._fields.silence(self._declared.clients),)
        else:
            told = (*((client.name,) for client in relying.clients), *map(self._perhaps, relying.possible))
        services = self._fields.names(actor, "services", "service")
        return cell(actor.name), services, told or self._fields.none()

    def _perhaps(self, client: Client) -> Line:
        return client.name, Quiet(self._voice.say(N_("(perhaps: which services it uses is not known)")))

    def _concerned(self) -> Iterator[tuple[Client, CriterionVerdict]]:
        """Give what EXI-12 says of each client to whom certificates of subcontractors are due (c2)."""
        verdict = self._study.verdicts.get(HDS, {}).get("EXI-12")
        for case in verdict.cases if verdict is not None else ():
            for criterion in case.criteria:
                if criterion.id == "c2" and criterion.applies is not Truth.FALSE:
                    yield self._study.dossier.value_at(case.path), criterion

    def _given(self) -> Iterator[Block]:
        concerned = list(self._concerned())
        if not concerned:
            return
        yield self._say.heading(2, self._voice.say(N_("Certificates given to clients (EXI-12)")))
        left = [self._left(client, item) for client, item in concerned if item.value is not Truth.TRUE]
        if not left:
            words = N_("Every client was given the certificates in force of certified subcontractors.")
            yield Paragraph((self._voice.say(words),))
            return
        title = self._voice.say(N_("Clients who have not been given a certificate in force, or may not have"))
        yield self._fields.table(title, _GIVEN, left, self._voice.say(N_("Certificates not given")))

    def _left(self, client: Client, item: CriterionVerdict) -> tuple[Cell, ...]:
        against = [(self._voice.reason(reason),) for reason in item.reasons if reason.value is Truth.FALSE]
        missing = [(Quiet(self._voice.missing(each, self._study.dossier)),) for each in item.missing]
        why = self._say.cell((*against, *missing))
        return cell(client.name), cell(self._say.truth(item.value)), why
