"""What was done in a piece, as the address it leads to.

What the browser sends is read as carefully as an address somebody typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st

from refund_guide.clock import Start, UnreadableDate, read_start

from . import boxes
from .visit import Visit

BOXES = {"fields", "why", "take-away", "open-case", "own-words", "what-if", "proof-ages"}


def destination(did: Mapping[str, Any]) -> dict[str, str] | None:
    """The query of the address that was tapped, if one was."""
    query = did.get("go")
    return dict(parse_qsl(query.removeprefix("?"))) if isinstance(query, str) else None


def take(visit: Visit, did: Mapping[str, Any]) -> dict[str, str] | None:
    """Act on what else was done. Gives the query of the address it leads to, ``None`` if nothing has changed."""
    if isinstance(key := did.get("toggle"), str) and key in BOXES:
        boxes.toggle(key, did.get("open") is True)
        return dict(st.query_params)
    if isinstance(done := did.get("done"), list) and isinstance(open_ones := did.get("open"), list):
        return _with_ticks(visit, done, open_ones)
    if isinstance(dates := did.get("dates"), dict):
        return _with_dates(visit, dates)
    return None


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
