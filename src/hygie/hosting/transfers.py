"""Transfers of health data outside the EEA: remote accesses and storage, and what they rest on.

A remote access is possible, and a storage in use, from the day that ``since`` gives; one that gives no
day is in place already. Health data stored outside the EEA is a transfer too: EXI-28 forbids it, and
nobody may then publish that there is none (EXI-31).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hygie.dossier.vocabulary.actors import Actor, RemoteAccess, Storage
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.answers import YES, Answer, begun, both, dated, lacking, settled
from hygie.hosting.lack import Lack
from hygie.hosting.participants import participants, takes_part
from hygie.hosting.places import COVERED, adequacy_of, country_of, outside_eea
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.law import Adequacy


class Ground(Enum):
    """What an access rests on, on the clock's day (GDPR art. 45, 46 and 49; HDS v2.0, EXI-29)."""

    WITHIN_EEA = "within_eea"
    ADEQUACY = "adequacy"
    ARTICLE_46 = "article_46"
    """A safeguard that has come into effect."""
    ARTICLE_46_NOT_YET = "article_46_not_yet"
    """A safeguard whose day has not come."""
    NO_DECISION = "no_decision"
    """Article 45 is invoked, and no decision in force covers the recipient."""
    ARTICLE_49 = "article_49"
    """A derogation, which does not suffice for a remote access."""
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Transfer:
    """A remote access, or a storage, of an actor who takes part or may; ``adequacy`` is None within the EEA.

    ``concerned`` says whether it is in place, by an actor who takes part, with health data;
    ``outside`` whether its country is outside the EEA; ``adequate`` whether a decision covers the
    recipient; ``safeguarded`` whether an article 46 instrument is in effect. ``lacks`` names the data
    without which ``ground`` is ``UNKNOWN``.
    """

    actor: Actor
    entry: RemoteAccess | Storage
    country: str | None
    concerned: Answer
    outside: Answer
    adequacy: Adequacy | None
    adequate: Answer
    safeguarded: Answer
    ground: Ground
    lacks: tuple[Lack, ...] = ()

    @property
    def is_transfer(self) -> Answer:
        """Whether data is reached from, or stored, outside the EEA."""
        return both((self.concerned, self.outside))


def participates(actor: Actor) -> Answer:
    """Tell whether an actor takes part in the hosting, and by which fact."""
    truth = takes_part(actor)
    if truth is Truth.UNKNOWN:
        return lacking(actor, "services")
    return settled(truth is Truth.TRUE, actor, "services" if actor.role == "subcontractor" else "role")


def remote_accesses(declared: Declarations, clock: Clock) -> tuple[Transfer, ...]:
    """List the remote accesses of those who take part or may, inside the EEA or not, in reading order."""
    return tuple(
        access_of(actor, access, clock)
        for actor in participants(declared) or ()
        for access in known(actor.remote_accesses) or ()
    )


def storages(declared: Declarations, clock: Clock) -> tuple[Transfer, ...]:
    """List the storage places of those who take part or may, inside the EEA or not, in reading order."""
    return tuple(
        storage_of(actor, storage, clock)
        for actor in participants(declared) or ()
        for storage in known(actor.storage) or ()
    )


def storages_by(actor: Actor, clock: Clock) -> tuple[Transfer, ...]:
    """List the storage places of one actor that is known to host, whatever services it works for."""
    return tuple(storage_of(actor, storage, clock, YES) for storage in known(actor.storage) or ())


def accesses_by(actor: Actor, clock: Clock) -> tuple[Transfer, ...]:
    """List the remote accesses of one actor that is known to host, whatever services it works for."""
    return tuple(access_of(actor, access, clock, YES) for access in known(actor.remote_accesses) or ())


def transfer_map(declared: Declarations, clock: Clock) -> tuple[Transfer, ...]:
    """List what is, or may be, a transfer outside the EEA, sorted by actor, country and id (EXI-31).

    What is not known has explicit values: no country, an unknown ground, an unknown truth. Whole lists
    that are not given are not rows: see ``unlisted``.
    """
    found = (*remote_accesses(declared, clock), *storages(declared, clock))
    kept = (each for each in found if each.is_transfer.truth is not Truth.FALSE)
    return tuple(sorted(kept, key=lambda each: (each.actor.name, each.country or "", each.entry.id)))


