"""HTML of our own with links, answers, boxes and dates in it, drawn as one element.

Every button, link and label of Streamlit is an element that reads its own Markdown: a question made of ten of
them takes the browser three times as long as one piece of HTML. A piece looks the same, speaks the reader's
language, goes to the address of what is tapped in it, and tells us what else was done in it:
``{"toggle": box, "open": true}``, ``{"done": [evidence], "open": [evidence]}`` or ``{"dates": {event: date}}``
(``actions`` acts on it).

What goes into a piece is cleaned by Streamlit like any HTML; still every text passes through ``markup.html``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from .markup import html as escape

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
SCRIPT = Path(__file__).with_name("piece.js").read_text(encoding="utf-8")

# Never changes, so the browser never draws it anew; the script listens to the whole page.
_hands = component("hands", js=SCRIPT, isolate_styles=False)
KEY = "hands"
_WORKS = "script_works"
"""Session key: set once the script has told something, and so has put the style sheet into the head of the page."""


def what_was_done() -> Mapping[str, Any] | None:
    """What the visitor just did in a piece, known before anything is drawn."""
    return _read(st.session_state.get(KEY))


def begin() -> Mapping[str, Any] | None:
    """The style sheet and the script of a page; says what was just done in a piece.

    A new session (after a restart of the server) learns of it only here, the others from ``what_was_done``.
    """
    if not st.session_state.get(_WORKS):
        st.html(f"<style data-guide>{STYLE}</style>")
    return _read(_hands(key=KEY, on_did_change=_ignore))


def draw(html: str, **data: str) -> None:
    """Show a piece; ``data`` is for the script."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    st.html(f'<div class="piece"{attributes}>{html}</div>')


def _ignore() -> None:
    """Streamlit hands on only what somebody listens to."""


def _read(held: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    did = held.get("did") if held else None
    if not isinstance(did, Mapping):
        return None
    st.session_state[_WORKS] = True
    return did
