"""XLSX in and out: types kept, formulas harmless, and nothing that fills the memory is opened."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from refund_guide.triage import table_file, xlsx_guard
from refund_guide.triage.added import ADDED, Options
from refund_guide.triage.columns import Mapping
from refund_guide.triage.files import DECIDING, TriageFile
from refund_guide.triage.problems import TriageError
from refund_guide.triage.xlsx_writer import letters_of, write_workbook

from .support import NOW
from .triage_support import csv_bytes, rows_of, sheet_rows, toy_engine, triaged, xlsx_bytes

LATE = ["novel", "late"]
COLUMNS: list[list[Any]] = [["novel", "film"], ["late", "lost"], ["", "not_told"], [datetime(2026, 10, 20), None]]
HEADERS = ["item", "trouble", "told", "borrowed"]


def changed(data: bytes, part: str, change: Any) -> bytes:
    """The workbook with one part of it rewritten."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def refused(data: bytes) -> str:
    with pytest.raises(TriageError) as caught:
        triaged(data, "xlsx")
    assert caught.value.in_language("zh") and caught.value.in_language("en")
    return caught.value.phrase


def test_a_workbook_comes_back_with_its_columns_and_the_added_ones() -> None:
    data = xlsx_bytes([*HEADERS, "金额", "订单号"], [*COLUMNS, [12.5, 7.0], ["00123", "=1+1"]])
    written, summary = triaged(data, "xlsx")
    header, first, second = sheet_rows(written)
    assert header == [*HEADERS, "金额", "订单号", *ADDED]
    assert first[:6] == ["novel", "late", None, "2026-10-20 00:00:00", "12.5", "00123"]
    row = dict(zip(header, first, strict=True))
    assert (row["outcome"], row["due"], row["hours_left"]) == ("bring_it_back", "2026-11-20 00:00:00", "-58")
    assert second[5] == "=1+1"
    assert summary.decided == 2


def test_dates_and_numbers_stay_dates_and_numbers() -> None:
    data = xlsx_bytes([*HEADERS, "n", "day"], [*COLUMNS, [1.5, 2.0], [date(2026, 1, 2), None]])
    written, _ = triaged(data, "xlsx")
    sheet = zipfile.ZipFile(io.BytesIO(written)).read(SHEET).decode()
    assert re.search(r'<c r="E2"[^>]*><v>1\.5</v>', sheet)
    assert re.search(r'<c r="D2" s="\d+"><v>46315', sheet)
    assert re.search(r'<c r="L2" s="\d+"><v>46346', sheet)  # due
    assert "<f>" not in sheet


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])
def test_a_formula_is_text_in_either_form(cell: str) -> None:
    as_sheet = xlsx_bytes([*HEADERS, "note"], [*COLUMNS, [cell, "x"]])
    as_csv = csv_bytes([{"item": "novel", "trouble": "late", "note": cell}])
    for data in (as_sheet, as_csv):
        written, _ = triaged(data, "xlsx")
        sheet = zipfile.ZipFile(io.BytesIO(written)).read(SHEET).decode()
        assert "<f>" not in sheet
        assert cell in [value for row in sheet_rows(written) for value in row]
    assert rows_of(triaged(as_sheet, "csv")[0])[0]["note"] == "'" + cell


def test_times_of_day_lengths_and_days_come_back_as_they_were_meant() -> None:
    columns: list[list[Any]] = [
        ["novel"], ["late"], [time(15, 30)], [timedelta(hours=27, seconds=5)], [date(2026, 1, 2)],
    ]  # fmt: skip
    data = xlsx_bytes(["item", "trouble", "time", "length", "day"], columns)
    assert list(rows_of(triaged(data, "csv")[0])[0].values())[2:5] == ["15:30:00", "27:00:05", "2026-01-02"]
    sheet = openpyxl.load_workbook(io.BytesIO(triaged(data, "xlsx")[0])).worksheets[0]
    assert [cell.value for cell in sheet[2]][2:5] == ["15:30:00", "27:00:05", datetime(2026, 1, 2)]
    assert sheet["E2"].number_format == "mm-dd-yy"  # Excel's own "short date": shown as the reader is used to


