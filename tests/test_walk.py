"""Which question comes next, which answers it offers, and all complete answer sets."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from refund_guide.schema import Question
from refund_guide.walk import (
    AskedQuestion,
    all_walks,
    compile_questions,
    complete_answer_sets,
    find_answer,
    follow,
    questions_left,
    questions_left_everywhere,
)

from .support import toy_tree

TEXT = {"zh": "字", "en": "word"}
TOY_QUESTIONS = toy_tree().questions
TOY_SETS = list(complete_answer_sets(TOY_QUESTIONS))


def question(name: str, answers: str | dict[str, Any], asked_when: Any = None) -> dict[str, Any]:
    offered = answers if isinstance(answers, dict) else dict.fromkeys(answers.split())
    return {
        "id": name,
        "page": "page_one",
        "ask": TEXT,
        "help": TEXT,
        "asked_when": asked_when,
        "answers": [{"id": one, "label": TEXT, "offered_when": when} for one, when in offered.items()],
    }


def compiled(*questions: dict[str, Any]) -> list[AskedQuestion]:
    return compile_questions([Question.model_validate(one) for one in questions], {})


TWO = compiled(question("q1", "aa bb"), question("q2", "cc dd", {"q1": ["bb"]}))


def test_the_first_question_is_asked_first() -> None:
    progress = follow(TWO, {})
    assert progress.next_question is TWO[0]
    assert progress.answers == progress.dropped == {}


def test_a_question_is_asked_when_its_condition_holds() -> None:
    assert follow(TWO, {"q1": "aa"}).next_question is None
    assert follow(TWO, {"q1": "bb"}).next_question is TWO[1]
    assert follow(TWO, {"q1": "bb", "q2": "cc"}).next_question is None


def test_answers_apply_in_the_order_asked_whatever_the_order_given() -> None:
    assert list(follow(TWO, {"q2": "cc", "q1": "bb"}).answers) == ["q1", "q2"]


def test_an_answer_to_a_question_that_is_not_asked_is_dropped() -> None:
    progress = follow(TWO, {"q1": "aa", "q2": "cc"})
    assert progress.answers == {"q1": "aa"}
    assert progress.dropped == {"q2": "cc"}


def test_an_answer_the_question_does_not_have_is_dropped_and_the_question_asked() -> None:
    progress = follow(TWO, {"q1": "zz"})
    assert progress.next_question is TWO[0]
    assert progress.dropped == {"q1": "zz"}


def test_an_answer_not_offered_here_is_dropped_and_the_question_asked() -> None:
    questions = compiled(question("q1", "aa bb"), question("q2", {"cc": None, "dd": None, "ee": {"q1": ["bb"]}}))
    assert questions[1].offered({"q1": "aa"}) == ["cc", "dd"]
    assert questions[1].offered({"q1": "bb"}) == ["cc", "dd", "ee"]
    progress = follow(questions, {"q1": "aa", "q2": "ee"})
    assert progress.next_question is questions[1]
    assert progress.dropped == {"q2": "ee"}


def test_a_later_answer_waits_while_an_earlier_question_is_open() -> None:
    progress = follow(TWO, {"q2": "cc"})
    assert progress.next_question is TWO[0]
    assert progress.answers == progress.dropped == {}
    assert follow(TWO, {"q2": "cc", "q1": "bb"}).answers == {"q1": "bb", "q2": "cc"}


def test_a_later_answer_that_never_exists_does_not_wait() -> None:
    assert follow(TWO, {"q2": "zz", "q9": "cc"}).dropped == {"q2": "zz", "q9": "cc"}


def test_every_complete_answer_set_comes_once_in_file_order() -> None:
    assert list(complete_answer_sets(TWO)) == [{"q1": "aa"}, {"q1": "bb", "q2": "cc"}, {"q1": "bb", "q2": "dd"}]
    assert len(TOY_SETS) == 34
    assert len({tuple(one.items()) for one in TOY_SETS}) == 34
    assert {"item": "film", "trouble": "damaged"}.items() not in [one.items() for one in TOY_SETS]


def test_a_question_that_offers_nothing_is_a_dead_end_and_no_answer_set() -> None:
    questions = compiled(question("q1", "aa bb"), question("q2", {"cc": {"q1": ["aa"]}, "dd": {"q1": ["aa"]}}))
    assert list(complete_answer_sets(questions)) == [{"q1": "aa", "q2": "cc"}, {"q1": "aa", "q2": "dd"}]
    assert [(answers, stuck_at) for answers, stuck_at in all_walks(questions) if stuck_at] == [({"q1": "bb"}, "q2")]
    assert questions_left(questions, {}) == (2, 2)
    assert questions_left(questions, {"q1": "bb"}) == (1, 1)


def test_questions_left_are_the_same_counted_one_by_one_and_all_at_once() -> None:
    for questions in (TWO, TOY_QUESTIONS):
        everywhere = questions_left_everywhere(questions)
        for answers in complete_answer_sets(questions):
            for length in range(len(answers) + 1):
                so_far = dict(list(answers.items())[:length])
                assert everywhere[tuple(so_far.values())] == questions_left(questions, so_far)


def test_questions_left_counts_the_shortest_and_the_longest_way() -> None:
    assert questions_left(TWO, {}) == (1, 2)
    assert questions_left(TWO, {"q1": "bb"}) == (1, 1)
    assert questions_left(TWO, {"q1": "aa"}) == (0, 0)
    assert questions_left(TOY_QUESTIONS, {}) == (2, 4)
    assert questions_left(TOY_QUESTIONS, {"item": "novel", "trouble": "lost"}) == (1, 2)


def test_an_answer_is_found_by_its_id() -> None:
    found = find_answer(TOY_QUESTIONS[0].question, "atlas")
    assert found is not None
    assert found.label.en == "An atlas"
    assert find_answer(TOY_QUESTIONS[0].question, "harp") is None


def test_every_complete_answer_set_is_where_following_it_ends() -> None:
    for answers in TOY_SETS:
        progress = follow(TOY_QUESTIONS, answers)
        assert progress.next_question is None
        assert progress.answers == answers
        assert not progress.dropped
        assert questions_left(TOY_QUESTIONS, answers) == (0, 0)


known = {asked.id: [answer for answer, _ in asked.offered_when] for asked in TOY_QUESTIONS}
some_given = st.dictionaries(
    st.sampled_from([*known, "nonsense"]),
    st.sampled_from([*{a for answers in known.values() for a in answers}, "zz"]),
)


@given(some_given)
def test_whatever_is_given_an_answer_applies_waits_or_is_dropped(given_answers: dict[str, str]) -> None:
    progress = follow(TOY_QUESTIONS, given_answers)
    assert progress.answers.items() <= given_answers.items()
    assert progress.dropped.items() <= given_answers.items()
    assert not progress.answers.keys() & progress.dropped.keys()
    waiting = given_answers.keys() - progress.answers.keys() - progress.dropped.keys()
    assert not waiting or progress.next_question is not None
    assert progress.kept == {q: a for q, a in given_answers.items() if q not in progress.dropped}
    assert any(progress.answers.items() <= answers.items() for answers in TOY_SETS)


@given(some_given)
def test_choosing_any_offered_answer_until_the_end_gives_a_complete_set(given_answers: dict[str, str]) -> None:
    answers = dict(given_answers)
    fewest, most = questions_left(TOY_QUESTIONS, answers)
    asked = 0
    while question_now := (progress := follow(TOY_QUESTIONS, answers)).next_question:
        # What waits may answer later questions by itself, so only fresh answers count against the promise.
        answers = {**progress.answers, question_now.id: question_now.offered(progress.answers)[-1]}
        asked += 1
    assert progress.answers in TOY_SETS
    assert fewest <= asked <= most
