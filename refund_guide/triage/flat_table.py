"""The flat decision table as Parquet, for DuckDB, Spark and warehouses (see ``docs/warehouse.md``)."""

from __future__ import annotations

from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as parquet

from ..cases import flat_table
from ..tree import Tree

_NUMBERS = ("min_", "max_")
_FLAGS = ("holiday_moves_",)


def write_parquet(tree: Tree, target: BinaryIO) -> None:
    """The rows of ``cases.flat_table`` with numbers as numbers; null where a question is not asked."""
    names, rows = flat_table(tree)
    columns = list(zip(*rows, strict=True))
    arrays = [pa.array(column, _type_of(name)) for name, column in zip(names, columns, strict=True)]
    written = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, names=names), written, compression="zstd")
    target.write(written.getvalue())


def _type_of(name: str) -> pa.DataType:
    if name.startswith(_NUMBERS) and name.rpartition("_")[2].isdigit():
        return pa.int32()
    return pa.bool_() if name.startswith(_FLAGS) else pa.string()