def test_progress_goes_on_while_a_sheet_is_written() -> None:
    told: list[float] = []
    data = csv_bytes([{"item": "novel", "trouble": "late"}] * 20_000)
    TriageFile.open(io.BytesIO(data)).decide(
        toy_engine(), io.BytesIO(), "xlsx", Mapping(), Options(), NOW, told.append
    )
    assert told == sorted(told) and told[-1] == 1.0
    assert len({share for share in told if share > DECIDING}) > 2


def test_a_time_cell_at_midnight_is_a_day_and_any_other_a_moment() -> None:
    columns = [["film"] * 2, ["lost"] * 2, ["not_told"] * 2, [datetime(2026, 11, 20), datetime(2026, 11, 20, 9, 30)]]
    written, _ = triaged(xlsx_bytes(["item", "trouble", "told", "noticed"], columns), "csv")
    assert [row["due"] for row in rows_of(written)] == ["2026-11-20 01:30", "2026-11-20 11:00"]


def test_dates_of_all_kinds_in_one_column_are_read() -> None:
    cells = ["2026/10/20", "2026-10-20 00:00:00", "46315", "2026年10月20日", "20 Oct"]
    written, _ = triaged(xlsx_bytes(["item", "trouble", "borrowed"], [["novel"] * 5, ["late"] * 5, cells]), "csv")
    rows = rows_of(written)
    assert [row["due"] for row in rows] == ["2026-11-20 00:00"] * 4 + [""]
    assert "20 Oct" in rows[4]["problems"]
    numbers = xlsx_bytes(["item", "trouble", "borrowed"], [["novel"], ["late"], [46315.0]])
    assert rows_of(triaged(numbers, "csv")[0])[0]["due"] == "2026-11-20 00:00"


def test_csv_becomes_a_sheet_and_a_sheet_csv_with_the_same_decisions() -> None:
    rows = [
        {"item": "novel", "trouble": "late", "borrowed": "2026-10-20", "note": "a,b"},
        {"item": "film", "trouble": ""},
    ]
    data = csv_bytes(rows)
    by_csv, counted = triaged(data)
    sheet, counted_too = triaged(data, "xlsx")
    header, *cells = sheet_rows(sheet)
    for row, line in zip(rows_of(by_csv), cells, strict=True):
        shown = {name: (cell or "").removesuffix(":00") for name, cell in zip(header, line, strict=True)}
        assert shown == row
    assert counted == counted_too
    assert rows_of(triaged(sheet, "csv")[0])[0]["note"] == "a,b"


def test_rows_of_another_width_become_part_of_the_sheet() -> None:
    written, summary = triaged(b"item,trouble\nnovel,late\nnovel\nnovel,late,more\n", "xlsx")
    header, *rows = sheet_rows(written)
    assert summary.rows == 3
    assert [row[2] for row in rows] == [None, None, "more"]
    assert "1 cells" in rows[1][header.index("problems")] and "3 cells" in rows[2][header.index("problems")]


def test_headers_that_repeat_or_are_missing_keep_their_names() -> None:
    data = xlsx_bytes(["item", "trouble", "note", "note", ""], [["novel"], ["late"], ["a"], ["b"], ["c"]])
    header, row = sheet_rows(triaged(data, "xlsx")[0])
    assert [name or "" for name in header[:5]] == ["item", "trouble", "note", "note", ""]
    assert row[:6] == ["novel", "late", "a", "b", "c", "bring_it_back"]


