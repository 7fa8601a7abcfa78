"""How far the content can be relied on: all checks, run on the file in use, and how fresh the sources are.

Every figure is worked out when the page is opened; nothing here is written by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from refund_guide.freshness import is_recheck_due, recheck_by
from refund_guide.live import Proof
from refund_guide.problems import Problem
from refund_guide.quantities import Duration
from refund_guide.schema import Conflict, Source
from refund_guide.wording import phrase_day, phrase_duration, word

from . import frame
from .knowledge import knowledge
from .markup import badge, details, html, items, link, paragraph, section, table
from .plan_reasons import conflict
from .visit import Visit

CHECKS = {
    "Y": "proof_check_file",
    "S": "proof_check_shape",
    "R": "proof_check_names",
    "D": "proof_check_numbers",
    "T": "proof_check_sentences",
    "C": "proof_check_cases",
}
"""First letter of the codes of a check -> what the page calls it. In the order in which they are run."""
LATER = {"Y": "SRDTC", "S": "RDTC"}
"""Problems of a layer -> the checks that were not reached because of them."""
NAMES = ("R301", "R302", "R307")
"""These make every later finding doubtful, so the cases are not walked."""
MOST_PROBLEMS = 50


def show(visit: Visit) -> None:
    frame.begin(visit, visit.say("proof_title"), paragraph(visit.say("proof_lead")), wide=True)
    with st.spinner(visit.say("proof_running")):
        proof = knowledge.proof()
    st.html(_result(visit, proof) + _checks(visit, proof) + _disputed(visit) + _recheck(visit))
    box = st.expander(visit.say("proof_ages"), key="proof-ages", on_change="rerun")
    if box.open:
        with box:
            st.html(_ages(visit))
    frame.end(visit)


def _result(visit: Visit, proof: Proof) -> str:
    content = visit.tree.knowledge
    facts = {
        "proof_outcomes": len(content.outcomes),
        "proof_sets": proof.answer_sets,
        "proof_questions": len(content.questions),
        "proof_clocks": len(content.durations),
        "proof_sources": len(content.sources),
    }
    rows = "".join(
        f"<div><dt>{html(visit.say(name))}</dt><dd>{html(f'{number:,}')}</dd></div>"
        for name, number in facts.items()
        if number
    )
    if proof.problems:
        verdict = visit.say("proof_unsound", count=len(proof.problems))
    else:
        verdict = visit.say("proof_sound", sets=f"{proof.answer_sets:,}")
    day = visit.say("proof_day", day=phrase_day(proof.day, visit.language))
    older = paragraph(visit.say("proof_older")) if knowledge.problems else ""
    told = f'<p role="status"><b>{html(verdict)}</b> <span class="small">{html(day)}</span></p>'
    return f'{told}{older}<dl class="facts">{rows}</dl>'


def _checks(visit: Visit, proof: Proof) -> str:
    found = Counter(problem.code[0] for problem in proof.problems)
    skipped = {later for layer in found for later in LATER.get(layer, "")}
    if any(problem.code in NAMES for problem in proof.problems):
        skipped.add("C")
    lines = []
    for letter, name in CHECKS.items():
        state = visit.say("proof_skipped" if letter in skipped else "proof_passed")
        if found[letter]:
            state = visit.say("proof_failed", count=found[letter])
        mark = "✗ " if found[letter] else "" if letter in skipped else "✓ "
        lines.append(badge(mark + state) + html(visit.say(name)))
    shown = section(visit.say("proof_checks"), items(lines, css="plain"))
    return shown + (_problems(visit, proof.problems) if proof.problems else "")


def _problems(visit: Visit, problems: tuple[Problem, ...]) -> str:
    lines = [html(str(problem)) for problem in problems[:MOST_PROBLEMS]]
    if more := len(problems) - len(lines):
        lines.append(html(visit.say("proof_more_problems", count=more)))
    return section(visit.say("proof_problems"), items(lines, css="plain"))


def _disputed(visit: Visit) -> str:
    """Conflict by conflict, with the clocks it is about; those about something else come after."""
    clocks: dict[str, list[Duration]] = {}
    for duration in visit.tree.knowledge.durations:
        for one in duration.disputed_by:
            clocks.setdefault(one, []).append(duration)
    for deadline in visit.tree.knowledge.deadlines:
        for one in deadline.disputed_by:
            duration = visit.tree.durations[deadline.duration]
            if duration not in clocks.setdefault(one, []):
                clocks[one].append(duration)
    about_clocks, others = [], []
    for one in visit.tree.knowledge.conflicts:
        (about_clocks if one.id in clocks else others).append(one)
    count = len({duration.id for found in clocks.values() for duration in found})
    why = paragraph(visit.say("proof_disputed_why", count=count))
    shown = "".join(_conflict(visit, one, clocks[one.id]) for one in about_clocks)
    rest = "".join(_conflict(visit, one, []) for one in others)
    return section(visit.say("proof_disputed"), why + shown) + section(visit.say("proof_other_disputes"), rest)


def _conflict(visit: Visit, one: Conflict, clocks: Iterable[Duration]) -> str:
    lines = [
        visit.say("proof_clock", label=visit.write(clock.label), length=phrase_duration(clock, visit.language))
        for clock in clocks
    ]
    ours = (
        f"<p><b>{html(visit.say('proof_clocks_here'))}</b></p>{items(map(html, lines), css='plain')}" if lines else ""
    )
    titles = visit.tree.sources
    claims = ((visit.write(titles[claim.source].title), visit.write(claim.says)) for claim in one.claims)
    return details(
        visit.write(one.title), ours + conflict(visit, claims, visit.write(one.answer), visit.write(one.why))
    )


def _recheck(visit: Visit) -> str:
    content, today = visit.tree.knowledge, visit.now.date()
    due = [source for source in content.sources if is_recheck_due(source, content.meta, today)]
    if due:
        told = paragraph(visit.say("proof_recheck_some", count=len(due)))
        lines = (
            visit.say("proof_recheck_line", title=visit.write(one.title), day=recheck_by(one, content.meta))
            for one in sorted(due, key=lambda one: recheck_by(one, content.meta))
        )
        told += items(map(html, lines))
    else:
        days = Counter(recheck_by(source, content.meta) for source in content.sources)
        first = min(days)
        told = paragraph(visit.say("proof_recheck_none", day=phrase_day(first, visit.language), count=days[first]))
    return section(visit.say("proof_recheck"), told)


def _ages(visit: Visit) -> str:
    content, today = visit.tree.knowledge, visit.now.date()
    heads = ("proof_source", "proof_confidence", "proof_checked", "proof_age", "proof_next")
    sources = sorted(content.sources, key=lambda one: recheck_by(one, content.meta))
    rows = (_age(visit, one, (today - one.checked_on).days) for one in sources)
    return f'<div class="wide-table">{table(map(visit.say, heads), rows)}</div>'


def _age(visit: Visit, source: Source, days: int) -> tuple[str, ...]:
    meta = visit.tree.knowledge.meta
    following = str(recheck_by(source, meta))
    if is_recheck_due(source, meta, visit.now.date()):
        following += f" {visit.say('recheck_due')}"
    cells = (word(source.confidence, visit.language), str(source.checked_on), str(days), following)
    return (link(visit.write(source.title), source.link), *map(html, cells))
