"""One way in: every page is drawn by the same run of ``app.py``, inside the same frame.

The pages are the modules in ``pages/``; each has a function ``show``. They are called rather than run by Streamlit:
so the parts they share stay where they are when the page changes, and what was typed is kept. Only until some
visitor's run has told it the pages, Streamlit runs the file of a page by itself; that file then runs all of this.
"""

from __future__ import annotations

import dataclasses
import logging
import traceback
from collections.abc import Mapping
from importlib import import_module

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from refund_guide.problems import KnowledgeError

from . import actions, desk_view, frame, piece
from .knowledge import knowledge, now
from .texts import say
from .visit import START, Visit, guess_language, read_visit

PAGES = ("start", "form", "plan", "sources", "about", "desk", "triage", "cases", "proof")
_PAGES, _SHOWN = "pages", "page_shown"


def main() -> None:
    """Draw the page the address asks for."""
    page, place = _find_page()
    try:
        visit, query = _take_action(page)
        import_module(f"pages.{page}").show(visit)
        if query is not None:
            # Last: a new address keeps the browser busy, and nobody waits for it.
            st.query_params.from_dict(query)
    except KnowledgeError as error:
        logging.error("The knowledge file cannot be used:\n%s", error)
        st.error(say("knowledge_broken", guess_language(st.context.locale)))
    except Exception as error:
        # Rerun and stop signals are no ``Exception``; they pass through. The message of an error is left out:
        # it may quote what somebody typed.
        where = "".join(traceback.format_tb(error.__traceback__))
        logging.error("A page failed: %s\nTraceback:\n%s", type(error).__name__, where)
        st.error(say("page_failed", guess_language(st.context.locale)))
    st.session_state[_SHOWN] = place, page


def _take_action(page: str) -> tuple[Visit, Mapping[str, str] | None]:
    """The visit to draw, and the query the address is to have after that if it has another one now."""
    did = piece.what_was_done() or {}
    query = actions.destination(did)
    if query is None:
        visit = _read(page)
        if page == "desk" and desk_view.take_answer(visit):
            return _read(page), None
        query = actions.take(visit, did)
        if query is None:
            return visit, None
    return dataclasses.replace(_read(page, query), acted=True), query


def _find_page() -> tuple[str, str | None]:
    """The page to draw, and the place it stands for: where the browser is, without the query.

    Streamlit is told the pages only when the page changes: each telling makes the browser draw the whole frame
    anew, a quarter of the time an answer takes.
    """
    place = st.context.url
    shown: tuple[str | None, str] | None = st.session_state.get(_SHOWN)
    if place is not None and shown is not None and shown[0] == place:
        return shown[1], place
    current = st.navigation(_pages(), position="hidden")
    return current.url_path or START, place


def _pages() -> list[StreamlitPage]:
    """The same for the whole session: to make them reads the disk."""
    held: list[StreamlitPage] | None = st.session_state.get(_PAGES)
    if held is None:
        held = [
            st.Page(f"pages/{name}.py", title=frame.BRAND, url_path=name, default=name == START) for name in PAGES
        ]
        st.session_state[_PAGES] = held
    return held


def _read(page: str, query: Mapping[str, str] | None = None) -> Visit:
    """The visit the address stands for, or the one this ``query`` does."""
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    if query is not None:
        pairs = list(query.items())
    return read_visit(knowledge.current(), pairs, st.context.locale, now(), page)
