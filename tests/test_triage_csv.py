"""CSV in, CSV out: encodings, headers, values and dates as people have them, and no row ever lost."""

from __future__ import annotations

import csv
import io
import random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.answers import read_case
from refund_guide.clock import read_start
from refund_guide.export.link import case_link
from refund_guide.triage.added import ADDED, Options
from refund_guide.triage.columns import Mapping
from refund_guide.triage.csv_form import find_form, read_blocks
from refund_guide.triage.files import TriageFile
from refund_guide.triage.formulas import as_text
from refund_guide.triage.problems import TriageError

from .support import NOW, pairs, toy_tree
from .triage_support import csv_bytes, random_row, real_engine, real_tree, rows_of, toy_engine, triaged

LATE = {"item": "novel", "trouble": "late", "borrowed": "2026-10-20"}
LOST = {"item": "film", "trouble": "lost", "told": "not_told", "noticed": "2026-11-22 09:30"}


def one(row: dict[str, str], **how: Any) -> dict[str, str]:
    """What is added to a single ticket."""
    written, _ = triaged(csv_bytes([row]), **how)
    return rows_of(written)[0]


def test_every_row_gets_the_columns_and_keeps_its_own_as_they_were() -> None:
    data = "订单号,item,trouble,备注,borrowed\n00123,novel,late, 两个 空格 ,2026-10-20\n".encode()
    written, summary = triaged(data)
    lines = written.decode().splitlines()
    assert lines[0] == "订单号,item,trouble,备注,borrowed," + ",".join(ADDED)
    assert lines[1].startswith("00123,novel,late, 两个 空格 ,2026-10-20,bring_it_back,return_refund,buyer,take_back,")
    assert (summary.rows, summary.decided) == (1, 1)


def test_what_is_added_is_what_the_plan_says() -> None:
    row = one(LATE)
    assert (row["next_deadline"], row["whose"]) == ("take_back", "you")
    assert row["due"] == "2026-11-20 00:00"
    assert row["hours_left"] == "-58"
    assert row["overdue"] == "take_back grace_ends"
    assert (row["problems"], row["link"], row["estimate"]) == ("", "", "")


def test_midnight_is_the_instant_for_machines_and_24_00_for_people() -> None:
    ticket = {**LATE, "borrowed": "2026-11-01"}
    assert one(ticket)["due"] == "2026-12-02 00:00"
    said = one(ticket, options=Options("zh", words=True))
    assert said["due"] == "2026-12-01 24:00"
    assert (said["next_deadline"], said["whose"]) == ("归还", "你")
    english = one(ticket, options=Options("en", words=True))
    assert (english["payer"], english["whose"]) == ("You pay the return freight", "you")


@pytest.mark.parametrize(
    "date",
    [
        "2026-10-20",
        "2026/10/20",
        "2026/10/20 ",
        "2026年10月20日",
        "20261020",
        "46315",
    ],
)
def test_a_day_is_read_in_every_form(date: str) -> None:
    assert one({**LATE, "borrowed": date}) == {**one(LATE), "borrowed": date}


@pytest.mark.parametrize(
    "date",
    [
        "2026-11-22 09:30", "2026-11-22T09:30", "2026/11/22 09:30", "2026/11/22 9:30", "2026-11-22 09:30:59",
        "2026-11-22T09:30:00+08:00", "2026-11-22T01:30Z", "46348.3958333333", "2026.11.22 9:30",
        "2026年11月22日 9时30分", "２０２６-１１-２２ ０９:３０",
    ],
)  # fmt: skip
def test_a_moment_is_read_in_every_form(date: str) -> None:
    assert {**one({**LOST, "noticed": date}), "noticed": ""} == {**one(LOST), "noticed": ""}
    assert one(LOST)["due"] == "2026-11-22 11:00"


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("soon", "cannot be read"),
        ("2026-02-30", "does not exist"),
        ("2014-12-31", "2015–2099"),
        ("99999", "2015–2099"),
        ("2026-11-23", "future"),
        ("20/11/2026", "cannot be read"),
        ("2026-10-20 25:00", "does not exist"),
    ],
)
def test_a_date_that_cannot_be_used_is_named_and_the_ticket_still_decided(date: str, said: str) -> None:
    row = one({**LATE, "borrowed": date})
    assert said in row["problems"]
    assert "borrowed" in row["problems"]
    assert (row["outcome"], row["due"]) == ("bring_it_back", "")


