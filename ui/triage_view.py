"""A whole table of tickets: uploaded, its columns and values mapped by hand, decided, downloaded.

Everything is decided in ``refund_guide.triage``; this asks and shows. The table lives in this session's memory only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from refund_guide.tree import Tree

from . import frame, places, triage_mapping, triage_result, uploads
from .markup import caption, html, markdown, paragraph, section
from .visit import Visit

if TYPE_CHECKING:  # what this page imports while it is drawn is too heavy for every other page
    from refund_guide.triage.added import Options
    from refund_guide.triage.columns import Mapping
    from refund_guide.triage.engine import Engine
    from refund_guide.triage.files import Kind, Look, TriageFile

    from .triage_result import Result

_HELD = "triage"
KINDS = ("csv", "tsv", "txt", "xlsx")
PREVIEW = 8
"""Rows shown before anything is decided."""


@dataclass
class Held:
    """What the session keeps of one upload."""

    file_id: str
    name: str
    file: TriageFile
    unknown: triage_mapping.Unknown = field(default_factory=dict)
    """Values met so far that are no answer: in the first rows, and in the whole file once it was decided."""
    result: Result | None = None


def show(visit: Visit) -> None:
    from refund_guide.triage.problems import MOST_UPLOADED_CELLS, TriageError

    uploads.keep_in_memory()
    limits = visit.say("triage_limits", most=uploads.LARGEST, cells=f"{MOST_UPLOADED_CELLS:,}")
    help_texts = (visit.say("triage_columns_help"), limits, visit.say("triage_privacy"))
    lead = paragraph(visit.say("triage_lead")) + "".join(f'<p class="small">{html(text)}</p>' for text in help_texts)
    frame.begin(visit, visit.say("triage"), lead, wide=True)
    st.html(caption('[data-testid="stFileUploaderDropzone"] button p', visit.say("triage_choose")))
    upload = st.file_uploader(
        visit.say("triage_upload"), type=list(KINDS), key="triage-file", max_upload_size=uploads.LARGEST
    )
    if upload is None:
        st.session_state.pop(_HELD, None)
    else:
        try:
            _show_file(visit, _held(upload.file_id, upload.name, upload))
        except TriageError as error:
            st.error(markdown(error.in_language(visit.language)))
    frame.end(visit)


def _held(file_id: str, name: str, upload: object) -> Held:
    """The upload, opened once: a large workbook takes a second."""
    from typing import BinaryIO, cast

    from refund_guide.triage.files import TriageFile
    from refund_guide.triage.problems import MOST_UPLOADED_BYTES, MOST_UPLOADED_CELLS

    held: Held | None = st.session_state.get(_HELD)
    if held is None or held.file_id != file_id:
        file = TriageFile.open(cast("BinaryIO", upload), MOST_UPLOADED_BYTES, MOST_UPLOADED_CELLS)
        held = st.session_state[_HELD] = Held(file_id, name, file)
    return held


@lru_cache(maxsize=2)
def _engine(tree: Tree) -> Engine:
    from refund_guide.triage.engine import Engine

    return Engine(tree)


def _show_file(visit: Visit, held: Held) -> None:
    from refund_guide.triage.columns import Mapping

    engine = _engine(visit.tree)
    first = held.file.look(engine, Mapping())
    columns = triage_mapping.choose_columns(visit, held.file_id, first, lambda: _show_preview(visit, held, first))
    look = held.file.look(engine, Mapping(columns)) if columns else first
    triage_mapping.remember(held.unknown, look)
    values = triage_mapping.choose_values(visit, held.file_id, look, held.unknown)
    if not look.can_decide:
        st.warning(markdown(visit.say("triage_no_columns")))
        return
    kind, words = _choose_form(visit, held)
    made_for = (repr((columns, values)), kind, words, visit.language)
    if st.button(visit.say("triage_decide"), key="triage-decide", type="primary"):
        held.result = _decide(visit, held, Mapping(columns, values), kind, words)
        held.result.made_for = made_for
        known = {key for key in look.columns.used if key in visit.tree.question_by_id}
        if triage_mapping.remember_all(held.unknown, held.result.summary.unknown, known):
            st.rerun()  # values further down than the first rows: offer them as well
    if held.result is None:
        return
    if held.result.made_for != made_for:
        st.info(markdown(visit.say("triage_changed")))
        return
    triage_result.show(visit, held.result)


def _show_preview(visit: Visit, held: Held, look: Look) -> None:
    used, headers = look.columns.used, look.columns.headers
    count = visit.say("triage_found", file=held.name, used=len({*used.values()}), unknown=len(look.columns.unknown))
    st.html(section(visit.say("triage_preview"), f'<p role="status">{html(count)}</p>'))
    names = triage_mapping.names_apart(headers)
    rows = [[row[at] if at < len(row) else "" for at in range(len(names))] for row in look.sample[:PREVIEW]]
    import pandas as pd

    st.dataframe(pd.DataFrame(rows, columns=names), hide_index=True, alt=visit.say("triage_preview"))
    for phrase, gaps in look.notes:
        from refund_guide.triage.phrases import say

        st.info(markdown(say(phrase, visit.language, **gaps)))


def _choose_form(visit: Visit, held: Held) -> tuple[Kind, bool]:
    kinds: list[Kind] = ["csv", "xlsx"]
    with st.container(horizontal=True, gap="large"):
        kind = st.radio(
            visit.say("triage_form"),
            kinds,
            index=kinds.index(held.file.kind),
            format_func=str.upper,
            key=f"triage-form-{held.file_id}",
            horizontal=True,
        )
        words = st.radio(
            visit.say("triage_wording"),
            [True, False],
            format_func=lambda words: visit.say("triage_words") if words else visit.say("triage_ids"),
            key="triage-words",
            horizontal=True,
        )
    return kind or "csv", bool(words)


def _decide(visit: Visit, held: Held, mapping: Mapping, kind: Kind, words: bool) -> Result:
    import io

    from refund_guide.triage.added import Options

    base = places.full_address("plan") if places.is_known() else ""
    options: Options = Options(visit.language, words, base)
    bar = st.progress(0.0, visit.say("triage_deciding"))
    target = io.BytesIO()
    try:
        summary = held.file.decide(
            _engine(visit.tree), target, kind, mapping, options, visit.now, lambda share: _move(bar, share, visit)
        )
    finally:
        bar.empty()
    stem = held.name.rpartition(".")[0] or visit.say("triage_file")
    return triage_result.Result(summary, target.getvalue(), kind, f"{stem}-{visit.say('triage_file')}.{kind}")


def _move(bar: st.delta_generator.DeltaGenerator, share: float, visit: Visit) -> None:
    bar.progress(min(1.0, share), visit.say("triage_deciding"))
