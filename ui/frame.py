"""What every page shares: header, heading, notices, footer, title, language and the little CSS there is."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from refund_guide.vocabulary import Language
from refund_guide.wording import phrase_day

from .markup import html, markdown
from .texts import TEXTS, say
from .visit import Visit

BRAND = " ".join(TEXTS["brand"])
ICON = Path(__file__).with_name("icon.svg").read_text(encoding="utf-8").strip()
STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}
MOST_NOTICES = 5
ASIDE = ("sources", "about")
WITHOUT_ASIDE = ("form", "desk")

# Runs again whenever its text changes: sets the language of the page and its icon (Streamlit's own way to set
# one loads numpy), and after a step goes to the heading. Copies text (Streamlit's own copy button speaks English
# only and comes with a large library).
_SCRIPT = """<script>
document.documentElement.lang = %(tag)s;
document.querySelector('link[rel~="icon"]')?.setAttribute("href", %(icon)s);
(() => {
  async function copy(event) {
    const button = event.target.closest?.('[data-testid="stHtml"] button.copy');
    if (!button) return;
    const text = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(text.innerText);
    } catch {  // not on https: the old way
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    }
    const label = button.textContent;
    if (label === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  }
  const step = %(step)s, before = window.refundGuideStep;
  window.refundGuideStep = step;
  if (before === undefined) document.addEventListener("click", copy);
  if (before === undefined || before === step) return;
  requestAnimationFrame(() => {
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    const heading = document.querySelector('[data-testid="stMain"] h1');
    if (heading) { heading.tabIndex = -1; heading.focus({preventScroll: true}); }
  });
})();
</script>"""


def top(visit: Visit, page: str) -> None:
    """The header; its links keep the case. Form and desk go without the links that lead aside: each one is paid
    for with every answer.
    """
    st.html(f"<style>{STYLE}</style>")
    query = visit.query()
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link("pages/start.py", label=visit.say("brand"), query_params=query, width="stretch")
        for name in ASIDE if page not in WITHOUT_ASIDE else ():
            st.page_link(f"pages/{name}.py", label=visit.say(name), query_params=query)
        other: Language = "en" if visit.language == "zh" else "zh"
        if st.button(say("this_language", other), key="language", type="tertiary"):
            st.query_params.from_dict(visit.query(lang=other))
            st.rerun()


def begin(visit: Visit, title: str, body: str = "", *, eyebrow: str = "", step: str = "", wide: bool = False) -> None:
    """Name the page, tell what was dropped, and show the heading with the HTML that follows it.

    ``step`` tells one state of a page from the next: where it changes, the page starts from the top again.
    ``wide`` is for pages of tables.
    """
    page_title = f"{title} · {visit.write(visit.tree.knowledge.meta.title)}"
    st.set_page_config(page_title=page_title, layout="wide" if wide else "centered")
    st.session_state["step"] = step
    above = f'<p class="eyebrow">{html(eyebrow)}</p>' if eyebrow else ""
    st.html(f"{above}<h1>{html(title)}</h1>{body}")


def notices(visit: Visit, *, leave_out: tuple[str, ...] = ()) -> None:
    """Say what of the address, or of the answers before the last change, was dropped."""
    told = [*visit.notices(leave_out=leave_out), *_dropped(visit)]
    if not told:
        return
    shown = told[:MOST_NOTICES]
    if len(told) > len(shown):
        shown.append(visit.say("more_notices", count=len(told) - len(shown)))
    st.warning("\n".join(f"- {markdown(one)}" for one in shown))


def remember_dropped(dropped: dict[str, str]) -> None:
    """Answers that a change has made meaningless; the next page says so once."""
    st.session_state["dropped"] = dict(dropped)


def _dropped(visit: Visit) -> list[str]:
    dropped: dict[str, str] = st.session_state.pop("dropped", {})
    known = visit.tree.question_by_id
    return [visit.say("dropped", ask=visit.ask(q), label=visit.label(q, a)) for q, a in dropped.items() if q in known]


def bottom(visit: Visit, page: str) -> None:
    meta = visit.tree.knowledge.meta
    lines = [visit.write(meta.disclaimer), visit.say("checked", day=phrase_day(meta.checked_on, visit.language))]
    values = {
        "tag": LANGUAGE_TAGS[visit.language],
        "icon": f"data:image/svg+xml,{quote(ICON)}",
        "step": f"{page}/{st.session_state.get('step', '')}",
    }
    script = _SCRIPT % {name: json.dumps(value) for name, value in values.items()}
    shown = "".join(f"<p>{html(line)}</p>" for line in lines)
    st.html(f"<footer>{shown}</footer>{script}", unsafe_allow_javascript=True)
