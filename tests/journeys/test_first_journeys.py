"""Whole journeys in a real browser: to the plan, back again, and through everything that may go wrong on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from refund_guide.clock import BEIJING
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language
from tools.app_server import AppServer, settle

from .conftest import query

STUCK = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "damaged",
    "progress": "applied",
    "reply": "open_overdue",
}
PAGES = {"start": "/", "form": "/form", "plan": "/plan", "sources": "/sources", "about": "/about", "desk": "/desk"}


def ask(tree: Tree, question: str, language: Language = "zh") -> str:
    return tree.question_by_id[question].question.ask.in_language(language)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def tap(page: Page, question: str, answer: str) -> None:
    page.locator(f"[data-answer='{question}-{answer}']").click()


def answer_all(page: Page, tree: Tree, answers: dict[str, str], language: Language = "zh") -> None:
    """Answer every question, and see the next one come up each time."""
    for (question, answer), (following, _) in pairwise([*answers.items(), ("", "")]):
        heading(page, ask(tree, question, language))
        tap(page, question, answer)
        if following:
            heading(page, ask(tree, following, language))


def plan_title(page: Page) -> str:
    expect(page.locator(".cards").first).to_be_visible()
    return page.get_by_role("heading", level=1).inner_text()


def open_plan(page: Page, **more: str) -> str:
    page.goto(f"/plan?{urlencode({**STUCK, **more})}")
    settle(page)
    return plan_title(page)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_from_the_first_page_to_the_plan(
    request: pytest.FixtureRequest, tree: Tree, screen: str, language: Language
) -> None:
    page = request.getfixturevalue(screen)(locale="zh-CN" if language == "zh" else "en-GB")
    page.goto("/")
    page.get_by_role("link", name="开始回答" if language == "zh" else "Start", exact=True).click()
    answer_all(page, tree, STUCK, language)
    expect(page.get_by_text("现在就做" if language == "zh" else "Do this now")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == ("zh-CN" if language == "zh" else "en")
    assert {key: query(page)[key] for key in STUCK} == STUCK
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def test_back_and_forward_keep_the_answers(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    page.goto("/form")
    answer_all(page, tree, dict(list(STUCK.items())[:3]))
    heading(page, ask(tree, "progress"))
    page.go_back()
    heading(page, ask(tree, "reason"))
    page.go_back()
    heading(page, ask(tree, "status"))
    page.go_forward()
    heading(page, ask(tree, "reason"))
    page.go_forward()
    heading(page, ask(tree, "progress"))
    tap(page, "progress", "applied")
    heading(page, ask(tree, "reply"))
    assert query(page)["reason"] == "damaged"


def test_one_step_back_from_the_plan_leads_to_the_last_question(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    page.goto("/form")
    answer_all(page, tree, STUCK)
    plan_title(page)
    page.go_back()
    heading(page, ask(tree, "reply"))
    page.go_forward()
    plan_title(page)


def test_a_link_opens_the_same_plan_elsewhere(phone: Callable[..., Page], desktop: Callable[..., Page]) -> None:
    page = phone()
    title = open_plan(page)
    page.reload()
    settle(page)
    assert plan_title(page) == title
    other = desktop()
    other.goto(page.url)
    settle(other)
    assert plan_title(other) == title


def test_changing_an_answer_keeps_the_others(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    open_plan(page)
    page.get_by_text("你的回答").click()
    page.locator(".recap a").nth(1).click()
    heading(page, ask(tree, "status"))
    tap(page, "status", "confirmed")
    plan_title(page)
    assert {key: query(page)[key] for key in STUCK} == {**STUCK, "status": "confirmed"}


def test_a_change_says_which_answers_it_drops(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    page.goto(f"/form?{urlencode({**STUCK, 'at': 'status'})}")
    heading(page, ask(tree, "status"))
    tap(page, "status", "unpaid")
    expect(page.get_by_text("已去掉").first).to_be_visible()
    assert "reason" not in query(page)


def test_the_case_goes_on_after_a_restart_of_the_server(
    phone: Callable[..., Page], tree: Tree, app_server: AppServer
) -> None:
    page = phone()
    page.goto("/form")
    answer_all(page, tree, dict(list(STUCK.items())[:2]))
    heading(page, ask(tree, "reason"))
    app_server.stop()
    expect(page.get_by_text("Connection error")).to_be_visible()
    app_server.start()
    settle(page)
    tap(page, "reason", "damaged")
    heading(page, ask(tree, "progress"))
    assert query(page)["channel"] == "third_party"


@pytest.mark.parametrize("reply", [False, True], ids=["next question", "plan"])
def test_what_is_tapped_while_the_line_is_down_is_done_once_it_is_back(
    phone: Callable[..., Page], tree: Tree, app_server: AppServer, reply: bool
) -> None:
    page = phone()
    given = dict(list(STUCK.items())[: 4 if reply else 2])
    page.goto(f"/form?{urlencode(given)}")
    heading(page, ask(tree, "reply" if reply else "reason"))
    app_server.stop()
    page.wait_for_selector('[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])')
    tap(page, *("reply", "open_overdue") if reply else ("reason", "damaged"))
    app_server.start()
    plan_title(page) if reply else heading(page, ask(tree, "progress"))


def test_a_page_inside_another_site_stays_that_way(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    page.goto(f"/form?embed=true&{urlencode(dict(list(STUCK.items())[:3]))}")
    tap(page, "progress", "applied")
    heading(page, ask(tree, "reply"))
    assert query(page)["embed"] == "true"
    tap(page, "reply", "open_overdue")
    plan_title(page)
    assert query(page)["embed"] == "true"


def test_a_tick_made_while_the_line_is_down_is_kept(phone: Callable[..., Page], app_server: AppServer) -> None:
    page = phone()
    open_plan(page)
    app_server.stop()
    page.wait_for_selector('[data-test-connection-state]:not([data-test-connection-state="CONNECTED"])')
    page.locator("[data-tick]").nth(1).click()
    app_server.start()
    expect(page.get_by_text("必备的已有 1 /")).to_be_visible()
    assert "done" in query(page)


@pytest.mark.parametrize("path", ["/form", "/plan"])
def test_a_deep_link_right_after_a_cold_start(
    phone: Callable[..., Page], tree: Tree, app_server: AppServer, path: str
) -> None:
    app_server.restart()
    page = phone()
    page.goto(f"{path}?{urlencode({**STUCK, 'at': 'reply'})}")
    settle(page)
    if path == "/form":
        heading(page, ask(tree, "reply"))
    else:
        plan_title(page)
    assert page.url.startswith(app_server.url + path)
    expect(page.locator(".piece header")).to_have_count(1)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    heading(page, ask(tree, "reply", "en")) if path == "/form" else plan_title(page)


def test_the_language_changes_midway(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    page.goto("/form")
    answer_all(page, tree, {"channel": "third_party"})
    heading(page, ask(tree, "status"))
    page.locator("header .language").click()
    heading(page, ask(tree, "status", "en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    tap(page, "status", "in_hand")
    heading(page, ask(tree, "reason", "en"))
    assert query(page)["lang"] == "en"


def test_a_date_given_in_place_is_counted_and_kept(phone: Callable[..., Page]) -> None:
    page = phone()
    open_plan(page)
    expect(page.get_by_text("需要日期").first).to_be_visible()
    day = (datetime.now(BEIJING) - timedelta(days=3)).date()
    page.locator("#day-applied").fill(day.isoformat())
    expect(page.get_by_text("已过", exact=True).first).to_be_visible()
    assert query(page)["applied"] == day.isoformat()
    page.reload()
    expect(page.get_by_text("已过", exact=True).first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("需要日期").first).to_be_visible()
    assert "applied" not in query(page)


def test_a_date_half_typed_survives_a_redraw(phone: Callable[..., Page]) -> None:
    page = phone()
    open_plan(page)
    field = page.locator("#day-applied")
    field.focus()
    page.keyboard.press("ArrowUp")
    assert field.evaluate("field => field.validity.badInput")
    page.locator("[data-tick]").first.dispatch_event("click")
    expect(page).to_have_url(re.compile("done="))
    page.wait_for_timeout(300)
    assert field.evaluate("field => field.validity.badInput")
    field.fill((datetime.now(BEIJING) - timedelta(days=3)).date().isoformat())
    expect(page).to_have_url(re.compile("applied="))
    expect(page.get_by_text("必备的已有 1 /")).to_be_visible()


def test_ticks_are_kept(phone: Callable[..., Page]) -> None:
    page = phone()
    open_plan(page)
    boxes = page.locator("[data-tick]")
    for number in (0, 2):
        boxes.nth(number).click()
    expect(page.get_by_text("必备的已有 2 /")).to_be_visible()
    assert len(query(page)["done"].split(".")) == 2
    page.reload()
    expect(page.get_by_text("必备的已有 2 /")).to_be_visible()
    expect(boxes.nth(0)).to_be_checked()
    page.locator("header a", has_text="依据").click()
    heading(page, "依据与时效")
    page.go_back()
    expect(page.get_by_text("必备的已有 2 /")).to_be_visible()
    expect(boxes.nth(2)).to_be_checked()


def test_back_takes_a_tick_away(phone: Callable[..., Page]) -> None:
    page = phone()
    open_plan(page)
    boxes = page.locator("[data-tick]")
    boxes.nth(0).click()
    expect(page.get_by_text("必备的已有 1 /")).to_be_visible()
    boxes.nth(1).click()
    expect(page.get_by_text("必备的已有 2 /")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("必备的已有 1 /")).to_be_visible()
    expect(boxes.nth(1)).not_to_be_checked()
    expect(boxes.nth(0)).to_be_checked()


@pytest.mark.parametrize(("locale", "label", "done"), [("zh-CN", "复制", "已复制"), ("en-GB", "Copy", "Copied")])
def test_one_tap_copies_a_message(phone: Callable[..., Page], locale: str, label: str, done: str) -> None:
    page = phone(locale=locale, permissions=["clipboard-read", "clipboard-write"])
    open_plan(page)
    page.get_by_role("button", name=label, exact=True).first.click()
    expect(page.get_by_role("button", name=done, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=done, exact=True)).to_have_count(0)
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".copyable pre").first.inner_text()


def test_quick_ticks_are_all_kept(phone: Callable[..., Page]) -> None:
    page = phone()
    open_plan(page)
    boxes = page.locator("[data-tick]")
    for number in range(4):
        boxes.nth(number).click(no_wait_after=True)
        page.wait_for_timeout(20)
    expect(page.get_by_text("必备的已有 4 /")).to_be_visible()


def test_a_tick_after_a_restart_of_the_server_is_kept(phone: Callable[..., Page], app_server: AppServer) -> None:
    page = phone()
    open_plan(page)
    boxes = page.locator("[data-tick]")
    boxes.nth(0).click()
    expect(page.get_by_text("必备的已有 1 /")).to_be_visible()
    app_server.restart()
    settle(page)
    boxes.nth(1).click()
    expect(page.get_by_text("必备的已有 2 /")).to_be_visible()


@pytest.mark.parametrize(
    "hostile",
    [
        "channel=%3Cscript%3Ealert(1)%3C/script%3E&status=in_hand",
        "nothing=1&channel=third_party&channel=virtual&at=__class__&done=../../etc/passwd&lang=xx",
        "paid=9999-99-99&applied=2999-01-01&signed=%00&" + "x" * 3000 + "=1",
        "channel=third_party&status=unpaid&reason=damaged&reply=money_missing",
    ],
)
@pytest.mark.parametrize("page_name", PAGES)
def test_a_hostile_address_opens_as_far_as_it_makes_sense(
    phone: Callable[..., Page], page_name: str, hostile: str
) -> None:
    page = phone()
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.goto(f"{PAGES[page_name]}?{hostile}")
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[data-testid='stException']")).to_have_count(0)
    expect(page.locator(".notice")).to_be_visible()
    assert not alerts
