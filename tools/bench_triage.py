"""Measure deciding whole tables against its peers, in one run, and print ratios.

    python -m pip install -r requirements-bench.txt
    python -m tools.bench_triage                    # everything; some minutes
    python -m tools.bench_triage --only csv         # only this part: decide, csv, memory or xlsx
    python -m tools.bench_triage --rows 200000      # smaller tables

Each figure is a ratio with the floor or ceiling we hold it to; the exit code is 1 when one does not hold. The
tickets are random: every question of the guide, four dates, an id and an amount.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from os import cpu_count
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from refund_guide.clock import BEIJING
from refund_guide.tree import load_tree
from refund_guide.triage.added import Options, texts_of
from refund_guide.triage.columns import Mapping
from refund_guide.triage.engine import AT_ONCE, MOST_WORKERS, Engine
from refund_guide.triage.files import TriageFile
from refund_guide.triage.tickets import TicketReader
from refund_guide.triage.xlsx_file import write_sheet
from tools.bench_triage_peers import ZenRules, openpyxl_both_ways, peak_of

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)
DATES = ("paid", "signed", "applied", "refused")
PARTS = ("decide", "csv", "memory", "xlsx")
SHEET_ROWS = 100_000


@dataclass(frozen=True)
class Figure:
    what: str
    value: float
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        return f"{self.what:<78} {self.value:8.2f} x ({sign} {self.bound:g})  {'ok' if self.holds else 'FAILS'}"


@cache
def engine() -> Engine:
    return Engine(load_tree())


def tickets(rows: int) -> pa.Table:
    """Random tickets; dates as text, as an export has them."""
    random = np.random.default_rng(1)
    walk = engine().walk
    picked = random.integers(0, len(walk), rows)
    columns = {"ticket": pa.array(np.char.add("T", np.arange(10**6, 10**6 + rows).astype("U8")))}
    for at, question in enumerate(walk.questions):
        texts = pa.array(["", *walk.answer_ids[at]])
        columns[question] = texts.take(pa.array(walk.sets[picked, at].astype(np.int32)))
    minute = int((datetime(2026, 9, 1) - datetime(1970, 1, 1)).total_seconds() // 60) + random.integers(
        0, 28_800, rows
    )
    for event in DATES:
        columns[event] = texts_of(minute.astype(np.int32))
        minute = minute + random.integers(1, 21_600, rows)
    columns["amount"] = pa.array(random.integers(100, 99_999, rows) / 100)
    return pa.table(columns)


def fastest(
    *actions: Callable[[], object], rounds: int = 3, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Time of each, the best of some rounds in turn: what else the machine does hits all alike."""
    best = [float("inf")] * len(actions)
    for _ in range(rounds):
        for number, action in enumerate(actions):
            start = clock()
            action()
            best[number] = min(best[number], clock() - start)
    return best


def loaded(table: pa.Table) -> pa.Table:
    """As a table of tickets is in memory: text as categories, dates as moments."""
    for at, name in enumerate(table.column_names):
        if name in DATES:
            table = table.set_column(at, name, table.column(name).cast(pa.timestamp("s")))
        elif name in engine().walk.questions:
            table = table.set_column(at, name, table.column(name).dictionary_encode())
    return table.drop_columns(["ticket", "amount"])


def decide(table: pa.Table) -> None:
    """Columns to decisions and due moments, in the blocks and threads that files are decided in."""
    reader = TicketReader(engine(), Mapping(), "en")

    def block(batch: pa.RecordBatch) -> None:
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        read = reader.read(columns, batch.num_rows, NOW)
        engine().decide(read.codes, read.starts, NOW, batch.num_rows)

    with ThreadPoolExecutor(min(MOST_WORKERS, cpu_count() or 1)) as pool:
        list(pool.map(block, table.to_batches(max_chunksize=AT_ONCE)))


