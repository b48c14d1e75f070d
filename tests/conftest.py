"""What tests of several rooms need: a real browser, where there is one."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

# A loaded machine is not a fault of what is tested; timings are in benchmarks/.
settings.register_profile("hygie", deadline=None)
settings.load_profile("hygie")

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the folder of the public data sets, for the tests marked ``realdata``."""
    parser.addoption("--data", metavar="PATH", help="folder of the public data sets")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium that HYGIE_CHROMIUM names, else the one on the path."""
    path = os.environ.get("HYGIE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("no Chromium: `uv run tools/verify.py` installs one, HYGIE_CHROMIUM names another")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Give a function that opens an HTML page in a theme (``light``, ``dark``) and a width, offline."""
    contexts = []

    def opened(html: bytes, theme: str = "light", width: int = 1280) -> Page:
        context = browser.new_context(
            color_scheme=theme,
            viewport={"width": width, "height": 800},
            offline=True,
            java_script_enabled=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_content(html.decode(), wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
