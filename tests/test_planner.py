"""Answers + dates + now -> one plan: the right parts, in order, with what brought them in and what backs them."""

from dataclasses import asdict
from datetime import date, datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.clock import BEIJING, Start
from refund_guide.planner import IncompleteAnswers, NoRule, make_plan
from refund_guide.walk import complete_answer_sets

from .support import LATE, NOT_TOLD, NOW, REFUSED, all_texts, changed_toy, item, moment, plan_of, toy_tree

TREE = toy_tree()
SETS = list(complete_answer_sets(TREE.questions))


def test_the_outcome_of_the_answers_is_worded_with_its_gaps_filled() -> None:
    plan = plan_of(LATE)
    assert (plan.outcome, plan.id) == ("bring_it_back", "bring_it_back")
    assert plan.title == "Return it and pay 5% (CNY 5–300)"
    assert plan.summary == "A loan lasts 30 days."
    assert (plan.refund_type, plan.chance, plan.chance_why) == ("return_refund", "high", "The rules say so.")
    assert (plan.who_refunds, plan.no_deadline) == ("The library", None)
    assert plan.because == ("trouble",)
    assert plan.sources == ("house_rules",)


def test_the_same_case_in_chinese() -> None:
    plan = plan_of(LATE, "zh")
    assert plan.language == "zh"
    assert plan.title == "归还并付 5%（5–300 元）"
    assert [answer.label for answer in plan.answers] == ["小说", "超过 30 天"]


def test_a_plan_without_a_clock_says_why() -> None:
    plan = plan_of("item=film trouble=not_sure")
    assert plan.no_deadline == "No clock is running."
    assert plan.deadlines == ()


def test_answers_are_repeated_in_words_with_the_page_to_change_them_on() -> None:
    first, second = plan_of(LATE).answers
    assert (first.question, first.answer, first.page) == ("item", "novel", "page_loan")
    assert (first.ask, first.label) == ("What did you borrow?", "A novel")
    assert second.label == "Later than 30 days"


def test_steps_come_in_order_and_the_first_is_the_one_to_do_now() -> None:
    plan = plan_of(NOT_TOLD)
    assert [step.id for step in plan.steps] == ["fill_in_the_form", "go_to_the_desk"]
    assert plan.first_step.id == "fill_in_the_form"
    assert plan.steps[1].path == ("Home", "My loans")


def test_a_step_names_its_deadline_only_where_the_plan_has_it() -> None:
    assert {step.id: step.by for step in plan_of(NOT_TOLD).steps} == {
        "fill_in_the_form": "report_by",
        "go_to_the_desk": None,
    }
    assert {step.id: step.by for step in plan_of(LATE).steps} == {"go_to_the_desk": "take_back"}


def test_required_evidence_comes_first_whatever_its_order() -> None:
    plan = plan_of("item=novel trouble=damaged told=not_told")
    assert [(one.id, one.required) for one in plan.evidence] == [("slip", True), ("photo", False)]
    assert plan.evidence[0].repair == "Have it printed again."


def test_a_script_names_the_slots_to_fill_in_by_hand() -> None:
    script = plan_of(LATE).scripts[0]
    assert script.unfilled == ("card_number", "book_title")
    assert script.short == "My card is [card number]."
    assert script.full == "Card [card number], book [title of the book], please reply within 1–3 working days."
    assert script.to == "seller"


def test_notice_freight_and_warnings_are_in_the_plan() -> None:
    plan = plan_of("item=novel trouble=damaged told=not_told")
    assert (plan.notice.apply, plan.notice.told) == ("You must ask.", "You get a text message.")
    assert (plan.freight.id, plan.freight.payer, plan.freight.why) == (
        "nothing_to_post",
        "nobody",
        "Nothing is sent.",
    )
    assert [one.id for one in plan.warnings] == ["do_not_glue", "keep_the_slip"]


def test_conflicts_about_anything_in_the_plan_are_shown_once() -> None:
    plan = plan_of(LATE)
    assert [one.id for one in plan.conflicts] == ["how_long_a_loan_lasts"]
    conflict = plan.conflicts[0]
    assert [(claim.source, claim.says) for claim in conflict.claims] == [
        ("old_leaflet", "14 days"),
        ("house_rules", "30 days"),
    ]
    assert (conflict.answer, conflict.why) == ("30 days it is.", "The leaflet is out of date.")
    assert plan_of(REFUSED).conflicts == ()


def test_a_conflict_about_a_length_alone_is_shown_too() -> None:
    tree = changed_toy(lambda data: item(data, "outcomes", "bring_it_back").pop("disputed_by"))
    assert [one.id for one in plan_of(LATE, tree=tree).conflicts] == ["how_long_a_loan_lasts"]


def test_every_source_the_plan_rests_on_is_cited_once_in_file_order() -> None:
    assert [one.id for one in plan_of(LATE).cited_sources] == ["library_act", "house_rules", "old_leaflet"]
    assert [one.id for one in plan_of("item=film trouble=not_sure").cited_sources] == ["house_rules"]


def test_a_cited_source_says_what_it_is_and_when_somebody_last_read_it() -> None:
    act = plan_of(LATE).cited_sources[0]
    assert (act.title, act.kind, act.confidence) == ("Library Act article 12", "law", "full_text")
    assert (act.says, act.link) == ("What is overdue must be returned.", "https://example.org/library-act")
    assert (act.effective_from, act.until, act.checked_on) == (date(2018, 1, 1), None, date(2026, 11, 1))


