"""Every complete answer set: exactly one outcome, freight and notice, and no plan with a hole in it.

Codes C601 (gap), C602 (overlap), C603 (question that changes nothing), C604 (unreachable), C605
(deadline or a reason for none), C606 (too many questions), C607 (deadline chain broken), C608 (no route
open or to come), C609 (a situation that cannot be). A finding names a
concrete answer set that can be typed into ``plan``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..answer_space import AnswerSpace, describe
from ..problems import Problem
from ..tree import PART_BLOCKS, Tree
from .places import Places

EXACTLY_ONE = ("outcomes", "notices", "freight")
AT_LEAST_ONE = ("steps", "evidence", "scripts", "ladder")
MOST_QUESTIONS = 9
MOST_ANSWER_SETS = 20_000

_LABELS = {"outcomes": "outcome", "notices": "notice", "freight": "freight rule"}


def check_cases(tree: Tree, places: Places) -> tuple[list[Problem], int]:
    """All problems of the answer sets, and how many sets there are."""
    space = AnswerSpace(tree.questions)
    if space.is_cut:
        message = f"more than {len(space) + len(space.dead_ends)} ways through the questions; ask less"
        return [places.problem("C606", message, "questions")], 0
    masks = {block: {one.id: space.where_holds(one.when) for one in tree.parts[block]} for block in PART_BLOCKS}
    problems = [
        *_dead_ends(space, places),
        *_exactly_one(space, masks, places),
        *_at_least_one(space, masks, places),
        *_deadline_or_reason(tree, space, masks, places),
        *_chains(tree, space, masks, places),
        *_open_routes(tree, space, masks, places),
        *_situations(tree, space, places),
        *_unreachable(tree, space, masks, places),
        *_size(space, places),
        *_asked_in_vain(tree, space, masks, places),
    ]
    return problems, len(space)


Masks = dict[str, dict[str, int]]


def _dead_ends(space: AnswerSpace, places: Places) -> Iterator[Problem]:
    stuck = {question: answers for answers, question in reversed(space.dead_ends)}
    for question, answers in stuck.items():
        message = f"{question}: offers no answer after {describe(answers)}; widen an 'offered_when' or do not ask"
        yield places.at_item("C601", message, "questions", question)


def _exactly_one(space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    for block in EXACTLY_ONE:
        covered = 0
        for part, mask in masks[block].items():
            if double := covered & mask:
                example = describe(space.first(double))
                others = [other for other, theirs in masks[block].items() if theirs & double and other != part]
                message = f"{part} and {others[0]} both hold, for example for {example}; narrow one"
                yield places.at_item("C602", message, block, part)
            covered |= mask
        if missing := space.everything & ~covered:
            example = describe(space.first(missing))
            message = f"no {_LABELS[block]} for {missing.bit_count()} answer sets, for example {example}; add one"
            yield places.problem("C601", message, block)


def _at_least_one(space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    for block in AT_LEAST_ONE:
        if missing := space.everything & ~_union(masks[block]):
            example = describe(space.first(missing))
            message = f"no {block} for {missing.bit_count()} answer sets, for example {example}; add one"
            yield places.problem("C601", message, block)


def _deadline_or_reason(tree: Tree, space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    with_deadline = _union(masks["deadlines"])
    for outcome in tree.knowledge.outcomes:
        mask = masks["outcomes"][outcome.id]
        if outcome.no_deadline is None and (missing := mask & ~with_deadline):
            message = f"{outcome.id}: no deadline for {describe(space.first(missing))}; add one or 'no_deadline'"
            yield places.at_item("C605", message, "outcomes", outcome.id)
        if outcome.no_deadline is not None and (both := mask & with_deadline):
            example = describe(space.first(both))
            message = f"{outcome.id}: has 'no_deadline' but also a deadline for {example}; remove one of them"
            yield places.at_item("C605", message, "outcomes", outcome.id)


def _chains(tree: Tree, space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    deadlines = masks["deadlines"]
    for deadline in tree.knowledge.deadlines:
        first = deadlines.get(deadline.starts_from)
        if first is not None and (alone := deadlines[deadline.id] & ~first):
            example = describe(space.first(alone))
            message = f"{deadline.id}: starts from {deadline.starts_from}, which is missing for {example}; narrow it"
            yield places.at_item("C607", message, "deadlines", deadline.id, "starts_from")
    followers: list[tuple[str, str, str | None]] = [
        *(("steps", step.id, step.by) for step in tree.knowledge.steps),
        *(("ladder", rung.id, rung.opens_after) for rung in tree.knowledge.ladder),
    ]
    for block, part, named in followers:
        if named in deadlines and not masks[block][part] & deadlines[named]:
            message = f"{part}: deadline {named} is never in the same plan; name another or widen 'when'"
            yield places.at_item("C607", message, block, part)


def _open_routes(tree: Tree, space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    usable = 0
    for rung in tree.knowledge.ladder:
        if rung.state == "closed":
            continue
        closed = space.where_holds(tree.gates[rung.id][1]) if rung.closed_when else 0
        usable |= masks["ladder"][rung.id] & ~closed
    if missing := _union(masks["ladder"]) & ~usable:
        message = f"every route is closed for {describe(space.first(missing))}; there must be a next best one"
        yield places.problem("C608", message, "ladder")


def _situations(tree: Tree, space: AnswerSpace, places: Places) -> Iterator[Problem]:
    for situation in tree.knowledge.situations:
        together = space.everything
        for question, answer in situation.answers.items():
            together &= space.where(question, answer)
        if not together:
            message = f"{situation.id}: no answer set has {describe(situation.answers)}; they exclude each other"
            yield places.at_item("C609", message, "situations", situation.id, "answers")


def _unreachable(tree: Tree, space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    for block in PART_BLOCKS:
        for one in tree.parts[block]:
            if not masks[block][one.id]:
                yield places.at_item(
                    "C604", f"{one.id}: no answer set leads here; correct 'when' or remove it", block, one.id
                )
                continue
            for number, alternative in enumerate(one.when or ()):
                if not space.where_alternative(alternative):
                    message = f"{one.id}: alternative {number + 1} of 'when' is never true; correct or remove it"
                    yield places.at_item("C604", message, block, one.id, "when", number)
    for asked in tree.questions:
        for number, answer in enumerate(asked.question.answers):
            if not space.where(asked.id, answer.id):
                message = f"{asked.id}={answer.id} can never be given; check 'asked_when' and 'offered_when'"
                yield places.at_item("C604", message, "questions", asked.id, "answers", number)
    for rung in tree.knowledge.ladder:
        for key, gate in zip(("open_when", "closed_when"), tree.gates[rung.id], strict=True):
            if gate is not None and not space.where_holds(gate) & masks["ladder"][rung.id]:
                message = f"{rung.id}: {key} is never true; correct or remove it"
                yield places.at_item("C604", message, "ladder", rung.id, key)


def _size(space: AnswerSpace, places: Places) -> Iterator[Problem]:
    longest = max(space.sets, key=len, default={})
    if len(longest) > MOST_QUESTIONS:
        message = f"{len(longest)} questions in a row, more than {MOST_QUESTIONS}; ask less: {describe(longest)}"
        yield places.problem("C606", message, "questions")
    if len(space) > MOST_ANSWER_SETS:
        yield places.problem("C606", f"{len(space)} answer sets, more than {MOST_ANSWER_SETS}; ask less", "questions")


def _asked_in_vain(tree: Tree, space: AnswerSpace, masks: Masks, places: Places) -> Iterator[Problem]:
    """A question is asked in vain where all its answers lead to the same questions and the same parts.

    Subtrees get a number by content, so equal subtrees have equal numbers and the whole walk is compared
    in one pass. "Not sure" does not count: it may well lead where another answer leads.
    """
    plans = _plan_numbers(tree, space, masks)
    numbers: dict[Any, int] = {}
    vain: dict[str, dict[str, str]] = {}
    position = 0

    def number_of(content: Any) -> int:
        return numbers.setdefault(content, len(numbers))

    def visit(start: int, depth: int) -> tuple[int, int]:
        """Number of the subtree that holds the sets from ``start`` on at ``depth``, and where it ends."""
        answers = list(space.sets[start].items())
        if len(answers) == depth:
            return number_of(("plan", plans[start])), start + 1
        question = answers[depth][0]
        prefix = answers[:depth]
        children: dict[str, int] = {}
        here = start
        while here < len(space) and list(space.sets[here].items())[:depth] == prefix:
            answer = list(space.sets[here].items())[depth][1]
            children[answer], here = visit(here, depth + 1)
        certain = {child for answer, child in children.items() if answer != "not_sure"}
        if len(children) < 2 or (len(certain) == 1 and len(children) - ("not_sure" in children) > 1):
            vain.setdefault(question, dict(prefix))
        return number_of((question, tuple(children.items()))), here

    while position < len(space):
        _, position = visit(position, 0)
    for question, prefix in vain.items():
        message = (
            f"{question}: asked in vain after {describe(prefix) or 'nothing'}: all answers lead to the same plan; "
            "narrow 'asked_when'"
        )
        yield places.at_item("C603", message, "questions", question)


def _plan_numbers(tree: Tree, space: AnswerSpace, masks: Masks) -> list[tuple[int, ...]]:
    """For every answer set, the numbers of the parts in its plan and of the gates that are open or closed."""
    plans: list[list[int]] = [[] for _ in space.sets]
    everything = [mask for block in PART_BLOCKS for mask in masks[block].values()]
    for rung in tree.knowledge.ladder:
        everything += [space.where_holds(gate) for gate in tree.gates[rung.id] if gate is not None]
    for number, mask in enumerate(everything):
        for answer_set in space.members(mask):
            plans[answer_set].append(number)
    return [tuple(plan) for plan in plans]


def _union(masks: dict[str, int]) -> int:
    result = 0
    for mask in masks.values():
        result |= mask
    return result
