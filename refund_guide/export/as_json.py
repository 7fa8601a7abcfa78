"""Plan -> plain data for JSON. The keys are a public contract; see ``docs/contracts.md``."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Any

from ..plan import Plan, PlannedDeadline
from ..wording import phrase_moment, split_moment, word

_RENAMED = {"cited_sources": "sources"}
_TOP_LEVEL = (
    "title",
    "summary",
    "refund_type",
    "chance",
    "chance_why",
    "who_refunds",
    "no_deadline",
    "notice",
    "freight",
    "deadlines",
    "steps",
    "evidence",
    "scripts",
    "ladder",
    "warnings",
    "conflicts",
    "trace",
    "cited_sources",
    "passed",
)


def plan_as_data(plan: Plan) -> dict[str, Any]:
    """The whole plan as dictionaries, lists, text, numbers and booleans."""
    data: dict[str, Any] = {
        "language": plan.language,
        "now": plan.now.isoformat(),
        "answers": {given.question: given.answer for given in plan.answers},
        "outcome": plan.outcome,
        "outcome_sources": list(plan.sources),
        "events": list(plan.events),
    }
    for name in _TOP_LEVEL:
        data[_RENAMED.get(name, name)] = _plain(getattr(plan, name), plan)
    return data


def _plain(value: Any, plan: Plan) -> Any:
    if isinstance(value, PlannedDeadline):
        return _fields(value, plan) | _moment_fields(value, plan)
    if dataclasses.is_dataclass(value):
        return _fields(value, plan)
    if isinstance(value, tuple | list):
        return [_plain(item, plan) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, plan) for key, item in value.items()}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _fields(value: Any, plan: Plan) -> dict[str, Any]:
    return {field.name: _plain(getattr(value, field.name), plan) for field in dataclasses.fields(value)}


def _moment_fields(deadline: PlannedDeadline, plan: Plan) -> dict[str, Any]:
    """``due`` is the instant; people say "24:00 of the 27th", so that is given as well."""
    if deadline.due is None:
        return {"due_day": None, "due_text": None}
    day, _ = split_moment(deadline.due)
    text = phrase_moment(deadline.due, plan.language)
    if deadline.estimate:
        text += f" ({word('estimate', plan.language)})"
    return {"due_day": day.isoformat(), "due_text": text}
