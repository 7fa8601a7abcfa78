"""The questions of a ticket as one piece of the page.

Sixty answers as buttons of Streamlit would take the browser longer than everything else; this is one element, which
draws them itself (``desk_panel.js``), with their keys. What to show is put together in ``desk_questions``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

KEY = "desk_panel"
_HERE = Path(__file__)
_SCRIPT = _HERE.with_suffix(".js").read_text(encoding="utf-8")
_STYLE = _HERE.with_suffix(".css").read_text(encoding="utf-8")


def pressed() -> list[str] | None:
    """The ticket, question and answer just chosen."""
    return _read(st.session_state.get(KEY))


def show(data: Mapping[str, Any]) -> list[str] | None:
    """Draw the panel. A new session, after a restart of the server, learns only here what has been chosen."""
    panel = st.components.v2.component("desk_panel", html='<div class="panel"></div>', css=_STYLE, js=_SCRIPT)
    return _read(panel(data=dict(data), key=KEY, on_answer_change=_nothing))


def _nothing() -> None:
    """Makes Streamlit hand over what is chosen; it is read where the page is drawn."""


def _read(state: Any) -> list[str] | None:
    chosen = state.get("answer") if isinstance(state, Mapping) else None
    return [str(one) for one in chosen] if isinstance(chosen, list) and len(chosen) == 3 else None
