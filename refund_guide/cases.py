"""Every complete answer set with what it decides: outcome, refund type, freight payer, deadlines.

The flat table that people browse and machines join with. Uses bit masks, so the whole table costs about
as much as a few hundred plans.
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


def write_csv(tree: Tree, stream: TextIO) -> None:
    """One column per question (empty where it is not asked), then what was decided."""
    questions = list(tree.question_by_id)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*questions, "outcome", "refund_type", "payer", "deadlines"])
    for row in list_cases(tree):
        answers = [row.answers.get(question, "") for question in questions]
        writer.writerow([*answers, row.outcome, row.refund_type, row.payer, " ".join(row.deadlines)])


def write_json(tree: Tree, stream: TextIO) -> None:
    """A JSON list, one object per line."""
    stream.write("[")
    for number, row in enumerate(list_cases(tree)):
        stream.write(",\n" if number else "\n")
        json.dump(_as_data(row), stream, ensure_ascii=False)
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
