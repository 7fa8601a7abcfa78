"""What every page shares: header, heading, notices, footer, title, language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from refund_guide.vocabulary import Language
from refund_guide.walk import follow
from refund_guide.wording import phrase_day

from . import actions, piece, saved_case
from .markup import html, items
from .texts import TEXTS, say
from .visit import START, TICKET, Visit

BRAND = " ".join(TEXTS["brand"])
ICON = Path(__file__).with_name("icon.svg").read_text(encoding="utf-8").strip()
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
MOST_NOTICES = 5
ASIDE = ("sources", "about")
_BEFORE, _WIDE = "visit_before", "page_is_wide"
"""Session keys: the visit drawn last, and whether the page is wide."""


def begin(
    visit: Visit,
    title: str,
    body: str = "",
    *,
    eyebrow: str = "",
    step: str = "",
    wide: bool = False,
    leave_out: tuple[str, ...] = (),
) -> None:
    """Name the page and show header, notices and heading with the HTML that follows it.

    ``step`` tells one state of a page from the next: where it changes, the page starts from the top again.
    ``wide`` is for pages of tables; problems of the keys in ``leave_out`` are told elsewhere on the page.
    """
    if st.session_state.get(_WIDE) is not wide:  # the browser keeps it, and each telling costs time
        st.session_state[_WIDE] = wide
        st.set_page_config(layout="wide" if wide else "centered")
    above = f'<p class="eyebrow">{html(eyebrow)}</p>' if eyebrow else ""
    shown = f'{_header(visit)}{_notices(visit, leave_out)}{above}<h1 tabindex="-1">{html(title)}</h1>{body}'
    values = {
        "tag": LANGUAGE_TAGS[visit.language],
        # Streamlit's own ways: to set the title costs every answer a tenth more time, to set an icon loads numpy.
        "title": f"{title} · {visit.write(visit.tree.knowledge.meta.title)}",
        "icon": f"data:image/svg+xml,{quote(ICON)}",
        "step": f"{visit.page}/{step}",
    }
    did = piece.begin()
    if did and not visit.acted:
        query = actions.destination(did)
        if query is None:
            query = actions.take(visit, did)
        if query is not None:
            st.query_params.from_dict(query)
            st.rerun()
    piece.draw(shown, **values)


def whole(visit: Visit, title: str, body: str, *, eyebrow: str = "", step: str = "") -> None:
    """A page that is one piece, footer and all."""
    begin(visit, title, body + footer(visit), eyebrow=eyebrow, step=step)


def footer(visit: Visit) -> str:
    """Who we are not, and how fresh the content is."""
    meta = visit.tree.knowledge.meta
    lines = [visit.write(meta.disclaimer), visit.say("checked", day=phrase_day(meta.checked_on, visit.language))]
    return "<footer>" + "".join(f"<p>{html(line)}</p>" for line in lines) + "</footer>"


def end(visit: Visit, above: str = "") -> None:
    """The last element of a page that began with ``begin``; ``above`` is HTML to show before the footer."""
    st.html(above + footer(visit))


def notice(told: Sequence[str]) -> str:
    """What the reader has to know before the page itself; nothing when there is nothing to tell."""
    return f'<div class="notice" role="status">{items(map(html, told))}</div>' if told else ""


def _header(visit: Visit) -> str:
    """Its links keep the case."""
    brand = f'<a class="brand" href="{html(visit.address(START))}">{html(visit.say("brand"))}</a>'
    aside = "".join(f'<a href="{html(visit.address(name))}">{html(visit.say(name))}</a>' for name in ASIDE)
    other: Language = "en" if visit.language == "zh" else "zh"
    address, tag = html(visit.address(visit.page, lang=other)), LANGUAGE_TAGS[other]
    language = f'<a class="language" href="{address}" lang="{tag}">{html(say("this_language", other))}</a>'
    return f"<header>{brand}<nav>{aside}{language}</nav></header>"


def _notices(visit: Visit, leave_out: tuple[str, ...]) -> str:
    """A file that was opened; what of it, of the address or of the answers before the last change was dropped."""
    told = [*saved_case.told(visit), *visit.notices(leave_out=leave_out), *_dropped(visit)]
    shown = told[:MOST_NOTICES]
    if len(told) > len(shown):
        shown.append(visit.say("more_notices", count=len(told) - len(shown)))
    return notice(shown)


def _dropped(visit: Visit) -> list[str]:
    """Answers that the one just changed has made meaningless, said once.

    Whoever goes back has answers fewer, but none that is another one.
    """
    before: Visit | None = st.session_state.get(_BEFORE)
    st.session_state[_BEFORE] = visit
    if before is None or before.tree is not visit.tree or before.desk.get(TICKET) != visit.desk.get(TICKET):
        return []
    had, has = before.case.given, visit.case.given
    changed = any(had.get(question, answer) != answer for question, answer in has.items())
    if not changed or before.case_key not in ("", visit.case_key):
        return []
    dropped = follow(visit.tree.questions, {**had, **has}).dropped
    return [
        visit.say("dropped", ask=visit.ask(q), label=visit.label(q, a)) for q, a in dropped.items() if q not in has
    ]
