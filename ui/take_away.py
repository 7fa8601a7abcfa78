"""Taking a plan along: its link and QR code, files made when they are asked for, the saved case."""

from __future__ import annotations

import base64

import streamlit as st

from refund_guide.export.forms import MEDIA_TYPES, Form, plan_in_form
from refund_guide.export.link import UnusableLink, checked
from refund_guide.export.outline import Personal
from refund_guide.plan import Plan
from refund_guide.words import fill_scripts

from . import places, saved_case, typed_fields
from .boxes import box, is_open
from .markup import caption, copyable, html, paragraph
from .visit import Visit

LABELS: dict[Form, str] = {"pdf": "get_pdf", "ics": "get_ics", "docx": "get_docx", "md": "get_md"}


class NotMade(Exception):
    """A file could not be made. Says nothing of what was typed: the server logs it."""


def button(visit: Visit) -> str:
    return box("take-away", visit.say("take_away"))


def show(visit: Visit, plan: Plan) -> None:
    """What the box holds; drawn only once it is open."""
    if not is_open("take-away"):
        return
    link = places.link(visit, "plan")
    st.html(_link(visit, link) + _files_heading(visit))
    with st.container(key="files", horizontal=True, gap="small"):
        for form in LABELS:
            _file(visit, plan, form, link)
    saved_case.show_save(visit)
    st.html(paragraph(visit.say("clear_why")))
    typed_fields.clear_button(visit, "clear-all")
    saved_case.show_open(visit, on_plan=True)


def _link(visit: Visit, link: str) -> str:
    shown = f"<h3>{html(visit.say('link_title'))}</h3>{paragraph(visit.say('take_away_why'))}"
    shown += copyable(link, visit.say("copy"), visit.say("copied"))
    from refund_guide.export.as_qr import link_as_qr

    if not _usable(link):
        return shown
    drawn = base64.b64encode(link_as_qr(link).encode()).decode()
    return shown + f'<img class="qr" alt="{html(visit.say("qr_alt"))}" src="data:image/svg+xml;base64,{drawn}">'


def _files_heading(visit: Visit) -> str:
    body = paragraph(visit.say("files_why")) + paragraph(visit.say("print_why"))
    failed = caption('[data-testid="stDownloadButtonError"]', visit.say("not_made"))
    return f"<h3>{html(visit.say('files_title'))}</h3>{body}{failed}"


def _file(visit: Visit, plan: Plan, form: Form, link: str) -> None:
    """A button whose file is made on the tap, with what is typed by then; the page is not run again."""
    read = typed_fields.reader(visit)
    st.download_button(
        visit.say(LABELS[form]),
        lambda: make_file(visit, plan, form, read(), link),
        file_name=f"{visit.say('plan_file')}-{plan.now:%Y-%m-%d}.{form}",
        mime=MEDIA_TYPES[form],
        key=f"get-{form}",
        on_click="ignore",
    )


def make_file(visit: Visit, plan: Plan, form: Form, held: dict[str, str], link: str) -> bytes:
    """The plan as a file, with the user's words and ticks. Raises ``NotMade``."""
    values = typed_fields.values(visit, held)
    filled = fill_scripts(visit.tree, [script.id for script in plan.scripts], values, plan.language)
    texts = {script.id: script.full or script.short for script in filled}
    meta = visit.tree.knowledge.meta
    try:
        mine = Personal(frozenset(visit.ticks), texts, link if _usable(link) else "")
        return plan_in_form(form, plan, meta, mine, case_key=visit.case_key)
    except Exception as error:
        raise NotMade(f"{form}: {type(error).__name__}") from None


def _usable(link: str) -> bool:
    """Whether files and codes can carry the link; what the browser says of itself may be anything."""
    try:
        return bool(checked(link))
    except UnusableLink:
        return False
