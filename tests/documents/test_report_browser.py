"""The page in a real Chromium: accessible, narrow, by keyboard, silent on the network."""

from collections.abc import Callable
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.support.reports import FRENCH, compared, conforming_study, hardly_begun, study_with_shortcomings

from hygie.documents.report import report

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@cache
def page_with_everything() -> bytes:
    after = study_with_shortcomings()
    return report(after, FRENCH, compared(conforming_study(), after))


def open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 375])
def test_no_barrier_is_found(open_page: Open, theme: str, width: int) -> None:
    page = open_page(page_with_everything(), theme, width)
    open_everything(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_hardly_begun_page_has_no_barrier(open_page: Open) -> None:
    page = open_page(report(hardly_begun(), FRENCH), "light", 1366)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [320, 375, 768, 1366])
def test_nothing_scrolls_sideways(open_page: Open, width: int) -> None:
    page = open_page(page_with_everything(), "light", width)
    open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_request_leaves_the_page(open_page: Open) -> None:
    page = open_page(b"<p>", "light", 1366)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_content(page_with_everything().decode(), wait_until="networkidle")
    open_everything(page)
    assert requests == []


def test_first_screen_holds_on_a_laptop(open_page: Open) -> None:
    page = open_page(page_with_everything(), "light", 1366)
    bottom = page.evaluate("document.querySelector('.overview').getBoundingClientRect().bottom")
    assert bottom <= 768


def test_row_opens_by_keyboard(open_page: Open) -> None:
    page = open_page(page_with_everything(), "light", 1366)
    summary = page.locator("#EXI-07 > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#EXI-07").get_attribute("open") is not None
    assert page.locator("#EXI-07 .statement").is_visible()


def test_focus_is_seen(open_page: Open) -> None:
    page = open_page(page_with_everything(), "light", 1366)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_link_opens_the_row_it_leads_to(open_page: Open) -> None:
    page = open_page(page_with_everything(), "light", 1366)
    page.locator(".blocks a[href='#EXI-07-open']").first.click()
    assert page.locator("#EXI-07").get_attribute("open") is not None


def test_paper_shows_every_row(open_page: Open) -> None:
    page = open_page(page_with_everything(), "dark", 1366)
    page.emulate_media(media="print")
    assert page.locator("#EXI-09 .statement").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
