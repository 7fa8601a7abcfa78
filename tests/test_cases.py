"""The table of every complete answer set says what the planner says, row by row."""

import csv
import io
import json
from typing import Any

import pytest

from refund_guide.cases import list_cases, write_csv, write_json
from refund_guide.planner import make_plan
from refund_guide.problems import KnowledgeError
from refund_guide.walk import complete_answer_sets

from .support import NOW, changed_toy, item, toy_tree

TREE = toy_tree()
ROWS = list(list_cases(TREE))


def test_there_is_one_row_for_every_complete_answer_set_in_order() -> None:
    assert [row.answers for row in ROWS] == list(complete_answer_sets(TREE.questions))


def test_every_row_says_what_the_planner_says() -> None:
    for row in ROWS:
        plan = make_plan(TREE, row.answers, {}, NOW, "en")
        assert (row.outcome, row.refund_type, row.payer) == (plan.outcome, plan.refund_type, plan.freight.payer)
        assert set(row.deadlines) == {deadline.id for deadline in plan.deadlines}


def written(write: Any, tree: Any = TREE) -> str:
    stream = io.StringIO()
    write(tree, stream)
    return stream.getvalue()


def test_the_csv_table_has_a_column_per_question_and_blanks_where_none_is_asked() -> None:
    rows = list(csv.DictReader(io.StringIO(written(write_csv))))
    columns = ["item", "trouble", "told", "reply", "outcome", "refund_type", "payer", "deadlines"]
    assert list(rows[0])[: len(columns)] == columns
    assert len(rows) == 34
    assert {column: rows[0][column] for column in columns} == {
        "item": "novel",
        "trouble": "late",
        "told": "",
        "reply": "",
        "outcome": "bring_it_back",
        "refund_type": "return_refund",
        "payer": "buyer",
        "deadlines": "take_back grace_ends",
    }


def test_the_json_table_is_a_list_with_one_row_per_line() -> None:
    text = written(write_json)
    rows = json.loads(text)
    assert len(rows) == 34
    assert len(text.splitlines()) == 36
    assert rows[0]["answers"] == {"item": "novel", "trouble": "late"}
    assert rows[0]["deadlines"] == ["take_back", "grace_ends"]
    assert list(rows[0]) == ["answers", "outcome", "refund_type", "payer", "deadlines", "durations"]


def test_every_deadline_of_the_tables_comes_with_its_length() -> None:
    row = next(csv.DictReader(io.StringIO(written(write_csv))))
    length = ["deadline", "owner", "starts_from", "min", "max", "unit", "counting", "holiday_moves"]
    first = ["take_back", "you", "borrowed", "", "30", "days", "from_next_day", "true"]
    assert [row[f"{name}_1"] for name in length] == first
    durations = json.loads(written(write_json))[0]["durations"]
    assert [list(one) for one in durations] == [length, length]
    assert [one["deadline"] for one in durations] == ["take_back", "grace_ends"]
    assert (durations[0]["min"], durations[0]["max"], durations[0]["holiday_moves"]) == (None, 30, True)


def test_both_tables_hold_the_same() -> None:
    by_csv = list(csv.DictReader(io.StringIO(written(write_csv))))
    by_json = json.loads(written(write_json))
    for left, right in zip(by_csv, by_json, strict=True):
        assert {key: left[key] for key in right["answers"]} == right["answers"]
        assert (left["outcome"], left["payer"]) == (right["outcome"], right["payer"])
        assert left["deadlines"].split() == right["deadlines"]


def test_what_the_file_does_not_decide_stays_empty() -> None:
    gap = changed_toy(
        lambda data: item(data, "outcomes", "look_again").update(when={"item": ["film"], "trouble": ["not_sure"]})
    )
    row = next(row for row in list_cases(gap) if row.answers == {"item": "novel", "trouble": "not_sure"})
    assert (row.outcome, row.refund_type, row.payer) == ("", "", "nobody")


def test_a_table_nobody_could_read_is_refused() -> None:
    def ask_thirty_more(data: dict[str, Any]) -> None:
        template = item(data, "questions", "item")
        data["questions"] += [{**template, "id": f"more_{number}"} for number in range(30)]

    with pytest.raises(KnowledgeError, match="C606"):
        next(list_cases(changed_toy(ask_thirty_more)))
