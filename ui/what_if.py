"""On the plan page: what another answer to one of the questions would change. Worked out only once it is unfolded."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from refund_guide.compare import compare_plans, suppose
from refund_guide.plan import Plan

from .boxes import box
from .difference_parts import assumptions, difference, plan_of, summary
from .markup import fold, html, link, paragraph
from .visit import Visit

PROBLEM_PAGE = "problem"
"""The page of the form whose question people ask themselves first."""


def button(visit: Visit) -> str:
    return box("what-if", visit.say("what_if")) if _questions(visit) else ""


def show(visit: Visit, plan: Plan) -> None:
    questions = _questions(visit)
    if not questions:
        return
    st.html(paragraph(visit.say("what_if_why")))
    on_page = (visit.tree.question_by_id[one].question.page == PROBLEM_PAGE for one in questions)
    question: str = st.selectbox(
        visit.say("what_if_question"),
        questions,
        index=next((number for number, is_so in enumerate(on_page) if is_so), 0),
        format_func=visit.ask,
        key=f"what-if-{visit.language}-{'-'.join(visit.case.answers.values())}",
    )
    now = visit.say("what_if_now", label=visit.label(question, visit.case.answers[question]))
    folds = "".join(_alternative(visit, plan, question, one) for one in _alternatives(visit, question))
    st.html(paragraph(now) + folds)


def _questions(visit: Visit) -> list[str]:
    """Those that could have been answered otherwise."""
    return [question for question in visit.case.answers if _alternatives(visit, question)]


def _alternatives(visit: Visit, question: str) -> list[str]:
    answers = visit.case.answers
    return [one for one in visit.tree.question_by_id[question].offered(answers) if one != answers[question]]


def _alternative(visit: Visit, plan: Plan, question: str, answer: str) -> str:
    label = f"<b>{html(visit.label(question, answer))}</b>"
    supposed = suppose(visit.tree, visit.case.answers, {question: answer})
    query = visit.query(answers=supposed.answers, at=None)
    if asked := supposed.next_question:
        first = visit.say("diff_ask_first", ask=visit.ask(asked.id))
        to_form = link(visit.say("diff_ask_first_link"), f"form?{urlencode(query | {'at': asked.id})}")
        return fold(f'{label}<br><span class="small">{html(first)}</span>', f"<p>{to_form}</p>")
    other = plan_of(visit, supposed.answers)
    if other is None:
        return ""
    found = compare_plans(plan, other)
    to_plan = link(visit.say("what_if_plan"), f"plan?{urlencode(query)}")
    return fold(
        f'{label}<br><span class="small">{html(summary(visit, found))}</span>',
        difference(visit, found) + assumptions(visit, supposed) + f"<p>{to_plan}</p>",
    )
