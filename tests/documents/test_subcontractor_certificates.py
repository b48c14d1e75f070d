"""Certificates of subcontractors: the procedure, the state on the day as EXI-14 reads it, who must be told."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from tests.support.dossiers import TODAY, conforming, dossier_of
from tests.support.mutations import disturb
from tests.support.registers import (
    check_no_secret,
    check_pages,
    drawn,
    everything_said,
    example_host,
    nothing_declared,
    notices,
    rows,
    tables,
    with_secrets,
)
from tests.support.samples import ENGLISH, FRENCH, study_of, with_changes
from tests.support.soundness import SLOW, randoms

from hygie.assessment.study import Study
from hygie.documents.owed.subcontractor_certificates import DOCUMENT
from hygie.hosting.certificate_watch import Urgency, relying_on, watched
from hygie.hosting.participants import subcontractors
from hygie.kernel.clock import Clock
from hygie.kernel.truth import Truth
from hygie.law import period
from hygie.wording.voice import Voice

STATE, RELYING, GIVEN = "Certificates", "Who depends on these certificates", "Certificates not given"
OWN = "actors[west].certificates[hds-west]"
NOTICE = "Less than 90 days before the last day"
LOST = "No longer in force, and not replaced: the procedure applies"
SECOND = {
    "id": "hds-west-2", "scheme": "hds", "edition": "2.0", "number": "H-3", "body": "body", "activities": [6],
    "issued": "2026-06-01", "expires": "2029-05-31", "suspended": False, "scope": "Sauvegarde",
}  # fmt: skip


def state(changes: dict[str, Any]) -> list[list[str]]:
    return rows(tables(drawn(DOCUMENT, with_changes(changes)))[STATE])


# -- the state -----------------------------------------------------------------------------------


def test_a_certificate_is_shown_with_its_days() -> None:
    assert state({}) == [
        ["Sauvegarde Ouest", "H-2", "6", "1 June 2025", "31 May 2028", "556 days", "✓ in force", "✓ yes"]
    ]


@pytest.mark.parametrize(
    ("changes", "days", "said"),
    [
        ({f"{OWN}.expires": "2026-11-22"}, "0 days", "◐ about to expire"),
        ({f"{OWN}.expires": "2026-11-23"}, "1 day", "◐ about to expire"),
        ({f"{OWN}.expires": "2027-02-19"}, "89 days", "◐ about to expire"),
        ({f"{OWN}.expires": "2027-02-20"}, "90 days", "✓ in force"),
        ({f"{OWN}.expires": "2026-11-21"}, "–", "✕ expired | for 1 day"),
        ({f"{OWN}.expires": "2026-06-25"}, "–", "✕ expired | for 150 days"),
        ({f"{OWN}.issued": "2026-11-23"}, "556 days", "✕ not issued yet"),
        ({f"{OWN}.suspended": True}, "556 days", "✕ suspended"),
        (
            {f"{OWN}.suspended": True, f"{OWN}.suspended_since": "2026-10-01"},
            "556 days",
            "✕ suspended | since 1 October 2026",
        ),
        ({f"{OWN}.withdrawn": "2026-11-01"}, "556 days", "✕ withdrawn | on 1 November 2026"),
        ({f"{OWN}.withdrawn": "2026-12-01"}, "556 days", "✓ in force"),
    ],
)
def test_the_state_is_that_of_the_day(changes: dict[str, Any], days: str, said: str) -> None:
    ((*_, shown_days, shown_state, _),) = state(changes)
    assert (shown_days, shown_state) == (days, said)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({f"{OWN}.expires": "2026-06-25"}, "Sauvegarde Ouest – H-2 ✕ expiré depuis 150 jours"),
        ({f"{OWN}.expires": "2026-11-21"}, "Sauvegarde Ouest – H-2 ✕ expiré depuis 1 jour"),
        ({f"{OWN}.withdrawn": "2026-11-01"}, "Sauvegarde Ouest – H-2 ✕ retiré le 1er novembre 2026"),
        (
            {f"{OWN}.suspended": True, f"{OWN}.suspended_since": "2026-10-01"},
            "Sauvegarde Ouest – H-2 ✕ suspendu depuis le 1er octobre 2026",
        ),
        ({f"{OWN}.suspended": True}, "Sauvegarde Ouest – H-2 ✕ suspendu"),
    ],
)
def test_a_certificate_that_is_lost_is_said_lost_since_when(changes: dict[str, Any], said: str) -> None:
    document = drawn(DOCUMENT, with_changes(changes), FRENCH)
    (lines,) = (lines for title, lines in notices(document).items() if title == FRENCH.say(LOST))
    assert lines == [said]


def test_what_is_not_known_is_said_with_what_to_write() -> None:
    (row,) = state({f"{OWN}.suspended": "absent", f"{OWN}.number": "absent"})
    assert row[1] == "hds-west"
    assert row[6].startswith("? undetermined | ")
    assert "suspended" in row[6].casefold()
    (row,) = state({f"{OWN}.expires": {"unknown": "certificat demandé"}})
    assert row[4] == "? not known (certificat demandé)"
    assert row[5] == "–"


@pytest.mark.parametrize(
    ("certificates", "shown"),
    [([], "✕ none"), ("absent", "? not known"), ({"unknown": "demandé"}, "? not known (demandé)")],
)
def test_a_subcontractor_chosen_as_certified_without_certificate_is_listed(
    certificates: Any, shown: str
) -> None:
    (row,) = state({"actors[west].certificates": certificates})
    assert row[:2] == ["Sauvegarde Ouest", shown]


def test_an_expired_certificate_that_is_replaced_comes_last() -> None:
    found = state({f"{OWN}.expires": "2026-01-01", "actors[west].certificates[+]": SECOND})
    assert [(row[1], row[6]) for row in found] == [
        ("H-3", "✓ in force"),
        ("H-2", "– expired, replaced | for 325 days"),
    ]


def test_the_most_urgent_comes_first() -> None:
    changes = {
        "actors[night].hds_certified": "yes",
        "actors[night].certificates": [{**SECOND, "id": "a", "number": "N-1", "expires": "2027-01-31"}],
        "actors[west].certificates[+]": {**SECOND, "expires": "2027-01-02"},
    }
    assert [row[1] for row in state(changes)] == ["H-3", "N-1", "H-2"]
    said = notices(drawn(DOCUMENT, with_changes(changes)))[NOTICE]
    assert [line.partition(" ◐")[0] for line in said] == ["Sauvegarde Ouest – H-3", "Astreinte Nuit – N-1"]


@pytest.mark.parametrize("days", [-400, -1, 0, 1, 88, 89, 90, 91, 400])
def test_the_warning_is_that_of_exi_14(days: int) -> None:
    expires = TODAY + timedelta(days=days)
    study = with_changes({f"{OWN}.expires": expires.isoformat(), f"{OWN}.issued": "2020-01-01"})
    codes = {note.code for note in study.verdicts["hds-2.0"]["EXI-14"].notes}
    said = notices(drawn(DOCUMENT, study))
    assert (NOTICE in said) is ("certificate_about_to_expire" in codes) is (0 <= days < 90)
    assert (LOST in said) is ("certificate_expired" in codes) is (days < 0)


@SLOW
@given(randoms)
def test_the_state_agrees_with_exi_14(random: Any) -> None:
    data = conforming()
    data["actors"][2] |= {"hds_certified": "yes", "certificates": [{**SECOND, "id": "n", "number": "N-1"}]}
    disturb(data, random, random.choice((1, 3, 8)))
    study = study_of(data)
    verdict = study.verdicts["hds-2.0"]["EXI-14"]
    said = notices(drawn(DOCUMENT, study))
    if not verdict.cases:
        return
    codes = [note.code for note in verdict.notes]
    expiring = codes.count("certificate_about_to_expire")
    assert len(said.get(NOTICE, [])) == expiring
    assert len(said.get(LOST, [])) == len(codes) - expiring
    table = tables(drawn(DOCUMENT, study)).get(STATE)
    covered = {row[7] for row in rows(table)} if table is not None else set()
    c3 = {item.id: item.value for item in verdict.cases[0].criteria}["c3"]
    if c3 is Truth.TRUE:
        assert "✓ yes" in covered


def test_those_never_chosen_as_certified_are_not_listed() -> None:
    document = drawn(DOCUMENT, with_changes({"actors[west].hds_certified": "no"}))
    assert STATE not in tables(document)
    assert "No subcontractor that takes part was chosen as certified." in everything_said(document)


def test_whether_it_was_chosen_as_certified_may_be_unknown() -> None:
    (row,) = state({"actors[west].hds_certified": "absent"})
    assert row[0] == "Sauvegarde Ouest | certified and taking part, or not: not determined"


# -- the procedure -------------------------------------------------------------------------------


def test_the_procedure_is_shown_whole() -> None:
    said = everything_said(drawn(DOCUMENT, study_of()))
    for text in (
        "Relevé mensuel de la liste publique",
        "Bascule vers Lille",
        "Sous 48 heures",
        "10 January 2026",
    ):
        assert text in said
    assert "loss" in said
    assert "suspension" in said


@pytest.mark.parametrize(
    ("procedure", "said", "covered"),
    [
        ({"exists": False}, "There is no procedure.", "✕ no"),
        ("absent", "not known", "? not determined"),
        ({"unknown": "à retrouver"}, "(à retrouver)", "? not determined"),
        ({"triggers": ["loss"], "subcontractors": []}, "loss", "✕ no"),
        ({"triggers": ["loss"]}, "in effect, without a date", "? not determined"),
    ],
)
def test_what_the_procedure_lacks_is_said(procedure: Any, said: str, covered: str) -> None:
    changes = {"certificate_loss_procedure": procedure}
    assert said in everything_said(drawn(DOCUMENT, with_changes(changes)))
    assert state(changes)[0][7] == covered


# -- who relies on it ----------------------------------------------------------------------------


def test_clients_of_the_services_that_depend_on_it_must_be_told() -> None:
    changes = {
        "services[+]": {"id": "vault", "name": "Coffre", "activities": [6]},
        "clients[lab].services": ["vault"],
        "clients[+]": {"id": "new", "name": "Clinique Neuve"},
    }
    ((actor, services, clients),) = rows(tables(drawn(DOCUMENT, with_changes(changes)))[RELYING])
    assert (actor, services) == ("Sauvegarde Ouest", "Nuage Santé")
    assert clients == "CH Valmont | Clinique Neuve (perhaps: which services it uses is not known)"


def test_who_is_told_is_not_known_without_a_list_of_clients_or_of_services() -> None:
    ((_, _, clients),) = rows(tables(drawn(DOCUMENT, with_changes({"clients": "absent"})))[RELYING])
    assert clients == "? not known"
    study = with_changes({"actors[west].services": "absent"})
    ((_, services, clients),) = rows(tables(drawn(DOCUMENT, study))[RELYING])
    assert services == "? not known"
    assert clients.count("perhaps") == 2
    actor = next(each for each in subcontractors(study.dossier.declared) or () if each.id == "west")
    assert [lack.field for lack in relying_on(actor, study.dossier.declared).lacks] == ["services"]


def test_clients_without_the_certificate_in_force_are_those_of_exi_12() -> None:
    study = with_changes({"communications[c2].to": ["client:chv"]})
    ((client, given, why),) = rows(tables(drawn(DOCUMENT, study))[GIVEN])
    assert (client, given) == ("Laboratoire Orme", "✕ no")
    reasons = study.verdicts["hds-2.0"]["EXI-12"].reasons
    assert why == ENGLISH.reason(next(reason for reason in reasons if reason.value is Truth.FALSE))
    everyone = "Every client was given the certificates in force of certified subcontractors."
    assert everyone in everything_said(drawn(DOCUMENT, study_of()))
    assert everyone not in everything_said(drawn(DOCUMENT, study))


# -- watching ------------------------------------------------------------------------------------


def test_the_order_and_the_last_day_do_not_depend_on_the_clock_s_year() -> None:
    data = conforming()
    data["actors"][1]["certificates"][0]["expires"] = "9999-12-31"
    declared = dossier_of(data).declared
    notice = period("certificate_expiry_warning", TODAY).value
    (found,) = watched(subcontractors(declared) or (), notice, Clock(TODAY))
    assert found.urgency is Urgency.IN_FORCE


def test_the_clock_watches_the_day_of_the_warning() -> None:
    clock = Clock(TODAY)
    declared = study_of().dossier.declared
    watched(subcontractors(declared) or (), period("certificate_expiry_warning", TODAY).value, clock)
    assert clock.next_change == date(2028, 3, 3)


# -- the whole -----------------------------------------------------------------------------------


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize(
    "study", [example_host(), study_of(), nothing_declared()], ids=["example", "met", "empty"]
)
def test_pdf_and_page_say_the_same(study: Study, voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study, voice))


def test_the_example_s_certificate_about_to_expire_comes_first() -> None:
    document = drawn(DOCUMENT, example_host())
    assert rows(tables(document)[STATE])[0][:6] == [
        "Sauvegarde Ouest", "HDS-0000-02", "6", "5 January 2026", "2 January 2027", "41 days"
    ]  # fmt: skip


def test_an_empty_dossier_says_that_nothing_is_known() -> None:
    document = drawn(DOCUMENT, nothing_declared())
    assert STATE not in tables(document)
    assert "not known" in everything_said(document)


def test_another_role_is_told_that_hds_is_not_evaluated() -> None:
    study = study_of({"format": 1, "organization": {"name": "Éditeur"}, "roles": ["vendor"]})
    assert "This study does not evaluate HDS v2.0." in notices(drawn(DOCUMENT, study))


def test_nobody_is_named() -> None:
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())))
