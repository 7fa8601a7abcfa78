"""The clocks of a plan: dated from events and from each other, with a state, in the order they run out."""

from datetime import timedelta, timezone
from typing import Any

import pytest

from refund_guide.deadlines import LONGEST_CHAIN
from refund_guide.plan import Plan, PlannedDeadline
from refund_guide.planner import NoRule

from .support import LATE, NOT_TOLD, REFUSED, changed_toy, item, moment, plan_of

FILM_LATE = "item=film trouble=late"


def deadline(plan: Plan, deadline_id: str) -> PlannedDeadline:
    found = plan.deadline(deadline_id)
    assert found is not None
    return found


def test_a_deadline_without_its_date_says_which_date_it_needs() -> None:
    found = deadline(plan_of(LATE), "take_back")
    assert (found.status, found.event, found.due, found.started, found.counted) == (
        "needs_date",
        "borrowed",
        None,
        None,
        (),
    )
    assert (found.length, found.max, found.unit) == ("30 days", 30, "days")


def test_a_deadline_with_its_date_is_dated_and_explained() -> None:
    found = deadline(plan_of(f"{LATE} borrowed=2026-11-02"), "take_back")
    assert found.due == moment("2026-12-02T24:00")
    assert found.started == moment("2026-11-02")
    assert found.status == "running"
    assert found.counted == (
        "Start: borrowed, Mon 2 Nov 2026 (no time of day given)",
        "The day itself does not count; day one is Tue 3 Nov 2026",
        "30 days, calendar days",
        "Due: Wed 2 Dec 2026, 24:00",
    )


def test_a_deadline_is_explained_in_the_language_of_the_plan() -> None:
    found = deadline(plan_of(f"{NOT_TOLD} noticed=2026-11-22T09:30", "zh"), "report_by")
    assert found.counted[0] == "起点：发现，2026年11月22日（周日） 09:30"
    assert found.length == "90 分钟"


def test_a_range_has_an_earliest_moment() -> None:
    found = deadline(plan_of(f"{REFUSED} reported=2026-11-20T09:30"), "library_replies")
    assert (found.min, found.max) == (1, 3)
    assert (found.earliest, found.due) == (moment("2026-11-23T24:00"), moment("2026-11-25T24:00"))


def test_a_chain_starts_each_clock_when_the_one_before_has_run_out() -> None:
    plan = plan_of(f"{REFUSED} reported=2026-11-20T09:30")
    first, second, third = (deadline(plan, name) for name in ("library_replies", "appeal_by", "sue_by"))
    assert first.due == second.started == moment("2026-11-25T24:00")
    assert second.due == third.started == moment("2027-01-25T24:00")
    assert third.due == moment("2030-01-25T24:00")
    assert second.counted[:2] == (
        'Start: "The library replies" falls due, Wed 25 Nov 2026, 24:00',
        "The day itself does not count; day one is Thu 26 Nov 2026",
    )
    assert {first.event, second.event, third.event} == {"reported"}
    assert third.starts_from == "appeal_by"


def test_hours_after_a_chained_deadline_run_from_its_24_00() -> None:
    plan = plan_of(f"{LATE} borrowed=2026-11-02")
    assert deadline(plan, "grace_ends").due == moment("2026-12-04T12:00")


def test_whatever_follows_an_estimate_is_an_estimate_and_says_why() -> None:
    plan = plan_of(f"{REFUSED} reported=2026-12-30T09:30", now=moment("2026-12-31"))
    for name in ("library_replies", "appeal_by", "sue_by"):
        found = deadline(plan, name)
        assert found.estimate, name
        assert [line for line in found.counted if "calendar of 2027 is not published yet" in line], name
    firm = plan_of(f"{REFUSED} reported=2026-11-20T09:30")
    assert not any(one.estimate for one in firm.deadlines)


def test_without_a_time_of_day_yours_is_counted_early_and_theirs_late() -> None:
    yours = plan_of(f"{FILM_LATE} ready=2026-11-20")
    assert deadline(yours, "pick_up").due == moment("2026-11-27T00:00")
    theirs = changed_toy(lambda data: item(data, "deadlines", "pick_up").update(owner="platform"))
    assert deadline(plan_of(f"{FILM_LATE} ready=2026-11-20", tree=theirs), "pick_up").due == moment(
        "2026-11-28T00:00"
    )


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2026-12-01T23:59", "running"),
        ("2026-12-02T00:00", "due_today"),
        ("2026-12-02T23:59", "due_today"),
        ("2026-12-02T24:00", "passed"),
        ("2027-06-01T00:00", "passed"),
    ],
)
def test_the_state_of_a_deadline_changes_with_now(now: str, status: str) -> None:
    assert deadline(plan_of(f"{LATE} borrowed=2026-11-02", now=moment(now)), "take_back").status == status


def test_an_hour_clock_is_due_today_on_the_day_it_ends() -> None:
    for now, status in (
        ("2026-12-03T23:59", "running"),
        ("2026-12-04T00:00", "due_today"),
        ("2026-12-04T12:00", "passed"),
    ):
        plan = plan_of(f"{LATE} borrowed=2026-11-02", now=moment(now))
        assert deadline(plan, "grace_ends").status == status


def test_deadlines_come_in_the_order_they_lapse_then_undated_then_passed() -> None:
    text = f"{FILM_LATE} borrowed=2026-11-02"
    assert [one.id for one in plan_of(text).deadlines] == ["take_back", "grace_ends", "pick_up"]
    dated = f"{text} ready=2026-11-20"
    assert [one.id for one in plan_of(dated).deadlines] == ["pick_up", "take_back", "grace_ends"]
    later = plan_of(text, now=moment("2026-12-03T10:00"))
    assert [(one.id, one.status) for one in later.deadlines] == [
        ("grace_ends", "running"),
        ("pick_up", "needs_date"),
        ("take_back", "passed"),
    ]


