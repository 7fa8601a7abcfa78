"""The form: one question at a time, and the answers so far. One piece, so that the next question is there at once."""

from __future__ import annotations

from dataclasses import replace

from refund_guide.case_key import make_case_key
from refund_guide.walk import AskedQuestion, find_answer

from . import drawing_view, frame
from .knowledge import questions_left
from .markup import button, details, html
from .visit import Visit

UNSURE = "not_sure"
"""This answer comes last; the style sheet sets it apart."""


def show(visit: Visit) -> None:
    asked = question_to_show(visit)
    if asked is None:
        see = button(visit.address("plan", at=None), visit.say("see_plan"), "primary")
        frame.whole(visit, visit.say("all_answered"), see + recap(visit), step="all")
    else:
        _show_question(visit, asked)


def question_to_show(visit: Visit) -> AskedQuestion | None:
    """The one the address names if it is part of this case, else the next one; ``None`` when all is answered."""
    if visit.at in visit.case.answers:
        return visit.tree.question_by_id[visit.at]
    return visit.case.progress.next_question


def recap(visit: Visit) -> str:
    """The answers so far, folded away, each with a link that changes it."""
    answers = visit.case.answers
    if not answers:
        return ""
    lines = "".join(_recap_line(visit, question) for question in answers)
    return details(visit.say("your_answers", count=len(answers)), f'<ul class="recap">{lines}</ul>')


def _show_question(visit: Visit, asked: AskedQuestion) -> None:
    question = asked.question
    before = _answers_before(visit, asked)
    page = visit.write(visit.tree.pages[question.page].title)
    body = f'<p class="help"><b>{_say(visit, "how_to_see")}</b>{html(visit.write(question.help))}</p>'
    body += drawing_view.help_html(visit.tree, question.drawing, visit.language)
    # With its first answer a case gets its number.
    numbered = replace(visit, case_key=visit.case_key or make_case_key())
    answers = "".join(_answer(numbered, asked, one) for one in sorted(asked.offered(before), key=UNSURE.__eq__))
    body += f'<ul class="answers">{answers}</ul>{_ways(visit, list(before))}{recap(visit)}'
    eyebrow = f"{page} · {_progress(visit, asked)}"
    frame.whole(visit, visit.write(question.ask), body, eyebrow=eyebrow, step=asked.id)


def _progress(visit: Visit, asked: AskedQuestion) -> str:
    if asked.id in visit.case.answers:
        return visit.say("changing")
    fewest, most = questions_left(visit.tree, visit.case.answers)
    if most == 1:
        return visit.say("last_question")
    return visit.say("left_exact" if fewest == most else "left_range", fewest=fewest, most=most)


def _answer(visit: Visit, asked: AskedQuestion, answer_id: str) -> str:
    answer = find_answer(asked.question, answer_id)
    if answer is None:
        return ""
    chosen = answer_id == visit.case.answers.get(asked.id)
    label = f"<b>{html(visit.write(answer.label))}</b>"
    if chosen:
        label += f" {_say(visit, 'chosen')}"
    if answer.help:
        label += f"<span>{html(visit.write(answer.help))}</span>"
    css = "answer" + (" chosen" if chosen else "") + (" unsure" if answer_id == UNSURE else "")
    address = html(visit.address_with({asked.id: answer_id}))
    tapped = f'data-answer="{asked.id}-{answer_id}" data-go="{address}"'
    shown = f'<button type="button" class="{css}" {tapped}>{label}</button>'
    return f"<li>{shown}{drawing_view.help_html(visit.tree, answer.drawing, visit.language)}</li>"


def _answers_before(visit: Visit, asked: AskedQuestion) -> dict[str, str]:
    order = list(visit.tree.question_by_id)
    position = order.index(asked.id)
    return {q: a for q, a in visit.case.answers.items() if order.index(q) < position}


def _ways(visit: Visit, before: list[str]) -> str:
    """Back, and on to the plan if there is one."""
    if before:
        shown = f'<a href="{html(visit.address("form", at=before[-1]))}">{_say(visit, "back")}</a>'
    else:
        shown = f'<a href="{html(visit.address("start", at=None))}">{_say(visit, "back_to_start")}</a>'
    if visit.case.is_complete:
        shown += f'<a href="{html(visit.address("plan", at=None))}">{_say(visit, "see_plan")}</a>'
    return f'<p class="ways">{shown}</p>'


def _recap_line(visit: Visit, question: str) -> str:
    ask, label = html(visit.ask(question)), html(visit.label(question, visit.case.answers[question]))
    address = html(visit.address("form", at=question))
    return f'<li><a href="{address}">{ask} <b>{label}</b> {_say(visit, "change")}</a></li>'


def _say(visit: Visit, key: str) -> str:
    return html(visit.say(key))
