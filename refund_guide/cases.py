"""Every complete answer set with what it decides: outcome, refund type, freight payer, deadlines and how they count.

The flat table that people browse and machines join with (see ``docs/warehouse.md``). Uses bit masks, so
the whole table costs about as much as a few hundred plans.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from .answer_space import AnswerSpace
from .problems import KnowledgeError, Problem
from .tree import Tree

_LENGTH = ("deadline", "owner", "starts_from", "min", "max", "unit", "counting", "holiday_moves")
"""What the table says of each deadline."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One complete answer set and what it decides."""

    answers: dict[str, str]
    outcome: str
    refund_type: str
    payer: str
    deadlines: tuple[str, ...]


def list_cases(tree: Tree) -> Iterator[CaseRow]:
    """All rows, in the order of the questions; what the file does not decide stays empty."""
    space = AnswerSpace(tree.questions)
    if space.is_cut:
        message = f"more than {len(space)} answer sets; a table of them would be of no use, ask less"
        raise KnowledgeError([Problem(tree.file, 1, "C606", message)])
    outcomes = _only_part(tree, space, "outcomes")
    freight = _only_part(tree, space, "freight")
    deadlines: list[list[str]] = [[] for _ in space.sets]
    for one in tree.parts["deadlines"]:
        for number in space.members(space.where_holds(one.when)):
            deadlines[number].append(one.id)
    refund_types: dict[str, str] = {outcome.id: outcome.refund_type for outcome in tree.knowledge.outcomes}
    payers: dict[str, str] = {rule.id: rule.payer for rule in tree.knowledge.freight}
    for number, answers in enumerate(space.sets):
        refund_type, payer = refund_types.get(outcomes[number], ""), payers.get(freight[number], "")
        yield CaseRow(answers, outcomes[number], refund_type, payer, tuple(deadlines[number]))


def flat_table(tree: Tree) -> tuple[list[str], Iterator[list[str | int | bool | None]]]:
    """Column names and rows: the facts, what they decide, then each deadline with its length, in numbered columns.

    ``None`` where a question is not asked and where there is no such deadline.
    """
    rows = list(list_cases(tree))
    questions = list(tree.question_by_id)
    lengths = _lengths(tree)
    most = max((len(row.deadlines) for row in rows), default=0)
    numbered = [f"{name}_{number}" for number in range(1, most + 1) for name in _LENGTH]
    empty: list[str | int | bool | None] = [None] * len(_LENGTH)

    def cells(row: CaseRow) -> list[str | int | bool | None]:
        counted = [cell for deadline in row.deadlines for cell in lengths[deadline].values()]
        counted += empty * (most - len(row.deadlines))
        answers = (row.answers.get(question) for question in questions)
        return [*answers, row.outcome, row.refund_type, row.payer, " ".join(row.deadlines), *counted]

    return [*questions, "outcome", "refund_type", "payer", "deadlines", *numbered], map(cells, rows)


def _lengths(tree: Tree) -> dict[str, dict[str, str | int | bool | None]]:
    """Deadline id -> how it counts."""
    return {
        one.id: {
            "deadline": one.id,
            "owner": one.owner,
            "starts_from": one.starts_from,
            "min": length.min,
            "max": length.max,
            "unit": length.unit,
            "counting": length.counting,
            "holiday_moves": length.holiday_moves,
        }
        for one in tree.knowledge.deadlines
        if (length := tree.durations.get(one.duration))
    }


def write_csv(tree: Tree, stream: TextIO) -> None:
    """The flat table; an empty cell where a question is not asked."""
    columns, rows = flat_table(tree)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row)


def write_json(tree: Tree, stream: TextIO) -> None:
    """A JSON list, one object per line."""
    lengths = _lengths(tree)
    stream.write("[")
    for number, row in enumerate(list_cases(tree)):
        stream.write(",\n" if number else "\n")
        data = _as_data(row)
        data["durations"] = [lengths[deadline] for deadline in row.deadlines]
        json.dump(data, stream, ensure_ascii=False)
    stream.write("\n]\n")


def _as_data(row: CaseRow) -> dict[str, Any]:
    return {
        "answers": row.answers,
        "outcome": row.outcome,
        "refund_type": row.refund_type,
        "payer": row.payer,
        "deadlines": list(row.deadlines),
    }


def _only_part(tree: Tree, space: AnswerSpace, block: str) -> list[str]:
    found = [""] * len(space)
    for one in tree.parts[block]:
        for number in space.members(space.where_holds(one.when)):
            found[number] = one.id
    return found