def test_dates_in_the_wrong_order_are_named() -> None:
    row = one({**LOST, "borrowed": "2026-11-22 10:00"})
    assert "earlier" in row["problems"]
    assert row["due"] == ""


@pytest.mark.parametrize("empty", ["", " ", "-", "N/A", "无", "null", "NaN", "/"])
def test_an_empty_cell_is_no_answer_and_no_mistake(empty: str) -> None:
    row = one({**LATE, "told": empty, "noticed": empty})
    assert row["problems"] == ""


def test_headers_and_values_may_be_chinese_or_english_ids_or_labels() -> None:
    tree = real_tree()
    asked = {question.id: question.question for question in tree.questions}
    answers = {
        "channel": "third_party",
        "status": "in_hand",
        "reason": "damaged",
        "progress": "nothing_yet",
        "goods": "ordinary",
    }

    def labels(language: str) -> dict[str, str]:
        row = {}
        for question, answer in answers.items():
            label = next(one.label for one in asked[question].answers if one.id == answer)
            header = asked[question].ask.in_language(language)  # type: ignore[arg-type]
            row[header] = label.in_language(language).format_map(tree.phrases(language))  # type: ignore[arg-type]
        row[tree.events["signed"].label.in_language(language)] = "2026-11-20"  # type: ignore[arg-type]
        return row

    by_id = {**answers, "signed": "2026-11-20"}
    results = []
    for row in (
        by_id,
        labels("zh"),
        labels("en"),
        {key.upper(): value.upper() for key, value in labels("en").items()},
    ):
        written, _ = triaged(csv_bytes([row]), engine=real_engine())
        results.append({name: rows_of(written)[0][name] for name in ADDED})
    assert results[0]["outcome"] and not results[0]["problems"]
    assert results[0] == results[1] == results[2] == results[3]


def test_every_label_of_every_answer_is_read_as_its_answer() -> None:
    from refund_guide.triage.values import AnswerReader

    tree = real_tree()
    for asked in tree.questions:
        reader = AnswerReader(tree, asked.question)
        for code, answer in enumerate(asked.question.answers, 1):
            for text in (
                answer.id,
                answer.label.zh.format_map(tree.phrases("zh")),
                answer.label.en.format_map(tree.phrases("en")),
            ):
                assert reader.code(f" {text} ") == code, (asked.id, text)


def test_every_question_and_event_is_recognised_by_its_names() -> None:
    from refund_guide.triage.columns import match_columns

    tree = real_tree()
    for keys, texts in (
        ([asked.id for asked in tree.questions], [asked.question.ask for asked in tree.questions]),
        (list(tree.events), [event.ask for event in tree.events.values()]),
    ):
        for headers in (keys, [text.zh for text in texts], [text.en for text in texts]):
            found = match_columns(tree, headers, Mapping())
            assert set(found.used) == set(keys) and not found.unknown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_any_encoding_delimiter_and_line_end_gives_the_same(encoding: str, delimiter: str, line_end: str) -> None:
    label = toy_tree().questions[1].question.answers[0].label.zh.format_map(toy_tree().phrases("zh"))
    rows = [{"备注": "已签收，未收到\n第二行", "借的是什么": "小说", "出了什么事？": label, "借出": "2026-10-20"}] * 3
    data = csv_bytes(rows, encoding, delimiter=delimiter, lineterminator=line_end)
    written, summary = triaged(data)
    back = rows_of(written, "utf-8-sig" if encoding != "gb18030" else encoding, delimiter)
    assert summary.decided == 3
    assert [row["备注"] for row in back] == ["已签收，未收到\n第二行"] * 3
    assert {row["due"] for row in back} == {"2026-11-20 00:00"}
    assert written.count(line_end.encode()) >= 4


