"""The questions as plain data, for whoever wants to ask them without this package."""

import json
from typing import Any

from refund_guide.questions import question_as_data, questions_as_data

from .support import all_texts, toy_tree

TREE = toy_tree()
DATA = questions_as_data(TREE)


def question(question_id: str) -> dict[str, Any]:
    return next(one for one in DATA["questions"] if one["id"] == question_id)


def test_everything_is_plain_data_in_file_order() -> None:
    assert json.loads(json.dumps(DATA)) == DATA
    assert list(DATA) == ["pages", "questions", "events"]
    assert [one["id"] for one in DATA["questions"]] == ["item", "trouble", "told", "reply"]
    assert [one["id"] for one in DATA["events"]] == ["borrowed", "ready", "noticed", "reported"]
    assert DATA["pages"][0] == {"id": "page_loan", "title": {"zh": "借的是什么", "en": "What was borrowed"}}


def test_a_question_has_everything_needed_to_ask_it() -> None:
    found = question("item")
    assert found["page"] == "page_loan"
    assert found["ask"] == {"zh": "借的是什么？", "en": "What did you borrow?"}
    assert found["help"] == {"zh": "看封面。", "en": "Look at the cover."}
    assert found["asked_when"] is None
    assert [one["id"] for one in found["answers"]] == ["novel", "atlas", "film"]
    assert found["answers"][0]["help"] is None
    assert found["answers"][2]["help"] == {"zh": "包括唱片。", "en": "Records too."}


def test_conditions_have_their_groups_written_out() -> None:
    assert question("told")["asked_when"] == [{"trouble": ["damaged", "lost"]}]
    torn = next(one for one in question("trouble")["answers"] if one["id"] == "damaged")
    assert torn["offered_when"] == [{"item": ["atlas", "novel"]}]
    agreed = next(one for one in question("reply")["answers"] if one["id"] == "agreed")
    assert agreed["offered_when"] == [{"item": ["film"]}, {"trouble": ["damaged"]}]


def test_gaps_are_filled() -> None:
    assert question("trouble")["help"]["en"] == "Choose the closest, renewals: 2 times."
    assert question("trouble")["answers"][0]["label"] == {"zh": "超过 30 天", "en": "Later than 30 days"}
    assert not [text for text in all_texts(DATA) if "{" in text]


def test_an_event_says_how_precisely_it_is_asked_and_what_comes_before_it() -> None:
    ready, reported = DATA["events"][1], DATA["events"][3]
    assert (ready["precision"], ready["may_be_future"], ready["after"]) == ("day", True, [])
    assert (reported["precision"], reported["may_be_future"], reported["after"]) == (
        "minute",
        False,
        ["borrowed", "noticed"],
    )
    assert reported["ask"]["en"] == "When did you report it?"


def test_one_question_may_be_shown_with_the_offered_answers_only() -> None:
    asked = TREE.question_by_id["trouble"]
    offered = asked.offered({"item": "film"})
    assert [one["id"] for one in question_as_data(TREE, asked, offered)["answers"]] == ["late", "lost", "not_sure"]
    assert len(question_as_data(TREE, asked)["answers"]) == 4
