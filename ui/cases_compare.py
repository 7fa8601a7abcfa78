"""Two cases side by side: the current one, and one in which some answers are different."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from refund_guide.compare import UNSURE, Supposition, compare_plans, suppose

from . import held
from .difference_parts import assumptions, difference, plan_of
from .markup import markdown, paragraph
from .visit import Visit

FORM, PLAN = "pages/form.py", "pages/plan.py"
BOX = "cases-compare"


def show(visit: Visit) -> None:
    if not visit.case.is_complete:
        st.html(paragraph(visit.say("cases_compare_none")))
        st.page_link(FORM, label=visit.say("go_on"), query_params=visit.query(at=None))
        return
    # Open at first where the address brings a comparison; afterwards as the visitor left it.
    expanded = st.session_state.get(BOX, bool(visit.other))
    box = st.expander(visit.say("cases_compare_open"), expanded=expanded, key=BOX, on_change="rerun")
    if box.open:
        with box:
            _show_comparison(visit)


def _show_comparison(visit: Visit) -> None:
    st.html(paragraph(visit.say("cases_compare_why")))
    changes = {question: chosen[0] for question, chosen in (visit.other or {}).items()}
    supposed = suppose(visit.tree, visit.case.answers, changes)
    chosen = _fields(visit, supposed)
    if chosen != _changed(visit, supposed, supposed.answers):
        st.query_params.from_dict(visit.query(other=_picks(chosen)))
        st.rerun()
    if changes and st.button(visit.say("cases_compare_reset"), key="cases-compare-reset", type="tertiary"):
        st.query_params.from_dict(visit.query(other=None))
        st.rerun()
    if asked := supposed.next_question:
        st.html(paragraph(visit.say("diff_ask_first", ask=visit.ask(asked.id))))
        return
    before, after = plan_of(visit, visit.case.answers), plan_of(visit, supposed.answers)
    if before is None or after is None:
        st.html(paragraph(visit.say("no_rule")))
        return
    with st.container(border=True):
        st.html(difference(visit, compare_plans(before, after)) + assumptions(visit, supposed))
        query = visit.query(answers=supposed.answers, at=None, other=None)
        st.page_link(PLAN, label=visit.say("cases_compare_other"), query_params=query)


def _picks(changes: dict[str, str]) -> dict[str, list[str]] | None:
    return {question: [answer] for question, answer in changes.items()} or None


def _changed(visit: Visit, supposed: Supposition, answers: Mapping[str, str | None]) -> dict[str, str]:
    """The answers somebody has chosen: not those of this case, and not those taken for granted."""
    mine, assumed = visit.case.answers, dict.fromkeys(supposed.assumed, UNSURE)
    return {
        question: answer
        for question, answer in answers.items()
        if answer and answer not in (mine.get(question), assumed.get(question))
    }


def _fields(visit: Visit, supposed: Supposition) -> dict[str, str]:
    """A field for every question of the other case; gives back the answers chosen."""
    answers: dict[str, str | None] = dict(supposed.answers)
    if asked := supposed.next_question:
        answers[asked.id] = None
    held.follow({_key(visit, question): answer for question, answer in answers.items()})
    return _changed(visit, supposed, {one: _field(visit, one, answer, supposed) for one, answer in answers.items()})


def _field(visit: Visit, question: str, answer: str | None, supposed: Supposition) -> str | None:
    key = _key(visit, question)
    offered = visit.tree.question_by_id[question].offered(supposed.answers)
    # A field that remembers its own value must not be given another one as well.
    answer = st.session_state.get(key, answer)
    index = None if answer is None else 0 if key in st.session_state else offered.index(answer)
    found: str | None = st.selectbox(
        markdown(visit.ask(question)),
        offered,
        index=index,
        format_func=lambda one: visit.label(question, one),
        key=key,
        placeholder=visit.say("cases_choose"),
    )
    held.seen(key, found)
    return found


def _key(visit: Visit, question: str) -> str:
    return f"other-{visit.language}-{question}"
