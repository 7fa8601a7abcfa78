"""What changes between two cases."""

from refund_guide.compare import compare_plans, suppose
from refund_guide.planner import make_plan
from refund_guide.tree import load_tree

from .support import LATE, NOT_TOLD, NOW, REFUSED, case_of, changed_toy, item, plan_of, toy_tree

SILENT = "item=novel trouble=lost told=told_them reply=silent"
TORN = "item=novel trouble=damaged told=not_told"
CHANGED_MIND = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "changed_mind",
    "progress": "nothing_yet",
    "since_signed": "within_window",
    "goods": "ordinary",
    "condition": "unopened",
}


def ids(parts: object) -> list[str]:
    return [one.id for one in parts]  # type: ignore[attr-defined]


def test_a_plan_does_not_differ_from_itself() -> None:
    assert not compare_plans(plan_of(REFUSED), plan_of(REFUSED))


def test_cases_that_lead_to_the_same_plan_do_not_differ() -> None:
    assert not compare_plans(plan_of(NOT_TOLD), plan_of(NOT_TOLD.replace("film", "atlas")))


def test_the_outcome_the_refund_the_chance_and_the_payer_are_told_before_and_after() -> None:
    changed = compare_plans(plan_of(LATE), plan_of(REFUSED))
    assert changed.outcome and changed.refund_type and changed.chance and changed.freight
    assert changed.outcome.after == "Appeal"
    assert (changed.refund_type.before, changed.refund_type.after) == ("return_refund", "refund_only")
    assert (changed.chance.before, changed.chance.after) == ("high", "low")
    assert (changed.freight.before.payer, changed.freight.after.payer) == ("buyer", "nobody")
    assert changed.freight.after.why == "Nothing is sent."


def test_what_stays_the_same_is_not_told() -> None:
    changed = compare_plans(plan_of(REFUSED), plan_of(SILENT))
    assert changed.refund_type is None
    assert changed.freight is None
    assert not changed.evidence


def test_another_reason_for_the_same_payer_is_no_change_of_the_freight() -> None:
    def split(data: dict[str, object]) -> None:
        rule = item(data, "freight", "nothing_to_post")
        rule["when"] = {"trouble": ["not_sure", "lost"]}
        data["freight"].append({**rule, "id": "torn", "when": {"trouble": ["damaged"]}})  # type: ignore[attr-defined]

    tree = changed_toy(split)
    before, after = plan_of(NOT_TOLD, tree=tree), plan_of(TORN, tree=tree)
    assert before.freight.id != after.freight.id
    assert compare_plans(before, after).freight is None


def test_clocks_steps_proof_and_routes_come_and_go() -> None:
    changed = compare_plans(plan_of(LATE), plan_of(REFUSED))
    assert ids(changed.deadlines.gone) == ["take_back", "grace_ends"]
    assert ids(changed.deadlines.new) == ["library_replies", "appeal_by", "sue_by"]
    assert ids(changed.steps.new) == ["fill_in_the_form"]
    assert ids(changed.ladder.new) == ["head_office", "court"]
    assert ids(compare_plans(plan_of(TORN), plan_of(NOT_TOLD)).evidence.gone) == ["photo"]


def test_a_difference_read_backwards_swaps_before_and_after() -> None:
    there, back = (compare_plans(plan_of(a), plan_of(b)) for a, b in ((LATE, REFUSED), (REFUSED, LATE)))
    assert there.outcome and back.outcome
    assert (there.outcome.before, there.outcome.after) == (back.outcome.after, back.outcome.before)
    for block in ("deadlines", "steps", "evidence", "ladder"):
        assert set(ids(getattr(there, block).gone)) == set(ids(getattr(back, block).new))


def test_a_route_that_opens_is_a_change() -> None:
    (opened,) = compare_plans(plan_of(SILENT), plan_of(REFUSED)).ladder.changed
    assert (opened.before.id, opened.before.state, opened.after.state) == ("head_office", "not_yet", "open")


def test_a_step_that_must_meet_another_deadline_is_a_change() -> None:
    (step,) = compare_plans(plan_of(LATE), plan_of(REFUSED)).steps.changed
    assert (step.before.id, step.before.by, step.after.by) == ("go_to_the_desk", "take_back", None)


def test_a_clock_that_runs_to_another_day_is_a_change() -> None:
    early, late = (plan_of(f"{SILENT} reported={day}T10:00") for day in ("2026-11-02", "2026-11-05"))
    changed = compare_plans(early, late).deadlines
    assert not changed.gone and not changed.new
    assert {one.before.id for one in changed.changed} == {"library_replies", "appeal_by"}


def test_supposing_another_answer_keeps_the_others() -> None:
    supposed = suppose(toy_tree(), case_of(SILENT).answers, {"reply": "refused"})
    assert supposed.answers == case_of(REFUSED).answers
    assert supposed.assumed == () and supposed.next_question is None


def test_answers_that_no_longer_apply_fall_away() -> None:
    assert suppose(toy_tree(), case_of(SILENT).answers, {"trouble": "late"}).answers == case_of(LATE).answers


def test_questions_only_the_other_case_asks_are_taken_as_not_sure() -> None:
    supposed = suppose(toy_tree(), case_of(LATE).answers, {"trouble": "lost"})
    assert supposed.answers == {"item": "novel", "trouble": "lost", "told": "not_sure"}
    assert supposed.assumed == ("told",)
    torn = suppose(toy_tree(), case_of(TORN).answers, {"item": "film"})
    assert torn.answers == {"item": "film", "trouble": "not_sure"}, "a film cannot be torn"


def test_a_question_without_not_sure_stays_open() -> None:
    tree = changed_toy(lambda data: item(data, "questions", "told")["answers"].pop())
    supposed = suppose(tree, case_of(LATE).answers, {"trouble": "lost"})
    assert supposed.next_question is tree.question_by_id["told"]
    assert supposed.assumed == ()


def test_a_quality_fault_instead_of_a_change_of_mind_changes_payer_clocks_and_proof() -> None:
    tree = load_tree()
    supposed = suppose(tree, CHANGED_MIND, {"reason": "faulty"})
    assert supposed.answers["reason"] == "faulty"
    assert supposed.next_question is None
    before, after = (make_plan(tree, one, {}, NOW, "zh") for one in (CHANGED_MIND, supposed.answers))
    changed = compare_plans(before, after)
    assert changed.freight
    assert (changed.freight.before.payer, changed.freight.after.payer) == ("buyer", "seller")
    assert changed.deadlines.gone and changed.deadlines.new
    assert changed.evidence.new


def test_every_other_answer_of_a_real_case_leads_to_a_plan_or_names_the_open_question() -> None:
    tree = load_tree()
    for asked in tree.questions:
        for answer in asked.offered(CHANGED_MIND) if asked.id in CHANGED_MIND else ():
            supposed = suppose(tree, CHANGED_MIND, {asked.id: answer})
            assert supposed.answers[asked.id] == answer
            if supposed.next_question is None:
                assert make_plan(tree, supposed.answers, {}, NOW, "en").title