def test_a_bar_inside_a_character_of_gb18030_is_no_delimiter() -> None:
    note = b"\x81|".decode("gb18030")
    assert note.encode("gb18030").endswith(b"|")
    data = f"item|trouble|备注\nnovel|late|{note}\nnovel|late|x\n".encode("gb18030")
    written, summary = triaged(data)
    rows = rows_of(written, "gb18030", "|")
    assert [row["备注"] for row in rows] == [note, "x"]
    assert [row["problems"] for row in rows] == ["", ""]
    assert summary.decided == 2


def test_questions_that_are_worded_alike_share_a_column() -> None:
    rows = [
        {
            "channel": "virtual",
            "virtual_kind": "gift_card",
            "payment": "apple",
            "出了什么问题？": "孩子买的",
            "service_stage": "waiting",
        },
        {"channel": "third_party", "status": "confirmed_late", "出了什么问题？": "降价了"},
        {"channel": "third_party", "status": "confirmed_late", "出了什么问题？": "？？"},
    ]
    virtual, goods, unknown = rows_of(triaged(csv_bytes(rows), engine=real_engine())[0])
    assert virtual["outcome"] and goods["outcome"]
    assert virtual["problems"] == goods["problems"] == ""
    assert unknown["problems"].count("？？") == 1


def test_chinese_that_begins_after_a_megabyte_still_tells_the_encoding() -> None:
    filler = "a" * 100
    lines = ["item,trouble,note", *[f"novel,late,{filler}"] * 12_000, "小说,late,末尾"]
    written, summary = triaged("\n".join(lines).encode("gb18030"))
    assert summary.decided == summary.rows == 12_001
    assert written.decode("gb18030").splitlines()[-1].startswith("小说,late,末尾,bring_it_back")


def test_rows_that_are_too_short_or_too_long_are_kept_decided_and_named() -> None:
    data = b"item,trouble,note\nnovel,late,a\nnovel,late\n\nnovel,late,b,c,d\nnovel,late,e"
    written, summary = triaged(data)
    lines = list(csv.reader(io.StringIO(written.decode())))
    assert summary.rows == summary.decided == 4
    assert [len(line) for line in lines] == [3 + len(ADDED)] * 3 + [0, 5 + len(ADDED), 3 + len(ADDED)]
    assert [line[3] for line in lines if line] == ["outcome", *["bring_it_back"] * 4]
    assert lines[4][:3] == ["novel", "late", "b"] and lines[4][-2:] == ["c", "d"]
    assert "2 cells" in lines[2][-2] and "5 cells" in lines[4][-4]
    assert lines[1][-2] == lines[5][-2] == ""


def test_incomplete_tickets_name_the_question_and_unknown_values_are_named() -> None:
    written, summary = triaged(
        csv_bytes([{"item": "novel", "trouble": ""}, {"item": "tablet", "trouble": "late"}, LATE])
    )
    first, second, third = rows_of(written)
    assert first["problems"] == "Still to be answered: trouble"
    assert '"tablet"' in second["problems"] and "Still to be answered: item" in second["problems"]
    assert third["problems"] == ""
    assert (summary.rows, summary.decided, summary.incomplete, summary.with_problems) == (3, 1, 2, 2)
    assert summary.missing == {"trouble": 1, "item": 1}


def test_a_link_in_every_row_is_the_address_of_its_case() -> None:
    engine, chance = real_engine(), random.Random(5)
    rows = [random_row(chance, engine) for _ in range(300)]
    written, _ = triaged(csv_bytes(rows), engine=engine, options=Options("en", link="https://guide.example/app/plan"))
    linked = 0
    for row, result in zip(rows, rows_of(written), strict=True):
        case = read_case(real_tree(), [(key, value) for key, value in row.items() if value], NOW)
        expected = ""
        if case.is_complete:
            expected = case_link("https://guide.example/app/plan", real_tree(), case.answers, case.dates, "en")
            linked += 1
        assert result["link"] == expected
    assert linked > 200


