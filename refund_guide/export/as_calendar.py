"""Plan -> a calendar file (.ics): what the reader must do in time, and when a new step opens for them.

Bringing it in again updates what is there: a ``UID`` is made of the case and the deadline, ``SEQUENCE``
and ``DTSTAMP`` of the moment the plan was made for. Ids, dates and sentences of the knowledge file go
into it, never what somebody typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..clock import BEIJING
from ..plan import Plan, PlannedDeadline
from ..wording import phrase_moment, split_moment, word
from .headings import heading
from .link import checked

if TYPE_CHECKING:
    from icalendar import Alarm, Event, Timezone

_FIRST_SEQUENCE = datetime(2026, 1, 1, tzinfo=BEIJING)
_MINE_ALL_DAY = (timedelta(hours=-15), timedelta(hours=9))
"""At nine the morning before and at nine on the day, as seen from 00:00 of the last day."""
_MINE_TIMED = (timedelta(days=-1), timedelta(hours=-2), timedelta(minutes=-15))
_OTHERS_ALL_DAY = (timedelta(days=1, hours=9),)
_OTHERS_TIMED = (timedelta(0),)


def plan_as_calendar(plan: Plan, *, link: str = "", case_key: str = "") -> bytes:
    """The deadlines worth an entry; passed ones and ones without a date are left out.

    ``case_key`` tells one case from another: any text that stays the same while a case goes on, such as
    a random one kept with it. Only its hash is written. Without it the answers are the key, and two
    orders with the same answers would share their entries. Raises ``UnusableLink``.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Refund Guide//Refund Guide//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_beijing())
    key = case_key or repr(sorted((given.question, given.answer) for given in plan.answers))
    case = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:20]
    for deadline in calendar_deadlines(plan):
        calendar.add_component(_event(plan, deadline, case, checked(link) if link else ""))
    made: bytes = calendar.to_ical()
    return made


def calendar_deadlines(plan: Plan) -> tuple[PlannedDeadline, ...]:
    """The deadlines a calendar gets: the reader's own, and those whose end opens something to them."""
    return tuple(
        one
        for one in plan.deadlines
        if one.due is not None and one.status != "passed" and _concerns_reader(plan, one)
    )


def _concerns_reader(plan: Plan, deadline: PlannedDeadline) -> bool:
    return (
        deadline.owner == "you"
        or bool(deadline.then)
        or any(step.by == deadline.id for step in plan.steps)
        or any(rung.state == "not_yet" and rung.opens_on == deadline.due for rung in plan.ladder)
    )


def _event(plan: Plan, deadline: PlannedDeadline, case: str, link: str) -> Event:
    from icalendar import Event

    assert deadline.due is not None
    event = Event()
    event.add("uid", f"{case}-{deadline.id}@refund-guide.invalid")
    event.add("dtstamp", plan.now.astimezone(BEIJING))
    event.add("sequence", max(int((plan.now - _FIRST_SEQUENCE) / timedelta(minutes=1)), 0))
    event.add("summary", _summary(plan, deadline))
    day, time = split_moment(deadline.due)
    if time == "24:00":
        start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        offsets: tuple[timedelta, ...] = _MINE_ALL_DAY if deadline.owner == "you" else _OTHERS_ALL_DAY
    else:
        # Without an end, an event ends the moment it begins: a deadline is a moment and takes no time.
        start = deadline.due
        event.add("dtstart", deadline.due.astimezone(BEIJING))
        offsets = _MINE_TIMED if deadline.owner == "you" else _OTHERS_TIMED
    event.add("description", "\n".join(_description(plan, deadline, link)))
    if link:
        event.add("url", link)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    # An alarm whose time has gone would ring at once, or make the calendar refuse the entry.
    ahead = [offset for offset in offsets if start + offset > plan.now]
    for offset in ahead or [deadline.due - start]:
        event.add_component(_alarm(_summary(plan, deadline), offset))
    return event


def _alarm(text: str, offset: timedelta) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", offset)
    return alarm


def _summary(plan: Plan, deadline: PlannedDeadline) -> str:
    language = plan.language
    if deadline.owner == "you":
        text = heading("event_you", language, label=deadline.label)
    else:
        owner = word(f"whose_{deadline.owner}", language)
        text = heading("event_other", language, owner=owner[:1].upper() + owner[1:], label=deadline.label)
    return f"{text} [{word('estimate', language)}]" if deadline.estimate else text


def _description(plan: Plan, deadline: PlannedDeadline, link: str) -> Iterator[str]:
    language = plan.language
    colon = "：" if language == "zh" else ": "
    assert deadline.due is not None
    estimate = f" [{word('estimate', language)}]" if deadline.estimate else ""
    yield f"{phrase_moment(deadline.due, language)}{estimate}"
    steps = [step for step in plan.steps if step.by == deadline.id]
    if not steps and deadline.owner == "you":
        steps = [plan.first_step]
    for step in steps:
        yield f"{heading('to_do', language)}{colon}{step.text}"
        if step.path:
            yield " → ".join(step.path)
    yield f"{heading('missed', language)}{colon}{deadline.if_missed}"
    yield f"{heading('still_open', language)}{colon}{deadline.still_open}"
    for rung in plan.ladder:
        if rung.state == "not_yet" and rung.opens_on == deadline.due:
            yield f"{heading('then', language)}{colon}{rung.label}. {rung.how}"
    yield f"{heading('freight', language)}{colon}{word(f'payer_{plan.freight.payer}', language)}"
    yield ""
    yield f"{heading('how_counted', language)}{colon}"
    yield from deadline.counted
    if link:
        yield ""
        yield f"{heading('link', language)}{colon}{link}"


def _beijing() -> Timezone:
    """China keeps one offset all year, and has since 1991."""
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15))
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(standard)
    return zone
