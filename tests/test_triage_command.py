"""``python -m refund_guide triage``: what it writes, says and returns."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from refund_guide.command_line import main
from refund_guide.triage.command import _Bar
from refund_guide.triage.phrases import PHRASES

from .support import ROOT, TOY
from .triage_support import csv_bytes, rows_of, sheet_rows, toy_tree

LATE = {"item": "novel", "trouble": "late", "borrowed": "2026-10-20"}
NOW = ["--now", "2026-11-22T10:00", "--file", str(TOY)]


@pytest.fixture
def tickets(tmp_path: Path) -> Path:
    path = tmp_path / "tickets.csv"
    path.write_bytes(csv_bytes([LATE, {"item": "film", "trouble": ""}]))
    return path


def test_a_file_is_decided_and_counted(tickets: Path, capsys: Any) -> None:
    out = tickets.with_name("decided.csv")
    assert main(["triage", str(tickets), str(out), "--lang", "en", *NOW]) == 0
    first, second = rows_of(out.read_bytes())
    assert (first["outcome"], first["due"]) == ("bring_it_back", "2026-11-20 00:00")
    assert second["problems"] == "Still to be answered: trouble"
    assert capsys.readouterr().out.splitlines() == [
        "2 tickets: 1 decided, 1 with an open question, 1 with something to look at",
        "Due today 0, within 48 hours 0, later 0, date needed 0, with a deadline past 1",
        "  Still to be answered: trouble: 1",
    ]
    assert not list(tickets.parent.glob("*.part"))


def test_the_name_of_the_output_decides_its_form(tickets: Path, capsys: Any) -> None:
    out = tickets.with_name("decided.XLSX")
    assert main(["triage", str(tickets), str(out), *NOW]) == 0
    assert "2 张工单" in capsys.readouterr().out
    assert sheet_rows(out.read_bytes())[1][3] == "bring_it_back"


def test_columns_and_values_can_be_mapped_by_hand(tmp_path: Path, capsys: Any) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("Buch=Art,Problem,seit\nRoman,late,2026-10-20\n", encoding="utf-8")
    hand = [
        "--map",
        "Buch=Art=item",
        "--map",
        "Problem=trouble",
        "--map",
        "seit=borrowed",
        "--value",
        "item:Roman=novel",
    ]
    assert main(["triage", str(source), str(out), *hand, *NOW]) == 0
    assert rows_of(out.read_bytes())[0]["due"] == "2026-11-20 00:00"


def test_values_nobody_knows_are_mentioned(tmp_path: Path, capsys: Any) -> None:
    source = tmp_path / "in.csv"
    source.write_text("item,trouble\nnovel,late\ntablet,late\ntablet,late\n", encoding="utf-8")
    assert main(["triage", str(source), str(tmp_path / "out.csv"), "--lang", "en", *NOW]) == 0
    assert 'Values in "item" that are no answers we know: tablet (2)' in capsys.readouterr().out


def test_a_column_that_may_be_meant_is_mentioned(tmp_path: Path, capsys: Any) -> None:
    source = tmp_path / "in.csv"
    source.write_text("item,X9\nnovel,late\n", encoding="utf-8")
    assert main(["triage", str(source), str(tmp_path / "out.csv"), "--lang", "en", *NOW]) == 0
    assert "--map X9=trouble" in capsys.readouterr().out


def test_links_and_words_on_demand(tickets: Path) -> None:
    out = tickets.with_name("decided.csv")
    link = ["--link", "https://guide.example", "--words", "--lang", "en"]
    assert main(["triage", str(tickets), str(out), *link, *NOW]) == 0
    first = rows_of(out.read_bytes())[0]
    assert first["link"] == "https://guide.example/plan?item=novel&trouble=late&borrowed=2026-10-20&lang=en"
    assert (first["whose"], first["due"]) == ("you", "2026-11-19 24:00")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--map", "x"], "column=question"),
        (["--map", "x=nonsense"], "column=question"),
        (["--value", "item:x"], "question:text=answer"),
        (["--value", "item:x=nonsense"], "question:text=answer"),
        (["--value", "nonsense:x=novel"], "question:text=answer"),
        (["--link", "javascript:alert(1)"], "https://"),
        (["--link", "https://a.example/?x=1"], "https://"),
        (["--now", "soon"], "--now"),
    ],
)
def test_what_cannot_be_used_is_named_and_nothing_written(
    tickets: Path, capsys: Any, arguments: list[str], said: str
) -> None:
    out = tickets.with_name("decided.csv")
    assert main(["triage", str(tickets), str(out), "--lang", "en", *NOW, *arguments]) == 1
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert not out.exists()


def test_files_that_cannot_be_opened_or_written_are_named(tickets: Path, capsys: Any) -> None:
    missing = tickets.with_name("nothing.csv")
    assert main(["triage", str(missing), str(tickets.with_name("o.csv")), "--lang", "en", *NOW]) == 1
    assert "nothing.csv" in capsys.readouterr().err
    assert main(["triage", str(tickets), str(tickets.parent / "no" / "o.csv"), "--lang", "en", *NOW]) == 1
    assert "Cannot open" in capsys.readouterr().err
    assert main(["triage", str(tickets), str(tickets), "--lang", "en", *NOW]) == 1
    assert "same file" in capsys.readouterr().err
    assert rows_of(tickets.read_bytes())[0] == LATE


def test_a_file_without_tickets_leaves_an_older_result_alone(tmp_path: Path, capsys: Any) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("item,trouble\n", encoding="utf-8")
    out.write_text("yesterday", encoding="utf-8")
    assert main(["triage", str(source), str(out), *NOW]) == 1
    assert "第一行是表头" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_a_bar_moves_on_anything_over_a_second_and_only_then() -> None:
    stream = io.StringIO()
    bar = _Bar(stream, "Deciding")
    bar.show(0.2)
    bar.close()
    assert stream.getvalue() == ""
    bar = _Bar(stream, "Deciding")
    bar._begun -= 2
    for share in (0.25, 0.2501, 1.0):
        bar.show(share)
    bar.close()
    assert stream.getvalue() == f"\rDeciding [{'#' * 6}{'.' * 19}]  25%\rDeciding [{'#' * 25}] 100%\n"


def test_the_table_of_cases_is_printed_as_parquet(capsysbinary: Any) -> None:
    import pyarrow.parquet as parquet

    assert main(["cases", "--format", "parquet", "--file", str(TOY)]) == 0
    table = parquet.read_table(io.BytesIO(capsysbinary.readouterr().out))
    assert main(["cases", "--file", str(TOY)]) == 0
    printed = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    assert table.column_names == list(printed[0])
    assert table.num_rows == len(printed) == 34
    for row, line in zip(table.to_pylist(), printed, strict=True):
        assert {key: "" if value is None else json.dumps(value).strip('"') for key, value in row.items()} == line
    assert {"max_1": "int32", "holiday_moves_1": "bool"}.items() <= dict(
        zip(table.column_names, map(str, table.schema.types), strict=True)
    ).items()
    assert [row["item"] for row in table.to_pylist()][:1] == [next(iter(toy_tree().questions)).question.answers[0].id]


PRIVATE = """
import io, logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stdout)
from tests.triage_support import toy_engine, triaged, xlsx_bytes
head, cells = ["item", "trouble", "note"], [["novel", "x"] * 20000, ["late", "late"] * 20000, ["secret"] * 40000]
files = [xlsx_bytes(head, cells), "\\n".join(",".join(row) for row in [head, *zip(*cells)]).encode()]
def written():
    with open("/proc/self/io") as counts:
        return int(counts.read().split("wchar: ")[1].split()[0])
for data in files:  # whatever is made once is made here
    triaged(data, "csv"), triaged(data, "xlsx")
before = written()
for data in files:
    for kind in ("csv", "xlsx"):
        assert len(triaged(data, kind)[0]) > 100000
assert written() == before, written() - before
"""


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="counts what the system calls wrote")
def test_nothing_of_a_file_is_written_or_logged_but_the_result() -> None:
    ran = subprocess.run([sys.executable, "-B", "-c", PRIVATE], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr


@pytest.mark.parametrize("key", PHRASES)
def test_every_phrase_exists_in_both_languages_with_the_same_gaps(key: str) -> None:
    import string

    zh, en = PHRASES[key]
    gaps = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
    assert gaps[0] == gaps[1]
    assert zh.strip() == zh != en.strip() == en