def test_a_hand_maps_columns_and_values_the_file_does_not_recognise() -> None:
    data = csv_bytes(
        [{"kind of book": "Roman", "what happened": "verspätet", "trouble": "lost", "borrowed": "2026-10-20"}]
    )
    mapping = Mapping(
        {"kind of book": "item", "what happened": "trouble", "trouble": ""},
        {"item": {"Roman": "novel"}, "trouble": {"verspätet": "late"}},
    )
    written, summary = triaged(data, mapping=mapping)
    assert rows_of(written)[0]["due"] == "2026-11-20 00:00"
    assert summary.notes == []


def test_a_hand_wins_over_a_header_that_happens_to_be_known() -> None:
    written, summary = triaged(
        csv_bytes([{"item": "film", "real item": "novel", "trouble": "late"}]), mapping=Mapping({"real item": "item"})
    )
    assert rows_of(written)[0]["next_deadline"] == "take_back"
    assert summary.notes == [("twice", {"header": "item", "key": "item"})]


def test_values_nobody_knows_are_counted_wherever_they_stand() -> None:
    rows = [{"item": "novel", "trouble": "late"}] * 3_000 + [{"item": "tablet", "trouble": "late"}] * 2
    _, summary = triaged(csv_bytes(rows))
    assert summary.unknown == {"item": {"tablet": 2}}


def test_a_page_is_told_what_is_not_recognised_with_a_guess() -> None:
    rows = [{"Item": "novell", "X7": "late", "zzz": "1", "trouble_": "lost"}] * 3 + [
        {"Item": "novel", "X7": "lost", "zzz": "2"}
    ]
    look = TriageFile.open(io.BytesIO(csv_bytes(rows))).look(toy_engine(), Mapping())
    assert look.columns.used == {"item": 0, "trouble": 3}
    assert look.columns.unknown == {1: None, 2: None}
    assert [(one.value, one.rows, one.guess) for one in look.unknown_values["item"]] == [("novell", 3, "novel")]
    without = TriageFile.open(io.BytesIO(csv_bytes([{"Item": "novel", "X7": "late"}]))).look(toy_engine(), Mapping())
    assert without.columns.unknown == {1: "trouble"}
    assert look.can_decide and look.encoding == "utf-8" and look.sample[0][0] == "novell"


@pytest.mark.parametrize(
    ("header", "guess"),
    [
        ("签收", "signed"),
        ("付款时间", "paid"),
        ("买家付款时间", "buyer_paid"),
        ("delivery signed", "signed"),
        ("no", None),
    ],
)
def test_a_part_of_a_name_is_a_guess(header: str, guess: str | None) -> None:
    data = csv_bytes([{"channel": "third_party", header: "2026-11-20"}])
    look = TriageFile.open(io.BytesIO(data)).look(real_engine(), Mapping())
    assert look.columns.unknown == {1: guess}


def test_a_column_that_is_there_twice_is_left_alone_and_said_so() -> None:
    written, summary = triaged(b"item,trouble,Item,note,note\nnovel,late,film,a,b\n")
    assert written.decode().splitlines()[1].startswith("novel,late,film,a,b,bring_it_back")
    assert summary.notes == [("twice", {"header": "Item", "key": "item"})]


def test_a_file_that_was_decided_before_keeps_its_columns() -> None:
    once, _ = triaged(csv_bytes([LATE]))
    twice, _ = triaged(once)
    row = rows_of(twice)[0]
    assert row["outcome"] == row["guide_outcome"] == "bring_it_back"


DANGEROUS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("x")',
    "-A1",
    "+cmd",
    "\x0c@x",
    "\v \x1f=1",
]


@pytest.mark.parametrize("cell", DANGEROUS)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_formula_comes_out_as_text(cell: str, quoting: Any) -> None:
    harmless = {**LATE, "note": "x"}
    data = csv_bytes([harmless, {**LATE, "note": cell}, {"note": cell, "item": cell}, harmless], quoting=quoting)
    rows = rows_of(triaged(data)[0])
    assert [row["note"] for row in rows] == ["x", "'" + cell, "'" + cell, "x"]
    assert rows[2]["item"] == "'" + cell
    assert rows[1]["outcome"] == "bring_it_back"
    assert all(not value.startswith(tuple("=+-@\t")) for value in rows[2].values())


