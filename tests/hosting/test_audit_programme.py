"""What audits are due, of what and when: three years strictly for shared resources, twelve months by convention."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.dossiers import TODAY, change, conforming, dossier_of, verdicts_of

from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.audit_programme import Owed, Urgency, audits_owed, planned_audits
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth

YEAR = timedelta(days=365)


def declared(data: dict[str, Any]) -> Declarations:
    return dossier_of(data).declared


def owed(changes: dict[str, Any] | None = None, as_of: date = TODAY) -> dict[tuple[str, str], Owed]:
    data = conforming()
    for address, value in (changes or {}).items():
        change(data, address, value)
    found = audits_owed(declared(data), Clock(as_of))
    return {(each.kind, each.about.id if each.about else ""): each for each in found}


def test_each_shared_service_the_isms_and_everyone_s_traces_are_owed() -> None:
    assert {(kind, about, each.due) for (kind, about), each in owed().items()} == {
        ("shared_resources", "cloud", date(2028, 1, 15)),
        ("isms_hds", "", date(2027, 4, 1)),
        ("access_traces", "host", date(2027, 4, 1)),
        ("access_traces", "west", date(2027, 4, 1)),
        ("access_traces", "night", date(2027, 4, 1)),
    }
    assert {each.urgency for each in owed().values()} == {Urgency.COMING}


@pytest.mark.parametrize(
    ("kind", "about", "audit", "ended", "urgency"),
    [
        ("shared_resources", "cloud", "pentest", "2023-11-23", Urgency.COMING),
        ("shared_resources", "cloud", "pentest", "2023-11-22", Urgency.OVERDUE),
        ("isms_hds", "", "internal", "2025-11-23", Urgency.COMING),
        ("isms_hds", "", "internal", "2025-11-22", Urgency.OVERDUE),
        ("access_traces", "west", "traces", "2025-11-23", Urgency.COMING),
        ("access_traces", "west", "traces", "2025-11-22", Urgency.OVERDUE),
        ("isms_hds", "", "internal", "2026-11-22", Urgency.COMING),
        ("isms_hds", "", "internal", "2026-11-23", Urgency.NEVER_DONE),
    ],
)
def test_on_the_anniversary_it_is_too_late(
    kind: str, about: str, audit: str, ended: str, urgency: Urgency
) -> None:
    changes = {f"audits[{audit}].report_dated": "absent", f"audits[{audit}].work_ended": ended}
    assert owed(changes)[kind, about].urgency is urgency


@pytest.mark.parametrize(
    ("changes", "urgency", "lacking"),
    [
        ({"audits[pentest].independent": False}, Urgency.NEVER_DONE, []),
        ({"audits[pentest].management_summary": False}, Urgency.NEVER_DONE, []),
        ({"audits[pentest].services": []}, Urgency.NEVER_DONE, []),
        ({"audits[pentest]": "absent"}, Urgency.NEVER_DONE, []),
        ({"audits[pentest].independent": "absent"}, Urgency.UNKNOWN, ["independent"]),
        ({"audits[pentest].services": {"unknown": "?"}}, Urgency.UNKNOWN, ["services"]),
        ({"audits[pentest].work_ended": "absent"}, Urgency.UNKNOWN, ["work_ended"]),
        ({"services[cloud].resources": "absent"}, Urgency.COMING, ["resources"]),
        (
            {"services[cloud].resources": "absent", "audits[pentest]": "absent"},
            Urgency.UNKNOWN,
            ["resources"],
        ),
    ],
)
def test_an_audit_counts_where_it_answers_the_second_right_of_clients(
    changes: dict[str, Any], urgency: Urgency, lacking: list[str]
) -> None:
    found = owed(changes)["shared_resources", "cloud"]
    assert (found.urgency, [lack.field for lack in found.lacks]) == (urgency, lacking)


def test_what_could_not_be_in_time_any_more_raises_no_question() -> None:
    old = {
        "id": "old", "audit_kind": "shared_resources", "work_ended": "2020-01-01",
        "management_summary": True, "services": ["cloud"],
    }  # fmt: skip
    found = owed({"audits[+]": old, "audits[pentest].work_ended": "2021-01-01"})["shared_resources", "cloud"]
    assert (found.urgency, found.lacks) == (Urgency.OVERDUE, ())
    assert found.last is not None
    assert found.last.id == "pentest"


def test_dedicated_resources_alone_owe_no_audit_of_shared_ones() -> None:
    assert ("shared_resources", "cloud") not in owed({"services[cloud].resources": ["dedicated"]})


def test_the_latest_audit_that_counts_decides_for_each_population() -> None:
    later = {
        "id": "later",
        "audit_kind": "access_traces",
        "work_ended": "2026-09-01",
        "populations": ["west"],
    }
    found = owed({"audits[+]": later})
    assert found["access_traces", "west"].due == date(2027, 9, 1)
    assert found["access_traces", "night"].due == date(2027, 4, 1)


def test_what_presses_most_comes_first() -> None:
    changes = {
        "audits[internal].work_ended": "2025-01-01",
        "audits[traces].work_ended": "2024-01-01",
        "audits[traces].populations": ["host"],
        "audits[pentest].independent": "absent",
    }
    data = conforming()
    for address, value in changes.items():
        change(data, address, value)
    found = audits_owed(declared(data), Clock(TODAY))
    assert [(each.kind, each.about.id if each.about else "", each.urgency) for each in found] == [
        ("access_traces", "host", Urgency.OVERDUE),
        ("isms_hds", "", Urgency.OVERDUE),
        ("access_traces", "west", Urgency.NEVER_DONE),
        ("access_traces", "night", Urgency.NEVER_DONE),
        ("shared_resources", "cloud", Urgency.UNKNOWN),
    ]


def test_planned_audits_stand_by_day_late_ones_included_and_ended_ones_left_out() -> None:
    base = {"audit_kind": "access_traces"}
    data = conforming()
    data["audits"] += [
        base | {"id": "c", "planned": "2027-05-01", "populations": ["west"]},
        base | {"id": "b", "planned": "2026-10-01"},
        base | {"id": "a", "planned": "2027-02-01", "populations": ["host"]},
        base | {"id": "d", "planned": "2026-08-01", "work_ended": "2026-08-20", "populations": ["west"]},
        base | {"id": "e", "planned": "2027-03-01", "work_ended": "2027-03-10", "populations": ["west"]},
    ]
    found = {each.about.id: each for each in audits_owed(declared(data), Clock(TODAY)) if each.about}
    assert [audit.id for audit in found["west"].planned] == ["b", "e", "c"]
    assert [audit.id for audit in found["host"].planned] == ["b", "a"]
    audits = declared(data).audits
    assert isinstance(audits, list)
    assert [audit.id for audit in planned_audits(audits, None, Clock(TODAY))] == ["b", "a", "e", "c"]


def test_an_audit_planned_for_a_later_day_is_not_done_and_raises_no_question() -> None:
    planned = {"id": "next", "audit_kind": "isms_hds", "planned": "2027-01-10"}
    found = owed({"audits[internal]": planned})["isms_hds", ""]
    assert (found.urgency, found.lacks) == (Urgency.NEVER_DONE, ())
    late = owed({"audits[internal]": planned | {"planned": "2026-11-01"}})["isms_hds", ""]
    assert (late.urgency, [lack.field for lack in late.lacks]) == (Urgency.UNKNOWN, ["work_ended"])


def test_before_the_referential_is_in_force_no_day_is_given() -> None:
    found = owed({"audits[internal].work_ended": "2024-01-01"}, date(2024, 11, 15))["isms_hds", ""]
    assert (found.age, found.due, found.urgency) == (None, None, Urgency.UNKNOWN)


def test_nothing_is_owed_while_the_audits_are_not_known() -> None:
    assert owed({"audits": {"unknown": "?"}}) == {}


def test_the_clock_watches_the_day_on_which_an_audit_falls_due() -> None:
    clock = Clock(TODAY)
    data = conforming()
    change(data, "audits[pentest].work_ended", "2023-12-20")
    change(data, "audits[pentest].report_dated", "2024-01-18")
    audits_owed(declared(data), clock)
    assert clock.next_change == date(2026, 12, 20)


DAYS = st.dates(TODAY - 4 * YEAR, TODAY + YEAR)
AUDITS = st.lists(
    st.fixed_dictionaries(
        {"audit_kind": st.sampled_from(["shared_resources", "isms_hds", "access_traces"])},
        optional={
            "work_ended": DAYS,
            "independent": st.booleans(),
            "management_summary": st.booleans(),
            "services": st.lists(st.just("cloud"), max_size=1),
            "populations": st.lists(st.sampled_from(["host", "west", "night"]), unique=True),
        },
    ),
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(AUDITS)
def test_what_is_owed_agrees_with_the_verdicts(audits: list[dict[str, Any]]) -> None:
    data = conforming()
    data["audits"] = [audit | {"id": f"a{number}"} for number, audit in enumerate(audits)]
    verdicts = verdicts_of(data)
    found = audits_owed(declared(data), Clock(TODAY))
    kinds = ("shared_resources", "isms_hds", "access_traces")
    of_kind = {kind: [one.urgency for one in found if one.kind == kind] for kind in kinds}
    second = {one.id: one.value for one in verdicts["EXI-15"].cases[0].criteria}["15-2"]
    (shared,) = of_kind["shared_resources"]
    assert (
        shared
        in {
            Truth.TRUE: {Urgency.COMING},
            Truth.UNKNOWN: {Urgency.UNKNOWN},
            Truth.FALSE: {Urgency.OVERDUE, Urgency.NEVER_DONE},
        }[second]
    )
    internal = {one.id: one.value for one in verdicts["EXI-16"].cases[0].criteria}
    done = {Urgency.COMING, Urgency.OVERDUE}
    for criterion, kind in (("c1", "isms_hds"), ("c2", "access_traces")):
        urgencies = of_kind[kind]
        if set(urgencies) <= done:
            assert internal[criterion] is Truth.TRUE
        if Urgency.NEVER_DONE in urgencies:
            assert internal[criterion] is Truth.FALSE
        if internal[criterion] is Truth.UNKNOWN:
            assert Urgency.UNKNOWN in urgencies
    if verdicts["EXI-16"].status is Status.MET and not any(
        item.code == "stale" for item in verdicts["EXI-16"].reservations
    ):
        assert Urgency.OVERDUE not in of_kind["isms_hds"]
