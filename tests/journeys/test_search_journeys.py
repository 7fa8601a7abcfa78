"""Finding one's own situation in a real browser: with the keyboard alone, on a phone, and without leaving a trace."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tools.app_server import AppServer, settle

from .conftest import query

WORDS = "寄回去好几天了商家不理我"
FOUND = "寄回去了，商家收到不退款"


def test_words_lead_to_a_form_with_the_answers_filled_in(phone: Callable[..., Page], app_server: AppServer) -> None:
    page = phone()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto("/")
    settle(page)
    assert not [url for url in asked_for if "TextInput" in url], "the first page loads without the field"
    page.get_by_text("用一句话说说你的情况").tap()
    page.get_by_label("发生了什么？").fill(WORDS)
    page.get_by_role("button", name="找一找").tap()
    expect(page.get_by_role("status").filter(has_text="可能是这些情况")).to_be_visible()
    expect(page.get_by_test_id("InputInstructions")).to_be_hidden()
    page.get_by_role("link", name=FOUND).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("你是在哪里买的？")
    assert query(page) == {"progress": "approved", "reply": "return_waiting"}
    page.locator("[data-answer='channel-third_party']").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("订单现在是什么状态？")
    assert query(page).items() >= {"progress": "approved", "reply": "return_waiting"}.items()
    assert "寄回去好几天" not in app_server.log
    assert not [url for url in asked_for if "%E5%AF%84" in url]


def test_the_keyboard_is_enough(desktop: Callable[..., Page]) -> None:
    page = desktop(locale="en-US")
    page.goto("/")
    settle(page)
    page.locator("#box-own-words").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("What happened?")
    field.focus()
    page.keyboard.type("seller ignores me after I sent it back")
    page.keyboard.press("Enter")
    first = page.get_by_role("link", name="Sent back, no refund yet")
    expect(first).to_be_visible()
    expect(field).to_have_value("seller ignores me after I sent it back")
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where did you buy it?")
    assert query(page) == {"progress": "approved", "reply": "return_waiting"}
