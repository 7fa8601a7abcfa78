"""A working day at the support desk: by keyboard alone, with several tickets, over reloads and restarts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from refund_guide.clock import BEIJING
from refund_guide.planner import make_plan
from refund_guide.tree import Tree
from tools.app_server import AppServer, settle

from .conftest import query

STUCK = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "damaged",
    "progress": "applied",
    "reply": "open_overdue",
}
MONTHLY = "channel-virtual.virtual_kind-membership_month"


def open_desk(page: Page, **more: str) -> None:
    page.goto(f"/desk?{urlencode(more)}")
    expect(page.get_by_role("radio").first).to_be_visible()
    settle(page)


def label(tree: Tree, question: str, answer: str) -> str:
    found = next(one for one in tree.question_by_id[question].question.answers if one.id == answer)
    return found.label.zh.format_map(tree.phrases("zh"))


def ask(tree: Tree, question: str) -> str:
    return tree.question_by_id[question].question.ask.zh


def group(page: Page, tree: Tree, question: str) -> Locator:
    return page.get_by_role("radiogroup", name=ask(tree, question), exact=True)


def is_chosen(page: Page, tree: Tree, question: str, answer: str) -> None:
    expect(group(page, tree, question).locator("[aria-checked=true]")).to_contain_text(label(tree, question, answer))


def press_the_key_of(page: Page, tree: Tree, question: str, answer: str) -> None:
    button = group(page, tree, question).get_by_role("radio", name=label(tree, question, answer), exact=True)
    key = button.get_attribute("aria-keyshortcuts")
    assert key
    page.keyboard.press(key.lower())


def plan_title(tree: Tree, answers: dict[str, str]) -> str:
    return make_plan(tree, answers, {}, datetime.now(BEIJING), "zh").title


def test_a_ticket_by_keyboard_alone(desktop: Callable[..., Page], tree: Tree) -> None:
    page = desktop()
    open_desk(page)
    for question, answer in STUCK.items():
        expect(page.get_by_role("heading", name=ask(tree, question), exact=True)).to_be_visible()
        press_the_key_of(page, tree, question, answer)
        is_chosen(page, tree, question, answer)
    expect(page.locator("h2.desk-plan")).to_have_text(plan_title(tree, STUCK))
    assert query(page) == STUCK

    # another answer: Tab leads to the question, the arrow to the answer, Enter chooses it, and the focus stays
    chosen = page.get_by_role("radio", name=label(tree, "reason", "damaged"), exact=True)
    while not chosen.evaluate("one => one.getRootNode().activeElement === one"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    is_chosen(page, tree, "reason", "faulty")
    expect(page.locator("h2.desk-plan")).to_have_text(plan_title(tree, {**STUCK, "reason": "faulty"}))
    focused = page.get_by_role("radio", name=label(tree, "reason", "faulty"), exact=True)
    expect(focused).to_be_focused()
    # keys count where the focus is
    press_the_key_of(page, tree, "reason", "not_as_described")
    is_chosen(page, tree, "reason", "not_as_described")

    page.keyboard.press("n")
    expect(group(page, tree, "channel").locator("[aria-checked=true]")).to_have_count(0)
    press_the_key_of(page, tree, "channel", "virtual")
    is_chosen(page, tree, "channel", "virtual")
    page.keyboard.press("s")
    is_chosen(page, tree, "reason", "not_as_described")
    assert query(page)["t"] == "2.channel-virtual"
    page.keyboard.press("Shift+X")
    is_chosen(page, tree, "channel", "virtual")
    assert "t" not in query(page)


def test_the_mouse_chooses_wherever_the_focus_was(desktop: Callable[..., Page], tree: Tree) -> None:
    page = desktop()
    open_desk(page, **STUCK)
    for answer in ("faulty", "not_as_described", "fake"):
        group(page, tree, "reason").get_by_role("radio", name=label(tree, "reason", answer), exact=True).click()
        is_chosen(page, tree, "reason", answer)


def test_keys_do_nothing_while_somebody_types(desktop: Callable[..., Page]) -> None:
    page = desktop()
    open_desk(page, channel="third_party", t=f"2.{MONTHLY}")
    before = page.url
    page.get_by_role("textbox").first.press_sequentially("n12s")
    page.wait_for_timeout(300)
    assert page.url == before


def test_two_tickets_survive_a_reload_a_restart_and_a_link(
    desktop: Callable[..., Page], tree: Tree, app_server: AppServer
) -> None:
    page = desktop()
    applied = (datetime.now(BEIJING) - timedelta(days=3)).date().isoformat()
    open_desk(page, **STUCK, applied=applied, t=f"2.{MONTHLY}")
    page.get_by_role("button", name="2 · ").click()
    is_chosen(page, tree, "virtual_kind", "membership_month")
    page.reload()
    is_chosen(page, tree, "virtual_kind", "membership_month")
    app_server.restart()
    settle(page)
    page.get_by_role("button", name="1 · ").click()
    expect(page.locator("h2.desk-plan")).to_have_text(plan_title(tree, STUCK))
    assert query(page)["applied"] == applied
    page.go_back()
    is_chosen(page, tree, "virtual_kind", "membership_month")
    page.go_forward()
    expect(page.locator("h2.desk-plan")).to_have_text(plan_title(tree, STUCK))

    second = desktop()
    second.goto(page.url)
    expect(second.locator("h2.desk-plan")).to_have_text(plan_title(tree, STUCK))
    second.get_by_role("button", name="2 · ").click()
    is_chosen(second, tree, "virtual_kind", "membership_month")


def test_the_first_choice_after_a_restart_is_kept(
    desktop: Callable[..., Page], tree: Tree, app_server: AppServer
) -> None:
    page = desktop()
    open_desk(page, **STUCK)
    app_server.restart()
    settle(page)
    page.get_by_role("radio", name=label(tree, "reason", "faulty"), exact=True).click()
    expect(page.locator("h2.desk-plan")).to_have_text(plan_title(tree, {**STUCK, "reason": "faulty"}))
    assert query(page)["reason"] == "faulty"


def test_the_reply_is_copied_and_its_link_opens_the_plan_of_the_customer(
    desktop: Callable[..., Page], phone: Callable[..., Page], tree: Tree
) -> None:
    page = desktop(permissions=["clipboard-read", "clipboard-write"])
    open_desk(page, **STUCK, t=f"2.{MONTHLY}")
    page.get_by_role("button", name="复制回复").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert tree.knowledge.desk.greeting.zh in copied
    (link,) = re.findall(r"http\S+", copied)
    customer = phone()
    customer.goto(link)
    expect(customer.get_by_role("heading", level=1)).to_have_text(plan_title(tree, STUCK))
    assert query(customer) == {**STUCK, "lang": "zh"}


def test_the_desk_fits_a_phone(phone: Callable[..., Page], tree: Tree) -> None:
    page = phone()
    open_desk(page, **STUCK, t=f"2.{MONTHLY}")
    expect(page.locator("h2.desk-plan")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    first, plan = page.get_by_role("radio").first.bounding_box(), page.locator("h2.desk-plan").bounding_box()
    assert first and plan and first["y"] < plan["y"]
    assert first["height"] >= 44
