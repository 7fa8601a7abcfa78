"""The page that shows how far the content can be relied on."""

import os
import re
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path

import pytest

import ui.proof_view
import ui.router
from refund_guide import check
from refund_guide.clock import BEIJING
from refund_guide.freshness import recheck_by
from refund_guide.live import KnowledgeFile, Proof
from refund_guide.problems import Problem
from refund_guide.tree import DEFAULT_FILE
from ui.texts import say

from .app import TREE, html, links, open_app, title
from .support import ROOT, TODAY, toy_text

META = TREE.knowledge.meta


@pytest.mark.parametrize(("locale", "passed"), [("zh-CN", "✓ 通过"), ("en-GB", "✓ passed")])
def test_the_figures_are_those_of_the_check_on_the_command_line(locale: str, passed: str) -> None:
    report = check.run(today=TODAY)
    app = open_app("proof", locale=locale)
    assert not app.exception and not app.error
    for number in (report.outcomes, report.answer_sets, len(TREE.questions), len(TREE.sources), len(TREE.durations)):
        assert f"<dd>{number:,}</dd>" in html(app)
    assert html(app).count(passed) == len(ui.proof_view.CHECKS)


def test_every_check_there_is_belongs_to_a_line_of_the_page() -> None:
    documented = set(
        re.findall(r"^\| `([A-Z])\d{3}`", (ROOT / "docs" / "checks.md").read_text("utf-8"), re.MULTILINE)
    )
    assert documented - {"E"} == set(ui.proof_view.CHECKS)


def proof(*codes: str) -> Proof:
    problems = tuple(Problem("tree.yaml", line, code, f"<b>{code}</b>") for line, code in enumerate(codes, 1))
    return Proof(3, 7, problems, TODAY)


@pytest.mark.parametrize(
    ("codes", "failed", "skipped"),
    [(["Y104"], 1, 5), (["S201", "S202"], 1, 4), (["R301"], 1, 1), (["R306", "D501", "C601"], 3, 0)],
)
def test_a_failed_check_says_how_often_and_what_was_not_reached(
    monkeypatch: pytest.MonkeyPatch, codes: list[str], failed: int, skipped: int
) -> None:
    monkeypatch.setattr(ui.proof_view.knowledge, "proof", lambda: proof(*codes))
    app = open_app("proof")
    assert not app.exception
    assert html(app).count("✗ ") == failed
    assert html(app).count("没有查到这一步") == skipped
    assert f"发现 {len(codes)} 个问题" in html(app)
    assert f"tree.yaml:1 {codes[0]} &lt;b&gt;" in html(app)
    assert "全部通过" not in html(app)


def test_a_long_list_of_problems_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.proof_view.knowledge, "proof", lambda: proof(*["C601"] * 80))
    shown = html(open_app("proof"))
    assert shown.count("tree.yaml:") == ui.proof_view.MOST_PROBLEMS
    assert "还有 30 个" in shown


def test_a_broken_new_version_is_told_and_the_older_one_stays_in_use(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / DEFAULT_FILE.name
    path.write_text(toy_text(), encoding="utf-8")
    ticks = iter(range(0, 10_000, 10))
    file = KnowledgeFile(path, today=lambda: TODAY, clock=lambda: float(next(ticks)))
    monkeypatch.setattr(ui.router, "knowledge", file)
    monkeypatch.setattr(ui.proof_view, "knowledge", file)
    file.current()
    path.write_text(toy_text().replace("    payer: buyer\n", ""), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    app = open_app("proof")
    assert not app.exception
    assert "上一个没问题的版本" in html(app)
    assert "S202" in html(app)
    assert "<dd>6</dd>" in html(app), "the outcomes of the version in use"


def test_every_conflict_and_every_disputed_clock_is_named_with_the_reason() -> None:
    shown = html(open_app("proof"))
    written = [one.title.zh.format_map(TREE.phrases("zh")) for one in TREE.knowledge.conflicts]
    assert [shown.count(f"<summary>{one}</summary>") for one in written] == [1] * len(written)
    for conflict in TREE.knowledge.conflicts:
        assert escape(conflict.why.zh.format_map(TREE.phrases("zh"))) in shown
    disputed = [one for one in TREE.knowledge.durations if one.disputed_by]
    assert disputed
    for duration in disputed:
        assert f"{duration.label.zh}：{TREE.phrases('zh')[duration.id]}" in shown


def test_the_next_day_for_checking_is_told_while_nothing_is_overdue(monkeypatch: pytest.MonkeyPatch) -> None:
    first = min(recheck_by(one, META) for one in TREE.sources.values())
    monkeypatch.setattr(ui.router, "now", lambda: datetime.combine(first, time(23), BEIJING))
    shown = html(open_app("proof"))
    assert "现在没有过期的" in shown
    assert f"{first.year}年{first.month}月{first.day}日" in shown


def test_overdue_sources_are_listed_with_their_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = min(recheck_by(one, META) for one in TREE.sources.values())
    due = [one for one in TREE.sources.values() if recheck_by(one, META) == first]
    monkeypatch.setattr(ui.router, "now", lambda: datetime.combine(first + timedelta(days=1), time(9), BEIJING))
    shown = html(open_app("proof"))
    assert f"有 {len(due)} 条过了该核对的日子" in shown
    assert shown.count(f"（应在 {first} 前）") == len(due)


def test_every_source_stands_in_the_table_with_its_age(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.router, "now", lambda: datetime.combine(date(2027, 1, 31), time(9), BEIJING))
    app = open_app("proof")
    assert '<th scope="row">' not in html(app)
    app.session_state["proof-ages"] = True
    app.run()
    shown = html(app)
    assert shown.count('<th scope="row">') == len(TREE.sources)
    for source in TREE.sources.values():
        age = (date(2027, 1, 31) - source.checked_on).days
        assert f"<td>{source.checked_on}</td><td>{age}</td><td>{recheck_by(source, META)}" in shown
    overdue = sum(recheck_by(one, META) < date(2027, 1, 31) for one in TREE.sources.values())
    assert shown.count("该重新核对了</td>") == overdue > 0


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_the_pages_for_staff_are_reached_from_the_about_page(locale: str) -> None:
    app = open_app("about", {"channel": "virtual"}, locale)
    assert title(app)
    language = "zh" if locale == "zh-CN" else "en"
    found = links(app)
    for page in ("triage", "cases", "proof"):
        assert found[say(page, language)] == f"{page}?channel=virtual"
