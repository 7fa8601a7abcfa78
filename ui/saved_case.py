"""The case saved to a file of the user's own, and opened again: answers and dates go to the address, typed text
back into the fields. A file that cannot be used changes nothing.
"""

from __future__ import annotations

import streamlit as st

from refund_guide.save_file import Saved, read_save, write_save

from . import typed_fields
from .markup import caption, html, markdown, paragraph
from .visit import Visit

FORM, PLAN = "pages/form.py", "pages/plan.py"
_TOLD, _ROUND = "opened_told", "opened_round"
LARGEST_UPLOAD = 1
"""Megabytes; ``read_save`` refuses more."""


def told(visit: Visit) -> list[str]:
    """On the first page after a file was opened: that it was, once, and what of it could not be used."""
    problems: list[str] | None = st.session_state.pop(_TOLD, None)
    return [] if problems is None else [visit.say("opened"), *problems]


def show_save(visit: Visit) -> None:
    """The button that saves this case."""
    read = typed_fields.reader(visit)
    st.html(f"<h3>{html(visit.say('save_title'))}</h3>{paragraph(visit.say('save_why'))}")

    def make() -> str:
        case = visit.case
        return write_save(visit.tree, case.given, case.dates, visit.ticks, read(), case_key=visit.case_key)

    st.download_button(
        visit.say("save"),
        make,
        file_name=f"{visit.say('case_file')}-{visit.now:%Y-%m-%d}.json",
        mime="application/json",
        key="save-case",
        on_click="ignore",
    )


def show_open(visit: Visit, *, on_plan: bool = False) -> None:
    """The field that opens a file. Any kind may be chosen: our own message says what is wrong with it."""
    button = caption('[data-testid="stFileUploaderDropzone"] button p', visit.say("choose_file"))
    heading = f"<h3>{html(visit.say('open_title'))}</h3>" if on_plan else ""
    st.html(heading + button)
    upload = st.file_uploader(
        visit.say("open"),
        key=f"case-file-{st.session_state.get(_ROUND, 0)}",
        max_upload_size=LARGEST_UPLOAD,
    )
    if upload is not None:
        _open(visit, upload.getvalue(), on_plan=on_plan)


def _open(visit: Visit, content: bytes, *, on_plan: bool) -> None:
    saved = read_save(visit.tree, content, visit.now)
    if not isinstance(saved, Saved):
        st.error(markdown(saved.in_language(visit.language)))
        return
    typed_fields.fill_in(saved.case_key, saved.typed)
    st.session_state[_TOLD] = [visit.tell(one) for one in saved.notices]
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # a new, empty field for the next file
    case = saved.case
    query = visit.query(answers=case.given, dates=case.dates, ticks=saved.ticks, case=saved.case_key, at=None)
    if on_plan and case.is_complete:
        st.query_params.from_dict(query)  # one entry in the history of the browser, where a switch makes two
        st.rerun()
    st.switch_page(PLAN if case.is_complete else FORM, query_params=query)
