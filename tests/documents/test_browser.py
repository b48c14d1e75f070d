"""Pages in a real browser: axe-core finds nothing, nothing is asked of the network, nothing overflows."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.support.samples import ENGLISH, FRENCH, HOSTILE, everywhere, study_for, subject_of

from hygie.documents.kinds import kinds, produce

pytestmark = pytest.mark.browser

KINDS = tuple(kind.name for kind in kinds())


def page_of(kind: str, voice: str = "fr") -> bytes:
    study = study_for(kind, disturb=lambda data: everywhere(data, HOSTILE))
    made = produce(kind, study, {"fr": FRENCH, "en": ENGLISH}[voice], "html", subject_of(kind))
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, theme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(page_of(kind), theme)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", KINDS)
def test_a_narrow_screen_needs_no_sideways_scroll_but_in_tables(
    kind: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(page_of(kind, "en"), width=360)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_asked_of_the_network_and_no_text_runs(kind: str, open_page: Callable[..., Page]) -> None:
    page = open_page(b"<!doctype html><title>empty</title>")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.set_content(page_of(kind).decode(), wait_until="networkidle")
    assert (asked, said) == ([], [])
