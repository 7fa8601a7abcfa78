"""Cells that a spreadsheet would run as a formula come out as text.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` gets an apostrophe in front, unless it is a plain number. Blanks,
tabs and other control characters in front do not help it: some programs drop them.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

RISKY = r"^[\x00-\x20]*[=+\-@＝＋－＠]"
_RISKY = re.compile(RISKY)
_NUMBER = re.compile(r"\s*[+-]?\d[\d,]*(\.\d+)?%?\s*")
_WINDOW = 24
_NUMERIC = np.isin(np.arange(256), np.frombuffer(b"0123456789.,", np.uint8))
_WIDE = {encoding: ["＝＋－＠"[at].encode(encoding) for at in range(4)] for encoding in ("utf-8", "gb18030")}


def is_risky(cell: str) -> bool:
    """Whether a spreadsheet might take the cell for a formula."""
    return bool(_RISKY.match(cell)) and not _NUMBER.fullmatch(cell)


def as_text(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not run it."""
    return "'" + cell if is_risky(cell) else cell


def find_risky(data: NDArray[np.uint8], delimiter: int, encoding: str = "utf-8") -> NDArray[np.int64]:
    """Positions in CSV bytes where a risky cell may begin; a few too many, never too few.

    A look at every byte at once. Plain numbers after a sign (the usual reason for a minus) are left out.
    """
    found = []
    wide = _WIDE[encoding]
    signs = b"=+-@" + wide[0][:1]
    at_once = 1 << 18  # fits the processor's cache
    for first in range(0, len(data), at_once):
        part = data[first : first + at_once]
        before = np.empty_like(part)
        before[1:] = part[:-1]
        before[0] = data[first - 1] if first else 10
        risky = _one_of(part, signs)
        risky &= _may_precede(before, delimiter)
        places = np.flatnonzero(risky)
        if len(places):
            found.append(places + first)
    if not found:
        return np.zeros(0, np.int64)
    positions = np.concatenate(found)
    return _without_numbers(data, _at_cell_start(data, positions, delimiter, wide))


def _one_of(data: NDArray[np.uint8], signs: bytes) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = data == signs[0]
    for sign in signs[1:]:
        found |= data == sign
    return found


def _may_precede(data: NDArray[np.uint8], delimiter: int) -> NDArray[np.bool_]:
    """Bytes that may stand between a sign and what comes before its cell: blanks, delimiter, quotation mark."""
    found: NDArray[np.bool_] = (data <= 32) | (data == delimiter) | (data == 34)
    return found


def _at_cell_start(
    data: NDArray[np.uint8], positions: NDArray[np.int64], delimiter: int, wide: list[bytes]
) -> NDArray[np.int64]:
    """Those with nothing but blanks between them and the cell's beginning."""
    before = positions - 1
    for _ in range(64):
        byte = data.take(before, mode="clip")
        blank = (before >= 0) & (byte <= 32) & (byte != 10) & (byte != delimiter)
        if not blank.any():
            break
        before -= blank
    starts = (before < 0) | _may_precede(data.take(before, mode="clip"), delimiter)
    is_wide = data[positions] == wide[0][0]
    if is_wide.any():  # other characters begin with the same byte as the full-width forms of the four signs
        fits = np.zeros(len(positions), bool)
        for sign in wide:
            written = [data.take(positions + ahead, mode="clip") == byte for ahead, byte in enumerate(sign)]
            fits |= np.logical_and.reduce(written)
        starts &= ~is_wide | fits
    return positions[starts]


def _without_numbers(data: NDArray[np.uint8], positions: NDArray[np.int64]) -> NDArray[np.int64]:
    signed = np.isin(data[positions], (43, 45))
    at = positions[signed]
    if not len(at):
        return positions
    window = np.minimum(at[:, None] + np.arange(1, _WINDOW), len(data) - 1)
    numeric = _NUMERIC[data[window]]
    length = np.argmin(numeric, axis=1)
    ends = np.isin(data[np.minimum(at + 1 + length, len(data) - 1)], np.frombuffer(b',;\t\r\n"|', np.uint8))
    first_is_digit = (data[np.minimum(at + 1, len(data) - 1)] - np.uint8(48)) < 10
    is_number = ~numeric.all(axis=1) & ends & first_is_digit
    keep = np.ones(len(positions), bool)
    keep[np.flatnonzero(signed)[is_number]] = False
    return positions[keep]
