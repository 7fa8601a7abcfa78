"""What a hand says about a table: which question a column holds, which answer a value stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from .markup import details, html, markdown, paragraph, section, table
from .visit import Visit

if TYPE_CHECKING:
    from refund_guide.triage.files import Look

Unknown = dict[str, dict[str, tuple[int, str | None]]]
"""Question -> value that is no answer -> rows it stands in, and the answer it may mean."""
MOST_COLUMNS = 60
MOST_VALUES = 30
"""Boxes for one question; more different values than that are free text."""


def names_apart(headers: Iterable[str]) -> list[str]:
    """Headers as a table can show them: each of them once, none empty."""
    names: list[str] = []
    for header in headers:
        name, number = header or "–", 2
        while name in names:
            name, number = f"{header or '–'} ({number})", number + 1
        names.append(name)
    return names


def choose_columns(visit: Visit, file_id: str, look: Look, preview: Callable[[], None]) -> dict[str, str]:
    """Header -> question or event, as chosen. Those with a guess stand open, the others in a box."""
    preview()
    _show_recognised(visit, look)
    headers, unknown = look.columns.headers, look.columns.unknown
    if not unknown:
        return {}
    free = [key for key in (*visit.tree.question_by_id, *visit.tree.events) if key not in look.columns.used]
    st.html(section(visit.say("triage_map_columns"), paragraph(visit.say("triage_map_columns_why"))))
    guessed = [at for at, guess in unknown.items() if guess]
    others = [at for at, guess in unknown.items() if not guess][:MOST_COLUMNS]
    chosen: dict[str, str] = {}

    def choose(at: int) -> None:
        header, guess = headers[at], unknown[at]
        label = visit.say("triage_column_label", header=header)
        if guess:
            label = visit.say("triage_column_guess", header=header, guess=name_of(visit, guess))
        key = st.selectbox(
            markdown(label),
            ["", *sorted(free, key=lambda one: one != guess)],
            format_func=lambda one: name_of(visit, one) if one else visit.say("triage_not_used"),
            key=f"triage-column-{file_id}-{at}",
            persist_state="page",
        )
        if key:
            chosen[header] = key

    for at in guessed:
        choose(at)
    if others:
        label = visit.say("triage_more_columns", count=len(others)) if guessed else visit.say("triage_map_columns")
        box = st.expander(label, key=f"triage-columns-{file_id}", on_change="rerun", expanded=not look.can_decide)
        with box:
            for at in others if box.open else ():
                choose(at)
        if not box.open:  # what was chosen before it was closed still counts
            for at in others:
                if key := st.session_state.get(f"triage-column-{file_id}-{at}"):
                    chosen[headers[at]] = key
    return chosen


def name_of(visit: Visit, key: str) -> str:
    """A question or date as the reader knows it."""
    events = visit.tree.events
    return visit.write(events[key].label) if key in events else visit.ask(key)


def _show_recognised(visit: Visit, look: Look) -> None:
    used = look.columns.used
    if used:
        rows = [(html(look.columns.headers[at]), html(name_of(visit, key))) for key, at in used.items()]
        heads = (visit.say("triage_column"), visit.say("triage_holds"))
        st.html(details(visit.say("triage_meaning"), table(heads, rows)))


def remember(unknown: Unknown, look: Look) -> None:
    """Add the values of the first rows."""
    for question, values in look.unknown_values.items():
        known = unknown.setdefault(question, {})
        for one in values:
            known.setdefault(one.value, (one.rows, one.guess))


def remember_all(unknown: Unknown, found: Mapping[str, Mapping[str, int]], questions: set[str]) -> bool:
    """Add the values of the whole file; whether there were any new ones."""
    fresh = False
    for question, counts in found.items():
        known = unknown.setdefault(question, {})
        for value, rows in counts.items():
            fresh = fresh or (question in questions and value not in known)
            known[value] = (rows, known.get(value, (0, None))[1])
    return fresh


def choose_values(visit: Visit, file_id: str, look: Look, unknown: Unknown) -> dict[str, dict[str, str]]:
    """Question -> value -> answer, as chosen. Questions that share a column are asked about together."""
    sharing: dict[int, list[str]] = {}
    for question, at in look.columns.used.items():
        if unknown.get(question):
            sharing.setdefault(at, []).append(question)
    if sharing:
        st.html(section(visit.say("triage_map_values"), paragraph(visit.say("triage_map_values_why"))))
    chosen: dict[str, dict[str, str]] = {}
    for at, questions in sharing.items():
        asks = dict.fromkeys(visit.ask(question) for question in questions)
        st.html(f"<h3>{html(' / '.join(asks))}</h3>")
        values: dict[str, tuple[int, str]] = {}
        for question in questions:
            for value, (rows, guess) in unknown[question].items():
                _, guessed = values.get(value, (0, ""))
                values[value] = (rows, guessed or (visit.label(question, guess) if guess else ""))
        # Several questions may have an answer of that name: it is one choice and goes to each of them.
        answers: dict[str, list[tuple[str, str]]] = {}
        for question in questions:
            for answer in visit.tree.question_by_id[question].question.answers:
                answers.setdefault(visit.label(question, answer.id), []).append((question, answer.id))
        for value, (rows, guess) in list(values.items())[:MOST_VALUES]:
            label = _choose_value(visit, f"triage-value-{file_id}-{at}-{value}", [*answers], value, rows, guess)
            for question, answer_id in answers.get(label, ()):
                chosen.setdefault(question, {})[value] = answer_id
        if len(values) > MOST_VALUES:
            st.html(paragraph(visit.say("triage_more_values", count=len(values) - MOST_VALUES)))
    return chosen


def _choose_value(visit: Visit, key: str, answers: list[str], value: str, rows: int, guess: str) -> str:
    """The label of the answer, empty where the value is to stay no answer."""
    label = visit.say("triage_value_label", value=value, count=f"{rows:,}")
    if guess:
        label = visit.say("triage_value_guess", value=value, count=f"{rows:,}", guess=guess)
    return (
        st.selectbox(
            markdown(label),
            ["", *sorted(answers, key=lambda one: one != guess)],
            format_func=lambda one: one or visit.say("triage_no_answer"),
            key=key,
        )
        or ""
    )
