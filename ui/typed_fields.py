"""What the user types once, for every text to send: order number, names, what happened.

It lives in the session, apart for each case, and nowhere else: never in the address, a log or on the disk
of the server.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from refund_guide.plan import Plan
from refund_guide.schema import Slot
from refund_guide.vocabulary import ScriptPurpose
from refund_guide.words import LONGEST_TYPED, find_slots, known_values, tidy

from .boxes import box, is_open
from .markup import html, markdown, paragraph
from .visit import Visit

_TYPED, _ROUND = "typed", "typed_round"
"""Session keys: case -> slot -> text, and how often the fields were filled anew."""

LATER: frozenset[ScriptPurpose] = frozenset(
    {"courier_complaint", "postal_appeal", "payment_complaint", "bank_request", "complaint", "court"}
)
"""Words for routes beside or beyond the shop: they and their fields stand below the others."""

ARRIVAL_SECONDS = 0.5
"""A run of the page takes a tenth of it, also on a busy server."""


def typed(visit: Visit) -> dict[str, str]:
    """What was typed for this case so far, slot id -> text; kept up to date while the page is open."""
    cases: dict[str, dict[str, str]] = st.session_state.setdefault(_TYPED, {})
    if visit.case_key and visit.case_key not in cases:
        cases[visit.case_key] = cases.pop("", {})  # typed before the case had its key
    return cases.setdefault(visit.case_key, {})


def reader(visit: Visit) -> Callable[[], dict[str, str]]:
    """Gives what is typed by the time a file is made, in whatever thread that is.

    The tap on the button of a file may be what leaves a field; its text then arrives just after the tap.
    """
    held, may_be_typing = typed(visit), bool(st.session_state.get("fields"))

    def read() -> dict[str, str]:
        if may_be_typing:
            time.sleep(ARRIVAL_SECONDS)
        return held

    return read


def values(visit: Visit, given: Mapping[str, str]) -> dict[str, str]:
    """What goes into the texts: the dates of the case, and on top of them what was typed."""
    known = known_values(visit.tree, visit.case.dates, visit.language)
    return known | {slot: text for slot, text in given.items() if tidy(text)}


def button(visit: Visit, plan: Plan) -> str:
    """Opens the box with the fields; nothing where the texts of this plan need none."""
    first, others = _slots(visit, plan)
    count = len(first) + len(others)
    return box("fields", visit.say("fields", count=count)) if count else ""


def show(visit: Visit, plan: Plan) -> None:
    """The fields the texts of this plan need; drawn only once their box is open."""
    first, others = _slots(visit, plan)
    if not is_open("fields") or not (first or others):
        return
    st.html(paragraph(visit.say("fields_why")))
    if first:
        _fields(visit, first, "fields-first")
    if others:
        st.html(f"<h3>{html(visit.say('fields_later'))}</h3>")
        _fields(visit, others, "fields-later")
    clear_button(visit, "clear-fields")


def clear_button(visit: Visit, key: str) -> None:
    """One tap forgets all that was typed, for every case of this session."""
    if st.button(visit.say("clear"), key=key):
        st.session_state[_TYPED] = {}
        _draw_anew()
        st.rerun()


def fill_in(case_key: str, text: Mapping[str, str]) -> None:
    """Put what a saved file holds in the place of what was typed for that case."""
    st.session_state.setdefault(_TYPED, {})[case_key] = dict(text)
    _draw_anew()


def _slots(visit: Visit, plan: Plan) -> tuple[list[Slot], list[Slot]]:
    """What the texts of this stage need, and what only the later ones do."""
    here = {script.id for script in plan.scripts}
    used = [one for one in visit.tree.knowledge.scripts if one.id in here]
    first = find_slots(visit.tree, [one for one in used if one.purpose not in LATER])
    return list(first), [slot for slot in find_slots(visit.tree, used) if slot not in first]


def _fields(visit: Visit, slots: list[Slot], key: str) -> None:
    held = typed(visit)
    known = known_values(visit.tree, visit.case.dates, visit.language)
    with st.container(key=key):
        for slot in slots:
            held[slot.id] = _field(visit, slot, held.get(slot.id, ""), known.get(slot.id))


def _field(visit: Visit, slot: Slot, value: str, known: str | None) -> str:
    label = visit.write(slot.label)
    common: dict[str, Any] = {
        "label": markdown(label[:1].upper() + label[1:]),
        "value": value,
        "key": f"typed-{visit.case_key}-{st.session_state.get(_ROUND, 0)}-{slot.id}",
        "max_chars": LONGEST_TYPED,
        "help": markdown(visit.write(slot.help)) if slot.help else None,
        "placeholder": known,
    }
    drawn = st.text_area(**common) if slot.long else st.text_input(autocomplete="off", **common)
    return drawn or ""


def _draw_anew() -> None:
    """New keys: under the old ones the browser still remembers what stood there."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
