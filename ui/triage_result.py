"""What came out of a table of tickets: counts, what lapses when, the most urgent ones, and the file."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from refund_guide.wording import word

from .markup import html, markdown, paragraph, section
from .visit import Visit

if TYPE_CHECKING:
    from refund_guide.timeline_pen import Theme
    from refund_guide.triage.summary import Summary

PICTURES = {"wide": 720, "narrow": 340}
HEIGHT = 420
MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass
class Result:
    """A decided table, ready to be downloaded."""

    summary: Summary
    content: bytes
    kind: str
    name: str
    made_for: tuple[object, ...] = ()
    """The settings it was made with."""


def show(visit: Visit, result: Result) -> None:
    summary = result.summary
    counts = visit.say(
        "triage_counts",
        rows=f"{summary.rows:,}",
        decided=f"{summary.decided:,}",
        incomplete=f"{summary.incomplete:,}",
        with_problems=f"{summary.with_problems:,}",
    )
    missing = "".join(
        paragraph(visit.say("triage_missing", ask=visit.ask(question), count=f"{tickets:,}"))
        for question, tickets in summary.missing.most_common(3)
    )
    st.html(section(visit.say("triage_result"), f'<p role="status"><b>{html(counts)}</b></p>{missing}'))
    st.download_button(
        visit.say("triage_download"),
        result.content,
        result.name,
        MIMES[result.kind],
        key="triage-download",
        type="primary",
        on_click="ignore",
    )
    _show_notes(visit, summary)
    st.html(_picture(visit, summary))
    _show_urgent(visit, summary)


def _show_notes(visit: Visit, summary: Summary) -> None:
    from refund_guide.triage.phrases import say

    for phrase, gaps in summary.notes:
        st.info(markdown(say(phrase, visit.language, **gaps)))


def _picture(visit: Visit, summary: Summary) -> str:
    from refund_guide.triage.picture import describe_lapses, draw_lapses

    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    alt = html(describe_lapses(summary, visit.language))
    shown = ""
    for css, width in PICTURES.items():
        drawn = draw_lapses(summary, width=width, theme=theme, language=visit.language)
        source = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
        shown += f'<img class="picture {css} {theme}" alt="{alt}" src="{source}">'
    return shown


def _show_urgent(visit: Visit, summary: Summary) -> None:
    if not summary.urgent:
        return
    import pandas as pd

    from refund_guide.triage.summary import MOST_URGENT

    knowledge = visit.tree.knowledge
    deadlines = {one.id: visit.write(one.label) for one in knowledge.deadlines}
    outcomes = {one.id: visit.write(one.title) for one in knowledge.outcomes}
    table = pd.DataFrame(
        [
            {
                visit.say("triage_row"): one.row,
                visit.say("triage_due"): one.due_text,
                visit.say("triage_deadline"): deadlines[one.deadline],
                visit.say("triage_owner"): word(one.owner, visit.language),
                visit.say("triage_outcome"): outcomes[one.outcome],
                visit.say("triage_estimate"): word("estimate", visit.language) if one.estimate else "",
            }
            for one in summary.urgent
        ]
    )
    why = paragraph(visit.say("triage_urgent_why", most=MOST_URGENT))
    st.html(section(visit.say("triage_urgent"), why))
    height = HEIGHT if len(table) > 10 else "auto"
    st.dataframe(table, hide_index=True, height=height, alt=visit.say("triage_urgent"))
