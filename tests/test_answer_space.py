"""All answer sets as bit masks say the same as asking each set one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.answer_space import AnswerSpace, describe
from refund_guide.conditions import Compiled, compile_condition, holds
from refund_guide.walk import complete_answer_sets

from .support import changed_toy, item, toy_tree
from .test_walk import compiled, question

TREE = toy_tree()
SPACE = AnswerSpace(TREE.questions)


def slowly(condition: Compiled) -> list[int]:
    return [number for number, answers in enumerate(SPACE.sets) if holds(condition, answers)]


def test_the_space_holds_every_complete_answer_set_in_order() -> None:
    assert SPACE.sets == list(complete_answer_sets(TREE.questions))
    assert len(SPACE) == 34
    assert list(SPACE.members(SPACE.everything)) == list(range(34))
    assert not SPACE.is_cut
    assert SPACE.dead_ends == []


def test_where_finds_the_sets_with_an_answer() -> None:
    expected = [number for number, answers in enumerate(SPACE.sets) if answers.get("reply") == "refused"]
    assert expected
    assert list(SPACE.members(SPACE.where("reply", "refused"))) == expected
    assert SPACE.where("reply", "nonsense") == SPACE.where("nonsense", "refused") == 0


def test_every_condition_of_the_toy_tree_holds_where_asking_one_by_one_says_so() -> None:
    for parts in TREE.parts.values():
        for one in parts:
            assert list(SPACE.members(SPACE.where_holds(one.when))) == slowly(one.when), one.id


some_mapping = st.dictionaries(
    st.sampled_from(["item", "trouble", "told", "reply", "nonsense"]),
    st.lists(
        st.sampled_from(["novel", "film", "late", "lost", "damaged", "told_them", "refused", "not_sure"]), min_size=1
    ),
    min_size=1,
)


@given(st.none() | st.lists(some_mapping, min_size=1, max_size=3))
def test_any_condition_holds_where_asking_one_by_one_says_so(written: list[dict[str, list[str]]] | None) -> None:
    condition = compile_condition(written, TREE.groups)
    assert list(SPACE.members(SPACE.where_holds(condition))) == slowly(condition)


@given(st.sets(st.integers(0, 33), min_size=1))
def test_members_and_first_read_a_mask(numbers: set[int]) -> None:
    mask = sum(1 << number for number in numbers)
    assert list(SPACE.members(mask)) == sorted(numbers)
    assert SPACE.first(mask) == SPACE.sets[min(numbers)]


def test_nothing_is_a_member_of_an_empty_mask() -> None:
    assert list(SPACE.members(0)) == []


def test_an_answer_set_is_described_as_typed_on_the_command_line() -> None:
    assert describe({"item": "novel", "trouble": "late"}) == "item=novel trouble=late"
    assert describe({}) == ""


def test_dead_ends_are_kept_apart_from_answer_sets() -> None:
    space = AnswerSpace(
        compiled(question("q1", "aa bb"), question("q2", {"cc": {"q1": ["aa"]}, "dd": {"q1": ["aa"]}}))
    )
    assert space.dead_ends == [({"q1": "bb"}, "q2")]
    assert len(space) == 2


def test_a_file_that_is_all_dead_ends_has_an_empty_space() -> None:
    never = {"q1": ["aa"], "q2": ["dd"]}
    space = AnswerSpace(
        compiled(
            question("q1", "aa bb"),
            question("q2", "cc dd", {"q1": ["bb"]}),
            question("q3", {"ee": never, "ff": never}),
        )
    )
    assert len(space) == space.everything == 0
    assert [stuck_at for _, stuck_at in space.dead_ends] == ["q3", "q3", "q3"]


@pytest.mark.parametrize("at_most", [1, 33])
def test_counting_stops_where_nobody_wants_to_count_on(at_most: int) -> None:
    assert AnswerSpace(TREE.questions, at_most).is_cut
    assert not AnswerSpace(TREE.questions, 34).is_cut


def test_a_million_million_answer_sets_do_not_fill_the_memory() -> None:
    def ask_forty_more(data: dict[str, Any]) -> None:
        template = item(data, "questions", "item")
        data["questions"] += [{**template, "id": f"more_{number}"} for number in range(40)]

    assert AnswerSpace(changed_toy(ask_forty_more).questions, 5000).is_cut
