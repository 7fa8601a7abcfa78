"""One way in: every page is drawn inside the same frame, whatever Streamlit starts first.

Until some session has run ``st.navigation``, Streamlit runs ``pages/<name>.py`` bare for a deep link; such a
page asks for ``visit`` and gets the whole router instead.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
import traceback

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from refund_guide.problems import KnowledgeError

from . import desk_view, frame, piece, travel
from .knowledge import knowledge, now
from .texts import say
from .travel import PAGES
from .visit import START, Visit, guess_language, read_visit

_run = threading.local()
_PAGES = "pages"


def main() -> None:
    """Draw the page the address asks for."""
    current = st.navigation(_pages(), position="hidden")
    _run.visit = None
    try:
        page = current.url_path or START
        visit = _read(page)
        did = piece.what_was_done()
        if did and travel.take(visit, did):
            visit = dataclasses.replace(_read(page), acted=True)
        elif page == "desk" and desk_view.take_answer(visit):
            visit = _read(page)
        _run.visit = visit
        current.run()
    except KnowledgeError as error:
        logging.error("The knowledge file cannot be used:\n%s", error)
        st.error(say("knowledge_broken", guess_language(st.context.locale)))
    except Exception as error:
        # Rerun and stop signals are no ``Exception``; they pass through. The message of an error is left out:
        # it may quote what somebody typed.
        where = "".join(traceback.format_tb(error.__traceback__))
        logging.error("A page failed: %s\nTraceback:\n%s", type(error).__name__, where)
        st.error(say("page_failed", guess_language(st.context.locale)))
    finally:
        _run.visit = None


def visit() -> Visit | None:
    """What this run is about; when Streamlit started a page file bare, the whole router runs instead.

    Every page begins with ``if visit := router.visit():``.
    """
    found: Visit | None = getattr(_run, "visit", None)
    if found is None:
        main()
    return found


def _pages() -> list[StreamlitPage]:
    """The same for the whole session: to make them reads the disk."""
    held: list[StreamlitPage] | None = st.session_state.get(_PAGES)
    if held is None:
        held = [
            st.Page(file, title=frame.BRAND, url_path=name, default=name == START) for name, file in PAGES.items()
        ]
        st.session_state[_PAGES] = held
    return held


def _read(page: str) -> Visit:
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return read_visit(knowledge.current(), pairs, st.context.locale, now(), page)
