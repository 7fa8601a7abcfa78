"""The last day of a counted span for every start day at once; the rules are those of ``clock.count``.

Working days come from a cumulative table, filled from ``working_days.Calendar`` for the years in use: the
n-th working day after a day is one look-up. Days are numbered from 1970-01-01.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from ..quantities import Duration
from ..working_days import Calendar

Days = NDArray[np.int64]
Flags = NDArray[np.bool_]
_EPOCH = date(1970, 1, 1)
_LONGEST_REST = 60
"""More days in a row than anybody ever had off."""


def is_counted_in_days(duration: Duration) -> bool:
    """Whether the span ends with a day at 24:00; the others run to the minute."""
    return duration.unit in ("working_days", "months", "years") or (
        duration.unit == "days" and duration.counting == "from_next_day"
    )


def minutes_of(duration: Duration) -> int:
    """The length of a span that runs to the minute."""
    return duration.max * {"minutes": 1, "hours": 60, "days": 1440}[duration.unit]


class LastDays:
    """Counts spans of days, from any of a run of start days."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._first = 0
        self._working = np.zeros(0, bool)
        self._official = np.zeros(0, bool)
        self._worked = np.zeros(0, np.int64)
        self._unofficial = np.zeros(0, np.int64)
        self._working_days = np.zeros(0, np.int64)

    def count(self, start: Days, duration: Duration) -> tuple[Days, Flags]:
        """The last day for every start day (ascending), and whether a guess about holidays went into it."""
        last, estimate = self._count(start, duration, duration.max)
        if duration.min is not None:
            estimate = estimate | self._count(start, duration, duration.min)[1]
        return last, estimate

    def _count(self, start: Days, duration: Duration, length: int) -> tuple[Days, Flags]:
        last, estimate = start, np.zeros(len(start), bool)
        if length and duration.unit == "working_days":
            last, estimate = self._nth_working_day(start, length)
        elif length and duration.unit == "days":
            last = start + length
        elif length:
            last = _months_later(start, length * 12 if duration.unit == "years" else length)
        if duration.holiday_moves:
            last, guessed = self._nth_working_day(last - 1, 1)
            estimate = estimate | guessed
        return last, estimate

    def _nth_working_day(self, start: Days, length: int) -> tuple[Days, Flags]:
        self._fill(int(start.min()), int(start.max()) + 3 * length + _LONGEST_REST)
        at = start - self._first
        last = self._working_days[self._worked[at] + length - 1]
        return last + self._first, self._unofficial[last] > self._unofficial[at]

    def _fill(self, first: int, last: int) -> None:
        """Read the calendar from day ``first`` to day ``last``; what has been read is not read again."""
        if not len(self._working):
            self._first = first
        end = self._first + len(self._working)
        if self._first <= first and last < end:
            return
        before = self._read(first, self._first)
        after = self._read(end, last + 1)
        self._first = min(first, self._first)
        self._working = np.concatenate([before[0], self._working, after[0]])
        self._official = np.concatenate([before[1], self._official, after[1]])
        self._worked = np.cumsum(self._working)
        self._unofficial = np.cumsum(~self._official)
        self._working_days = np.flatnonzero(self._working)

    def _read(self, first: int, end: int) -> tuple[Flags, Flags]:
        kinds = [self._calendar.kind_of(_EPOCH + timedelta(days=day)) for day in range(first, end)]
        return np.array([kind.working for kind in kinds], bool), np.array([kind.official for kind in kinds], bool)


def _months_later(start: Days, months: int) -> Days:
    """The same date so many months later, or the last day of a shorter month."""
    day = start.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    target = month + months
    first = target.astype("datetime64[D]")
    length = ((target + 1).astype("datetime64[D]") - first).astype(np.int64)
    day_of_month = (day - month.astype("datetime64[D]")).astype(np.int64)
    last: Days = first.astype(np.int64) + np.minimum(day_of_month, length - 1)
    return last
