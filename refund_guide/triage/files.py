"""The door for pages and the command line: open a file, look at it, decide it.

    file = TriageFile.open(stream)                       # CSV or XLSX, told apart by content
    seen = file.look(engine, Mapping())                  # columns, values nobody knows, guesses
    summary = file.decide(engine, target, "csv", Mapping(...), Options(...), now, progress)

Everything stays in the streams it is given; nothing is written elsewhere or logged. Problems with the file
as a whole are ``TriageError``s that read in both languages; problems of a row stand in its ``problems`` cell.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal

import pyarrow as pa

from .added import Options
from .columns import Columns, Mapping, match_columns
from .csv_file import CsvTriage
from .csv_form import CsvForm, find_form, read_blocks, utf8_of
from .csv_parse import cells_of
from .engine import Engine
from .phrases import say
from .problems import MOST_SHEET_CELLS, TriageError
from .summary import Summary
from .table_file import TableTriage, read_csv_table, write_csv
from .tickets import TicketReader
from .values import is_empty
from .xlsx_file import Note, read_sheet, write_sheet

Kind = Literal["csv", "xlsx"]
Progress = Callable[[float], None]
DECIDING = 0.3
"""The share of the time that deciding a table in memory takes; writing it takes the rest."""
SAMPLE_ROWS = 2_000
"""Rows that are looked at for guesses and values nobody knows."""
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """Something in a column that is no answer to its question."""

    value: str
    rows: int
    guess: str | None
    """The answer it may mean; counts only once a ``Mapping`` says so."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in the first rows, for a page to show and a hand to correct."""

    columns: Columns
    sample: list[list[str]]
    """The first rows as text."""
    unknown_values: dict[str, list[UnknownValue]]
    """Question id -> values, the most frequent first."""
    encoding: str
    notes: list[Note]
    can_decide: bool
    """Whether at least one question has its column."""


class TriageFile:
    """A file of tickets, opened."""

    def __init__(self, kind: Kind, source: BinaryIO, size: int, most_cells: int) -> None:
        self.kind: Kind = kind
        self._source, self._size, self._most_cells = source, size, most_cells
        self._form: CsvForm | None = None
        self._sheet: pa.Table = pa.table({})
        self._notes: list[Note] = []
        if kind == "csv":
            self._source = utf8_of(source)
            self._form = find_form(self._source)
            self.headers = self._form.headers
        else:
            self.headers, self._sheet, self._notes = read_sheet(source.read(), most_cells)

    @classmethod
    def open(cls, source: BinaryIO, at_most: int | None = None, most_cells: int = MOST_SHEET_CELLS) -> TriageFile:
        """Open a stream that can seek. Raises ``TriageError`` where it is no table, or larger than allowed:
        ``at_most`` bytes, or ``most_cells`` where XLSX is read or written.
        """
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        if at_most is not None and size > at_most:
            raise TriageError("too_big", most=str(at_most // 1_000_000), size=str(size // 1_000_000))
        start = source.read(4)
        source.seek(0)
        if start == _OLD_EXCEL:
            raise TriageError("old_excel")
        return cls("xlsx" if start == _ZIP else "csv", source, size, most_cells)

    def look(self, engine: Engine, mapping: Mapping) -> Look:
        """Recognise the columns and look at the first rows. Raises ``TriageError`` where there are none."""
        rows = self._first_rows()
        if not rows:
            raise TriageError("no_rows")
        cells = [[row[at] if at < len(row) else "" for row in rows] for at in range(len(self.headers))]
        columns = match_columns(engine.tree, self.headers, mapping, cells)
        reader = TicketReader(engine, mapping, "zh")
        unknown = {}
        for key, at in columns.used.items():
            if key in reader.readers:
                counts = Counter(cell for cell in cells[at] if not is_empty(cell))
                answers = reader.readers[key]
                sharing = [one for one, place in columns.used.items() if place == at]
                bad = [
                    (value, count)
                    for value, count in counts.most_common()
                    if all(reader.readers[one].code(value) is None for one in sharing if one in reader.readers)
                ]
                if bad:
                    unknown[key] = [UnknownValue(value, count, answers.guess(value)) for value, count in bad[:200]]
        notes = [*self._notes, *(_twice(header, key) for header, key in columns.twice)]
        encoding = self._form.encoding if self._form else "xlsx"
        return Look(columns, rows[:50], unknown, encoding, notes, _any_question(engine, columns))

    def decide(
        self,
        engine: Engine,
        target: BinaryIO,
        kind: Kind,
        mapping: Mapping,
        options: Options,
        now: datetime,
        progress: Progress | None = None,
    ) -> Summary:
        """Write every row with what was decided to ``target``. Raises ``TriageError``."""
        columns = match_columns(engine.tree, self.headers, mapping)
        if not _any_question(engine, columns):
            raise TriageError("no_columns")
        decode = self._form.decode if self._form else bytes.decode
        reader = TicketReader(engine, mapping, options.language, decode, columns.used)
        if self._form and kind == "csv":
            spliced = CsvTriage(engine, self._form, columns, reader, options, now)
            summary = spliced.run(self._source, target, self._size, progress)
        else:
            notes: dict[int, list[str]] = {}
            table = self._sheet
            if self._form:
                width = str(len(self.headers))

                def ragged(count: int) -> str:
                    return say("ragged", options.language, cells=str(count), columns=width)

                table = read_csv_table(self._source, self._form, notes, ragged, self._most_cells)
            decided = TableTriage(engine, columns, reader, options, now)
            headers, table, summary = decided.run(table, notes, _part(progress, 0, DECIDING))
            if kind == "xlsx":
                write_sheet(target, headers, table, _part(progress, DECIDING, 1), self._most_cells)
            else:
                write_csv(target, headers, table)
            if progress:
                progress(1.0)
        summary.unknown = reader.unknown
        summary.notes = [*self._notes, *(_twice(header, key) for header, key in columns.twice)]
        return summary

    def _first_rows(self) -> list[list[str]]:
        if self._form:
            block = next(read_blocks(self._source, self._form, 1 << 20), None)
            return [line for line in cells_of(block, self._form) if line][:SAMPLE_ROWS] if block else []
        few = self._sheet.slice(0, SAMPLE_ROWS)
        texts = [["" if cell is None else str(cell) for cell in column.to_pylist()] for column in few.columns]
        return [list(row) for row in zip(*texts, strict=True)]


def _any_question(engine: Engine, columns: Columns) -> bool:
    return any(key in engine.tree.question_by_id for key in columns.used)


def _part(progress: Progress | None, begin: float, end: float) -> Progress | None:
    """Progress of a part of the work as progress of the whole."""
    return progress and (lambda share: progress(begin + (end - begin) * share))


def _twice(header: str, key: str) -> Note:
    return ("twice", {"header": header, "key": key})
