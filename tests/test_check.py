"""Every mistake an editor can make is caught by its code, on its line, with a word on what to do."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from refund_guide.check import Report, run
from refund_guide.check.cases import MOST_ANSWER_SETS
from refund_guide.check.cases import MOST_QUESTIONS as MOST_IN_A_ROW

from .hostile import damaged, small_text
from .mistakes import MISTAKES, Mistake
from .support import ROOT, TODAY, TOY, dump, item, line_with, toy_data, toy_text, write

CODE = re.compile(r"\b[A-Z][0-9]{3}\b")
IN_SOURCE = re.compile(r'"([A-Z][0-9]{3})"')
DOCUMENT = ROOT / "docs" / "checks.md"


WHOLE_FILES = {
    "Y101": ("a: 1\nb: " + "[" * 50, 2, "nested deeper"),
    "Y102": ("# nothing\n", 1, "empty"),
    "Y103": ("a:\n" + "- x\n" * 100_001, 100_000, "split or shorten"),
    "Y104": ("a: 1\nb: [\n", 3, "check indentation and quotes"),
    "Y105": ("a: 1\nb: &b 2\n", 2, "use a group instead"),
    "Y106": ("a: 1\nb: !c 2\n", 2, "remove !c"),
    "Y107": ("a: 1\nb: 2\na: 3\n", 3, "keep one"),
    "Y108": ("a: 1\n---\nb: 2\n", 2, "remove the '---' line"),
}
TESTED_BELOW = {"Y100", "C606"}


def check(path: Path | str, today: date = TODAY) -> Report:
    return run(path, today=today)


def check_data(folder: Path, data: Any) -> Report:
    return check(write(folder, dump(data)))


def codes_in(folder: Path) -> set[str]:
    return {code for path in folder.rglob("*.py") for code in IN_SOURCE.findall(path.read_text(encoding="utf-8"))}


# --- sound files


def test_the_toy_file_is_sound() -> None:
    report = check(TOY)
    assert report.problems == []
    assert report.summary() == "toy_tree.yaml: 6 outcomes, 34 answer sets, 0 problems"
    assert report.tree is not None


def test_a_source_is_good_until_its_last_day(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        toy_text().replace("    checked_on: 2026-06-01\n", "    until: 2026-11-22\n    checked_on: 2026-06-01\n"),
    )
    assert check(path, date(2026, 11, 22)).problems == []
    assert {problem.code for problem in check(path, date(2026, 11, 23)).problems} == {"E701"}


def test_a_conflict_may_quote_a_source_that_has_ended() -> None:
    assert "source: old_leaflet" in toy_text()
    assert "until: 2018-01-01" in toy_text()
    assert check(TOY).problems == []


def test_numbers_that_are_names_and_times_of_day_may_stand_in_sentences(tmp_path: Path) -> None:
    assert "24:00 前打" in toy_text()
    unnamed = toy_text().replace('fixed_numbers: ["110"]', "fixed_numbers: []")
    assert {problem.code for problem in check(write(tmp_path, unnamed)).problems} == {"T403"}


# --- mistakes


@pytest.mark.parametrize("wrong", MISTAKES, ids=lambda wrong: f"{wrong.code}-{wrong.at.strip()[:30]}")
def test_a_mistake_is_found_on_its_line_and_says_what_to_do(wrong: Mistake, tmp_path: Path) -> None:
    text = toy_text()
    for old, new in wrong.edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    found = check(write(tmp_path, text)).problems
    line = line_with(text, wrong.at, wrong.nth)
    here = [problem for problem in found if problem.code == wrong.code and problem.line == line]
    assert any(wrong.says in problem.message for problem in here), "\n".join(map(str, found))
    assert {problem.code for problem in found} <= {wrong.code, *wrong.also.split()}


@pytest.mark.parametrize("code", WHOLE_FILES)
def test_a_file_that_cannot_be_read_is_one_problem_with_its_line(code: str, tmp_path: Path) -> None:
    text, line, says = WHOLE_FILES[code]
    report = check(write(tmp_path, text))
    assert [(problem.code, problem.line) for problem in report.problems] == [(code, line)]
    assert says in report.problems[0].message
    assert (report.tree, report.outcomes, report.answer_sets) == (None, 0, 0)


def test_a_file_that_is_not_there_is_a_problem_like_any_other(tmp_path: Path) -> None:
    report = check(tmp_path / "nowhere.yaml")
    assert [str(problem) for problem in report.problems] == [
        "nowhere.yaml:1 Y100 cannot open the file: No such file or directory; check its name"
    ]
    assert report.summary() == "nowhere.yaml: 0 outcomes, 0 answer sets, 1 problems"


def more_questions(count: int, **more: Any) -> dict[str, Any]:
    data = toy_data()
    template = item(data, "questions", "item")
    data["questions"] += [{**template, "id": f"more_{number}", **more} for number in range(count)]
    return data


def test_more_questions_in_a_row_than_anybody_answers_are_too_many(tmp_path: Path) -> None:
    few = check_data(tmp_path, more_questions(MOST_IN_A_ROW - 4)).problems
    assert "C606" not in {problem.code for problem in few}
    many = [one for one in check_data(tmp_path, more_questions(MOST_IN_A_ROW - 3)).problems if one.code == "C606"]
    assert many[0].message.startswith("10 questions in a row, more than 9; ask less: item=novel trouble=lost")
    assert many[0].line == line_with((tmp_path / TOY.name).read_text(encoding="utf-8"), "questions:")


def test_more_answer_sets_than_anybody_can_look_through_are_too_many(tmp_path: Path) -> None:
    report = check_data(tmp_path, more_questions(6, asked_when={"item": ["film"]}))
    assert report.answer_sets <= MOST_ANSWER_SETS
    data = toy_data()
    answers = [{**item(data, "questions", "item")["answers"][0], "id": f"answer_{number}"} for number in range(700)]
    data["questions"].append({**item(data, "questions", "item"), "id": "which", "answers": answers})
    found = [one.message for one in check_data(tmp_path, data).problems if one.code == "C606"]
    assert found == ["23800 answer sets, more than 20000; ask less"]


def test_a_number_of_answer_sets_beyond_counting_stops_the_count(tmp_path: Path) -> None:
    report = check_data(tmp_path, more_questions(150))
    assert [problem.code for problem in report.problems] == ["C606"]
    assert "ways through the questions; ask less" in report.problems[0].message


def test_a_file_nobody_can_get_through_is_reported_and_not_a_crash(tmp_path: Path) -> None:
    data = toy_data()
    never = {"item": ["film"], "trouble": ["damaged"]}
    answers = [{**one, "offered_when": never} for one in item(data, "questions", "told")["answers"]]
    data["questions"].append({**item(data, "questions", "item"), "id": "gate", "answers": answers})
    report = check_data(tmp_path, data)
    assert report.answer_sets == 0
    assert "gate: offers no answer after item=novel trouble=late" in "\n".join(one.message for one in report.problems)


def test_a_chain_of_deadlines_without_end_is_reported(tmp_path: Path) -> None:
    data = toy_data()
    template = item(data, "deadlines", "sue_by")
    for number in range(1500):
        start = f"link_{number - 1}" if number else "sue_by"
        data["deadlines"].append({**template, "id": f"link_{number}", "starts_from": start})
    found = [problem for problem in check_data(tmp_path, data).problems if problem.code == "D505"]
    assert found[0].message == "link_8: more than 10 deadlines in a row before it; name an event"
    assert len(found) == 1500 - 8


def test_two_mistakes_are_both_reported_in_file_order(tmp_path: Path) -> None:
    text = toy_text().replace("    by: take_back\n", "    by: take_it_back\n").replace("en: 14 days", "en: 15 days")
    assert [problem.code for problem in check(write(tmp_path, text)).problems] == ["R304", "T402"]


def test_unknown_names_come_first_and_the_cases_wait(tmp_path: Path) -> None:
    text = toy_text().replace("when: {reply: [agreed]}\n    title", "when: {reply: [agred]}\n    title")
    report = check(write(tmp_path, text))
    assert {problem.code for problem in report.problems} == {"R301"}
    assert report.tree is not None
    assert report.answer_sets == 0


def test_not_sure_may_lead_where_another_answer_leads() -> None:
    """``told``: not_told and not_sure have the same plan, and asking is still worth it."""
    assert "C603" not in {problem.code for problem in check(TOY).problems}


@pytest.mark.parametrize("chunk", range(4))
def test_a_damaged_file_never_makes_the_check_fall_over(chunk: int, tmp_path: Path) -> None:
    for text in damaged(small_text(), 4000 + chunk, 150):
        report = check(write(tmp_path, text.encode("utf-8", "replace").decode()))
        assert isinstance(report.summary(), str)
        if report.tree is not None:
            assert report.problems, "half a file cannot be sound"


# --- the list of codes


def documented() -> dict[str, tuple[str, str]]:
    rows = re.findall(
        r"^\| `([A-Z][0-9]{3})` \| (.+?) \| (.+?) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len({code for code, _, _ in rows}) == len(rows), "a code is listed twice"
    return {code: (meaning, what_to_do) for code, meaning, what_to_do in rows}


def test_every_code_of_the_source_is_documented_and_no_other() -> None:
    assert set(documented()) == codes_in(ROOT / "refund_guide")


def test_every_documented_code_says_what_it_means_and_what_to_do() -> None:
    for code, (meaning, what_to_do) in documented().items():
        assert len(meaning) > 10, code
        assert len(what_to_do) > 10, code


def test_every_code_has_a_test() -> None:
    assert {wrong.code for wrong in MISTAKES} | set(WHOLE_FILES) | TESTED_BELOW == codes_in(ROOT / "refund_guide")


def test_a_code_named_in_a_comment_or_document_exists() -> None:
    places = [*(ROOT / "refund_guide").rglob("*.py"), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
    named = {code for path in places for code in CODE.findall(path.read_text(encoding="utf-8"))}
    known = codes_in(ROOT / "refund_guide")
    assert {code for code in named if code[0] in "YSRDTCE"} <= known
