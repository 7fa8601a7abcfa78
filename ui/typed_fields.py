"""Typed text: fields filled in once, scripts made from them, and the case saved to a file and opened again.

What is typed lives in the session and nowhere else: never in the address, a log or on the disk of the server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from refund_guide.clock import Start
from refund_guide.plan import Plan
from refund_guide.save_file import Saved, read_save, write_save
from refund_guide.schema import Slot
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language, ScriptPurpose
from refund_guide.words import LONGEST_TYPED, FilledScript, fill_scripts, find_slots, known_values, tidy

from .markup import html, markdown
from .texts import say
from .visit import Visit

TYPED, ROUND, TOLD = "typed", "typed_round", "save_told"
"""Session keys: what was typed, how often the fields were filled anew, and what to say about a file once."""
LARGEST_UPLOAD = 1
"""Megabytes; ``read_save`` refuses more."""

LATER: tuple[ScriptPurpose, ...] = (
    "courier_complaint",
    "postal_appeal",
    "payment_complaint",
    "bank_request",
    "complaint",
    "court",
)
"""Words for routes beside or beyond the shop; folded away below the others."""

_TEXTS: dict[str, tuple[str, str]] = {
    "fields": ("把你的信息填一次", "Fill in your details once"),
    "fields_why": (
        "填一次，下面每一段话都会带上。只留在这个页面里：不进网址，不存到服务器，关掉就没有了。不填也能复制。",
        "Filled in once, they go into every text below. They stay on this page only: not in the address, "
        "not on the server, gone when you close it. The texts can be copied without them.",
    ),
    "clear": ("清空填写的内容", "Clear everything typed"),
    "length": ("短的一段共 {length} 个字", "{length} characters in the short form"),
    "too_long": ("，可能超出聊天框，请删短一点", "; this may be too long for a chat box, please shorten it"),
    "unfilled": ("还没填：{slots}", "Still open: {slots}"),
    "full": ("完整的写法", "The full version"),
    "refusals": ("选和商家说法一样的那一段。", "Choose the one that answers what the seller says."),
    "later": (
        "给快递、支付渠道、12315 等的话（{count}）",
        "For the courier, payment provider, 12315 and others ({count})",
    ),
    "comma": ("、", ", "),
    "save": ("保存我的情况", "Save my case"),
    "save_why": (
        "存成一个小文件，留在你的手机或电脑上：回答、日期、勾选和填写的内容都在里面。里面有你的个人信息，不要发给别人。",
        "Saves a small file on your phone or computer with your answers, dates, ticks and what you typed. "
        "It holds personal details, so do not pass it on.",
    ),
    "download": ("下载文件", "Download the file"),
    "file_name": ("退款情况", "refund-case"),
    "open": ("打开以前保存的文件", "Open a file saved before"),
    "opened": ("已打开保存的文件", "The saved file is open"),
}


def draw_typed_fields(
    tree: Tree,
    language: Language,
    *,
    scripts: Iterable[str] | None = None,
    dates: Mapping[str, Start] | None = None,
) -> dict[str, str]:
    """The fields the given scripts need (all, without any), and what they hold: slot id -> text.

    A date the case already has is used without being typed; typing another one wins.
    """
    wanted = None if scripts is None else set(scripts)
    used = [one for one in tree.knowledge.scripts if wanted is None or one.id in wanted]
    known = known_values(tree, dates or {}, language)
    typed: dict[str, str] = st.session_state.setdefault(TYPED, {})
    st.html(f"<h3>{html(_say('fields', language))}</h3><p class='small'>{html(_say('fields_why', language))}</p>")
    with st.container(border=True, key="typed"):
        for slot in find_slots(tree, used):
            typed[slot.id] = _field(slot, language, typed.get(slot.id, ""), known.get(slot.id))
        if st.button(_say("clear", language), key="typed-clear", type="tertiary"):
            _fill_anew({})
            st.rerun()
    return known | {slot: text for slot, text in typed.items() if tidy(text)}


def draw_scripts(tree: Tree, plan: Plan, values: Mapping[str, str]) -> None:
    """The words to send: those of this stage first, other routes folded away."""
    filled = fill_scripts(tree, [script.id for script in plan.scripts], values, plan.language)
    told = False
    for script in filled:
        if script.purpose in LATER:
            continue
        if script.purpose == "refusal_reply" and not told:
            st.html(f"<p>{html(_say('refusals', plan.language))}</p>")
            told = True
        _draw_script(tree, script, plan.language)
    if later := [script for script in filled if script.purpose in LATER]:
        with st.expander(_say("later", plan.language, count=len(later))):
            for script in later:
                _draw_script(tree, script, plan.language)


def draw_save_and_open(visit: Visit) -> None:
    """The case as a file to keep, and a file opened again: its answers go to the address, its text to the fields.

    A file that cannot be used changes nothing.
    """
    language = visit.language
    st.html(f"<h3>{html(_say('save', language))}</h3><p class='small'>{html(_say('save_why', language))}</p>")
    st.download_button(
        _say("download", language),
        write_save(visit.tree, visit.case.given, visit.case.dates, visit.ticks, st.session_state.get(TYPED)),
        file_name=f"{_say('file_name', language)}-{visit.now:%Y-%m-%d}.json",
        mime="application/json",
        key="save-download",
        on_click="ignore",
    )
    upload = st.file_uploader(
        _say("open", language),
        type=["json"],
        key=f"save-open-{st.session_state.get(ROUND, 0)}",
        max_upload_size=LARGEST_UPLOAD,
    )
    for line in st.session_state.pop(TOLD, ()):
        st.info(markdown(line))
    if upload is not None:
        _open(visit, upload.getvalue())


def _open(visit: Visit, content: bytes) -> None:
    saved = read_save(visit.tree, content, visit.now)
    if not isinstance(saved, Saved):
        st.error(markdown(saved.in_language(visit.language)))
        return
    _fill_anew(saved.typed)
    st.session_state[TOLD] = [_say("opened", visit.language), *(visit.tell(one) for one in saved.notices)]
    st.query_params.from_dict(visit.query(answers=saved.case.given, dates=saved.case.dates, ticks=saved.ticks))
    st.rerun()


def _field(slot: Slot, language: Language, value: str, known: str | None) -> str:
    # A new round has new keys, so the fields forget what the browser still remembers of the old ones.
    common: dict[str, Any] = {
        "label": markdown(slot.label.in_language(language)),
        "value": value,
        "key": f"typed-{st.session_state.get(ROUND, 0)}-{slot.id}",
        "max_chars": LONGEST_TYPED,
        "help": markdown(slot.help.in_language(language)) if slot.help else None,
        "placeholder": known,
    }
    drawn = st.text_area(**common) if slot.long else st.text_input(autocomplete="off", **common)
    return drawn or ""


def _draw_script(tree: Tree, script: FilledScript, language: Language) -> None:
    labels = {slot.id: slot.label.in_language(language) for slot in tree.knowledge.slots}
    length = _say("length", language, length=script.length) + ("" if script.fits else _say("too_long", language))
    notes = [length]
    if script.unfilled:
        slots = _say("comma", language).join(labels[slot] for slot in script.unfilled)
        notes.append(_say("unfilled", language, slots=slots))
    with st.container(gap="small"):
        to = say("to", language, to=say(f"to_{script.to}", language))
        st.html(f"<h3>{html(script.title)}</h3><p class='small'>{html(to)}</p>")
        st.code(script.short, language=None, wrap_lines=True)
        st.html("".join(f"<p class='small'>{html(note)}</p>" for note in notes))
        if script.full:
            with st.expander(_say("full", language)):
                st.code(script.full, language=None, wrap_lines=True)


def _fill_anew(typed: Mapping[str, str]) -> None:
    st.session_state[TYPED] = dict(typed)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _say(key: str, language: Language, **gaps: object) -> str:
    text = _TEXTS[key][0 if language == "zh" else 1]
    return text.format(**gaps) if gaps else text