def unlisted(declared: Declarations, *fields: str) -> Iterator[tuple[Actor, Answer]]:
    """Give, for each list (``remote_accesses``, ``storage``…) that an actor does not give, why it matters.

    The answer is unknown, or false when the actor does not take part.
    """
    for actor in participants(declared) or ():
        for field in fields:
            if known(getattr(actor, field)) is None:
                yield actor, both((participates(actor), lacking(actor, field)))


def access_of(actor: Actor, access: RemoteAccess, clock: Clock, hosts: Answer | None = None) -> Transfer:
    """Say what one remote access rests on, as of the clock's day.

    ``hosts`` says whether the actor does, where something else than its services tells it.
    """
    concerned = both((hosts or participates(actor), begun(access, "since", clock)))
    return _transfer(actor, access, concerned, _safeguarded(access, clock), clock)


def storage_of(actor: Actor, storage: Storage, clock: Clock, hosts: Answer | None = None) -> Transfer:
    """Say where one storage is; no instrument makes up for storing outside the EEA (EXI-28).

    ``hosts`` says whether the actor does, where something else than its services tells it.
    """
    data = known(storage.health_data)
    holds = lacking(storage, "health_data") if data is None else settled(data, storage, "health_data")
    concerned = both((hosts or participates(actor), begun(storage, "since", clock), holds))
    return _transfer(actor, storage, concerned, settled(False, storage, "country"), clock)


def _transfer(
    actor: Actor, entry: RemoteAccess | Storage, concerned: Answer, safeguarded: Answer, clock: Clock
) -> Transfer:
    country, outside = country_of(entry), outside_eea(entry, clock)
    adequacy, adequate = _adequate(entry, country, outside, clock)
    ground = _ground(entry, outside, adequate, safeguarded)
    valid = () if ground is not Ground.UNKNOWN else (*outside.lacks, *adequate.lacks, *safeguarded.lacks)
    return Transfer(actor, entry, country, concerned, outside, adequacy, adequate, safeguarded, ground, valid)


def _adequate(
    entry: RemoteAccess | Storage, country: str | None, outside: Answer, clock: Clock
) -> tuple[Adequacy | None, Answer]:
    """Say whether an adequacy decision covers the recipient; nobody can be asked to prove it of a storage."""
    if country is None:
        return None, lacking(entry, "country")
    if outside.truth is Truth.FALSE:
        return None, settled(False, entry, "country")
    proven = known(entry.recipient_covered) if isinstance(entry, RemoteAccess) else False
    adequacy = adequacy_of(country, proven, clock)
    covered = COVERED[adequacy]
    if covered is Truth.UNKNOWN:
        return adequacy, lacking(entry, "recipient_covered")
    return adequacy, settled(covered is Truth.TRUE, entry, "country")


def _safeguarded(access: RemoteAccess, clock: Clock) -> Answer:
    """Tell whether the access has an article 46 instrument, dated, whose day has come."""
    basis = known(access.basis)
    if basis is None:
        return lacking(access, "basis")
    if not basis.startswith("art46"):
        return settled(False, access, "basis")
    return dated(access, "basis_date", clock)


_REFUSED = {"art45": Ground.NO_DECISION, "art49": Ground.ARTICLE_49, "none": Ground.NONE}


def _ground(entry: RemoteAccess | Storage, outside: Answer, adequate: Answer, safeguarded: Answer) -> Ground:
    """Name the ground: adequacy first, a safeguard failing that, and why neither holds (EXI-29)."""
    if outside.truth is Truth.FALSE:
        return Ground.WITHIN_EEA
    if adequate.truth is Truth.TRUE:
        return Ground.ADEQUACY
    if outside.truth is Truth.UNKNOWN or adequate.truth is Truth.UNKNOWN:
        return Ground.UNKNOWN
    if safeguarded.truth is Truth.TRUE:
        return Ground.ARTICLE_46
    if safeguarded.truth is Truth.UNKNOWN:
        return Ground.UNKNOWN
    basis = known(entry.basis) if isinstance(entry, RemoteAccess) else "none"
    return _REFUSED.get(basis or "none", Ground.ARTICLE_46_NOT_YET)
