"""One way in: every page is drawn inside the same frame, whatever Streamlit starts first.

Until some session has run ``st.navigation``, Streamlit runs ``pages/<name>.py`` bare for a deep link; such a
page asks for ``visit`` and gets the whole router instead.
"""

from __future__ import annotations

import logging
import threading

import streamlit as st

from refund_guide.problems import KnowledgeError

from . import form_view, frame
from .knowledge import knowledge, now
from .texts import say
from .visit import Visit, guess_language, read_visit

PAGES = {
    "start": "pages/start.py",
    "form": "pages/form.py",
    "plan": "pages/plan.py",
    "sources": "pages/sources.py",
    "about": "pages/about.py",
    "cases": "pages/cases.py",
    "proof": "pages/proof.py",
}
START = "start"

_run = threading.local()


def main() -> None:
    """Draw the page the address asks for."""
    pages = [st.Page(file, title=frame.BRAND, url_path=name, default=name == START) for name, file in PAGES.items()]
    current = st.navigation(pages, position="hidden")
    _run.visit = None
    try:
        visit = _read()
        if current.url_path == "form" and form_view.take_answer(visit):
            visit = _read()
        _run.visit = visit
        frame.top(visit, current.url_path)
        current.run()
        frame.bottom(visit, current.url_path)
    except KnowledgeError as error:
        logging.error("The knowledge file cannot be used:\n%s", error)
        st.error(say("knowledge_broken", guess_language(st.context.locale)))
    except Exception:
        # Rerun and stop signals are no ``Exception``; they pass through.
        logging.exception("A page failed")
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


def _read() -> Visit:
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return read_visit(knowledge.current(), pairs, st.context.locale, now())
