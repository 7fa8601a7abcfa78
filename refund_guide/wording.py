"""What the planner computes, as people read it: lengths of time, sums, dates, spans.

Not advice and not rules: those live in the knowledge file. The words themselves stand in ``phrasebook``.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from .phrasebook import WORDS
from .quantities import Amount, Duration
from .schema import Slot
from .vocabulary import Language


class Phrases(dict[str, str]):
    """Gap id -> phrase. A gap nobody knows stays visible instead of failing a page."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


_UNITS: dict[str, tuple[str, str, str]] = {
    "minutes": ("分钟", "minute", "minutes"),
    "hours": ("小时", "hour", "hours"),
    "days": ("天", "day", "days"),
    "working_days": ("个工作日", "working day", "working days"),
    "months": ("个月", "month", "months"),
    "years": ("年", "year", "years"),
}
_AMOUNT_UNITS: dict[str, tuple[str, str, str]] = {
    "times": ("倍", "time", "times"),
    "count": ("次", "time", "times"),
}

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def word(key: str, language: Language, /, **gaps: str) -> str:
    """A word or phrase of the interface, with its gaps (which may be called ``key``) filled."""
    phrase = WORDS[key][0 if language == "zh" else 1]
    return phrase.format(**gaps) if gaps else phrase


_QUOTED_OR_YOU = re.compile("(「[^」]*」)|你(?!们)")


def address_politely(text: str, language: Language) -> str:
    """Chinese sentences with the polite word for "you"; what is quoted stays as it is. English has only one."""
    return _QUOTED_OR_YOU.sub(lambda found: found[1] or "您", text) if language == "zh" else text


def phrase_duration(duration: Duration, language: Language) -> str:
    """``36 小时`` / ``36 hours``; a range is ``1–3 个工作日`` / ``1–3 working days``."""
    zh, one, many = _UNITS[duration.unit]
    count = f"{duration.max}" if duration.min is None else f"{duration.min}–{duration.max}"
    return f"{count} {zh}" if language == "zh" else f"{count} {one if count == '1' else many}"


def phrase_amount(amount: Amount, language: Language) -> str:
    """``5%（5–300 元）`` / ``5% (CNY 5–300)``; ``3 倍`` / ``3 times``."""
    span = f"{amount.min}–{amount.max}" if amount.min is not None else f"{amount.max}"
    if amount.unit == "yuan":
        money = f"{span} 元" if language == "zh" else f"CNY {span}"
    else:
        zh, one, many = _AMOUNT_UNITS[amount.unit]
        money = f"{span} {zh}" if language == "zh" else f"{span} {one if span == '1' else many}"
    if amount.percent is None:
        return money
    if amount.max is None:
        return f"{amount.percent}%"
    return f"{amount.percent}%（{money}）" if language == "zh" else f"{amount.percent}% ({money})"


def phrase_slot(slot: Slot, language: Language) -> str:
    """An unfilled gap in a script: ``【订单号】`` / ``[order number]``."""
    return f"【{slot.label.zh}】" if language == "zh" else f"[{slot.label.en}]"


def phrase_day(day: date, language: Language) -> str:
    """``2026年11月27日（周五）`` / ``Fri 27 Nov 2026``."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS_ZH[day.weekday()]}）"
    return f"{_WEEKDAYS_EN[day.weekday()]} {day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def phrase_date(day: date, language: Language) -> str:
    """A day inside a message: ``2026年11月27日`` / ``27 Nov 2026``."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def phrase_moment(moment: datetime, language: Language) -> str:
    """A moment to the minute. Midnight is written as 24:00 of the day it ends."""
    return _phrase_day_and_time(*split_moment(moment), language)


def phrase_beginning(moment: datetime, language: Language) -> str:
    """When something happened, to the minute. Midnight is written as 00:00 of the day it begins."""
    return _phrase_day_and_time(moment.date(), f"{moment:%H:%M}", language)


def _phrase_day_and_time(day: date, time: str, language: Language) -> str:
    return f"{phrase_day(day, language)} {time}" if language == "zh" else f"{phrase_day(day, language)}, {time}"


def split_moment(moment: datetime) -> tuple[date, str]:
    """The day and the clock time people say: midnight belongs to the day it ends, as 24:00."""
    if (moment.hour, moment.minute) == (0, 0):
        return (moment - timedelta(days=1)).date(), "24:00"
    return moment.date(), f"{moment:%H:%M}"


def phrase_span(span: timedelta, language: Language) -> str:
    """A length in its two largest units: ``3 天 4 小时`` / ``3 days 4 hours``."""
    minutes = int(abs(span).total_seconds() // 60)
    counts = (("days", minutes // 1440), ("hours", minutes % 1440 // 60), ("minutes", minutes % 60))
    shown = [(unit, count) for unit, count in counts if count]
    if not shown:
        return "不到 1 分钟" if language == "zh" else "less than 1 minute"
    largest = shown[0][0]
    # Minutes next to days are noise, so a span shows its largest unit and the one right below it.
    keep = {"days": ("days", "hours"), "hours": ("hours", "minutes"), "minutes": ("minutes",)}[largest]
    return " ".join(_count(unit, count, language) for unit, count in shown if unit in keep)


def phrase_rough_span(span: timedelta, language: Language) -> str:
    """A length in one unit, days or larger: ``5 天`` / ``5 days``, ``约 3 年`` / ``about 3 years``."""
    days = span / timedelta(days=1)
    if days < 60:
        return _count("days", max(round(days), 1), language)
    unit, length = ("months", 30.44) if days < 700 else ("years", 365.25)
    return word("about", language, span=_count(unit, round(days / length), language))


def _count(unit: str, count: int, language: Language) -> str:
    zh, one, many = _UNITS[unit]
    return f"{count} {zh}" if language == "zh" else f"{count} {one if count == 1 else many}"
