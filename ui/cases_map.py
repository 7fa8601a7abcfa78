"""The map of the questions with the current case marked, as a picture and in words. Drawn only once unfolded."""

from __future__ import annotations

import base64
from functools import lru_cache

import streamlit as st

from refund_guide.timeline_pen import Theme
from refund_guide.tree import Tree
from refund_guide.tree_map import StationInWords, TreeMap, WayInWords, describe_map, map_questions
from refund_guide.tree_map_picture import draw_map

from .markup import details, html, items
from .visit import Visit

PICTURES = {"narrow": 340, "wide": 760}
"""Widths of the picture; the style sheet shows the one that fits."""


@lru_cache(maxsize=1)
def _map(tree: Tree) -> TreeMap:
    return map_questions(tree)


def show(visit: Visit) -> None:
    box = st.expander(visit.say("cases_map_open"), key="cases-map", on_change="rerun")
    if box.open:
        with box:
            st.html(_pictures(visit) + details(visit.say("cases_map_words"), _words(visit)))


def _pictures(visit: Visit) -> str:
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    alt = html(visit.say("cases_map_alt", count=len(visit.tree.questions)))
    shown = ""
    for css, width in PICTURES.items():
        drawn = draw_map(
            visit.tree,
            _map(visit.tree),
            visit.case.progress,
            width=width,
            theme=theme,
            language=visit.language,
        )
        # Streamlit takes drawings out of HTML, but lets pictures in.
        source = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
        shown += f'<img class="picture {css}" alt="{alt}" src="{source}">'
    return shown


def _words(visit: Visit) -> str:
    stations = describe_map(visit.tree, _map(visit.tree), visit.case.progress, visit.language)
    return items((_station(visit, one) for one in stations), ordered=True)


def _station(visit: Visit, station: StationInWords) -> str:
    return f"<b>{html(station.ask)}</b>{items((_way(visit, one) for one in station.ways), css='plain')}"


def _way(visit: Visit, way: WayInWords) -> str:
    answers = visit.say("list_comma").join(way.answers)
    if way.to.isdigit():
        told = html(visit.say("cases_to", answers=answers, number=way.to))
    else:
        told = html(visit.say("cases_to_plan", answers=answers))
    return f"{told} <b>✓ {html(visit.say('cases_taken', answer=way.taken))}</b>" if way.taken else told
