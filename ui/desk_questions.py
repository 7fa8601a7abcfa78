"""All questions of a ticket on one screen: the open one on top, and those answered, each with all its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from refund_guide.walk import AskedQuestion

from . import desk_panel
from .form_view import UNSURE
from .knowledge import questions_left
from .visit import Visit

KEYS = "123456789ABDEFGHJKLM"
"""What chooses an answer of the question in hand, in their order. N, S and X are taken; C and R are Streamlit's."""
UNSURE_KEY = "0"


def show(visit: Visit, number: int) -> list[str] | None:
    """The questions of the ticket on screen; what has been chosen, where that is only known now."""
    return desk_panel.show(
        {
            "ticket": str(number),
            "title": visit.say("desk_questions"),
            "notes": [_left(visit), *_kept(visit)],
            "questions": _questions(visit),
            "keys": visit.say("desk_keys"),
        }
    )


def _questions(visit: Visit) -> list[dict[str, Any]]:
    """The open one first, where the eye is."""
    shown: list[dict[str, Any]] = []
    before: dict[str, str] = {}
    for question, answer in visit.case.answers.items():
        shown.append(_question(visit, visit.tree.question_by_id[question], before, answer))
        before[question] = answer
    if asked := visit.case.progress.next_question:
        shown.insert(0, _question(visit, asked, before, None))
    return shown


def _question(visit: Visit, asked: AskedQuestion, before: Mapping[str, str], chosen: str | None) -> dict[str, Any]:
    keys = iter(KEYS)
    offered = sorted(asked.offered(before), key=UNSURE.__eq__)
    return {
        "id": asked.id,
        "ask": visit.ask(asked.id),
        "help": "" if chosen else visit.write(asked.question.help),
        "chosen": chosen,
        "answers": [
            (one, visit.label(asked.id, one), UNSURE_KEY if one == UNSURE else next(keys, "")) for one in offered
        ],
    }


def _left(visit: Visit) -> str:
    if visit.case.is_complete:
        return visit.say("desk_all_answered")
    fewest, most = questions_left(visit.tree, visit.case.answers)
    if most == 1:
        return visit.say("last_question")
    return visit.say("left_exact" if fewest == most else "left_range", fewest=fewest, most=most)


def _kept(visit: Visit) -> list[str]:
    """Answers to later questions, which wait for the open one."""
    kept = [visit.label(q, a) for q, a in visit.case.given.items() if q not in visit.case.answers]
    return [visit.say("desk_kept", answers=visit.say("list_comma").join(kept))] if kept else []
