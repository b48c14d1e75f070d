"""CSP-R1111-11-3: the contract states the places of hosting (CSP, article R.1111-11, 3°; no EXI repeats it).

One case a contract in force, and one of the model contract. A contract whose services store no health
data has no such place. Sites are compared by the words used for storage; ``places: []`` says that the
contract names none, and countries alone are then compared.
"""

from hygie.dossier.vocabulary.base import known
from hygie.dossier.vocabulary.contracts import PlacesClause
from hygie.hosting.hosting_places import HostingPlaces, PlaceField, compare, hosting_places
from hygie.kernel.parameters import Country, Parameter, Scalar
from hygie.kernel.truth import Truth
from hygie.referentials.facts import Facts
from hygie.referentials.hds_2_0.contract_subjects import Subject, clause_of, decide_each
from hygie.referentials.questions import lacking
from hygie.referentials.rules import Verdicts
from hygie.referentials.verdict import TRUE, Check, Criterion, Decision, every

REQUIREMENT = "CSP-R1111-11-3"


def decide(facts: Facts, _verdicts: Verdicts) -> Decision:
    """c1: the places stated are those where the health data of the contract's services is stored."""
    found: dict[tuple[str, ...], HostingPlaces] = {}

    def criteria(subject: Subject) -> tuple[Criterion, ...]:
        services = known(subject.entry.services)
        if services is None:
            return (Criterion("c1", facts.lacks_at((*subject.path, "services"))),)
        key = tuple(services)
        if key not in found:
            found[key] = hosting_places(facts.declared, key, facts.clock)
        return (Criterion("c1", _stated(subject, found[key], facts), applies=_stored(found[key], facts)),)

    return decide_each(facts, ("c1",), criteria)


def _stored(places: HostingPlaces, facts: Facts) -> Check:
    """Answer whether health data is stored somewhere for these services."""
    if places.certain:
        return TRUE
    if places.lacks:
        return lacking(facts, places.lacks)
    return facts.says(True, "no_hosting_place", facts.path(None, "actors")).negated()


def _stated(subject: Subject, places: HostingPlaces, facts: Facts) -> Check:
    clause, path, answer = clause_of(facts, subject, "hosting_places")
    if not isinstance(clause, PlacesClause):
        return answer or facts.lacks_at(path)
    return every(
        (_compared(subject, clause, places, "country", facts), _sites(subject, clause, places, facts))
    )


def _sites(subject: Subject, clause: PlacesClause, places: HostingPlaces, facts: Facts) -> Check:
    return TRUE if clause.places == [] else _compared(subject, clause, places, "site", facts)


def _compared(
    subject: Subject, clause: PlacesClause, places: HostingPlaces, field: PlaceField, facts: Facts
) -> Check:
    key = "countries" if field == "country" else "places"
    stated = known(getattr(clause, key))
    path = (*subject.path, "clauses", "hosting_places", key)
    if stated is None:
        return facts.lacks_at(path)
    found = compare(stated, places, field)
    about: dict[str, Parameter] = {"contract": subject.name}
    if found.truth is Truth.UNKNOWN:
        return lacking(facts, found.lacks)
    if found.truth is Truth.TRUE:
        return facts.says(True, "hosting_places_stated", path, places=_words(stated, field), **about)
    if found.left_out:
        left_out = _words(found.left_out, field)
        return facts.says(False, "hosting_places_left_out", path, places=left_out, **about)
    unfounded = _words(found.unfounded, field)
    return facts.says(False, "hosting_places_unfounded", path, places=unfounded, **about)


def _words(places: list[str] | tuple[str, ...], field: PlaceField) -> tuple[Scalar, ...]:
    return tuple(Country(place) if field == "country" else place for place in places)
