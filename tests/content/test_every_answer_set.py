"""Every complete answer set through the real planner, in both languages: structure, not wording."""

import itertools
import re
from datetime import datetime

import pytest

from refund_guide.answer_space import AnswerSpace
from refund_guide.clock import BEIJING, read_start
from refund_guide.plan import Plan
from refund_guide.planner import make_plan
from refund_guide.tree import load_tree

TREE = load_tree()
SETS = AnswerSpace(TREE.questions).sets
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)
DATES = {event: read_start("2026-11-18T09:30") for event in TREE.events}
CHUNKS = 16
GAP = re.compile(r"\{[a-z_]+\}")


def texts_of(plan: Plan) -> list[str]:
    """Every sentence a reader may see."""
    return [
        plan.title,
        plan.summary,
        plan.chance_why,
        plan.who_refunds,
        plan.notice.apply,
        plan.notice.told,
        plan.freight.why,
        *(plan.no_deadline or "" for _ in [0] if plan.no_deadline),
        *itertools.chain.from_iterable(
            (one.label, one.if_missed, one.still_open, *one.counted) for one in plan.deadlines
        ),
        *itertools.chain.from_iterable((one.text, *one.path) for one in plan.steps),
        *itertools.chain.from_iterable((one.text, one.repair) for one in plan.evidence),
        *itertools.chain.from_iterable((one.title, one.short, one.full or one.short) for one in plan.scripts),
        *itertools.chain.from_iterable((one.label, one.how) for one in plan.ladder),
        *(one.text for one in plan.warnings),
        *itertools.chain.from_iterable((one.ask, one.label) for one in plan.answers),
    ]


def assert_sound(plan: Plan, answers: dict[str, str]) -> None:
    context = f"{plan.language}: {answers}"
    assert {given.question: given.answer for given in plan.answers} == answers, context
    assert plan.steps, context
    assert any(one.required for one in plan.evidence) or plan.evidence, context
    assert plan.scripts, context
    assert any(rung.state != "closed" for rung in plan.ladder), context
    assert all(rung.why for rung in plan.ladder if rung.state != "open"), context
    assert bool(plan.deadlines) != bool(plan.no_deadline), context
    for text in texts_of(plan):
        assert text.strip(), context
        assert not GAP.search(text), (context, text)
    known = {source.id for source in plan.cited_sources}
    for part in (plan.notice, plan.freight, *plan.deadlines, *plan.steps, *plan.evidence, *plan.ladder):
        assert part.sources, (context, part.id)
        assert known.issuperset(part.sources), (context, part.id)
    deadlines = {deadline.id for deadline in plan.deadlines}
    assert all(step.by is None or step.by in deadlines for step in plan.steps), context
    assert {line.question for line in plan.trace} == set(answers), context
    assert len({part.id for part in plan.steps}) == len(plan.steps), context


def assert_dated(plan: Plan, answers: dict[str, str]) -> None:
    context = f"{plan.language}: {answers}"
    for deadline in plan.deadlines:
        assert deadline.event in TREE.events, (context, deadline.id)
        assert deadline.due is not None, (context, deadline.id)
        assert deadline.started is not None and deadline.started <= deadline.due, (context, deadline.id)
        assert deadline.status in ("running", "due_today", "passed"), (context, deadline.id)
        assert (deadline.status == "passed") == (deadline.due <= NOW), (context, deadline.id)
        assert deadline.counted, (context, deadline.id)
    coming = [one.due for one in plan.deadlines if one.status != "passed"]
    assert coming == sorted(coming), context


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_answer_set_gets_a_sound_plan_in_both_languages(chunk):
    for answers in SETS[chunk::CHUNKS]:
        zh = make_plan(TREE, answers, {}, NOW, "zh")
        en = make_plan(TREE, answers, {}, NOW, "en")
        assert_sound(zh, answers)
        assert_sound(en, answers)
        assert_same_decision(zh, en, answers)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_answer_set_can_be_dated(chunk):
    for answers in SETS[chunk::CHUNKS]:
        assert_dated(make_plan(TREE, answers, DATES, NOW, "zh"), answers)


def assert_same_decision(zh: Plan, en: Plan, answers: dict[str, str]) -> None:
    assert (zh.outcome, zh.freight, zh.refund_type) != () and zh.outcome == en.outcome, answers
    assert zh.freight.payer == en.freight.payer, answers
    for block in ("deadlines", "steps", "evidence", "scripts", "ladder", "warnings", "conflicts"):
        assert [one.id for one in getattr(zh, block)] == [one.id for one in getattr(en, block)], (answers, block)


def test_unpaid_orders_have_nothing_to_refund_and_virtual_goods_no_freight():
    for answers in SETS:
        if answers.get("status") == "unpaid" or answers["channel"] == "virtual":
            plan = make_plan(TREE, answers, {}, NOW, "zh")
            assert plan.freight.payer == "nobody", answers
            if answers.get("status") == "unpaid":
                assert plan.refund_type in ("cancel", "none"), answers
                assert plan.no_deadline, answers


def test_the_seller_pays_whenever_the_goods_are_at_fault():
    at_fault = set(TREE.groups["reason", "seller_fault"])
    for answers in SETS:
        if answers.get("reason") in at_fault:
            assert make_plan(TREE, answers, {}, NOW, "zh").freight.payer == "seller", answers


def test_nobody_is_told_that_the_seller_pays_for_a_change_of_mind():
    choices = set(TREE.groups["reason", "buyer_choice"])
    for answers in SETS:
        if answers.get("reason") in choices and answers.get("reply") != "return_refused":
            assert make_plan(TREE, answers, {}, NOW, "zh").freight.payer != "seller", answers


def test_texts_without_a_gap_filled_would_be_noticed():
    assert GAP.search("within {no_reason_window}")


def test_the_number_of_answer_sets_stays_within_reason():
    assert 5_000 < len(SETS) <= 20_000
