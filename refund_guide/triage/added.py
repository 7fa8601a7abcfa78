"""What triage adds to every ticket: the columns, as look-ups that files can be written from.

Ids by default, for machines and joins; with ``words`` the labels people read, in one language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..export.link import case_link
from ..vocabulary import Language
from ..wording import word
from .clocks import LAST_DAY, NO_DATE, Now, Starts
from .engine import Decided, Engine
from .tickets import Tickets

ADDED = (
    "outcome", "refund_type", "payer", "next_deadline", "whose", "due", "hours_left", "overdue", "estimate",
    "problems", "link",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What the result should look like."""

    language: Language = "zh"
    words: bool = False
    """Labels in the language instead of ids."""
    link: str = ""
    """Where the guide lives, for a link per ticket; none without it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring columns that hold one of a few combinations: the row of ``rows`` for each ticket."""

    names: tuple[str, ...]
    index: NDArray[np.int64] | NDArray[np.int32]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cells:
    """A column with a text of its own for each ticket (null where it is empty)."""

    name: str
    array: pa.Array


class Writer:
    """Turns decisions into the added columns of one file."""

    def __init__(self, engine: Engine, options: Options, now: datetime) -> None:
        self._engine = engine
        self._options = options
        self._now = Now(now)
        self._missing = [
            word("answers_missing", options.language, question=question) for question in engine.walk.questions
        ]
        self._known_links: dict[int, str] = {}
        self._deadlines = {one.id: one for one in engine.tree.knowledge.deadlines}

    def added(self, tickets: Tickets, decided: Decided) -> list[Piece | Cells]:
        """The columns in the order of ``ADDED``."""
        due = decided.next.due
        return [
            Piece(("outcome", "refund_type", "payer"), decided.decision + 1, self._outcomes),
            Piece(("next_deadline", "whose"), decided.next.clock.astype(np.int64) + 1, self._clocks),
            Cells("due", texts_of(due, self._options.words)),
            Cells("hours_left", pc.cast(self.hours_left(due), pa.string())),
            self._overdue(decided),
            self.problems(tickets, decided),
            self._links(tickets, decided),
        ]

    @cached_property
    def _outcomes(self) -> list[tuple[str, ...]]:
        rows = self._engine.decisions.rows
        if not self._options.words:
            return [("", "", ""), *rows]
        titles = {one.id: self._write(one.title) for one in self._engine.tree.knowledge.outcomes}
        language = self._options.language
        return [
            ("", "", ""),
            *((titles[o], word(refund, language), word(f"payer_{payer}", language)) for o, refund, payer in rows),
        ]

    @cached_property
    def _clocks(self) -> list[tuple[str, ...]]:
        rows = [("", "")]
        for clock in self._engine.decisions.clocks:
            owner = self._deadlines[clock.deadline].owner
            whose = word(owner, self._options.language) if self._options.words else owner
            rows.append((self._name(clock.deadline), whose))
        return [tuple(row) for row in rows]

    def _name(self, deadline: str) -> str:
        return self._write(self._deadlines[deadline].label) if self._options.words else deadline

    def _write(self, text: object) -> str:
        language = self._options.language
        template: str = getattr(text, language)
        return template.format_map(self._engine.tree.phrases(language))

    def hours_left(self, due: Starts) -> pa.Array:
        """Whole hours, rounded down: below 0 it is past. Null where no deadline is dated."""
        return pa.array((due.astype(np.int64) * 60 - self._now.second_ceiling) // 3600, mask=due == NO_DATE)

    def _overdue(self, decided: Decided) -> Piece:
        """Ids of the clocks that have passed, and whether the next one rests on a guess."""
        passed, clock_set = decided.next.passed, decided.clock_set
        late = np.flatnonzero(passed)
        index = decided.next.estimate.astype(np.int64)
        rows: list[tuple[str, ...]] = [("", ""), ("", self._estimate)]
        if len(late):
            shift = np.int64(self._engine.decisions.slots.shape[1])
            unique, inverse = _different((clock_set[late].astype(np.int64) << shift) | passed[late].astype(np.int64))
            for key in unique.tolist():
                names = self._passed(key >> int(shift), key & ((1 << int(shift)) - 1))
                rows += [(names, ""), (names, self._estimate)]
            index[late] += 2 + 2 * inverse
        return Piece(("overdue", "estimate"), index, rows)

    @property
    def _estimate(self) -> str:
        return word("estimate", self._options.language) if self._options.words else "yes"

    def _passed(self, clock_set: int, bits: int) -> str:
        slots = self._engine.decisions.slots[clock_set].tolist()
        clocks = [self._engine.decisions.clocks[clock] for place, clock in enumerate(slots) if bits >> place & 1]
        between = " " if not self._options.words else "、" if self._options.language == "zh" else "; "
        return between.join(self._name(clock.deadline) for clock in clocks)

    def problems(self, tickets: Tickets, decided: Decided) -> Piece:
        """What stands in the way of a decision, and what could not be used."""
        index = np.where(decided.number < 0, -decided.number, 0).astype(np.int64)
        rows = [("",), *((text,) for text in self._missing)]
        notes = dict(tickets.notes)
        for row in np.flatnonzero(decided.gap).tolist():
            block = self._engine.decisions.gap_blocks[int(decided.gap[row]) - 1]
            notes[row] = [*notes.get(row, ()), word("no_rule", self._options.language, block=block)]
        between = "；" if self._options.language == "zh" else "; "
        places: dict[str, int] = {}
        for row, said in notes.items():
            text = between.join([*said, *rows[int(index[row])]] if index[row] else said)
            index[row] = places.setdefault(text, len(rows) + len(places))
        return Piece(("problems",), index, [*rows, *((text,) for text in places)])

    def _links(self, tickets: Tickets, decided: Decided) -> Piece | Cells:
        if not self._options.link:
            return Piece(("link",), np.zeros(len(decided), np.int64), [("",)])
        numbers, inverse = _different(np.where(decided.decision < 0, 0, decided.number + np.int64(1)))
        tail = f"&lang={self._options.language}"
        starts = [self._link(number - 1).removesuffix(tail) if number else None for number in numbers.tolist()]
        parts = [pa.array(starts, pa.string()).take(pa.array(inverse))]
        for event in self._engine.tree.events:
            if event in tickets.starts:
                parts.append(_link_dates(event, tickets.starts[event]))
        whole = pc.binary_join_element_wise(*parts, pa.scalar(tail), "", null_handling="skip")
        return Cells("link", pc.if_else(parts[0].is_null(), pa.scalar(None, pa.string()), whole))

    def _link(self, number: int) -> str:
        if number not in self._known_links:
            answers = self._engine.walk.answers(number)
            self._known_links[number] = case_link(
                self._options.link, self._engine.tree, answers, {}, self._options.language
            )
        return self._known_links[number]


def _different(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """As ``numpy.unique`` with the inverse, without sorting where the keys are small numbers."""
    if keys.max() >= 1 << 20:
        unique, inverse = np.unique(keys, return_inverse=True)
        return unique, inverse.reshape(-1)
    met = np.zeros(int(keys.max()) + 1, bool)
    met[keys] = True
    return np.flatnonzero(met), (np.cumsum(met) - 1).take(keys)


def texts_of(due: Starts, as_people_say: bool = False) -> pa.Array:
    """``2026-11-28 00:00``, or ``2026-11-27 24:00`` as people say it; null for ``NO_DATE``."""
    day, minute = np.divmod(due, 1440)
    if as_people_say:
        midnight = minute == 0
        day, minute = day - midnight, np.where(midnight, 1440, minute)
    return _fixed_width(np.concatenate([_day_texts(day), _TIMES.take(minute, axis=0)], axis=1), due == NO_DATE)


def _link_dates(event: str, starts: Starts) -> pa.Array:
    minutes = starts >> 1
    moments = pc.binary_join_element_wise(
        *(
            _fixed_width(part, starts == NO_DATE)
            for part in (_day_texts(minutes // 1440), _TIMES[minutes % 1440, 1:])
        ),
        "T",
    )
    days = _fixed_width(_day_texts(minutes // 1440), starts == NO_DATE)
    return pc.binary_join_element_wise(
        pa.scalar(f"&{event}"), pc.if_else(pa.array(starts & 1 == 0), moments, days), "="
    )


def _fixed_width(characters: NDArray[np.uint8], empty: NDArray[np.bool_]) -> pa.Array:
    rows, width = characters.shape
    offsets = np.arange(0, (rows + 1) * width, width, dtype=np.int32)
    valid = pa.py_buffer(np.packbits(~empty, bitorder="little")) if empty.any() else None
    data = pa.py_buffer(np.ascontiguousarray(characters))
    return pa.Array.from_buffers(pa.string(), rows, [valid, pa.py_buffer(offsets), data])


def _characters(texts: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("".join(texts).encode(), np.uint8).reshape(len(texts), -1)


_TIMES = _characters([f" {minute // 60:02}:{minute % 60:02}" for minute in range(1441)])


def _day_texts(days: NDArray[np.int32]) -> NDArray[np.uint8]:
    reach = max(int(days.max(initial=0)), LAST_DAY)
    return _days_written(reach - reach % 10_000 + 10_000).take(days, axis=0, mode="clip")


@lru_cache(maxsize=4)
def _days_written(until: int) -> NDArray[np.uint8]:
    return _characters(np.arange(until).astype("datetime64[D]").astype("U10").tolist())
