"""EXI-28: health data is stored in the EEA and nowhere else, and clients know where (HDS §7)."""

from hygie.dossier.vocabulary.base import known
from hygie.hosting.participants import participants
from hygie.hosting.transfers import Transfer, storages, unlisted
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.sovereignty import Messages, ToldCodes, applies_if_any
from hygie.referentials.hosting_checks import aside, storage_named, stored_inside
from hygie.referentials.questions import left_out
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import Case, Check, Criterion, Decision, every, some

REQUIREMENT = "EXI-28"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: each storage is in the EEA; c2: its location is documented; c3: and told to each client.

    Storages of health data count, by the host and by the subcontractors that take part. A single one
    outside the EEA fails, even in an adequate country. A site that is given documents the location.
    A letter that names no storage tells of those in use on its day.
    """
    if participants(facts.declared) is None:
        return Decision(undetermined=facts.lacks(None, "actors"))
    listed = storages(facts.declared, facts.clock)
    places = tuple(place for place in listed if place.concerned.truth is not Truth.FALSE)
    outside = left_out([(place.entry, Check(place.concerned.truth)) for place in listed], facts)
    gaps = tuple(
        answer for _, answer in unlisted(facts.declared, "storage") if answer.truth is not Truth.FALSE
    )
    applies = applies_if_any(
        facts,
        (*(place.concerned for place in places), *gaps),
        "health_data_stored",
        "no_health_data_stored",
    )
    rest = tuple(aside(facts, gap) for gap in gaps)
    criteria = (
        Criterion("c1", every((*(stored_inside(place, facts) for place in places), *rest)), left_out=outside),
        Criterion("c2", every((*(_documented(place, facts) for place in places), *rest))),
        _told(places, rest, facts),
    )
    return Decision((Case(criteria),), applies=applies)


def _documented(place: Transfer, facts: Facts) -> Check:
    path = facts.path(place.entry, "site")
    site = known(facts.dossier.value_at(path))
    given = facts.lacks_at(path)
    if site is not None:
        given = facts.says(True, "storage_site_given", path, site=site, actor=place.actor.name)
    return some((aside(facts, place.concerned), given))


def _told(places: tuple[Transfer, ...], rest: tuple[Check, ...], facts: Facts) -> Criterion:
    """c3 has no object without a client; what is not stored with certainty has perhaps not to be told."""
    messages = Messages(facts)
    codes = ToldCodes(
        "location_told", "location_told_too_early", "location_not_told", "location_told_at_once"
    )
    criteria = [
        (
            place,
            messages.told_to_clients("c3", "storage_location", codes, place.entry, **storage_named(place)),
        )
        for place in places
    ]
    nobody = messages.told_to_clients("c3", "storage_location", codes)
    told = every((*(some((aside(facts, place.concerned), each.check)) for place, each in criteria), *rest))
    return Criterion("c3", told, applies=nobody.applies)
