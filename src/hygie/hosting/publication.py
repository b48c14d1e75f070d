"""What EXI-31 asks to publish for each certified activity: the case it falls in, and the literal mentions.

Three questions decide: Q, is the activity SecNumCloud 3.2 qualified; T, does it comprise a transfer
outside the EEA, even to an adequate country; R, does EXI-30 apply. A transfer belongs to the activities
of the services it serves (to all of them when it is declared to serve none, for EXI-28 and 29 count it
all the same); a subcontractor's law, to those of the services it takes part in; the host's law, to all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import product

from hygie.dossier.vocabulary.actors import Actor, RemoteAccess, Storage
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.answers import NO, YES, Answer, Fact, both, either, lacking, settled
from hygie.hosting.certificates import InForce, in_force_of
from hygie.hosting.participants import host_of
from hygie.hosting.qualifications import qualified
from hygie.hosting.subjections import Bond, subjections
from hygie.hosting.transfers import Transfer, remote_accesses, storages, unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

ACTIVITIES = (1, 2, 3, 4, 5, 6)

MENTION_1 = "Aucun risque d’accès imposé par la législation d’un pays tiers en violation du droit de l’Union"
"""What a SecNumCloud 3.2 qualified activity publishes, word for word (EXI-31, case 1)."""

MENTION_2 = (
    "Aucun transfert de données de santé à caractère personnel vers un pays tiers "
    "à l’espace économique européen"
)
"""What an activity without transfer publishes, word for word (EXI-31, case 2)."""


class PublicationCase(Enum):
    """The cases of EXI-31, and the overlap of the second and third, which the text leaves open."""

    CASE_1 = "1"
    CASE_2 = "2"
    CASE_3 = "3"
    CASES_2_AND_3 = "2_and_3"
    UNDETERMINED = "undetermined"


MENTIONS = {
    PublicationCase.CASE_1: MENTION_1,
    PublicationCase.CASE_2: MENTION_2,
    PublicationCase.CASES_2_AND_3: MENTION_2,
}
"""The mention that goes with a case; in the overlap it may only go with the table. Case 3 has none."""


def publication_case(qualified: Truth, transfer: Truth, risk: Truth) -> PublicationCase:
    """Give the case of an activity from Q, T and R, as the table of EXI-31 reads."""
    if qualified is Truth.TRUE:
        return PublicationCase.CASE_1
    if qualified is Truth.UNKNOWN or transfer is Truth.UNKNOWN:
        return PublicationCase.UNDETERMINED
    if transfer is Truth.TRUE:
        return PublicationCase.CASE_3
    if risk is Truth.UNKNOWN:
        return PublicationCase.UNDETERMINED
    return PublicationCase.CASES_2_AND_3 if risk is Truth.TRUE else PublicationCase.CASE_2


def possible_cases(qualified: Truth, transfer: Truth, risk: Truth) -> frozenset[PublicationCase]:
    """List the cases that remain possible, however what is not known turns out."""
    choices = (
        (Truth.TRUE, Truth.FALSE) if value is Truth.UNKNOWN else (value,)
        for value in (qualified, transfer, risk)
    )
    return frozenset(publication_case(*values) for values in product(*choices))


_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})


def normalized(mention: str) -> str:
    """Give the form under which mentions are compared: spaces, apostrophes, case, final punctuation, quotes.

    Nothing else is forgiven: the source wants these very words.
    """
    text = " ".join(mention.translate(_SPACES).translate(_APOSTROPHES).casefold().split())
    bare = text.strip(" .;:!,").strip(' «»"“”').strip(" .;:!,")
    return " ".join(bare.split())


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides for one activity: whether it is certified, Q, T and R."""

    activity: int
    certified: Answer
    qualified: Answer
    transfer: Answer
    risk: Answer

    @property
    def case(self) -> PublicationCase:
        """The case of EXI-31."""
        return publication_case(self.qualified.truth, self.transfer.truth, self.risk.truth)

    @property
    def possible(self) -> frozenset[PublicationCase]:
        """The cases that remain possible."""
        return possible_cases(self.qualified.truth, self.transfer.truth, self.risk.truth)


