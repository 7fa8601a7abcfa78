"""A table of tickets in a real browser: uploaded in GB18030, one value mapped by hand, downloaded and read."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

from playwright.sync_api import Page, expect

from refund_guide.tree import load_tree

from .conftest import PageFactory

TREE = load_tree()
CHOSEN = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "damaged",
    "progress": "nothing_yet",
    "goods": "ordinary",
}

DAMAGED = next(one.label.zh for one in TREE.question_by_id["reason"].question.answers if one.id == "damaged")


def table(rows: int) -> bytes:
    """Chinese headers and values; the last row says what no answer says."""
    phrases = TREE.phrases("zh")
    asked = {question: TREE.question_by_id[question].question for question in CHOSEN}
    labels = {
        question: next(one for one in asked[question].answers if one.id == answer).label.zh.format_map(phrases)
        for question, answer in CHOSEN.items()
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["订单号", *(asked[one].ask.zh.format_map(phrases) for one in CHOSEN), "签收", "备注"])
    for number in range(rows):
        shown = {**labels, "reason": "碎了"} if number == rows - 1 else labels
        writer.writerow([f"00{number}", *shown.values(), "2026/11/20 15:30", "=1+1"])
    return text.getvalue().encode("gb18030")


def upload(page: Page, name: str, content: bytes) -> None:
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def choose(page: Page, box: str, option: str) -> None:
    field = page.get_by_role("combobox", name=box)
    field.click()
    field.press_sequentially(option)
    page.get_by_role("option").filter(has_text=option).first.click()
    expect(field).to_have_value(option)


def test_a_table_is_uploaded_mapped_decided_and_downloaded(desktop: PageFactory) -> None:
    page = desktop()
    page.goto("/triage")
    expect(page.get_by_role("heading", level=1)).to_have_text("整表处理工单")
    upload(page, "工单.csv", table(40))
    page.get_by_role("heading", name="不认识的值").wait_for()
    choose(page, "碎了", DAMAGED)
    choose(page, "「签收」列", TREE.events["signed"].label.zh)
    page.get_by_role("button", name="开始处理").click()
    expect(page.get_by_role("status").filter(has_text="40 张工单：40 张有结论")).to_be_visible()
    expect(page.get_by_role("img", name="时限什么时候到期").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载结果").click()
    assert waiting.value.suggested_filename == "工单-工单-已处理.csv"
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_bytes().decode("gb18030"), newline="")))
    assert [row["订单号"] for row in rows] == [f"00{number}" for number in range(40)]
    assert {row["备注"] for row in rows} == {"'=1+1"}
    assert {(row["outcome"] != "", row["problems"]) for row in rows} == {(True, "")}
    assert {row["due"] != "" for row in rows} == {True}
    assert rows[-1]["outcome"] == rows[0]["outcome"]
    assert rows[0]["link"].startswith(page.url.partition("/triage")[0] + "/plan?channel=third_party&")


def test_a_file_that_is_too_large_is_refused_and_the_app_goes_on(desktop: PageFactory, tmp_path: Path) -> None:
    page = desktop()
    page.goto("/triage")
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    page.locator('input[type="file"]').set_input_files(large)
    expect(page.get_by_text("最大 30 MB", exact=False)).to_be_visible()
    expect(page.locator('[data-testid="stFileUploader"]')).to_contain_text("30")
    upload(page, "small.csv", table(3))
    expect(page.get_by_role("button", name="开始处理")).to_be_visible()
    os.unlink(large)
