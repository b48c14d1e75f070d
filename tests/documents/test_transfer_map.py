"""The map of transfers: the tables agree with EXI-28 to 31, nothing that is not known is left out."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from playwright.sync_api import Page
from tests.support.canaries import CANARY, with_canaries
from tests.support.dossiers import conforming
from tests.support.mutations import disturb
from tests.support.reading import HtmlPage, pdf_text, squeezed
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
from hygie.documents.blocks import Badge, Cell, Figure
from hygie.documents.html import to_html
from hygie.documents.owed.transfer_figure import shown
from hygie.documents.owed.transfer_map import DOCUMENT
from hygie.documents.pdf import to_pdf
from hygie.dossier.vocabulary.base import Confidentiality
from hygie.hosting.guarantees import guarantee_table
from hygie.hosting.publication import ACTIVITIES, Publication
from hygie.hosting.transfers import remote_accesses, storages
from hygie.kernel.clock import Clock
from hygie.kernel.status import Status
from hygie.kernel.truth import Truth
from hygie.referentials.verdict import CaseVerdict
from hygie.wording.voice import Voice

STORED, ACCESSES = "Where health data is stored", "Remote accesses"
LAWS, PUBLIC = "Laws of third countries", "What is to be public"
LOOK = {Truth.TRUE: "sound", Truth.FALSE: "refused", Truth.UNKNOWN: "unknown"}
STATUS = {Truth.TRUE: Status.MET, Truth.FALSE: Status.NOT_MET, Truth.UNKNOWN: Status.UNDETERMINED}

US_ACCESS = {"id": "west-us", "country": "US", "services": ["cloud"], "basis": "art45", "since": "2025-01-01"}
BASES: dict[str, tuple[dict[str, Any], str]] = {
    "adequate": ({"country": "JP", "basis": "art45"}, "sound"),
    "within the EEA": ({"country": "DE", "basis": "absent"}, "plain"),
    "article 46": ({"basis": "art46.2.b", "basis_date": "2025-01-01"}, "sound"),
    "article 46 to come": ({"basis": "art46.2.c", "basis_date": "2027-01-01"}, "refused"),
    "article 49": ({"basis": "art49"}, "refused"),
    "none": ({"basis": "none"}, "refused"),
    "no decision": ({"basis": "art45"}, "refused"),
    "no basis given": ({"basis": "absent"}, "unknown"),
    "no country": ({"country": "absent"}, "unknown"),
    "partial, not proven": ({"country": "US", "basis": "art45"}, "unknown"),
    "partial, proven": ({"country": "US", "basis": "art45", "recipient_covered": True}, "sound"),
    "partial, not proven, with a safeguard": ({"country": "US"}, "sound"),
}


def badges_of(cell: Cell) -> list[Badge]:
    return [run for line in cell for run in line if isinstance(run, Badge)]


def case_of(study: Study, entry: object) -> CaseVerdict | None:
    verdict = study.verdicts["hds-2.0"]["EXI-29"]
    return next((case for case in verdict.cases if study.dossier.value_at(case.path) is entry), None)


def with_access(**changes: Any) -> Study:
    return with_changes(
        {f"actors[night].remote_accesses[night-in].{key}": value for key, value in changes.items()}
    )


# -- the drawing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BASES)
def test_a_basis_is_drawn_as_it_stands(name: str) -> None:
    changes, look = BASES[name]
    study = with_access(**changes)
    (access,) = shown(study, ENGLISH).accesses
    assert access.look == look
    (found,) = remote_accesses(study.dossier.declared, Clock(study.as_of))
    case = case_of(study, found.entry)
    if case is None:
        assert look in {"plain", "unknown"}
        return
    assert LOOK[{item.id: item.value for item in case.criteria}.get("c1", Truth.UNKNOWN)] == look


@SLOW
@given(randoms)
def test_the_drawing_and_the_tables_agree_with_the_verdicts(random: Any) -> None:
    data = conforming()
    data["actors"][1]["remote_accesses"] = [dict(US_ACCESS)]
    disturb(data, random, random.choice((1, 3, 8)))
    study = study_of(data)
    declared, clock = study.dossier.declared, Clock(study.as_of)
    drawing, document = shown(study, ENGLISH), drawn(DOCUMENT, study)
    accesses = [each for each in remote_accesses(declared, clock) if each.concerned.truth is not Truth.FALSE]
    listed = rows(tables(document)[ACCESSES]) if ACCESSES in tables(document) else []
    assert len(listed) == len(drawing.accesses) >= len(accesses)
    for access, drew in zip(accesses, drawing.accesses, strict=False):
        case = case_of(study, access.entry)
        criteria = {item.id: item.value for item in case.criteria} if case is not None else {}
        if "c1" in criteria:
            assert drew.look == LOOK[criteria["c1"]]
    kept = [each for each in storages(declared, clock) if each.concerned.truth is not Truth.FALSE]
    zones = {"inside": Truth.TRUE, "outside": Truth.FALSE, "unknown": Truth.UNKNOWN}
    for storage, drew_storage in zip(kept, drawing.storages, strict=False):
        assert zones[drew_storage.place.zone] is storage.outside.negated().truth
    verdict = study.verdicts["hds-2.0"]["EXI-28"]
    if verdict.cases and verdict.cases[0].criteria[0].value is Truth.FALSE:
        assert any(each.place.zone == "outside" for each in drawing.storages)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"actors[west].storage": "absent"}, "storage places not declared"),
        ({"actors[west].remote_accesses": {"unknown": "demandé"}}, "remote accesses not declared"),
        ({"actors[west].storage[0].country": "absent"}, "Country not declared"),
        ({"actors[west].storage[0].site": "absent"}, "site not declared"),
        ({"actors[west].storage[0].health_data": "absent"}, "health data or not: not determined"),
        ({"actors[west].services": "absent"}, "participation not determined"),
        ({"actors[night].remote_accesses[0].basis": "absent"}, "basis not determined"),
    ],
)
def test_what_is_not_known_is_drawn_and_named_as_missing(changes: dict[str, Any], said: str) -> None:
    document = drawn(DOCUMENT, with_changes(changes))
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    drawing = "".join(squeezed("".join(HtmlPage.of(figure.svg.encode()).texts)) for figure in figures)
    assert squeezed(said)[:24] in drawing
    missing = notices(document)["This map is not complete: what is missing is shown as not known"]
    assert missing


def test_the_complete_map_says_that_nothing_is_missing() -> None:
    assert not any("not complete" in title for title in notices(drawn(DOCUMENT, study_of())))


def test_what_is_to_come_is_neither_drawn_nor_counted() -> None:
    study = with_access(since="2027-03-01")
    document = drawn(DOCUMENT, study)
    assert shown(study, ENGLISH).accesses == ()
    assert ACCESSES not in tables(document)
    (lines,) = [lines for title, lines in notices(document).items() if "to come" in title]
    assert lines == [f"Astreinte Nuit, {ENGLISH.country('IN')}: remote access from 1 March 2027"]


# -- the tables ----------------------------------------------------------------------------------


def test_storages_are_listed_one_by_one() -> None:
    document = drawn(DOCUMENT, study_of())
    france = ENGLISH.country("FR")
    assert rows(tables(document)[STORED]) == [
        ["Hébergeur Témoin", france, "✓ yes", "Lyon", "production", "Nuage Santé", "1 January 2024"],
        ["Hébergeur Témoin", france, "✓ yes", "Lille", "backup", "Nuage Santé", "1 January 2024"],
        ["Sauvegarde Ouest", france, "✓ yes", "Rennes", "backup", "Nuage Santé", "1 June 2024"],
    ]


def test_an_access_is_listed_with_all_that_exi_29_looks_at() -> None:
    (row,) = rows(tables(drawn(DOCUMENT, study_of()))[ACCESSES])
    assert row == [
        "Astreinte Nuit",
        ENGLISH.country("IN"),
        "astreinte de nuit",
        "Nuage Santé",
        "standard clauses of the Commission (art. 46(2)(c)) | ✓ yes",
        "1 September 2024",
        "no adequacy decision that covers it",
        "Accès par bastion enregistré",
        "✓ yes",
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "✓ yes"),
        ({"communications": []}, "✕ no"),
        ({"communications": "absent"}, "? not determined"),
        ({"clients": []}, "– not applicable"),
        ({"actors[night].remote_accesses[0].country": "JP"}, "– not applicable"),
        ({"actors[night].remote_accesses[0].country": "DE"}, "–"),
    ],
)
def test_whether_clients_were_told_is_what_exi_29_says(changes: dict[str, Any], told: str) -> None:
    (row,) = rows(tables(drawn(DOCUMENT, with_changes(changes)))[ACCESSES])
    assert row[-1] == told


def test_storage_outside_the_eea_is_refused_in_the_table_as_in_the_verdict() -> None:
    study = with_changes({"actors[west].storage[0].country": "CH"})
    row = rows(tables(drawn(DOCUMENT, study))[STORED])[2]
    assert row[2] == "✕ no"
    assert study.verdicts["hds-2.0"]["EXI-28"].status is Status.NOT_MET


def test_laws_say_whether_they_call_for_exi_30() -> None:
    document = drawn(DOCUMENT, example_host())
    found = {(row[0], row[1]): row[4] for row in rows(tables(document)[LAWS])}
    assert found == {
        ("Vigie Atlantique Inc.", ENGLISH.country("US")): "not determined",
        ("Relais Nocturne Pvt Ltd", ENGLISH.country("IN")): "yes",
    }
    table = guarantee_table(example_host().dossier.declared, Clock(example_host().as_of))
    column_7 = {row.actor.name: row.third_country_law.value for row in table.rows}
    assert column_7["Relais Nocturne Pvt Ltd"] == ("IN",)
    assert column_7["Vigie Atlantique Inc."] is None


@pytest.mark.parametrize("study", [example_host(), study_of(), with_changes({"public_pages": []})])
def test_what_is_public_is_the_case_and_the_status_of_exi_31(study: Study) -> None:
    table = tables(drawn(DOCUMENT, study))[PUBLIC]
    looked_at = Publication(study.dossier.declared, Clock(study.as_of))
    standings = [looked_at.standing(activity) for activity in ACTIVITIES]
    assert [row[5] for row in rows(table)] == [
        ENGLISH.term("publication_case", standing.case.value) for standing in standings
    ]
    verdict = study.verdicts["hds-2.0"]["EXI-31"]
    assert [badges_of(row[6])[0].status for row in table.rows] == [case.status for case in verdict.cases]


def test_each_part_ends_with_the_verdict_in_its_own_words() -> None:
    study = example_host()
    said = everything_said(drawn(DOCUMENT, study, FRENCH))
    for requirement in ("EXI-28", "EXI-29", "EXI-30", "EXI-31"):
        verdict = study.verdicts["hds-2.0"][requirement]
        assert study.catalog("hds-2.0").requirement(requirement).title.fr.split()[0] in said
        for reason in verdict.reasons:
            if reason.value is Truth.FALSE:
                assert FRENCH.reason(reason) in said


# -- the whole -----------------------------------------------------------------------------------


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
@pytest.mark.parametrize("study", [example_host(), study_of()], ids=["example", "conforming"])
def test_pdf_and_page_say_the_same(study: Study, voice: Voice) -> None:
    check_pages(drawn(DOCUMENT, study, voice))


def test_the_pdf_shows_every_word_of_the_drawing() -> None:
    document = drawn(DOCUMENT, example_host(), FRENCH)
    said = pdf_text(to_pdf(document))
    for name in ("Nantes × 2", "Relais Nocturne", "Hébergeur Nivalis", FRENCH.country("IN")):
        assert squeezed(name) in said


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_an_empty_dossier_gives_a_map_that_says_what_is_missing(voice: Voice) -> None:
    document = drawn(DOCUMENT, nothing_declared(), voice)
    check_pages(document)
    assert not any(isinstance(block, Figure) for block in document.blocks)
    assert any(lines for lines in notices(document).values())
    for name in (STORED, ACCESSES, LAWS):
        assert voice.say(name) not in tables(document)
    for row in rows(tables(document)[voice.say(PUBLIC)]):
        assert set(row[1:5]) == {voice.say("not determined")}


def test_another_role_is_told_that_hds_is_not_evaluated() -> None:
    study = study_of({"format": 1, "organization": {"name": "Éditeur"}, "roles": ["vendor"]})
    document = drawn(DOCUMENT, study)
    assert "This study does not evaluate HDS v2.0." in notices(document)
    check_pages(document)


def test_nothing_internal_and_nobody_is_shown() -> None:
    data = with_canaries(conforming(), Confidentiality.INTERNAL, Confidentiality.RESTRICTED)
    assert str(data).count(CANARY) > 30
    document = drawn(DOCUMENT, study_of(data))
    assert CANARY.casefold() not in everything_said(document).casefold()
    assert CANARY.casefold() not in to_html(document).decode().casefold()
    check_no_secret(drawn(DOCUMENT, study_of(with_secrets())))


def test_headings_and_mark() -> None:
    document = drawn(DOCUMENT, with_changes({"policy": {"traffic_light": "red"}}))
    assert document.frame.mark.label == "TLP:RED"
    assert document.landscape


# -- in a browser --------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_page_with_its_drawing(theme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(to_html(drawn(DOCUMENT, example_host(), FRENCH)), theme)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
def test_a_narrow_screen_scrolls_the_drawing_alone(open_page: Callable[..., Page]) -> None:
    page = open_page(to_html(drawn(DOCUMENT, example_host(), FRENCH)), width=360)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
