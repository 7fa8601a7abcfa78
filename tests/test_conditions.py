"""The one condition form, alone and filed with many others."""

from hypothesis import given
from hypothesis import strategies as st

from refund_guide.conditions import Compiled, ConditionIndex, compile_condition, holds, index_groups
from refund_guide.schema import Group

GROUPS = index_groups(
    [
        Group(id="on_paper", question="item", answers=["novel", "atlas"]),
        Group(id="on_paper", question="reply", answers=["letter"]),
    ]
)


def compiled(written: list[dict[str, list[str]]] | None) -> Compiled:
    return compile_condition(written, GROUPS)


def test_without_a_condition_everything_holds() -> None:
    assert compiled(None) is None
    assert holds(None, {})
    assert holds(None, {"item": "novel"})


def test_all_questions_of_a_mapping_must_agree() -> None:
    condition = compiled([{"item": ["novel"], "trouble": ["lost"]}])
    assert holds(condition, {"item": "novel", "trouble": "lost", "reply": "refused"})
    assert not holds(condition, {"item": "novel", "trouble": "late"})
    assert not holds(condition, {"item": "film", "trouble": "lost"})


def test_any_answer_of_a_question_is_enough() -> None:
    condition = compiled([{"trouble": ["lost", "late"]}])
    assert holds(condition, {"trouble": "lost"})
    assert holds(condition, {"trouble": "late"})
    assert not holds(condition, {"trouble": "damaged"})


def test_any_mapping_of_a_list_is_enough() -> None:
    condition = compiled([{"item": ["film"]}, {"trouble": ["lost"]}])
    assert holds(condition, {"item": "film", "trouble": "late"})
    assert holds(condition, {"item": "novel", "trouble": "lost"})
    assert not holds(condition, {"item": "novel", "trouble": "late"})


def test_a_question_without_an_answer_makes_its_mapping_false() -> None:
    assert not holds(compiled([{"item": ["novel"], "trouble": ["lost"]}]), {"item": "novel"})
    assert not holds(compiled([{"item": ["novel"]}]), {})


def test_a_group_stands_for_its_answers_and_only_in_its_question() -> None:
    assert compiled([{"item": ["on_paper", "film"]}]) == ((("item", frozenset({"novel", "atlas", "film"})),),)
    assert compiled([{"reply": ["on_paper"]}]) == ((("reply", frozenset({"letter"})),),)
    assert compiled([{"other": ["on_paper"]}]) == ((("other", frozenset({"on_paper"})),),)


QUESTIONS = {f"q{number}": [f"a{answer}" for answer in range(number + 2)] for number in range(4)}
some_answers = st.fixed_dictionaries({}, optional={q: st.sampled_from(answers) for q, answers in QUESTIONS.items()})
some_mapping = st.fixed_dictionaries(
    {}, optional={q: st.lists(st.sampled_from(answers), min_size=1, unique=True) for q, answers in QUESTIONS.items()}
).filter(bool)
some_condition = st.none() | st.lists(some_mapping, min_size=1, max_size=3)


@given(st.lists(some_condition, max_size=12), some_answers)
def test_the_index_finds_exactly_the_conditions_that_hold(
    written: list[list[dict[str, list[str]]] | None], answers: dict[str, str]
) -> None:
    conditions = [compile_condition(one, {}) for one in written]
    found = ConditionIndex(conditions, {question: len(answers) for question, answers in QUESTIONS.items()}).matching(
        answers
    )
    assert list(found) == [position for position, one in enumerate(conditions) if holds(one, answers)]


@given(st.lists(some_condition, max_size=12), some_answers)
def test_the_index_names_an_alternative_that_holds(
    written: list[list[dict[str, list[str]]] | None], answers: dict[str, str]
) -> None:
    conditions = [compile_condition(one, {}) for one in written]
    for position, alternative in ConditionIndex(conditions, {}).matching(answers).items():
        condition = conditions[position]
        if condition is None:
            assert alternative == ()
        else:
            assert alternative in condition
            assert holds((alternative,), answers)
