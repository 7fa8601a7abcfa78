"""Real situations, written from the sources and not from the knowledge file, against the real planner.

The table guards against what no structural check can see: swapped branches, a payer on the wrong side,
a clock of the wrong length. Where a plan and a row differ, read the row's ``why`` before changing either.
"""

from datetime import datetime
from pathlib import Path
from statistics import median

import pytest
import yaml

from refund_guide.clock import BEIJING, read_start
from refund_guide.plan import Plan, PlannedDeadline
from refund_guide.planner import make_plan
from refund_guide.tree import load_tree

TABLE = yaml.safe_load((Path(__file__).parent / "situations.yaml").read_text(encoding="utf-8"))
TREE = load_tree()
SOME_DAY = "2026-11-22T10:00+08:00"


def any_of(value):
    return value if isinstance(value, list) else [value]


def plan_for(row) -> Plan:
    dates = {event: read_start(str(text)) for event, text in row.get("dates", {}).items()}
    now = datetime.fromisoformat(row.get("now", SOME_DAY)).astimezone(BEIJING)
    return make_plan(TREE, row["answers"], dates, now, "zh")


def by_duration(plan: Plan, duration: str) -> list[PlannedDeadline]:
    return [one for one in plan.deadlines if TREE.deadlines[one.id].duration == duration]


def fits(plan: Plan, wanted) -> bool:
    if wanted.get("none"):
        return not plan.deadlines
    return any(
        deadline.owner in any_of(wanted["owner"])
        and (deadline.starts_from in any_of(wanted["starts_from"]) or deadline.starts_from in TREE.deadlines)
        for deadline in by_duration(plan, wanted["duration"])
    )


each_situation = pytest.mark.parametrize("row", TABLE, ids=lambda row: row["id"])


@each_situation
def test_the_outcome_is_the_one_the_sources_lead_to(row):
    plan = plan_for(row)
    expected = row["expect"]
    assert plan.outcome == expected["outcome"], row["why"]
    assert plan.refund_type in any_of(expected["refund_type"]), row["why"]
    assert plan.chance in any_of(expected["chance"]), row["why"]


@each_situation
def test_the_right_person_pays_the_freight(row):
    assert plan_for(row).freight.payer in any_of(row["expect"]["payer"]), row["why"]


@each_situation
def test_the_clock_that_matters_first_is_in_the_plan(row):
    plan = plan_for(row)
    wanted = any_of(row["expect"]["first_deadline"])
    shown = [(TREE.deadlines[one.id].duration, one.owner, one.starts_from) for one in plan.deadlines]
    assert any(fits(plan, one) for one in wanted), (row["why"], shown)


@each_situation
def test_the_required_evidence_is_asked_for(row):
    required = " ".join(one.text for one in plan_for(row).evidence if one.required)
    for words in row["expect"]["required_evidence"]:
        assert any(word in required for word in words), (words, required)


@each_situation
def test_the_plan_cites_the_sources_it_rests_on(row):
    cited = {source.id for source in plan_for(row).cited_sources}
    assert set(row["expect"]["sources"]) <= cited


@pytest.mark.parametrize("row", [row for row in TABLE if "due" in row["expect"]], ids=lambda row: row["id"])
def test_every_dated_clock_ends_when_it_should(row):
    plan = plan_for(row)
    for wanted in row["expect"]["due"]:
        found = by_duration(plan, wanted["duration"])
        shown = [(one.due and one.due.isoformat(), one.status, one.estimate) for one in found]
        due = datetime.fromisoformat(wanted["due"]).replace(tzinfo=BEIJING) if wanted["due"] else None
        assert (due and due.isoformat(), wanted["status"], wanted["estimate"]) in shown, row["why"]


def test_the_table_covers_every_answer_of_every_question():
    given = {pair for row in TABLE for pair in row["answers"].items()}
    offered = {(asked.id, answer.id) for asked in TREE.questions for answer in asked.question.answers}
    assert offered == given


def test_real_situations_need_at_most_six_questions_in_the_middle_and_nine_at_most():
    lengths = [len(row["answers"]) for row in TABLE]
    assert median(lengths) <= 6
    assert max(lengths) <= 9


def test_the_table_is_as_large_as_promised():
    assert len(TABLE) >= 60
    assert sum("dates" in row for row in TABLE) >= 12
    assert len({row["id"] for row in TABLE}) == len(TABLE)
