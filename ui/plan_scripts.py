"""Words to send, filled with what was typed, each with one tap to copy."""

from __future__ import annotations

from refund_guide.plan import Plan
from refund_guide.words import FilledScript, fill_scripts

from . import typed_fields
from .markup import copyable, details, html, paragraph, section
from .visit import Visit


def heading(visit: Visit, plan: Plan) -> str:
    """Stands above the fields that fill the texts."""
    if not plan.scripts:
        return ""
    gaps = any(script.unfilled for script in plan.scripts)
    return section(visit.say("scripts"), paragraph(visit.say("scripts_gaps")) if gaps else "")


def scripts(visit: Visit, plan: Plan) -> str:
    """The texts: those of this stage first, other routes folded away."""
    values = typed_fields.values(visit, typed_fields.typed(visit))
    filled = fill_scripts(visit.tree, [script.id for script in plan.scripts], values, visit.language)
    shown, choose_one = "", sum(script.purpose == "refusal_reply" for script in filled) > 1
    for script in filled:
        if script.purpose in typed_fields.LATER:
            continue
        if script.purpose == "refusal_reply" and choose_one:
            shown += paragraph(visit.say("refusals"))
            choose_one = False
        shown += _script(visit, script)
    later = [_script(visit, script) for script in filled if script.purpose in typed_fields.LATER]
    return shown + (details(visit.say("later", count=len(later)), "".join(later)) if later else "")


def _script(visit: Visit, script: FilledScript) -> str:
    to = visit.say("to", to=visit.say(f"to_{script.to}"))
    notes = [visit.say("length", length=script.length)]
    if not script.fits:
        notes.append(visit.say("too_long"))
    told = visit.say("comma").join(notes)
    longer = ""
    if script.full:
        longer = details(visit.say("script_full", length=len(script.full)), _text(visit, script.full))
    return (
        f'<article class="script"><h3>{html(script.title)}</h3><p class="small">{html(to)} · {html(told)}</p>'
        f"{_text(visit, script.short)}{_unfilled(visit, script)}{longer}</article>"
    )


def _unfilled(visit: Visit, script: FilledScript) -> str:
    if not script.unfilled:
        return ""
    labels = [visit.write(slot.label) for slot in visit.tree.knowledge.slots if slot.id in script.unfilled]
    told = visit.say("unfilled", slots=visit.say("list_comma").join(labels))
    return f'<p class="small">{html(told)}</p>'


def _text(visit: Visit, text: str) -> str:
    return copyable(text, visit.say("copy"), visit.say("copied"))
