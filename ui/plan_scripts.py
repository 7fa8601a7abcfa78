"""Words to send, each with one tap to copy."""

from __future__ import annotations

import streamlit as st

from refund_guide.plan import Plan, PlannedScript

from .markup import html, paragraph, section
from .visit import Visit

AT_ONCE = 2
"""So many are shown at once, the others on demand."""


def show(visit: Visit, plan: Plan, *, above: str) -> None:
    """The scripts of this plan; ``above`` is HTML to show before them."""
    if not plan.scripts:
        st.html(above)
        return
    gaps = any(script.unfilled for script in plan.scripts)
    above += section(visit.say("scripts"), paragraph(visit.say("scripts_gaps")) if gaps else "")
    for script in plan.scripts[:AT_ONCE]:
        _show_script(visit, script, above)
        above = ""
    more = plan.scripts[AT_ONCE:]
    longer = [script for script in plan.scripts if script.full]
    if more:
        box = st.expander(visit.say("more_scripts", count=len(more)), key="more-scripts", on_change="rerun")
        if box.open:
            with box:
                for script in more:
                    _show_script(visit, script)
    if longer:
        box = st.expander(visit.say("long_scripts", count=len(longer)), key="long-scripts", on_change="rerun")
        if box.open:
            with box:
                for script in longer:
                    st.html(_title(visit, script))
                    st.code(script.full or "", language=None, wrap_lines=True)


def _show_script(visit: Visit, script: PlannedScript, above: str = "") -> None:
    st.html(above + _title(visit, script))
    st.code(script.short, language=None, wrap_lines=True)


def _title(visit: Visit, script: PlannedScript) -> str:
    to = visit.say("to", to=visit.say(f"to_{script.to}"))
    return f'<h3>{html(script.title)}</h3><p class="small">{html(to)}</p>'
