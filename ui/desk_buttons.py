"""The buttons of the support desk: which one has been pressed, known before anything is drawn.

A key says what is to be done (``desk-answer-2-reason-damaged``: answer that on ticket 2), so that nothing pressed on
one ticket can reach another. What to do about it is the business of ``desk_view``.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from . import desk_panel

_PREFIX = "desk-"
_TAKEN, _LATE = "desk_taken", "desk_late"


def key(*words: str | int) -> str:
    """The key of a button, out of ids and numbers."""
    return _PREFIX + "-".join(map(str, words))


def take() -> list[str] | None:
    """What the button just pressed, or the answer just chosen, asks for; it is not seen again in this run."""
    held = st.session_state
    pressed = (str(name) for name, value in held.items() if value is True and str(name).startswith(_PREFIX))
    chosen, name = desk_panel.pressed(), next(pressed, None)
    held[_TAKEN] = _answer(chosen) if chosen else _words(name) if name else None
    taken: list[str] | None = held[_TAKEN]
    return taken


def draw(label: str, name: str, **more: Any) -> None:
    """A button; the label is Markdown.

    A new session, after a restart of the server, learns only here that it has been pressed.
    """
    if st.button(label, key=name, **more):
        st.session_state[_LATE] = _words(name)


def take_late(chosen: list[str] | None) -> list[str] | None:
    """At the end of a run: what the session has only learnt of while drawing."""
    late = st.session_state.pop(_LATE, None) or (_answer(chosen) if chosen else None)
    return None if late == st.session_state.get(_TAKEN) else late


def _answer(chosen: list[str]) -> list[str]:
    return ["answer", *chosen]


def _words(name: str) -> list[str]:
    return name.removeprefix(_PREFIX).split("-")
