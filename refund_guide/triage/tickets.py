"""Columns of a file -> codes and starts for the engine, with what could not be used named row by row.

The same checks as ``answers.read_case`` makes for one case: values nobody knows, dates that do not exist,
lie ahead or in the wrong order. Rows without a problem cost nothing but look-ups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..answers import LONGEST_VALUE
from ..clock import FIRST_YEAR, LAST_YEAR, UnreadableDate
from ..problems import printable
from ..vocabulary import Language
from ..wording import word
from . import columns
from .clocks import FIRST_DAY, LAST_DAY, NO_DATE, Now, Starts
from .dates import UNREAD, as_start, read_one, read_serials, read_texts
from .engine import Engine
from .phrases import say
from .values import AnswerReader
from .walk_table import Codes

Notes = dict[int, list[str]]
"""Row -> what could not be used in it."""


@dataclass(slots=True)
class Tickets:
    """A block of tickets as the engine takes them."""

    rows: int
    codes: dict[str, Codes] = field(default_factory=dict)
    starts: dict[str, Starts] = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)


class TicketReader:
    """Reads blocks of one file. May be used by several threads.

    ``used``: question -> its column, where several may share one.
    """

    def __init__(
        self,
        engine: Engine,
        mapping: columns.Mapping,
        language: Language,
        decode: Callable[[bytes], str] = bytes.decode,
        used: Mapping[str, int] | None = None,
    ) -> None:
        self._tree = engine.tree
        self._dtype: Any = engine.walk.dtype
        self._language: Language = language
        self._decode = decode
        self.readers = {
            asked.id: AnswerReader(engine.tree, asked.question, mapping.values.get(asked.id))
            for asked in engine.tree.questions
        }
        places = used or {}
        self._sharing = {
            question: [other for other in self.readers if other in places and places[other] == places[question]]
            for question in self.readers
            if question in places
        }
        self._known: dict[str, dict[Any, tuple[int, str | None]]] = {asked: {} for asked in self.readers}
        self.unknown: dict[str, Counter[str]] = {}
        """Question id -> values nobody knows, and how often each was met."""

    def read(self, arrays: Mapping[str, pa.Array], rows: int, now: datetime) -> Tickets:
        """``arrays``: question or event id -> its cells."""
        tickets = Tickets(rows)
        for question in self.readers:
            if question in arrays:
                tickets.codes[question] = self._codes(question, arrays[question], tickets.notes)
        for event in self._tree.events:
            if event in arrays:
                tickets.starts[event] = self._starts(event, arrays[event], tickets.notes)
        self._drop_future(tickets, Now(now).minute)
        self._drop_out_of_order(tickets)
        return tickets

    def _codes(self, question: str, cells: pa.Array, notes: Notes) -> Codes:
        if not pa.types.is_dictionary(cells.type):
            cells = (cells if _is_text(cells.type) else pc.cast(cells, pa.string())).dictionary_encode()
        known = self._known[question]
        codes = []
        messages = {}
        for place, value in enumerate(cells.dictionary.to_pylist()):
            answer = known.get(value)
            if answer is None:
                answer = self._answer(question, value)
                if len(known) < 50_000:  # a column of free text must not fill the memory
                    known[value] = answer
            code, message = answer
            codes.append(code)
            if message:
                messages[place] = message
        indices = cells.indices.fill_null(len(codes)) if cells.null_count else cells.indices
        index: NDArray[np.int32] = indices.to_numpy(zero_copy_only=False)
        if messages:
            counts = self.unknown.setdefault(question, Counter())
            texts = cells.dictionary
            for row in np.flatnonzero(np.isin(index, list(messages))).tolist():
                place = int(index[row])
                notes.setdefault(row, []).append(messages[place])
                if len(counts) < 1_000:
                    counts[self._text(texts[place].as_py())] += 1
        result: Codes = np.array([*codes, 0], self._dtype).take(index)
        return result

    def _answer(self, question: str, value: Any) -> tuple[int, str | None]:
        text = self._text(value)
        code = self.readers[question].code(text)
        if code is None:
            sharing = self._sharing.get(question, [question])
            if question != sharing[0] or any(self.readers[other].code(text) for other in sharing):
                return 0, None  # an answer to another question in the same column
            shown = printable(text, LONGEST_VALUE)
            return 0, say("value", self._language, key=question, value=shown)
        return code, None

    def _text(self, value: Any) -> str:
        return self._decode(value) if isinstance(value, bytes) else str(value)

    def _starts(self, event: str, cells: pa.Array, notes: Notes) -> Starts:
        kind = cells.type
        if pa.types.is_dictionary(kind):
            cells = cells.dictionary_decode()
            kind = cells.type
        if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
            starts = _from_timestamps(cells)
        elif pa.types.is_integer(kind) or pa.types.is_floating(kind):
            starts = read_serials(cells.cast(pa.float64(), safe=False).fill_null(np.nan).to_numpy())
        elif _is_text(kind):
            starts = _from_texts(cells)
        else:
            starts = np.full(len(cells), UNREAD, np.int32)
        empty = cells.is_null().to_numpy(zero_copy_only=False)
        if cells.null_count:
            starts[empty] = NO_DATE
        left = np.flatnonzero(starts == UNREAD)
        if len(left):
            self._read_slowly(event, cells.take(pa.array(left)), left, starts, notes)
        return starts

    def _read_slowly(
        self, event: str, cells: pa.Array, rows: NDArray[np.int64], starts: Starts, notes: Notes
    ) -> None:
        """One different value at a time, saying what is wrong with it."""
        for row, value in zip(rows.tolist(), cells.to_pylist(), strict=True):
            text = self._text(value)
            try:
                starts[row] = read_one(text)
            except UnreadableDate as error:
                starts[row] = NO_DATE
                gaps = {"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
                message = self._say(f"date_{error.reason}", event, text, **gaps)
                notes.setdefault(row, []).append(message)

    def _drop_future(self, tickets: Tickets, minute: int) -> None:
        for event, starts in tickets.starts.items():
            if self._tree.events[event].may_be_future:
                continue
            for row in np.flatnonzero(starts >> 1 > minute).tolist():
                message = self._say("date_future", event, as_start(int(starts[row])).isoformat())
                tickets.notes.setdefault(row, []).append(message)
                starts[row] = NO_DATE

    def _drop_out_of_order(self, tickets: Tickets) -> None:
        wrong: dict[str, NDArray[np.bool_]] = {}
        for event, starts in tickets.starts.items():
            for other in self._tree.events[event].after:
                if other in tickets.starts:
                    before = tickets.starts[other]
                    early = _is_earlier(starts, before)
                    if event in wrong:
                        early &= ~wrong[event]  # one reason is enough
                    if early.any():
                        wrong[event] = wrong.get(event, early) | early
                        self._note_order(event, other, starts, before, early, tickets.notes)
        for event, rows in wrong.items():
            tickets.starts[event][rows] = NO_DATE

    def _note_order(
        self, event: str, other: str, starts: Starts, before: Starts, early: NDArray[np.bool_], notes: Notes
    ) -> None:
        for row in np.flatnonzero(early).tolist():
            given, first = (as_start(int(one[row])).isoformat() for one in (starts, before))
            notes.setdefault(row, []).append(self._say("date_order", event, given, other=other, before=first))

    def _say(self, phrase: str, key: str, value: str, **gaps: str) -> str:
        return word(phrase, self._language, key=key, value=printable(value, LONGEST_VALUE), **gaps)


def _is_earlier(starts: Starts, before: Starts) -> NDArray[np.bool_]:
    """As ``answers`` has it: two dates on one day may be in either order unless both have a time."""
    exact = ((starts | before) & 1) == 0
    early = np.where(exact, starts < before, (starts >> 1) // 1440 < (before >> 1) // 1440)
    result: NDArray[np.bool_] = early & (starts != NO_DATE) & (before != NO_DATE)
    return result


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
    )


def _from_texts(cells: pa.Array) -> Starts:
    if not (pa.types.is_binary(cells.type) or pa.types.is_string(cells.type)):
        cells = cells.cast(pa.binary())
    _, offsets, data = cells.buffers()
    place = np.frombuffer(offsets, np.int32)[cells.offset : cells.offset + len(cells) + 1].astype(np.int64)
    return read_texts(np.frombuffer(data if data is not None else b"", np.uint8), place)


def _from_timestamps(cells: pa.Array) -> Starts:
    """Excel cannot say "only the day": a moment at midnight is a day."""
    seconds = cells.cast(pa.timestamp("s"), safe=False).cast(pa.int64()).fill_null(0).to_numpy()
    good = (seconds >= FIRST_DAY * 86_400) & (seconds < (LAST_DAY + 1) * 86_400)
    known = seconds.astype(np.uint32)  # enough for every year we know, and much faster to divide
    starts: Starts = (known // np.uint32(60)).astype(np.int32)
    starts <<= 1
    starts += known == known // np.uint32(86_400) * np.uint32(86_400)
    starts[~good] = UNREAD
    return starts