@pytest.mark.parametrize("cell", ["＝1+1", "＋1", "－A1", "＠x"])
def test_a_formula_in_wide_characters_is_text_in_gb18030_too(cell: str) -> None:
    rows = [{**LATE, "note": cell}, {**LATE, "note": "①①"}]
    back = rows_of(triaged(csv_bytes(rows, "gb18030"))[0], "gb18030")
    assert [row["note"] for row in back] == ["'" + cell, "①①"]


def test_a_formula_in_a_header_comes_out_as_text() -> None:
    header = triaged(b"item,trouble,=1+1\nnovel,late,x\n")[0].splitlines()[0]
    assert header.startswith(b"item,trouble,'=1+1,outcome")


@pytest.mark.parametrize(
    "cell", ["-12.50", "+86", "-1,200", "2026-11-20", "a-b", "a=b", "x@y.z", "5%", "-5%", "- ", "a\tb"]
)
def test_plain_numbers_and_harmless_text_stay_as_they_are(cell: str) -> None:
    assert as_text(cell) == cell or cell == "- "
    rows = rows_of(triaged(csv_bytes([{**LATE, "note": cell}]))[0])
    assert rows[0]["note"] in (cell, "'" + cell if cell == "- " else cell)


@pytest.mark.parametrize("note", ["\n", "a\r\nb", "\r", '"', ",", "=1\n2"])
def test_a_line_that_is_rewritten_keeps_cells_of_several_lines_whole(note: str) -> None:
    row = {**LATE, "note": note, "formula": "=1"}
    back = rows_of(triaged(csv_bytes([row, LATE], lineterminator="\r\n"))[0])
    assert [(one["note"], one["formula"], one["outcome"]) for one in back] == [
        (as_text(note), "'=1", "bring_it_back"),
        ("", "", "bring_it_back"),
    ]


@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), min_size=1, max_size=12), st.booleans())
def test_whatever_the_cells_hold_no_row_is_lost_and_order_stays(cells: list[list[str]], quote_all: bool) -> None:
    clean = [[cell.replace("\0", "").replace("\r", "") for cell in row] for row in cells]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow(["item", "trouble", "a", "b", "c"])
    writer.writerows([["novel", "late", *row] for row in clean])
    data = text.getvalue().encode("utf-8", "replace")
    expected = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    written, summary = triaged(data)
    rows = list(csv.reader(io.StringIO(written.decode(), newline="")))[1:]
    assert summary.rows == len(expected) == len(rows)
    assert [row[:5] for row in rows] == [[as_text(cell) for cell in row] for row in expected]
    assert {row[5] for row in rows} == {"bring_it_back"}


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_it_fail_otherwise_than_with_a_message(data: bytes) -> None:
    for made in (data, b"item,trouble\nnovel,late\n" + data):
        try:
            written, summary = triaged(made)
        except TriageError as error:
            assert error.in_language("zh") and error.in_language("en")
        else:
            assert summary.rows >= 1 and written


def test_a_quotation_mark_nobody_closed_loses_no_line() -> None:
    lines = [f"novel,late,{number}" for number in range(4_000)]
    lines[1_000] = 'novel,late,"1000'
    lines[2_000] = 'novel,late,20"00'
    written, summary = triaged(("item,trouble,note\n" + "\n".join(lines)).encode())
    assert summary.rows == summary.decided == 4_000
    assert all(f",{number},bring_it_back".encode() in written for number in (1, 999, 3_999))
    assert b"1000" in written and b"20" in written


def test_a_cell_of_many_lines_is_one_cell() -> None:
    story = "\n".join(f"line {number}, and more" for number in range(100))
    rows = rows_of(triaged(csv_bytes([{**LATE, "note": story}, LATE]))[0])
    assert [row["note"] for row in rows] == [story, ""]


