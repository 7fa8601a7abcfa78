"""The plan as plain text says everything the plan says, in reading order, in one language."""

import re
from dataclasses import replace
from typing import Any

import pytest

from refund_guide.export.as_text import plan_as_text
from refund_guide.export.outline import Personal
from refund_guide.planner import make_plan
from refund_guide.walk import complete_answer_sets

from .support import LATE, NOW, REFUSED, changed_toy, item, moment, plan_of, toy_tree

GAP = re.compile(r"\{\w*\}")


def text_of(text: str, **more: Any) -> str:
    return plan_as_text(plan_of(text, **more), "For tests only.")


def test_it_begins_with_the_outcome_and_ends_with_the_disclaimer() -> None:
    lines = text_of(LATE).splitlines()
    assert lines[:2] == ["Return it and pay 5% (CNY 5–300)", "A loan lasts 30 days."]
    assert lines[-1] == "For tests only."


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        (
            "en",
            [
                "Do this now",
                "Deadlines",
                "Steps",
                "Freight",
                "Evidence",
                "What to say",
                "If that does not help",
                "Take care",
            ],
        ),
        ("zh", ["现在就做", "时限", "步骤", "运费", "证据清单", "可以这样说", "还不行，往上走", "注意"]),
    ],
)
def test_sections_come_in_the_order_of_the_plan_page(language: Any, headings: list[str]) -> None:
    text = text_of(LATE, language=language)
    places = [re.search(rf"^(== )?{heading}", text, re.MULTILINE) for heading in headings[:1]]
    places += [re.search(rf"^== {heading}$", text, re.MULTILINE) for heading in headings[1:]]
    found = [place.start() for place in places if place]
    assert len(found) == len(headings)
    assert found == sorted(found)


def test_every_part_of_the_plan_is_in_the_text() -> None:
    plan = plan_of(f"{REFUSED} reported=2026-11-20T09:30")
    text = plan_as_text(plan, "!")
    wanted = [plan.chance_why, plan.who_refunds, plan.notice.apply, plan.notice.told, plan.freight.why]
    wanted += [one.label for one in plan.deadlines] + [line for one in plan.deadlines for line in one.counted]
    wanted += [one.text for one in (*plan.steps, *plan.evidence, *plan.warnings)]
    wanted += [one.repair for one in plan.evidence] + [one.title for one in plan.cited_sources]
    wanted += [one.full or one.short for one in plan.scripts] + [one.label for one in plan.ladder]
    wanted += [one.ask for one in plan.answers]
    assert [one for one in wanted if one not in text] == []


def test_the_one_thing_to_do_now_comes_with_its_date() -> None:
    line = text_of(f"{LATE} borrowed=2026-11-02").partition("Do this now")[2].partition("== ")[0]
    assert "Go to the desk." in line
    assert "Wed 2 Dec 2026, 24:00" in line


def test_a_deadline_shows_its_moment_and_what_is_left() -> None:
    text = text_of(f"{LATE} borrowed=2026-11-02")
    assert "Wed 2 Dec 2026, 24:00" in text
    assert "10 days 14 hours left" in text
    assert "Due: Wed 2 Dec 2026, 24:00" in text


def test_a_deadline_that_has_passed_shows_how_long_ago_and_what_is_still_open() -> None:
    text = text_of(f"{LATE} borrowed=2026-11-02", now=moment("2026-12-03T10:00"))
    assert "10 hours ago" in text
    assert "You can still renew." in text


def test_a_deadline_without_its_date_says_that_a_date_is_needed() -> None:
    assert "Give" in text_of(LATE)
    assert "填上" in text_of(LATE, language="zh")


def test_an_estimate_is_marked() -> None:
    text = text_of(f"{REFUSED} reported=2026-12-30T09:30", now=moment("2026-12-31"))
    assert "[estimate]" in text
    assert "[estimate]" not in text_of(f"{REFUSED} reported=2026-11-20T09:30")


def test_a_plan_without_a_clock_says_why() -> None:
    assert "No clock is running." in text_of("item=film trouble=not_sure")


def test_every_line_of_a_longer_text_stands_below_its_entry() -> None:
    plan = plan_of(REFUSED)
    proof = replace(plan.evidence[0], repair="Ask again.\nKeep the answer.")
    mine = Personal(texts={one.id: "Dear library,\n\nplease reply." for one in plan.scripts})
    lines = plan_as_text(replace(plan, evidence=(proof,)), "!", mine).splitlines()
    for wanted in ("Keep the answer.", "Dear library,", "please reply."):
        assert f"    {wanted}" in lines
    assert lines[lines.index("    Dear library,") + 1] == ""


def test_a_route_that_is_not_open_says_why_and_one_that_is_says_how() -> None:
    text = text_of(REFUSED)
    assert "[closed] The postbox" in text
    assert "It was taken down." in text
    assert "[not yet] The court" in text
    assert "Appeal first." in text
    assert "[open now] The desk" in text
    assert "Ground floor" in text


def test_conflicts_are_told_with_the_answer_and_the_reason() -> None:
    text = text_of(LATE)
    for said in ("How long a loan lasts", "30 days it is.", "The leaflet is out of date."):
        assert said in text


def test_a_claim_of_a_source_that_does_not_exist_does_not_stop_the_plan() -> None:
    def misspell(data: dict[str, Any]) -> None:
        item(data, "conflicts", "how_long_a_loan_lasts")["claims"][0]["source"] = "old_leaf"

    text = text_of(LATE, tree=changed_toy(misspell))
    assert "14 days" not in text
    assert "30 days it is." in text


def test_it_says_as_of_when_on_the_day_that_has_begun() -> None:
    assert "As of Sun 22 Nov 2026, 00:00" in text_of(LATE, now=moment("2026-11-22"))


def test_sources_come_with_confidence_date_and_link() -> None:
    line = next(line for line in text_of(LATE).splitlines() if "Library Act" in line)
    assert "full text read" in line
    assert "2026-11-01" in line
    assert "https://example.org/library-act" in text_of(LATE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_case_is_written_in_one_language_without_gaps(language: Any) -> None:
    tree = toy_tree()
    for answers in complete_answer_sets(tree.questions):
        text = plan_as_text(make_plan(tree, answers, {}, NOW, language), "!")
        assert not GAP.search(text), answers
        assert bool(re.search("[\u4e00-\u9fff]", text)) == (language == "zh"), answers
        assert not [line for line in text.splitlines() if line != line.rstrip()], answers
