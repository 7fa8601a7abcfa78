"""CSV in, the same lines with what was decided out: columns are looked up, lines are extended, not rewritten.

A block of lines is parsed by pyarrow for the columns that matter and cut by numpy; the added columns are
spliced onto the original bytes. Lines that do not fit (too short, too long, a formula inside) are rewritten
one by one; a block whose quotation marks do not add up is read by the patient parser of the standard library.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from os import cpu_count
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .added import ADDED, Cells, Options, Piece, Writer
from .columns import Columns
from .csv_form import Block, CsvForm, read_blocks
from .csv_parse import array_of, cells_of, parse
from .engine import Decided, Engine
from .formulas import as_text, find_risky, is_risky
from .phrases import say
from .problems import TriageError
from .summary import Summary
from .tickets import TicketReader, Tickets

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Done:
    written: bytes
    tickets: Tickets
    decided: Decided
    end: int


class CsvTriage:
    """Decides one CSV file."""

    def __init__(
        self, engine: Engine, form: CsvForm, columns: Columns, reader: TicketReader, options: Options, now: datetime
    ) -> None:
        self._engine, self._form, self._reader = engine, form, reader
        self._options, self._now = options, now
        self._columns = columns
        self._writer = Writer(engine, options, now)
        self._delimiter = form.delimiter.encode()

    def run(self, source: BinaryIO, target: BinaryIO, size: int, progress: Progress | None = None) -> Summary:
        """Read ``source`` (of ``size`` bytes) to its end, write ``target``; memory holds a few blocks."""
        summary = Summary()
        target.write(self._form.bom + self._header())
        workers = min(4, cpu_count() or 1)
        with ThreadPoolExecutor(workers) as pool:
            waiting: deque[Future[_Done]] = deque()
            done = self._form.begin
            for block in self._blocks(source):
                waiting.append(pool.submit(self._decide, block))
                if len(waiting) > workers:
                    done = self._finish(waiting.popleft(), summary, target, progress, done, size)
            while waiting:
                done = self._finish(waiting.popleft(), summary, target, progress, done, size)
        if not summary.rows:
            raise TriageError("no_rows")
        return summary

    def _blocks(self, source: BinaryIO) -> Iterator[Block]:
        yield from read_blocks(source, self._form)

    def _finish(
        self,
        future: Future[_Done],
        summary: Summary,
        target: BinaryIO,
        progress: Progress | None,
        done: int,
        size: int,
    ) -> int:
        block = future.result()
        target.write(block.written)
        summary.count(self._engine, block.tickets, block.decided, self._now)
        if progress and size:
            progress(min(1.0, (done + block.end) / size))
        return done + block.end

    def _header(self) -> bytes:
        line = self._form.header
        if any(map(is_risky, self._form.headers)):
            line = self._line([as_text(header) for header in self._form.headers])
        names = added_names(self._form.headers)
        return line + self._delimiter + self._line(names) + self._form.line_end

    def _decide(self, block: Block) -> _Done:
        ends = block.record_ends()
        patient = block.torn or self._form.hides_delimiters
        parsed = None if patient else parse(block.data, ends, self._form, self._columns.used)
        if parsed is None:
            return self._decide_slowly(block)
        data = np.frombuffer(block.data, np.uint8)
        stops = ends - (data[np.maximum(ends - 1, 0)] == 13)
        begins = np.concatenate([[0], ends[:-1] + 1])
        blank = np.intersect1d(np.flatnonzero(stops <= begins), parsed.misfits)
        ragged = np.setdiff1d(parsed.misfits, blank)
        cells = [self._cells(block.data[begins[row] : stops[row]]) for row in ragged.tolist()]
        arrays = {
            key: array_of(array, ragged, self._bytes_at(cells, self._columns.used[key]), blank, len(ends))
            for key, array in parsed.arrays.items()
        }
        rows = len(ends) - len(blank)
        tickets = self._reader.read(arrays, rows, self._now)
        place = np.delete(np.arange(len(ends)), blank)  # ticket -> record
        for row, line in zip(np.searchsorted(place, ragged).tolist(), cells, strict=True):
            tickets.notes.setdefault(row, []).append(self._ragged(len(line)))
        decided = self._decided(tickets)
        joined = self._joined(block.data, np.concatenate([[0], stops]), self._suffix(tickets, decided), blank)
        risky = np.searchsorted(ends, find_risky(data, self._delimiter[0], self._form.encoding))
        replaced = np.unique(np.concatenate([risky, ragged, blank]))
        written = self._with_replaced(joined, replaced.tolist(), block.data, begins, stops, set(ragged.tolist()))
        return _Done(written + self._form.line_end, tickets, decided, len(block.data))

    def _decided(self, tickets: Tickets) -> Decided:
        return self._engine.decide(tickets.codes, tickets.starts, self._now, tickets.rows)

    def _joined(
        self, data: bytes, offsets: NDArray[np.int64], suffix: list[Any], blank: NDArray[np.int64]
    ) -> pa.Array:
        """Each record (with the line end before it) followed by what was added."""
        buffers = [None, pa.py_buffer(offsets.astype(np.int32)), pa.py_buffer(data)]
        lines = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, buffers)
        if len(blank):
            place = np.cumsum(~np.isin(np.arange(len(lines)), blank)) - 1
            order = pa.array(np.maximum(place, 0))
            suffix = [part.take(order) if isinstance(part, pa.Array) else part for part in suffix]
        return pc.binary_join_element_wise(
            lines, *suffix, pa.scalar(b"", pa.binary()), null_handling="replace", null_replacement=b""
        )

    def _suffix(self, tickets: Tickets, decided: Decided) -> list[Any]:
        parts: list[Any] = []
        for one in self._writer.added(tickets, decided):
            if isinstance(one, Cells):
                parts += [pa.scalar(self._delimiter, pa.binary()), one.array.cast(pa.binary())]
            else:
                parts.append(self._looked_up(one))
        return parts

    def _looked_up(self, piece: Piece) -> pa.Array | pa.Scalar:
        rows = [self._delimiter + self._line(row) for row in piece.rows]
        if not piece.index.any():
            return pa.scalar(rows[0], pa.binary())
        return pa.array(rows, pa.binary()).take(pa.array(piece.index))

    def _with_replaced(
        self,
        joined: pa.Array,
        replaced: list[int],
        data: bytes,
        begins: NDArray[np.int64],
        stops: NDArray[np.int64],
        ragged: set[int],
    ) -> bytes:
        _, offsets_buffer, buffer = joined.buffers()
        if not replaced:
            return bytes(buffer)
        offsets = np.frombuffer(offsets_buffer, np.int32)
        whole = memoryview(buffer)
        parts: list[Any] = []
        kept_from = 0
        for row in replaced:
            begin, stop = int(begins[row]), int(stops[row])
            before = data[int(stops[row - 1]) : begin] if row else b""
            line = data[begin:stop]
            suffix = bytes(whole[offsets[row] + len(before) + len(line) : offsets[row + 1]])
            parts += [whole[kept_from : offsets[row]], before]
            if line:
                parts.append(self._rewritten(line, suffix, row in ragged))
            kept_from = int(offsets[row + 1])
        parts.append(whole[kept_from : len(buffer)])
        return b"".join(parts)

    def _rewritten(self, line: bytes, suffix: bytes, is_ragged: bool) -> bytes:
        """A line of its own: formulas made text, missing cells added, surplus ones moved behind the new columns."""
        cells = self._cells(line)
        if not is_ragged and not any(map(is_risky, cells)):
            return line + suffix
        width = len(self._form.headers)
        safe = [as_text(cell) for cell in cells]
        surplus = self._delimiter + self._line(safe[width:]) if len(safe) > width else b""
        return self._line([*safe[:width], *[""] * (width - len(safe))]) + suffix + surplus

    def _decide_slowly(self, block: Block) -> _Done:
        lines = [line for line in cells_of(block, self._form) if line]
        arrays = {
            key: pa.array([_at(line, at) for line in lines], pa.string()) for key, at in self._columns.used.items()
        }
        tickets = self._reader.read(arrays, len(lines), self._now)
        width = len(self._form.headers)
        for row, line in enumerate(lines):
            if len(line) != width:
                tickets.notes.setdefault(row, []).append(self._ragged(len(line)))
        decided = self._decided(tickets)
        nothing = np.zeros(len(lines) + 1, np.int64)
        suffix = self._joined(b"", nothing, self._suffix(tickets, decided), nothing[:0])
        written = []
        for line, added in zip(lines, suffix.to_pylist(), strict=True):
            safe = [as_text(cell) for cell in line]
            surplus = self._delimiter + self._line(safe[width:]) if len(safe) > width else b""
            padded = [*safe[:width], *[""] * (width - len(safe))]
            written.append(self._line(padded) + added + surplus + self._form.line_end)
        return _Done(b"".join(written), tickets, decided, len(block.data))

    def _bytes_at(self, lines: list[list[str]], position: int) -> list[bytes]:
        return [_at(line, position).encode(self._form.encoding, "replace") for line in lines]

    def _ragged(self, cells: int) -> str:
        width = len(self._form.headers)
        return say("ragged", self._options.language, cells=str(cells), columns=str(width))

    def _cells(self, line: bytes) -> list[str]:
        text = io.StringIO(self._form.decode(line), newline="")
        return next(csv.reader(text, delimiter=self._form.delimiter), [])

    def _line(self, cells: Sequence[str]) -> bytes:
        text = io.StringIO(newline="")
        # Older Pythons quote a cell with a line end in it only if the line's own end holds that character.
        csv.writer(text, delimiter=self._form.delimiter, lineterminator="\r\n").writerow(cells)
        written = text.getvalue().removesuffix("\r\n")
        return ("" if written == '""' else written).encode(self._form.encoding, "replace")


def added_names(headers: Sequence[str]) -> list[str]:
    """Names of the added columns that the file does not have yet."""
    taken = {header.strip().casefold() for header in headers}
    names = []
    for name in ADDED:
        while name in taken:
            name = f"guide_{name}"
        taken.add(name)
        names.append(name)
    return names


def _at(line: Sequence[str], position: int) -> str:
    return line[position] if position < len(line) else ""
