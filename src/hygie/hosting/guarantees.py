"""The guarantee table of chapter 8: one row an actor, seven columns, what is not known said as such (HDS §8).

An actor is whoever contributes to the security of health data, except the subcontractors of a certified
host that act under its security policy and surveillance (HDS §2.1.1). What these may access, and the
laws they are subject to, is then shown on the row of the host, whose columns 6 and 7 speak of "the host
or one of its subcontractors" (convention: the table would otherwise deny a transfer that exists).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from hygie.dossier.vocabulary.actors import Actor
from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.answers import NO, YES, Answer, both, either, lacking, settled
from hygie.hosting.certificates import in_force_of
from hygie.hosting.lack import Lack
from hygie.hosting.participants import host_of, participants
from hygie.hosting.qualifications import fully_qualified
from hygie.hosting.subjections import Bond, subjections, subjections_of
from hygie.hosting.transfers import (
    Transfer,
    accesses_by,
    participates,
    remote_accesses,
    storages,
    storages_by,
    unlisted,
)
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

FORMAT = 1
"""Version of the content that the digest of a table covers."""

T = TypeVar("T")
HdsStatus = Literal["yes", "no", "exempt"]


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """The value of a cell; ``None`` when it is not known, with the data that it lacks."""

    value: T | None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessCountries:
    """Column 6: countries outside the EEA, by code, that an adequacy decision covers or not."""

    adequate: tuple[str, ...] = ()
    not_adequate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One actor, in the seven columns of HDS §8."""

    actor: Actor
    hds_certified: Cell[HdsStatus]
    secnumcloud: Cell[bool]
    activities: Cell[tuple[int, ...]]
    access: Cell[AccessCountries]
    third_country_law: Cell[tuple[str, ...]]

    @property
    def cells(self) -> tuple[Cell[Any], ...]:
        """The five columns that may not be known."""
        return (self.hds_certified, self.secnumcloud, self.activities, self.access, self.third_country_law)

    def plain(self) -> dict[str, object]:
        """Give the content of the row as plain data; this shape is what the digest covers."""
        access = self.access.value
        return {
            "name": self.actor.name,
            "role": self.actor.role,
            "hds_certified": self.hds_certified.value,
            "secnumcloud_3_2": self.secnumcloud.value,
            "activities": self.activities.value,
            "access_adequate": None if access is None else access.adequate,
            "access_not_adequate": None if access is None else access.not_adequate,
            "third_country_law": self.third_country_law.value,
        }


@dataclass(frozen=True, slots=True)
class GuaranteeTable:
    """The rows, host first then by name; and the data without which the rows themselves are not known."""

    rows: tuple[Row, ...]
    doubtful: tuple[tuple[Actor, tuple[Lack, ...]], ...] = ()
    unlisted: tuple[Lack, ...] = ()

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Every datum without which the table is not complete."""
        cells = (lack for row in self.rows for cell in row.cells for lack in cell.lacks)
        return (*self.unlisted, *(lack for _, lacks in self.doubtful for lack in lacks), *cells)

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the content, in hexadecimal; None as long as something is not known."""
        if self.lacks:
            return None
        content = {"format": FORMAT, "rows": [row.plain() for row in self.rows]}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


def guarantee_table(declared: Declarations, clock: Clock) -> GuaranteeTable:
    """Draw up the guarantee table as of the clock's day."""
    return _Drawer(declared, clock).table()


