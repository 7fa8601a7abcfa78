"""The plan page, top to bottom: the answer first, then everything to act on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from refund_guide.plan import Plan
from refund_guide.planner import NoRule, make_plan

from . import (
    form_view,
    frame,
    piece,
    plan_dates,
    plan_evidence,
    plan_parts,
    plan_reasons,
    plan_scripts,
    take_away,
    typed_fields,
    what_if,
)
from .boxes import is_open
from .knowledge import questions_left
from .markup import button, html, paragraph, section
from .visit import Visit

Part = tuple[Callable[[Visit, Plan], str], str, Callable[[Visit, Plan], None]]
"""What makes the HTML, the box at its end, and what draws the inside of that box."""

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
    """One large piece; only what has been opened and needs fields of Streamlit's own stands between two pieces."""
    parts: list[Part] = [
        (_first_part, "fields", typed_fields.show),
        (_second_part, "what-if", what_if.show),
        (_last_part, "take-away", take_away.show),
    ]
    answers = "/".join(visit.case.answers.values())
    draw_piece: Callable[[str], None] = partial(
        frame.begin, visit, plan.title, eyebrow=visit.say("your_plan"), step=answers, leave_out=plan.events
    )
    shown = ""
    for part, box, draw_inside in parts:
        shown += part(visit, plan)
        if is_open(box):
            draw_piece(shown)
            draw_inside(visit, plan)
            shown, draw_piece = "", piece.draw
    draw_piece(shown + frame.footer(visit))


def _first_part(visit: Visit, plan: Plan) -> str:
    return (
        plan_parts.answer(visit, plan)
        + _passed(visit, plan)
        + section(visit.say("deadlines"), plan_dates.dates(visit, plan) + plan_parts.deadlines(visit, plan))
        + plan_parts.steps(visit, plan)
        + plan_parts.freight(visit, plan)
        + plan_evidence.evidence(visit, plan)
        + plan_scripts.heading(visit, plan)
        + typed_fields.button(visit, plan)
    )


def _second_part(visit: Visit, plan: Plan) -> str:
    return (
        plan_scripts.scripts(visit, plan)
        + plan_parts.ladder(visit, plan)
        + plan_parts.warnings(visit, plan)
        + plan_parts.notice(visit, plan)
        + _next(visit)
        + what_if.button(visit)
    )


def _last_part(visit: Visit, plan: Plan) -> str:
    return plan_reasons.box_of_reasons(visit, plan) + take_away.button(visit)


def _passed(visit: Visit, plan: Plan) -> str:
    """Deadlines that have passed although the answers say otherwise: offer the answers that fit now."""
    shown = ""
    for hint in plan.passed:
        deadline = plan.deadline(hint.deadline)
        told = paragraph(visit.say("passed_hint", deadline=deadline.label if deadline else ""))
        address = visit.address_with(hint.answers)
        shown += f'<div class="card">{told}{button(address, visit.say("passed_change"), "primary")}</div>'
    return shown


def _next(visit: Visit) -> str:
    """The case goes on: same answers, one of them new."""
    questions = visit.tree.question_by_id
    seller = next((q for q in visit.case.answers if questions[q].question.page == SELLER_PAGE), None)
    fresh = visit.address("start", answers={}, dates={}, at=None, ticks=())
    body = paragraph(visit.say("goes_on_why"))
    if seller:
        body += button(visit.address("form", at=seller), visit.say("seller_answered"))
    over = f'<p class="ways"><a href="{html(fresh)}">{html(visit.say("start_over"))}</a></p>'
    return f'<div class="on-screen">{section(visit.say("goes_on"), body + form_view.recap(visit))}{over}</div>'


def _show_incomplete(visit: Visit) -> None:
    asked = visit.case.progress.next_question
    assert asked is not None
    fewest, most = questions_left(visit.tree, visit.case.answers)
    left = visit.say("left_exact" if fewest == most else "left_range", fewest=fewest, most=most)
    body = paragraph(left) + button(visit.address("form", at=asked.id), visit.say("go_on"), "primary")
    frame.whole(visit, visit.say("not_finished"), body, step="incomplete")


def _show_no_rule(visit: Visit) -> None:
    last = list(visit.case.answers)[-1]
    change = button(visit.address("form", at=last), visit.say("no_rule_change"))
    frame.whole(visit, visit.say("no_rule"), paragraph(visit.say("no_rule_why")) + change, step="no-rule")
