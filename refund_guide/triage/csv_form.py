"""How a CSV file is written: encoding, delimiter, header; and its blocks, cut between records.

Bytes stay bytes: UTF-8 and GB18030 never use the bytes of a comma, quotation mark or line end inside a
character, so lines can be cut and extended without being decoded. (GB18030 does use the byte of ``|``.)
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from .problems import MOST_COLUMNS, TriageError

BLOCK = 4 << 20
LONGEST_RECORD = 1 << 20
"""A longer one is a quotation mark that nobody closed."""
MANY_LINES = 20
"""So many lines in one cell are looked at twice."""
_DELIMITERS = ",\t;|"
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
_ODD_LETTERS = re.compile("[\u0250-\u1dff\u0080-\u009f]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How the file is written."""

    encoding: str
    bom: bytes
    delimiter: str
    headers: list[str]
    header: bytes
    """The header line as it stands there, without its line end."""
    line_end: bytes
    begin: int
    """Where the first record starts."""

    @property
    def hides_delimiters(self) -> bool:
        """Whether a character may hold the byte of the delimiter, so that cells cannot be cut before decoding."""
        return self.encoding == "gb18030" and self.delimiter == "|"

    def decode(self, cell: bytes) -> str:
        """The text of a cell; bytes that mean nothing become a replacement character."""
        return cell.decode(self.encoding, "replace")


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records. ``torn`` where the quotation marks do not add up and lines are taken for records."""

    data: bytes
    torn: bool = False

    def record_ends(self) -> NDArray[np.int64]:
        """Positions of the line feeds that end a record."""
        line_feeds = np.flatnonzero(np.frombuffer(self.data, np.uint8) == 10)
        if self.torn or b'"' not in self.data:
            return line_feeds
        quotes = np.flatnonzero(np.frombuffer(self.data, np.uint8) == 34)
        ends: NDArray[np.int64] = line_feeds[np.searchsorted(quotes, line_feeds) & 1 == 0]
        return ends


def utf8_of(source: BinaryIO) -> BinaryIO:
    """The file itself, or its text in UTF-8 where Excel has saved it as "Unicode text"."""
    start = source.read(2)
    source.seek(0)
    if start not in _UTF16:
        return source
    try:
        return io.BytesIO(codecs.BOM_UTF8 + source.read().decode("utf-16").encode())
    except UnicodeDecodeError as error:
        raise TriageError("not_text") from error


def find_form(source: BinaryIO) -> CsvForm:
    """Look at the beginning of the file. Raises ``TriageError`` where it holds no table."""
    head = source.read(LONGEST_RECORD)
    bom = codecs.BOM_UTF8 if head.startswith(codecs.BOM_UTF8) else b""
    if b"\0" in head:
        raise TriageError("not_text")
    encoding = "utf-8" if bom else _find_encoding(source, head)
    text = head[len(bom) :]
    begin = len(bom) + len(text) - len(text.lstrip(b"\r\n"))
    text = head[begin:]
    end = next(iter(Block(text).record_ends().tolist()), len(text))
    header = text[:end].removesuffix(b"\r")
    line_end = b"\r\n" if text[:end].endswith(b"\r") else b"\n"
    written = header.decode(encoding, "replace")
    if not written.strip():
        raise TriageError("no_rows")
    if "\r" in written and end == len(text):
        raise TriageError("old_line_ends")
    delimiter = max(_DELIMITERS, key=lambda sign: len(_cells(written, sign)))
    headers = _cells(written, delimiter)
    if len(headers) > MOST_COLUMNS:
        raise TriageError("too_wide", columns=str(len(headers)), most=str(MOST_COLUMNS))
    source.seek(0)
    return CsvForm(encoding, bom, delimiter, headers, header, line_end, begin + end + 1)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])


def _find_encoding(source: BinaryIO, head: bytes) -> str:
    """UTF-8 or GB18030, by the first bytes that are not ASCII."""
    while head and head.isascii():
        head = source.read(BLOCK)
    part = head[: head.rfind(b"\n")] if len(head) >= LONGEST_RECORD and b"\n" in head else head
    utf8, gb18030 = (_decoded(part, encoding) for encoding in ("utf-8", "gb18030"))
    if utf8 is None:
        return "utf-8" if gb18030 is None else "gb18030"
    # A few Chinese characters in GB18030 may happen to be UTF-8 as well: for letters nobody writes here.
    return "gb18030" if gb18030 and _ODD_LETTERS.search(utf8) and not _CHINESE.search(utf8) else "utf-8"


def _decoded(part: bytes, encoding: str) -> str | None:
    try:
        return part.decode(encoding)
    except UnicodeDecodeError:
        return None


def read_blocks(source: BinaryIO, form: CsvForm, size: int = BLOCK) -> Iterator[Block]:
    """The records in blocks of about that many bytes; every block ends with a line end."""
    source.seek(form.begin)
    rest = b""
    while chunk := source.read(size):
        rest += chunk
        end = _last_record_end(rest)
        if end:
            yield _checked(Block(rest[:end]), form)
            rest = rest[end:]
        elif len(rest) > size + LONGEST_RECORD and (end := rest.rfind(b"\n") + 1):
            yield Block(rest[:end], torn=True)
            rest = rest[end:]
        if len(rest) > 16 * size:
            raise TriageError("long_line")
    if rest:
        block = Block(rest if rest.endswith(b"\n") else rest + b"\n")
        ends = block.record_ends()
        whole = len(ends) and ends[-1] == len(block.data) - 1
        yield _checked(block, form) if whole else Block(block.data, torn=True)


def _checked(block: Block, form: CsvForm) -> Block:
    """Torn where a "cell" is a long run of lines that each look like a record of their own."""
    if b'"' not in block.data:
        return block
    ends = block.record_ends()
    line_feeds = Block(block.data, torn=True).record_ends()
    lines = np.diff(np.searchsorted(line_feeds, ends, side="right"), prepend=0)
    for record in np.flatnonzero(lines > MANY_LINES).tolist():
        begin = int(ends[record - 1]) + 1 if record else 0
        separators = block.data.count(form.delimiter.encode(), begin, int(ends[record]))
        if len(form.headers) > 1 and separators >= 0.9 * int(lines[record]) * (len(form.headers) - 1):
            return Block(block.data, torn=True)
    return block


def _last_record_end(data: bytes) -> int:
    """Where the last whole record ends; 0 where there is none, or a record is too long to be one."""
    if b'"' not in data:
        return data.rfind(b"\n") + 1
    ends = Block(data).record_ends()
    if not len(ends):
        return 0
    end = int(ends[-1]) + 1
    return end if len(data) - end < LONGEST_RECORD else 0
