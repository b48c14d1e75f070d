"""The cells of the record of processing that say more than one field: who for, transfers, security."""

from collections.abc import Iterable, Iterator

from hygie.assessment.study import Study
from hygie.documents.blocks import Cell, Line, Quiet, Strong, cell
from hygie.documents.owed.guarantee_table import missing_of
from hygie.documents.owed.register_fields import Fields
from hygie.documents.owed.sovereignty_words import SovereigntyWords
from hygie.dossier.vocabulary.actors import RemoteAccess
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.clients import Client
from hygie.dossier.vocabulary.controls import Control
from hygie.dossier.vocabulary.data_protection import Processing
from hygie.hosting.lack import Lack
from hygie.hosting.processing_register import (
    Found,
    clients_of,
    computed_transfers,
    controls_of,
    processors_of,
    product_of,
    service_of,
)
from hygie.kernel.clock import Clock
from hygie.wording.sentence import N_
from hygie.wording.voice import Voice


class ProcessingCells:
    """Says the composite cells of the record of one study in one language."""

    def __init__(self, study: Study, voice: Voice) -> None:
        """Speak of ``study`` with ``voice``."""
        self._study = study
        self._voice = voice
        self._fields = Fields(study, voice)
        self._words = SovereigntyWords(study, voice)
        self._declared = study.dossier.declared

    def named(self, processing: Processing) -> Cell:
        """Name a processing, and who else answers for it where it has joint controllers."""
        lines: list[Line] = [(processing.name,)]
        if known(processing.role) == "joint_controller":
            others = self._fields.lines(processing, "joint_controllers")
            lines += [(Quiet(self._voice.say(N_("joint controller, with:"))), *line) for line in others]
        return tuple(lines)

    def purposes(self, processing: Processing) -> Cell:
        """Give the purposes, what carries the processing, and its lawful basis where it is written."""
        lines = [*self._fields.text(processing, "purposes")]
        carrier = service_of(processing, self._declared) or product_of(processing, self._declared)
        if carrier is not None:
            lines.append((Quiet(self._voice.say(N_("through: {carrier}"), carrier=carrier.name)),))
        basis = known(processing.legal_basis)
        if basis is not None:
            lines.append((Quiet(self._voice.say(N_("lawful basis: {basis}"), basis=basis)),))
        return tuple(lines)

    def controllers(self, processing: Processing) -> Cell:
        """Name the controllers: those that the record gives, else the clients of what carries it."""
        given = known(processing.controllers)
        clients = {client.id: client for client in known(self._declared.clients) or ()}
        if given is not None:
            lines = [self._client(clients[ref]) for ref in given if ref in clients]
            return tuple(lines) or self._fields.none()
        derived = [self._client(client) for client in clients_of(processing, self._declared)]
        unsaid = self._fields.silence(processing.controllers)
        if not derived:
            return (unsaid,)
        return (unsaid, (Quiet(self._voice.say(N_("clients that use it:"))),), *derived)

    def _client(self, client: Client) -> Line:
        """Name a client and how to reach it, by function."""
        point = known(client.point_of_contact)
        reach = None if point is None else known(point.reach)
        return (client.name,) if reach is None else (client.name, Quiet(f"({reach})"))

    def processors(self, processing: Processing) -> Cell:
        """Name the other processors that the dossier makes take part, and what would tell of more."""
        found = processors_of(processing, self._declared, Clock(self._study.as_of))
        lines: list[Line] = []
        for actor, certain in found.listed:
            unsure = () if certain else (Quiet(self._voice.say(N_("to be confirmed"))),)
            lines.append((actor.name, *unsure))
        lines += self._lacking(found.lacks)
        return tuple(lines) or cell("–")

    def _lacking(self, lacks: Iterable[Lack]) -> Iterator[Line]:
        for item in missing_of(self._study, lacks):
            yield (Quiet(self._voice.missing(item, self._study.dossier)),)

    # -- transfers -------------------------------------------------------------------------------

    def transfers(self, processing: Processing) -> Cell:
        """Give the transfers to third countries as the record states them, with their safeguards."""
        declared = known(processing.transfers)
        if declared is None:
            return (self._fields.silence(processing.transfers),)
        lines = [
            (self._voice.country(item.country), *self._fields.text(item, "safeguards")[0])
            for item in declared
        ]
        return tuple(lines) or self._fields.none()

    def computed(self, processing: Processing) -> Cell:
        """Give the transfers that accesses and storage places make, and those that the record leaves out."""
        if service_of(processing, self._declared) is None and product_of(processing, self._declared) is None:
            return cell("–")
        computed = computed_transfers(processing, self._declared, Clock(self._study.as_of))
        lines = [line for found in computed.found for line in self._found(found)]
        lines += self._lacking(computed.lacks)
        if computed.undeclared:
            countries = ", ".join(map(self._voice.country, computed.undeclared))
            words = self._voice.say(N_("Not among the transfers declared: {countries}"), countries=countries)
            lines.append((Strong(words),))
        return tuple(dict.fromkeys(lines)) or self._fields.none()

    def _found(self, found: Found) -> Iterator[Line]:
        transfer = found.transfer
        country = self._words.country(transfer.entry)[0]
        if isinstance(transfer.entry, RemoteAccess):
            kind = self._voice.say(N_("by remote access"))
            basis = self._words.basis(transfer)
        else:
            kind, basis = self._voice.say(N_("by storage there")), ""
        yield (*country, Quiet(", ".join(filter(None, (transfer.actor.name, kind, basis)))))
        if not found.certain:
            yield (self._voice.say(N_("to be confirmed")),)

    # -- security --------------------------------------------------------------------------------

    def security(self, processing: Processing) -> Cell:
        """Give the general description of the measures, then the controls in place."""
        controls = controls_of(processing, self._declared)
        return (*self._fields.lines(processing, "security_measures"), *map(self._control, controls))

    def _control(self, control: Control) -> Line:
        state = known(control.state)
        if state is None:
            return (control.title,)
        return (control.title, Quiet(f"({self._voice.term('measure_state', state)})"))
