"""What the scope of the ISMS has to comprise (EXI-04, HDS §5.4.3).

"All the means and processes of processing" are read as:

* every declared asset and every declared process: a dossier lists there what serves health data;
* every place where health data is stored, by the host or by a subcontractor that takes part;
* every subcontractor that takes part, and every supplier that a health-data processing names among its means.

Backups, places and processes, are told apart because the source names them, as it names transfers of
media. A place or a transfer counts from the day since which it is used (``since``).
"""

from collections.abc import Iterator
from typing import NamedTuple

from hygie.dossier.vocabulary.actors import Actor, Storage
from hygie.dossier.vocabulary.base import Entry, known
from hygie.dossier.vocabulary.data_protection import Processing
from hygie.dossier.vocabulary.services import MediaTransfer, Service
from hygie.hosting.participants import activities_of, takes_part
from hygie.kernel.parameters import Term
from hygie.kernel.truth import Truth
from hygie.kernel.unknown import Unknown
from hygie.referentials.facts import Facts
from hygie.referentials.verdict import FALSE, TRUE, Check, every, some

BACKUP = "backup"


class Element(NamedTuple):
    """Something that the scope may have to comprise: its reference, its name, whether it must be there.

    ``concerned`` and ``backup`` carry no reason: only what is missing, where they are unknown.
    """

    reference: str
    name: str
    concerned: Check
    backup: Check = FALSE

    @property
    def nature(self) -> Term:
        """The kind of entry, as a word for people."""
        return Term("kind", self.reference.partition(":")[0])


Found = Iterator[Element | Check]
"""Elements, and an unknown answer in the place of each list that is not given."""


def health_processing(facts: Facts) -> Found:
    """Give the processings; those of health data carried out as a processor must be in the scope."""
    records = facts.listed(facts.declared.processing)
    if records is None:
        yield facts.lacks(None, "processing")
    for record in records or ():
        yield Element(f"processing:{record.id}", record.name, _hosted(record, facts))


def assets(facts: Facts) -> Found:
    """Give the assets: sites, hardware, software, networks and the like."""
    declared = facts.listed(facts.declared.assets)
    if declared is None:
        yield facts.lacks(None, "assets")
    for asset in declared or ():
        yield Element(f"asset:{asset.id}", asset.name, TRUE)


def processes(facts: Facts) -> Found:
    """Give the processes, those of backup among them."""
    declared = facts.listed(facts.declared.processes)
    if declared is None:
        yield facts.lacks(None, "processes")
    for process in declared or ():
        kind = _is(process, "process_kind", BACKUP, facts)
        yield Element(f"process:{process.id}", process.name, TRUE, kind)


def providers_and_storage(facts: Facts) -> Found:
    """Give subcontractors, suppliers, and the places of storage of those who take part, backups included."""
    actors = facts.listed(facts.declared.actors)
    if actors is None:
        yield facts.lacks(None, "actors")
    for actor in actors or ():
        if actor.role in {"subcontractor", "supplier"}:
            concerned = some((_taking_part(actor, facts), _named_as_means(actor, facts)))
            yield Element(f"actor:{actor.id}", actor.name, concerned)
        yield from _storages(actor, facts)


def media_transfers(facts: Facts) -> Found:
    """Give the transfers of physical media."""
    transfers = facts.listed(facts.declared.media_transfers)
    if transfers is None:
        yield facts.lacks(None, "media_transfers")
    for transfer in transfers or ():
        yield Element(f"media_transfer:{transfer.id}", transfer.name, _begun(transfer, facts))


def offers(activities: frozenset[int], facts: Facts) -> Check:
    """Answer, without a reason, whether a service offered comprises one of these activities."""
    services = facts.listed(facts.declared.services)
    if services is None:
        return facts.lacks(None, "services")
    return some(_comprises(service, activities, facts) for service in services)


def _comprises(service: Service, activities: frozenset[int], facts: Facts) -> Check:
    given = activities_of(service)
    return facts.lacks(service, "activities") if given is None else Check(Truth.of(bool(given & activities)))


def _storages(actor: Actor, facts: Facts) -> Found:
    taking_part = _taking_part(actor, facts)
    if taking_part.value is Truth.FALSE:
        return
    storages = facts.listed(actor.storage)
    if storages is None:
        yield every((taking_part, facts.lacks(actor, "storage")))
    for storage in storages or ():
        name = f"{known(storage.site) or storage.id} ({actor.name})"
        yield _place(storage, name, taking_part, facts)


def _place(storage: Storage, name: str, taking_part: Check, facts: Facts) -> Element:
    concerned = every((taking_part, _is(storage, "health_data", True, facts), _begun(storage, facts)))
    return Element(f"storage:{storage.id}", name, concerned, _is(storage, "nature", BACKUP, facts))


def _hosted(record: Processing, facts: Facts) -> Check:
    as_processor = _is(record, "role", "processor", facts)
    return every((as_processor, _is(record, "health_data", True, facts)))


def _taking_part(actor: Actor, facts: Facts) -> Check:
    value = takes_part(actor)
    return facts.lacks(actor, "services") if value is Truth.UNKNOWN else Check(value)


def _named_as_means(actor: Actor, facts: Facts) -> Check:
    """Answer whether a processing of health data names the actor among its means."""
    records = facts.listed(facts.declared.processing)
    if records is None:
        return facts.lacks(None, "processing")
    return some(every((_hosted(record, facts), _names(record, actor, facts))) for record in records)


def _names(record: Processing, actor: Actor, facts: Facts) -> Check:
    means = known(record.means)
    return facts.lacks(record, "means") if means is None else Check(Truth.of(f"actor:{actor.id}" in means))


def _begun(entry: Storage | MediaTransfer, facts: Facts) -> Check:
    """Answer whether it is used by now; one that says no day is."""
    if isinstance(entry.since, Unknown):
        return facts.lacks(entry, "since")
    return Check(Truth.of(entry.since is None or facts.clock.reached(entry.since)))


def _is(entry: Entry, field: str, wanted: object, facts: Facts) -> Check:
    declared = known(getattr(entry, field))
    return facts.lacks(entry, field) if declared is None else Check(Truth.of(declared == wanted))
