"""Full addresses of the pages, for links that leave the browser: in files, in replies, on paper."""

from __future__ import annotations

from typing import Any

import streamlit as st

from .visit import Visit


def link(visit: Visit, page: str, **changes: Any) -> str:
    """A link to this case on another page, with changes as ``Visit.query`` takes them."""
    return visit.link(full_address(page), **changes)


def full_address(page: str) -> str:
    """Where the browser finds a page; only its path where the server does not know its own address."""
    here = st.context.url or ""
    return f"{here.rpartition('/')[0]}/{page}"


def is_known() -> bool:
    """Whether the server knows its own address."""
    return (st.context.url or "").startswith(("http://", "https://"))
