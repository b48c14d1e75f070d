"""From which day a guarantee table that was sent announces the guarantees of today (EXI-01; HDS §4, §8)."""

from collections.abc import Iterator

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.certificates import InForce, in_force_of
from hygie.hosting.communications import ALWAYS, Since, since_of
from hygie.hosting.lack import Lack
from hygie.hosting.participants import host_of
from hygie.hosting.transfers import Transfer, remote_accesses, storages, unlisted
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth


def table_since(declared: Declarations, clock: Clock) -> tuple[Since, ...]:
    """List the days before which a table is out of date: certificates in force, storages, accesses.

    The days that count for sure come as their latest one; the others are each given with what it lacks.
    """
    found = (*_certificates(declared, clock), *_places(declared, clock), *_gaps(declared))
    latest = clock.latest(each.day for each in found if each.day is not None and not each.lacks)
    return (Since(latest), *(each for each in found if each.lacks))


def _certificates(declared: Declarations, clock: Clock) -> Iterator[Since]:
    """Give the days of issue of the HDS certificates of the host that are in force, or may be."""
    host = host_of(declared)
    if host is None:
        if known(declared.actors) is None:
            yield Since(lacks=(Lack(None, "actors"),))
        return
    listed = in_force_of(host, "hds", clock)
    if listed is None:
        yield Since(lacks=(Lack(host, "certificates"),))
    yield from (_issued(item) for item in listed or () if item.truth is not Truth.FALSE)


def _issued(item: InForce) -> Since:
    return Since(known(item.certificate.issued), item.lacks)


def _places(declared: Declarations, clock: Clock) -> Iterator[Since]:
    """Give the first days of the storages and accesses in place, or perhaps in place."""
    for place in (*storages(declared, clock), *remote_accesses(declared, clock)):
        if place.concerned.truth is not Truth.FALSE:
            yield _first_day(place)


def _first_day(place: Transfer) -> Since:
    since = since_of(place.entry)
    if since == ALWAYS:  # always there: nothing to wait for, whether or not it counts
        return since
    return Since(since.day, place.concerned.lacks)


def _gaps(declared: Declarations) -> Iterator[Since]:
    """Answer for the lists that are not given: they may hold a storage or an access of yesterday."""
    for _, answer in unlisted(declared, "storage", "remote_accesses"):
        if answer.truth is not Truth.FALSE:
            yield Since(lacks=answer.lacks)
