"""HTML of our own with links, answers, boxes and dates in it, drawn as one element.

Every button, link and label of Streamlit is an element that reads its own Markdown: a question made of ten of
them takes the browser three times as long as one piece of HTML. A piece looks the same, speaks the reader's
language, and tells us what was done in it: ``{"go": address}``, ``{"toggle": box}``,
``{"done": [evidence], "open": [evidence]}`` or ``{"dates": {event: date}}`` (``travel`` acts on it).

What goes into a piece is not cleaned by anybody: every text passes through ``markup.html``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
SCRIPT = Path(__file__).with_name("piece.js").read_text(encoding="utf-8")
FRAME = '<div class="piece"></div>'

# The style sheet comes with the first piece of a page and serves the whole page.
_first = component("guide", html=FRAME, css=STYLE, js=SCRIPT, isolate_styles=False)
_more = component("guide_more", html=FRAME, js=SCRIPT, isolate_styles=False)

FIRST = "piece"
KEYS = (FIRST, "piece-2", "piece-3", "piece-4")


def what_was_done() -> Mapping[str, Any] | None:
    """What the visitor just did in one of the pieces, known before anything is drawn."""
    for key in KEYS:
        held = st.session_state.get(key)
        if held and (did := _read(held)):
            return did
    return None


def draw(key: str, html: str, **data: Any) -> Mapping[str, Any] | None:
    """Show a piece; says what was just done in it.

    A new session (after a restart of the server) learns of it only here, the others from ``what_was_done``.
    """
    kind: Callable[..., Any] = _first if key == FIRST else _more
    return _read(kind(key=key, data={"html": html, **data}, on_did_change=_ignore))


def _ignore() -> None:
    """Streamlit hands on only what somebody listens to."""


def _read(held: Mapping[str, Any]) -> Mapping[str, Any] | None:
    did = held.get("did")
    return did if isinstance(did, Mapping) else None
