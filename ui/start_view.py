"""The first page: what this does, for whom, and the ways in: three entries, or a sentence of one's own."""

from __future__ import annotations

import streamlit as st

from . import frame
from .entries import ENTRIES
from .knowledge import questions_left
from .markup import html, paragraph
from .search_box import draw_search
from .visit import Visit

FORM = "pages/form.py"


def show(visit: Visit) -> None:
    meta = visit.tree.knowledge.meta
    _, most = questions_left(visit.tree, {})
    lead = f'<p class="lead">{html(visit.say("start_lead"))}</p>{paragraph(visit.say("start_for", most=most))}'
    frame.notices(visit)
    frame.begin(visit, visit.say("start_title"), lead)
    if visit.case.answers:
        with st.container(key="primary"):
            page = "pages/plan.py" if visit.case.is_complete else FORM
            st.page_link(page, label=visit.say("continue_case"), query_params=visit.query(at=None), width="stretch")
    with st.container(key="entries", gap="small"):
        for entry, ways in ENTRIES.items():
            st.html(f"<h2>{html(visit.say(f'entry_{entry}'))}</h2>")
            for way, answers in ways.items():
                fresh = visit.query(answers=answers, dates={}, at=None, ticks=())
                st.page_link(FORM, label=visit.say(f"way_{way}"), query_params=fresh, width="stretch")
    # The field comes with a download of its own, so it waits until it is wanted.
    own_words = st.expander(visit.say("search_open"), key="own-words", on_change="rerun")
    if own_words.open:
        with own_words:
            draw_search(visit, FORM)
    notes = paragraph(visit.write(meta.privacy)) + paragraph(visit.say("usage_statistics"))
    st.html(f'<div class="note">{notes}</div>')
