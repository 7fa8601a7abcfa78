"""The deadlines of a plan: dated by ``clock``, given a state as of "now", sorted by what lapses first.

A deadline starts from an event the user knows, or from another deadline of the same plan falling due.
Without the date it stays in the plan and says which date it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from .clock import CountingStep, Due, Start, count
from .plan import DeadlineStatus, PassedHint, PlannedDeadline
from .quantities import Duration
from .schema import Deadline
from .selection import NoRule, Selection
from .vocabulary import Text
from .wording import phrase_duration, word

LONGEST_CHAIN = 10
"""Deadlines in a row that start one from the other; a longer chain is a circle or a mistake (D505)."""


def plan_deadlines(chosen: Selection, dates: Mapping[str, Start], now: datetime) -> tuple[PlannedDeadline, ...]:
    """All deadlines of the case: what is still to come first, then undated ones, then passed ones."""
    dating = _Dating(chosen, dates, now)
    planned = [dating.planned(part, cited) for part, cited in chosen.each("deadlines", Deadline)]
    return tuple(sorted(planned, key=_what_lapses_first))


def find_passed(chosen: Selection, deadlines: tuple[PlannedDeadline, ...]) -> Iterator[PassedHint]:
    """Deadlines that have passed by the dates although the answers say otherwise."""
    for deadline in deadlines:
        changed = {q: a for q, a in deadline.then.items() if chosen.answers.get(q) != a}
        if deadline.status == "passed" and changed:
            yield PassedHint(deadline.id, dict(deadline.then))


class _Dating:
    def __init__(self, chosen: Selection, dates: Mapping[str, Start], now: datetime) -> None:
        self._chosen = chosen
        self._dates = dates
        self._now = now
        self._by_id = {part.id: part for part, _ in chosen.each("deadlines", Deadline)}

    def planned(self, part: Deadline, cited: dict[str, Any]) -> PlannedDeadline:
        write = self._chosen.write
        language = self._chosen.language
        duration = self._duration(part)
        start, due = self._due(part)
        steps = (self._start_step(part, start), *due.steps) if due and start else ()
        return PlannedDeadline(
            id=part.id,
            sources=tuple(dict.fromkeys((*part.sources, *duration.sources))),
            disputed_by=tuple(dict.fromkeys((*part.disputed_by, *duration.disputed_by))),
            because=cited["because"],
            label=write(part.label),
            owner=part.owner,
            starts_from=part.starts_from,
            event=self._first_event(part),
            min=duration.min,
            max=duration.max,
            unit=duration.unit,
            length=phrase_duration(duration, language),
            rule=self._rule(part, duration),
            started=start.moment if start else None,
            earliest=due.earliest if due else None,
            due=due.latest if due else None,
            status=_status(due, self._now),
            estimate=bool(due and due.estimate),
            counted=tuple(step.in_language(language) for step in steps),
            if_missed=write(part.if_missed),
            still_open=write(part.still_open),
            then=dict(part.then or {}),
        )

    def _due(self, part: Deadline, followers: int = 0) -> tuple[Start | None, Due | None]:
        earlier = self._by_id.get(part.starts_from)
        before = self._due(earlier, followers + 1)[1] if earlier and followers < LONGEST_CHAIN else None
        if before:
            start: Start | None = Start(before.latest, exact=True, is_lapse=True)
        else:
            start = None if earlier else self._dates.get(part.starts_from)
        if start is None:
            return None, None
        due = count(start, self._duration(part), self._chosen.tree.calendar, safe_side=part.owner == "you")
        return start, due.resting_on(before) if before else due

    def _duration(self, part: Deadline) -> Duration:
        duration = self._chosen.tree.durations.get(part.duration)
        if duration is None:
            raise NoRule("durations", self._chosen.answers, [])
        return duration

    def _first_event(self, part: Deadline) -> str | None:
        seen: set[str] = set()
        while (earlier := self._by_id.get(part.starts_from)) and part.id not in seen:
            seen.add(part.id)
            part = earlier
        return part.starts_from if part.starts_from in self._chosen.tree.events else None

    def _rule(self, part: Deadline, duration: Duration) -> str:
        if part.starts_from in self._chosen.tree.deadlines:
            phrase = "rule_from_deadline"
        elif duration.max == 0:
            phrase = "rule_same_day"
        else:
            phrase = "rule_from_next_day" if duration.counting == "from_next_day" else "rule_from_event"
        event, language = self._chosen.write(self._starter(part)), self._chosen.language
        return word(phrase, language, event=event, length=phrase_duration(duration, language))

    def _starter(self, part: Deadline) -> Text:
        """The name of the event or earlier deadline that starts the clock."""
        tree = self._chosen.tree
        starter = tree.deadlines.get(part.starts_from) or tree.events.get(part.starts_from)
        if starter is None:
            raise NoRule("events", self._chosen.answers, [])
        return starter.label

    def _start_step(self, part: Deadline, start: Start) -> CountingStep:
        phrase = "count_start" if start.exact else "count_start_day"
        if start.is_lapse:
            phrase = "count_start_deadline"
        return CountingStep(phrase, {"event": self._chosen.write(self._starter(part)), "moment": start})


def _status(due: Due | None, now: datetime) -> DeadlineStatus:
    if due is None:
        return "needs_date"
    if due.latest <= now:
        return "passed"
    # Midnight ends the day before, so the last moment of the day is what counts.
    if (due.latest - timedelta(microseconds=1)).date() <= now.date():
        return "due_today"
    return "running"


def _what_lapses_first(deadline: PlannedDeadline) -> tuple[int, float]:
    """Deadlines without a date cannot be compared, so they keep the order of the file."""
    if deadline.due is None:
        return (1, 0.0)
    return (2 if deadline.status == "passed" else 0, deadline.due.timestamp())
