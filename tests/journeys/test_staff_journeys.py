"""The pages for support staff and editors in a real browser: find, look at, download, compare, check."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page, expect

from refund_guide.cases import list_cases
from refund_guide.tree import load_tree
from tools.app_server import settle

from .conftest import query

CASE = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "changed_mind",
    "progress": "nothing_yet",
    "since_signed": "within_window",
    "goods": "ordinary",
    "condition": "unopened",
}


def choose(page: Page, key: str, option: str) -> None:
    settle(page)  # a list that is open while the page is drawn again closes
    field = page.locator(f".st-key-{key} input")
    field.scroll_into_view_if_needed()
    field.click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth"))


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("button", name=button, exact=True).click()
    return started.value.path().read_bytes()


def test_all_cases_are_filtered_downloaded_drawn_and_compared(
    desktop: Callable[..., Page], settled: Callable[[Page], Page]
) -> None:
    page = desktop(accept_downloads=True)
    page.goto("/about")
    page.get_by_role("link", name="全部情况", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("全部情况")
    page.locator(".st-key-cases-filters summary").click()
    choose(page, "cases-zh-channel", "普通店铺（显示店铺名）")
    expect(page.get_by_role("status").filter(has_text="符合的有")).not_to_contain_text("符合的有 17,141")
    choose(page, "cases-zh-condition", "没拆")
    expect(page).to_have_url(re.compile("condition.unopened"))
    assert query(page) == {"only": "channel.third_party-condition.unopened"}
    page.get_by_label("搜索结果和回答里的字").fill("不想要了 还没联系")
    page.keyboard.press("Enter")
    found = page.get_by_role("status").filter(has_text="符合的有")
    fitting = sum(
        row.answers["channel"] == "third_party"
        and row.answers.get("condition") == "unopened"
        and row.answers.get("reason") == "changed_mind"
        and row.answers.get("progress") == "nothing_yet"
        for row in list_cases(load_tree())
    )
    told = f"符合的有 {fitting} 种"
    expect(found).to_contain_text(told)
    settled(page)

    rows = list(csv.DictReader(io.StringIO(download(page, "下载 CSV").decode("utf-8-sig"))))
    assert len(rows) == fitting
    assert {row["东西现在是什么样？"] for row in rows} == {"没拆"}
    link = urlsplit(rows[0]["方案链接"])
    assert link.path == "/plan" and link.netloc == urlsplit(page.url).netloc
    with zipfile.ZipFile(io.BytesIO(download(page, "下载 Excel"))) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<row ") == 1 + fitting

    # the first row of the table: a click on its leftmost cell
    page.locator("[class*=st-key-cases-table] .dvn-scroller").first.click(position={"x": 20, "y": 52})
    expect(page.get_by_role("heading", name="选中的情况")).to_be_visible()
    page.get_by_role("button", name="用在下面的决策图和对比里").click()
    expect(page).to_have_url(re.compile("reason=changed_mind"))
    settled(page)
    expect(found).to_contain_text(told)

    page.locator(".st-key-cases-map summary").first.click()
    picture = page.get_by_role("img", name="决策图")
    expect(picture.and_(page.locator(".wide"))).to_be_visible()
    assert picture.and_(page.locator(".wide")).evaluate("one => one.naturalWidth") == 760

    page.locator(".st-key-cases-compare summary").first.click()
    choose(page, "other-zh-reason", "坏的、功能有问题")
    table = page.locator(".compared")
    expect(table).to_contain_text("商家付运费")
    assert query(page)["other"] == "reason.faulty"
    page.reload()
    expect(table).to_contain_text("商家付运费")
    page.get_by_role("link", name="另一种情况的方案").click()
    expect(page.get_by_role("heading", name="现在就做")).to_be_visible()
    assert query(page)["reason"] == "faulty"


def test_all_cases_fit_a_phone(phone: Callable[..., Page], settled: Callable[[Page], Page]) -> None:
    page = phone(color="dark", locale="en-US")
    page.goto(f"/cases?{urlencode({**CASE, 'other': 'reason.faulty'})}")
    expect(page.locator(".compared")).to_contain_text("The seller pays the freight")
    page.locator(".st-key-cases-map summary").first.tap()
    expect(page.get_by_role("img", name="Map:").and_(page.locator(".narrow"))).to_be_visible()
    settled(page)
    assert no_sideways_scroll(page)


def test_back_undoes_a_filter(desktop: Callable[..., Page], settled: Callable[[Page], Page]) -> None:
    page = desktop()
    page.goto("/cases?only=payer.seller")
    status = page.get_by_role("status").filter(has_text="符合的有")
    expect(status).to_be_visible()
    settled(page)
    before = status.inner_text()
    choose(page, "cases-zh-goods", "生鲜、易腐")
    expect(status).not_to_have_text(before)
    settled(page)
    page.go_back()
    expect(status).to_have_text(before)
    assert query(page) == {"only": "payer.seller"}
    expect(page.locator(".st-key-cases-zh-goods")).not_to_contain_text("生鲜")


def test_what_another_answer_would_change_opens_beside_the_plan(
    phone: Callable[..., Page], settled: Callable[[Page], Page]
) -> None:
    page = phone()
    page.goto(f"/plan?{urlencode(CASE)}")
    page.locator("#box-what-if").first.tap()
    fold = page.locator("details", has_text="坏的、功能有问题").filter(has=page.locator(".compared"))
    fold.locator("summary").tap()
    expect(fold.locator(".compared")).to_contain_text("商家付运费")
    with page.context.expect_page() as opened:
        fold.get_by_role("link").tap()
    other = opened.value
    expect(other.get_by_role("heading", name="现在就做")).to_be_visible()
    assert query(other)["reason"] == "faulty"
    assert query(page)["reason"] == "changed_mind"
    settled(page)
    assert no_sideways_scroll(page)


def test_the_proof_is_worked_out_and_shown(phone: Callable[..., Page], settled: Callable[[Page], Page]) -> None:
    page = phone()
    page.goto("/about")
    page.get_by_role("link", name="核对情况", exact=True).tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("内容可不可靠")
    expect(page.get_by_role("status").filter(has_text="全部通过：17,141 组回答")).to_be_visible()
    page.get_by_text("商家要在多久内答复").first.tap()
    expect(page.get_by_text("我们用的：").first).to_be_visible()
    page.locator(".st-key-proof-ages summary").first.tap()
    expect(page.get_by_role("columnheader", name="下次核对")).to_be_visible()
    settled(page)
    assert no_sideways_scroll(page)
