"""What support sends and notes: the plan's own words, in the right order, promising nothing else."""

import re
from dataclasses import replace
from itertools import islice

import pytest

from refund_guide.desk import GAPS, Desk
from refund_guide.planner import make_plan
from refund_guide.reply import UNSURE, internal_note, reply_to_customer
from refund_guide.tree import load_tree
from refund_guide.vocabulary import Language
from refund_guide.walk import complete_answer_sets
from refund_guide.wording import address_politely

from .support import LATE, NOT_TOLD, NOW, REFUSED, changed_toy, item, plan_of, toy_tree

LINK = "https://guide.example/plan?item=novel&lang=en"
CHINESE = re.compile("[\u4e00-\u9fff]")


def reply(text: str, language: Language = "en") -> list[str]:
    return reply_to_customer(toy_tree(), plan_of(text, language), LINK).splitlines()


def test_a_reply_says_what_is_known_what_to_do_by_when_and_where_to_read_on() -> None:
    plan = plan_of(f"{LATE} borrowed=2026-11-20")
    lines = reply(f"{LATE} borrowed=2026-11-20")
    step = plan.first_step
    by = plan.deadline(step.by)
    assert by is not None
    positions = [
        next(number for number, line in enumerate(lines) if passage in line)
        for passage in (
            "Hello.",
            f'"{plan.answers[0].label}"',
            plan.summary,
            step.text,
            by.if_missed,
            plan.freight.why,
            plan.evidence[0].text,
            LINK,
            "The book is right.",
        )
    ]
    assert positions == sorted(positions)


def test_a_reply_without_a_date_says_how_the_limit_counts() -> None:
    plan = plan_of(LATE)
    by = plan.deadline(plan.first_step.by)
    assert by is not None and by.due is None
    assert f"Limit: {by.rule}." in reply(LATE)


def test_the_first_limit_of_others_is_told_by_its_rule_while_nothing_is_dated() -> None:
    plan = plan_of(REFUSED)
    assert plan.first_step.by is None
    first = plan.deadlines[0]
    assert [line for line in reply(REFUSED) if line.startswith("Also, ")] == [f"Also, {first.label}: {first.rule}."]


def test_a_reply_after_the_limit_says_what_is_still_open() -> None:
    given = f"{LATE} borrowed=2025-01-10"
    plan = plan_of(given)
    by = plan.deadline(plan.first_step.by)
    assert by is not None and by.status == "passed"
    (line,) = [line for line in reply(given) if "has passed. Still open:" in line]
    assert by.still_open in line
    assert by.if_missed not in "\n".join(reply(given))


def test_an_answer_nobody_is_sure_of_is_not_said_back() -> None:
    sure, unsure = plan_of(NOT_TOLD), plan_of("item=film trouble=not_sure")
    assert "not_sure" in {one.answer for one in unsure.answers}
    assert UNSURE == "not_sure"
    assert "Not sure" not in "\n".join(reply("item=film trouble=not_sure"))
    assert all(f'"{one.label}"' in "\n".join(reply(NOT_TOLD)) for one in sure.answers)


def test_the_deadlines_of_others_are_told_once_they_have_a_date() -> None:
    for given in (f"{LATE} borrowed=2026-11-01", f"{LATE} borrowed=2026-10-01", LATE):
        plan, lines = plan_of(given), reply(given)
        for deadline in plan.deadlines:
            if deadline.id != plan.first_step.by and deadline.due is not None:
                assert any(deadline.label in line for line in lines)
                (line,) = [line for line in lines if line.startswith(f"Also, {deadline.label}")]
                assert ("has passed" in line) == (deadline.status == "passed")


def test_why_no_clock_runs_is_told() -> None:
    plan = plan_of("item=novel trouble=not_sure")
    assert plan.no_deadline
    assert plan.no_deadline in reply("item=novel trouble=not_sure")


def test_what_the_sentences_of_a_reply_quote_is_not_filled_again() -> None:
    tree = changed_toy(lambda data: item(data, "outcomes", "appeal").update(summary={"zh": "甲", "en": "A"}))
    plan = replace(plan_of(REFUSED, tree=tree), summary="{loan_period} {nothing}")
    assert "{loan_period} {nothing}" in reply_to_customer(tree, plan, "https://guide.example/?x={link}").splitlines()


@pytest.mark.parametrize(
    ("plain", "polite"),
    [
        ("你付退货运费", "您付退货运费"),
        ("截图和你们的对话", "截图和你们的对话"),
        ("页面写「你可能喜欢」，你点一下", "页面写「你可能喜欢」，您点一下"),
        ("没有别的", "没有别的"),
    ],
)
def test_a_reply_in_chinese_is_polite_and_leaves_quotations_alone(plain: str, polite: str) -> None:
    assert address_politely(plain, "zh") == polite
    assert address_politely(plain, "en") == plain


def test_a_note_holds_the_case_for_a_colleague() -> None:
    given = f"{LATE} borrowed=2026-11-20"
    plan, note = plan_of(given), internal_note(plan_of(given), LINK)
    assert note.splitlines()[0] == f"{plan.title} [{plan.id}]"
    assert note.splitlines()[-1] == LINK
    for one in plan.answers:
        assert f"[{one.question}={one.answer}]" in note
    for passage in (plan.chance_why, plan.who_refunds, plan.freight.why, plan.first_step.text):
        assert passage in note
    assert all(deadline.label in note for deadline in plan.deadlines)
    assert all(warning.text in note for warning in plan.warnings)
    shown = [source.title for source in plan.cited_sources if source.title in note]
    assert shown and set(plan.sources) <= {one.id for one in plan.cited_sources if one.title in shown}


def test_every_sentence_of_a_reply_names_its_gaps() -> None:
    assert set(GAPS) == set(Desk.model_fields)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_of_case_gets_a_reply_and_a_note_in_its_language(language: Language) -> None:
    tree, seen = load_tree(), set()
    for answers in islice(complete_answer_sets(tree.questions), 0, None, 37):
        plan = make_plan(tree, answers, {}, NOW, language)
        seen.add(plan.id)
        text = reply_to_customer(tree, plan, LINK)
        assert LINK in text and plan.first_step.text.partition("你")[0] in text
        for written in (text, internal_note(plan, LINK)):
            assert not re.search(r"\{\w*\}", written)
            assert not re.search(r"。。|，。|\.\.(?!\.)|;;", written), written
            if language == "en":
                assert not CHINESE.search(re.sub(r"「[^」]*」|《[^》]*》", "", written.replace(LINK, ""))), written
        if language == "zh":
            assert not re.search(r"你(?!们)", re.sub(r"「[^」]*」", "", text))
    assert len(seen) > 80
