"""Evidence to tick. The ticks live in the address."""

from __future__ import annotations

import streamlit as st

from refund_guide.plan import Plan, PlannedEvidence
from refund_guide.wording import word

from . import held
from .markup import details, html, items, markdown, section
from .visit import Visit


def address(visit: Visit, plan: Plan) -> dict[str, bool]:
    """The boxes of this plan and whether the address has them ticked."""
    return {_key(one): one.id in visit.ticks for one in plan.evidence}


def heading(visit: Visit, plan: Plan) -> str:
    if not plan.evidence:
        return ""
    required = [one for one in plan.evidence if one.required]
    have = sum(one.id in visit.ticks for one in required)
    progress = visit.say("evidence_progress", have=have, all=len(required)) if required else ""
    return section(visit.say("evidence"), f'<p role="status">{html(progress)}</p>')


def show(visit: Visit, plan: Plan) -> None:
    """The boxes; a change is written into the address at once."""
    if not plan.evidence:
        return
    with st.container(key="evidence", gap=None):
        ticked = {one.id for one in plan.evidence if _box(visit, one)}
    here = {one.id for one in plan.evidence}
    if ticked != here & set(visit.ticks):
        elsewhere = [one for one in visit.ticks if one not in here]
        ticks = (*elsewhere, *(one.id for one in plan.evidence if one.id in ticked))
        st.query_params.from_dict(visit.query(ticks=ticks))
        st.rerun()


def repairs(visit: Visit, plan: Plan) -> str:
    """What to do about each piece that is not there yet."""
    missing = [one for one in plan.evidence if one.id not in visit.ticks]
    lines = [f"<b>{html(one.text)}</b><br>{html(one.repair)}" for one in missing]
    return details(visit.say("repair"), items(lines, css="plain")) if lines else ""


def _box(visit: Visit, evidence: PlannedEvidence) -> bool:
    need = word("required" if evidence.required else "helpful", visit.language)
    key = _key(evidence)
    ticked = st.checkbox(
        markdown(visit.say("needed", need=need, text=evidence.text)),
        value=held.first_value(key, evidence.id in visit.ticks, empty=False),
        key=key,
    )
    held.seen(key, ticked)
    return ticked


def _key(evidence: PlannedEvidence) -> str:
    return f"tick-{evidence.id}"
