"""A box to find a situation by one's own words; what is found are links with the answers filled in.

What is typed lives in the session only: never in the address, never in a log.
"""

from __future__ import annotations

import streamlit as st

from . import piece
from .markup import button, html
from .visit import Visit

LONGEST_TYPED = 300


def draw_search(visit: Visit, page: str) -> None:
    """The field, and below it the situations that fit; each opens ``page`` as a new case.

    Draw it where it is asked for, in a box that is opened or on a page of its own: the field costs a download.
    """
    with st.container(key="search", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            typed = st.text_input(
                visit.say("search_label"),
                key="search-text",
                max_chars=LONGEST_TYPED,
                placeholder=visit.say("search_example"),
                autocomplete="off",
            )
            # Leaving the field sends the text; the button is there because people look for one.
            st.button(visit.say("search_find"), key="search-find")
        st.html(f'<p class="small">{html(visit.say("search_private"))}</p>')
        if typed and typed.strip():
            _draw_found(visit, typed, page)


def _draw_found(visit: Visit, typed: str, page: str) -> None:
    from refund_guide.search import find_situations  # only those who search wait for it

    matches = find_situations(visit.tree, typed)
    if not matches:
        told = visit.say("search_nothing")
    elif matches[0].is_guess:
        told = visit.say("search_guess")
    else:
        told = visit.say("search_found")
    found = "".join(_link(visit, visit.write(one.situation.title), one.situation.answers, page) for one in matches)
    others = _link(visit, visit.say("search_one_by_one"), {}, page)
    piece.draw(f'<p role="status">{html(told)}</p>{found}{others}')


def _link(visit: Visit, label: str, answers: dict[str, str], page: str) -> str:
    return button(visit.address(page, answers=answers, dates={}, at=None, ticks=()), label)
