"""The plan page, top to bottom: the answer first, then everything to act on it."""

from __future__ import annotations

import logging

import streamlit as st

from refund_guide.plan import Plan
from refund_guide.planner import NoRule, make_plan
from refund_guide.walk import follow

from . import frame, held, plan_dates, plan_evidence, plan_parts, plan_reasons, plan_scripts, what_if
from .knowledge import questions_left
from .markup import copyable, markdown, paragraph, section
from .visit import Visit

FORM = "pages/form.py"
SELLER_PAGE = "seller"
"""The page of the form that asks what the seller answered."""


def show(visit: Visit) -> None:
    if not visit.case.is_complete:
        _show_incomplete(visit)
        return
    try:
        plan = make_plan(visit.tree, visit.case.answers, visit.case.dates, visit.now, visit.language)
    except NoRule as gap:
        logging.error("No plan: %s", gap)
        _show_no_rule(visit)
        return
    _show_plan(visit, plan)


def _show_plan(visit: Visit, plan: Plan) -> None:
    """Few and large pieces: each one costs the browser time."""
    answers = "/".join(visit.case.answers.values())
    frame.notices(visit, leave_out=plan.events)
    top = plan_parts.answer(visit, plan) + section(visit.say("deadlines"), "")
    frame.begin(visit, plan.title, top, eyebrow=visit.say("your_plan"), step=answers)
    held.follow({**plan_dates.address(visit, plan), **plan_evidence.address(visit, plan)})
    _show_passed(visit, plan)
    plan_dates.show(visit, plan)
    st.html(
        plan_parts.deadlines(visit, plan)
        + plan_parts.steps(visit, plan)
        + plan_parts.freight(visit, plan)
        + plan_evidence.heading(visit, plan)
    )
    plan_evidence.show(visit, plan)
    st.html(
        plan_evidence.repairs(visit, plan)
        + plan_scripts.scripts(visit, plan)
        + plan_parts.ladder(visit, plan)
        + plan_parts.warnings(visit, plan)
        + plan_parts.notice(visit, plan)
        + section(visit.say("goes_on"), paragraph(visit.say("goes_on_why")))
    )
    _show_next(visit)
    what_if.show(visit, plan)
    plan_reasons.show(visit, plan)
    _show_take_away(visit)


def _show_passed(visit: Visit, plan: Plan) -> None:
    """Deadlines that have passed although the answers say otherwise: offer the answers that fit now."""
    for hint in plan.passed:
        deadline = plan.deadline(hint.deadline)
        with st.container(border=True):
            st.markdown(markdown(visit.say("passed_hint", deadline=deadline.label if deadline else "")))
            if st.button(visit.say("passed_change"), key=f"passed-{hint.deadline}", type="primary"):
                given = {**visit.case.given, **hint.answers}
                progress = follow(visit.tree.questions, given)
                frame.remember_dropped(progress.dropped)
                kept = {q: a for q, a in given.items() if q not in progress.dropped}
                if progress.next_question:
                    st.switch_page(FORM, query_params=visit.query(answers=kept, at=progress.next_question.id))
                st.query_params.from_dict(visit.query(answers=kept))
                st.rerun()


def _show_next(visit: Visit) -> None:
    """The case goes on: same answers, one of them new."""
    answers = visit.case.answers
    questions = visit.tree.question_by_id
    seller = next((q for q in answers if questions[q].question.page == SELLER_PAGE), None)
    if seller:
        with st.container(key="entries"):
            label = visit.say("seller_answered")
            st.page_link(FORM, label=label, query_params=visit.query(at=seller), width="stretch")
    box = st.expander(visit.say("your_answers", count=len(answers)), key="answers-so-far", on_change="rerun")
    if box.open:
        with box, st.container(key="recap", gap=None):
            for question in answers:
                label = visit.recap(question)
                st.page_link(FORM, label=label, query_params=visit.query(at=question), width="stretch")


def _show_take_away(visit: Visit) -> None:
    box = st.expander(visit.say("take_away"), key="take-away", on_change="rerun")
    if box.open:
        with box:
            address = visit.link(st.context.url or "/plan")
            st.html(paragraph(visit.say("take_away_why")) + copyable(address, visit.say("copy"), visit.say("copied")))
            fresh = visit.query(answers={}, dates={}, at=None, ticks=())
            st.page_link("pages/start.py", label=visit.say("start_over"), query_params=fresh)


def _show_incomplete(visit: Visit) -> None:
    asked = visit.case.progress.next_question
    assert asked is not None
    fewest, most = questions_left(visit.tree, visit.case.answers)
    left = visit.say("left_exact" if fewest == most else "left_range", fewest=fewest, most=most)
    frame.notices(visit)
    frame.begin(visit, visit.say("not_finished"), paragraph(left), step="incomplete")
    with st.container(key="primary"):
        st.page_link(FORM, label=visit.say("go_on"), query_params=visit.query(at=asked.id), width="stretch")


def _show_no_rule(visit: Visit) -> None:
    frame.notices(visit)
    frame.begin(visit, visit.say("no_rule"), paragraph(visit.say("no_rule_why")), step="no-rule")
    with st.container(key="entries"):
        last = list(visit.case.answers)[-1]
        st.page_link(FORM, label=visit.say("no_rule_change"), query_params=visit.query(at=last), width="stretch")
