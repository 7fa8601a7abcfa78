"""A source that nobody has read again in time: which plans say so, and which do not."""

import re
from datetime import datetime, time, timedelta

import pytest

import ui.router
from refund_guide.clock import BEIJING
from refund_guide.freshness import is_recheck_due, recheck_by
from refund_guide.planner import make_plan
from refund_guide.tree import Tree
from refund_guide.walk import complete_answer_sets

from .app import STUCK, TREE, html, open_app
from .support import NOW, toy_tree

META = TREE.knowledge.meta
ELSEWHERE = {"channel": "seller", "seller_case": "stock_gone"}
TOLD = "该重新核对了"


def cited(answers: dict[str, str]) -> set[str]:
    return {source.id for source in make_plan(TREE, answers, {}, NOW, "zh").cited_sources}


NEGLECTED = min(cited(STUCK) - cited(ELSEWHERE))
"""The one source that is past its day in these tests; used by one of the two plans."""
FIRST_DAY = min(recheck_by(source, META) for source in TREE.sources.values())
AFTER = datetime.combine(FIRST_DAY, time(9), BEIJING)
"""The last day before anything but the neglected source is due."""


def neglect() -> Tree:
    """The real file, with one source read a day too long ago."""
    read = FIRST_DAY - timedelta(days=1 + META.recheck_after_days[TREE.sources[NEGLECTED].kind])
    sources = [
        one.model_copy(update={"checked_on": read}) if one.id == NEGLECTED else one for one in TREE.knowledge.sources
    ]
    return Tree(TREE.knowledge.model_copy(update={"sources": sources}))


def test_a_reading_is_trusted_for_as_long_as_its_kind_allows() -> None:
    rules, meta = toy_tree().sources["house_rules"], toy_tree().knowledge.meta
    assert recheck_by(rules, meta) == rules.checked_on + timedelta(days=90)
    assert not is_recheck_due(rules, meta, recheck_by(rules, meta))
    assert is_recheck_due(rules, meta, recheck_by(rules, meta) + timedelta(days=1))


def test_nothing_is_overdue_as_delivered() -> None:
    assert not [one.id for one in TREE.sources.values() if is_recheck_due(one, META, NOW.date())]


def test_a_plan_marks_exactly_the_overdue_sources_it_cites() -> None:
    tree = neglect()
    for answers in list(complete_answer_sets(tree.questions))[::500]:
        plan = make_plan(tree, answers, {}, AFTER, "en")
        marked = {source.id for source in plan.cited_sources if source.recheck_due}
        assert marked == {source.id for source in plan.cited_sources} & {NEGLECTED}


@pytest.mark.parametrize(
    ("answers", "days_later", "is_told"),
    [(STUCK, -1, False), (STUCK, 0, True), (ELSEWHERE, 0, False)],
    ids=["before its day", "a plan that uses it", "a plan that does not"],
)
def test_an_overdue_source_shows_on_the_plans_that_use_it_and_only_there(
    monkeypatch: pytest.MonkeyPatch, answers: dict[str, str], days_later: int, is_told: bool
) -> None:
    tree = neglect()
    monkeypatch.setattr(ui.router.knowledge, "current", lambda: tree)
    monkeypatch.setattr(ui.router, "now", lambda: AFTER + timedelta(days=days_later))
    app = open_app("plan", answers)
    (label,) = re.findall(r'data-toggle="why"[^>]*>(.*?)</button>', html(app))
    assert ("该重新核对" in label) == is_told
    app.session_state["why"] = True
    app.run()
    assert "这份方案的依据" in html(app)
    assert html(app).replace(label, "").count(TOLD) == (1 if is_told else 0)
