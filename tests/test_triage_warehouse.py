"""The SQL of ``docs/warehouse.md``, run as it stands, decides what the table way decides."""

from __future__ import annotations

import random
import re
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from refund_guide.clock import read_start
from refund_guide.planner import make_plan
from refund_guide.triage.flat_table import write_parquet

from .support import NOW, ROOT
from .triage_support import Row, as_table_says, case_of_row, csv_bytes, decided, random_row, real_engine, real_tree

TICKETS = 1_200
DUCKDB = (ROOT / "docs/warehouse.md").read_text(encoding="utf-8").partition("## Spark")[0]
STATEMENTS = re.findall(r"```sql\n(.*?)```", DUCKDB, re.DOTALL)


def tickets() -> list[Row]:
    engine, chance = real_engine(), random.Random(11)
    rows = []
    for number in range(TICKETS):
        row = (
            random_row(chance, engine)
            if number % 2
            else dict(engine.walk.answers(chance.randrange(len(engine.walk))))
        )
        for event in real_tree().events:
            row.pop(event, None)
            if chance.random() < 0.8:
                day = f"2026-{chance.randrange(1, 11):02}-{chance.randrange(1, 29):02}"
                row[event] = day if chance.random() < 0.4 else f"{day} 15:{chance.randrange(60):02}"
        rows.append({"note": str(number), **row})
    return rows


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], duckdb.DuckDBPyConnection]:
    folder: Path = tmp_path_factory.mktemp("warehouse")
    rows = tickets()
    columns: Row = dict.fromkeys([*real_tree().question_by_id, *real_tree().events], "")
    (folder / "tickets.csv").write_bytes(csv_bytes([{**columns, **row} for row in rows]))
    with (folder / "cases.parquet").open("wb") as target:
        write_parquet(real_tree(), target)
    connection = duckdb.connect()
    for statement in STATEMENTS:
        connection.execute(
            statement.replace("'cases.parquet'", f"'{folder}/cases.parquet'").replace(
                "'tickets.csv'", f"'{folder}/tickets.csv'"
            )
        )
    return rows, connection


def test_the_join_decides_what_the_table_way_decides(warehouse: tuple[list[Row], duckdb.DuckDBPyConnection]) -> None:
    rows, connection = warehouse
    found = {
        ticket: rest
        for ticket, *rest in connection.execute("SELECT ticket, outcome, refund_type, payer FROM decided").fetchall()
    }
    _, result = decided(real_engine(), rows)
    assert len(found) > TICKETS * 0.9
    for number in range(len(rows)):
        said = as_table_says(real_engine(), result, number)
        joined = found.get(number + 1)
        assert joined == ([said[key] for key in ("outcome", "refund_type", "payer")] if "outcome" in said else None)


def test_due_moments_agree_and_what_needs_the_calendar_is_left_open(
    warehouse: tuple[list[Row], duckdb.DuckDBPyConnection],
) -> None:
    rows, connection = warehouse
    due: dict[tuple[int, str], datetime | None] = {
        (ticket, deadline): moment
        for ticket, deadline, moment in connection.execute("SELECT ticket, deadline, due FROM due").fetchall()
    }
    lengths = real_tree().durations
    deadlines = {one.id: one for one in real_tree().knowledge.deadlines}
    counted = 0
    for number, row in enumerate(rows[:600]):
        case = case_of_row(real_tree(), row)
        if not case.is_complete:
            continue
        dates = {event: read_start(row[event]) for event in real_tree().events if event in row}
        for planned in make_plan(real_tree(), case.answers, dates, NOW, "en").deadlines:
            length = lengths[deadlines[planned.id].duration]
            found = due[number + 1, planned.id]
            if length.unit == "working_days" or length.holiday_moves or planned.starts_from in deadlines:
                assert found is None
            else:
                assert found == (planned.due.replace(tzinfo=None) if planned.due else None), (planned, row)
                counted += found is not None
    assert counted > 200


def test_the_join_names_every_question() -> None:
    for asked in real_tree().questions:
        assert f"t.{asked.id} IS NOT DISTINCT FROM c.{asked.id}\n" in DUCKDB.replace(";", "")
