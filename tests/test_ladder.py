"""Which route is open now, which not yet and from when, which is closed, and what is said about it."""

from typing import Any

import pytest

from refund_guide.plan import Plan, PlannedRung

from .support import LATE, NOW, REFUSED, changed_toy, item, moment, plan_of

SILENT = REFUSED.replace("refused", "silent")
AGREED = "item=novel trouble=damaged told=told_them reply=agreed"


def rung(plan: Plan, rung_id: str) -> PlannedRung:
    return next(one for one in plan.ladder if one.id == rung_id)


def head_office(text: str, now: str = "2026-11-22T10:00", **changes: Any) -> PlannedRung:
    tree = changed_toy(lambda data: item(data, "ladder", "head_office").update(changes))
    return rung(plan_of(text, tree=tree, now=moment(now)), "head_office")


def test_rungs_come_in_their_order_and_only_where_they_belong() -> None:
    assert [one.id for one in plan_of(REFUSED).ladder] == ["desk", "head_office", "court", "postbox", "hotline"]
    assert [one.id for one in plan_of(LATE).ladder] == ["desk", "postbox", "hotline"]


def test_a_rung_without_a_gate_is_open() -> None:
    found = rung(plan_of(LATE), "hotline")
    assert (found.state, found.why, found.opens_on) == ("open", None, None)


def test_a_rung_is_closed_where_its_answers_say_so_and_says_why() -> None:
    closed = rung(plan_of(AGREED), "desk")
    assert (closed.state, closed.why) == ("closed", "It is settled.")
    assert rung(plan_of(LATE), "desk").state == "open"


def test_a_rung_may_be_closed_for_everybody() -> None:
    found = rung(plan_of(LATE), "postbox")
    assert (found.state, found.why, found.opens_on) == ("closed", "It was taken down.", None)


def test_a_rung_opens_where_its_answers_say_so() -> None:
    assert head_office(REFUSED).state == "open"
    assert head_office(SILENT).state == "not_yet"


def test_a_rung_that_waits_says_what_for() -> None:
    found = head_office(SILENT)
    assert (found.why, found.opens_on) == ("Wait for the reply.", None)


def test_a_rung_that_waits_for_a_dated_deadline_says_from_when_it_is_open() -> None:
    found = head_office(f"{SILENT} reported=2026-11-20T09:30")
    assert found.opens_on == moment("2026-11-25T24:00")
    assert found.why is not None
    assert found.why.startswith("Wait for the reply. ")
    assert found.why.endswith("Wed 25 Nov 2026, 24:00")


def test_a_rung_that_only_waits_for_a_deadline_says_when_it_opens() -> None:
    found = head_office(f"{SILENT} reported=2026-11-20T09:30", not_yet=None)
    assert found.why is not None
    assert found.why.endswith("Wed 25 Nov 2026, 24:00")
    assert head_office(SILENT, not_yet=None).why is None


def test_a_rung_opens_when_its_deadline_has_passed() -> None:
    text = f"{SILENT} reported=2026-11-20T09:30"
    assert head_office(text, "2026-11-25T23:59").state == "not_yet"
    found = head_office(text, "2026-11-25T24:00")
    assert (found.state, found.why, found.opens_on) == ("open", None, None)


def test_a_rung_with_only_a_deadline_waits_for_it() -> None:
    assert rung(plan_of(REFUSED), "court").state == "not_yet"
    assert rung(plan_of(f"{REFUSED} reported=2026-06-01T09:00"), "court").state == "open"


def test_answers_that_close_a_rung_win_over_everything_that_opens_it() -> None:
    text = f"{REFUSED} reported=2026-06-01T09:00"
    found = head_office(text, closed_when={"item": ["novel"]}, closed={"zh": "关了", "en": "It is shut."})
    assert (found.state, found.why) == ("closed", "It is shut.")


def test_a_rung_that_waits_for_a_deadline_this_case_does_not_have_is_what_it_is_by_itself() -> None:
    assert head_office(SILENT, open_when=None, opens_after="pick_up").state == "open"
    assert head_office(SILENT, open_when=None, opens_after="pick_up", state="not_yet").state == "not_yet"
    assert head_office(SILENT, open_when=None, opens_after="pick_up", state="closed").state == "closed"


@pytest.mark.parametrize("state", ["open", "not_yet", "closed"])
def test_without_gates_a_rung_is_what_it_is_by_itself(state: str) -> None:
    assert head_office(SILENT, open_when=None, opens_after=None, state=state).state == state


def test_a_rung_carries_how_and_where() -> None:
    found = rung(plan_of(REFUSED, "zh"), "desk")
    assert (found.label, found.how, found.path, found.sources) == ("服务台", "当面说。", ("一楼",), ("house_rules",))


def test_every_state_reads_in_both_languages() -> None:
    text = f"{SILENT} reported=2026-11-20T09:30"
    zh, en = plan_of(text, "zh", now=NOW).ladder, plan_of(text, "en", now=NOW).ladder
    assert [(one.id, one.state, one.opens_on) for one in zh] == [(one.id, one.state, one.opens_on) for one in en]
    assert rung(plan_of(text, "zh"), "head_office").why == "先等答复。 2026年11月25日（周三） 24:00 起可用"