class Publication:
    """The standing of each activity of a dossier, as of a day; what activities share is computed once."""

    def __init__(self, declared: Declarations, clock: Clock) -> None:
        """Look at declarations as of the clock's day."""
        self._declared, self._clock = declared, clock
        self._host = host_of(declared)
        self._services = {service.id: service for service in known(declared.services) or ()}

    def standing(self, activity: int) -> Standing:
        """Say where one activity (1 to 6) stands."""
        return Standing(
            activity,
            self.certified(activity),
            self.qualified(activity),
            self._transfer(activity),
            self._risk(activity),
        )

    def certified(self, activity: int) -> Answer:
        """Tell whether an activity is certified: the host's certificate in force covers it.

        With no certificate in force the activities offered are meant, those that a candidate prepares
        to have certified (convention: the page has to be ready on the day of the certificate).
        """
        host, offered = self._host, self._offered(activity)
        if known(self._declared.actors) is None:
            return lacking(None, "actors")
        found = () if host is None else in_force_of(host, "hds", self._clock)
        if host is not None and found is None:
            return lacking(host, "certificates")
        standing = [(_in_force(item), _lists(item, activity)) for item in found or ()]
        covered = either(both(pair) for pair in standing)
        none_in_force = both((*(valid.negated() for valid, _ in standing), offered))
        answer = either((covered, none_in_force))
        open_ = [listed for valid, listed in standing if valid.truth is not Truth.FALSE]
        # Whether or not the certificate is in force, both ways of telling then agree.
        agreed = both((offered, *open_))
        return agreed if answer.truth is Truth.UNKNOWN and agreed.truth is Truth.TRUE else answer

    def _offered(self, activity: int) -> Answer:
        services = known(self._declared.services)
        if services is None:
            return lacking(None, "services")
        if not services:
            return settled(False, None, "services")
        return either(self._comprises(service.id, activity) for service in services)

    def qualified(self, activity: int) -> Answer:
        """Q: tell whether the host holds a SecNumCloud 3.2 qualification that covers an activity."""
        if known(self._declared.actors) is None:
            return lacking(None, "actors")
        if self._host is None:
            return settled(False, None, "actors")
        return qualified(self._host, activity, self._clock)

    @cached_property
    def _transfers(self) -> tuple[Transfer, ...]:
        clock = self._clock
        return (*remote_accesses(self._declared, clock), *storages(self._declared, clock))

    @cached_property
    def _bonds(self) -> tuple[Bond, ...]:
        return subjections(self._declared, self._clock)

    def transfers(self, activity: int) -> Iterator[tuple[Transfer, Answer]]:
        """Give each remote access and storage, and whether it is a transfer of an activity."""
        for transfer in self._transfers:
            concerned = either(
                (self._serves(transfer.entry, activity), self._carries_out(transfer.actor, activity))
            )
            yield transfer, both((transfer.is_transfer, concerned))

    def risks(self, activity: int) -> Iterator[tuple[Bond, Answer]]:
        """Give each subjection, and whether it makes EXI-30 apply to an activity."""
        for bond in self._bonds:
            concerns = YES if bond.actor.role == "host" else self._serves(bond.actor, activity)
            yield bond, both((bond.applies, concerns))

    def unlisted(self, *fields: str) -> tuple[Answer, ...]:
        """Give why whole lists that are not given leave the answer open."""
        return tuple(answer for _, answer in unlisted(self._declared, *fields))

    def _transfer(self, activity: int) -> Answer:
        return self._any((answer for _, answer in self.transfers(activity)), "remote_accesses", "storage")

    def _risk(self, activity: int) -> Answer:
        return self._any((answer for _, answer in self.risks(activity)), "subject_to")

    def _any(self, answers: Iterator[Answer], *fields: str) -> Answer:
        if known(self._declared.actors) is None:
            return lacking(None, "actors")
        return either((*answers, *self.unlisted(*fields)))

    def _serves(self, entry: RemoteAccess | Storage | Actor, activity: int) -> Answer:
        """Tell whether something serves a service that comprises an activity."""
        refs = known(entry.services)
        if refs is None:
            return lacking(entry, "services")
        if not refs:
            return settled(True, entry, "services")
        if known(self._declared.services) is None:
            return lacking(None, "services")
        return either(self._comprises(ref, activity) for ref in refs)

    def _carries_out(self, actor: Actor, activity: int) -> Answer:
        """Tell whether a subcontractor carries out an activity: its transfers are then of that activity."""
        if actor.role == "host":
            return NO  # the host does all the activities: only the services served tell its transfers apart
        activities = known(actor.activities)
        if activities is None:
            return lacking(actor, "activities")
        return settled(activity in activities, actor, "activities")

    def _comprises(self, ref: str, activity: int) -> Answer:
        service = self._services.get(ref)
        if service is None:
            return settled(False, None, "services")
        activities = known(service.activities)
        if activities is None:
            return lacking(service, "activities")
        return settled(activity in activities, service, "activities")


def _in_force(item: InForce) -> Answer:
    return Answer(item.truth, (Fact(item.certificate, item.field),), item.lacks)


def _lists(item: InForce, activity: int) -> Answer:
    activities = known(item.certificate.activities)
    if activities is None:
        return lacking(item.certificate, "activities")
    return settled(activity in activities, item.certificate, "activities")
