"""All cases: the table with filters and search, the map of the questions, and two cases side by side.

For people who write macros, train staff or check the content. The filters live in the address; a search does
not, because it is typed text.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from . import cases_compare, cases_filters, cases_map, frame, places
from .cases_data import CaseTable, as_csv, as_xlsx, case_table, columns_first
from .markup import html, markdown, paragraph, section
from .visit import Visit

PLAN = "pages/plan.py"
FIRST = ("outcome", "refund_type", "payer", "deadline")
FEW = 10
"""So many rows are also listed as links."""
HEIGHT = 420


def show(visit: Visit) -> None:
    table = case_table(visit.tree, visit.language)
    lead = paragraph(visit.say("cases_lead", total=f"{len(table):,}"))
    frame.begin(visit, visit.say("cases"), lead + section(visit.say("cases_table"), ""), wide=True)
    _show_table(visit, table)
    st.html(section(visit.say("cases_map"), paragraph(visit.say("cases_map_why"))))
    cases_map.show(visit)
    st.html(section(visit.say("cases_compare"), ""))
    cases_compare.show(visit)
    frame.end(visit)


def _show_table(visit: Visit, table: CaseTable) -> None:
    search = st.text_input(visit.say("cases_search"), key="cases-search", max_chars=60, autocomplete="off")
    picks = cases_filters.show(visit, table.titles)
    found = table.find(picks, search or "")
    count = visit.say("cases_count", count=f"{len(found):,}", total=f"{len(table):,}")
    st.html(f'<p role="status"><b>{html(count)}</b></p>')
    if found.empty:
        st.html(paragraph(visit.say("cases_none")))
        return
    order = columns_first(found, FIRST)
    # Another set of rows is another table: a row chosen before means nothing in it.
    key = f"cases-table-{visit.language}-{hash((len(found), found.index[0], found.index[-1], repr(picks), search))}"
    chosen = st.dataframe(
        found,
        key=key,
        height=HEIGHT if len(found) > FEW else "auto",
        hide_index=True,
        column_order=order,
        column_config={name: st.column_config.TextColumn(table.titles[name], width="medium") for name in order},
        on_select="rerun",
        selection_mode="single-row",
        placeholder="—",
        alt=visit.say("cases"),
    )
    st.html(f'<p class="small">{html(visit.say("cases_select"))}</p>')
    rows = [row for row in chosen["selection"]["rows"] if row < len(found)]
    if rows:
        _show_chosen(visit, table, int(found.index[rows[0]]))
    elif len(found) <= FEW:
        _show_links(visit, table, [int(number) for number in found.index])
    base = places.full_address("plan")
    st.html(paragraph(visit.say("cases_download", count=f"{len(found):,}")))
    with st.container(horizontal=True, gap="small"):
        for kind, mime, make in (
            ("csv", "text/csv", as_csv),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
        ):
            label = visit.say("cases_csv" if kind == "csv" else "cases_xlsx")
            name = f"{visit.say('cases_file')}-{visit.now:%Y-%m-%d}.{kind}"
            # Made only when somebody clicks.
            content = partial(make, table, found[order], base, visit.say("cases_link"))
            st.download_button(label, content, name, mime, key=f"cases-{kind}", on_click="ignore")


def _show_chosen(visit: Visit, table: CaseTable, number: int) -> None:
    answers = table.rows[number].answers
    facts = "".join(
        f"<div><dt>{html(visit.ask(question))}</dt><dd>{html(visit.label(question, answer))}</dd></div>"
        for question, answer in answers.items()
    )
    with st.container(border=True):
        st.html(f'<h3>{html(visit.say("cases_chosen"))}</h3><dl class="facts">{facts}</dl>')
        query = visit.query(answers=answers, dates={}, at=None, ticks=())
        st.page_link(PLAN, label=visit.say("cases_open"), query_params=query)
        if st.button(visit.say("cases_use"), key="cases-use"):
            # The table must not shrink to this one row, so what it shows now becomes a filter of its own.
            only = cases_filters.current(visit)
            st.query_params.from_dict(visit.query(answers=answers, dates={}, at=None, only=only, other=None))
            st.rerun()


def _show_links(visit: Visit, table: CaseTable, numbers: list[int]) -> None:
    with st.container(gap=None):
        for number in numbers:
            answers = table.rows[number].answers
            told = visit.say("list_comma").join(visit.label(*pair) for pair in answers.items())
            query = visit.query(answers=answers, dates={}, at=None, ticks=())
            st.page_link(
                PLAN, label=markdown(f"{visit.say('cases_open')}{visit.say('says')}{told}"), query_params=query
            )
