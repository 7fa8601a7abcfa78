"""Decides arrays of tickets: codes of answers and starts of events in, decisions and due moments out.

The same result, ticket by ticket, as ``make_plan``; the tests hold the two together. An engine belongs to
one tree, is filled once (well under a second) and may be used by several threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import datetime
from os import cpu_count

import numpy as np
from numpy.typing import NDArray

from ..tree import Tree
from .clocks import ClockTable, NextDeadlines, Now, Starts
from .decisions import Decisions
from .walk_table import Codes, WalkTable

AT_ONCE = 1 << 16
"""Tickets per pass: what they need stays in the processor's cache."""
MOST_WORKERS = 4


@dataclass(frozen=True, slots=True)
class Decided:
    """One entry per ticket. What is not decided has ``decision`` -1 and says why in ``number`` or ``gap``."""

    number: NDArray[np.int32]
    """The answer set, or -1 - position of the question that is still to be answered."""
    gap: NDArray[np.int8]
    """Not 0 where the knowledge file has no single rule (see ``Decisions.gap``)."""
    decision: NDArray[np.int32]
    """Row of ``Decisions.rows``."""
    clock_set: NDArray[np.int32]
    next: NextDeadlines

    def __len__(self) -> int:
        return len(self.number)


class Engine:
    """Everything a tree decides, as look-ups."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.walk = WalkTable(tree.questions, tree.file)
        self.decisions = Decisions(tree, self.walk)
        self.clocks = ClockTable(tree, self.decisions)

    def decide(self, codes: Mapping[str, Codes], starts: Mapping[str, Starts], now: datetime, rows: int) -> Decided:
        """``codes``: question -> code of each ticket's answer; ``starts``: event -> each ticket's start."""
        moment = Now(now)

        def block(first: int) -> Decided:
            return self._decide(
                {question: column[first : first + AT_ONCE] for question, column in codes.items()},
                {event: column[first : first + AT_ONCE] for event, column in starts.items()},
                moment,
                min(AT_ONCE, rows - first),
            )

        if rows <= AT_ONCE:
            return block(0)
        with ThreadPoolExecutor(min(MOST_WORKERS, cpu_count() or 1)) as pool:
            return _joined(list(pool.map(block, range(0, rows, AT_ONCE))))

    def _decide(self, codes: Mapping[str, Codes], starts: dict[str, Starts], now: Now, rows: int) -> Decided:
        number = self.walk.numbers(codes, rows)
        open_question = number < 0
        undecided: NDArray[np.bool_] | None = None
        at: NDArray[np.int32] = number
        if open_question.any():
            at, undecided = np.maximum(number, np.int32(0), dtype=np.int32), open_question
        gap = self.decisions.gap.take(at)
        decision = self.decisions.decision.take(at)
        clock_set = self.decisions.clock_set.take(at)
        if gap.any():
            gap[open_question] = 0
            undecided = open_question | (gap != 0)
        if undecided is not None:
            decision[undecided] = -1
        return Decided(number, gap, decision, clock_set, self.clocks.next(clock_set, starts, now, undecided))


def _joined(parts: list[Decided]) -> Decided:
    nexts = {
        field.name: np.concatenate([getattr(part.next, field.name) for part in parts])
        for field in fields(NextDeadlines)
    }
    return Decided(
        number=np.concatenate([part.number for part in parts]),
        gap=np.concatenate([part.gap for part in parts]),
        decision=np.concatenate([part.decision for part in parts]),
        clock_set=np.concatenate([part.clock_set for part in parts]),
        next=NextDeadlines(**nexts),
    )
