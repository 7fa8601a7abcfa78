"""The first page: what this does, for whom, and the ways in: three entries, or a sentence of one's own."""

from __future__ import annotations

from . import frame, piece, saved_case
from .boxes import box, is_open
from .entries import ENTRIES
from .knowledge import questions_left
from .markup import button, html, paragraph
from .search_box import draw_search
from .visit import Visit


def show(visit: Visit) -> None:
    _, most = questions_left(visit.tree, {})
    body = f'<p class="lead">{html(visit.say("start_lead"))}</p>{paragraph(visit.say("start_for", most=most))}'
    if visit.case.answers:
        page = "plan" if visit.case.is_complete else "form"
        body += button(visit.address(page, at=None), visit.say("continue_case"), "primary")
    for entry, ways in ENTRIES.items():
        body += f"<h2>{html(visit.say(f'entry_{entry}'))}</h2>"
        for way, answers in ways.items():
            fresh = visit.address("form", answers=answers, dates={}, at=None, ticks=())
            body += button(fresh, visit.say(f"way_{way}"))
    body = f'<div class="entries">{body}</div>'
    # The fields come with downloads of their own, so they wait until they are wanted.
    words, file = box("own-words", visit.say("search_open")), box("open-case", visit.say("open_title"))
    if is_open("own-words"):
        frame.begin(visit, visit.say("start_title"), body + words)
        draw_search(visit, "form")
        piece.draw(file)
    else:
        frame.begin(visit, visit.say("start_title"), body + words + file)
    if is_open("open-case"):
        saved_case.show_open(visit)
    notes = paragraph(visit.write(visit.tree.knowledge.meta.privacy)) + paragraph(visit.say("usage_statistics"))
    frame.end(visit, f'<div class="note">{notes}</div>')
