"""XLSX in and out: fastexcel (calamine, in Rust) reads a sheet into Arrow, ``xlsx_writer`` writes Arrow out.

Text stays text: what looks like a formula is written as a string cell, never as a formula. Nothing touches
the disk.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from .problems import LONGEST_SHEET_TEXT, MOST_SHEET_CELLS, MOST_SHEET_ROWS, TriageError
from .xlsx_guard import look_through
from .xlsx_writer import write_workbook

Note = tuple[str, dict[str, str]]
_MADE_UP = re.compile(r"__UNNAMED__\d+|.*_\d+")


def read_sheet(data: bytes, most_cells: int = MOST_SHEET_CELLS) -> tuple[list[str], pa.Table, list[Note]]:
    """The headers and cells of the first visible sheet that holds any, and what the reader should know."""
    found = look_through(data, most_cells)
    notes: list[Note] = []
    for is_so, phrase in (
        (found.merged, "merged"),
        (found.formulas, "formula_cells"),
        (found.errors, "error_cells"),
    ):
        if is_so:
            notes.append((phrase, {}))
    import fastexcel

    logging.getLogger("fastexcel").setLevel(logging.ERROR)
    try:
        book = fastexcel.read_excel(data)
        sheet, table = _first_filled(book)
    except TriageError:
        raise
    except BaseException as error:
        # A Rust panic is a BaseException; a damaged file must not take the server down.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise TriageError("not_xlsx") from error
    if len(book.sheet_names) > 1:
        notes.append(("other_sheets", {"sheet": sheet.name}))
    headers = list(table.column_names)
    if any(map(_MADE_UP.fullmatch, headers)):
        headers = _written_headers(book, sheet.name, headers)
    names = [str(number) for number in range(len(headers))]
    return headers, pa.table([_as_meant(column) for column in table.columns], names), notes


def _as_meant(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Moments that are all days as days; times of day and lengths, which Excel counts from 1899, as text."""
    kind = column.type
    if pa.types.is_duration(kind):
        texts = [
            None if cell is None else _length(cell) for cell in column.cast(pa.duration("s"), safe=False).to_pylist()
        ]
        return pa.chunked_array([pa.array(texts, pa.string())])
    if pa.types.is_timestamp(kind) and column.null_count < len(column):
        if (pc.max(pc.year(column)).as_py() or 0) < 1900:
            return pc.strftime(column.cast(pa.timestamp("s"), safe=False), "%H:%M:%S")
        days = column.cast(pa.date32(), safe=False)
        if pc.all(pc.equal(days.cast(kind), column)).as_py():
            return days
    return column


def _length(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _first_filled(book: Any) -> tuple[Any, pa.Table]:
    for number in range(len(book.sheet_names)):
        try:
            sheet = book.load_sheet(number, header_row=0, schema_sample_rows=None, skip_whitespace_tail_rows=True)
        except Exception:  # a chart, or a sheet without a cell
            continue
        if sheet.visible == "visible" and sheet.width and sheet.total_height:
            return sheet, pa.Table.from_batches([pa.record_batch(sheet.to_arrow())])
    raise TriageError("no_rows")


def _written_headers(book: Any, name: str, made_up: list[str]) -> list[str]:
    """The headers as they stand there; the reader numbers those that repeat and drops dates."""
    first = book.load_sheet(name, header_row=None, n_rows=1, dtypes="string").to_arrow()
    written = [column[0].as_py() or "" for column in first.columns] if first.num_rows else []
    return written if len(written) == len(made_up) else made_up


def write_sheet(
    target: BinaryIO,
    headers: list[str],
    table: pa.Table,
    progress: Callable[[float], None] | None = None,
    most_cells: int = MOST_SHEET_CELLS,
) -> None:
    """Write one sheet. Raises ``TriageError`` where Excel could not hold it."""

    def tell(rows: int) -> None:
        if progress:
            progress(rows / table.num_rows)

    if table.num_rows + 1 > MOST_SHEET_ROWS:
        raise TriageError("too_many_rows", most=f"{MOST_SHEET_ROWS:,}")
    if table.num_rows * table.num_columns > most_cells:
        raise TriageError("sheet_too_big", cells=f"{most_cells:,}")
    for column in table.columns:
        if pa.types.is_string(column.type):
            longest = pc.max(pc.utf8_length(column)).as_py() or 0
            if longest > LONGEST_SHEET_TEXT:
                raise TriageError("long_cell", most=f"{LONGEST_SHEET_TEXT:,}")
    write_workbook(target, headers, table, tell)
