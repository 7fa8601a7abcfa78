"""The command line: what each command prints, how it exits, and that nothing makes it fall over."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refund_guide.command_line import main

from .support import LATE, NOT_TOLD, ROOT, TOY, write, write_variant

FILE = ["--file", str(TOY)]
NOW = ["--now", "2026-11-22T10:00"]


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run_command(*arguments: str) -> Ran:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Ran(code, printed.out, printed.err)

    return run_command


def in_a_shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A real process, for what cannot be seen from inside."""
    command = [sys.executable, "-m", "refund_guide", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, timeout=120)


# --- help and nonsense


def test_without_a_command_the_usage_is_shown(run: Any) -> None:
    ran = run()
    assert ran.code == 2
    assert "usage: python -m refund_guide" in ran.err


@pytest.mark.parametrize("command", ["", "check", "questions", "plan", "cases"])
def test_every_command_has_help(run: Any, command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.code == 0
    assert f"usage: python -m refund_guide {command}".strip() in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["plan", "--lang", "fr"],
        ["plan", "--format", "epub"],
        ["plan", "--date"],
        ["cases", "--colour"],
        ["check", "a", "b"],
    ],
)
def test_what_no_command_knows_ends_with_2_and_the_usage(run: Any, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "usage:" in ran.err


# --- check


def test_check_of_a_sound_file_prints_the_summary_and_ends_with_0(run: Any) -> None:
    ran = run("check", str(TOY))
    assert (ran.code, ran.out, ran.err) == (0, "toy_tree.yaml: 6 outcomes, 34 answer sets, 0 problems\n", "")


def test_check_of_a_broken_file_prints_every_problem_and_ends_with_1(run: Any, tmp_path: Path) -> None:
    ran = run("check", str(write_variant(tmp_path, "payer: buyer", "payer: bayer")))
    *problems, summary = ran.out.splitlines()
    assert ran.code == 1
    assert summary == "toy_tree.yaml: 0 outcomes, 0 answer sets, 1 problems"
    assert len(problems) == 1
    assert problems[0].startswith("toy_tree.yaml:")
    assert " S203 freight[you_post_it].payer: " in problems[0]


@pytest.mark.parametrize("path", ["nowhere.yaml", "", "a\0b", "x" * 5000])
def test_check_of_no_file_is_a_problem_like_any_other(run: Any, path: str) -> None:
    ran = run("check", path)
    assert ran.code == 1
    assert " Y100 " in ran.out
    assert ran.out.splitlines()[-1].endswith(": 0 outcomes, 0 answer sets, 1 problems")


# --- questions and cases


@pytest.mark.parametrize("arguments", [["--json"], []])
def test_questions_are_printed_as_json(run: Any, arguments: list[str]) -> None:
    ran = run("questions", *arguments, *FILE)
    assert ran.code == 0
    assert [one["id"] for one in ran.json["questions"]] == ["item", "trouble", "told", "reply"]
    assert "借的是什么" in ran.out


def test_cases_are_printed_as_a_table_and_as_json(run: Any) -> None:
    table = run("cases", *FILE)
    assert table.code == 0
    assert len(list(csv.DictReader(io.StringIO(table.out)))) == 34
    data = run("cases", "--format", "json", *FILE)
    assert data.code == 0
    assert len(data.json) == 34


# --- plan


def test_a_plan_is_printed_in_chinese_unless_asked_otherwise(run: Any) -> None:
    zh = run("plan", *LATE.split(), *NOW, *FILE)
    en = run("plan", *LATE.split(), *NOW, *FILE, "--lang", "en")
    assert (zh.code, en.code) == (0, 0)
    assert zh.out.startswith("归还并付 5%（5–300 元）\n")
    assert zh.out.rstrip().endswith("仅供测试。")
    assert en.out.startswith("Return it and pay 5% (CNY 5–300)\n")
    assert en.out.rstrip().endswith("For tests only.")
    assert zh.err == en.err == ""


def test_a_plan_is_printed_as_json(run: Any) -> None:
    ran = run("plan", *LATE.split(), "--date", "borrowed=2026-11-02", *NOW, *FILE, "--format", "json")
    assert ran.code == 0
    assert ran.json["outcome"] == "bring_it_back"
    assert ran.json["now"] == "2026-11-22T10:00:00+08:00"
    assert ran.json["deadlines"][0]["due_day"] == "2026-12-02"


def test_options_may_come_before_the_answers(run: Any) -> None:
    assert run("plan", *NOW, *FILE, "--date", "borrowed=2026-11-02", *LATE.split()).code == 0


def test_without_now_the_plan_is_made_for_this_moment(run: Any) -> None:
    before = run("plan", *LATE.split(), *FILE, "--format", "json").json["now"]
    assert before > "2026-11-22"
    assert before.endswith("+08:00")


def test_missing_answers_name_the_next_question_and_its_offered_answers(run: Any) -> None:
    ran = run("plan", "item=film", *FILE, "--lang", "en")
    assert ran.code == 2
    assert ran.out.splitlines() == [
        "Still to be answered: trouble",
        "What went wrong?",
        "  trouble=late  Later than 30 days",
        "  trouble=lost  Lost",
        "  trouble=not_sure  Not sure",
    ]
    assert run("plan", *FILE).out.startswith("还要回答：item\n借的是什么？\n")


def test_missing_answers_in_json_give_the_next_question(run: Any) -> None:
    ran = run("plan", "item=film", *FILE, "--format", "json")
    assert ran.code == 2
    assert ran.json["answers"] == {"item": "film"}
    assert ran.json["next_question"]["id"] == "trouble"
    assert [one["id"] for one in ran.json["next_question"]["answers"]] == ["late", "lost", "not_sure"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["colour=red"], 'There is no question or date "colour"'),
        (["item=harp"], 'has no answer "harp"; possible: novel, atlas, film'),
        ([*LATE.split(), "told=told_them"], "told=told_them does not fit the other answers"),
        ([*LATE.split(), "item=film"], '"item" was given twice'),
        (["item"], '"item" cannot be read; write question=answer'),
        (["=novel"], '"=novel" cannot be read'),
        (["item="], '"item=" cannot be read'),
        ([""], '"" cannot be read'),
        ([*LATE.split(), "--date", "borrowed=soon"], 'The date "soon" for "borrowed" cannot be read'),
        ([*LATE.split(), "--date", "borrowed=2026-02-30"], 'The date "2026-02-30" for "borrowed" does not exist'),
        ([*LATE.split(), "--date", "borrowed=2027-02-01"], "lies in the future"),
        ([*LATE.split(), "--date", "birthday=2026-02-01"], 'There is no question or date "birthday"'),
        ([*LATE.split(), "--now", "soon"], 'The date "soon" for "--now" cannot be read'),
        ([*LATE.split(), "--now", ""], 'The date "" for "--now" cannot be read'),
        ([*LATE.split(), "--now", "1999-01-01"], "the year must be 2015–2099"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_says_why(run: Any, arguments: list[str], says: str) -> None:
    ran = run("plan", *NOW, *FILE, "--lang", "en", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert says in ran.err
    as_json = run("plan", *NOW, *FILE, "--lang", "en", "--format", "json", *arguments)
    assert as_json.code == 2
    assert says in as_json.json["problems"][0]


def test_everything_that_cannot_be_used_is_named_at_once(run: Any) -> None:
    ran = run("plan", "item", "colour=red", "trouble=gone", "--date", "borrowed=x", *NOW, *FILE)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 4


@pytest.mark.parametrize("command", ["questions", "plan", "cases"])
def test_a_file_that_cannot_be_loaded_ends_with_2_and_its_problems(run: Any, tmp_path: Path, command: str) -> None:
    broken = str(write(tmp_path, "a: 1\na: 2\n"))
    ran = run(command, "--file", broken)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("toy_tree.yaml:2 Y107 ")
    assert run(command, "--file", "").code == 2
    assert run(command, "--file", "a\0b").code == 2


def test_a_file_with_a_gap_has_no_plan_and_says_so(run: Any, tmp_path: Path) -> None:
    gap = str(write_variant(tmp_path, "    when: {trouble: [not_sure]}\n", "    when: {reply: [silent]}\n"))
    ran = run("plan", "item=novel", "trouble=not_sure", "--file", gap, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "no single rule for this case (outcomes)" in ran.err
    assert run("cases", "--file", gap).code == 0


# --- hostile arguments

arguments = st.lists(
    st.sampled_from(
        [
            "item=novel",
            "item",
            "trouble=late",
            "--date",
            "--lang",
            "en",
            "--format",
            "json",
            "--now",
            "--",
            "-",
            "--file",
        ]
    )
    | st.sampled_from(
        ["borrowed=2026-11-02", "2026-11-22", "=", "==", "item==", "%s", "{key}", "--da", "@file", "-h", "../../etc"]
    )
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    max_size=8,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments)
def test_no_arguments_make_plan_fall_over(run: Any, arguments: list[str]) -> None:
    ran = run("plan", *FILE, *arguments)
    assert ran.code in (0, 2)
    assert ran.out or ran.err


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["check", "questions", "cases", ""]),
    st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3),
)
def test_no_arguments_make_the_other_commands_fall_over(run: Any, command: str, arguments: list[str]) -> None:
    hostile = [one.encode("utf-8", "replace").decode() for one in arguments]
    assert run(*([command] if command else []), *hostile).code in (0, 1, 2)


@pytest.mark.parametrize("form", ["text", "json"])
def test_half_characters_in_arguments_are_shown_as_question_marks(run: Any, form: str) -> None:
    hostile = ["\udcff", "\ud800=\udfff", "item=\udcff", "a\x1b[2Jb=c"]
    ran = run("plan", *hostile, "--date", "borrowed=\udcff", "--format", form, *FILE)
    assert ran.code == 2
    assert "\x1b" not in ran.out + ran.err
    assert run("plan", "--now", "\udcff", "--format", form, *FILE).code == 2
    assert run("check", "\udcff.yaml").code == 1
    assert run("plan", "--file", "\ud800.yaml").code == 2


def test_a_name_in_another_encoding_does_not_stop_a_real_process() -> None:
    ran = in_a_shell("check", "\udcff\udcfe.yaml")
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert ran.stdout.startswith(b"??.yaml:1 Y100 ")


def test_a_reader_that_stops_reading_is_no_error() -> None:
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "refund_guide", "cases", *FILE]
    ran = subprocess.run(command, cwd=ROOT, stdout=written, stderr=subprocess.PIPE, timeout=120)
    os.close(written)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_terminal_that_cannot_show_chinese_still_gets_the_plan() -> None:
    ran = in_a_shell("plan", *LATE.split(), *FILE, "--format", "json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["title"] == "归还并付 5%（5–300 元）"


def test_the_command_line_prints_the_moments_of_the_plan(run: Any) -> None:
    when = ["--date", "noticed=2026-11-22T09:30", *NOW, *FILE, "--lang", "en"]
    text = run("plan", *NOT_TOLD.split(), *when)
    data = run("plan", *NOT_TOLD.split(), *when, "--format", "json")
    assert data.json["deadlines"][0]["due_text"] == "Sun 22 Nov 2026, 11:00"
    assert "Sun 22 Nov 2026, 11:00" in text.out


def test_the_default_file_is_the_knowledge_of_this_repository(run: Any) -> None:
    assert "decision_tree.yaml" in run("plan", "--help").out


def test_a_changed_length_changes_every_sentence_and_date(run: Any, tmp_path: Path) -> None:
    longer = str(write_variant(tmp_path, "    max: 30\n", "    max: 31\n"))
    when = ["--date", "borrowed=2026-11-02", *NOW, "--format", "json", "--lang", "en"]
    plan = run("plan", *LATE.split(), *when, "--file", longer).json
    assert plan["summary"] == "A loan lasts 31 days."
    assert plan["trace"][1]["label"] == "Later than 31 days"
    assert plan["deadlines"][0]["length"] == "31 days"
    assert plan["deadlines"][0]["due_day"] == "2026-12-03"
