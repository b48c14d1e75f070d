"""The architecture: its map and what stands for it in words, risks, cuts, assumptions; when it is owed."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.support.analyses import a_type, hardened, hospital, with_analyses
from tests.support.reading import HtmlPage, squeezed
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, conforming_study, text_of

from hygie.assessment.study import Study
from hygie.composition.analysis.results import Analysis
from hygie.documents.blocks import Figure, Table
from hygie.documents.frame import Document
from hygie.documents.html import to_html
from hygie.documents.kinds import kind_of, owed_by
from hygie.documents.pdf import to_pdf
from hygie.documents.refusal import NotGenerated
from hygie.documents.report import report
from hygie.wording.voice import Voice

KIND = kind_of("architecture")


def study_with(*analyses: Analysis) -> Study:
    return with_analyses(conforming_study(), *analyses)


def draft(*analyses: Analysis, voice: Voice = ENGLISH) -> Document:
    made = KIND.draft(study_with(*analyses), voice, "")
    assert isinstance(made, Document)
    return made


def table(document: Document, sheet: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet)


def hostile() -> Analysis:
    made = hospital()
    nodes = tuple(replace(node, title=HOSTILE) for node in made.map.nodes)
    zones = dict.fromkeys(made.map.zones, HOSTILE)
    return replace(made, title=HOSTILE, map=replace(made.map, nodes=nodes, zones=zones))


def test_the_table_says_all_that_the_map_shows() -> None:
    rows = table(draft(hospital()), "Components").rows
    assert len(rows) == 20
    pump = next(row for row in rows if row[0] == (("Infusion pump",),))
    assert pump[2:] == (
        (("Biomedical network",),),
        (("200",),),
        (("Drug library server, Biomedical Wi-Fi",),),
        (("9–10",),),
    )
    assert sum(row[5] != (("–",),) for row in rows) == 6


def test_it_says_risks_cuts_assumptions_unknowns_and_what_it_was_computed_with() -> None:
    said = text_of(draft(hospital()))
    for words in (
        "integrity of “infusion rate”",
        "Not reached: Central station",
        "Library signature (library-signature@library)",
        "Left out: lockout@pump",
        "the library comes from the pharmacy",
        "2 controls of unknown state",
        "exploitability policy 2026.1 and risk matrix 2026.1",
        "nominal mode, maintenance mode",
    ):
        assert words in said, words


def test_risks_stand_by_component_and_what_is_usual_is_said_once() -> None:
    losses = (
        *hospital().losses,
        replace(hospital().losses[0], id="pump.dose.availability", criterion="availability"),
        replace(hospital().losses[0], id="pump.dose.auditability", criterion="auditability", severity=1),
    )
    document = draft(hospital(losses=losses))
    rows = table(document, "Risks").rows
    components = ["".join(str(part) for part in row[0][0]).partition(" ×")[0] for row in rows]
    assert [
        name for name, before in zip(components, ["", *components], strict=False) if name != before
    ] == list(dict.fromkeys(components))
    assert rows[0][1] == (("availability of “infusion rate”",), ("integrity of “infusion rate”",))
    said = text_of(document)
    assert said.count("does not depend on how vulnerabilities are rated") == 1
    assert said.count("either may be another one") == 1


def test_a_system_that_nobody_attacks_is_not_said_to_be_safe() -> None:
    losses = tuple(replace(loss, likelihood=0, paths=()) for loss in hospital().losses)
    calm = hospital(losses=losses, cuts=(), attacked=False)
    said = text_of(draft(calm))
    assert "No risk origin is described, so nothing could be computed." in said
    assert "Nothing that matters" not in said
    page = report(study_with(calm), ENGLISH).decode()
    assert "No risk origin is described" in page
    assert "Nothing that matters" not in page


def test_the_report_leads_to_the_architecture_for_the_rest() -> None:
    page = report(study_with(hospital()), ENGLISH).decode()
    assert "and 2 more, which the architecture document lists" in page


def test_each_system_has_its_part() -> None:
    document = draft(hospital(), a_type())
    assert sum(isinstance(block, Figure) for block in document.blocks) == 2


def test_a_system_where_nothing_is_reached_is_drawn_all_the_same() -> None:
    safe = hospital(losses=tuple(replace(loss, likelihood=0, paths=()) for loss in hospital().losses))
    document = draft(safe)
    (figure,) = [block for block in document.blocks if isinstance(block, Figure)]
    assert "Nothing that matters is reached" in figure.alternative
    assert to_pdf(document).startswith(b"%PDF")


def test_what_was_not_computed_is_said() -> None:
    assert "needs the extra hygie[cuts]" in text_of(draft(hospital(missing_extras=("cuts",))))


def test_it_is_owed_by_dossiers_that_describe_systems_alone() -> None:
    assert KIND in owed_by(study_with(hospital()))
    assert KIND not in owed_by(conforming_study())
    refused = KIND.draft(conforming_study(), FRENCH, "")
    assert isinstance(refused, NotGenerated)
    assert [mistake.code for mistake in refused.mistakes] == ["document_without_system"]


def test_what_a_user_wrote_of_a_system_is_never_run() -> None:
    page = HtmlPage.of(to_html(draft(hostile())))
    assert page.faults == []
    assert page.all("script") == []
    assert squeezed(HOSTILE) in page.text
    assert to_pdf(draft(hostile())).startswith(b"%PDF")


@pytest.mark.parametrize("voice", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_the_report_shows_the_map_and_the_five_worst(voice: Voice) -> None:
    page = report(study_with(hospital(), hardened()), voice).decode()
    assert page.count('class="drawing"') == 2
    assert page.count('class="map"') == 2
    section = page[page.index('class="systems"') : page.index('id="requirements"')]
    assert section.count('<li><span class="sign') == 10
    assert 'class="systems"' not in report(conforming_study(), voice).decode()


def test_the_report_runs_nothing_that_a_user_wrote_of_a_system() -> None:
    page = report(study_with(hostile()), FRENCH).decode()
    assert "<script" not in page


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_report_with_systems(theme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(report(study_with(hospital(), hostile()), FRENCH), theme)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
def test_a_report_with_systems_needs_no_sideways_scroll_but_in_maps(open_page: Callable[..., Page]) -> None:
    page = open_page(report(study_with(hospital(), hostile()), FRENCH), width=360)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
