"""The peers of ``bench_triage``: the same rules for zen-engine, openpyxl both ways, and a process of its own.

zen-engine gets what suits it best: one compiled expression (its fastest call from Python) that is the smallest
tree over the questions, dates already as minutes, and clocks as plain additions (it has no working days).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from refund_guide.triage.decisions import NO_CLOCK
from refund_guide.triage.engine import Engine
from refund_guide.triage.tickets import TicketReader

_PER_UNIT = {"minutes": 1, "hours": 60, "days": 1440, "working_days": 1440, "months": 43_200, "years": 525_600}


class ZenRules:
    """The decisions and clocks of an engine as one expression of zen-engine."""

    def __init__(self, engine: Engine, events: Iterable[str]) -> None:
        import zen

        self._engine = engine
        self._events = set(events)
        decisions = engine.decisions
        pairs = np.stack([decisions.decision, decisions.clock_set], axis=1)
        unique, self.kinds = np.unique(pairs, axis=0, return_inverse=True)
        self.kinds = self.kinds.reshape(-1)
        self._leaves: list[str] = [self._leaf(number, int(clock_set)) for number, (_, clock_set) in enumerate(unique)]
        self._compiled = zen.compile_expression(self._branch(0, len(engine.walk), 0))

    def contexts(self, table: pa.Table) -> list[dict[str, Any]]:
        """One ticket each: only the answers there are, and minutes."""
        from refund_guide.triage.columns import Mapping

        reader = TicketReader(self._engine, Mapping(), "en")
        starts = {
            event: reader._starts(event, table.column(event).combine_chunks(), {}) >> 1 for event in self._events
        }
        answers = table.select(self._engine.walk.questions).to_pylist()
        return [
            {
                **{question: answer for question, answer in row.items() if answer},
                **{event: int(column[number]) for event, column in starts.items()},
            }
            for number, row in enumerate(answers)
        ]

    def run(self, contexts: list[dict[str, Any]]) -> None:
        """Decide every ticket, one call each."""
        evaluate = self._compiled.evaluate
        for context in contexts:
            evaluate(context)

    def check(self, contexts: list[dict[str, Any]], table: pa.Table) -> None:
        """The expression says what the engine says."""
        from datetime import datetime

        from refund_guide.clock import BEIJING
        from refund_guide.triage.columns import Mapping

        questions = self._engine.walk.questions
        arrays = {question: table.column(question).combine_chunks() for question in questions}
        now = datetime(2026, 11, 22, tzinfo=BEIJING)
        read = TicketReader(self._engine, Mapping(), "en").read(arrays, table.num_rows, now)
        numbers = self._engine.walk.numbers(read.codes, table.num_rows)
        for number, context in zip(numbers.tolist()[:2_000], contexts, strict=False):
            found = self._compiled.evaluate(context)
            if int(found[0]) != int(self.kinds[number]):
                raise AssertionError(f"the rules differ for {context}")

    def _leaf(self, number: int, clock_set: int) -> str:
        """The number of the decision and every due moment its dates allow."""
        decisions = self._engine.decisions
        dues = []
        for slot in decisions.slots[clock_set].tolist():
            clock = decisions.clocks[slot]
            if slot != NO_CLOCK and clock.event in self._events:
                length = sum(span.max * _PER_UNIT[span.unit] for span, _ in clock.spans)
                dues.append(f"{clock.event} + {length}")
        return f"[{', '.join([str(number), *dues])}]"

    def _branch(self, first: int, end: int, question: int) -> str:
        """An expression for the answer sets from ``first`` to ``end``, from that question on."""
        if (self.kinds[first:end] == self.kinds[first]).all():
            return self._leaves[int(self.kinds[first])]
        walk = self._engine.walk
        column = walk.sets[first:end, question]
        if (column == column[0]).all():
            return self._branch(first, end, question + 1)
        cuts = [0, *(np.flatnonzero(np.diff(column)) + 1).tolist(), end - first]
        answers: dict[str, list[int]] = {}
        for begin, stop in pairwise(cuts):
            below = self._branch(first + begin, first + stop, question + 1)
            answers.setdefault(below, []).append(int(column[begin]))
        ordered = sorted(answers.items(), key=lambda item: len(item[1]))
        expression = ordered[-1][0]
        for below, codes in reversed(ordered[:-1]):
            expression = f"({self._condition(question, codes)} ? {below} : {expression})"
        return expression

    def _condition(self, question: int, codes: list[int]) -> str:
        name = self._engine.walk.questions[question]
        ids = self._engine.walk.answer_ids[question]
        parts = [f"{name} == '{ids[code - 1]}'" if code else f"{name} == null" for code in codes]
        if len(parts) > 1 and all(codes):
            return f"{name} in [{', '.join(repr(ids[code - 1]) for code in codes)}]"
        return " or ".join(parts)


def openpyxl_both_ways(source: Path, target: Path) -> None:
    """Read a sheet and write it again, in openpyxl's fastest modes."""
    import openpyxl

    read = openpyxl.load_workbook(source, read_only=True)
    written = openpyxl.Workbook(write_only=True)
    sheet = written.create_sheet()
    for row in read.worksheets[0].iter_rows(values_only=True):
        sheet.append(row)
    written.save(target)


_CHILD = """
import re, sys
from tools.bench_triage import engine, triage
from pathlib import Path
engine()
if sys.argv[1] != "--start-only":
    triage(Path(sys.argv[1]), Path(sys.argv[2]))
# Not getrusage: that remembers what the parent process had.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024)
"""


def peak_of(arguments: list[str]) -> int:
    """The most memory, in bytes, a process of its own takes for deciding a file."""
    ran = subprocess.run([sys.executable, "-c", _CHILD, *arguments], capture_output=True, text=True, check=True)
    return int(ran.stdout.split()[-1])
