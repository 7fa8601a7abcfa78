"""When the clocks of many tickets run out: which deadline is next, when, whether it is past.

Moments are minutes since 1970-01-01 00:00 Beijing time. A start is twice the minute, plus one where only
the day is known; ``NO_DATE`` where there is none. The order of deadlines is that of a plan: what lapses
first, then what needs a date, then what is past.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ..clock import BEIJING, FIRST_YEAR, LAST_YEAR
from ..tree import Tree
from .calendar_table import LastDays, is_counted_in_days, minutes_of
from .decisions import NO_CLOCK, Clock, Decisions

Starts = NDArray[np.int32]
NO_DATE = np.int32(-2)

FIRST_DAY = (date(FIRST_YEAR, 1, 1) - date(1970, 1, 1)).days
LAST_DAY = (date(LAST_YEAR, 12, 31) - date(1970, 1, 1)).days

_MARGIN = 60
_UNDATED = np.uint32(1 << 30)
"""What comes first is the smallest: due moments, then this, then moments that have passed."""
_PASSED_BIT = np.uint32(31)
_NOTHING = np.uint32(0xFFFFFFFF)
_Tables = tuple[int, NDArray[np.int32], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Now:
    """The moment things are decided for, in the units the tables use."""

    moment: datetime

    @property
    def minute(self) -> int:
        """The last whole minute that has begun."""
        return int(self.second // 60)

    @property
    def second(self) -> int:
        """Beijing seconds since 1970, fractions dropped."""
        local = self.moment.astimezone(BEIJING).replace(tzinfo=None, microsecond=0)
        return int((local - datetime(1970, 1, 1)).total_seconds())

    @property
    def second_ceiling(self) -> int:
        """The same, fractions rounded up."""
        return self.second + bool(self.moment.microsecond)


@dataclass(frozen=True, slots=True)
class NextDeadlines:
    """One entry per ticket."""

    clock: NDArray[np.int16]
    """The clock that leads the plan; ``NO_CLOCK`` where none runs."""
    due: NDArray[np.int32]
    """When it runs out; ``NO_DATE`` where its date is missing."""
    passed: NDArray[np.uint64]
    """Bit *k* stands where the *k*-th clock of the ticket's set has passed."""
    estimate: NDArray[np.bool_]


