"""What was sent to whom by the day, and what is lacking to tell."""

from datetime import date
from typing import Any

import pytest

from hygie.dossier.vocabulary.root import Declarations
from hygie.hosting.communications import ALWAYS, CommunicationLog, Since, sent_to
from hygie.hosting.lack import Lack
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth

TODAY = date(2026, 11, 22)
CLIENT = "client:c"
ABOUT = frozenset({"certificate:a"})


def _declared(*communications: dict[str, Any]) -> Declarations:
    listed = [
        {"id": f"m{rank}", "what": "hds_certificate", "to": [CLIENT], **item}
        for rank, item in enumerate(communications)
    ]
    header = {"format": 1, "organization": {"name": "Hébergeur"}, "roles": ["host"]}
    return Declarations.model_validate(header | {"communications": listed})


@pytest.mark.parametrize(
    ("communications", "truth"),
    [
        ([], Truth.FALSE),
        ([{"sent": TODAY}], Truth.TRUE),
        ([{"sent": date(2026, 11, 23)}], Truth.FALSE),
        ([{}], Truth.UNKNOWN),
        ([{"sent": TODAY, "what": "guarantee_table"}], Truth.FALSE),
        ([{"sent": TODAY, "to": ["client:other"]}], Truth.FALSE),
        ([{"sent": TODAY, "about": ["certificate:a"]}], Truth.TRUE),
        ([{"sent": TODAY, "about": ["certificate:b"]}], Truth.FALSE),
        ([{"about": ["certificate:b"]}], Truth.FALSE),
        ([{"about": {"unknown": "bordereau perdu"}, "sent": TODAY}], Truth.UNKNOWN),
        ([{}, {"sent": TODAY}], Truth.TRUE),
    ],
)
def test_sent(communications: list[dict[str, Any]], truth: Truth) -> None:
    assert sent_to(_declared(*communications), "hds_certificate", CLIENT, Clock(TODAY), ABOUT).truth is truth


def test_lacks_name_the_entry_and_the_field() -> None:
    declared = _declared({"about": {"unknown": "bordereau perdu"}})
    sent = CommunicationLog(declared).sent_to("hds_certificate", CLIENT, Clock(TODAY), ABOUT)
    assert [(lack.entry.id, lack.field) for lack in sent.lacks] == [("m0", "about"), ("m0", "sent")]  # type: ignore[union-attr]


def test_without_a_list_nothing_is_known() -> None:
    header = {"format": 1, "organization": {"name": "Hébergeur"}, "roles": ["host"]}
    sent = sent_to(Declarations.model_validate(header), "hds_certificate", CLIENT, Clock(TODAY))
    assert sent.truth is Truth.UNKNOWN
    assert sent.lacks == ((None, "communications"),)


LACK = Lack(None, "third_country_law")


@pytest.mark.parametrize(
    ("since", "truth"),
    [
        (ALWAYS, Truth.TRUE),
        (Since(TODAY), Truth.TRUE),
        (Since(date(2026, 11, 23)), Truth.FALSE),
        (Since(lacks=(LACK,)), Truth.UNKNOWN),
        (Since(TODAY, (LACK,)), Truth.TRUE),
        (Since(date(2026, 11, 23), (LACK,)), Truth.UNKNOWN),
    ],
)
def test_what_names_nothing_tells_of_what_was_there_on_its_day(since: Since, truth: Truth) -> None:
    clock = Clock(date(2026, 12, 1))

    general = sent_to(_declared({"sent": TODAY}), "hds_certificate", CLIENT, clock, ABOUT, (since,))
    named = _declared({"sent": TODAY, "about": ["certificate:a"]})

    assert general.truth is truth
    assert general.lacks == ((LACK,) if truth is Truth.UNKNOWN else ())
    assert (general.outdated is not None) is (truth is Truth.FALSE)
    assert sent_to(named, "hds_certificate", CLIENT, clock, ABOUT, (since,)).truth is Truth.TRUE
    assert sent_to(named, "hds_certificate", CLIENT, clock, None, (since,)).truth is truth


def test_the_latest_general_communication_is_that_of_the_days_that_have_come() -> None:
    declared = _declared(
        {"sent": TODAY},
        {"sent": date(2020, 1, 1)},
        {"sent": date(2026, 11, 23)},
        {"sent": TODAY, "about": ["certificate:a"]},
        {},
    )
    found = CommunicationLog(declared).general("hds_certificate", CLIENT, Clock(TODAY))
    assert found is not None
    assert found.id == "m0"
