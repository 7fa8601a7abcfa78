"""What a table of tickets looks like as a whole: counts, what lapses soon, and the most urgent ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .clocks import NO_DATE, Now
from .decisions import NO_CLOCK
from .engine import Decided, Engine
from .tickets import Tickets

SOON_HOURS = 48
MOST_URGENT = 500
"""Rows kept for a table sorted by urgency."""


@dataclass(frozen=True, slots=True, order=True)
class UrgentTicket:
    """A ticket whose next deadline is dated; sorts by what lapses first."""

    due: datetime
    """Beijing time, without a zone."""
    row: int
    """Number of the ticket in the file, the first is 1."""
    deadline: str
    owner: str
    outcome: str
    estimate: bool

    @property
    def due_text(self) -> str:
        """The moment as people say it: midnight ends the day before, at 24:00."""
        ends_day = (self.due.hour, self.due.minute) == (0, 0)
        return f"{self.due - timedelta(days=1):%Y-%m-%d} 24:00" if ends_day else f"{self.due:%Y-%m-%d %H:%M}"


@dataclass(slots=True)
class Summary:
    """Counts of tickets. ``today``, ``soon`` and ``later`` are about the next deadline that is still to come."""

    rows: int = 0
    decided: int = 0
    incomplete: int = 0
    """A question is still to be answered."""
    with_problems: int = 0
    """Something could not be used, or nothing could be decided."""
    today: int = 0
    soon: int = 0
    """Within 48 hours, those of today included."""
    later: int = 0
    needs_date: int = 0
    past: int = 0
    """At least one deadline has passed."""
    no_clock: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    refund_types: Counter[str] = field(default_factory=Counter)
    payers: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    """Whose next deadline it is."""
    by_day: Counter[date] = field(default_factory=Counter)
    """Deadlines to come by the day they end on."""
    missing: Counter[str] = field(default_factory=Counter)
    """Question that is still to be answered -> tickets."""
    unknown: dict[str, Counter[str]] = field(default_factory=dict)
    """Question -> values that are no answer to it, and how often each was met."""
    urgent: list[UrgentTicket] = field(default_factory=list)
    """The next deadlines to come, soonest first, at most ``MOST_URGENT``."""
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """What the reader should know about the file: phrase and the values for its gaps."""

    def count(self, engine: Engine, tickets: Tickets, decided: Decided, now: datetime) -> None:
        """Add a block of tickets."""
        moment = Now(now)
        first = self.rows
        self.rows += len(decided)
        whole = decided.decision >= 0
        self.decided += int(whole.sum())
        self.incomplete += int((decided.number < 0).sum())
        undecided = np.flatnonzero(~whole)
        self.with_problems += len(undecided) + sum(bool(whole[row]) for row in tickets.notes)
        self.past += int((decided.next.passed != 0).sum())
        due, clock = decided.next.due, decided.next.clock
        self.needs_date += int(((due == NO_DATE) & (clock != NO_CLOCK)).sum())
        self.no_clock += int((whole & (clock == NO_CLOCK)).sum())
        coming = due > moment.minute
        today = coming & ((due - 1) // 1440 <= moment.minute // 1440)
        soon = coming & (due.astype(np.int64) * 60 - moment.second_ceiling <= SOON_HOURS * 3600)
        self.today += int(today.sum())
        self.soon += int((soon | today).sum())
        self.later += int((coming & ~soon & ~today).sum())
        for number, tickets_of in _tally(decided.decision[whole]):
            outcome, refund_type, payer = engine.decisions.rows[number]
            self.outcomes[outcome] += tickets_of
            self.refund_types[refund_type] += tickets_of
            self.payers[payer] += tickets_of
        owner_of: dict[str, str] = {one.id: one.owner for one in engine.tree.knowledge.deadlines}
        for number, tickets_of in _tally(clock[clock != NO_CLOCK]):
            self.owners[owner_of[engine.decisions.clocks[number].deadline]] += tickets_of
        for number, tickets_of in _tally(((due - 1) // 1440)[coming]):
            self.by_day[date(1970, 1, 1) + timedelta(days=number)] += tickets_of
        for number, tickets_of in _tally(-1 - decided.number[decided.number < 0]):
            self.missing[engine.walk.questions[number]] += tickets_of
        self._keep_urgent(engine, decided, np.flatnonzero(coming), first, owner_of)

    def _keep_urgent(
        self, engine: Engine, decided: Decided, rows: NDArray[np.int64], first: int, owner_of: dict[str, str]
    ) -> None:
        due = decided.next.due[rows]
        if len(self.urgent) == MOST_URGENT:
            last = int((self.urgent[-1].due - _EPOCH).total_seconds() // 60)
            rows, due = rows[due < last], due[due < last]
        if len(rows) > MOST_URGENT:
            rows = rows[np.argsort(due, kind="stable")[:MOST_URGENT]]
        for row in rows.tolist():
            deadline = engine.decisions.clocks[decided.next.clock[row]].deadline
            self.urgent.append(
                UrgentTicket(
                    _EPOCH + timedelta(minutes=int(decided.next.due[row])),
                    first + row + 1,
                    deadline,
                    owner_of[deadline],
                    engine.decisions.rows[decided.decision[row]][0],
                    bool(decided.next.estimate[row]),
                )
            )
        self.urgent = sorted(self.urgent)[:MOST_URGENT]


_EPOCH = datetime(1970, 1, 1)


def _tally(numbers: NDArray[Any]) -> list[tuple[int, int]]:
    if not len(numbers):
        return []
    lowest = int(numbers.min())
    counts = np.bincount(numbers.astype(np.int64) - lowest)
    return [(number + lowest, int(counts[number])) for number in np.flatnonzero(counts).tolist()]