class ClockTable:
    """All clocks of the file in one form: start + minutes, then perhaps a table from day to due moment."""

    def __init__(self, tree: Tree, decisions: Decisions) -> None:
        self._decisions = decisions
        clocks = decisions.clocks
        self.events = list(tree.events)
        place = {event: at for at, event in enumerate(self.events)}
        self._event = np.array([place.get(one.event or "", len(self.events)) for one in clocks] or [0], np.int16)
        self._minutes = np.zeros(len(clocks) or 1, np.int32)
        self._whole_day = np.zeros(len(clocks) or 1, np.int32)
        self._table = np.full(len(clocks) or 1, -1, np.int16)
        self._last_days = LastDays(tree.calendar)
        self._filling = Lock()
        self._compile(clocks)

    def next(
        self, sets: NDArray[np.int32], starts: dict[str, Starts], now: Now, undecided: NDArray[np.bool_] | None
    ) -> NextDeadlines:
        """``sets``: each ticket's set of clocks. Tickets that are not decided get no deadline."""
        rows = len(sets)
        slots = self._decisions.slots
        flat, place = self._side_by_side(starts, rows)
        best = np.full(rows, _NOTHING)
        lead = np.full(rows, NO_CLOCK, np.int16)
        guessed, any_guess = np.zeros(rows, bool), False
        passed = np.zeros(rows, np.uint64)
        left = np.arange(rows, dtype=np.int32)
        if undecided is not None:
            left, sets = left[~undecided], sets[~undecided]
        for slot in range(slots.shape[1]):
            clock = np.ascontiguousarray(slots[:, slot]).take(sets)
            there = np.flatnonzero(clock != NO_CLOCK)
            if len(there) < len(left):
                left, sets, clock = left.take(there), sets.take(there), clock.take(there)
            if not len(left):
                break
            due, estimate = self._due(clock, flat.take(place.take(clock) + left))
            late = due <= now.minute
            key = due.view(np.uint32) + (late.astype(np.uint32) << _PASSED_BIT)
            undated = np.flatnonzero(due == NO_DATE)
            key[undated], late[undated] = _UNDATED, False
            passed[left.take(np.flatnonzero(late))] |= np.uint64(1 << slot)
            ahead = left
            if slot:
                # Clocks stand in the order of the plan, so of two that run out together the first one leads.
                better = np.flatnonzero(key < best.take(left))
                ahead, key = left.take(better), key.take(better)
                clock, estimate = clock.take(better), estimate.take(better)
            best[ahead], lead[ahead] = key, clock
            if any_guess or estimate.any():
                guessed[ahead], any_guess = estimate, True
        due = (best & np.uint32(_UNDATED - 1)).view(np.int32)
        due[(best == _NOTHING) | (best == _UNDATED)] = NO_DATE
        return NextDeadlines(lead, due, passed, guessed)

    def _side_by_side(self, starts: dict[str, Starts], rows: int) -> tuple[Starts, NDArray[np.int32]]:
        """All starts one after the other, the last part without dates; and where each clock's begin."""
        given = [event for event in self.events if event in starts]
        none = np.full(rows, NO_DATE, np.int32)
        place = np.full(len(self.events) + 1, len(given) * rows, np.int32)
        for number, event in enumerate(given):
            place[self.events.index(event)] = number * rows
        return np.concatenate([*(starts[event] for event in given), none]), place.take(self._event)

    def _due(self, clock: NDArray[np.int16], start: Starts) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        minute = (start >> 1) + self._minutes.take(clock)
        only_day = start & 1
        if only_day.any():
            minute += only_day * self._whole_day.take(clock)
        estimate = np.zeros(len(clock), bool)
        dated = start != NO_DATE
        table = self._table.take(clock)
        counted = np.flatnonzero((table >= 0) & dated)
        if len(counted):
            day = (minute[counted] - 1) // 1440
            first, dues, guessed = self._tables_for(int(day.min()), int(day.max()))
            at = table[counted].astype(np.int64) * dues.shape[1] + (day - first)
            minute[counted] = dues.ravel().take(at)
            estimate[counted] = guessed.ravel().take(at)
        minute[np.flatnonzero(~dated)] = NO_DATE
        return minute, estimate

    def _compile(self, clocks: list[Clock]) -> None:
        tables: dict[tuple[str, ...], int] = {}
        self._tabled: list[Clock] = []
        for number, clock in enumerate(clocks):
            if clock.event is None:
                continue
            spans = [span for span, _ in clock.spans]
            running = next((at for at, span in enumerate(spans) if is_counted_in_days(span)), len(spans))
            self._minutes[number] = sum(map(minutes_of, spans[:running]))
            # The clock everybody else must meet counts from the end of a day without a time.
            self._whole_day[number] = 1440 if running and not clock.spans[0][1] else 0
            if running < len(spans):
                # A day counts by its own date; what lapses at 24:00 belongs to the day that ends.
                self._minutes[number] += 0 if running else 1
                key = tuple(span.id for span in spans[running:])
                self._table[number] = tables.setdefault(key, len(tables))
                if len(self._tabled) < len(tables):
                    self._tabled.append(clock)
        self._tables: _Tables = (0, np.zeros((len(tables), 0), np.int32), np.zeros((len(tables), 0), bool))

    def _tables_for(self, first: int, last: int) -> _Tables:
        """The first day, due moments and guesses of tables that reach from day ``first`` to day ``last``."""
        with self._filling:
            start, dues, _ = self._tables
            end = start + dues.shape[1]
            if first < start or last >= end:
                # A little more than asked for: the next block of tickets has days like this one's.
                start = min(first - _MARGIN, start if dues.shape[1] else first)
                end = max(last + _MARGIN + 1, end)
                days = np.arange(start, end)
                made = [_dues(clock, days, self._last_days) for clock in self._tabled]
                due = np.array([due for due, _ in made], np.int32)
                self._tables = (start, due, np.array([guessed for _, guessed in made]))
            return self._tables


def _dues(clock: Clock, days: NDArray[np.int64], last_days: LastDays) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Due moment by start day, from the first span that is counted in days on."""
    spans = [span for span, _ in clock.spans]
    first = next(at for at, span in enumerate(spans) if is_counted_in_days(span))
    day, due, estimate = days, days * 1440, np.zeros(len(days), bool)
    for span in spans[first:]:
        if is_counted_in_days(span):
            last, guessed = last_days.count(day, span)
            due, estimate = (last + 1) * 1440, estimate | guessed
        else:
            due = due + minutes_of(span)
        day = (due - 1) // 1440
    return due, estimate
