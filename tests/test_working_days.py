"""China's working days, with make-up weekends and years nobody has published yet."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.working_days import Calendar, DayKind

DAY = timedelta(days=1)
CALENDAR = Calendar([(1, 1), (10, 1)])
published_days = st.dates(date(2015, 1, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 2, 12), True),
        (date(2026, 2, 14), True),  # a Saturday, worked to make up for Spring Festival
        (date(2026, 2, 16), False),  # a Monday in Spring Festival
        (date(2026, 2, 28), True),  # a Saturday, worked
        (date(2026, 5, 1), False),
        (date(2026, 5, 9), True),  # a Saturday, worked
        (date(2026, 10, 10), True),  # a Saturday, worked
        (date(2026, 11, 21), False),  # an ordinary Saturday
        (date(2026, 11, 23), True),
    ],
)
def test_a_day_of_a_published_year_is_what_the_notice_says(day: date, working: bool) -> None:
    assert CALENDAR.kind_of(day) == DayKind(working, official=True)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2031, 1, 1), False),  # a Wednesday, but always a holiday
        (date(2031, 1, 2), True),
        (date(2031, 1, 4), False),  # a Saturday
        (date(2031, 10, 1), False),
    ],
)
def test_a_day_of_an_unpublished_year_is_a_guess_and_says_so(day: date, working: bool) -> None:
    assert CALENDAR.kind_of(day) == DayKind(working, official=False)


def test_without_fixed_holidays_a_guess_knows_weekends_only() -> None:
    assert Calendar().kind_of(date(2031, 1, 1)).working


def test_the_start_day_does_not_count() -> None:
    assert CALENDAR.count(date(2026, 11, 23), 1).last_day == date(2026, 11, 24)
    assert CALENDAR.count(date(2026, 11, 21), 1).last_day == date(2026, 11, 23)


def test_a_count_of_nothing_ends_where_it_starts() -> None:
    span = CALENDAR.count(date(2026, 11, 21), 0)
    assert (span.last_day, span.skipped, span.made_up, span.unpublished_years) == (date(2026, 11, 21), (), (), ())


def test_a_count_names_the_days_it_skipped_and_the_weekends_it_worked() -> None:
    span = CALENDAR.count(date(2026, 4, 29), 7)
    assert span.last_day == date(2026, 5, 12)
    assert span.skipped == (*(date(2026, 5, day) for day in range(1, 6)), date(2026, 5, 10))
    assert span.made_up == (date(2026, 5, 9),)
    assert span.unpublished_years == ()


def test_a_count_names_every_unpublished_year_it_touches() -> None:
    assert CALENDAR.count(date(2026, 12, 30), 5).unpublished_years == (2027,)
    assert CALENDAR.count(date(2026, 12, 30), 300).unpublished_years == (2027, 2028)


def test_a_count_that_ends_in_a_published_year_is_no_guess() -> None:
    assert CALENDAR.count(date(2026, 12, 30), 1).unpublished_years == ()


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert CALENDAR.next_working_day(date(2026, 11, 23)).last_day == date(2026, 11, 23)
    assert CALENDAR.next_working_day(date(2026, 10, 1)).last_day == date(2026, 10, 8)
    assert CALENDAR.next_working_day(date(2031, 1, 1)).unpublished_years == (2031,)


def naive(start: date, length: int) -> date:
    """Count off a list of days, the plainest way there is."""
    days = [start + DAY * number for number in range(1, length * 3 + 30)]
    return [day for day in days if chinese_calendar.is_workday(day)][length - 1]


@given(published_days, st.integers(1, 30))
def test_counting_agrees_with_a_naive_recount(start: date, length: int) -> None:
    span = CALENDAR.count(start, length)
    assert span.last_day == naive(start, length)
    passed = [start + DAY * number for number in range(1, (span.last_day - start).days + 1)]
    assert span.skipped == tuple(day for day in passed if not chinese_calendar.is_workday(day))
    assert span.made_up == tuple(day for day in passed if chinese_calendar.is_workday(day) and day.weekday() >= 5)


@given(st.dates(date(2015, 1, 1), date(2099, 12, 31)), st.integers(0, 60), st.integers(0, 60))
def test_counting_in_two_goes_ends_on_the_same_day(start: date, first: int, second: int) -> None:
    halfway = CALENDAR.count(start, first).last_day
    assert CALENDAR.count(halfway, second).last_day == CALENDAR.count(start, first + second).last_day
