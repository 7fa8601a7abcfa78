"""A running app and a real browser for the tests in this folder.

    def test_the_front_page(phone):
        page = phone()                                # 390x844, touch, zh-CN, light
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()

``phone`` and ``desktop`` make pages: ``phone(color="dark", locale="en-US")``. Any other word goes to
Playwright's ``new_context``. ``app_server`` is the app: ``app_server.restart()`` is a crash and a new start
under the open tabs. Each xdist worker has its own app on its own port. A failed test leaves its pictures in
``test-results/``.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from refund_guide.tree import Tree, load_tree
from tools.app_server import ROOT, AppServer, settle
from tools.find_browser import FLAGS, NONE, OVERRIDE, NoBrowserError, find

HERE = Path(__file__).parent
RESULTS = ROOT / "test-results"
PATIENCE = 15_000  # ms; a shared two-core machine is slow now and then

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}

Color = Literal["light", "dark"]
failed = pytest.StashKey[bool]()


class PageFactory(Protocol):
    """Opens a new, empty browser profile and a page in it."""

    def __call__(self, *, color: Color = "light", locale: str = "zh-CN", **context: Any) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[failed] = report.failed
    return report


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Path of the browser; tools/test.sh has named one it has tried, else look for one here."""
    named = os.environ.get(OVERRIDE, "").strip()
    if named == NONE:
        pytest.skip(f"{OVERRIDE}={NONE}")
    if named:
        return shutil.which(named) or named
    try:
        return find(install=False).path
    except NoBrowserError as error:
        problem = str(error)
    pytest.fail(problem, pytrace=False)


@pytest.fixture(scope="session")
def app_server(browser_path: str) -> Iterator[AppServer]:
    """The app, in a process of its own, one per worker."""
    with AppServer() as server:
        yield server


@pytest.fixture(autouse=True)
def no_traceback(app_server: AppServer) -> Iterator[None]:
    """Whatever a test does, the server must not stumble over it."""
    before = len(app_server.log)
    yield
    assert "Traceback" not in app_server.log[before:]


@pytest.fixture(scope="session")
def tree() -> Tree:
    """The knowledge the app shows."""
    return load_tree()


@pytest.fixture(scope="module")  # no wider: while Playwright runs, other tests cannot use asyncio.run
def browser(browser_path: str) -> Iterator[Browser]:
    """One Chromium for the tests of a file; each test gets its own profile in it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(
    browser: Browser, app_server: AppServer, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Makes pages with any settings; ``phone`` and ``desktop`` are the two usual ones."""
    app_server.start()  # an earlier test may have stopped it
    contexts: list[BrowserContext] = []

    def make(*, color: Color = "light", locale: str = "zh-CN", **settings: Any) -> Page:
        settings = {"timezone_id": "Asia/Shanghai", **settings}
        context = browser.new_context(base_url=app_server.url, color_scheme=color, locale=locale, **settings)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield make

    if request.node.stash.get(failed, False):
        _keep_pictures(request.node.nodeid, contexts)
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> PageFactory:
    """A phone: 390x844, touch, two device pixels to one."""
    return lambda **settings: open_page(**{**PHONE, **settings})


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> PageFactory:
    """A desktop computer: 1440x900."""
    return lambda **settings: open_page(**{**DESKTOP, **settings})


@pytest.fixture
def settled() -> Callable[[Page], Page]:
    """``settled(page)`` returns once the page is connected and at rest."""
    return settle


def query(page: Page) -> dict[str, str]:
    """What the address of a page says once the page is at rest: it changes after the page."""
    return dict(parse_qsl(urlsplit(settle(page).url).query))


def _keep_pictures(test: str, contexts: list[BrowserContext]) -> None:
    RESULTS.mkdir(exist_ok=True)
    name = re.sub(r"[^\w.-]+", "-", test.removeprefix("tests/journeys/")).strip("-")
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, 1):
        try:
            page.screenshot(path=RESULTS / f"{name}-{number}.png", timeout=5_000)
        except Exception as error:  # the test has failed already; its own message matters more
            print(f"no picture of {page.url}: {error}")
