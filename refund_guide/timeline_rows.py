"""The deadlines of a plan as worded rows, for a table, and as sentences, for those who cannot see the picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from .plan import Plan, PlannedDeadline
from .wording import phrase_beginning, phrase_day, phrase_moment, phrase_span, word


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One deadline, worded. Without its date, ``start``, ``due`` and ``left`` are empty."""

    id: str
    label: str
    owner: str
    start: str
    due: str
    left: str
    status: str


def timeline_headings(plan: Plan) -> tuple[str, ...]:
    """Headings for the fields of a row after ``id``, in their order."""
    columns = ("label", "owner", "start", "due", "left", "status")
    return tuple(word(f"timeline_column_{column}", plan.language) for column in columns)


def timeline_rows(plan: Plan) -> tuple[TimelineRow, ...]:
    """What the picture shows, in the order of the plan: to come, without a date, passed."""
    return tuple(_row(plan, deadline) for deadline in plan.deadlines)


def describe_timeline(plan: Plan) -> tuple[str, str]:
    """A title and a description that tell the picture in words."""
    title = word("timeline", plan.language, moment=phrase_moment(plan.now, plan.language))
    told = [_sentence(plan, *one) for one in zip(plan.deadlines, timeline_rows(plan), strict=True)]
    return title, ("" if plan.language == "zh" else " ").join(told)


def is_ahead(plan: Plan, deadline: PlannedDeadline) -> bool:
    """Whether its clock does not even run yet, such as one that starts where another ends."""
    return deadline.started is not None and deadline.started > plan.now


def _row(plan: Plan, deadline: PlannedDeadline) -> TimelineRow:
    language = plan.language
    status = [word("not_started" if is_ahead(plan, deadline) else deadline.status, language)]
    if deadline.estimate:
        status.append(word("estimate", language))
    due = left = ""
    if deadline.due is not None:
        due = phrase_moment(deadline.due, language)
        if deadline.earliest is not None:
            due = word("timeline_range", language, due=due, earliest=phrase_moment(deadline.earliest, language))
        span = phrase_span(deadline.due - plan.now, language)
        left = word("ago" if deadline.status == "passed" else "left", language, span=span)
    return TimelineRow(
        id=deadline.id,
        label=deadline.label,
        owner=word(f"whose_{deadline.owner}", language),
        start=_phrase_start(plan, deadline),
        due=due,
        left=left,
        status=("、" if language == "zh" else ", ").join(status),
    )


def _phrase_start(plan: Plan, deadline: PlannedDeadline) -> str:
    if deadline.started is None:
        return ""
    if deadline.starts_from != deadline.event:
        # Where another deadline ends: midnight is that day's 24:00.
        return phrase_moment(deadline.started, plan.language)
    if deadline.started.time() == time():
        # Only the day is known, or nothing but the day counts.
        return phrase_day(deadline.started.date(), plan.language)
    return phrase_beginning(deadline.started, plan.language)


def _sentence(plan: Plan, deadline: PlannedDeadline, row: TimelineRow) -> str:
    if not row.due:
        return word(
            "timeline_sentence_undated",
            plan.language,
            label=row.label,
            length=deadline.length,
            owner=row.owner,
            status=row.status,
        )
    return word(
        "timeline_sentence",
        plan.language,
        label=row.label,
        start=row.start,
        due=row.due,
        left=row.left,
        owner=row.owner,
        status=row.status,
    )