def measure_decisions(rows: int) -> list[Figure]:
    written = tickets(rows)
    table = loaded(written)
    few = table.slice(0, max(rows // 100, 1_000))
    rules = ZenRules(engine(), DATES)
    contexts = rules.contexts(written.slice(0, 20_000))
    rules.check(contexts, written.slice(0, len(contexts)))
    plain = written.drop_columns(["ticket", "amount"])
    ours, small, zen, texts = fastest(
        lambda: decide(table), lambda: decide(few), lambda: rules.run(contexts), lambda: decide(plain), rounds=9
    )
    per_row, per_row_zen = ours / rows, zen / len(contexts)
    print(
        f"million tickets/s: ours {1 / per_row / 1e6:.2f}, from plain text columns {rows / texts / 1e6:.2f},", end=" "
    )
    print(f"zen-engine {1 / per_row_zen / 1e6:.3f}")
    growth = per_row / (small / few.num_rows)
    return [
        Figure(
            f"{rows:,} tickets, decisions and due moments: rows/s of zen-engine's per-row call",
            per_row_zen / per_row,
            20,
            at_least=True,
        ),
        Figure(f"time per ticket, {rows:,} against {few.num_rows:,}", growth, 1.5),
    ]


def triage(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        kind: Any = target.suffix[1:]
        TriageFile.open(read).decide(engine(), write, kind, Mapping(), Options("en"), NOW)


def measure_csv(rows: int, folder: Path) -> list[Figure]:
    source, target = folder / "tickets.csv", folder / "out.csv"
    pacsv.write_csv(tickets(rows), source, pacsv.WriteOptions(quoting_style="none"))

    def by_pandas() -> None:
        import pandas as pd

        pd.read_csv(source, engine="c").to_csv(target, index=False)

    def by_pyarrow() -> None:
        pacsv.write_csv(pacsv.read_csv(source), target)

    ours, arrow = fastest(lambda: triage(source, target), by_pyarrow, rounds=5)
    (pandas,) = fastest(by_pandas, rounds=1)
    print(f"CSV {rows:,} rows, {source.stat().st_size >> 20} MB:", end=" ")
    print(f"ours {ours:.2f} s, pyarrow {arrow:.2f} s, pandas {pandas:.2f} s")
    return [
        Figure("CSV in to decided CSV out / pandas' C engine only reading and writing", ours / pandas, 0.5),
        Figure("CSV in to decided CSV out / pyarrow only reading and writing", ours / arrow, 3),
    ]


def measure_memory(rows: int, folder: Path) -> list[Figure]:
    source = folder / "tickets.csv"
    if not source.exists():
        pacsv.write_csv(tickets(rows), source, pacsv.WriteOptions(quoting_style="none"))
    loaded = pacsv.read_csv(source).nbytes
    idle = peak_of(["--start-only"])
    peak = peak_of([str(source), str(folder / "out.csv")])
    print(f"table {loaded >> 20} MB; process {peak >> 20} MB, of which {idle >> 20} MB before the first ticket")
    return [Figure("peak memory of the whole process / the loaded table", peak / loaded, 3)]


def measure_sheets(folder: Path) -> list[Figure]:
    source, target, twin = folder / "tickets.xlsx", folder / "out.xlsx", folder / "twin.xlsx"
    table = tickets(SHEET_ROWS)
    with source.open("wb") as made:
        write_sheet(made, table.column_names, table)
    # Processor time (of all threads): a minute of openpyxl is too long to hope for a quiet machine.
    (ours,) = fastest(lambda: triage(source, target), rounds=2, clock=time.process_time)
    (other,) = fastest(lambda: openpyxl_both_ways(source, twin), rounds=1, clock=time.process_time)
    print(f"XLSX {SHEET_ROWS:,} rows: ours {ours:.2f} s, openpyxl {other:.2f} s of processor time")
    return [
        Figure("XLSX in to decided XLSX out: times as fast as openpyxl in and out", other / ours, 8, at_least=True)
    ]


def main() -> int:
    """Print every figure; 1 when one does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS, help="default: all parts")
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    parts = options.only or PARTS
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "decide" in parts:
            figures += measure_decisions(options.rows)
        if "csv" in parts:
            figures += measure_csv(options.rows, folder)
        if "memory" in parts:
            figures += measure_memory(options.rows, folder)
        if "xlsx" in parts:
            figures += measure_sheets(folder)
    for figure in figures:
        print(figure)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
