"""The parts of the plan page that only show something, as HTML. All sentences come from the plan."""

from __future__ import annotations

import base64

import streamlit as st

from refund_guide.plan import Plan, PlannedDeadline, PlannedRung, PlannedStep
from refund_guide.timeline import Theme, describe_timeline, draw_timeline
from refund_guide.wording import phrase_moment, phrase_span, word

from .markup import badge, details, fold, html, items, paragraph, path, section, table
from .visit import Visit

PICTURES = {"narrow": 358, "wide": 704}
"""Widths of the drawing of the deadlines; the style sheet shows the one that fits."""


def answer(visit: Visit, plan: Plan) -> str:
    """What you can get, who pays freight, and the one thing to do now."""
    language = visit.language
    facts = [
        (visit.say("kind"), word(plan.refund_type, language)),
        (visit.say("freight"), word(f"payer_{plan.freight.payer}", language)),
        (visit.say("chance"), word(f"chance_{plan.chance}", language)),
    ]
    rows = "".join(f"<div><dt>{html(name)}</dt><dd>{html(value)}</dd></div>" for name, value in facts)
    more = paragraph(plan.chance_why) + paragraph(plan.who_refunds)
    return (
        f'<p class="lead">{html(plan.summary)}</p><dl class="facts">{rows}</dl>'
        + (_now(visit, plan) if plan.steps else "")
        + details(visit.say("chance_details"), more)
    )


def _now(visit: Visit, plan: Plan) -> str:
    step = plan.first_step
    by = plan.deadline(step.by)
    return (
        f'<div class="card now"><h2>{html(visit.say("now"))}</h2>{paragraph(step.text)}{path(step.path)}'
        + (f'<p class="by">{html(_by(visit, plan, by))}</p>' if by else "")
        + "</div>"
    )


def _by(visit: Visit, plan: Plan, deadline: PlannedDeadline) -> str:
    if deadline.due is None:
        return visit.say("by_rule", rule=deadline.rule)
    return visit.say("by", moment=_due(deadline, plan), left=_left(deadline, plan))


def _due(deadline: PlannedDeadline, plan: Plan) -> str:
    assert deadline.due is not None
    moment = phrase_moment(deadline.due, plan.language)
    return f"{moment} ({word('estimate', plan.language)})" if deadline.estimate else moment


def _left(deadline: PlannedDeadline, plan: Plan) -> str:
    assert deadline.due is not None
    span = phrase_span(deadline.due - plan.now, plan.language)
    return word("ago" if deadline.status == "passed" else "left", plan.language, span=span)


def deadlines(visit: Visit, plan: Plan) -> str:
    if not plan.deadlines:
        return paragraph(plan.no_deadline or "")
    return _picture(visit, plan) + deadline_cards(visit, plan)


def deadline_cards(visit: Visit, plan: Plan) -> str:
    """The deadlines without their picture."""
    return items((_deadline(visit, plan, one) for one in plan.deadlines), css="cards")


def _picture(visit: Visit, plan: Plan) -> str:
    """The deadlines in time, once there is a date: a drawing for a phone, one for a wide window, and a table."""
    if not any(deadline.due for deadline in plan.deadlines):
        return ""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    alt = html(" ".join(describe_timeline(plan)))
    pictures = ""
    for css, width in PICTURES.items():
        # Streamlit takes drawings out of HTML, but lets pictures in.
        drawn = base64.b64encode(draw_timeline(plan, width=width, theme=theme).encode()).decode()
        pictures += f'<img class="picture {css} {theme}" alt="{alt}" src="data:image/svg+xml;base64,{drawn}">'
    return pictures + details(visit.say("deadline_table"), _table(visit, plan))


def _table(visit: Visit, plan: Plan) -> str:
    names = ("deadline_what", "deadline_whose", "deadline_ends", "deadline_state")
    rows = (
        (one.label, word(one.owner, plan.language), _due(one, plan) if one.due else one.rule, _state(one, plan))
        for one in plan.deadlines
    )
    return table(map(visit.say, names), (map(html, row) for row in rows), "deadlines")


def _state(deadline: PlannedDeadline, plan: Plan) -> str:
    return _left(deadline, plan) if deadline.due else word(deadline.status, plan.language)


def _deadline(visit: Visit, plan: Plan, deadline: PlannedDeadline) -> str:
    owner = visit.say("whose", owner=word(deadline.owner, visit.language))
    badges = badge(owner) + badge(word(deadline.status, visit.language), f"status {deadline.status}")
    if deadline.due is None:
        when = f'<p class="when">{html(deadline.rule)}</p><p class="small">{html(_needs(visit, deadline))}</p>'
    else:
        when = f'<p class="when">{html(_due(deadline, plan))} <b>{html(_left(deadline, plan))}</b></p>'
    ends = visit.say("still_open" if deadline.status == "passed" else "if_missed")
    then = deadline.still_open if deadline.status == "passed" else deadline.if_missed
    body = items(html(line) for line in deadline.counted) if deadline.counted else paragraph(deadline.rule)
    if deadline.status != "passed":
        body += paragraph(f"{visit.say('still_open')}{deadline.still_open}")
    return (
        f"<p>{badges}</p><h3>{html(deadline.label)}</h3>{when}"
        f'<p class="small">{html(ends)}{html(then)}</p>{details(visit.say("how_counted"), body)}'
    )


def _needs(visit: Visit, deadline: PlannedDeadline) -> str:
    event = visit.tree.events.get(deadline.event or "")
    return visit.say("needs_date", event=visit.write(event.label)) if event else ""


def steps(visit: Visit, plan: Plan) -> str:
    return section(
        visit.say("steps"), items((_step(visit, plan, one) for one in plan.steps), ordered=True, css="steps")
    )


def _step(visit: Visit, plan: Plan, step: PlannedStep) -> str:
    by = plan.deadline(step.by)
    shown = f'<p class="by">{html(_by(visit, plan, by))}</p>' if by else ""
    return paragraph(step.text) + path(step.path) + shown


def freight(visit: Visit, plan: Plan) -> str:
    payer = word(f"payer_{plan.freight.payer}", visit.language)
    return section(visit.say("freight"), f"<p><b>{html(payer)}</b></p>{paragraph(plan.freight.why)}")


def ladder(visit: Visit, plan: Plan) -> str:
    rungs = items((_rung(visit, one) for one in plan.ladder), ordered=True, css="cards rungs")
    return section(visit.say("ladder"), paragraph(visit.say("ladder_why")) + rungs)


def _rung(visit: Visit, rung: PlannedRung) -> str:
    state = badge(word(rung.state, visit.language), f"status {rung.state}")
    how = fold(f"<h3>{html(rung.label)}</h3> {state}", paragraph(rung.how) + path(rung.path))
    return how + (paragraph(rung.why) if rung.why else "")


def warnings(visit: Visit, plan: Plan) -> str:
    if not plan.warnings:
        return ""
    return section(visit.say("warnings"), items((html(one.text) for one in plan.warnings), css="plain"))


def notice(visit: Visit, plan: Plan) -> str:
    return section(visit.say("apply"), paragraph(plan.notice.apply)) + section(
        visit.say("told"), paragraph(plan.notice.told)
    )
