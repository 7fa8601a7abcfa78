"""What this is, what it cannot do, what happens to your data, how it is checked."""

from __future__ import annotations

from refund_guide.wording import phrase_day

from . import frame
from .knowledge import knowledge
from .markup import button, paragraph, section
from .visit import Visit

STAFF = ("desk", "triage", "cases", "proof")
"""Pages for those who work with the content, linked from here only."""


def show(visit: Visit) -> None:
    meta = visit.tree.knowledge.meta
    outcomes, sources = len(visit.tree.knowledge.outcomes), len(visit.tree.sources)
    day = phrase_day(meta.checked_on, visit.language)
    checked = [visit.say("about_check", outcomes=outcomes, sources=sources, day=day)]
    if knowledge.problems:
        checked.append(visit.say("about_older_file"))
    sections = {
        "about_limits": [visit.write(meta.disclaimer), visit.say("about_limits")],
        "about_privacy": [visit.write(meta.privacy), visit.say("usage_statistics")],
        "about_checked": checked,
        "about_licence": [visit.say("about_licence")],
    }
    body = paragraph(visit.say("about_what")) + "".join(
        section(visit.say(f"{name}_title"), "".join(map(paragraph, lines))) for name, lines in sections.items()
    )
    staff = "".join(button(visit.address(page), visit.say(page)) for page in STAFF)
    body += section(visit.say("about_staff_title"), paragraph(visit.say("about_staff")) + staff)
    frame.whole(visit, visit.say("about_title"), body)
