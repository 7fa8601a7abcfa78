"""What the tests of triage share: engines, random tickets, files in memory."""

from __future__ import annotations

import csv
import io
import random
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa

from refund_guide.answers import Case, read_case
from refund_guide.planner import make_plan
from refund_guide.tree import Tree, load_tree
from refund_guide.triage.added import Options
from refund_guide.triage.clocks import NO_DATE
from refund_guide.triage.columns import Mapping
from refund_guide.triage.engine import Decided, Engine
from refund_guide.triage.files import Kind, TriageFile
from refund_guide.triage.summary import Summary
from refund_guide.triage.tickets import TicketReader, Tickets

from .support import NOW, moment, toy_tree

EPOCH = moment("1970-01-01T00:00")
Row = dict[str, str]


@cache
def real_tree() -> Tree:
    return load_tree()


@cache
def real_engine() -> Engine:
    return Engine(real_tree())


@cache
def toy_engine() -> Engine:
    return Engine(toy_tree())


def decided(engine: Engine, rows: list[Row], now: datetime = NOW) -> tuple[Tickets, Decided]:
    """The table way: every key of any row is a column of text."""
    keys = dict.fromkeys(key for row in rows for key in row)
    arrays = {key: pa.array([row.get(key, "") for row in rows]) for key in keys}
    tickets = TicketReader(engine, Mapping(), "en").read(arrays, len(rows), now)
    return tickets, engine.decide(tickets.codes, tickets.starts, now, len(rows))


def as_table_says(engine: Engine, result: Decided, row: int) -> dict[str, Any]:
    number = int(result.number[row])
    if number < 0:
        return {"next_question": engine.walk.questions[-1 - number]}
    outcome, refund_type, payer = engine.decisions.rows[result.decision[row]]
    following = result.next
    clock = int(following.clock[row])
    slots = engine.decisions.slots[result.clock_set[row]].tolist()
    names = [engine.decisions.clocks[one].deadline for one in slots if one >= 0]
    passed = {name for place, name in enumerate(names) if int(following.passed[row]) >> place & 1}
    due = int(following.due[row])
    return {
        "outcome": outcome,
        "refund_type": refund_type,
        "payer": payer,
        "next_deadline": engine.decisions.clocks[clock].deadline if clock >= 0 else None,
        "due": None if due == NO_DATE else EPOCH + timedelta(minutes=due),
        "estimate": bool(following.estimate[row]),
        "passed": passed,
    }


def as_plan_says(tree: Tree, case: Case, now: datetime = NOW) -> dict[str, Any]:
    if case.progress.next_question is not None:
        return {"next_question": case.progress.next_question.id}
    plan = make_plan(tree, case.answers, case.dates, now, "en")
    first = plan.deadlines[0] if plan.deadlines else None
    return {
        "outcome": plan.outcome,
        "refund_type": plan.refund_type,
        "payer": plan.freight.payer,
        "next_deadline": first.id if first else None,
        "due": first.due if first else None,
        "estimate": bool(first and first.estimate),
        "passed": {one.id for one in plan.deadlines if one.status == "passed"},
    }


def case_of_row(tree: Tree, row: Row, now: datetime = NOW) -> Case:
    return read_case(tree, [(key, value) for key, value in row.items() if value], now)


def random_row(chance: random.Random, engine: Engine) -> Row:
    """A ticket as a desk might export it: mostly whole, sometimes with too much, too little or a bad date."""
    row = dict(engine.walk.answers(chance.randrange(len(engine.walk))))
    for question, ids in zip(engine.walk.questions, engine.walk.answer_ids, strict=True):
        luck = chance.random()
        if question not in row and luck < 0.2:
            row[question] = chance.choice(ids)
        elif question in row and luck < 0.02:
            row[question] = chance.choice(["", *ids])
    begin = chance.choice([*["2026-08-01"] * 8, "2015-01-01", "2024-12-20", "2026-12-28", "2099-06-01"])
    when = moment(begin)
    for event in engine.tree.events:
        if chance.random() < 0.75:
            when += timedelta(minutes=chance.randrange(-600, 12 * 1440))
            form = chance.choice(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S+09:00"])
            row[event] = when.strftime(form) if chance.random() > 0.01 else "soon"
    return row


def csv_bytes(rows: list[Row], encoding: str = "utf-8", **form: Any) -> bytes:
    keys = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, keys, restval="", **{"lineterminator": "\n", **form})
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def triaged(
    data: bytes,
    kind: Kind = "csv",
    engine: Engine | None = None,
    mapping: Mapping | None = None,
    options: Options | None = None,
    now: datetime = NOW,
) -> tuple[bytes, Summary]:
    """The decided file and the counts."""
    target = io.BytesIO()
    summary = TriageFile.open(io.BytesIO(data)).decide(
        engine or toy_engine(), target, kind, mapping or Mapping(), options or Options("en"), now
    )
    return target.getvalue(), summary


def rows_of(data: bytes, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


def sheet_rows(data: bytes) -> list[list[Any]]:
    import fastexcel

    table = fastexcel.read_excel(data).load_sheet(0, header_row=None).to_arrow()
    return [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]


def xlsx_bytes(headers: list[str], columns: list[list[Any]]) -> bytes:
    """A workbook as another program writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line, row in enumerate([headers, *zip(*columns, strict=True)], 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(line, place)
            if value not in (None, ""):
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"  # text, whatever it begins with
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def codes_of_sets(engine: Engine, numbers: list[int]) -> dict[str, Any]:
    return {
        question: np.ascontiguousarray(engine.walk.sets[numbers, at])
        for at, question in enumerate(engine.walk.questions)
    }
