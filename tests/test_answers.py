"""What a link or a command line says: what is kept, what is dropped, and what is said about it."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.answers import LANGUAGES, Case, read_case, write_pairs
from refund_guide.clock import read_start
from refund_guide.walk import complete_answer_sets

from .support import LATE, NOW, REFUSED, case_of, changed_toy, item, pairs, toy_tree

TREE = toy_tree()


def phrases(case: Case) -> list[str]:
    return [problem.phrase for problem in case.problems]


def told(case: Case) -> str:
    assert len(case.problems) == 1, case.problems
    return case.problems[0].in_language("en")


def test_answers_and_dates_are_told_apart() -> None:
    case = case_of(f"{REFUSED} reported=2026-11-18T09:30")
    assert case.answers == dict(pairs(REFUSED))
    assert case.dates == {"reported": read_start("2026-11-18T09:30")}
    assert case.is_complete
    assert not case.problems


def test_nothing_given_is_a_case_at_its_beginning() -> None:
    case = case_of("")
    assert (case.answers, case.given, case.dates, case.problems, case.is_complete) == ({}, {}, {}, [], False)


def test_keys_of_somebody_else_are_ignored() -> None:
    case = read_case(TREE, [*pairs(LATE), ("lang", "en"), ("utm", "x")], NOW, ignore=["lang", "utm"])
    assert not case.problems


def test_an_unknown_key_is_named() -> None:
    assert told(case_of(f"{LATE} colour=red")) == 'There is no question or date "colour"; it was ignored'


def test_an_unknown_answer_is_named_with_the_possible_ones() -> None:
    case = case_of("item=harp")
    assert told(case) == 'Question "item" has no answer "harp"; possible: novel, atlas, film'
    assert case.given == {}


def test_an_answer_that_does_not_fit_the_others_is_dropped_and_named() -> None:
    case = case_of("item=film trouble=damaged")
    assert told(case) == "trouble=damaged does not fit the other answers and was dropped"
    assert case.given == {"item": "film"}
    assert case.progress.next_question is not None
    assert case.progress.next_question.id == "trouble"


def test_an_answer_to_a_question_not_asked_is_dropped_and_named() -> None:
    assert told(case_of(f"{LATE} told=told_them")).startswith("told=told_them does not fit")


def test_a_later_answer_is_kept_while_an_earlier_question_is_open() -> None:
    case = case_of("trouble=late")
    assert (case.answers, case.given, case.problems) == ({}, {"trouble": "late"}, [])


def test_the_last_of_two_answers_is_used_and_said_so() -> None:
    case = case_of("item=novel item=film")
    assert told(case) == '"item" was given twice; "film" is used'
    assert case.answers == {"item": "film"}
    dates = case_of("borrowed=2026-11-01 borrowed=2026-11-02")
    assert told(dates) == '"borrowed" was given twice; "2026-11-02" is used'
    assert dates.dates == {"borrowed": read_start("2026-11-02")}


def test_a_second_answer_that_does_not_exist_leaves_the_first_in_use() -> None:
    case = case_of("item=novel item=harp")
    assert phrases(case) == ["unknown_answer"]
    assert case.answers == {"item": "novel"}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("soon", 'The date "soon" for "borrowed" cannot be read; write 2026-11-20 or 2026-11-20T15:30'),
        ("2026-02-30", 'The date "2026-02-30" for "borrowed" does not exist'),
        ("1999-01-01", 'The date "1999-01-01" for "borrowed" is too early or too late; the year must be 2015–2099'),
        ("2026-11-23", 'The date "2026-11-23" for "borrowed" lies in the future; please check it'),
        ("", 'The date "" for "borrowed" cannot be read; write 2026-11-20 or 2026-11-20T15:30'),
    ],
)
def test_a_date_that_cannot_be_used_is_named_with_the_reason(value: str, says: str) -> None:
    case = read_case(TREE, [("borrowed", value)], NOW)
    assert told(case) == says
    assert case.dates == {}


def test_today_is_not_the_future_and_now_is_not_either() -> None:
    assert not case_of("borrowed=2026-11-22 noticed=2026-11-22T10:00").problems
    assert phrases(case_of("noticed=2026-11-22T10:01")) == ["date_future"]


def test_an_event_that_may_lie_ahead_may_lie_ahead() -> None:
    assert not case_of("ready=2027-03-01").problems


def test_a_date_before_what_must_come_first_is_dropped_and_named() -> None:
    case = case_of("borrowed=2026-11-10 noticed=2026-11-09T12:00")
    assert (
        told(case) == '"noticed" (2026-11-09T12:00) is earlier than "borrowed" (2026-11-10); please check the order'
    )
    assert list(case.dates) == ["borrowed"]


def test_dates_without_a_time_of_day_on_one_day_may_be_in_either_order() -> None:
    assert not case_of("borrowed=2026-11-10 noticed=2026-11-10T00:00").problems
    assert not case_of("borrowed=2026-11-10T23:00 noticed=2026-11-10").problems
    assert not case_of("noticed=2026-11-10T12:00 reported=2026-11-10T12:00").problems
    assert phrases(case_of("noticed=2026-11-10T12:00 reported=2026-11-10T11:59")) == ["date_order"]


def test_every_problem_reads_in_both_languages() -> None:
    text = "item=harp colour=red borrowed=x noticed=2026-02-30 reported=1999-01-01 borrowed=y told=told_them"
    found = case_of(text).problems + case_of(f"{LATE} told=told_them item=film noticed=2027-01-01").problems
    assert len({problem.phrase for problem in found}) == 8
    for problem in found:
        zh, en = (problem.in_language(language) for language in LANGUAGES)
        assert zh != en
        assert "{" not in zh + en
        assert problem.key in zh
        assert problem.key in en


def test_a_link_is_written_in_the_order_of_the_file() -> None:
    answers = {"trouble": "late", "item": "novel"}
    dates = {"noticed": read_start("2026-11-20T15:30"), "borrowed": read_start("2026-11-01")}
    assert write_pairs(answers, dates, TREE) == [
        ("item", "novel"),
        ("trouble", "late"),
        ("borrowed", "2026-11-01"),
        ("noticed", "2026-11-20T15:30"),
    ]


@given(
    st.sampled_from(list(complete_answer_sets(TREE.questions))),
    st.dictionaries(
        st.sampled_from(["borrowed", "ready"]),
        st.dates(min_value=NOW.date().replace(year=2015), max_value=NOW.date()),
    ),
    st.randoms(),
)
def test_a_link_read_and_written_again_is_the_same_link(
    answers: dict[str, str], dates: dict[str, date], chance: random.Random
) -> None:
    starts = {event: read_start(day.isoformat()) for event, day in dates.items()}
    link = write_pairs(answers, starts, TREE)
    shuffled = chance.sample(link, len(link))
    case = read_case(TREE, shuffled, NOW)
    assert not case.problems
    assert write_pairs(case.given, case.dates, TREE) == link


def test_dates_of_events_are_checked_in_the_order_of_the_file() -> None:
    swapped = changed_toy(lambda data: item(data, "events", "borrowed").update(after=["noticed"]))
    case = case_of("borrowed=2026-11-09 noticed=2026-11-10T12:00", swapped)
    assert phrases(case) == ["date_order"]
    assert list(case.dates) == ["noticed"]


KEYS = ["item", "trouble", "told", "reply", "borrowed", "noticed", "reported", "ready", "lang", "", "Item", "item "]
VALUES = [
    "novel",
    "film",
    "late",
    "lost",
    "not_sure",
    "2026-11-20",
    "2026-11-20T15:30",
    "2026-02-30",
    "",
    "{key}",
    "%s",
    "{0}",
]
any_text = st.text(st.characters(), max_size=60) | st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=9)


@given(st.lists(st.tuples(st.sampled_from(KEYS) | any_text, st.sampled_from(VALUES) | any_text), max_size=12))
def test_whatever_is_given_a_case_comes_out_and_every_problem_can_be_shown(hostile: list[tuple[str, str]]) -> None:
    case = read_case(TREE, hostile, NOW)
    assert case.answers.items() <= case.given.items()
    assert set(case.given.items()) <= set(hostile)
    for problem in case.problems:
        for language in LANGUAGES:
            message = problem.in_language(language)
            assert message.isprintable()
            message.encode()
            assert len(message) < 400


@pytest.mark.parametrize(
    "huge", ["x" * 1_000_000, "\x00" * 100_000, "\ud800" * 1000, "2026-11-20" * 10_000, "9" * 10_000]
)
def test_huge_keys_and_values_are_shortened_before_they_are_shown(huge: str) -> None:
    case = read_case(TREE, [(huge, "x"), ("item", huge), ("borrowed", huge)], NOW)
    assert phrases(case) == ["unknown_question", "unknown_answer", "date_form"]
    for problem in case.problems:
        assert len(problem.in_language("zh")) < 150
        assert problem.in_language("zh").isprintable()
