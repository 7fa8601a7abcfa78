"""Event + length + unit + counting rule -> the moment a deadline falls due.

The only place where a date is computed. Counting rules (Civil Code 201-203, platform rules):

* hours, minutes: without a break from the event on; holidays do not stop them.
* days from the event: that many times 24 hours.
* days from the next day: the event's day does not count; the last day ends at 24:00.
* working days: likewise, skipping rest days and counting make-up weekends.
* months, years: the same date later, or the last day of a shorter month; the day ends at 24:00.

A legal last day on a rest day moves on where the duration says so. All moments are Beijing time;
"now" is never read here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .quantities import Duration
from .vocabulary import Language
from .wording import phrase_beginning, phrase_day, phrase_duration, phrase_moment, split_moment, word
from .working_days import Calendar, WorkingSpan

BEIJING = ZoneInfo("Asia/Shanghai")
FIRST_YEAR, LAST_YEAR = 2015, 2099
"""Dates outside are typing mistakes, not orders."""

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)


class UnreadableDate(ValueError):
    """The text is not a date this product can work with. ``reason``: ``form``, ``calendar`` or ``range``."""

    def __init__(self, text: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{text!r}: {reason}")


@dataclass(frozen=True, slots=True)
class Start:
    """When something happened. ``exact`` is false where only the day is known (then 00:00)."""

    moment: datetime
    exact: bool
    is_lapse: bool = False
    """True where an earlier clock ran out: its 24:00 belongs to the day that ends with it."""

    @property
    def day(self) -> date:
        """The day it happened on, the one that does not count."""
        return split_moment(self.moment)[0] if self.is_lapse else self.moment.date()

    def isoformat(self) -> str:
        """The form used in links: ``2026-11-20`` or ``2026-11-20T15:30``."""
        return f"{self.moment:%Y-%m-%dT%H:%M}" if self.exact else self.day.isoformat()


@dataclass(frozen=True, slots=True)
class CountingStep:
    """One line of the calculation: a phrase and the values for its gaps."""

    phrase: str
    values: Mapping[str, object]

    def in_language(self, language: Language) -> str:
        """The line as people read it."""
        return word(self.phrase, language, **{gap: _show(value, language) for gap, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Due:
    """When a clock runs out. ``earliest`` is given for a range such as 1-3 working days."""

    latest: datetime
    earliest: datetime | None
    estimate: bool
    steps: tuple[CountingStep, ...]

    def resting_on(self, earlier: Due) -> Due:
        """This count, which started when an earlier one ran out, with the doubts of that one."""
        doubts = tuple(step for step in earlier.steps if step.phrase == "count_estimate" and step not in self.steps)
        return replace(self, estimate=self.estimate or earlier.estimate, steps=doubts + self.steps)


def read_start(text: str) -> Start:
    """Read ``2026-11-20`` or ``2026-11-20T15:30`` (Beijing time unless an offset is given), to the minute.

    Raises ``UnreadableDate``.
    """
    text = text.strip()
    try:
        if match := _DATE.fullmatch(text):
            year, month, day = map(int, match.groups())
            start = Start(datetime(year, month, day, tzinfo=BEIJING), exact=False)
        elif _DATE_TIME.fullmatch(text):
            moment = datetime.fromisoformat(text.replace(" ", "T", 1)).replace(second=0, microsecond=0)
            moment = moment.astimezone(BEIJING) if moment.tzinfo else moment.replace(tzinfo=BEIJING)
            start = Start(moment, exact=True)
        else:
            raise UnreadableDate(text, "form")
    except (ValueError, OverflowError) as error:
        raise error if isinstance(error, UnreadableDate) else UnreadableDate(text, "calendar") from error
    if not FIRST_YEAR <= start.day.year <= LAST_YEAR:
        raise UnreadableDate(text, "range")
    return start


def count(start: Start, duration: Duration, calendar: Calendar, *, safe_side: bool) -> Due:
    """Count the duration from the start.

    ``safe_side``: without a time of day, count from the start of that day (a deadline the user must
    meet) rather than from its end (a deadline somebody else must meet).
    """
    steps: list[CountingStep] = []
    if duration.unit in ("hours", "minutes") or (duration.unit == "days" and duration.counting == "from_event"):
        origin = _origin(start, safe_side, steps)
        steps.append(CountingStep("count_hours" if duration.unit != "days" else "count_days", {"length": duration}))
        latest = origin + _length(duration.unit, duration.max)
        earliest = origin + _length(duration.unit, duration.min) if duration.min is not None else None
        estimate = False
    else:
        latest, estimate = _end_of_last_day(start.day, duration, duration.max, calendar, steps)
        earliest = None
        if duration.min is not None:
            earliest, guessed = _end_of_last_day(start.day, duration, duration.min, calendar, [])
            estimate = estimate or guessed
    if earliest is not None:
        steps.append(CountingStep("count_range", {"earliest": earliest, "latest": latest}))
    else:
        steps.append(CountingStep("count_end", {"moment": latest}))
    return Due(latest, earliest, estimate, tuple(steps))


def _origin(start: Start, safe_side: bool, steps: list[CountingStep]) -> datetime:
    if start.exact:
        return start.moment
    steps.append(CountingStep("count_safe" if safe_side else "count_late", {}))
    return start.moment if safe_side else start.moment + timedelta(days=1)


def _length(unit: str, count: int) -> timedelta:
    return timedelta(**{unit: count})


def _end_of_last_day(
    start: date, duration: Duration, length: int, calendar: Calendar, steps: list[CountingStep]
) -> tuple[datetime, bool]:
    """The 24:00 at which the last day ends, and whether a guess about holidays went into it."""
    estimate = False
    if length == 0:
        steps.append(CountingStep("count_same_day", {}))
        last_day = start
    else:
        steps.append(CountingStep("count_next_day", {"moment": start + timedelta(days=1)}))
        if duration.unit == "working_days":
            span = calendar.count(start, length)
            estimate = _explain_working_days(span, duration, steps)
            last_day = span.last_day
        else:
            steps.append(CountingStep("count_days", {"length": duration}))
            last_day = _later(start, duration.unit, length)
    if duration.holiday_moves:
        moved = calendar.next_working_day(last_day)
        if moved.last_day != last_day:
            steps.append(CountingStep("count_moved", {"moment": last_day}))
            last_day = moved.last_day
        estimate = _warn_about_years(moved, steps) or estimate
    return datetime(last_day.year, last_day.month, last_day.day, tzinfo=BEIJING) + timedelta(days=1), estimate


def _later(day: date, unit: str, length: int) -> date:
    if unit == "days":
        return day + timedelta(days=length)
    months = length * 12 if unit == "years" else length
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _explain_working_days(span: WorkingSpan, duration: Duration, steps: list[CountingStep]) -> bool:
    if span.skipped:
        steps.append(CountingStep("count_working", {"length": duration, "skipped": span.skipped}))
    else:
        steps.append(CountingStep("count_working_plain", {"length": duration}))
    if span.made_up:
        steps.append(CountingStep("count_make_up", {"days": span.made_up}))
    return _warn_about_years(span, steps)


def _warn_about_years(span: WorkingSpan, steps: list[CountingStep]) -> bool:
    for year in span.unpublished_years:
        step = CountingStep("count_estimate", {"year": str(year)})
        if step not in steps:
            steps.append(step)
    return bool(span.unpublished_years)


def _show(value: object, language: Language) -> str:
    match value:
        case Duration():
            return phrase_duration(value, language)
        case Start(exact=True, is_lapse=False):
            return phrase_beginning(value.moment, language)
        case Start(exact=True):
            return phrase_moment(value.moment, language)
        case Start():
            return phrase_day(value.day, language)
        case datetime():
            return phrase_moment(value, language)
        case date():
            return phrase_day(value, language)
        case tuple():
            return ("、" if language == "zh" else "; ").join(_show_days(value, language))
        case _:
            return str(value)


def _show_days(days: tuple[date, ...], language: Language) -> list[str]:
    """Days as runs: ``2026年2月15日（周日）–2026年2月23日（周一）``."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [
        phrase_day(first, language)
        if first == last
        else f"{phrase_day(first, language)}–{phrase_day(last, language)}"
        for first, last in runs
    ]