def test_merged_cells_formulas_errors_and_more_sheets_are_mentioned() -> None:
    data = xlsx_bytes(HEADERS, COLUMNS)

    def disturb(sheet: bytes) -> bytes:
        sheet = sheet.replace(
            b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>'
        )
        return sheet.replace(b'<c r="C3"', b'<c r="E3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C3"')

    _, summary = triaged(changed(data, SHEET, disturb), "xlsx")
    assert [phrase for phrase, _ in summary.notes] == ["merged", "formula_cells", "error_cells"]
    assert summary.rows == 2


def test_no_rows_no_columns_and_no_table_are_told_apart() -> None:
    assert refused(xlsx_bytes(HEADERS, [[], [], [], []])) == "no_rows"
    assert refused(xlsx_bytes(["a", "b"], [["x"], ["y"]])) == "no_columns"
    assert refused(b"PK\x03\x04 and nothing else") == "not_xlsx"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "old_excel"
    assert refused(b"\x89PNG\r\n\x1a\n\0\0\0") == "not_text"
    assert refused(b"") == refused(b"\n\n") == refused(b"item,trouble\n") == "no_rows"
    assert refused(b"a,b\n1,2\n") == "no_columns"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(other.getvalue()) == "not_xlsx"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_damaged_workbook_is_refused(cut: float) -> None:
    data = xlsx_bytes(HEADERS, COLUMNS)
    assert refused(data[: int(len(data) * cut)]) == "not_xlsx"
    assert refused(changed(data, SHEET, lambda sheet: sheet[: len(sheet) // 2])) in (
        "not_xlsx",
        "no_rows",
        "no_columns",
    )


def test_a_bomb_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    huge = changed(xlsx_bytes(HEADERS, COLUMNS), "xl/styles.xml", lambda styles: styles + b" " * 10_000_000)
    assert len(huge) < 30_000
    monkeypatch.setattr(xlsx_guard, "MOST_INFLATED_BYTES", 9_000_000)
    assert refused(huge) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_not_opened() -> None:
    data = bytearray(changed(xlsx_bytes(HEADERS, COLUMNS), "xl/styles.xml", lambda styles: styles + b" " * 5_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/styles.xml")
        size = info.file_size.to_bytes(4, "little")
    assert data.count(size) == 2
    lying = bytes(data.replace(size, (1_000).to_bytes(4, "little")))
    assert refused(lying) == "not_xlsx"


def test_one_long_text_that_many_cells_point_at_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_guard, "MOST_INFLATED_BYTES", 2_000_000)
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2_001)).encode()
    data = changed(
        xlsx_bytes(HEADERS, COLUMNS),
        SHEET,
        lambda sheet: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + cells + b"</sheetData>", sheet),
    )
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="x"><si><t>{"a" * 30_000}</t></si></sst>')
    assert refused(target.getvalue()) == "bomb"
    monkeypatch.undo()
    xlsx_guard.look_through(target.getvalue())


def test_a_cell_at_the_far_corner_does_not_build_an_endless_grid() -> None:
    data = xlsx_bytes(HEADERS, COLUMNS)
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert refused(changed(data, SHEET, lambda sheet: sheet.replace(b"</sheetData>", corner))) == "sparse"
    beyond = b'<row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData>'
    assert refused(changed(data, SHEET, lambda sheet: sheet.replace(b"</sheetData>", beyond))) == "too_many_rows"


def test_too_many_cells_are_refused_with_the_way_out() -> None:
    with pytest.raises(TriageError, match="use CSV") as caught:
        TriageFile.open(io.BytesIO(xlsx_bytes(HEADERS, COLUMNS)), most_cells=5)
    assert "CSV" in caught.value.in_language("zh")


