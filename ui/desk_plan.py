"""The plan beside the questions: the answer, its clocks, the words to send, and what backs them."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from refund_guide.plan import Plan
from refund_guide.planner import make_plan
from refund_guide.reply import internal_note, reply_to_customer
from refund_guide.vocabulary import Language
from refund_guide.wording import word

from . import desk_buttons, places, plan_evidence, plan_parts, plan_reasons
from .frame import LANGUAGE_TAGS
from .knowledge import knowledge, now
from .markup import copyable, details, html, items, markdown, section
from .texts import say
from .tickets import reply_language
from .visit import Visit

REPAINT_SECONDS = 45
"""How often the clocks of a tab left open are told anew."""
STALE = timedelta(seconds=10)


def show(visit: Visit, plan: Plan, number: int) -> None:
    """The plan of the ticket of that number. Few and large pieces: each one costs the browser time."""
    _offer_passed(visit, plan, number)
    st.fragment(_clocks, run_every=REPAINT_SECONDS)(visit, plan)
    language = reply_language(visit)
    other: Language = "en" if language == "zh" else "zh"
    label = visit.say("desk_reply_in", language=say("this_language", other))
    desk_buttons.draw(label, desk_buttons.key("reply", other), type="tertiary")
    st.html(_reply(visit, plan, language) + plan_parts.steps(visit, plan) + _evidence(visit, plan))
    box = st.expander(visit.say("desk_more"), key="desk_more", on_change="rerun")
    if box.open:
        with box:
            st.html(
                _links(visit, language)
                + plan_parts.ladder(visit, plan)
                + plan_parts.freight(visit, plan)
                + plan_parts.warnings(visit, plan)
                + plan_parts.notice(visit, plan)
                + plan_evidence.repairs(visit, plan)
                + section(visit.say("why", count=len(plan.cited_sources)), plan_reasons.reasons(visit, plan))
            )


def _clocks(visit: Visit, plan: Plan) -> None:
    """What changes with time: drawn again by itself, without the rest of the page."""
    if knowledge.current() is not visit.tree:
        st.info(visit.say("desk_new_content"))
        if st.button(visit.say("desk_renew"), key="desk_renew"):
            st.rerun()
    moment = now()
    if moment - plan.now > STALE:
        plan = make_plan(visit.tree, visit.case.answers, visit.case.dates, moment, visit.language)
    st.html(
        f'<h2 class="desk-plan">{html(plan.title)}</h2>'
        + plan_parts.answer(visit, plan)
        + section(visit.say("deadlines"), plan_parts.deadline_cards(visit, plan))
    )


def _offer_passed(visit: Visit, plan: Plan, number: int) -> None:
    """Deadlines that have passed although the answers say otherwise: offer the answers that fit now."""
    for hint in plan.passed:
        deadline = plan.deadline(hint.deadline)
        with st.container(border=True):
            st.markdown(markdown(visit.say("passed_hint", deadline=deadline.label if deadline else "")))
            desk_buttons.draw(visit.say("passed_change"), desk_buttons.key("passed", number, hint.deadline))


def _reply(visit: Visit, plan: Plan, language: Language) -> str:
    """Words for the customer and for colleagues, which may be in another language than the page."""
    if language != plan.language:
        plan = make_plan(visit.tree, visit.case.answers, visit.case.dates, plan.now, language)
    reply = reply_to_customer(visit.tree, plan, _customer_link(visit, language))
    note, done = internal_note(plan, places.link(visit, "desk")), visit.say("copied")
    tag = LANGUAGE_TAGS[language]
    return section(
        visit.say("desk_reply"),
        copyable(reply, visit.say("desk_copy_reply"), done, tag=tag)
        + details(visit.say("desk_note"), copyable(note, visit.say("desk_copy_note"), done, tag=tag)),
    )


def _links(visit: Visit, language: Language) -> str:
    label, done = visit.say("desk_copy_link"), visit.say("copied")
    for_colleague = places.link(visit, "desk")
    return (
        f"<h3>{html(visit.say('desk_customer_link'))}</h3>{copyable(_customer_link(visit, language), label, done)}"
        f"<h3>{html(visit.say('desk_ticket_link'))}</h3>{copyable(for_colleague, label, done)}"
    )


def _customer_link(visit: Visit, language: Language) -> str:
    """The shopper's plan of the same case; other tickets have no place in it."""
    return places.link(visit, "plan", lang=language, ticks=())


def _evidence(visit: Visit, plan: Plan) -> str:
    """The evidence to ask for; nothing is ticked here, the customer does that in the plan."""
    lines = (
        html(visit.say("needed", need=word("required" if one.required else "helpful", visit.language), text=one.text))
        for one in plan.evidence
    )
    return section(visit.say("evidence"), items(lines, css="plain"))
