"""The escalation ladder of a plan: which route is open now, which not yet and when, which is closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from .conditions import holds
from .plan import PlannedDeadline, PlannedRung
from .schema import Rung
from .selection import Selection
from .vocabulary import RungState
from .wording import phrase_moment, word


def plan_ladder(chosen: Selection, dated: Mapping[str, PlannedDeadline]) -> Iterator[PlannedRung]:
    """The rungs in order. A rung that waits for a deadline opens when that deadline has passed."""
    for rung, cited in chosen.each("ladder", Rung):
        waits_for = dated.get(rung.opens_after or "")
        state = _state(rung, chosen, waits_for)
        opens_on = waits_for.due if waits_for and state == "not_yet" else None
        yield PlannedRung(
            **cited,
            label=chosen.write(rung.label),
            how=chosen.write(rung.how),
            path=chosen.write_all(rung.path),
            state=state,
            why=_why(rung, state, opens_on, chosen),
            opens_on=opens_on,
        )


def _state(rung: Rung, chosen: Selection, waits_for: PlannedDeadline | None) -> RungState:
    open_when, closed_when = chosen.tree.gates[rung.id]
    if closed_when and holds(closed_when, chosen.answers):
        return "closed"
    if waits_for and waits_for.status == "passed":
        return "open"
    if open_when is not None:
        return "open" if holds(open_when, chosen.answers) else "not_yet"
    return "not_yet" if waits_for else rung.state


def _why(rung: Rung, state: RungState, opens_on: datetime | None, chosen: Selection) -> str | None:
    if state == "closed":
        return chosen.write_optional(rung.closed)
    if state == "open":
        return None
    why = chosen.write_optional(rung.not_yet)
    if opens_on is None:
        return why
    when = word("opens_on", chosen.language, moment=phrase_moment(opens_on, chosen.language))
    return f"{why} {when}" if why else when
