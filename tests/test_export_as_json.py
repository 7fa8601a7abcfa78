"""The plan as plain data: the keys are a public contract, and the moments are those of the plan."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any

import pytest

from refund_guide.export.as_json import plan_as_data
from refund_guide.plan import Plan
from refund_guide.planner import make_plan
from refund_guide.walk import complete_answer_sets

from .support import LATE, NOW, REFUSED, moment, plan_of, toy_tree

PROMISED = {
    "": "language now answers outcome outcome_sources title summary refund_type chance chance_why who_refunds "
    "no_deadline notice freight deadlines steps evidence scripts ladder warnings conflicts trace sources events "
    "passed",
    "freight": "payer why sources",
    "notice": "apply told",
    "deadlines": "id label owner starts_from event min max unit length started earliest due due_day due_text status "
    "estimate counted if_missed still_open then sources",
    "steps": "id text path by sources",
    "evidence": "id text required repair sources",
    "scripts": "id purpose title to short full unfilled",
    "ladder": "id label how path state why opens_on",
    "warnings": "id text sources",
    "conflicts": "id title claims answer why sources",
    "trace": "question answer decides sources",
    "sources": "id title checked_on confidence recheck_due",
}


def data_of(text: str, **more: Any) -> dict[str, Any]:
    data: dict[str, Any] = plan_as_data(plan_of(text, **more))
    return data


def test_every_promised_key_is_there() -> None:
    data = data_of(f"{LATE} borrowed=2026-11-02")
    for block, keys in PROMISED.items():
        found = data if not block else data[block]
        assert found, block
        for one in found if isinstance(found, list) else [found]:
            assert set(keys.split()) <= set(one), block


def test_a_script_says_what_it_is_for() -> None:
    assert [script["purpose"] for script in data_of(LATE)["scripts"]] == ["message"]


def test_the_data_survives_json_in_every_case_and_language() -> None:
    tree = toy_tree()
    for answers in complete_answer_sets(tree.questions):
        for language in ("zh", "en"):
            data = plan_as_data(make_plan(tree, answers, {}, NOW, language))
            assert json.loads(json.dumps(data, ensure_ascii=False)) == data
            assert data["answers"] == answers


def test_nothing_of_the_plan_is_left_out() -> None:
    left_out = {"id", "sources", "disputed_by", "because"}  # of the outcome: given under other names
    renamed = {"cited_sources": "sources"}
    data = data_of(LATE)
    for name in {field.name for field in fields(Plan)} - left_out:
        assert renamed.get(name, name) in data, name
    assert data["outcome"] == "bring_it_back"
    assert data["outcome_sources"] == ["house_rules"]


def test_every_part_says_what_brought_it_in() -> None:
    data = data_of(LATE)
    assert data["freight"]["because"] == ["trouble"]
    assert data["deadlines"][0]["because"] == ["trouble"]


def test_moments_are_written_with_their_offset_and_as_people_say_them() -> None:
    deadline = data_of(f"{LATE} borrowed=2026-11-02")["deadlines"][0]
    assert deadline["due"] == "2026-12-03T00:00:00+08:00"
    assert datetime.fromisoformat(deadline["due"]) == moment("2026-12-02T24:00")
    assert (deadline["due_day"], deadline["due_text"]) == ("2026-12-02", "Wed 2 Dec 2026, 24:00")
    assert deadline["started"] == "2026-11-02T00:00:00+08:00"


def test_a_deadline_without_its_date_has_no_moments() -> None:
    deadline = data_of(LATE)["deadlines"][0]
    assert {deadline[key] for key in ("due", "due_day", "due_text", "started", "earliest")} == {None}
    assert deadline["counted"] == []


@pytest.mark.parametrize(("language", "mark"), [("zh", "(估算)"), ("en", "(estimate)")])
def test_an_estimate_is_marked_where_people_read_it(language: Any, mark: str) -> None:
    text = f"{REFUSED} reported=2026-12-30T09:30"
    deadline = data_of(text, language=language, now=moment("2026-12-31"))["deadlines"][0]
    assert deadline["estimate"] is True
    assert deadline["due_text"].endswith(mark)


def test_when_a_route_opens_is_a_moment_too() -> None:
    ladder = {one["id"]: one for one in data_of(f"{REFUSED} reported=2026-11-20T09:30")["ladder"]}
    assert ladder["court"]["opens_on"] == "2027-01-26T00:00:00+08:00"
    assert ladder["desk"]["opens_on"] is None


def test_deadlines_that_have_passed_say_which_answers_would_fit() -> None:
    data = data_of(f"{LATE} borrowed=2026-11-02", now=moment("2026-12-03"))
    assert data["passed"] == [{"deadline": "take_back", "answers": {"trouble": "lost"}}]
