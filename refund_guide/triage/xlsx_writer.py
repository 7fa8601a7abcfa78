"""A table as an XLSX file: one sheet, written block by block, nothing kept.

An XLSX file is a zip file of a few XML parts. Whole columns are turned into XML at once, which is what makes
it several times as fast as writing cell by cell. Text is written as text, whatever it begins with: there is
no formula cell in here.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

_ROWS_AT_ONCE = 1 << 13
_MOMENT_STYLE, _HEADER_STYLE, _DAY_STYLE = 1, 2, 3
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="triage" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_SHEET_BEGIN = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    "<sheetData>"
)
_RARE = (b"_x", b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""What may look like an escaped character, and the two characters that are none."""
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]")


def write_workbook(
    target: BinaryIO, headers: Sequence[str], table: pa.Table, progress: Callable[[int], None] | None = None
) -> None:
    """Headers and rows; text, numbers, truth values, days and moments keep their kind.

    ``progress`` is told how many rows are written.
    """
    letters = [letters_of(number) for number in range(table.num_columns)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(_SHEET_BEGIN.encode())
            sheet.write(_header(headers, letters).encode())
            for first in range(0, table.num_rows, _ROWS_AT_ONCE):
                sheet.write(_rows(table.slice(first, _ROWS_AT_ONCE), first + 2, letters))
                if progress:
                    progress(min(first + _ROWS_AT_ONCE, table.num_rows))
            sheet.write(b"</sheetData></worksheet>")


def letters_of(number: int) -> str:
    """The name of a column: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _header(headers: Sequence[str], letters: Sequence[str]) -> str:
    safe = _safe(pa.array(headers, pa.string())).to_pylist()
    cells = (
        f'<c r="{letter}1" s="{_HEADER_STYLE}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        for letter, text in zip(letters, safe, strict=True)
        if text
    )
    return f'<row r="1">{"".join(cells)}</row>'


def _rows(block: pa.Table, first: int, letters: Sequence[str]) -> memoryview:
    numbers = pa.array(np.arange(first, first + block.num_rows)).cast(pa.string())
    parts: list[pa.Array | pa.Scalar] = [_text('<row r="'), numbers, _text('">')]
    for column, letter in zip(block.columns, letters, strict=True):
        cells = column.combine_chunks()
        if cells.null_count < len(cells):
            parts.append(_cells(cells, numbers, letter))
    rows = pc.binary_join_element_wise(*parts, _text("</row>"), _text(""), null_handling="replace")
    return memoryview(rows.buffers()[2])


def _cells(cells: pa.Array, numbers: pa.Array, letter: str) -> pa.Array:
    """The XML of a column's cells; null where the cell is empty."""
    before, values, after = _written(cells)
    return pc.binary_join_element_wise(
        _text(f'<c r="{letter}'), numbers, _text(before), values, _text(after), _text("")
    )


def _written(cells: pa.Array) -> tuple[str, pa.Array, str]:
    kind = cells.type
    if pa.types.is_boolean(kind):
        return '" t="b"><v>', cells.cast(pa.int8()).cast(pa.string()), "</v></c>"
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        milliseconds = cells.cast(pa.timestamp("ms"), safe=False).cast(pa.int64())
        days = pc.add(pc.divide(milliseconds.cast(pa.float64()), 86_400_000.0), 25_569.0)
        style = _DAY_STYLE if pa.types.is_date(kind) else _MOMENT_STYLE
        return f'" s="{style}"><v>', days.cast(pa.string()), "</v></c>"
    if pa.types.is_integer(kind):
        return '"><v>', cells.cast(pa.string()), "</v></c>"
    if pa.types.is_floating(kind):
        finite = pc.if_else(pc.is_finite(cells), cells, pa.scalar(None, kind))
        return '"><v>', finite.cast(pa.string()), "</v></c>"
    return '" t="inlineStr"><is><t xml:space="preserve">', _safe(cells.cast(pa.string())), "</t></is></c>"


def _safe(texts: pa.Array) -> pa.Array:
    """Text as XML holds it; null where it is empty."""
    texts = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    # One look at all bytes decides whether the slower replacements are needed at all.
    data = _bytes_of(texts)
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        if (data == ord(sign)).any():
            texts = pc.replace_substring(texts, sign, written)
    controls = data < 32
    if (controls & (data != 9) & (data != 10)).any() or any(sign in bytes(data) for sign in _RARE):
        texts = pa.array([None if text is None else _spelled_out(text) for text in _each(texts)], pa.string())
    return texts


def _bytes_of(texts: pa.Array) -> NDArray[np.uint8]:
    _, offsets, data = texts.buffers()
    if data is None or not len(texts):
        return np.zeros(0, np.uint8)
    place = np.frombuffer(offsets, np.int32)
    return np.frombuffer(data, np.uint8)[place[texts.offset] : place[texts.offset + len(texts)]]


def _spelled_out(text: str) -> str:
    """Characters XML has no room for, as Excel writes them: ``_x0001_``."""
    text = _ESCAPED.sub(lambda found: f"_x005F{found[0]}", text)
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _each(texts: pa.Array) -> Iterator[str | None]:
    yield from texts.to_pylist()


def _text(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.string())
