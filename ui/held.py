"""Boxes and date fields whose value lives in the address.

A field with a key remembers its own value, so after "back" it would contradict the address. Here the address
wins unless the visitor has just touched a field: then the browser may have sent an older address along with
the touch, and the fields are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

_SEEN, _SET_BACK = "held_fields", "held_set_back"


def follow(address: Mapping[str, Any]) -> None:
    """Before any field is drawn: let untouched fields take the values of the address."""
    seen: dict[str, Any] = st.session_state.setdefault(_SEEN, {})
    set_back: set[str] = set()
    st.session_state[_SET_BACK] = set_back
    fields = st.session_state
    if any(key in fields and key in seen and fields[key] != seen[key] for key in address):
        return
    for key, value in address.items():
        if key in fields and key in seen and fields[key] != value:
            fields[key] = value
            set_back.add(key)
            seen[key] = value  # it may not be drawn this time, and was not touched


def first_value(key: str, value: Any, *, empty: Any) -> Any:
    """The value to draw a field with: the address at first, later what the field holds.

    Not empty, although the field remembers it: a browser that has not loaded the field yet starts from this value.
    """
    if key not in st.session_state:
        return value
    return empty if key in st.session_state[_SET_BACK] else st.session_state[key]


def seen(key: str, value: Any) -> None:
    """Note what a field held when it was drawn."""
    st.session_state.setdefault(_SEEN, {})[key] = value
