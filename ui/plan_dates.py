"""The dates a plan can use, asked for in place. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import streamlit as st

from refund_guide.clock import FIRST_YEAR, LAST_YEAR, Start, read_start
from refund_guide.plan import Plan
from refund_guide.schema import Event

from . import held
from .markup import markdown, paragraph
from .visit import Visit


def address(visit: Visit, plan: Plan) -> dict[str, Any]:
    """The fields of this plan and what the address says they hold."""
    fields: dict[str, Any] = {}
    for event in plan.events:
        start = _start(visit, event)
        fields[f"day-{event}"] = start.day if start else None
        fields[f"time-{event}"] = start.moment.time() if start and start.exact else None
    return fields


def show(visit: Visit, plan: Plan) -> None:
    """The box is open from the start where there is a date; its fields cost the browser time."""
    if not plan.events:
        return
    values = address(visit, plan)
    label = visit.say("dates", count=len(plan.events))
    box = st.expander(label, expanded=any(values.values()), key="dates", on_change="rerun")
    if not box.open:
        return
    filled: dict[str, str] = {}
    with box:
        st.html(paragraph(visit.say("dates_why")))
        for event_id in plan.events:
            event = visit.tree.events[event_id]
            day, clock = _fields(visit, event, values)
            if day:
                filled[event_id] = _written(day, clock)
    before = {event: start.isoformat() for event in plan.events if (start := _start(visit, event))}
    if filled != before:
        others = {event: start for event, start in visit.case.dates.items() if event not in plan.events}
        dates = {**others, **{event: read_start(text) for event, text in filled.items()}}
        st.query_params.from_dict(visit.query(dates=dates))
        st.rerun()


def held_dates(visit: Visit, known: Mapping[str, Start]) -> dict[str, Start]:
    """The dates of a case, as the fields on screen hold them where there are any."""
    dates, fields = dict(known), st.session_state
    for event in visit.tree.events:
        if f"day-{event}" not in fields:
            continue
        dates.pop(event, None)
        if day := fields[f"day-{event}"]:
            dates[event] = read_start(_written(day, fields.get(f"time-{event}")))
    return dates


def _written(day: date, clock: time | None) -> str:
    return f"{day.isoformat()}T{clock:%H:%M}" if clock else day.isoformat()


def _fields(visit: Visit, event: Event, values: dict[str, Any]) -> tuple[date | None, time | None]:
    """One date, and once it is there its time of day if that makes the count more exact."""
    key = f"day-{event.id}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        day = st.date_input(
            markdown(visit.write(event.ask)),
            value=held.first_value(key, values[key], empty=None),
            key=key,
            min_value=date(FIRST_YEAR, 1, 1),
            max_value=date(LAST_YEAR, 12, 31) if event.may_be_future else visit.now.date(),
            format="YYYY-MM-DD",
        )
        held.seen(key, day)
        clock = _time_field(visit, event, values) if day and event.precision == "minute" else None
    told = [visit.tell(problem) for problem in visit.case.problems if problem.key == event.id]
    if told:
        st.error(markdown(" ".join(told)))
    else:
        st.caption(markdown(visit.write(event.help)))
    return day, clock


def _time_field(visit: Visit, event: Event, values: dict[str, Any]) -> time | None:
    key = f"time-{event.id}"
    clock: time | None = st.time_input(
        visit.say("time_of_day"), value=held.first_value(key, values[key], empty=None), key=key, step=60
    )
    held.seen(key, clock)
    return clock


def _start(visit: Visit, event: str) -> Start | None:
    raw = visit.raw_dates.get(event)
    return read_start(raw) if raw else None
