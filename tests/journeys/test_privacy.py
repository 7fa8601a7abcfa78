"""What is typed stays with the user: after a whole session nothing of it is in a file, a log or an address."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tools.app_server import ROOT, AppServer, settle

from .test_take_away_journeys import choose, download, field, open_plan, type_in, unfold

SECRETS = {"order_number": "ZQXORDER8842", "product": "ZQXNAME王小红", "what_happened": "ZQXSTORY 盒子碎了"}
MARK = "ZQX"
LARGEST = 64 << 20


@pytest.fixture
def server(tmp_path: Path, browser_path: str) -> Iterator[AppServer]:
    """An app of its own, with a temporary folder and a home of its own, telling all it knows."""
    folders = {name: str(tmp_path / name) for name in ("TMPDIR", "HOME")}
    for folder in folders.values():
        Path(folder).mkdir()
    with AppServer(env={**folders, "STREAMLIT_LOGGER_LEVEL": "debug"}) as running:
        yield running


def traces(server: AppServer, tmp_path: Path, since: float) -> list[str]:
    """Where on the machine the typed text can be found."""
    mark = MARK.encode()
    found = ["the log"] if MARK in server.log else []
    candidates = {Path(f"/proc/{server.pid}/fd/{one}") for one in os.listdir(f"/proc/{server.pid}/fd")}
    for folder in (tmp_path, ROOT):
        for path in folder.rglob("*"):
            if ".git" not in path.parts and path.is_file() and path.stat().st_mtime >= since:
                candidates.add(path)
    here = {Path(__file__).resolve()}
    for path in sorted(candidates):
        try:
            target = path.resolve()
            if target in here or not target.is_file() or target.stat().st_size > LARGEST:
                continue
            if mark in target.read_bytes():
                found.append(str(target))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
def test_nothing_typed_is_left_on_the_server(server: AppServer, browser: Browser, tmp_path: Path) -> None:
    since = time.time() - 1
    context = browser.new_context(base_url=server.url, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(told_by(request)))
    page.on("framenavigated", lambda frame: asked.append(frame.url))
    open_plan(page)
    unfold(page, "fields")
    for slot, text in SECRETS.items():
        type_in(page, slot, text)
    expect(page.locator(".script", has_text=SECRETS["order_number"]).first).to_be_visible()
    unfold(page, "take-away")
    made = {form: download(page, f"get-{form}") for form in ("pdf", "ics", "docx", "md")}
    saved = download(page, "save-case")
    assert MARK.encode() in saved and MARK.encode() in made["md"] and MARK.encode() not in made["ics"]
    choose(page, saved)
    expect(page.get_by_text("已打开保存的文件")).to_be_visible()
    choose(page, saved.replace(b'"refund_guide_case": 1', b'"refund_guide_case": 99'))
    expect(page.locator("[data-testid='stAlert']", has_text="什么都没有改")).to_be_visible()
    expect(field(page, "order_number")).to_have_value(SECRETS["order_number"])
    assert_unread(page, asked)
    assert traces(server, tmp_path, since) == []
    page.locator(".st-key-clear-all button").click()
    expect(field(page, "order_number")).to_have_value("")
    assert MARK not in settle(page).content()
    context.close()
    assert traces(server, tmp_path, since) == []


def told_by(request: Request) -> str:
    """What of a request may end up in somebody's log: never its body."""
    return f"{request.url} {request.headers.get('referer', '')}"


def assert_unread(page: Page, asked: list[str]) -> None:
    kept: dict[str, Any] = page.evaluate(
        "({url: location.href, history: history.state, cookies: document.cookie, local: {...localStorage},"
        " session: {...sessionStorage}, title: document.title})"
    )
    assert MARK not in repr(kept)
    assert len(asked) > 10
    assert [one for one in asked if MARK in one] == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks into /proc")
def test_the_search_finds_what_is_left(server: AppServer, tmp_path: Path) -> None:
    since = time.time() - 1
    assert traces(server, tmp_path, since) == []
    (tmp_path / "TMPDIR" / "left").write_text(f"x{MARK}y", encoding="utf-8")
    assert traces(server, tmp_path, since) == [str(tmp_path / "TMPDIR" / "left")]
