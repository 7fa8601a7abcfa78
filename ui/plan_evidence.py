"""Evidence to tick. The ticks live in the address."""

from __future__ import annotations

from refund_guide.plan import Plan, PlannedEvidence
from refund_guide.wording import word

from .markup import details, html, items, section
from .visit import Visit


def evidence(visit: Visit, plan: Plan) -> str:
    """The list with its progress, and what to do about each piece that is not there yet."""
    if not plan.evidence:
        return ""
    required = [one for one in plan.evidence if one.required]
    have = sum(one.id in visit.ticks for one in required)
    progress = visit.say("evidence_progress", have=have, all=len(required)) if required else ""
    boxes = items((_box(visit, one) for one in plan.evidence), css="evidence")
    return section(visit.say("evidence"), f'<p role="status">{html(progress)}</p>{boxes}{repairs(visit, plan)}')


def _box(visit: Visit, evidence: PlannedEvidence) -> str:
    need = word("required" if evidence.required else "helpful", visit.language)
    checked = " checked" if evidence.id in visit.ticks else ""
    field = f'<input type="checkbox" id="tick-{evidence.id}" data-tick="{evidence.id}"{checked}>'
    return f"<label>{field}<span>{html(visit.say('needed', need=need, text=evidence.text))}</span></label>"


def repairs(visit: Visit, plan: Plan) -> str:
    missing = [one for one in plan.evidence if one.id not in visit.ticks]
    lines = [f"<b>{html(one.text)}</b><br>{html(one.repair)}" for one in missing]
    return details(visit.say("repair"), items(lines, css="plain")) if lines else ""
