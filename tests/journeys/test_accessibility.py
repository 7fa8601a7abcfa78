"""axe on every page and state, the whole way by keyboard alone, and no sideways scrolling at 200 % zoom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from refund_guide.clock import BEIJING
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language
from tools.app_server import AppServer, settle

from .conftest import DESKTOP, PATIENCE, PHONE

FAULTY = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "faulty",
    "progress": "applied",
    "reply": "open_overdue",
}
UNPAID = {"channel": "third_party", "status": "unpaid"}
BEGUN = dict(list(FAULTY.items())[:3])
THREE_DAYS_AGO = (datetime.now(BEIJING) - timedelta(days=3)).date().isoformat()


def address(page: str, *answers: dict[str, str], **more: str) -> str:
    query = {key: value for one in answers for key, value in one.items()} | more
    return f"/{page}?{urlencode(query)}"


STATES = {
    "start": "/",
    "start, a case begun": address("", BEGUN),
    "form, first question": "/form",
    "form, drawing and not sure": address("form", {"channel": "third_party", "status": "dispatched"}),
    "form, changing an answer": address("form", FAULTY, at="status"),
    "form, an answer dropped": address("form", UNPAID, reason="faulty"),
    "plan, dated": address("plan", FAULTY, applied=THREE_DAYS_AGO),
    "plan, without dates": address("plan", FAULTY),
    "plan, unpaid": address("plan", UNPAID),
    "plan, incomplete": address("plan", BEGUN),
    "sources": "/sources",
    "about": "/about",
    "cases": "/cases",
    "cases, compared": address("cases", FAULTY, other="reason.changed_mind"),
    "proof": "/proof",
    "triage": "/triage",
    "desk": address("desk", FAULTY, n="2", t="1.channel-virtual"),
}
SCREENS: dict[str, dict[str, Any]] = {"phone": PHONE, "desktop": DESKTOP}
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}
STAFF = ("cases", "cases, compared", "proof", "triage", "desk")
SHOPPER = [one for one in STATES if one not in STAFF]
SEEN = [
    *product(SHOPPER, ("phone",), ("light",), ("zh",)),
    *product(SHOPPER, ("phone",), ("dark",), ("en",)),
    *product(STATES, ("desktop",), ("dark",), ("zh",)),
    *product(("plan, dated", *STAFF), ("desktop",), ("light",), ("en",)),
]


@dataclass(frozen=True)
class Known:
    """A violation that comes from Streamlit itself, where the app has no say."""

    rule: str
    element: str
    """A CSS selector; the element found at fault must match it."""
    reason: str


CLOSED = "[data-testid='stExpander'] details:not([open]) > summary"
KNOWN: tuple[Known, ...] = (
    Known(
        "presentation-role-conflict",
        "section[data-testid='stFileUploaderDropzone']",
        "Streamlit gives the area around its upload button no role but a label; the button itself is sound.",
    ),
)

# Of the elements at fault, with the ones listed in KNOWN left out.
_UNKNOWN = """([found, known]) => found.filter(one => {
    const element = document.querySelector(one.target);
    return !known.some(k => k[0] === one.rule && element && element.matches(k[1]));
})"""


def violations(page: Page) -> list[str]:
    """What axe finds, without what is known to come from Streamlit."""
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    response = Axe().run(page, options=options).response
    assert response["passes"], "axe has checked nothing"
    found = [
        {
            "rule": rule["id"],
            "target": node["target"][-1],
            "told": f"{rule['id']} ({rule['impact']}): {node['html'][:160]}\n  {node['failureSummary']}",
        }
        for rule in response["violations"]
        for node in rule["nodes"]
    ]
    unknown = page.evaluate(_UNKNOWN, [found, [[one.rule, one.element] for one in KNOWN]])
    return [one["told"] for one in unknown]


@pytest.fixture(scope="module")
def tab(browser: Browser, app_server: AppServer) -> Iterator[Callable[[str, str, Language], Page]]:
    """A tab for each screen, colour and language, used again and again: the browser keeps the scripts."""
    contexts: dict[tuple[str, str, Language], BrowserContext] = {}

    def find(screen: str, color: str, language: Language) -> Page:
        key = (screen, color, language)
        if key not in contexts:
            settings: dict[str, Any] = {"color_scheme": color, "locale": LOCALES[language], **SCREENS[screen]}
            contexts[key] = browser.new_context(
                base_url=app_server.url, timezone_id="Asia/Shanghai", reduced_motion="reduce", **settings
            )
            contexts[key].set_default_timeout(PATIENCE)
            contexts[key].new_page()
        return contexts[key].pages[0]

    app_server.start()
    yield find
    for context in contexts.values():
        context.close()


def unfold(page: Page) -> None:
    """Open everything that can be opened; axe does not look into what is closed."""
    for closed in (page.locator("button.box[aria-expanded=false]"), page.locator(CLOSED)):
        for _ in range(20):  # a tap while a page of tables is still being drawn may go astray
            settle(page)
            if not closed.count():
                break
            closed.first.click()
            page.wait_for_timeout(300)
        expect(closed).to_have_count(0)
    page.locator(".piece details, [data-testid='stHtml'] details").evaluate_all(
        "all => all.forEach(one => one.open = true)"
    )


@pytest.mark.parametrize(("state", "screen", "color", "language"), SEEN)
def test_axe_finds_nothing(
    tab: Callable[[str, str, Language], Page], state: str, screen: str, color: str, language: Language
) -> None:
    page = tab(screen, color, language)
    page.goto(STATES[state])
    settle(page)
    expect(page.locator("footer")).to_be_visible()
    unfold(page)
    assert not (found := violations(page)), "\n".join(found)


_SHOWS_FOCUS = """() => {
    for (let one = document.activeElement, up = 0; one && up < 3; one = one.parentElement, up++) {
        const style = getComputedStyle(one);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        if (outlined || style.boxShadow !== "none") return true;
    }
    return false;
}"""
_WHERE = "() => document.activeElement.outerHTML.slice(0, 160)"


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    """Press Tab until the target has the focus; everything on the way must show that it has it."""
    expect(target).to_be_visible()
    for _ in range(most):
        page.keyboard.press("Tab")
        if not page.evaluate("document.hasFocus() && document.activeElement !== document.body"):
            continue
        assert page.evaluate(_SHOWS_FOCUS), f"the focus cannot be seen: {page.evaluate(_WHERE)}"
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{most} times Tab did not lead to {target}")


@pytest.mark.parametrize("color", ["light", "dark"])
def test_from_the_first_page_to_the_plan_by_keyboard(desktop: Callable[..., Page], tree: Tree, color: str) -> None:
    page = desktop(color=color)
    page.goto("/")
    settle(page)
    tab_to(page, page.get_by_role("link", name="开始回答", exact=True))
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    for question, answer in FAULTY.items():
        expect(heading).to_have_text(tree.question_by_id[question].question.ask.zh)
        expect(heading).to_be_focused()
        tab_to(page, page.locator(f"[data-answer='{question}-{answer}']"))
        page.keyboard.press("Enter")
    expect(page.locator(".now")).to_be_visible()
    expect(heading).to_be_focused()
    tab_to(page, page.locator(".piece summary").first)
    page.keyboard.press("Enter")
    expect(page.locator(".piece details").first).to_have_attribute("open", "")


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("state", ["start", "form, drawing and not sure", "plan, dated"])
def test_nothing_scrolls_sideways_at_200_percent(
    desktop: Callable[..., Page], state: str, language: Language
) -> None:
    """Zoom halves the window in CSS pixels: 195 pixels are a phone of 390 at 200 %."""
    page = desktop(viewport={"width": 195, "height": 422}, device_scale_factor=2, locale=LOCALES[language])
    page.goto(STATES[state])
    settle(page)
    expect(page.locator("footer")).to_be_visible()
    unfold(page)
    wide = page.evaluate(
        """() => [...document.querySelectorAll("html, [data-testid='stMain'], .piece, button, input, "
            + "a:not([data-testid='stSkipToContent'])")]
            .filter(one => one.checkVisibility() && one.type !== 'file')
            .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
                || one.getBoundingClientRect().right > innerWidth + 1)
            .map(one => one.outerHTML.slice(0, 160))"""
    )
    assert not wide, "\n".join(wide)
