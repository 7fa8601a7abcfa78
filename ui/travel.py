"""What was done in a piece, written into the address: the only place where a visit changes.

What the browser sends is read as carefully as an address somebody typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from refund_guide.case_key import make_case_key
from refund_guide.clock import Start, UnreadableDate, read_start

from . import boxes
from .visit import CASE, HERE, START, Visit

_NAMES = ("start", "form", "plan", "sources", "about", "desk", "triage", "cases", "proof")
PAGES = {name: f"pages/{name}.py" for name in _NAMES}
BOXES = {"fields", "why", "take-away", "open-case", "own-words", "what-if", "proof-ages"}
DROPPED = "dropped"
"""Session key: answers that a change has made meaningless; the next page says so once."""


def take(visit: Visit, did: Mapping[str, Any]) -> bool:
    """Act on what was done; says whether this page has changed. May switch to another page instead."""
    if isinstance(key := did.get("toggle"), str) and key in BOXES:
        boxes.toggle(key, did.get("open") is True)
        return True
    if isinstance(address := did.get("go"), str):
        return _go(visit, address)
    if isinstance(done := did.get("done"), list) and isinstance(open_ones := did.get("open"), list):
        return _write(_with_ticks(visit, done, open_ones))
    if isinstance(dates := did.get("dates"), dict):
        return _write(_with_dates(visit, dates))
    return False


def _go(visit: Visit, address: str) -> bool:
    page, _, query = address.partition("?")
    name = START if page == HERE else page
    if name not in PAGES:
        return False
    pairs = dict(parse_qsl(query))
    if visit.page == "form" and CASE not in pairs and pairs.keys() & visit.tree.question_by_id.keys():
        pairs[CASE] = make_case_key()
    _remember_dropped(visit, pairs)
    if name != visit.page:
        st.switch_page(PAGES[name], query_params=pairs)
    return _write(pairs)


def _write(query: Mapping[str, str]) -> bool:
    st.query_params.from_dict(dict(query))
    return True


def remember_dropped(dropped: Mapping[str, str]) -> None:
    st.session_state[DROPPED] = dict(dropped)


def _remember_dropped(visit: Visit, pairs: Mapping[str, str]) -> None:
    """A change that keeps some answers and loses others has made those meaningless; another case is no change."""
    given = visit.case.given
    lost = {question: answer for question, answer in given.items() if question not in pairs}
    if visit.page != START and len(lost) < len(given):
        remember_dropped(lost)


def _with_ticks(visit: Visit, done: list[Any], open_ones: list[Any]) -> dict[str, str]:
    """The boxes of the piece as they are now; ticks of evidence that stands elsewhere stay."""
    known = [part.id for part in visit.tree.knowledge.evidence]
    return visit.query(ticks=[one for one in known if one in done or (one in visit.ticks and one not in open_ones)])


def _with_dates(visit: Visit, given: Mapping[str, Any]) -> dict[str, str]:
    """The dates of the piece as they are now, empty ones taken away; dates that stand elsewhere stay."""
    dates: dict[str, Start] = {event: start for event, start in visit.case.dates.items() if event not in given}
    for event in visit.tree.events:
        text = given.get(event)
        if isinstance(text, str) and text:
            try:
                dates[event] = read_start(text)
            except UnreadableDate:
                continue
    return visit.query(dates=dates)