def test_blocks_are_cut_between_records_wherever_they_fall() -> None:
    rows = [{"item": "novel", "note": f'line\n"{number}",\r\n end'} for number in range(50)]
    data = csv_bytes(rows)
    whole = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    for size in range(10, 200, 7):
        source = io.BytesIO(data)
        blocks = list(read_blocks(source, find_form(source), size))
        assert b"".join(block.data for block in blocks) == data[data.index(b"\n") + 1 :]
        cut = [row for block in blocks for row in csv.reader(io.StringIO(block.data.decode(), newline=""))]
        assert cut == whole


def test_many_small_blocks_give_what_one_block_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, chance = real_engine(), random.Random(3)
    rows = [
        {**random_row(chance, engine), "note": chance.choice(["", "a,b", "=1", 'say "hi"', "two\nlines"])}
        for _ in range(800)
    ]
    data = csv_bytes(rows)
    whole, counted = triaged(data, engine=engine)
    monkeypatch.setattr(
        "refund_guide.triage.csv_file.read_blocks", lambda source, form: read_blocks(source, form, 5_000)
    )
    pieces, counted_too = triaged(data, engine=engine)
    assert rows_of(pieces) == rows_of(whole)
    assert counted == counted_too


def test_a_line_without_end_is_refused_before_it_fills_the_memory() -> None:
    class Endless(io.BytesIO):
        """More than fits any memory, made while it is read."""

        def read(self, size: int | None = -1) -> bytes:
            return super().read(size) or b"x" * (size or 0)

    head = b"item,trouble\nnovel,late\n"
    source, form = Endless(head + b"y" * 2_000_000), find_form(io.BytesIO(head))
    with pytest.raises(TriageError) as caught:
        for _ in read_blocks(source, form, 100_000):
            pass
    assert caught.value.phrase == "long_line"


def test_memory_holds_a_few_blocks_however_long_the_file_is() -> None:
    line = b"novel,late,2026-10-20," + b"n" * 200 + b"\n"
    data = b"item,trouble,borrowed,note\n" + line * 120_000

    class Counted(io.RawIOBase):
        size = 0

        def write(self, data: Any) -> int:
            self.size += len(data)
            return len(data)

    target: Any = Counted()
    pool = pa.default_memory_pool()
    before = pool.bytes_allocated()
    most = 0

    def look(_: float) -> None:
        nonlocal most
        most = max(most, pool.bytes_allocated() - before)

    TriageFile.open(io.BytesIO(data)).decide(toy_engine(), target, "csv", Mapping(), Options(), NOW, look)
    assert target.size > len(data)
    assert most < len(data)


def test_the_summary_counts_what_lapses_and_keeps_the_most_urgent() -> None:
    rows = [
        {**LATE, "borrowed": "2026-10-23"},  # 30 days: 22 November, a Sunday, moves to Monday
        {**LATE, "borrowed": "2026-11-01"},
        {**LATE, "borrowed": "2026-01-01"},
        {"item": "novel", "trouble": "late"},
        LOST,
    ]
    _, summary = triaged(csv_bytes(rows))
    assert (summary.today, summary.soon, summary.later, summary.needs_date, summary.past) == (1, 2, 1, 1, 1)
    assert [urgent.row for urgent in summary.urgent] == [5, 1, 2]
    assert sum(summary.outcomes.values()) == sum(summary.payers.values()) == 5
    assert sum(summary.by_day.values()) == 3


def test_a_progress_bar_is_told_how_far_it_is() -> None:
    told: list[float] = []
    data = csv_bytes([LATE] * 10)
    TriageFile.open(io.BytesIO(data)).decide(
        toy_engine(), io.BytesIO(), "csv", Mapping(), Options(), NOW, told.append
    )
    assert told == sorted(told) and told[-1] == 1.0


def test_dates_are_read_as_a_link_reads_them() -> None:
    for text in ("2026-11-20", "2026-11-20T15:30", "2099-12-31T23:59", "2015-01-01"):
        from refund_guide.triage.dates import as_number, read_one

        assert read_one(text) == as_number(read_start(text))


def test_nothing_but_pairs_of_the_contract_is_in_the_toy_rows() -> None:
    assert read_case(toy_tree(), pairs("item=novel trouble=late borrowed=2026-10-20"), NOW).is_complete
