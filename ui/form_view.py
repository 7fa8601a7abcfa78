"""The form: one question at a time, and the answers so far."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from refund_guide.case_key import make_case_key
from refund_guide.walk import AskedQuestion, find_answer, follow

from . import drawing_view, frame
from .knowledge import questions_left
from .markup import html, markdown
from .visit import Visit

UNSURE = "not_sure"
"""This answer comes last; the style sheet sets it apart."""
PLAN = "pages/plan.py"


def question_to_show(visit: Visit) -> AskedQuestion | None:
    """The one the address names if it is part of this case, else the next one; ``None`` when all is answered."""
    if visit.at in visit.case.answers:
        return visit.tree.question_by_id[visit.at]
    return visit.case.progress.next_question


def take_answer(visit: Visit) -> bool:
    """Before anything is drawn: if an answer has just been tapped, go on with it. Says whether the address changed.

    A new session (after a restart of the server) does not know the button yet; then ``_answer_button`` takes
    the answer, at the price of drawing the page twice.
    """
    asked = question_to_show(visit)
    if asked is None:
        return False
    pressed = (one for one, _ in asked.offered_when if st.session_state.get(_key(asked.id, one)) is True)
    if answer := next(pressed, None):
        _take(visit, asked.id, answer)
    return answer is not None


def show(visit: Visit) -> None:
    asked = question_to_show(visit)
    if asked is None:
        _show_all_answered(visit)
    else:
        _show_question(visit, asked)


def _show_all_answered(visit: Visit) -> None:
    frame.notices(visit)
    frame.begin(visit, visit.say("all_answered"), step="all")
    with st.container(key="primary"):
        st.page_link(PLAN, label=visit.say("see_plan"), query_params=visit.query(at=None), width="stretch")
    _show_recap(visit)


def _show_question(visit: Visit, asked: AskedQuestion) -> None:
    question = asked.question
    before = _answers_before(visit, asked)
    page = visit.write(visit.tree.pages[question.page].title)
    help_text = f'<p class="help"><b>{html(visit.say("how_to_see"))}</b>{html(visit.write(question.help))}</p>'
    help_text += drawing_view.help_html(visit.tree, question.drawing, visit.language)
    frame.notices(visit)
    eyebrow = f"{page} · {_progress(visit, asked)}"
    frame.begin(visit, visit.write(question.ask), help_text, eyebrow=eyebrow, step=asked.id)
    given = visit.case.answers.get(asked.id)
    offered = asked.offered(before)
    for answer in sorted(offered, key=UNSURE.__eq__):
        _answer_button(visit, asked, answer, given)
    _show_way_back(visit, list(before))
    _show_recap(visit)


def _progress(visit: Visit, asked: AskedQuestion) -> str:
    if asked.id in visit.case.answers:
        return visit.say("changing")
    fewest, most = questions_left(visit.tree, visit.case.answers)
    if most == 1:
        return visit.say("last_question")
    return visit.say("left_exact" if fewest == most else "left_range", fewest=fewest, most=most)


def _key(question: str, answer: str) -> str:
    return f"answer-{question}-{answer}"


def _answer_button(visit: Visit, asked: AskedQuestion, answer_id: str, given: str | None) -> None:
    answer = find_answer(asked.question, answer_id)
    if answer is None:
        return
    label = f"**{markdown(visit.write(answer.label))}**"
    if answer_id == given:
        label += f" {markdown(visit.say('chosen'))}"
    if answer.help:
        label += f"  \n{markdown(visit.write(answer.help))}"
    kind: Literal["primary", "secondary"] = "primary" if answer_id == given else "secondary"
    if st.button(label, key=_key(asked.id, answer_id), width="stretch", type=kind):
        _take(visit, asked.id, answer_id)
        st.rerun()
    drawing_view.draw_help(visit.tree, answer.drawing, visit.language)


def _take(visit: Visit, question: str, answer: str) -> None:
    """Answer and go on in one step: write the next open question into the address, or switch to the plan."""
    given = {**visit.case.given, question: answer}
    progress = follow(visit.tree.questions, given)
    frame.remember_dropped(progress.dropped)
    kept = {q: a for q, a in given.items() if q not in progress.dropped}
    case = visit.case_key or make_case_key()
    if progress.next_question is None:
        # The step stays in the address: Streamlit adds two entries to the history, and the first must make sense.
        st.switch_page(PLAN, query_params=visit.query(answers=kept, at=question, case=case))
    st.query_params.from_dict(visit.query(answers=kept, at=progress.next_question.id, case=case))


def _answers_before(visit: Visit, asked: AskedQuestion) -> dict[str, str]:
    order = list(visit.tree.question_by_id)
    position = order.index(asked.id)
    return {q: a for q, a in visit.case.answers.items() if order.index(q) < position}


def _show_way_back(visit: Visit, before: list[str]) -> None:
    if before:
        _go_button(visit, visit.say("back"), "back", before[-1])
    else:
        st.page_link("pages/start.py", label=visit.say("back_to_start"), query_params=visit.query(at=None))
    if visit.case.is_complete:
        st.page_link(PLAN, label=visit.say("see_plan"), query_params=visit.query(at=None))


def _show_recap(visit: Visit) -> None:
    """The answers so far; what the box holds is only drawn once it is open."""
    answers = visit.case.answers
    if not answers:
        return
    box = st.expander(visit.say("your_answers", count=len(answers)), key="answers-so-far", on_change="rerun")
    if box.open:
        with box, st.container(key="recap", gap=None):
            for question in answers:
                _go_button(visit, visit.recap(question), f"change-{question}", question, width="stretch")


def _go_button(
    visit: Visit, label: str, key: str, question: str, width: Literal["content", "stretch"] = "content"
) -> None:
    """To another question of the same case. A link to the same page would not change the address."""
    if st.button(label, key=key, type="tertiary", width=width):
        st.query_params.from_dict(visit.query(at=question))
        st.rerun()
