"""What is asked of one host at a time: the scope of its certificates, its storages, its columns 6 and 7."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, change, conforming, dossier_of

from hygie.dossier.vocabulary.actors import Actor, Certificate
from hygie.hosting.certificates import Coverage, InForce, coverage, in_force
from hygie.hosting.guarantees import AccessCountries, exposure_of, guarantee_table
from hygie.hosting.lack import Lack
from hygie.hosting.transfers import storages_by
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

SCOPES = st.none() | st.sets(st.integers(1, 6), max_size=6).map(sorted)
STATES = {"kept": Truth.TRUE, "suspended": Truth.FALSE, "unsure": Truth.UNKNOWN}


def _certificate(scope: list[int] | None, state: str = "kept") -> InForce:
    fields: dict[str, Any] = {"id": "c", "scheme": "hds", "issued": "2025-01-01", "expires": "2028-01-01"}
    if scope is not None:
        fields["activities"] = scope
    if state != "unsure":
        fields["suspended"] = state == "suspended"
    return in_force(Certificate.model_validate(fields, strict=False), Clock(TODAY))


def test_certificates_share_the_activities_out() -> None:
    assert coverage([_certificate([1, 2]), _certificate([3])], [1, 3]) == Coverage(Truth.TRUE)
    assert coverage([_certificate([1, 2]), _certificate([3])], [1, 4, 5]) == Coverage(Truth.FALSE, (4, 5))


def test_nothing_is_asked_of_no_activity_and_no_certificate_covers_any() -> None:
    assert coverage([], []) == Coverage(Truth.TRUE)
    assert coverage([], [6]) == Coverage(Truth.FALSE, (6,))


def test_a_certificate_that_is_not_in_force_covers_nothing() -> None:
    assert coverage([_certificate([1], "suspended")], [1]).truth is Truth.FALSE


def test_what_would_tell_of_the_rest_is_named() -> None:
    unread, unsure = _certificate(None), _certificate([5], "unsure")

    assert coverage([_certificate([1]), unread], [1, 2]).lacks == (Lack(unread.certificate, "activities"),)
    assert coverage([unsure], [5]).lacks == (Lack(unsure.certificate, "suspended"),)
    assert coverage([unsure, _certificate([5])], [5]) == Coverage(Truth.TRUE)


@given(st.lists(st.tuples(SCOPES, st.sampled_from(list(STATES))), max_size=3), st.sets(st.integers(1, 6)))
def test_a_definite_answer_is_that_of_every_completion(
    listed: list[tuple[list[int] | None, str]], wanted: set[int]
) -> None:
    found = coverage([_certificate(scope, state) for scope, state in listed], wanted).truth

    scopes = [[[], [1, 2, 3, 4, 5, 6], sorted(wanted)] if scope is None else [scope] for scope, _ in listed]
    kept = [["kept", "suspended"] if state == "unsure" else [state] for _, state in listed]
    answers = {
        wanted
        <= {
            activity
            for scope, state in zip(chosen, states, strict=True)
            if state == "kept"
            for activity in scope
        }
        for chosen in product(*scopes)
        for states in product(*kept)
    }
    expected = Truth.UNKNOWN if len(answers) > 1 else Truth.of(answers.pop())
    assert found is expected


# -- storages and columns 6 and 7 ----------------------------------------------------------------------


def _actor(data: dict[str, Any], index: int = 0) -> Actor:
    actors = dossier_of(data).declared.actors
    assert isinstance(actors, list)
    return actors[index]


@pytest.mark.parametrize("services", [[], "absent"], ids=["no service", "services not given"])
def test_a_subcontractor_that_is_known_to_host_is_asked_whatever_its_services(services: Any) -> None:
    data = conforming("feima")
    change(data, "actors[coffre].services", services)
    change(data, "actors[coffre].storage[coffre-rennes].country", "US")
    actor = _actor(data, 1)

    (storage,) = storages_by(actor, Clock(TODAY))

    assert storage.concerned.truth is Truth.TRUE
    assert storage.is_transfer.truth is Truth.TRUE
    access = exposure_of(actor, Clock(TODAY)).access.value
    assert access == AccessCountries((), ("US",))


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("actors[host].storage[prod-lyon].country", "CH"),
        ("actors[host].remote_accesses", [{"id": "r", "country": "IN"}]),
        ("actors[host].remote_accesses", [{"id": "r", "country": "US"}]),
        ("actors[host].remote_accesses", "absent"),
        ("actors[host].subject_to", [{"country": "IN"}, {"country": "CH"}]),
        ("actors[host].subject_to", "absent"),
        ("actors[host].country", "CN"),
        ("actors[host].country", "absent"),
    ],
)
def test_alone_a_host_has_the_columns_of_its_row(address: str, value: Any) -> None:
    """The row of a host that supervises nobody is that of the host alone."""
    data = conforming()
    change(data, address, value)
    declared, clock = dossier_of(data).declared, Clock(TODAY)
    row = next(row for row in guarantee_table(declared, clock).rows if row.actor.id == "host")

    assert exposure_of(row.actor, clock) == (row.access, row.third_country_law)
