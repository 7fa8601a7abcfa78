"""What each answer set decides: outcome, refund type, payer and clocks, one row of a table per set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..deadlines import LONGEST_CHAIN
from ..quantities import Duration
from ..schema import Deadline
from ..tree import Tree
from .walk_table import WalkTable

NO_CLOCK = -1
EXACTLY_ONE = ("outcomes", "notices", "freight")
"""Blocks of which a plan needs exactly one part, in the order the planner asks for them."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline with everything it counts from: the event, and the spans one after the other."""

    deadline: str
    event: str | None
    """``None`` where no date the user could know starts it."""
    spans: tuple[tuple[Duration, bool], ...]
    """Duration, and whether it is the user's own (then a day without a time counts from its start)."""


class Decisions:
    """One row per answer set. Where the file has no single rule, ``gap`` names the block and nothing is decided."""

    def __init__(self, tree: Tree, walk: WalkTable) -> None:
        refund_types: dict[str, str] = {one.id: one.refund_type for one in tree.knowledge.outcomes}
        payers: dict[str, str] = {one.id: one.payer for one in tree.knowledge.freight}
        outcome, freight = _only(tree, walk, "outcomes"), _only(tree, walk, "freight")
        outcome_ids = [part.id for part in tree.parts["outcomes"]]
        freight_ids = [part.id for part in tree.parts["freight"]]
        self.gap: NDArray[np.int8] = _gaps(tree, walk)
        """0 where all is well, else 1 + the position in ``gap_blocks``."""
        self.gap_blocks = (*EXACTLY_ONE, "steps", "durations")
        pairs, decision = np.unique(outcome * len(freight_ids) + freight, return_inverse=True)
        self.decision = decision.astype(np.int32)
        self.rows = [
            (outcome_ids[o], refund_types[outcome_ids[o]], payers[freight_ids[f]])
            for o, f in (divmod(int(pair), len(freight_ids)) for pair in pairs)
        ]
        """Outcome, refund type and payer; ``decision`` is the row of each answer set."""
        self._number_clocks(tree, walk)

    def _number_clocks(self, tree: Tree, walk: WalkTable) -> None:
        parts = tree.parts["deadlines"]
        holds = np.column_stack([*(walk.where(part.when) for part in parts), np.zeros(len(walk), bool)])
        packed = np.packbits(holds, axis=1)
        _, first, numbers_of_sets = np.unique(packed, axis=0, return_index=True, return_inverse=True)
        self.clock_set: NDArray[np.int32] = numbers_of_sets.reshape(-1).astype(np.int32)
        """The number of each answer set's set of clocks."""
        self.clocks: list[Clock] = []
        numbers: dict[tuple[str, str | None, tuple[tuple[str, bool], ...]], int] = {}
        members: list[list[int]] = []
        for row in first:
            chosen = [part.part for part, here in zip(parts, holds[row], strict=False) if here]
            deadlines = {part.id: part for part in chosen if isinstance(part, Deadline)}
            members.append([self._number(tree, one, deadlines, numbers) for one in deadlines.values()])
        most = max(map(len, members), default=0)
        self.slots: NDArray[np.int16] = np.full((len(members), most), NO_CLOCK, np.int16)
        """Per set of clocks, the clocks in the order of a plan's parts; ``NO_CLOCK`` after the last."""
        for number, clocks in enumerate(members):
            self.slots[number, : len(clocks)] = clocks

    def _number(
        self,
        tree: Tree,
        deadline: Deadline,
        present: dict[str, Deadline],
        numbers: dict[tuple[str, str | None, tuple[tuple[str, bool], ...]], int],
    ) -> int:
        chain = [deadline]
        while (earlier := present.get(chain[-1].starts_from)) and len(chain) <= LONGEST_CHAIN:
            chain.append(earlier)
        start = chain[-1].starts_from
        event = start if start in tree.events and start not in present else None
        spans = tuple((one.duration, one.owner == "you") for one in reversed(chain))
        key = (deadline.id, event, spans)
        if key not in numbers:
            numbers[key] = len(self.clocks)
            known = tuple((tree.durations[name], own) for name, own in spans if name in tree.durations)
            self.clocks.append(Clock(deadline.id, event if len(known) == len(spans) else None, known))
        return numbers[key]


def _only(tree: Tree, walk: WalkTable, block: str) -> NDArray[np.int64]:
    """The position of the part of that block that holds (the last one where the file is unsound)."""
    found = np.zeros(len(walk), np.int64)
    for position, part in enumerate(tree.parts[block]):
        found[walk.where(part.when)] = position
    return found


def _gaps(tree: Tree, walk: WalkTable) -> NDArray[np.int8]:
    gap = np.zeros(len(walk), np.int8)
    unknown = [part for part in tree.parts["deadlines"] if _duration_of(part.part) not in tree.durations]
    for part in unknown:
        gap[walk.where(part.when)] = len(EXACTLY_ONE) + 2
    gap[_count(tree, walk, "steps") == 0] = len(EXACTLY_ONE) + 1
    for number in range(len(EXACTLY_ONE), 0, -1):
        gap[_count(tree, walk, EXACTLY_ONE[number - 1]) != 1] = number
    return gap


def _count(tree: Tree, walk: WalkTable, block: str) -> NDArray[np.int64]:
    total = np.zeros(len(walk), np.int64)
    for part in tree.parts[block]:
        total += walk.where(part.when)
    return total


def _duration_of(part: object) -> str:
    return part.duration if isinstance(part, Deadline) else ""
