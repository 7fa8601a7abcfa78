"""The table of all cases: what it finds, and the files made of it."""

import csv
import io
import re
import zipfile
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest

from refund_guide.cases import list_cases
from refund_guide.tree import load_tree
from refund_guide.walk import complete_answer_sets
from ui.cases_data import as_csv, as_xlsx, case_table

from .support import changed_toy, item, toy_tree

TOY = toy_tree()
TABLE = case_table(TOY, "en")
BASE, LINK = "https://host/plan", "Link"
REAL = load_tree()


def numbers(picks: dict[str, list[str]], search: str = "") -> list[int]:
    return [int(number) for number in TABLE.find(picks, search).index]


def answers(number: int) -> dict[str, str]:
    return TABLE.rows[number].answers


def test_without_filters_every_case_is_there_once() -> None:
    assert [answers(number) for number in numbers({})] == list(complete_answer_sets(TOY.questions))


@pytest.mark.parametrize(
    "picks",
    [
        {"item": ["film"]},
        {"trouble": ["lost", "damaged"]},
        {"item": ["novel", "atlas"], "told": ["not_told"]},
        {"reply": ["agreed"], "item": []},
    ],
)
def test_a_filter_is_all_of_the_facts_and_any_of_the_answers(picks: dict[str, list[str]]) -> None:
    found = numbers(picks)
    expected = [
        number
        for number, row in enumerate(TABLE.rows)
        if all(row.answers.get(fact) in wanted for fact, wanted in picks.items() if wanted)
    ]
    assert found == expected != []


def test_results_can_be_filtered_too() -> None:
    assert {TABLE.rows[n].payer for n in numbers({"payer": ["buyer"]})} == {"buyer"}
    assert {TABLE.rows[n].outcome for n in numbers({"outcome": ["appeal"]})} == {"appeal"}
    assert {TABLE.rows[n].refund_type for n in numbers({"refund_type": ["exchange", "none"]})} == {"exchange", "none"}
    with_clock = numbers({"deadline": ["sue_by", "pick_up"]})
    assert with_clock == [n for n, row in enumerate(TABLE.rows) if {"sue_by", "pick_up"} & set(row.deadlines)]


def test_a_search_finds_all_words_wherever_they_stand_and_in_any_case() -> None:
    assert numbers({}, "  ATLAS  refused ") == numbers({"item": ["atlas"], "reply": ["refused"]})
    assert numbers({"item": ["film"]}, "later than 30") == numbers({"item": ["film"], "trouble": ["late"]})
    assert numbers({}, "end of grace") == numbers({"trouble": ["late"]}), "names of clocks are searched too"
    assert numbers({}, "atlas nowhere") == []


@pytest.mark.parametrize("search", ["(", "[", "\\", ".*", "|"])
def test_a_search_is_text_and_not_a_pattern(search: str) -> None:
    assert numbers({}, search) in ([], numbers({"trouble": ["late"]})), "an outcome has a bracket in its title"


def test_columns_that_say_nothing_about_the_rows_found_are_left_out() -> None:
    late = TABLE.find({"trouble": ["late"]}, "")
    assert "told" not in late and "reply" not in late
    assert "reply" in TABLE.find({"told": ["told_them"]}, "")


def test_words_are_in_the_language_of_the_page() -> None:
    first = case_table(TOY, "zh").find({"item": ["film"], "trouble": ["late"]}, "").iloc[0]
    assert (first["item"], first["trouble"], first["payer"]) == ("影碟", "超过 30 天", "你付退货运费")


def test_two_questions_worded_alike_get_different_columns() -> None:
    tree = changed_toy(lambda data: item(data, "questions", "told")["ask"].update(en="What went wrong?"))
    titles = case_table(tree, "en").titles
    assert titles["trouble"] == "What went wrong? (trouble)"
    assert titles["told"] == "What went wrong? (told)"
    assert titles["item"] == "What did you borrow?"
    for language in ("zh", "en"):
        real = case_table(REAL, language).titles
        assert len(set(real.values())) == len(real)


def rows_of_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_csv_file_opens_in_excel_and_holds_exactly_the_rows_found() -> None:
    found = case_table(TOY, "zh").find({"item": ["film"]}, "")
    content = as_csv(case_table(TOY, "zh"), found, BASE, "方案链接")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of_csv(content)
    assert len(rows) == len(found)
    assert {row["借的是什么？"] for row in rows} == {"影碟"}
    linked = [dict(parse_qsl(urlsplit(row["方案链接"]).query)) for row in rows]
    assert linked == [TABLE.rows[number].answers for number in found.index]


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1+1"])
def test_no_cell_of_a_csv_file_is_a_formula(label: str) -> None:
    tree = changed_toy(lambda data: item(data, "questions", "item")["answers"][0]["label"].update(en=label))
    table = case_table(tree, "en")
    rows = rows_of_csv(as_csv(table, table.find({"item": ["novel"]}, ""), BASE, LINK))
    assert {row["What did you borrow?"] for row in rows} == {"'" + label.strip()}


def test_an_excel_file_holds_the_same_as_text() -> None:
    label = "=HYPERLINK(1)"
    tree = changed_toy(lambda data: item(data, "questions", "item")["answers"][0]["label"].update(en=label))
    table = case_table(tree, "en")
    found = table.find({"item": ["novel"], "trouble": ["late"]}, "")
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table, found, BASE, LINK))) as archive:
        texts = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = ["".join(one.itertext()) for one in texts]
    assert label in strings and "https://host/plan?item=novel&trouble=late" in strings
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    assert len(re.findall("<row ", sheet)) == 1 + len(found)


def test_the_table_of_the_guide_says_what_the_cases_say() -> None:
    table = case_table(REAL, "zh")
    assert len(table) == len(list(list_cases(REAL)))
    assert not table.words["outcome"].isna().any()
    asked = table.ids.drop(columns=["outcome", "refund_type", "payer"]).notna().sum().sum()
    assert asked == sum(len(row.answers) for row in table.rows)
    assert (table.ids.notna() == table.words[list(table.ids)].notna()).all().all()
