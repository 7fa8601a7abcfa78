"""The row of open tickets: switch, open, close, and a name that stays in the tab."""

from __future__ import annotations

import streamlit as st

from . import desk_buttons
from .desk_buttons import key
from .markup import markdown
from .tickets import MOST, Ticket, Tickets
from .visit import Visit

_NAMES = "desk_names"
TOLD_PAGES = ("problem", "seller")
"""The pages of the form whose last answers tell tickets apart."""
LONGEST = {"zh": 14, "en": 26}
"""Characters of an answer on the button of a ticket."""
LONGEST_NAME = 20


def show(visit: Visit, tickets: Tickets) -> None:
    """Draw the row; with one ticket there is nothing to choose from."""
    several, names = len(tickets.open) > 1, _names(tickets)
    with st.container(key="desk-tickets", horizontal=True, vertical_alignment="center", gap="small"):
        for one in tickets.open if several else ():
            label = visit.say("desk_ticket", number=one.number, name=_situation(visit, one, names))
            here = one.number == tickets.active
            if here:
                label += visit.say("desk_on_screen")
            desk_buttons.draw(markdown(label), key("open", one.number), type="primary" if here else "secondary")
        label = visit.say("desk_full", most=MOST) if tickets.full else visit.say("desk_new")
        desk_buttons.draw(label, key("new"), shortcut="N", disabled=tickets.full)
        if several:
            desk_buttons.draw(visit.say("desk_next"), key("next"), shortcut="S", type="tertiary")
            label = visit.say("desk_close", number=tickets.active)
            desk_buttons.draw(label, key("close", tickets.active), shortcut="Shift+X", type="tertiary")
            _ask_name(visit, tickets.active, names)


def _ask_name(visit: Visit, number: int, names: dict[int, str]) -> None:
    label = visit.say("desk_nickname", number=number)
    st.text_input(
        label,
        value=names.get(number, ""),
        key=_name_key(number),
        placeholder=label,
        label_visibility="collapsed",
        max_chars=LONGEST_NAME,
        width=340,
    )


def _names(tickets: Tickets) -> dict[int, str]:
    """The names given in this tab; of tickets that are closed they are forgotten."""
    names: dict[int, str] = st.session_state.setdefault(_NAMES, {})
    for one in tickets.open:
        typed = st.session_state.get(_name_key(one.number))
        if typed is not None:
            names[one.number] = typed
    for gone in set(names) - {one.number for one in tickets.open}:
        del names[gone]
    return names


def _name_key(number: int) -> str:
    return f"desk_name_{number}"


def _situation(visit: Visit, ticket: Ticket, names: dict[int, str]) -> str:
    """The name, or else what the ticket is about in a few words."""
    if name := names.get(ticket.number):
        return name
    questions = visit.tree.question_by_id
    in_order = [question for question in questions if question in ticket.answers]
    last_of_page = {questions[question].question.page: question for question in in_order}
    told = [last_of_page[page] for page in TOLD_PAGES if page in last_of_page] or in_order[-1:]
    labels = (visit.label(question, ticket.answers[question]) for question in told)
    longest = LONGEST[visit.language]
    shown = (label if len(label) <= longest else label[: longest - 1] + "…" for label in labels)
    return visit.say("comma").join(shown) or visit.say("desk_empty")
