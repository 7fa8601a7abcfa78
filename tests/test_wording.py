"""Words for what is computed: lengths, sums, dates, spans, in both languages."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.quantities import Amount, Duration
from refund_guide.schema import Slot
from refund_guide.vocabulary import Unit
from refund_guide.wording import (
    Phrases,
    phrase_amount,
    phrase_beginning,
    phrase_day,
    phrase_duration,
    phrase_moment,
    phrase_slot,
    phrase_span,
    split_moment,
    word,
)

from .support import moment

LABEL = {"zh": "订单号", "en": "order number"}


def length(longest: int, unit: Unit, shortest: int | None = None) -> Duration:
    data = {"id": "wait", "label": LABEL, "min": shortest, "max": longest, "unit": unit, "counting": "from_event"}
    return Duration.model_validate(data)


def amount(unit: str, **numbers: int) -> Amount:
    return Amount.model_validate({"id": "fee", "label": LABEL, "unit": unit, **numbers})


@pytest.mark.parametrize(
    ("duration", "zh", "en"),
    [
        (length(90, "minutes"), "90 分钟", "90 minutes"),
        (length(1, "hours"), "1 小时", "1 hour"),
        (length(36, "hours"), "36 小时", "36 hours"),
        (length(1, "days"), "1 天", "1 day"),
        (length(7, "working_days"), "7 个工作日", "7 working days"),
        (length(3, "working_days", 1), "1–3 个工作日", "1–3 working days"),
        (length(1, "working_days", 0), "0–1 个工作日", "0–1 working days"),
        (length(1, "months"), "1 个月", "1 month"),
        (length(3, "years"), "3 年", "3 years"),
        (length(0, "days"), "0 天", "0 days"),
    ],
)
def test_a_length_of_time(duration: Duration, zh: str, en: str) -> None:
    assert (phrase_duration(duration, "zh"), phrase_duration(duration, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("sum_", "zh", "en"),
    [
        (amount("yuan", max=300), "300 元", "CNY 300"),
        (amount("yuan", min=5, max=300), "5–300 元", "CNY 5–300"),
        (amount("yuan", min=0, max=300), "0–300 元", "CNY 0–300"),
        (amount("yuan", percent=5), "5%", "5%"),
        (amount("yuan", percent=5, max=300), "5%（300 元）", "5% (CNY 300)"),
        (amount("yuan", percent=5, min=5, max=300), "5%（5–300 元）", "5% (CNY 5–300)"),
        (amount("times", max=3), "3 倍", "3 times"),
        (amount("count", max=1), "1 次", "1 time"),
        (amount("count", max=2), "2 次", "2 times"),
    ],
)
def test_a_sum(sum_: Amount, zh: str, en: str) -> None:
    assert (phrase_amount(sum_, "zh"), phrase_amount(sum_, "en")) == (zh, en)


def test_a_slot_is_a_gap_to_be_filled_by_hand() -> None:
    slot = Slot.model_validate({"id": "order_number", "label": LABEL})
    assert (phrase_slot(slot, "zh"), phrase_slot(slot, "en")) == ("【订单号】", "[order number]")


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 11, 27), "2026年11月27日（周五）", "Fri 27 Nov 2026"),
        (date(2026, 3, 1), "2026年3月1日（周日）", "Sun 1 Mar 2026"),
    ],
)
def test_a_day_comes_with_its_weekday(day: date, zh: str, en: str) -> None:
    assert (phrase_day(day, "zh"), phrase_day(day, "en")) == (zh, en)


def test_midnight_ends_a_day_unless_something_begins_at_it() -> None:
    midnight = moment("2026-11-28T00:00")
    assert split_moment(midnight) == (date(2026, 11, 27), "24:00")
    assert phrase_moment(midnight, "zh") == "2026年11月27日（周五） 24:00"
    assert phrase_moment(midnight, "en") == "Fri 27 Nov 2026, 24:00"
    assert phrase_beginning(midnight, "zh") == "2026年11月28日（周六） 00:00"
    assert phrase_beginning(midnight, "en") == "Sat 28 Nov 2026, 00:00"


def test_any_other_moment_reads_the_same_as_end_and_as_beginning() -> None:
    early = moment("2026-11-28T00:01")
    assert split_moment(early) == (date(2026, 11, 28), "00:01")
    assert phrase_moment(early, "en") == phrase_beginning(early, "en") == "Sat 28 Nov 2026, 00:01"


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (timedelta(days=3, hours=4, minutes=5), "3 天 4 小时", "3 days 4 hours"),
        (timedelta(days=1, minutes=59), "1 天", "1 day"),
        (timedelta(days=300), "300 天", "300 days"),
        (timedelta(days=300, hours=23), "300 天 23 小时", "300 days 23 hours"),
        (timedelta(hours=1, minutes=1), "1 小时 1 分钟", "1 hour 1 minute"),
        (timedelta(hours=23), "23 小时", "23 hours"),
        (timedelta(minutes=2), "2 分钟", "2 minutes"),
        (timedelta(seconds=59), "不到 1 分钟", "less than 1 minute"),
        (timedelta(), "不到 1 分钟", "less than 1 minute"),
        (timedelta(days=-3, hours=-4), "3 天 4 小时", "3 days 4 hours"),
    ],
)
def test_a_span_shows_its_two_largest_units(span: timedelta, zh: str, en: str) -> None:
    assert (phrase_span(span, "zh"), phrase_span(span, "en")) == (zh, en)


@given(st.datetimes(datetime(2015, 1, 1), datetime(2200, 1, 1)))
def test_no_end_is_ever_at_0_00(found: datetime) -> None:
    day, time = split_moment(found)
    assert time != "00:00"
    assert datetime.combine(day, datetime.min.time()) <= found.replace(second=0, microsecond=0)


def test_a_gap_nobody_knows_stays_visible() -> None:
    assert "wait {wait} and {unknown}".format_map(Phrases(wait="1 day")) == "wait 1 day and {unknown}"


def test_a_word_takes_gaps_of_any_name() -> None:
    gaps: dict[str, Any] = {"key": "colour", "value": "red", "choices": "a, b"}
    assert word("unknown_answer", "en", **gaps) == 'Question "colour" has no answer "red"; possible: a, b'
    assert word("unknown_answer", "zh", **gaps) == "问题「colour」没有「red」这个答案，可选：a, b"


def test_what_fills_a_gap_is_not_read_as_a_gap() -> None:
    assert "{value}" in word("not_a_pair", "en", value="{value}")


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        word("no_such_word", "en")
