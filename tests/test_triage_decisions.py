"""A table of tickets is decided exactly as each ticket alone: the look-ups against ``make_plan``."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refund_guide.answer_space import AnswerSpace
from refund_guide.cases import list_cases
from refund_guide.clock import Start, count, read_start
from refund_guide.problems import KnowledgeError
from refund_guide.quantities import Duration
from refund_guide.triage.calendar_table import LastDays
from refund_guide.triage.clocks import NO_DATE
from refund_guide.triage.dates import as_number, as_start
from refund_guide.triage.engine import AT_ONCE, Engine
from refund_guide.working_days import Calendar

from .support import NOW, changed_toy, item, moment, toy_tree
from .triage_support import (
    as_plan_says,
    as_table_says,
    case_of_row,
    codes_of_sets,
    decided,
    random_row,
    real_engine,
    real_tree,
    toy_engine,
)

CHUNKS = 8
RANDOM_TICKETS = 10_000


def test_answer_sets_have_the_numbers_they_have_elsewhere() -> None:
    for engine, tree in ((toy_engine(), toy_tree()), (real_engine(), real_tree())):
        sets = AnswerSpace(tree.questions).sets
        assert len(engine.walk) == len(sets)
        assert [engine.walk.answers(number) for number in range(len(sets))] == sets


def test_every_answer_set_decides_what_the_table_of_cases_says() -> None:
    for engine, tree in ((toy_engine(), toy_tree()), (real_engine(), real_tree())):
        for number, case in enumerate(list_cases(tree)):
            decisions = engine.decisions
            assert decisions.rows[decisions.decision[number]] == (case.outcome, case.refund_type, case.payer)
            slots = decisions.slots[decisions.clock_set[number]]
            assert tuple(decisions.clocks[slot].deadline for slot in slots if slot >= 0) == case.deadlines
            assert decisions.gap[number] == 0


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_answer_set_is_decided_and_dated_as_its_plan(chunk: int) -> None:
    engine = real_engine()
    numbers = list(range(chunk, len(engine.walk), CHUNKS))
    dates = {event: read_start(f"2026-11-{3 + at % 17:02}T09:30") for at, event in enumerate(real_tree().events)}
    starts = {event: np.full(len(numbers), as_number(start), np.int32) for event, start in dates.items()}
    result = engine.decide(codes_of_sets(engine, numbers), starts, NOW, len(numbers))
    for row, number in enumerate(numbers):
        case = case_of_row(real_tree(), engine.walk.answers(number))
        dated = type(case)(case.progress, case.given, dates)
        assert as_table_says(engine, result, row) == as_plan_says(real_tree(), dated), engine.walk.answers(number)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_random_tickets_are_decided_and_dated_as_their_plans(chunk: int) -> None:
    engine, tree = real_engine(), real_tree()
    chance = random.Random(chunk)
    now = NOW + timedelta(days=chance.randrange(-60, 60), seconds=chance.randrange(86_400), milliseconds=5)
    rows = [random_row(chance, engine) for _ in range(RANDOM_TICKETS // CHUNKS)]
    tickets, result = decided(engine, rows, now)
    whole = 0
    for number, row in enumerate(rows):
        case = case_of_row(tree, row, now)
        assert as_table_says(engine, result, number) == as_plan_says(tree, case, now), row
        used = {
            event: as_start(int(starts[number]))
            for event, starts in tickets.starts.items()
            if starts[number] != NO_DATE
        }
        assert used == case.dates, row
        unusable = [one for one in case.problems if one.phrase != "does_not_apply"]
        assert len(tickets.notes.get(number, [])) == len(unusable), row
        whole += case.is_complete
    assert whole > len(rows) / 2


@pytest.mark.parametrize("seed", range(4))
def test_the_toy_tree_with_every_way_of_counting_agrees_too(seed: int) -> None:
    engine, chance = toy_engine(), random.Random(seed)
    rows = [random_row(chance, engine) for _ in range(400)]
    _, result = decided(engine, rows)
    for number, row in enumerate(rows):
        assert as_table_says(engine, result, number) == as_plan_says(toy_tree(), case_of_row(toy_tree(), row)), row


def test_more_tickets_than_fit_one_pass_are_decided_alike() -> None:
    engine = toy_engine()
    numbers = [number % len(engine.walk) for number in range(AT_ONCE + 50)]
    result = engine.decide(codes_of_sets(engine, numbers), {}, NOW, len(numbers))
    assert result.number.tolist() == numbers
    assert len(result) == len(result.next.due) == AT_ONCE + 50


def test_no_ticket_at_all_is_decided_as_well() -> None:
    assert len(toy_engine().decide({}, {}, NOW, 0)) == 0


def test_without_any_column_the_first_question_is_open() -> None:
    result = toy_engine().decide({}, {}, NOW, 3)
    assert result.number.tolist() == [-1, -1, -1]
    assert result.decision.tolist() == [-1, -1, -1]


def test_an_answer_that_is_not_offered_leaves_its_question_open() -> None:
    engine = real_engine()
    row = {"channel": "third_party", "status": "dispatched", "parcel": "abroad"}
    _, result = decided(engine, [row])
    assert as_table_says(engine, result, 0) == {"next_question": "parcel"}


def test_a_file_with_a_gap_says_so_instead_of_deciding() -> None:
    def narrow(data: dict[str, Any]) -> None:
        item(data, "outcomes", "look_again").update(when={"item": ["film"], "trouble": ["not_sure"]})

    engine = Engine(changed_toy(narrow))
    _, result = decided(engine, [{"item": "novel", "trouble": "not_sure"}, {"item": "film", "trouble": "not_sure"}])
    assert (result.gap != 0).tolist() == [True, False]
    assert engine.decisions.gap_blocks[result.gap[0] - 1] == "outcomes"
    assert result.decision[0] == -1


def test_more_answer_sets_than_anybody_wants_are_refused() -> None:
    def ask_thirty_more(data: dict[str, Any]) -> None:
        template = item(data, "questions", "item")
        data["questions"] += [{**template, "id": f"more_{number}"} for number in range(30)]

    with pytest.raises(KnowledgeError, match="C606"):
        Engine(changed_toy(ask_thirty_more))


LENGTHS = st.one_of(
    st.tuples(st.just("working_days"), st.integers(0, 60)),
    st.tuples(st.just("days"), st.integers(0, 400)),
    st.tuples(st.just("months"), st.integers(0, 30)),
    st.tuples(st.just("years"), st.integers(0, 20)),
)


@settings(max_examples=40)
@given(
    st.lists(st.dates(date(2015, 1, 1), date(2027, 12, 31)), min_size=1, max_size=8),
    LENGTHS,
    st.booleans(),
    st.none() | st.integers(0, 5),
)
def test_a_column_of_days_is_counted_as_the_clock_counts_one(
    days: list[date], length: tuple[str, int], moves: bool, least: int | None
) -> None:
    unit, longest = length
    duration = Duration.model_validate(
        {
            "id": "any_length",
            "label": {"zh": "长", "en": "length"},
            "min": None if least is None else min(least, longest),
            "max": longest,
            "unit": unit,
            "counting": "from_next_day",
            "holiday_moves": moves,
        }
    )
    calendar = Calendar([(1, 1), (5, 1), (10, 1)])
    ordered = sorted(days)
    numbers = np.array([(day - date(1970, 1, 1)).days for day in ordered])
    last, estimate = LastDays(calendar).count(numbers, duration)
    for place, day in enumerate(ordered):
        start = Start(moment(day.isoformat()), exact=False)
        due = count(start, duration, calendar, safe_side=True)
        assert (datetime(1970, 1, 1) + timedelta(days=int(last[place]) + 1)) == due.latest.replace(tzinfo=None)
        assert bool(estimate[place]) == due.estimate
