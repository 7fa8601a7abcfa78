"""The difference between two plans as HTML: what the plan page and the page of all cases show."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from refund_guide.compare import Difference, PartChanges, Supposition
from refund_guide.plan import Plan, PlannedDeadline, PlannedEvidence, PlannedRung, PlannedStep
from refund_guide.planner import NoRule, make_plan
from refund_guide.wording import phrase_moment, word

from .markup import badge, html, items, paragraph, table
from .visit import Visit


def plan_of(visit: Visit, answers: Mapping[str, str]) -> Plan | None:
    """The plan of a complete case with the dates of this visit; ``None`` where the file has a gap."""
    try:
        return make_plan(visit.tree, answers, visit.case.dates, visit.now, visit.language)
    except NoRule as gap:
        logging.error("No plan: %s", gap)
        return None


def summary(visit: Visit, found: Difference) -> str:
    """The difference in a few words."""
    told = []
    if found.refund_type:
        told.append(visit.say("diff_short_kind", kind=word(found.refund_type.after, visit.language)))
    if found.freight:
        payer = word(f"payer_{found.freight.after.payer}", visit.language)
        told.append(visit.say("diff_short_freight", payer=payer))
    for block in _blocks(visit, found):
        count = len(block.changes.gone) + len(block.changes.new) + len(block.changes.changed)
        told.append(visit.say("diff_short_count", what=block.what, count=count))
    return visit.say("comma").join(told) or visit.say("diff_changed" if found else "diff_short_same")


def difference(visit: Visit, found: Difference) -> str:
    """Everything that changes, block by block; what stays the same is left out."""
    if not found:
        return paragraph(visit.say("diff_same"))
    shown = _facts(visit, found)
    if found.freight:
        shown += paragraph(visit.say("diff_freight_why", why=found.freight.after.why))
    for block in _blocks(visit, found):
        shown += f"<p><b>{html(block.what)}</b></p>{items(_changes(visit, block), css='plain')}"
    return shown


def assumptions(visit: Visit, supposed: Supposition) -> str:
    """What the other case was taken to be where nobody said."""
    if not supposed.assumed:
        return ""
    asks = visit.say("list_comma").join(visit.ask(question) for question in supposed.assumed)
    return f'<p class="small">{html(visit.say("diff_assumed", asks=asks))}</p>'


def _facts(visit: Visit, found: Difference) -> str:
    language, rows = visit.language, []
    if found.outcome:
        rows.append((visit.say("cases_outcome"), found.outcome.before, found.outcome.after))
    if change := found.refund_type:
        rows.append((visit.say("kind"), word(change.before, language), word(change.after, language)))
    if paid := found.freight:
        payers = (word(f"payer_{one.payer}", language) for one in (paid.before, paid.after))
        rows.append((visit.say("freight"), *payers))
    if change := found.chance:
        chances = (word(f"chance_{one}", language) for one in (change.before, change.after))
        rows.append((visit.say("chance"), *chances))
    if not rows:
        return ""
    heads = (visit.say("diff_what"), visit.say("diff_before"), visit.say("diff_after"))
    return table(heads, (map(html, row) for row in rows), "compared")


@dataclass(frozen=True, slots=True)
class _Block:
    """The changes of one block, and how its parts are put into words."""

    what: str
    changes: PartChanges[Any]
    name: Callable[[Any], str]
    """A part that goes or comes."""
    label: Callable[[Any], str]
    state: Callable[[Any], str]
    """What may change about a part that stays."""


def _blocks(visit: Visit, found: Difference) -> list[_Block]:
    language = visit.language
    deadlines = visit.tree.deadlines

    def needed(one: PlannedEvidence) -> str:
        return visit.say("needed", need=need(one), text=one.text)

    def need(one: PlannedEvidence) -> str:
        return word("required" if one.required else "helpful", language)

    def limit(one: PlannedStep) -> str:
        return visit.write(deadlines[one.by].label) if one.by else visit.say("diff_without_limit")

    def route(one: PlannedRung) -> str:
        return f"{one.label}{visit.say('says')}{word(one.state, language)}"

    blocks = [
        _Block(visit.say("deadlines"), found.deadlines, partial(_clock, visit), _label, partial(_end, visit)),
        _Block(visit.say("evidence"), found.evidence, needed, _text, need),
        _Block(visit.say("steps"), found.steps, _text, _text, limit),
        _Block(visit.say("diff_ladder"), found.ladder, route, _label, lambda one: word(one.state, language)),
    ]
    return [block for block in blocks if block.changes]


def _label(one: PlannedDeadline | PlannedRung) -> str:
    return one.label


def _text(one: PlannedEvidence | PlannedStep) -> str:
    return one.text


def _clock(visit: Visit, one: PlannedDeadline) -> str:
    owner = word(one.owner, visit.language)
    told = visit.say("diff_clock", label=one.label, owner=owner, rule=one.rule)
    return told + visit.say("diff_due", moment=phrase_moment(one.due, visit.language)) if one.due else told


def _end(visit: Visit, one: PlannedDeadline) -> str:
    return phrase_moment(one.due, visit.language) if one.due else one.rule


def _changes(visit: Visit, block: _Block) -> Iterator[str]:
    for key, parts in (("diff_new", block.changes.new), ("diff_gone", block.changes.gone)):
        for one in parts:
            yield _line(visit.say(key), block.name(one))
    for change in block.changes.changed:
        states = {"before": block.state(change.before), "after": block.state(change.after)}
        yield _line(visit.say("diff_changed"), visit.say("diff_from_to", label=block.label(change.after), **states))


def _line(kind: str, told: str) -> str:
    return f"{badge(kind)}{html(told)}"
