"""The calendar file, read back with a library that has nothing to do with the one that writes it."""

import dataclasses
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from refund_guide.export.as_calendar import calendar_deadlines, plan_as_calendar
from refund_guide.export.link import UnusableLink
from refund_guide.plan import Plan

from .hostile_text import TYPED
from .support import LATE, NOW, REFUSED, moment, plan_of

DAY = timedelta(days=1)
LINK = "https://guide.example/plan?item=novel&trouble=late&borrowed=2026-11-02&lang=en"
DATED = f"{REFUSED} reported=2026-11-20T09:30"


def read(made: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(made.decode("utf-8"))


def events_of(plan: Plan, **more: Any) -> list[Event]:
    return read(plan_as_calendar(plan, **more)).events


def only_deadline(**changes: Any) -> Plan:
    """A plan with one deadline of the reader's, changed at will."""
    plan = plan_of(f"{LATE} borrowed=2026-11-02")
    base = next(one for one in plan.deadlines if one.due)
    return dataclasses.replace(plan, deadlines=(dataclasses.replace(base, **({"owner": "you"} | changes)),))


def test_a_deadline_that_ends_with_a_day_takes_that_day() -> None:
    [event] = events_of(only_deadline(due=moment("2026-12-02T24:00")))
    assert (event.dtstart, event.dtend) == (date(2026, 12, 2), date(2026, 12, 3))


def test_a_deadline_within_a_day_stands_at_its_moment_in_beijing() -> None:
    made = plan_as_calendar(only_deadline(due=moment("2026-12-02T15:30")))
    [event] = read(made).events
    assert event.dtstart == moment("2026-12-02T15:30")
    assert isinstance(event.dtstart, datetime) and str(event.dtstart.tzinfo) == "Asia/Shanghai"
    assert b"DTSTART;TZID=Asia/Shanghai:20261202T153000" in made
    assert b"BEGIN:VTIMEZONE" in made and b"TZOFFSETTO:+0800" in made


def test_alarms_ring_before_the_end_and_never_before_now() -> None:
    def offsets(**changes: Any) -> list[timedelta]:
        return [alarm.trigger for alarm in events_of(only_deadline(**changes))[0].alarm]

    assert offsets(due=moment("2026-12-02T24:00")) == [timedelta(hours=-15), timedelta(hours=9)]
    assert offsets(due=NOW + 3 * DAY) == [timedelta(days=-1), timedelta(hours=-2), timedelta(minutes=-15)]
    assert offsets(due=NOW + timedelta(minutes=20)) == [timedelta(minutes=-15)]
    assert offsets(due=NOW + timedelta(minutes=5)) == [timedelta(0)]
    assert offsets(due=moment("2026-11-22T24:00")) == [DAY]  # it is ten in the morning of that day


def test_bringing_it_in_again_updates_and_does_not_duplicate() -> None:
    first = events_of(plan_of(f"{LATE} borrowed=2026-11-02"))
    later = events_of(plan_of(f"{LATE} borrowed=2026-11-03T08:00", now=NOW + DAY, language="zh"))
    assert first and {one.uid for one in first} == {one.uid for one in later}
    for before, after in zip(first, later, strict=True):
        assert before.dtstart != after.dtstart
        assert after.dtstamp > before.dtstamp
        assert (after.sequence or 0) > (before.sequence or 0)


def test_two_cases_do_not_share_entries() -> None:
    plan = only_deadline()
    uids = {events_of(plan, case_key=key)[0].uid for key in ("", "one", "two")}
    assert len(uids) == 3
    assert events_of(plan, case_key="one")[0].uid == events_of(only_deadline(due=NOW + DAY), case_key="one")[0].uid


def test_the_same_plan_makes_the_same_file() -> None:
    assert plan_as_calendar(plan_of(DATED)) == plan_as_calendar(plan_of(DATED))


def test_the_key_of_a_case_cannot_be_read_from_the_file() -> None:
    assert b"13812345678" not in plan_as_calendar(only_deadline(), case_key="13812345678")


def test_what_concerns_somebody_else_is_left_out_unless_it_opens_something() -> None:
    theirs: dict[str, Any] = {"owner": "seller", "then": {}, "id": "another"}
    assert events_of(only_deadline(**theirs)) == []
    assert len(events_of(only_deadline(**theirs | {"then": {"reply": "silent"}}))) == 1
    plan = only_deadline(**theirs)
    waiting = dataclasses.replace(plan.steps[0], by="another")
    assert len(events_of(dataclasses.replace(plan, steps=(waiting,)))) == 1
    rung = dataclasses.replace(plan.ladder[0], state="not_yet", opens_on=plan.deadlines[0].due)
    [event] = events_of(dataclasses.replace(plan, ladder=(rung,)))
    assert rung.label in (event.description or "")


def test_passed_and_undated_deadlines_are_left_out() -> None:
    assert events_of(only_deadline(status="passed")) == []
    assert events_of(plan_of(LATE)) == []
    assert calendar_deadlines(plan_of(LATE)) == ()


def test_the_description_has_the_moment_the_step_the_payer_and_the_link() -> None:
    plan = plan_of(f"{LATE} borrowed=2026-11-02")
    [event] = [one for one in events_of(plan, link=LINK) if one.dtstart == date(2026, 12, 2)]
    description = event.description or ""
    for said in ("Wed 2 Dec 2026, 24:00", plan.first_step.text, LINK, "Freight: "):
        assert said in description
    assert str(event.url) == LINK


@pytest.mark.parametrize(("language", "mark"), [("zh", "[估算]"), ("en", "[estimate]")])
def test_an_estimate_is_marked(language: Any, mark: str) -> None:
    plan = dataclasses.replace(only_deadline(estimate=True), language=language)
    [event] = events_of(plan)
    assert mark in event.summary and mark in (event.description or "")
    assert mark not in events_of(only_deadline())[0].summary


@pytest.mark.parametrize("text", [text for name, text in TYPED.items() if name not in ("controls", "blank")])
def test_any_sentence_survives_folding(text: str) -> None:
    text = text.replace("\r", "").replace("\t", " ")
    made = plan_as_calendar(only_deadline(label=text, if_missed=text), link=LINK)
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no character is torn apart
    [event] = read(made).events
    assert text.strip() in event.summary
    assert text.strip() in (event.description or "")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "https://", "https://x y", "ftp://x", "https://例子.cn", "https://[x"]
)
def test_an_address_that_is_none_is_refused(link: str) -> None:
    with pytest.raises(UnusableLink):
        plan_as_calendar(only_deadline(), link=link)


def test_a_plan_without_entries_is_still_a_calendar() -> None:
    made = plan_as_calendar(plan_of("item=film trouble=not_sure"))
    assert read(made).events == []
    assert re.match(rb"BEGIN:VCALENDAR\r\n", made)
