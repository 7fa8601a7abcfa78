"""All complete answer sets at once, as bit masks.

Bit *n* of a mask stands for the *n*-th complete answer set, so a condition becomes a handful of
big-integer operations instead of a loop over thousands of sets. Used by the checks and the case
table; a single plan never needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_, or_

from .conditions import Alternative, Compiled
from .walk import AskedQuestion, all_walks

GIVE_UP_AFTER = 100_000
"""Ways through the questions: many times what a guide may have. A hostile file would fill the memory."""
ROOM_FOR_EACH = 20
"""Answers, on average."""


class AnswerSpace:
    """Every complete answer set, and which of them a condition holds for."""

    def __init__(self, questions: list[AskedQuestion], at_most: int = GIVE_UP_AFTER) -> None:
        self.sets: list[dict[str, str]] = []
        self.dead_ends: list[tuple[dict[str, str], str]] = []
        """Answers after which a question is asked that offers no answer, and that question."""
        self.is_cut = False
        """True when there are more ways through the questions than anybody wants to count."""
        room = at_most * ROOM_FOR_EACH
        for number, (answers, stuck_at) in enumerate(all_walks(questions)):
            room -= len(answers)
            if number == at_most or room < 0:
                self.is_cut = True
                break
            if stuck_at is None:
                self.sets.append(answers)
            else:
                self.dead_ends.append((answers, stuck_at))
        self.everything = (1 << len(self.sets)) - 1
        self._masks = _masks_by_answer(self.sets)

    def __len__(self) -> int:
        return len(self.sets)

    def where(self, question: str, answer: str) -> int:
        """The sets in which that question is asked and answered so."""
        return self._masks.get((question, answer), 0)

    def where_alternative(self, alternative: Alternative) -> int:
        """The sets for which one alternative of a condition holds."""
        parts = (reduce(or_, (self.where(q, a) for a in wanted), 0) for q, wanted in alternative)
        return reduce(and_, parts, self.everything)

    def where_holds(self, condition: Compiled) -> int:
        """The sets for which the condition holds."""
        if condition is None:
            return self.everything
        return reduce(or_, (self.where_alternative(one) for one in condition), 0)

    def members(self, mask: int) -> Iterator[int]:
        """The numbers of the sets in a mask, ascending."""
        bits = bin(mask)[:1:-1]
        found = bits.find("1")
        while found >= 0:
            yield found
            found = bits.find("1", found + 1)

    def first(self, mask: int) -> dict[str, str]:
        """The first answer set of a mask that is not empty."""
        return self.sets[(mask & -mask).bit_length() - 1]


def _masks_by_answer(sets: list[dict[str, str]]) -> dict[tuple[str, str], int]:
    # Collect the numbers first and build each mask once: growing big integers bit by bit is quadratic.
    members: dict[tuple[str, str], list[int]] = {}
    for number, answers in enumerate(sets):
        for pair in answers.items():
            members.setdefault(pair, []).append(number)
    size = len(sets) // 8 + 1
    masks = {}
    for pair, numbers in members.items():
        bits = bytearray(size)
        for number in numbers:
            bits[number >> 3] |= 1 << (number & 7)
        masks[pair] = int.from_bytes(bits, "little")
    return masks


def describe(answers: dict[str, str]) -> str:
    """An answer set as it is typed on the command line."""
    return " ".join(f"{question}={answer}" for question, answer in answers.items())
