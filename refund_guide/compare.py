"""What changes between two cases: another answer, another plan, and the difference between the two.

``suppose`` makes the answers of the other case, ``compare_plans`` says what differs. Wording, and which of
it to show, is left to the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .conditions import Answers
from .plan import CitedPart, Plan, PlannedDeadline, PlannedEvidence, PlannedFreight, PlannedRung, PlannedStep
from .tree import Tree
from .walk import AskedQuestion, follow

UNSURE = "not_sure"
"""What a question that only the other case asks is answered with; ``check`` sees to it that nearly all offer it."""

Value = TypeVar("Value")
PartType = TypeVar("PartType", bound=CitedPart)


@dataclass(frozen=True, slots=True)
class Change(Generic[Value]):
    """One thing that every plan has, before and after."""

    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class PartChanges(Generic[PartType]):
    """The parts of one block: those that go, those that come, and those that stay but say something else."""

    gone: tuple[PartType, ...] = ()
    new: tuple[PartType, ...] = ()
    changed: tuple[Change[PartType], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes from one plan to another; ``None`` and empty parts stand for "the same"."""

    outcome: Change[str] | None
    """The titles of the outcomes."""
    refund_type: Change[str] | None
    chance: Change[str] | None
    freight: Change[PlannedFreight] | None
    """Set where somebody else pays; another reason for the same payer is no change."""
    deadlines: PartChanges[PlannedDeadline]
    steps: PartChanges[PlannedStep]
    evidence: PartChanges[PlannedEvidence]
    ladder: PartChanges[PlannedRung]

    def __bool__(self) -> bool:
        facts = (self.outcome, self.refund_type, self.chance, self.freight)
        return any(facts) or any((self.deadlines, self.steps, self.evidence, self.ladder))


@dataclass(frozen=True, slots=True)
class Supposition:
    """The answers of a case in which something is different."""

    answers: dict[str, str]
    assumed: tuple[str, ...] = field(default=())
    """Questions only the other case asks, taken as "not sure"."""
    next_question: AskedQuestion | None = None
    """A question that has to be answered before there is a plan; ``None`` when there is one."""


def suppose(tree: Tree, answers: Answers, changes: Mapping[str, str]) -> Supposition:
    """The case with some answers changed. Answers that no longer apply fall away, new questions get "not sure"."""
    given = {**answers, **changes}
    assumed: list[str] = []
    while True:
        progress = follow(tree.questions, given)
        asked = progress.next_question
        if asked is None or UNSURE not in asked.offered(progress.answers):
            return Supposition(progress.answers, tuple(assumed), asked)
        given[asked.id] = UNSURE
        assumed.append(asked.id)


def compare_plans(before: Plan, after: Plan) -> Difference:
    """What changes from one plan to the other. Both are in the same language and as of the same moment."""
    return Difference(
        outcome=_change(before.title, after.title),
        refund_type=_change(before.refund_type, after.refund_type),
        chance=_change(before.chance, after.chance),
        freight=Change(before.freight, after.freight) if before.freight.payer != after.freight.payer else None,
        deadlines=_compare(before.deadlines, after.deadlines, lambda one: (one.length, one.rule, one.due)),
        steps=_compare(before.steps, after.steps, lambda one: one.by),
        evidence=_compare(before.evidence, after.evidence, lambda one: one.required),
        ladder=_compare(before.ladder, after.ladder, lambda one: (one.state, one.opens_on)),
    )


def _change(before: str, after: str) -> Change[str] | None:
    return Change(before, after) if before != after else None


def _compare(
    before: Iterable[PartType], after: Iterable[PartType], says: Callable[[PartType], Any]
) -> PartChanges[PartType]:
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    return PartChanges(
        gone=tuple(one for part, one in old.items() if part not in new),
        new=tuple(one for part, one in new.items() if part not in old),
        changed=tuple(
            Change(old[part], one) for part, one in new.items() if part in old and says(old[part]) != says(one)
        ),
    )
