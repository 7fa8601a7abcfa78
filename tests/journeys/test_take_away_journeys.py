"""Taking a case along, in a real browser: copied words, downloads, the saved case, paper."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from docx import Document
from ical.calendar_stream import IcsCalendarStream
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from refund_guide.clock import BEIJING
from tools.app_server import AppServer, settle
from ui.knowledge import now

from .conftest import query

STUCK = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "damaged",
    "progress": "applied",
    "reply": "open_in_time",
    "goods": "ordinary",
}
KEY = "0a1b2c3d"
NAME = "王小红 *A* =1+1 <b>"


def open_plan(page: Page, **more: str) -> Page:
    applied = f"{now().astimezone(BEIJING):%Y-%m-%dT00:00}"
    page.goto(f"/plan?{urlencode({**STUCK, 'applied': applied, 'case': KEY, **more})}")
    settle(page)
    return page


def unfold(page: Page, box: str) -> None:
    page.locator(f"#box-{box}").click()


def field(page: Page, slot: str) -> Locator:
    """The first one: while the page is drawn, the fields it replaces still stand behind the new ones."""
    return page.locator(f'[class*="st-key-typed-"][class*="-{slot}"]').locator("input, textarea").first


def type_in(page: Page, slot: str, text: str) -> None:
    field(page, slot).fill(text)
    field(page, slot).blur()


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.locator(f".st-key-{button} button").click()
    return Path(waiting.value.path()).read_bytes()


def test_words_are_filled_in_once_and_copied(phone: Callable[..., Page]) -> None:
    page = open_plan(phone(permissions=["clipboard-read", "clipboard-write"]))
    expect(page.get_by_text("还没填：").first).to_be_visible()
    unfold(page, "fields")
    type_in(page, "order_number", NAME)
    script = page.locator(".script", has_text=NAME).first
    expect(script).to_be_visible()
    script.get_by_role("button", name="复制", exact=True).first.click()
    expect(script.get_by_role("button", name="已复制", exact=True)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert NAME in copied
    assert copied == script.locator("pre").first.inner_text()
    expect(page.get_by_text("Press Enter")).not_to_be_visible()


def test_every_file_is_made_on_the_tap_and_the_page_stays_as_it_is(desktop: Callable[..., Page]) -> None:
    page = open_plan(desktop())
    unfold(page, "fields")
    type_in(page, "order_number", NAME)
    expect(page.locator(".script", has_text=NAME).first).to_be_visible()
    unfold(page, "take-away")
    expect(page.locator("img.qr")).to_be_visible()
    address = page.url
    page.evaluate("window.untouched = true")
    pdf = PdfReader(io.BytesIO(download(page, "get-pdf")))
    assert NAME.replace(" ", "") in "".join("".join(one.extract_text() for one in pdf.pages).split())
    calendar = download(page, "get-ics").decode("utf-8")
    assert IcsCalendarStream.calendar_from_ics(calendar).events
    assert NAME not in calendar and f"case={KEY}" in calendar.replace("\r\n ", "")
    word = Document(io.BytesIO(download(page, "get-docx")))
    assert any(NAME in paragraph.text for paragraph in word.paragraphs)
    assert download(page, "get-md").decode("utf-8").startswith("# ")
    assert page.evaluate("window.untouched") and page.url == address
    expect(field(page, "order_number")).to_have_value(NAME)
    expect(page.locator(".st-key-get-pdf button")).to_be_visible()


def test_what_is_typed_right_before_the_tap_is_in_the_file(desktop: Callable[..., Page]) -> None:
    page = open_plan(desktop())
    unfold(page, "take-away")
    unfold(page, "fields")
    field(page, "order_number").fill("P777")  # the tap is what leaves the field
    assert "P777" in download(page, "get-md").decode("utf-8")


def test_a_saved_case_goes_on_in_another_browser(phone: Callable[..., Page], desktop: Callable[..., Page]) -> None:
    page = open_plan(phone())
    page.locator("[data-tick]").first.click()
    expect(page.get_by_text("必备的已有 1 /")).to_be_visible()
    unfold(page, "fields")
    type_in(page, "order_number", NAME)
    expect(page.locator(".script", has_text=NAME).first).to_be_visible()
    unfold(page, "take-away")
    saved = download(page, "save-case")

    other = desktop()
    other.goto("/")
    settle(other)
    unfold(other, "open-case")
    choose(other, saved)
    expect(other.get_by_text("已打开保存的文件")).to_be_visible()
    expect(other.get_by_text("必备的已有 1 /")).to_be_visible()
    expect(other.locator(".script", has_text=NAME).first).to_be_visible()
    assert query(other) == query(page)
    unfold(other, "fields")
    expect(field(other, "order_number")).to_have_value(NAME)


def choose(page: Page, content: bytes) -> None:
    file = {"name": "case.json", "mimeType": "application/json", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


def test_a_file_opened_over_another_case_takes_its_place(phone: Callable[..., Page]) -> None:
    page = open_plan(phone())
    unfold(page, "fields")
    type_in(page, "order_number", NAME)
    unfold(page, "take-away")
    saved = json.loads(download(page, "save-case"))
    saved |= {"answers": {**STUCK, "reason": "faulty"}, "done": [], "typed": {"order_number": "Q2"}}
    choose(page, json.dumps(saved).encode())
    expect(page.get_by_text("已打开保存的文件")).to_be_visible()
    settle(page)  # until then the fields of the case before are still there
    expect(field(page, "order_number")).to_have_value("Q2")
    assert query(page)["reason"] == "faulty"
    page.go_back()
    expect(page.get_by_text("必备的已有").first).to_be_visible()
    assert query(page)["reason"] == "damaged"


def test_a_hostile_file_is_told_and_changes_nothing(phone: Callable[..., Page]) -> None:
    page = open_plan(phone())
    unfold(page, "fields")
    type_in(page, "order_number", NAME)
    expect(page.locator(".script", has_text=NAME).first).to_be_visible()
    unfold(page, "take-away")
    before = query(page)
    choose(page, b'{"refund_guide_case": 1, "answers": "<img src=x onerror=alert(1)>"}')
    expect(page.locator("[data-testid='stAlert']", has_text="什么都没有改")).to_be_visible()
    assert query(page) == before
    expect(field(page, "order_number")).to_have_value(NAME)


def test_a_download_after_a_restart_of_the_server_says_what_to_do(
    phone: Callable[..., Page], app_server: AppServer
) -> None:
    page = open_plan(phone())
    unfold(page, "take-away")
    expect(page.locator(".st-key-get-md button")).to_be_visible()
    app_server.restart()
    settle(page)
    page.locator(".st-key-get-md button").click()
    failed = page.get_by_test_id("stDownloadButtonError")
    expect(failed).to_be_visible()
    told = failed.evaluate("one => getComputedStyle(one, '::after').content")
    assert "没有做成" in told
    unfold(page, "take-away")
    expect(page.locator(".st-key-get-md button")).to_have_count(0)
    unfold(page, "take-away")
    expect(page.locator(".st-key-get-md button")).to_be_visible()
    settle(page)
    assert download(page, "get-md").decode("utf-8").startswith("# ")


@pytest.mark.parametrize("color", ["light", "dark"])
def test_the_plan_prints_black_on_white_without_what_can_only_be_tapped(
    desktop: Callable[..., Page], color: str
) -> None:
    page = open_plan(desktop(color=color))
    unfold(page, "take-away")
    expect(page.locator("img.qr")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".piece header", ".piece .dates", "button.box", "button.copy", ".on-screen"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".rungs details p").first).to_be_visible()
    for printed in ("h1", ".script pre", "dd"):
        expect(page.locator(printed).first).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    assert len(PdfReader(io.BytesIO(page.pdf(format="A4"))).pages) > 1
