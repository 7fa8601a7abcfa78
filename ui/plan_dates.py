"""The dates a plan can use, asked for in place, in the browser's own date fields. Nothing is computed here."""

from __future__ import annotations

from refund_guide.clock import FIRST_YEAR, LAST_YEAR, Start, read_start
from refund_guide.plan import Plan
from refund_guide.schema import Event

from .markup import html, paragraph
from .visit import Visit


def dates(visit: Visit, plan: Plan) -> str:
    """One field for each date, and once it is there one for its time of day if that makes the count more exact."""
    if not plan.events:
        return ""
    fields = "".join(_fields(visit, visit.tree.events[event]) for event in plan.events)
    return (
        f'<fieldset class="card dates"><legend>{html(visit.say("dates"))}</legend>'
        f"{paragraph(visit.say('dates_why'))}{fields}</fieldset>"
    )


def _fields(visit: Visit, event: Event) -> str:
    raw = visit.raw_dates.get(event.id)
    start = read_start(raw) if raw else None
    last = f"{LAST_YEAR}-12-31" if event.may_be_future else f"{visit.now:%Y-%m-%d}"
    told = [visit.tell(problem) for problem in visit.case.problems if problem.key == event.id]
    note_id = f"note-{event.id}"
    invalid = ' aria-invalid="true"' if told else ""
    day = (
        f'<input type="date" id="day-{event.id}" data-event="{event.id}" min="{FIRST_YEAR}-01-01" max="{last}"'
        f' value="{start.day.isoformat() if start else ""}" aria-describedby="{note_id}"{invalid}>'
    )
    clock = _clock(visit, event, start) if start and event.precision == "minute" else ""
    text, role = (" ".join(told), ' role="alert"') if told else (visit.write(event.help), "")
    note = f'<p class="small" id="{note_id}"{role}>{html(text)}</p>'
    label = f'<label for="day-{event.id}">{html(visit.write(event.ask))}</label>'
    return f'<div class="date">{label}<span>{day}{clock}</span>{note}</div>'


def _clock(visit: Visit, event: Event, start: Start) -> str:
    value = f"{start.moment:%H:%M}" if start.exact else ""
    field = f'<input type="time" id="time-{event.id}" data-event="{event.id}" value="{value}">'
    return f"<label>{html(visit.say('time_of_day'))} {field}</label>"