def test_undated_deadlines_keep_the_order_of_the_file() -> None:
    assert [one.id for one in plan_of(REFUSED).deadlines] == ["library_replies", "appeal_by", "sue_by"]


@pytest.mark.parametrize(
    ("text", "deadline_id", "rule"),
    [
        (LATE, "take_back", "30 days, counted from the day after borrowed"),
        (LATE, "grace_ends", '36 hours after "Return" falls due'),
        (NOT_TOLD, "report_by", "90 minutes from noticed"),
    ],
)
def test_the_rule_of_a_deadline_is_told_without_a_date(text: str, deadline_id: str, rule: str) -> None:
    assert deadline(plan_of(text), deadline_id).rule == rule


def test_the_rule_of_a_deadline_without_length_is_the_same_day() -> None:
    same_day = changed_toy(lambda data: item(data, "durations", "loan_period").update(max=0))
    assert deadline(plan_of(LATE, tree=same_day), "take_back").rule == "by 24:00 of the borrowed"


def test_a_deadline_cites_its_own_sources_and_those_of_its_length() -> None:
    plan = plan_of(LATE)
    assert deadline(plan, "grace_ends").sources == ("library_act", "house_rules")
    assert deadline(plan, "take_back").disputed_by == ("how_long_a_loan_lasts",)


def test_a_deadline_carries_what_its_lapse_means_with_gaps_filled() -> None:
    found = deadline(plan_of(LATE), "take_back")
    assert found.if_missed == "It costs 5% (CNY 5–300)."
    assert found.still_open == "You can still renew."
    assert found.because == ("trouble",)


def test_a_lapse_that_changes_the_case_is_pointed_out() -> None:
    later = plan_of(f"{LATE} borrowed=2026-11-02", now=moment("2026-12-03"))
    assert [(hint.deadline, hint.answers) for hint in later.passed] == [("take_back", {"trouble": "lost"})]
    assert plan_of(f"{LATE} borrowed=2026-11-02").passed == ()


def test_a_lapse_the_answers_already_tell_is_not_pointed_out() -> None:
    silent = REFUSED.replace("refused", "silent")
    text = "reported=2026-11-10T09:00"
    assert plan_of(f"{silent} {text}").passed == ()
    assert [hint.deadline for hint in plan_of(f"{REFUSED} {text}").passed] == ["library_replies"]


def test_a_circle_of_deadlines_stays_undated_instead_of_hanging() -> None:
    circle = changed_toy(lambda data: item(data, "deadlines", "take_back").update(starts_from="grace_ends"))
    plan = plan_of(f"{LATE} borrowed=2026-11-02", tree=circle)
    assert [one.status for one in plan.deadlines] == ["needs_date", "needs_date"]
    assert {one.event for one in plan.deadlines} == {None}


def test_a_chain_longer_than_anybody_means_stays_undated_instead_of_running_out_of_dates() -> None:
    def stretch(data: dict[str, Any]) -> None:
        item(data, "durations", "claim_limit")["max"] = 100
        template = item(data, "deadlines", "sue_by")
        for number in range(400):
            start = f"link_{number - 1}" if number else "sue_by"
            data["deadlines"].append({**template, "id": f"link_{number}", "starts_from": start})

    plan = plan_of(f"{REFUSED} reported=2026-11-20T09:30", tree=changed_toy(stretch))
    dated = [one for one in plan.deadlines if one.due]
    assert len(dated) == LONGEST_CHAIN + 1
    assert max(one.due for one in dated if one.due).year > 2800


def test_a_deadline_that_starts_from_one_not_in_the_plan_stays_undated() -> None:
    gone = changed_toy(lambda data: item(data, "deadlines", "take_back").update(when={"trouble": ["lost"]}))
    found = deadline(plan_of(f"{LATE} borrowed=2026-11-02", tree=gone), "grace_ends")
    assert (found.status, found.event) == ("needs_date", None)


@pytest.mark.parametrize(("key", "block"), [("duration", "durations"), ("starts_from", "events")])
def test_a_length_or_start_that_does_not_exist_is_no_rule_rather_than_a_crash(key: str, block: str) -> None:
    broken = changed_toy(lambda data: item(data, "deadlines", "take_back").update({key: "mistyped"}))
    for dates in ("", " borrowed=2026-11-02"):
        with pytest.raises(NoRule) as caught:
            plan_of(LATE + dates, tree=broken)
        assert caught.value.block == block


def test_the_same_clock_counts_the_same_in_both_languages() -> None:
    text = f"{REFUSED} reported=2026-11-20T09:30"
    zh, en = plan_of(text, "zh"), plan_of(text, "en")
    assert [(one.id, one.due, one.status) for one in zh.deadlines] == [
        (one.id, one.due, one.status) for one in en.deadlines
    ]
    assert [len(one.counted) for one in zh.deadlines] == [len(one.counted) for one in en.deadlines]


def test_now_in_another_time_zone_is_the_same_now() -> None:
    text = f"{LATE} borrowed=2026-11-02"
    now = moment("2026-12-02T01:00")
    elsewhere = now.astimezone(timezone(timedelta(hours=-8)))
    assert elsewhere.date() < now.date()
    assert deadline(plan_of(text, now=now), "take_back").status == "due_today"
    assert deadline(plan_of(text, now=elsewhere), "take_back").status == "due_today"
