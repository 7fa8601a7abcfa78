"""A table in memory decided: its own columns as they are, the added ones behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from os import cpu_count
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from .added import Options, Piece, Writer
from .clocks import NO_DATE
from .columns import Columns
from .csv_file import added_names
from .csv_form import Block, CsvForm, read_blocks
from .csv_parse import cells_of, parse
from .engine import AT_ONCE, MOST_WORKERS, Decided, Engine
from .formulas import RISKY, as_text, is_risky
from .problems import MOST_SHEET_ROWS, TriageError
from .summary import Summary
from .tickets import TicketReader, Tickets


def read_csv_table(
    source: BinaryIO, form: CsvForm, notes: dict[int, list[str]], say: Callable[[int], str], most_cells: int
) -> pa.Table:
    """All cells of a CSV file as text, for a sheet. ``notes`` gets a line for rows of another width."""
    width = len(form.headers)
    used = {str(number): number for number in range(width)}
    surplus = 0
    parts: list[list[pa.Array]] = []
    rows = 0
    for block in read_blocks(source, form):
        data = block.data if form.encoding == "utf-8" else form.decode(block.data).encode()
        ends = Block(data, block.torn).record_ends()
        parsed = None if block.torn else parse(data, ends, form, used, pa.string())
        if parsed is not None and not len(parsed.misfits):
            parts.append([parsed.arrays[key] for key in used])
            rows += len(ends)
        else:
            lines = [line for line in cells_of(block, form) if line]
            for row, line in enumerate(lines):
                if len(line) != width:
                    notes.setdefault(rows + row, []).append(say(len(line)))
                    surplus = max(surplus, len(line) - width)
            columns = [[line[at] if at < len(line) else "" for line in lines] for at in range(width + surplus)]
            parts.append([pa.array(column, pa.string()) for column in columns])
            rows += len(lines)
        if rows + 1 > MOST_SHEET_ROWS:
            raise TriageError("too_many_rows", most=f"{MOST_SHEET_ROWS:,}")
        if rows * (width + surplus) > most_cells:
            raise TriageError("sheet_too_big", cells=f"{most_cells:,}")
    filled = [part + [pa.nulls(len(part[0]), pa.string())] * (width + surplus - len(part)) for part in parts]
    names = [str(number) for number in range(width + surplus)]
    return pa.concat_tables([pa.Table.from_arrays(part, names=names) for part in filled]) if filled else pa.table({})


class TableTriage:
    """Decides a table; ``columns`` are named by their position."""

    def __init__(
        self, engine: Engine, columns: Columns, reader: TicketReader, options: Options, now: datetime
    ) -> None:
        self._engine, self._columns, self._reader, self._now = engine, columns, reader, now
        self._writer = Writer(engine, options, now)
        self._words = options.words

    def run(
        self, table: pa.Table, notes: dict[int, list[str]], progress: Callable[[float], None] | None = None
    ) -> tuple[list[str], pa.Table, Summary]:
        """Headers, the table with what was decided, and the counts."""
        if not table.num_rows:
            raise TriageError("no_rows")
        summary = Summary()
        added: list[list[pa.Array]] = []
        with ThreadPoolExecutor(min(MOST_WORKERS, cpu_count() or 1)) as pool:
            firsts = range(0, table.num_rows, AT_ONCE)
            for columns, tickets, decided in pool.map(lambda first: self._block(table, first, notes), firsts):
                added.append(columns)
                summary.count(self._engine, tickets, decided, self._now)
                if progress:
                    progress(min(1.0, summary.rows / table.num_rows))
        headers = [*self._columns.headers, *[""] * (table.num_columns - len(self._columns.headers))]
        names = added_names(headers)
        for name, arrays in zip(names, zip(*added, strict=True), strict=True):
            table = table.append_column(f"added {name}", pa.chunked_array(list(arrays)))
        return [*headers, *names], table, summary

    def _block(
        self, table: pa.Table, first: int, notes: dict[int, list[str]]
    ) -> tuple[list[pa.Array], Tickets, Decided]:
        block = table.slice(first, AT_ONCE)
        arrays = {
            key: _days_of(block.column(at).combine_chunks(), key in self._engine.tree.events)
            for key, at in self._columns.used.items()
        }
        tickets = self._reader.read(arrays, block.num_rows, self._now)
        for row in range(first, first + block.num_rows) if notes else ():
            if row in notes:
                tickets.notes.setdefault(row - first, []).extend(notes[row])
        decided = self._engine.decide(tickets.codes, tickets.starts, self._now, tickets.rows)
        columns: list[pa.Array] = []
        due = decided.next.due
        for one in self._writer.added(tickets, decided):
            if isinstance(one, Piece):
                for texts in zip(*one.rows, strict=True):
                    shown = pa.array([text or None for text in texts], pa.string())
                    columns.append(shown.take(pa.array(one.index)))
            elif one.name == "due" and not self._words:
                moments = pa.array(due.astype(np.int64) * 60_000, mask=due == NO_DATE)
                columns.append(moments.cast(pa.timestamp("ms")))
            elif one.name == "hours_left":
                columns.append(self._writer.hours_left(due))
            else:
                columns.append(one.array)
        return columns, tickets, decided


def _days_of(cells: pa.Array, is_event: bool) -> pa.Array:
    """In a sheet a moment at midnight is a day; where dates and text are mixed it reads ``00:00:00``."""
    if is_event and pa.types.is_string(cells.type):
        return pc.replace_substring_regex(cells, "[ T]00:00:00(\\.0+)?$", "")
    return cells


def write_csv(target: BinaryIO, headers: list[str], table: pa.Table) -> None:
    """A table as CSV in UTF-8 that Excel recognises, formulas as text."""
    target.write(b"\xef\xbb\xbf")
    columns = [_for_csv(column) for column in table.columns]
    names = _different([as_text(header) for header in headers])
    options = pacsv.WriteOptions(include_header=False, quoting_style="needed")
    header = pa.table({name: pa.array([text]) for name, text in zip(names, map(as_text, headers), strict=True)})
    pacsv.write_csv(header, target, options)
    pacsv.write_csv(pa.Table.from_arrays(columns, names=names), target, options)


def _different(names: list[str]) -> list[str]:
    return [f"{number} {name}" for number, name in enumerate(names)]


def _for_csv(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_timestamp(kind):
        written = pc.strftime(column, "%Y-%m-%d %H:%M:%S")
        return pc.replace_substring_regex(written, "(:00)?(\\.0+)?$", "")
    if pa.types.is_floating(kind):
        whole = pc.all(pc.equal(column, pc.floor(column))).as_py() and (pc.max(pc.abs(column)).as_py() or 0) < 2**53
        return column.cast(pa.int64()) if whole else column
    if pa.types.is_string(kind):
        risky = pc.match_substring_regex(column, RISKY)
        if pc.any(risky).as_py():
            return pa.chunked_array([_neutral(chunk) for chunk in column.chunks], pa.string())
    return column


def _neutral(cells: pa.Array) -> pa.Array:
    return pa.array([as_text(cell) if cell and is_risky(cell) else cell for cell in _each(cells)], pa.string())


def _each(cells: pa.Array) -> Iterator[str | None]:
    yield from cells.to_pylist()
