"""The support desk: every question of a ticket beside its plan, several tickets in one address.

What is pressed is done before anything is drawn, so that an answer costs one run. The questions are drawn by
``desk_questions``, the tickets by ``desk_tickets``, the plan by ``desk_plan``; ``tickets`` knows the address.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from refund_guide.plan import Plan
from refund_guide.planner import NoRule, make_plan
from refund_guide.walk import follow
from refund_guide.wording import phrase_day

from . import desk_buttons, desk_plan, desk_questions, desk_tickets, frame, piece, plan_dates
from .boxes import box, is_open
from .knowledge import questions_left
from .markup import html, paragraph
from .search_box import draw_search
from .tickets import Tickets, read_tickets
from .visit import Visit

_TREE, _SENT = "desk_tree", "desk_sent"


@dataclass(frozen=True, slots=True)
class _Sent:
    """The tickets last written into the address, and the addresses the browser may still send without them."""

    tickets: Tickets
    instead_of: tuple[dict[str, str], ...]


def take_answer(visit: Visit) -> bool:
    """Before anything is drawn: do what the button just pressed says. Says whether the address changed."""
    pressed = desk_buttons.take()
    if pressed is not None:
        return _do(visit, pressed)
    sent: _Sent | None = st.session_state.get(_SENT)
    if sent is not None and visit.query() in sent.instead_of:  # the visitor has gone back
        del st.session_state[_SENT]
    return False


def show(visit: Visit) -> None:
    tickets = read_tickets(visit)
    plan, gap = _plan(visit)
    search = box("own-words", visit.say("search_open"))
    leave_out = plan.events if plan else ()
    frame.begin(visit, visit.say("desk"), _tell(visit, tickets), step="desk", wide=True, leave_out=leave_out)
    desk_tickets.show(visit, tickets)
    left, right = st.columns([5, 6], gap="medium")
    with right:  # first: what is drawn first is on screen first
        if plan is not None:
            desk_plan.show(visit, plan, tickets.active)
        else:
            st.html(_no_plan(visit, gap))
    with left:
        chosen = desk_questions.show(visit, tickets.active)
        piece.draw((plan_dates.dates(visit, plan) if plan else "") + search)
        if is_open("own-words"):
            draw_search(visit, "desk")
    if (late := desk_buttons.take_late(chosen)) and _do(visit, late):
        st.rerun()
    frame.end(visit)


def _do(visit: Visit, words: list[str]) -> bool:
    """Do what a button says, and write the outcome into the address. Says whether there was anything to do."""
    here = visit.query()
    sent: _Sent | None = st.session_state.get(_SENT)
    # Two buttons pressed in a row: the browser has sent the second one along with the address before the first.
    late = sent is not None and here in sent.instead_of
    tickets = sent.tickets if sent and late else read_tickets(visit)
    done = _after(visit, tickets, words)
    if done is None:
        return False
    query = done.query(visit)
    before = (*sent.instead_of, here) if sent and late else (here,)
    st.session_state[_SENT] = _Sent(done, before)
    st.query_params.from_dict(query)
    return True


def _after(visit: Visit, tickets: Tickets, words: list[str]) -> Tickets | None:
    """The tickets after a button. One that belongs to a ticket no longer on screen does nothing."""
    match words:
        case ["new"]:
            return tickets.opened()
        case ["next"]:
            return tickets.following()
        case ["open", number]:
            return tickets.switched(int(number))
        case ["reply", language]:
            return replace(tickets, reply_in=language)
        case ["close", number] if number == str(tickets.active):
            return tickets.closed()
        case ["answer", number, question, answer] if number == str(tickets.active):
            return _answered(visit, tickets, {question: answer})
        case ["passed", number, deadline] if number == str(tickets.active):
            return _answered(visit, tickets, visit.tree.deadlines[deadline].then or {})
    return None


def _answered(visit: Visit, tickets: Tickets, new: Mapping[str, str]) -> Tickets:
    """The ticket on screen with new answers, without those that no longer apply."""
    current = tickets.current
    progress = follow(visit.tree.questions, {**current.answers, **new})
    return tickets.with_current(progress.kept, current.dates)


def _plan(visit: Visit) -> tuple[Plan | None, bool]:
    """The plan, if there is one yet, and whether the content has a gap here."""
    if not visit.case.is_complete:
        return None, False
    try:
        plan = make_plan(visit.tree, visit.case.answers, visit.case.dates, visit.now, visit.language)
    except NoRule as gap:
        logging.error("No plan: %s", gap)
        return None, True
    return plan, False


def _no_plan(visit: Visit, gap: bool) -> str:
    if gap:
        return f"<h2 class='desk-plan'>{html(visit.say('no_rule'))}</h2>{paragraph(visit.say('no_rule_why'))}"
    fewest, most = questions_left(visit.tree, visit.case.answers)
    left = visit.say("left_exact" if fewest == most else "left_range", fewest=fewest, most=most)
    return f"<h2 class='desk-plan'>{html(left)}</h2>{paragraph(visit.say('desk_waiting'))}"


def _tell(visit: Visit, tickets: Tickets) -> str:
    """What of the other tickets could not be used, and that the content is not what it was a moment ago."""
    told = list(tickets.told)
    before = st.session_state.get(_TREE)
    st.session_state[_TREE] = visit.tree
    if before is not None and before is not visit.tree:
        day = phrase_day(visit.tree.knowledge.meta.checked_on, visit.language)
        told.append(visit.say("desk_renewed", day=day))
    return frame.notice(told)