def test_above_excels_limits_csv_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    data = csv_bytes([{"item": "novel", "trouble": "late"}] * 20)
    monkeypatch.setattr(table_file, "MOST_SHEET_ROWS", 20)
    assert refused(data) == "too_many_rows"
    monkeypatch.setattr(table_file, "MOST_SHEET_ROWS", 100)
    monkeypatch.undo()
    for most in (30, 100):  # too many to be read; to be written, with the added columns
        with pytest.raises(TriageError) as caught:
            TriageFile.open(io.BytesIO(data), most_cells=most).decide(
                toy_engine(), io.BytesIO(), "xlsx", Mapping(), Options("en"), NOW
            )
        assert caught.value.phrase == "sheet_too_big"
    assert refused(csv_bytes([{"item": "novel", "trouble": "late", "note": "x" * 40_000}])) == "long_cell"
    assert triaged(csv_bytes([{"item": "novel", "trouble": "late", "note": "x" * 40_000}]))[1].decided == 1


def test_a_page_refuses_more_than_it_takes_before_reading_it() -> None:
    data = csv_bytes([{"item": "novel", "trouble": "late"}] * 100)
    with pytest.raises(TriageError) as caught:
        TriageFile.open(io.BytesIO(data), at_most=100)
    assert caught.value.phrase == "too_big"


def test_a_sheet_can_be_looked_at_before_it_is_decided() -> None:
    look = TriageFile.open(io.BytesIO(xlsx_bytes([*HEADERS, "x"], [*COLUMNS, ["a", "b"]]))).look(
        toy_engine(), Mapping()
    )
    assert set(look.columns.used) == set(HEADERS)
    assert look.columns.unknown == {4: None}
    assert look.encoding == "xlsx"
    assert look.sample[0][:2] == LATE


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "=1+1",
        "_x0041_",
        "a&b<c>",
        "\0\x01\x0b\x1f",
        "\ufffe\uffff",
        " two  blanks ",
        "line\nline",
        "\t",
        "😀",
        "]]>",
        "00123",
    ]
)


@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=6))
def test_any_text_written_into_a_sheet_is_read_back_as_it_was(cells: list[tuple[str, str | None]]) -> None:
    table = pa.table(
        {"0": pa.array([one for one, _ in cells]), "1": pa.array([two for _, two in cells], pa.string())}
    )
    target = io.BytesIO()
    write_workbook(target, ["a&b", "=1"], table)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["a&b", "=1"]
    for row, (one, two) in enumerate(cells, 2):
        for place, text in ((1, one), (2, two)):
            cell = sheet.cell(row, place)
            assert cell.data_type in ("s", "n", "inlineStr")
            # openpyxl leaves escaped characters escaped, and XML cannot tell one line end from another.
            read = re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cell.value or "")
            assert read == (text or "")


def test_every_kind_of_value_is_written_as_what_it_is() -> None:
    table = pa.table(
        {
            "0": pa.array([1, None]),
            "1": pa.array([1.5, float("nan")]),
            "2": pa.array([True, False]),
            "3": pa.array([datetime(2026, 11, 20, 15, 30), None], pa.timestamp("us")),
            "4": pa.array([date(2026, 11, 20), None]),
            "5": pa.array([None, None]),
        }
    )
    target = io.BytesIO()
    write_workbook(target, list("abcdef"), table.slice(0, 2))
    sheet = openpyxl.load_workbook(target).worksheets[0]
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    first = [1, 1.5, True, datetime(2026, 11, 20, 15, 30), datetime(2026, 11, 20), None]
    assert values == [first, [None, None, False, None, None, None]]


@pytest.mark.parametrize(
    ("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_have_the_names_excel_gives_them(number: int, letters: str) -> None:
    assert letters_of(number) == letters
    assert get_column_letter(number + 1) == letters


def test_words_instead_of_ids_in_a_sheet() -> None:
    written, _ = triaged(xlsx_bytes(HEADERS, COLUMNS), "xlsx", options=Options("zh", words=True))
    header, first, _ = sheet_rows(written)
    row = dict(zip(header, first, strict=True))
    assert (row["whose"], row["due"], row["payer"]) == ("你", "2026-11-19 24:00", "你付退货运费")
