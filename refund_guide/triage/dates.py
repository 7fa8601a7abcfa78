"""Dates as spreadsheets hold them -> starts of clocks (see ``clocks``).

``2026-11-20``, ``2026-11-20 15:30`` and their forms with slashes are read for a whole column at once; the
rest (``2026年11月20日``, serial numbers, time zones, mistakes) one different value at a time by the same
``read_start`` that reads a link.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..clock import BEIJING, FIRST_YEAR, LAST_YEAR, Start, UnreadableDate, read_start
from .clocks import FIRST_DAY, LAST_DAY, NO_DATE, Starts
from .values import EMPTY

Bytes = NDArray[np.uint8]
UNREAD = np.int32(-3)
"""Not read yet: neither a start nor empty."""
SERIAL_ZERO = 25_569
"""The serial number Excel gives to 1970-01-01."""

_WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]*(\d{1,2})[:时点](\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1)


def _valid_days() -> NDArray[np.int32]:
    """Day number by (year - first year, month, day) written one after the other; -1 where there is no such day."""
    table = np.full((LAST_YEAR - FIRST_YEAR + 1) * 1300, -1, np.int32)
    days = np.arange(FIRST_DAY, LAST_DAY + 1).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    of_month = (days - months.astype("datetime64[D]")).astype(int) + 1
    month = months.astype(int)
    table[(month // 12 + 1970 - FIRST_YEAR) * 1300 + (month % 12 + 1) * 100 + of_month] = days.astype(int)
    return table


_DAYS = _valid_days()


def read_texts(data: Bytes, offsets: NDArray[np.int64]) -> Starts:
    """Starts of cells that lie one after the other in ``data``; ``UNREAD`` where the usual forms do not fit."""
    starts = np.full(len(offsets) - 1, UNREAD, np.int32)
    begins, lengths = offsets[:-1], np.diff(offsets)
    starts[lengths == 0] = NO_DATE
    for length in (16, 10, 19):
        rows = np.flatnonzero(lengths == length)
        if len(rows):
            starts[rows] = _read_form(data, begins[rows], length)
    return starts


def _read_form(data: Bytes, begins: NDArray[np.int64], length: int) -> Starts:
    good = np.ones(len(begins), bool)

    def digits(*places: int) -> NDArray[np.int32]:
        nonlocal good
        number = np.zeros(len(begins), np.int32)
        for place in places:
            digit = data.take(begins + place) - np.uint8(48)
            good &= digit < 10
            number *= 10
            number += digit
        return number

    separator = data.take(begins + 4)
    good &= ((separator == ord("-")) | (separator == ord("/"))) & (data.take(begins + 7) == separator)
    at = (digits(0, 1, 2, 3) - FIRST_YEAR) * 1300 + digits(5, 6) * 100 + digits(8, 9)
    good &= (at >= 0) & (at < len(_DAYS))
    day = _DAYS.take(at, mode="clip")
    good &= day >= 0
    if length == 10:
        return np.where(good, day * np.int32(2880) + 1, UNREAD).astype(np.int32)
    between = data.take(begins + 10)
    good &= ((between == ord(" ")) | (between == ord("T"))) & (data.take(begins + 13) == ord(":"))
    hour, minute = digits(11, 12), digits(14, 15)
    good &= (hour < 24) & (minute < 60)
    if length == 19:
        good &= (data.take(begins + 16) == ord(":")) & (digits(17, 18) < 60)
    return np.where(good, (day * np.int32(1440) + hour * 60 + minute) * 2, UNREAD).astype(np.int32)


def read_serials(numbers: NDArray[np.float64]) -> Starts:
    """Starts of Excel's serial numbers; a whole number is a day. ``UNREAD`` outside the years we know."""
    with np.errstate(invalid="ignore"):
        good = (numbers >= FIRST_DAY + SERIAL_ZERO) & (numbers < LAST_DAY + SERIAL_ZERO + 1)
        seconds = np.round((np.where(good, numbers, SERIAL_ZERO) - SERIAL_ZERO) * 86_400).astype(np.int64)
    return np.where(good, seconds // 60 * 2 + (seconds % 86_400 == 0), UNREAD).astype(np.int32)


@lru_cache(maxsize=50_000)
def read_one(text: str) -> int:
    """The start in any form people write, ``NO_DATE`` for an empty cell. Raises ``UnreadableDate``."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.casefold() in EMPTY:
        return int(NO_DATE)
    return as_number(read_start(_in_usual_form(text)))


def as_number(start: Start) -> int:
    """A start as the tables hold it."""
    minutes = int((start.moment.astimezone(BEIJING).replace(tzinfo=None) - _EPOCH).total_seconds() // 60)
    return minutes * 2 + (not start.exact)


def as_start(number: int) -> Start:
    """The start a table holds."""
    moment = (_EPOCH + timedelta(minutes=number >> 1)).replace(tzinfo=BEIJING)
    return Start(moment, exact=not number & 1)


def _in_usual_form(text: str) -> str:
    if match := _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day, *time = match.groups()
        written = f"{year}-{int(month):02}-{int(day):02}"
        if time and time[0] is not None:
            written += f"T{int(time[0]):02}:{int(time[1]):02}" + (f":{int(time[2]):02}" if time[2] else "")
        return written
    if _SERIAL.fullmatch(text):
        number = int(read_serials(np.array([float(text)]))[0])
        if number == UNREAD:
            raise UnreadableDate(text, "range")
        return as_start(number).isoformat()
    return text
