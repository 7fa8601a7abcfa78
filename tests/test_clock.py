"""Event + length + unit + counting rule -> moment: pinned examples, and laws no example may break."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from refund_guide.clock import (
    BEIJING,
    FIRST_YEAR,
    LAST_YEAR,
    CountingStep,
    Due,
    Start,
    UnreadableDate,
    count,
    read_start,
)
from refund_guide.quantities import Duration
from refund_guide.vocabulary import Unit
from refund_guide.working_days import Calendar

from .support import moment
from .test_working_days import naive

CALENDAR = Calendar([(1, 1), (5, 1), (10, 1)])
DAY = timedelta(days=1)


def duration(length: int, unit: Unit, **more: Any) -> Duration:
    data = {
        "id": "wait",
        "label": {"zh": "等", "en": "wait"},
        "max": length,
        "unit": unit,
        "counting": "from_next_day",
    }
    return Duration.model_validate(data | more)


def due(start: str | Start, length: Duration, *, safe_side: bool = True) -> Due:
    return count(read_start(start) if isinstance(start, str) else start, length, CALENDAR, safe_side=safe_side)


def lines(found: Due) -> list[str]:
    return [step.in_language("en") for step in found.steps]


# --- pinned examples


@pytest.mark.parametrize(
    ("start", "last_day"),
    [("2026-02-12", "2026-02-28"), ("2026-04-29", "2026-05-12"), ("2026-09-24", "2026-10-12")],
)
def test_seven_working_days_over_a_holiday(start: str, last_day: str) -> None:
    found = due(start, duration(7, "working_days"))
    assert found.latest == moment(f"{last_day}T24:00")
    assert not found.estimate


@pytest.mark.parametrize("time", ["", "T00:00", "T00:01", "T12:00", "T23:59"])
def test_seven_days_after_signing_end_with_the_seventh_day_whatever_the_hour(time: str) -> None:
    found = due(f"2026-11-20{time}", duration(7, "days"))
    assert found.latest == moment("2026-11-27T24:00")
    assert lines(found) == [
        "The day itself does not count; day one is Sat 21 Nov 2026",
        "7 days, calendar days",
        "Due: Fri 27 Nov 2026, 24:00",
    ]


def test_a_count_into_an_unpublished_year_is_an_estimate_and_says_so() -> None:
    found = due("2026-12-28", duration(7, "working_days"))
    assert found.latest == moment("2027-01-07T24:00")
    assert found.estimate
    told = [
        (step.in_language("zh"), step.in_language("en")) for step in found.steps if step.phrase == "count_estimate"
    ]
    assert len(told) == 1
    assert "2027 年的放假安排尚未公布" in told[0][0]
    assert "2027 is not published yet" in told[0][1]


def test_a_count_that_stays_in_published_years_is_no_estimate() -> None:
    assert not due("2026-12-28", duration(3, "working_days")).estimate
    assert not due("2026-12-28", duration(7, "days")).estimate


@pytest.mark.parametrize(
    ("start", "length", "unit", "last_day"),
    [
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2028-01-31", 1, "months", "2028-02-29"),
        ("2026-08-31", 6, "months", "2027-02-28"),
        ("2026-01-15", 1, "months", "2026-02-15"),
        ("2026-11-30", 3, "months", "2027-02-28"),
        ("2026-12-31", 12, "months", "2027-12-31"),
        ("2028-02-29", 1, "years", "2029-02-28"),
        ("2028-02-29", 4, "years", "2032-02-29"),
        ("2026-11-20", 3, "years", "2029-11-20"),
        ("2099-12-31", 100, "years", "2199-12-31"),
    ],
)
def test_months_and_years_end_on_the_same_date_or_the_last_of_a_shorter_month(
    start: str, length: int, unit: Unit, last_day: str
) -> None:
    assert due(start, duration(length, unit)).latest == moment(f"{last_day}T24:00")


def test_minutes_and_hours_run_without_a_break() -> None:
    assert due("2026-02-14T23:30", duration(90, "minutes")).latest == moment("2026-02-15T01:00")
    assert due("2026-02-14T23:30", duration(48, "hours")).latest == moment("2026-02-16T23:30")
    assert due("2026-09-30T12:00", duration(48, "hours", holiday_moves=True)).latest == moment("2026-10-02T12:00")


def test_days_from_the_event_are_that_many_times_a_day() -> None:
    found = due("2026-11-20T15:30", duration(7, "days", counting="from_event"))
    assert found.latest == moment("2026-11-27T15:30")
    assert lines(found) == ["7 days, calendar days", "Due: Fri 27 Nov 2026, 15:30"]


def test_a_length_of_nothing_ends_with_the_day() -> None:
    found = due("2026-11-20T15:30", duration(0, "working_days"))
    assert found.latest == moment("2026-11-20T24:00")
    assert lines(found) == ["Within that day", "Due: Fri 20 Nov 2026, 24:00"]
    assert due("2026-11-20T15:30", duration(0, "days", counting="from_event")).latest == moment("2026-11-20T15:30")


# --- without a time of day


def test_your_deadline_without_a_time_of_day_counts_from_the_start_of_the_day() -> None:
    found = due("2026-11-20", duration(48, "hours"), safe_side=True)
    assert found.latest == moment("2026-11-22T00:00")
    assert lines(found)[0] == "Without a time of day we count from 00:00 of that day, to be safe"


def test_their_deadline_without_a_time_of_day_counts_from_the_end_of_the_day() -> None:
    found = due("2026-11-20", duration(48, "hours"), safe_side=False)
    assert found.latest == moment("2026-11-23T00:00")
    assert lines(found)[0] == "Without a time of day we count from 24:00 of that day at the latest"


@pytest.mark.parametrize("unit", ["hours", "minutes", "days", "working_days", "months", "years"])
def test_with_a_time_of_day_there_is_no_safe_side(unit: Unit) -> None:
    assert due("2026-11-20T15:30", duration(2, unit)) == due("2026-11-20T15:30", duration(2, unit), safe_side=False)


def test_whole_days_have_no_safe_side() -> None:
    assert due("2026-11-20", duration(7, "days")) == due("2026-11-20", duration(7, "days"), safe_side=False)


# --- a last day that moves


def test_a_legal_last_day_on_a_rest_day_moves_on() -> None:
    found = due("2026-09-24", duration(7, "days", holiday_moves=True))
    assert found.latest == moment("2026-10-08T24:00")
    assert "The last day, Thu 1 Oct 2026, is a rest day and moves on" in lines(found)
    assert due("2026-09-24", duration(7, "days")).latest == moment("2026-10-01T24:00")


def test_a_last_day_that_is_worked_does_not_move() -> None:
    found = due("2026-09-19", duration(1, "days", holiday_moves=True))  # Sunday the 20th is a make-up day
    assert found.latest == moment("2026-09-20T24:00")
    assert not any("moves on" in line for line in lines(found))


def test_moving_in_an_unpublished_year_is_an_estimate_told_once() -> None:
    found = due("2026-12-31", duration(1, "days", holiday_moves=True))
    assert (found.latest, found.estimate) == (moment("2027-01-04T24:00"), True)
    both = due("2026-12-31", duration(5, "working_days", holiday_moves=True))
    assert [step.phrase for step in both.steps].count("count_estimate") == 1


# --- ranges


def test_a_range_has_an_earliest_and_a_latest_moment() -> None:
    found = due("2026-11-20T15:30", duration(3, "working_days", min=1))
    assert (found.earliest, found.latest) == (moment("2026-11-23T24:00"), moment("2026-11-25T24:00"))
    assert lines(found)[-1] == "Earliest Mon 23 Nov 2026, 24:00, latest Wed 25 Nov 2026, 24:00"
    hours = due("2026-11-20T15:30", duration(48, "hours", min=24))
    assert (hours.earliest, hours.latest) == (moment("2026-11-21T15:30"), moment("2026-11-22T15:30"))


def test_a_single_length_has_no_earliest_moment() -> None:
    assert due("2026-11-20", duration(3, "working_days")).earliest is None


# --- how it was counted


def test_the_lines_of_a_working_day_count_name_what_was_skipped_and_made_up() -> None:
    found = due("2026-02-12T09:00", duration(7, "working_days"))
    assert [step.in_language("zh") for step in found.steps] == [
        "当天不算，从次日 2026年2月13日（周五） 起算",
        "7 个工作日：跳过 2026年2月15日（周日）–2026年2月23日（周一）",
        "调休上班日照算：2026年2月14日（周六）、2026年2月28日（周六）",
        "到期：2026年2月28日（周六） 24:00",
    ]


def test_a_count_without_rest_days_says_so() -> None:
    assert "2 working days: no rest days in between" in lines(due("2026-11-23", duration(2, "working_days")))


def test_a_start_at_midnight_is_shown_on_the_day_it_begins() -> None:
    shown = CountingStep("count_start", {"event": "signed", "moment": read_start("2026-11-20T00:00")})
    assert shown.in_language("en") == "Start: signed, Fri 20 Nov 2026, 00:00"
    day_only = CountingStep("count_start_day", {"event": "signed", "moment": read_start("2026-11-20")})
    assert day_only.in_language("en") == "Start: signed, Fri 20 Nov 2026 (no time of day given)"


def test_a_clock_that_ran_out_at_midnight_belongs_to_the_day_it_ended() -> None:
    lapse = Start(moment("2026-11-27T24:00"), exact=True, is_lapse=True)
    assert lapse.day == date(2026, 11, 27)
    assert due(lapse, duration(1, "days")).latest == moment("2026-11-28T24:00")
    assert CountingStep("count_end", {"moment": lapse}).in_language("en") == "Due: Fri 27 Nov 2026, 24:00"
    in_the_afternoon = Start(moment("2026-11-27T15:30"), exact=True, is_lapse=True)
    assert in_the_afternoon.day == date(2026, 11, 27)


# --- reading dates


@pytest.mark.parametrize(
    ("text", "read", "exact"),
    [
        ("2026-11-20", "2026-11-20", False),
        (" 2026-11-20 ", "2026-11-20", False),
        ("2026-11-20T15:30", "2026-11-20T15:30", True),
        ("2026-11-20 15:30", "2026-11-20T15:30", True),
        ("2026-11-20T15:30:59", "2026-11-20T15:30", True),
        ("2026-11-20T15:30:59.123456", "2026-11-20T15:30", True),
        ("2026-11-20T07:30Z", "2026-11-20T15:30", True),
        ("2026-11-20T15:30+0800", "2026-11-20T15:30", True),
        ("2026-11-20T23:30-08:00", "2026-11-21T15:30", True),
        ("2028-02-29", "2028-02-29", False),
    ],
)
def test_a_date_is_read_in_beijing_time_to_the_minute(text: str, read: str, exact: bool) -> None:
    start = read_start(text)
    assert (start.moment, start.exact) == (moment(read), exact)
    assert start.moment.tzinfo is BEIJING
    assert start.isoformat() == read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "form"),
        ("20.11.2026", "form"),
        ("2026-11-2", "form"),
        ("20261120", "form"),
        ("2026-11-20T", "form"),
        ("2026-11-20T15", "form"),
        ("2026-11-20T15:30 pm", "form"),
        ("２０２６-11-20", "form"),
        ("2026-W47-5", "form"),
        ("yesterday", "form"),
        ("2026-02-29", "calendar"),
        ("2026-13-01", "calendar"),
        ("0000-01-01", "calendar"),
        ("2026-11-20T24:00", "calendar"),
        ("2026-11-20T15:60", "calendar"),
        ("2026-11-20T15:30+99:99", "calendar"),
        ("0001-01-01T00:00+14:00", "calendar"),
        ("9999-12-31T23:59-14:00", "calendar"),
        ("2014-12-31", "range"),
        ("2100-01-01", "range"),
        ("2099-12-31T23:30-01:00", "range"),
    ],
)
def test_a_date_that_cannot_be_used_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDate) as caught:
        read_start(text)
    assert caught.value.reason == reason


@given(st.text() | st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.{0,9})?\Z"))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        start = read_start(text)
    except UnreadableDate as error:
        assert error.reason in ("form", "calendar", "range")
    else:
        assert FIRST_YEAR <= start.day.year <= LAST_YEAR


# --- laws

moments = st.datetimes(datetime(2015, 1, 1), datetime(2099, 12, 31)).map(
    lambda found: found.replace(second=0, microsecond=0, tzinfo=BEIJING)
)
starts = st.builds(Start, moments, st.just(True)) | moments.map(
    lambda found: Start(found.replace(hour=0, minute=0), exact=False)
)
lengths = st.integers(0, 100)
units = st.sampled_from(["minutes", "hours", "days", "working_days", "months", "years"])
countings = st.sampled_from(["from_event", "from_next_day"])


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    shortest, longest = sorted((draw(lengths), draw(lengths)))
    return duration(
        longest,
        draw(units),
        min=draw(st.sampled_from([None, shortest])),
        counting=draw(countings),
        holiday_moves=draw(st.booleans()),
    )


@given(starts)
def test_a_date_written_into_a_link_is_read_back_the_same(start: Start) -> None:
    assert read_start(start.isoformat()) == start


@given(starts, starts, durations(), st.booleans())
def test_a_later_start_never_ends_earlier(one: Start, other: Start, length: Duration, safe_side: bool) -> None:
    assume(one.exact == other.exact)
    first, second = sorted((one, other), key=lambda start: start.moment)
    assert due(first, length, safe_side=safe_side).latest <= due(second, length, safe_side=safe_side).latest


@given(starts, durations(), st.integers(0, 50), st.booleans())
def test_a_longer_duration_never_ends_earlier(start: Start, length: Duration, more: int, safe_side: bool) -> None:
    longer = length.model_copy(update={"max": length.max + more})
    assert due(start, length, safe_side=safe_side).latest <= due(start, longer, safe_side=safe_side).latest


@given(starts, durations())
def test_the_safe_side_never_ends_later(start: Start, length: Duration) -> None:
    assert due(start, length, safe_side=True).latest <= due(start, length, safe_side=False).latest


@given(starts, durations(), st.booleans())
def test_a_range_is_in_order_and_no_clock_ends_before_it_starts(
    start: Start, length: Duration, safe_side: bool
) -> None:
    found = due(start, length, safe_side=safe_side)
    assert found.latest >= start.moment
    assert (found.earliest is None) == (length.min is None)
    if found.earliest is not None:
        assert start.moment <= found.earliest <= found.latest


@given(starts, durations(), st.booleans())
def test_whatever_counts_days_ends_at_24_00(start: Start, length: Duration, safe_side: bool) -> None:
    assume(length.unit not in ("minutes", "hours"))
    assume(not (length.unit == "days" and length.counting == "from_event"))
    found = due(start, length, safe_side=safe_side)
    for end in (found.latest, found.earliest or found.latest):
        assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)
    assert "24:00" in lines(found)[-1]


@given(starts, durations(), st.booleans())
def test_every_count_is_explained_in_both_languages(start: Start, length: Duration, safe_side: bool) -> None:
    found = due(start, length, safe_side=safe_side)
    assert found.steps[-1].phrase in ("count_end", "count_range")
    for zh, en in ((step.in_language("zh"), step.in_language("en")) for step in found.steps):
        assert "{" not in zh + en
        assert zh.strip() and en.isprintable()
        assert any("\u4e00" <= character <= "\u9fff" for character in zh)
        assert not any("\u4e00" <= character <= "\u9fff" for character in en)


@given(starts, durations(), st.booleans())
def test_an_estimate_and_its_line_come_together(start: Start, length: Duration, safe_side: bool) -> None:
    found = due(start, length, safe_side=safe_side)
    years = [step.values["year"] for step in found.steps if step.phrase == "count_estimate"]
    assert found.estimate == bool(years)
    assert len(set(years)) == len(years)


@given(st.dates(date(2015, 1, 1), date(2026, 9, 1)), st.integers(1, 30))
def test_working_days_agree_with_a_naive_recount(start: date, length: int) -> None:
    found = due(start.isoformat(), duration(length, "working_days"))
    assert found.latest == datetime.combine(naive(start, length), datetime.min.time(), BEIJING) + DAY


@given(starts, st.integers(1, 400))
def test_days_from_the_next_day_are_that_many_dates_later(start: Start, length: int) -> None:
    assert (due(start, duration(length, "days")).latest - DAY).date() == start.day + length * DAY


@given(moments, st.integers(2, 1200))
def test_every_month_adds_a_month(start: datetime, most: int) -> None:
    ends = [due(Start(start, exact=True), duration(length, "months")).latest for length in range(most - 1, most + 1)]
    for before, after in pairwise(ends):
        assert timedelta(days=28) <= after - before <= timedelta(days=31)
