"""Boxes and date fields whose value lives in the address.

A field with a key remembers its own value, so after "back" it would contradict the address. Here the address
wins unless the visitor has just touched a field: then the browser may have sent an older address along with
the touch, and the fields are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

_SEEN = "held_fields"


def follow(address: Mapping[str, Any]) -> None:
    """Before any field is drawn: let untouched fields take the values of the address."""
    seen: dict[str, Any] = st.session_state.setdefault(_SEEN, {})
    fields = st.session_state
    if any(key in fields and key in seen and fields[key] != seen[key] for key in address):
        return
    for key, value in address.items():
        if key in fields and key in seen and fields[key] != value:
            fields[key] = value
            seen[key] = value  # it may not be drawn this time, and was not touched


def first_value(key: str, value: Any, *, empty: Any) -> Any:
    """The value to draw a field with: the address at first, later the field's own memory."""
    return empty if key in st.session_state else value


def seen(key: str, value: Any) -> None:
    """Note what a field held when it was drawn."""
    st.session_state.setdefault(_SEEN, {})[key] = value
