"""The cells of a block of CSV: fast by pyarrow, patiently by the standard library."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from .csv_form import Block, CsvForm

_CODED = pa.dictionary(pa.int32(), pa.binary())


@dataclass(frozen=True, slots=True)
class Parsed:
    """Columns of the records that fit the header; ``misfits`` are the numbers of the others."""

    arrays: dict[str, pa.Array]
    misfits: NDArray[np.int64]


def parse(
    data: bytes, ends: NDArray[np.int64], form: CsvForm, used: Mapping[str, int], kind: pa.DataType = _CODED
) -> Parsed | None:
    """``ends``: where the records end; ``used``: key -> position of the column.

    ``None`` where pyarrow sees other records than we do.
    """
    arrays = _parse_fitting(data, len(ends), form, used, kind)
    if arrays is not None:
        return Parsed(arrays, ends[:0])
    misfits = _find_misfits(data, ends, form)
    if not len(misfits) or len(misfits) == len(ends):
        return None
    begins = np.concatenate([[0], ends + 1])
    parts = []
    kept_from = 0
    for misfit in misfits.tolist():
        parts.append(data[kept_from : begins[misfit]])
        kept_from = int(begins[misfit + 1])
    fitting = b"".join([*parts, data[kept_from:]])
    arrays = _parse_fitting(fitting, len(ends) - len(misfits), form, used, kind)
    return None if arrays is None else Parsed(arrays, misfits)


def _parse_fitting(
    data: bytes, records: int, form: CsvForm, used: Mapping[str, int], kind: pa.DataType
) -> dict[str, pa.Array] | None:
    names = [str(number) for number in range(len(form.headers))]
    wanted = {key: names[position] for key, position in used.items()}
    try:
        table = pacsv.read_csv(
            pa.BufferReader(data),
            read_options=pacsv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
            parse_options=pacsv.ParseOptions(
                delimiter=form.delimiter, newlines_in_values=b'"' in data, ignore_empty_lines=False
            ),
            convert_options=pacsv.ConvertOptions(
                include_columns=list(dict.fromkeys(wanted.values())),
                column_types=dict.fromkeys(wanted.values(), kind),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != records:
        return None
    columns = {name: table.column(name) for name in wanted.values()}
    return {
        key: columns[name].chunk(0) if columns[name].num_chunks == 1 else columns[name].combine_chunks()
        for key, name in wanted.items()
    }


def _find_misfits(data: bytes, ends: NDArray[np.int64], form: CsvForm) -> NDArray[np.int64]:
    """Records with more or fewer cells than the header."""
    signs = np.frombuffer(data, np.uint8)
    places = np.flatnonzero(signs == ord(form.delimiter))
    if b'"' in data:
        quotes = np.flatnonzero(signs == 34)
        places = places[np.searchsorted(quotes, places) & 1 == 0]
    cells = np.diff(np.searchsorted(places, ends), prepend=0) + 1
    return np.flatnonzero(cells != len(form.headers))


def array_of(
    fitting: pa.Array, ragged: NDArray[np.int64], cells: Sequence[bytes], blank: NDArray[np.int64], records: int
) -> pa.Array:
    """A whole column again: cells of the records that fit and of those that do not, in the order of the file."""
    if not len(ragged):
        return fitting
    if pa.types.is_dictionary(fitting.type):
        fitting = fitting.dictionary_decode()
    both = pa.concat_arrays([fitting, pa.array(cells, pa.binary()).cast(fitting.type)])
    order = np.zeros(records, np.int64)
    misfits = np.union1d(ragged, blank)
    order[np.delete(np.arange(records), misfits)] = np.arange(len(fitting))
    order[ragged] = len(fitting) + np.arange(len(ragged))
    return both.take(pa.array(np.delete(order, blank)))


def cells_of(block: Block, form: CsvForm) -> list[list[str]]:
    """Every record of the block; one that cannot be read whole is read line by line."""
    text = form.decode(block.data)
    if not block.torn:
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=form.delimiter))
        except csv.Error:
            pass
    return [_one_line(line, form.delimiter) for line in text.split("\n")[:-1]]


def _one_line(line: str, delimiter: str) -> list[str]:
    line = line.removesuffix("\r")
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)
