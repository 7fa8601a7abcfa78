"""What a visitor waits for, measured inside a real browser."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright

from tools.app_server import settle
from tools.find_browser import FLAGS, find

CHARTS = re.compile(r"vega|plotly|deck|mermaid|graphviz|echarts|DataFrame|Arrow|glide", re.IGNORECASE)
ANSWER = "button.answer"
PAUSE = 150  # ms between two taps: nobody answers while the page still settles

# Notes when the first element that matches turns up.
FIRST_SEEN = """selector => {
    window.firstSeen = 0;
    const watch = new MutationObserver(() => {
        if (!document.querySelector(selector)) return;
        window.firstSeen = performance.now();
        watch.disconnect();
    });
    watch.observe(document, {subtree: true, childList: true});
}"""

# Clicks, and tells the ms until the page shows what the click is for: a new heading with the answers of
# another question, or a complete plan with all its fields; on the empty app only a new heading. It reads
# nothing that would make the browser lay out the page (such as innerText), and so does not slow what it measures.
CLICK = """button => new Promise(done => {
    const question = () => document.querySelector('button.answer')?.dataset.answer.split('-')[0];
    const asked = question();
    const heading = () => document.querySelector('[data-testid="stMain"] h1')?.textContent;
    const title = heading();
    const arrived = () => {
        if (heading() === title) return false;
        if (!asked) return true;
        const now = question();
        if (now) return now !== asked;
        return document.querySelector('[data-test-script-state="notRunning"]') && document.querySelector('footer')
            && !document.querySelector('[data-testid="stSkeleton"]');
    };
    const watch = new MutationObserver(() => {
        if (!arrived()) return;
        watch.disconnect();
        done(performance.now() - start);
    });
    watch.observe(document, {
        subtree: true, childList: true, characterData: true, attributeFilter: ['data-test-script-state', 'class'],
    });
    const start = performance.now();
    button.click();
})"""


DESK = "channel=third_party&status=in_hand&reason=damaged&progress=applied&reply=open_overdue"
# Chooses another answer on the support desk, and tells the ms until both the plan and the reply are new.
CHOOSE = """button => new Promise(done => {
    const shown = () => ['h2.desk-plan', '.copyable pre'].map(one => document.querySelector(one)?.textContent);
    const before = shown();
    const arrived = () => shown().every((text, part) => text && text !== before[part]);
    const watch = new MutationObserver(() => {
        if (!arrived()) return;
        watch.disconnect();
        done(performance.now() - start);
    });
    watch.observe(document, {subtree: true, childList: true, characterData: true});
    const start = performance.now();
    button.click();
})"""


@dataclass
class Taps:
    """Milliseconds per tap."""

    empty: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    chart_files: set[str] = field(default_factory=set)


@contextmanager
def chromium() -> Iterator[Browser]:
    path = find(install=False).path
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def first_loads(browser: Browser, empty: str, app: str, rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds from an empty cache to the empty app's button and to the form's first answer, alternating."""

    def load(url: str, selector: str) -> float:
        page = _new_page(browser)
        page.add_init_script(f"({FIRST_SEEN})({selector!r})")
        page.goto(url)
        page.wait_for_function("window.firstSeen > 0")
        seen: float = page.evaluate("window.firstSeen")
        page.context.close()
        return seen

    pairs = [(load(empty, ".st-key-next button"), load(f"{app}/form", ANSWER)) for _ in range(rounds + 1)]
    return [one for one, _ in pairs[1:]], [other for _, other in pairs[1:]]


def walk(browser: Browser, app: str, rounds: int, empty: str | None = None) -> Taps:
    """Answer the whole form ``rounds`` times, each time otherwise; after every tap one on the empty app."""
    taps = Taps()
    page = _new_page(browser)
    page.on("request", lambda request: taps.chart_files.update({request.url} if CHARTS.search(request.url) else ()))
    page.goto(app)
    settle(page)
    other = _new_page(browser) if empty else None
    for number in range(-1, rounds):
        choice = random.Random(number)
        page.goto(f"{app}/form")
        page.wait_for_selector(ANSWER)
        # Loaded anew as well: a browser compiles what it has run a few times, and gets faster with every tap.
        press = _presses(other, empty) if other and empty else None
        while not page.url.split("?")[0].endswith("/plan"):
            settle(page).wait_for_timeout(PAUSE)
            buttons = page.locator(ANSWER).all()
            took = choice.choice(buttons).evaluate(CLICK)
            page.wait_for_timeout(PAUSE)
            baseline = press() if press else 0
            if number < 0:
                continue  # the first round warms up
            taps.empty.append(baseline)
            (taps.last if page.url.split("?")[0].endswith("/plan") else taps.answer).append(took)
    return taps


def desk(browser: Browser, app: str, rounds: int, empty: str) -> tuple[list[float], list[float]]:
    """Milliseconds to another plan on the support desk and to the empty app's next heading, alternating."""
    page = _new_page(browser, width=1440, height=900)
    page.goto(f"{app}/desk?{DESK}")
    press = _presses(_new_page(browser), empty)
    times: list[tuple[float, float]] = []
    for number in range(rounds * 2 + 2):
        answer = ("和描述不符", "收到就破损")[number % 2]
        button = page.get_by_role("radio", name=answer)
        button.wait_for()
        settle(page).wait_for_timeout(PAUSE)
        times.append((button.evaluate(CHOOSE), press()))
    changed, baseline = zip(*times[2:], strict=True)  # the first two warm up
    return list(changed), list(baseline)


def _presses(page: Page, url: str) -> Callable[[], float]:
    page.goto(url)
    settle(page)

    def press() -> float:
        took: float = page.locator(".st-key-next button").evaluate(CLICK)
        page.wait_for_timeout(PAUSE)
        return took

    return press


def _new_page(browser: Browser, width: int = 390, height: int = 844) -> Page:
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    context.set_default_timeout(60_000)
    return context.new_page()
