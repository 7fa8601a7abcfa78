"""Which question is next, which answers it offers, and every complete set of answers.

Questions are asked in file order; a question is asked when its ``asked_when`` holds for the answers
given so far. Nothing here knows what a plan is, so a toy tree of two questions exercises all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .conditions import Answers, Compiled, compile_condition, holds
from .schema import Answer, Group, Question


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question with its conditions compiled."""

    question: Question
    asked_when: Compiled
    offered_when: tuple[tuple[str, Compiled], ...]

    @property
    def id(self) -> str:
        """The id of the question."""
        return self.question.id

    def offered(self, answers: Answers) -> list[str]:
        """Ids of the answers offered after the answers given so far, in file order."""
        return [answer for answer, condition in self.offered_when if holds(condition, answers)]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody stands in the questions."""

    answers: dict[str, str]
    """The answers that apply, in the order asked."""
    next_question: AskedQuestion | None
    """The question to ask now; ``None`` when the set is complete."""
    dropped: dict[str, str]
    """Given answers that do not apply: the question is not asked, or does not offer that answer."""
    kept: dict[str, str]
    """The given answers without the dropped ones: what applies, and what waits for an earlier question."""


def compile_questions(questions: list[Question], groups: Mapping[tuple[str, str], list[str]]) -> list[AskedQuestion]:
    """Compile all conditions of the questions once."""
    return [
        AskedQuestion(
            question,
            compile_condition(question.asked_when, groups),
            tuple((answer.id, compile_condition(answer.offered_when, groups)) for answer in question.answers),
        )
        for question in questions
    ]


def follow(questions: list[AskedQuestion], given: Answers) -> Progress:
    """Replay given answers from the first question on, keeping every one that applies.

    An answer given to a later question is kept in mind while an earlier one is still open, but it is
    neither counted as dropped nor as applying until the earlier one is answered.
    """
    applying: dict[str, str] = {}
    dropped = dict(given)
    for position, asked in enumerate(questions):
        if not holds(asked.asked_when, applying):
            continue
        answer = given.get(asked.id)
        if answer is None or answer not in asked.offered(applying):
            waiting = _still_possible(questions[position + 1 :], dropped)
            dropped = {q: a for q, a in dropped.items() if q not in waiting}
            return Progress(applying, asked, dropped, {q: a for q, a in given.items() if q not in dropped})
        applying[asked.id] = answer
        del dropped[asked.id]
    return Progress(applying, None, dropped, applying)


def _still_possible(later: list[AskedQuestion], given: Answers) -> set[str]:
    """Given answers to questions after the open one that exist there; they may apply again later."""
    waiting = (asked for asked in later if asked.id in given)
    return {asked.id for asked in waiting if given[asked.id] in (answer for answer, _ in asked.offered_when)}


def complete_answer_sets(questions: list[AskedQuestion]) -> Iterator[dict[str, str]]:
    """Every complete answer set, in file order, each once."""
    return (answers for answers, stuck_at in all_walks(questions) if stuck_at is None)


def all_walks(questions: list[AskedQuestion]) -> Iterator[tuple[dict[str, str], str | None]]:
    """Every way through the questions: the answers, and the question it is stuck at for offering none."""
    yield from _extend(questions, 0, {})


def _extend(
    questions: list[AskedQuestion], start: int, answers: dict[str, str]
) -> Iterator[tuple[dict[str, str], str | None]]:
    for position in range(start, len(questions)):
        asked = questions[position]
        if holds(asked.asked_when, answers):
            offered = asked.offered(answers)
            for answer in offered:
                yield from _extend(questions, position + 1, {**answers, asked.id: answer})
            if not offered:
                yield answers, asked.id
            return
    yield answers, None


Left = tuple[int, int]
"""Fewest and most questions that are still to come."""


def questions_left(questions: list[AskedQuestion], answers: Answers) -> Left:
    """The questions still to come after the answers given so far."""
    progress = follow(questions, answers)
    if progress.next_question is None:
        return (0, 0)
    return _left(questions, questions.index(progress.next_question), progress.answers, {})


def questions_left_everywhere(questions: list[AskedQuestion]) -> dict[tuple[str, ...], Left]:
    """The same for every state of the form at once, by the answers given so far in the order of the questions.

    The answers alone tell which questions they belong to.
    """
    everywhere: dict[tuple[str, ...], Left] = {}
    _left(questions, 0, {}, everywhere)
    return everywhere


def _left(
    questions: list[AskedQuestion], start: int, answers: dict[str, str], found: dict[tuple[str, ...], Left]
) -> Left:
    left = (0, 0)
    for position in range(start, len(questions)):
        asked = questions[position]
        if holds(asked.asked_when, answers):
            branches = [
                _left(questions, position + 1, {**answers, asked.id: answer}, found)
                for answer in asked.offered(answers)
            ]
            # A question without an answer to choose is where the questions end (``check`` refuses it).
            fewest = min((low for low, _ in branches), default=0)
            left = (1 + fewest, 1 + max((high for _, high in branches), default=0))
            break
    found[tuple(answers.values())] = left
    return left


def find_answer(question: Question, answer_id: str) -> Answer | None:
    """The answer of that id, or ``None``."""
    return next((answer for answer in question.answers if answer.id == answer_id), None)


__all__ = [
    "AskedQuestion",
    "Group",
    "Progress",
    "all_walks",
    "compile_questions",
    "complete_answer_sets",
    "find_answer",
    "follow",
    "questions_left",
    "questions_left_everywhere",
]
