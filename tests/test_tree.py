"""Loading: what a loaded tree offers, and how a file that cannot be loaded is explained."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from refund_guide.clock import read_start
from refund_guide.export.as_json import plan_as_data
from refund_guide.export.as_text import plan_as_text
from refund_guide.planner import NoRule, make_plan
from refund_guide.problems import KnowledgeError, Problem
from refund_guide.tree import PART_BLOCKS, Tree, load_tree, read_text, validate
from refund_guide.walk import complete_answer_sets

from .hostile import damaged, small_text
from .support import (
    NOW,
    TOY,
    item,
    line_with,
    only_problem,
    toy_data,
    toy_text,
    toy_tree,
    tree_of,
    write,
    write_variant,
)
from .test_source_text import survives


def problem_after(folder: Path, old: str, new: str) -> Problem:
    with pytest.raises(KnowledgeError) as caught:
        load_tree(write_variant(folder, old, new))
    return only_problem(caught.value)


def test_the_toy_tree_loads_with_everything_indexed() -> None:
    tree = load_tree(TOY)
    assert tree.file == "toy_tree.yaml"
    assert list(tree.question_by_id) == ["item", "trouble", "told", "reply"]
    assert list(tree.events) == ["borrowed", "ready", "noticed", "reported"]
    assert tree.durations["grace_hours"].max == 36
    assert tree.sources["old_leaflet"].until == date(2018, 1, 1)
    assert list(tree.pages) == ["page_loan", "page_trouble"]
    assert tree.conflicts["how_long_a_loan_lasts"].sources == ["house_rules"]
    assert tree.deadlines["grace_ends"].starts_from == "take_back"
    assert tree.groups == {("item", "on_paper"): ["novel", "atlas"]}


def test_parts_of_a_block_come_in_their_order_and_else_as_written() -> None:
    parts = toy_tree().parts
    assert tuple(parts) == PART_BLOCKS
    assert [one.id for one in parts["steps"]] == ["search_the_bag", "fill_in_the_form", "go_to_the_desk"]
    assert [one.id for one in parts["warnings"]] == ["do_not_glue", "keep_the_slip"]


def test_the_parts_of_a_case_come_with_the_questions_that_brought_them_in() -> None:
    answers = {"item": "novel", "trouble": "not_sure"}
    found = {one.id: because for one, because in toy_tree().parts_for(answers)}
    assert found["search_the_bag"] == ("trouble", "item")
    assert found["look_again"] == ("trouble",)
    assert found["keep_the_slip"] == ()
    assert "bring_it_back" not in found


def test_gates_of_a_rung_are_ready_to_be_asked() -> None:
    gates = toy_tree().gates
    assert gates["desk"] == (None, ((("reply", frozenset({"agreed"})),),))
    assert gates["hotline"] == (None, None)


def test_phrases_stand_for_durations_amounts_and_slots_in_both_languages() -> None:
    zh, en = toy_tree().phrases("zh"), toy_tree().phrases("en")
    assert (zh["reply_window"], en["reply_window"]) == ("1–3 个工作日", "1–3 working days")
    assert (zh["late_fee"], en["late_fee"]) == ("5%（5–300 元）", "5% (CNY 5–300)")
    assert (zh["card_number"], en["card_number"]) == ("【借书证号】", "[card number]")
    assert "{unknown}".format_map(zh) == "{unknown}"


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    problem = problem_after(
        tmp_path, "    chance_why: {zh: 规则写明。", "    chance_wy: 1\n    chance_why: {zh: 规则写明。"
    )
    assert problem == Problem(
        "toy_tree.yaml",
        line_with(toy_text(), "chance_why: {zh: 规则写明。"),
        "S201",
        "outcomes[bring_it_back]: key 'chance_wy' is not known here; check its spelling",
    )


def test_a_missing_key_is_named_with_the_line_of_its_item(tmp_path: Path) -> None:
    problem = problem_after(tmp_path, "    precision: minute\n    after: [borrowed]\n", "    after: [borrowed]\n")
    assert (problem.code, problem.line) == ("S202", line_with(toy_text(), "- id: noticed"))
    assert problem.message == "events[noticed]: 'precision' is missing; add it"


def test_a_missing_block_is_named(tmp_path: Path) -> None:
    text = toy_text()
    start, end = text.index("notices:\n"), text.index("steps:\n")
    with pytest.raises(KnowledgeError) as caught:
        load_tree(write(tmp_path, text[:start] + text[end:]))
    assert str(caught.value) == "toy_tree.yaml:4 S202 file: 'notices' is missing; add it"


def test_a_value_of_the_wrong_kind_is_shown(tmp_path: Path) -> None:
    problem = problem_after(tmp_path, "    max: 36\n", "    max: thirty-six\n")
    assert (problem.code, problem.line) == ("S203", line_with(toy_text(), "max: 36"))
    assert problem.message.startswith("durations[grace_hours].max: ")
    assert problem.message.endswith("(found 'thirty-six')")


def test_a_rule_of_our_own_is_worded_plainly(tmp_path: Path) -> None:
    problem = problem_after(tmp_path, "    max: 3\n    unit: years\n", "    max: 300\n    unit: years\n")
    assert problem.message.startswith("durations[claim_limit]: longer than 100 years; write it")


def test_a_mistake_in_a_condition_is_found_on_its_line_however_it_is_written(tmp_path: Path) -> None:
    one = "    when:\n      trouble: [not_sure]\n      item: novel\n"
    problem = problem_after(tmp_path, "    when: {trouble: [not_sure], item: [on_paper]}\n", one)
    assert (problem.code, problem.line) == ("S203", line_with(toy_text(), "when: {trouble: [not_sure], item:") + 2)
    problem = problem_after(tmp_path, "      - {reply: [refused]}\n", "      - {reply: refused}\n")
    assert (problem.code, problem.line) == ("S203", line_with(toy_text(), "- {reply: [refused]}"))


def test_every_problem_is_reported_at_once_in_file_order(tmp_path: Path) -> None:
    text = (
        toy_text()
        .replace("kind: law", "kind: gossip")
        .replace("    payer: buyer\n", "")
        .replace("en: Loan Guide", "fr: x")
    )
    with pytest.raises(KnowledgeError) as caught:
        load_tree(write(tmp_path, text))
    assert [problem.code for problem in caught.value.problems] == ["S201", "S202", "S203", "S202"]
    lines = [problem.line for problem in caught.value.problems]
    assert lines == sorted(lines)


def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    for text in ("just words\n", "- a\n- b\n", "5\n"):
        with pytest.raises(KnowledgeError) as caught:
            load_tree(write(tmp_path, text))
        assert only_problem(caught.value).code == "S203"
        assert only_problem(caught.value).message.startswith("file: ")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("nowhere.yaml", "nowhere.yaml:1 Y100 cannot open the file: No such file"),
        (".", ".:1 Y100 "),
        ("", ".:1 Y100 "),
    ],
)
def test_a_file_that_cannot_be_opened_is_named(
    path: str, shown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KnowledgeError) as caught:
        read_text(path)
    assert str(caught.value).startswith(shown)


@pytest.mark.parametrize("path", ["a\0b", "\ud800.yaml", "x" * 5000, "/" + "d/" * 3000])
def test_a_name_no_file_can_have_is_a_file_that_cannot_be_opened(path: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_tree(path)
    assert only_problem(caught.value).code == "Y100"
    assert str(caught.value).isprintable()


def test_a_file_that_is_not_utf8_is_refused_and_told_how_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "toy_tree.yaml"
    path.write_bytes("meta: 借书".encode("gbk"))
    with pytest.raises(KnowledgeError) as caught:
        load_tree(path)
    assert str(caught.value) == "toy_tree.yaml:1 Y100 the file is not UTF-8 text (byte 6); save it as UTF-8"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "toy_tree.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + toy_text().replace("\n", "\r\n").encode())
    assert load_tree(path).knowledge == toy_tree().knowledge


def test_the_same_data_written_another_way_is_the_same_tree(tmp_path: Path) -> None:
    rewritten = yaml.safe_dump(yaml.safe_load(toy_text()), allow_unicode=True, default_flow_style=False)
    assert load_tree(write(tmp_path, rewritten)).knowledge == toy_tree().knowledge


def test_validate_reports_items_without_a_readable_id_by_number() -> None:
    data: Any = toy_data()
    item(data, "pages", "page_trouble")["id"] = 5
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    with pytest.raises(KnowledgeError) as caught:
        validate(data, text, "f.yaml")
    assert only_problem(caught.value).message.startswith("pages[1].id: ")


def can_be_used(tree: Tree) -> bool:
    """Plan the first answer set with every date known; ``NoRule`` is the one honest refusal."""
    answers = next(complete_answer_sets(tree.questions), None)
    if answers is None:
        return False
    dates = {event: read_start("2026-11-10T00:00") for event in tree.events}
    try:
        plan = make_plan(tree, answers, dates, NOW, "zh")
    except NoRule:
        return False
    assert plan_as_text(plan, "!").startswith(plan.title)
    assert plan_as_data(plan)["outcome"] == plan.outcome
    return True


@pytest.mark.parametrize("chunk", range(4))
def test_a_damaged_file_that_loads_can_be_used_or_says_there_is_no_rule(chunk: int) -> None:
    loaded = [tree for text in damaged(small_text(), 3000 + chunk, 250) if (tree := survives(text))]
    assert len(loaded) > 3
    for tree in loaded:
        can_be_used(tree)
    assert can_be_used(tree_of(toy_data()))
