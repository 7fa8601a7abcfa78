"""Boxes that are only filled once they are open. The button is part of a piece; what it opens is drawn below."""

from __future__ import annotations

import streamlit as st

from .markup import html


def box(key: str, label: str) -> str:
    """The button that opens or closes a box."""
    expanded = "true" if is_open(key) else "false"
    button = (
        f'<button type="button" class="box" id="box-{key}" data-toggle="{key}" aria-expanded="{expanded}">'
        f"{html(label)}</button>"
    )
    return f'<p class="on-screen">{button}</p>'


def is_open(key: str) -> bool:
    """Whether what belongs into the box is to be drawn."""
    return bool(st.session_state.get(key))


def toggle(key: str, to_open: bool) -> None:
    """What the button showed counts: a new session (after a restart of the server) believes every box closed."""
    st.session_state[key] = to_open
