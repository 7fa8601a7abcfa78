"""China's working days, with make-up weekends, from the official yearly notice.

The notice for a year is published late in the year before. For a year that is not published yet the
answer is a guess (weekends and the holidays with a fixed date) and says so; it is never given silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayKind:
    """Whether a day is worked, and whether the official calendar says so."""

    working: bool
    official: bool


@dataclass(frozen=True, slots=True)
class WorkingSpan:
    """The n-th working day after a day, and what was met on the way."""

    last_day: date
    skipped: tuple[date, ...]
    made_up: tuple[date, ...]
    """Weekend days that are worked to make up for a holiday."""
    unpublished_years: tuple[int, ...]


class Calendar:
    """Working days of China. ``fixed_holidays``: month and day of holidays that never move."""

    def __init__(self, fixed_holidays: Iterable[tuple[int, int]] = ()) -> None:
        self._fixed = frozenset(fixed_holidays)

    def kind_of(self, day: date) -> DayKind:
        """Look the day up; in a year without a published calendar it is guessed."""
        import chinese_calendar  # only needed where working days count

        try:
            return DayKind(bool(chinese_calendar.is_workday(day)), official=True)
        except NotImplementedError:
            working = day.weekday() < 5 and (day.month, day.day) not in self._fixed
            return DayKind(working, official=False)

    def count(self, start: date, length: int) -> WorkingSpan:
        """The ``length``-th working day after ``start``; the start day itself does not count."""
        day, counted = start, 0
        skipped: list[date] = []
        made_up: list[date] = []
        unpublished: set[int] = set()
        while counted < length:
            day += _DAY
            kind = self.kind_of(day)
            if not kind.official:
                unpublished.add(day.year)
            if not kind.working:
                skipped.append(day)
                continue
            counted += 1
            if day.weekday() >= 5:
                made_up.append(day)
        return WorkingSpan(day, tuple(skipped), tuple(made_up), tuple(sorted(unpublished)))

    def next_working_day(self, day: date) -> WorkingSpan:
        """``day`` itself if it is worked, else the first working day after it (Civil Code 203)."""
        return self.count(day - _DAY, 1)