def test_a_source_not_read_again_for_too_long_is_marked() -> None:
    def due(now: str) -> bool:
        return plan_of("item=film trouble=not_sure", now=moment(now)).cited_sources[0].recheck_due

    assert not due("2026-08-30T23:59")  # 90 days after 2026-06-01
    assert due("2026-08-31T00:00")


def test_the_trace_says_what_each_answer_decided_and_on_what_ground() -> None:
    item_line, trouble_line = plan_of("item=novel trouble=not_sure").trace
    assert (item_line.question, item_line.answer, item_line.label) == ("item", "novel", "A novel")
    assert item_line.decides == ("search_the_bag",)
    assert trouble_line.decides == ("look_again", "search_the_bag", "nothing_to_post")
    assert trouble_line.sources == ("house_rules",)


def test_the_plan_names_the_dates_it_can_use_in_file_order() -> None:
    assert plan_of("item=film trouble=late").events == ("borrowed", "ready")
    assert plan_of(REFUSED).events == ("reported",)
    assert plan_of("item=film trouble=not_sure").events == ()


def test_a_deadline_is_found_by_its_id() -> None:
    plan = plan_of(LATE)
    found = plan.deadline("take_back")
    assert found is not None
    assert found.id == "take_back"
    assert plan.deadline("report_by") is None
    assert plan.deadline(None) is None


def test_answers_that_do_not_apply_are_ignored() -> None:
    given_answers = {"item": "novel", "trouble": "late", "told": "told_them", "nonsense": "x"}
    plan = make_plan(TREE, given_answers, {}, NOW, "en")
    assert {answer.question for answer in plan.answers} == {"item", "trouble"}


def test_a_missing_answer_is_an_error_that_names_the_next_question() -> None:
    with pytest.raises(IncompleteAnswers) as caught:
        make_plan(TREE, {"item": "novel", "told": "told_them"}, {}, NOW, "en")
    assert caught.value.next_question.id == "trouble"
    assert caught.value.answers == {"item": "novel"}


def only_for(answers: dict[str, list[str]], block: str, *ids: str) -> Any:
    def change(data: dict[str, Any]) -> None:
        for one in ids:
            item(data, block, one)["when"] = answers

    return changed_toy(change)


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ("outcomes", "bring_it_back"),
        ("freight", "you_post_it"),
        ("notices", "you_must_ask"),
        ("steps", "go_to_the_desk"),
    ],
)
def test_a_case_without_a_rule_is_an_error_that_names_the_block(block: str, part: str) -> None:
    with pytest.raises(NoRule) as caught:
        plan_of(LATE, tree=only_for({"item": ["film"]}, block, part))
    assert (caught.value.block, caught.value.found) == (block, [])


def test_a_case_with_two_rules_is_an_error_that_names_both() -> None:
    with pytest.raises(NoRule) as caught:
        plan_of(LATE, tree=only_for({"trouble": ["late"]}, "outcomes", "look_again"))
    assert (caught.value.block, caught.value.found) == ("outcomes", ["bring_it_back", "look_again"])


def test_now_is_kept_in_beijing_time() -> None:
    elsewhere = datetime(2026, 11, 21, 22, 0, tzinfo=timezone.utc)  # noqa: UP017 - not Beijing on purpose
    plan = make_plan(TREE, {"item": "novel", "trouble": "late"}, {}, elsewhere, "en")
    assert plan.now.isoformat() == "2026-11-22T06:00:00+08:00"


some_dates = st.dictionaries(
    st.sampled_from(list(TREE.events)),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 22)).map(
        lambda found: Start(found.replace(tzinfo=BEIJING), True)
    ),
)


@given(st.sampled_from(SETS), some_dates)
def test_the_same_case_gives_the_same_plan_and_the_same_decisions_in_both_languages(
    answers: dict[str, str], dates: dict[str, Start]
) -> None:
    zh, again, en = (make_plan(TREE, answers, dates, NOW, language) for language in ("zh", "zh", "en"))
    assert zh == again
    assert (zh.outcome, zh.refund_type, zh.freight.payer) == (en.outcome, en.refund_type, en.freight.payer)
    for block in ("deadlines", "steps", "evidence", "scripts", "ladder", "warnings", "conflicts", "cited_sources"):
        assert [one.id for one in getattr(zh, block)] == [one.id for one in getattr(en, block)]
    assert [one.due for one in zh.deadlines] == [one.due for one in en.deadlines]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_answer_set_gets_a_plan_without_a_gap_left_open(language: Any) -> None:
    for answers in SETS:
        plan = make_plan(TREE, answers, {}, NOW, language)
        assert not [text for text in all_texts(asdict(plan)) if "{" in text], answers
        cited = {one.id for one in plan.cited_sources}
        for part in (plan, plan.notice, plan.freight, *plan.deadlines, *plan.steps, *plan.evidence, *plan.ladder):
            assert part.sources, (answers, part.id)
            assert cited.issuperset(part.sources), (answers, part.id)


@given(
    st.lists(st.sampled_from([answers for answers in SETS if answers["trouble"] == "late"]), min_size=1, max_size=3)
)
def test_making_a_plan_changes_nothing_for_the_next(several: list[dict[str, str]]) -> None:
    fresh = [make_plan(changed_toy(lambda data: None), answers, {}, NOW, "en") for answers in several[:1]]
    for answers in several:
        make_plan(TREE, answers, {}, NOW, "zh")
    assert make_plan(TREE, several[0], {}, NOW, "en") == fresh[0]
