"""Looks through an XLSX file before it is opened: what would fill the memory is refused.

An XLSX file is a zip file of XML. Every part is unpacked once, piece by piece and without being kept, so a
size that a zip bomb lies about is found out; then the grid that would be built from it is estimated.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problems import MOST_INFLATED_BYTES, MOST_SHEET_CELLS, MOST_SHEET_ROWS, TriageError

_PIECE = 1 << 20
_MOST_PARTS = 2_000
_SPARSE = 8
"""A grid may have so many times more places than cells; a cell at the far corner would make it endless."""
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_TEXT_REFERENCE = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v>(\d+)<')
_STRING = re.compile(rb"<(?:\w+:)?si>(.*?)</(?:\w+:)?si>", re.DOTALL)


@dataclass(slots=True)
class Found:
    """What the largest sheet of the file holds."""

    cells: int = 0
    last_row: int = 0
    columns: int = 0
    text_cells: int = 0
    merged: bool = False
    formulas: bool = False
    errors: bool = False


def look_through(data: bytes, most_cells: int = MOST_SHEET_CELLS) -> Found:
    """Unpack everything once and say what is in it. Raises ``TriageError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED_BYTES:
                raise TriageError("bomb")
            if "xl/workbook.xml" not in archive.namelist():
                raise TriageError("not_xlsx")
            sheets = [_look_at_sheet(archive, part, most_cells) for part in parts if _SHEET.match(part.filename)]
            _refuse_endless(sheets)
            _look_at_texts(archive, parts, max((sheet.text_cells for sheet in sheets), default=0))
            for part in parts:
                for _ in _pieces(archive, part) if not part.filename.startswith("xl/worksheets/") else ():
                    pass
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise TriageError("not_xlsx") from error
    return max(sheets, key=lambda sheet: sheet.cells, default=Found())


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _look_at_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most_cells: int) -> Found:
    found = Found()
    rest = b""
    for piece in _pieces(archive, part):
        # A tag may be cut in two: what follows the last whole one waits for the next piece.
        piece = rest + piece
        cut = piece.rfind(b"<") if len(piece) >= _PIECE else len(piece)
        piece, rest = piece[:cut], piece[cut:]
        row, column = _farthest(np.frombuffer(piece, np.uint8))
        found.last_row, found.columns = max(found.last_row, row), max(found.columns, column)
        found.cells += piece.count(b"<c") or piece.count(b":c")
        found.text_cells += piece.count(b't="s"')
        found.merged = found.merged or b"mergeCell " in piece
        found.formulas = found.formulas or b"<f>" in piece or b"<f " in piece
        found.errors = found.errors or b't="e"' in piece
        if found.cells > most_cells:
            raise TriageError("sheet_too_big", cells=f"{most_cells:,}")
        if len(rest) > 64 * _PIECE:
            raise TriageError("bomb")
    return found


def _farthest(text: NDArray[np.uint8]) -> tuple[int, int]:
    """The last row and column that anything in this piece says it stands in (``r="AB12"``, ``r="12"``)."""
    if len(text) < 4:
        return 0, 0
    places = np.flatnonzero((text[:-2] == ord("r")) & (text[1:-1] == ord("=")) & (text[2:] == ord('"'))) + 3
    column = np.zeros(len(places), np.int64)
    row = np.zeros(len(places), np.int64)
    in_letters = np.ones(len(places), bool)
    in_digits = in_letters.copy()
    for ahead in range(3 + 8):
        sign = text.take(places + ahead, mode="clip").astype(np.int64)
        in_letters &= (sign >= ord("A")) & (sign <= ord("Z"))
        column = np.where(in_letters, column * 26 + sign - 64, column)
        is_digit = (sign >= ord("0")) & (sign <= ord("9"))
        in_digits &= in_letters | is_digit
        row = np.where(in_digits & is_digit, row * 10 + sign - 48, row)
        if not in_digits.any():
            break
    return int(row.max(initial=0)), int(column.max(initial=0))


def _refuse_endless(sheets: list[Found]) -> None:
    for sheet in sheets:
        if sheet.last_row > MOST_SHEET_ROWS:
            raise TriageError("too_many_rows", most=f"{MOST_SHEET_ROWS:,}")
        if sheet.last_row * sheet.columns > _SPARSE * max(sheet.cells, 1_000_000):
            raise TriageError("sparse")


def _look_at_texts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], text_cells: int) -> None:
    """A long text that stands once and is pointed at a million times is a bomb as well."""
    strings = [part for part in parts if part.filename == "xl/sharedStrings.xml"]
    if not strings:
        return
    longest = total = 0
    rest = b""
    for piece in _pieces(archive, strings[0]):
        piece = rest + piece
        for match in _STRING.finditer(piece):
            longest = max(longest, len(match[1]))
        end = piece.rfind(b"si>") + 3
        rest = piece[end:] if end > 2 else piece
        total += len(piece)
        if len(rest) > 16 * _PIECE:
            raise TriageError("bomb")
    if longest * text_cells > MOST_INFLATED_BYTES and _expanded(archive, parts, strings[0]) > MOST_INFLATED_BYTES:
        raise TriageError("bomb")


def _expanded(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], strings: zipfile.ZipInfo) -> int:
    """How much text the sheets really point at."""
    lengths = [len(match[1]) for match in _STRING.finditer(archive.read(strings))]
    total = 0
    for part in parts:
        if part.filename.startswith("xl/worksheets/"):
            rest = b""
            for piece in _pieces(archive, part):
                piece = rest + piece
                for match in _TEXT_REFERENCE.finditer(piece):
                    number = int(match[1][:9])
                    total += lengths[number] if number < len(lengths) else 0
                rest = piece[piece.rfind(b"<c") :][-200:] if b"<c" in piece else b""
                if total > MOST_INFLATED_BYTES:
                    return total
    return total
