"""Words to send, each with one tap to copy."""

from __future__ import annotations

from refund_guide.plan import Plan, PlannedScript

from .markup import copyable, details, html, paragraph, section
from .visit import Visit


def scripts(visit: Visit, plan: Plan) -> str:
    if not plan.scripts:
        return ""
    gaps = any(script.unfilled for script in plan.scripts)
    above = paragraph(visit.say("scripts_gaps")) if gaps else ""
    return section(visit.say("scripts"), above + "".join(_script(visit, one) for one in plan.scripts))


def _script(visit: Visit, script: PlannedScript) -> str:
    to = visit.say("to", to=visit.say(f"to_{script.to}"))
    longer = details(visit.say("script_full"), _text(visit, script.full)) if script.full else ""
    return f'<h3>{html(script.title)}</h3><p class="small">{html(to)}</p>{_text(visit, script.short)}{longer}'


def _text(visit: Visit, text: str) -> str:
    return copyable(text, visit.say("copy"), visit.say("copied"))
