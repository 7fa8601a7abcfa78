"""The filters of the table of cases: one field for every question and every result. They live in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from refund_guide.wording import word

from . import held
from .markup import html, markdown, paragraph
from .picks import Picks
from .visit import Visit, results

ACROSS = 3
BOX = "cases-filters"


def current(visit: Visit) -> Picks:
    """What the address says; without a word from it, whatever the case has answered."""
    if visit.only is not None:
        return visit.only
    return {question: [answer] for question, answer in visit.case.given.items()}


def show(visit: Visit, titles: Mapping[str, str]) -> Picks:
    """The fields, folded away while nothing is filtered; a change is written into the address at once."""
    picks = current(visit)
    label = visit.say("cases_filters", count=sum(map(bool, picks.values())))
    # Open at first where there is something to see; afterwards as the visitor left it.
    expanded = st.session_state.get(BOX, bool(picks))
    box = st.expander(label, expanded=expanded, key=BOX, on_change="rerun")
    if box.open:
        with box:
            if visit.only is None and picks:
                st.html(paragraph(visit.say("cases_from_case")))
            chosen = _fields(visit, picks, titles)
        if chosen != {fact: list(wanted) for fact, wanted in picks.items() if wanted}:
            _go(visit, chosen)
        with box, st.container(horizontal=True):
            if picks and st.button(visit.say("cases_clear"), key="cases-clear", type="tertiary"):
                _go(visit, {})
            # Without a word about filters in the address the case itself is the filter.
            if (
                visit.only is not None
                and visit.case.given
                and st.button(visit.say("cases_by_case"), key="cases-by-case", type="tertiary")
            ):
                _go(visit, None)
    return picks


def _go(visit: Visit, only: Picks | None) -> None:
    st.query_params.from_dict(visit.query(only=only))
    st.rerun()


@dataclass(frozen=True, slots=True)
class _Fact:
    """Something to filter by."""

    id: str
    label: str
    choices: list[str]
    name: Callable[[str], str]


def _fields(visit: Visit, picks: Picks, titles: Mapping[str, str]) -> dict[str, list[str]]:
    groups = {visit.write(page.title): _questions(visit, page.id, titles) for page in visit.tree.knowledge.pages}
    groups[visit.say("cases_results")] = _results(visit, titles)
    facts = [fact for group in groups.values() for fact in group]
    held.follow({_key(visit, fact.id): list(picks.get(fact.id, ())) for fact in facts})
    chosen: dict[str, list[str]] = {}
    for heading, group in groups.items():
        st.html(f"<h3>{html(heading)}</h3>")
        for first in range(0, len(group), ACROSS):
            for cell, fact in zip(st.columns(ACROSS), group[first : first + ACROSS], strict=False):
                with cell:
                    chosen[fact.id] = _field(visit, fact, picks)
    return {fact: wanted for fact, wanted in chosen.items() if wanted}


def _questions(visit: Visit, page: str, titles: Mapping[str, str]) -> list[_Fact]:
    return [
        _Fact(asked.id, titles[asked.id], [one for one, _ in asked.offered_when], partial(visit.label, asked.id))
        for asked in visit.tree.questions
        if asked.question.page == page
    ]


def _results(visit: Visit, titles: Mapping[str, str]) -> list[_Fact]:
    content, language = visit.tree.knowledge, visit.language
    names: dict[str, Callable[[str], str]] = {
        "outcome": {one.id: visit.write(one.title) for one in content.outcomes}.__getitem__,
        "refund_type": lambda one: word(one, language),
        "payer": lambda one: word(f"payer_{one}", language),
        "deadline": {one.id: visit.write(one.label) for one in content.deadlines}.__getitem__,
    }
    return [_Fact(fact, titles[fact], choices, names[fact]) for fact, choices in results(visit.tree).items()]


def _field(visit: Visit, fact: _Fact, picks: Picks) -> list[str]:
    key = _key(visit, fact.id)
    wanted: list[str] = st.multiselect(
        markdown(fact.label),
        fact.choices,
        default=held.first_value(key, list(picks.get(fact.id, ())), empty=None),
        format_func=fact.name,
        key=key,
        placeholder=visit.say("cases_any"),
    )
    held.seen(key, wanted)
    return wanted


def _key(visit: Visit, fact: str) -> str:
    """In another language it is another field: the browser knows its choices by their words."""
    return f"cases-{visit.language}-{fact}"