class _Drawer:
    """What the rows share, computed once."""

    def __init__(self, declared: Declarations, clock: Clock) -> None:
        self._declared, self._clock = declared, clock
        self._host = host_of(declared)
        self._actors = participants(declared) or ()
        self._transfers = (*remote_accesses(declared, clock), *storages(declared, clock))
        self._bonds = subjections(declared, clock)
        self._certified = host_certified(declared, clock)
        self._shielded = {actor.id: self._acts_under_the_host(actor) for actor in self._actors}

    def table(self) -> GuaranteeTable:
        if known(self._declared.actors) is None:
            return GuaranteeTable((), unlisted=(Lack(None, "actors"),))
        shown = {actor.id: self._is_shown(actor) for actor in self._actors}
        rows = [self._row(actor) for actor in self._actors if shown[actor.id].truth is Truth.TRUE]
        doubtful = tuple(
            (actor, shown[actor.id].lacks) for actor in self._actors if shown[actor.id].truth is Truth.UNKNOWN
        )
        rows.sort(key=lambda row: (row.actor.role != "host", row.actor.name, row.actor.id))
        return GuaranteeTable(tuple(rows), doubtful)

    def _is_shown(self, actor: Actor) -> Answer:
        return both((participates(actor), self._shielded[actor.id].negated()))

    def _acts_under_the_host(self, actor: Actor) -> Answer:
        """Tell whether a subcontractor acts under the policy and surveillance of a certified host."""
        if actor.role != "subcontractor":
            return NO
        flag = known(actor.under_host_supervision)
        if flag is None:
            return lacking(actor, "under_host_supervision")
        return both((settled(flag, actor, "under_host_supervision"), self._certified))

    def _row(self, actor: Actor) -> Row:
        activities = known(actor.activities)
        declared: HdsStatus | None = known(actor.hds_certified)
        return Row(
            actor,
            Cell(declared, () if declared else (Lack(actor, "hds_certified"),)),
            self._qualified(actor),
            Cell(None, (Lack(actor, "activities"),))
            if activities is None
            else Cell(tuple(sorted(set(activities)))),
            self._access(actor),
            self._laws(actor),
        )

    def _qualified(self, actor: Actor) -> Cell[bool]:
        activities = known(actor.activities)
        if activities is None and known(actor.qualifications) != []:
            return Cell(None, (Lack(actor, "activities"),))
        answer = fully_qualified(actor, activities, self._clock) if activities else NO
        return Cell(None, answer.lacks) if answer.truth is Truth.UNKNOWN else Cell(answer.truth is Truth.TRUE)

    def _speaks_for(self, row: Actor, other: Actor) -> Answer:
        """Tell whether the row of an actor also speaks for another one."""
        if row.id == other.id:
            return YES
        return self._shielded[other.id] if self._host is not None and row.id == self._host.id else NO

    def _counted(self, row: Actor, items: Iterable[tuple[Actor, Answer]]) -> Iterator[Answer]:
        for actor, answer in items:
            yield both((self._speaks_for(row, actor), answer))

    def _gaps(self, row: Actor, *fields: str) -> list[Lack]:
        """List what is missing because whole lists are not given."""
        answers = self._counted(row, unlisted(self._declared, *fields))
        return [lack for answer in answers for lack in answer.lacks]

    def _access(self, row: Actor) -> Cell[AccessCountries]:
        counted = (
            (transfer, both((self._speaks_for(row, transfer.actor), transfer.is_transfer)))
            for transfer in self._transfers
        )
        return _access_cell(counted, self._gaps(row, "remote_accesses", "storage"))

    def _laws(self, row: Actor) -> Cell[tuple[str, ...]]:
        counted = ((bond, both((self._speaks_for(row, bond.actor), bond.applies))) for bond in self._bonds)
        return _laws_cell(counted, self._gaps(row, "subject_to"))


class Exposure(NamedTuple):
    """Columns 6 and 7 of the table for one actor: accesses from third countries, laws of such countries."""

    access: Cell[AccessCountries]
    third_country_law: Cell[tuple[str, ...]]


def exposure_of(actor: Actor, clock: Clock) -> Exposure:
    """Give columns 6 and 7 for an actor that is known to host, for itself alone."""
    transfers = (*accesses_by(actor, clock), *storages_by(actor, clock))
    return Exposure(
        _access_cell(
            ((each, each.is_transfer) for each in transfers), _not_given(actor, "remote_accesses", "storage")
        ),
        _laws_cell(
            ((bond, bond.applies) for bond in subjections_of(actor, clock)), _not_given(actor, "subject_to")
        ),
    )


def _not_given(actor: Actor, *fields: str) -> list[Lack]:
    return [Lack(actor, field) for field in fields if known(getattr(actor, field)) is None]


def _access_cell(counted: Iterable[tuple[Transfer, Answer]], lacks: list[Lack]) -> Cell[AccessCountries]:
    """Sort the countries of the transfers that count; not known as long as something lacks."""
    found: dict[Truth, set[str]] = {Truth.TRUE: set(), Truth.FALSE: set()}
    for transfer, counts in counted:
        if counts.truth is Truth.FALSE:
            continue
        lacks.extend((*counts.lacks, *transfer.adequate.lacks))
        _sort_in(found, transfer)
    if lacks:
        return Cell(None, tuple(lacks))
    return Cell(AccessCountries(tuple(sorted(found[Truth.TRUE])), tuple(sorted(found[Truth.FALSE]))))


def _laws_cell(counted: Iterable[tuple[Bond, Answer]], lacks: list[Lack]) -> Cell[tuple[str, ...]]:
    """List the countries whose law counts; not known as long as something lacks."""
    found: set[str] = set()
    for bond, applies in counted:
        lacks.extend(applies.lacks)
        _keep(found, bond, applies)
    return Cell(None, tuple(lacks)) if lacks else Cell(tuple(sorted(found)))


def _sort_in(found: dict[Truth, set[str]], transfer: Transfer) -> None:
    if transfer.country is not None and transfer.adequate.truth is not Truth.UNKNOWN:
        found[transfer.adequate.truth].add(transfer.country)


def _keep(found: set[str], bond: Bond, applies: Answer) -> None:
    if bond.country is not None and applies.truth is Truth.TRUE:
        found.add(bond.country)


def host_certified(declared: Declarations, clock: Clock) -> Answer:
    """Tell whether the host has an HDS certificate in force on the clock's day."""
    host = host_of(declared)
    if host is None:
        return NO if known(declared.actors) is not None else lacking(None, "actors")
    certificates = in_force_of(host, "hds", clock)
    if certificates is None:
        return lacking(host, "certificates")
    return either(Answer(item.truth, lacks=item.lacks) for item in certificates)
