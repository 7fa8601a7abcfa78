"""Several cases side by side in one address: how the support desk keeps its tickets.

The ticket on screen is the case of the address as on every other page, ``n`` is its number, and ``t`` holds the
others: ``t=2.channel-virtual.paid-2026-11-20~3`` are ticket 2 with an answer and a date, and ticket 3 without
any. Ids and dates only. Nothing is drawn here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from refund_guide.answers import LANGUAGES, read_case, write_pairs
from refund_guide.clock import Start
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language

from .visit import REPLY_IN, TICKET, TICKETS, Visit, shorten

MOST = 12
"""More would no longer fit an address every server takes."""

_NUMBER = re.compile(r"[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One case of the desk: its number on screen, its answers and its dates."""

    number: int
    answers: Mapping[str, str]
    dates: Mapping[str, Start]


@dataclass(frozen=True, slots=True)
class Tickets:
    """All open tickets, in the order of their numbers."""

    open: tuple[Ticket, ...]
    active: int
    """The number of the one on screen."""
    reply_in: str = ""
    """The language of replies; empty where it is that of the page."""
    told: tuple[str, ...] = ()
    """What of the address could not be used, in words."""

    @property
    def current(self) -> Ticket:
        """The ticket on screen."""
        return next(one for one in self.open if one.number == self.active)

    @property
    def full(self) -> bool:
        """Whether no more tickets can be opened."""
        return len(self.open) >= MOST

    def with_current(self, answers: Mapping[str, str], dates: Mapping[str, Start]) -> Tickets:
        """The same tickets, the one on screen with these answers and dates."""
        changed = replace(self.current, answers=answers, dates=dates)
        return replace(self, open=tuple(changed if one.number == self.active else one for one in self.open))

    def switched(self, number: int) -> Tickets:
        """Another one on screen; one that is not open changes nothing."""
        return replace(self, active=number) if number in {one.number for one in self.open} else self

    def following(self) -> Tickets:
        """The next one on screen, after the last one the first."""
        numbers = [one.number for one in self.open]
        return replace(self, active=numbers[(numbers.index(self.active) + 1) % len(numbers)])

    def opened(self) -> Tickets:
        """A new one on screen: one without answers if there is any, so that nobody collects empty ones."""
        empty = next((one for one in self.open if not one.answers), None)
        if empty or self.full:
            return replace(self, active=empty.number) if empty else self
        return _in_order(self, Ticket(_free(one.number for one in self.open), {}, {}))

    def closed(self) -> Tickets:
        """Without the one on screen; the next one takes its place, or the one before, or a new one."""
        rest = tuple(one for one in self.open if one.number != self.active)
        if not rest:
            return replace(self, open=(Ticket(1, {}, {}),), active=1)
        following = [one.number for one in rest if one.number > self.active]
        return replace(self, open=rest, active=following[0] if following else rest[-1].number)

    def query(self, visit: Visit, at: str | None = None) -> dict[str, str]:
        """The query of an address with these tickets, ``at`` a question of the one on screen."""
        others = "~".join(_packed(visit.tree, one) for one in self.open if one.number != self.active)
        number = str(self.active) if others or self.active > 1 else ""
        desk = {TICKET: number, TICKETS: others, REPLY_IN: self.reply_in}
        current = self.current
        changes: dict[str, Any] = {"answers": current.answers, "at": at, "desk": desk}
        same_case = current.answers and self.active == _active(visit)
        if not same_case:
            changes |= {"dates": current.dates, "ticks": ()}
        elif current.dates != visit.case.dates:
            changes["dates"] = current.dates
        return visit.query(**changes)


def read_tickets(visit: Visit) -> Tickets:
    """The tickets of an address. Never fails; what makes no sense is told and left out."""
    told: list[str] = []
    raw, active = visit.desk.get(TICKET, ""), _active(visit)
    if raw and not _NUMBER.fullmatch(raw):
        told.append(visit.say("unknown_value", key=TICKET, value=shorten(raw)))
    tickets = [Ticket(active, visit.case.given, visit.case.dates)]
    packed = [one for one in visit.desk.get(TICKETS, "").split("~") if one]
    for chunk in packed[: MOST - 1]:
        head, *pairs = chunk.split(".")
        taken = {one.number for one in tickets}
        if not _NUMBER.fullmatch(head) or int(head) in taken:
            told.append(visit.say("unknown_value", key=TICKETS, value=shorten(chunk)))
            continue
        case = read_case(
            visit.tree, [(key, value) for key, _, value in (one.partition("-") for one in pairs)], visit.now
        )
        told += [visit.say("desk_told", number=head, problem=visit.tell(problem)) for problem in case.problems]
        tickets.append(Ticket(int(head), case.given, case.dates))
    if len(packed) >= MOST:
        told.append(visit.say("desk_too_many", most=MOST))
    raw = visit.desk.get(REPLY_IN, "")
    if raw and raw not in LANGUAGES:
        told.append(visit.say("unknown_value", key=REPLY_IN, value=shorten(raw)))
    reply_in = raw if raw in LANGUAGES else ""
    return Tickets(tuple(sorted(tickets, key=lambda one: one.number)), active, reply_in, tuple(told))


def reply_language(visit: Visit) -> Language:
    """The language of replies, which need not be the one of the page."""
    return next((one for one in LANGUAGES if one == visit.desk.get(REPLY_IN)), visit.language)


def _active(visit: Visit) -> int:
    raw = visit.desk.get(TICKET, "")
    return int(raw) if _NUMBER.fullmatch(raw) else 1


def _packed(tree: Tree, ticket: Ticket) -> str:
    pairs = write_pairs(ticket.answers, ticket.dates, tree)
    return ".".join([str(ticket.number), *(f"{key}-{value}" for key, value in pairs)])


def _in_order(tickets: Tickets, new: Ticket) -> Tickets:
    return replace(tickets, open=tuple(sorted([*tickets.open, new], key=lambda one: one.number)), active=new.number)


def _free(taken: Iterable[int]) -> int:
    """The number after the highest, as long as there is one with two digits."""
    used = set(taken)
    return max(used) + 1 if max(used) < 99 else next(_numbers_not_in(used))


def _numbers_not_in(used: set[int]) -> Iterator[int]:
    return (number for number in range(1, 100) if number not in used)
