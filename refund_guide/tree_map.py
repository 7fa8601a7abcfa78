"""The questions as a map: each once, with the ways that lead from its answers to the next question or the plan.

Thousands of paths cannot be drawn; the questions and the ways between them can. ``tree_map_picture`` draws
this, ``describe_map`` says the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .schema import Question
from .tree import Tree
from .vocabulary import Language
from .walk import Progress, all_walks, find_answer
from .wording import word


@dataclass(frozen=True, slots=True)
class Way:
    """From some answers of a question to what comes next."""

    answers: tuple[str, ...]
    """In the order of the question. The same answer may lead elsewhere too, after other answers before it."""
    to: str | None
    """The next question; ``None`` stands for the plan."""


@dataclass(frozen=True, slots=True)
class Station:
    """A question and the ways that leave it, in the order of what they lead to; the plan comes last."""

    question: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class TreeMap:
    """All stations in the order of the file, so every way leads down."""

    stations: tuple[Station, ...]

    def number(self, question: str) -> int:
        """The number a question has on the map, from 1."""
        return next(n for n, station in enumerate(self.stations, 1) if station.question == question)


@dataclass(frozen=True, slots=True)
class WayInWords:
    """A way as people read it."""

    answers: tuple[str, ...]
    to: str
    taken: str | None
    """The answer with which the case goes this way; ``None`` when it does not."""


@dataclass(frozen=True, slots=True)
class StationInWords:
    """A question as people read it."""

    number: int
    ask: str
    is_on_the_way: bool
    """Whether the case has answered it, or comes to it next."""
    ways: tuple[WayInWords, ...]


def map_questions(tree: Tree) -> TreeMap:
    """Follow every way through the questions; takes a tenth of a second for thousands of answer sets."""
    found: dict[str, dict[str | None, set[str]]] = {asked.id: {} for asked in tree.questions}
    for answers, stuck_at in all_walks(tree.questions):
        steps = [*answers.items(), (stuck_at, "")]
        for (question, answer), (following, _) in pairwise(steps):
            assert question is not None
            found[question].setdefault(following, set()).add(answer)
    order = {asked.id: position for position, asked in enumerate(tree.questions)}

    def station(question: str) -> Station:
        answers = [answer.id for answer in tree.question_by_id[question].question.answers]
        following = sorted(found[question].items(), key=lambda way: order.get(way[0] or "", len(order)))
        return Station(question, tuple(Way(tuple(a for a in answers if a in way), to) for to, way in following))

    return TreeMap(tuple(station(question) for question in found))


def taken_ways(progress: Progress) -> dict[str, tuple[str, str | None]]:
    """For every question the case has answered: the answer, and the question (or plan) it leads to."""
    last = progress.next_question.id if progress.next_question else None
    steps: list[tuple[str | None, str]] = [*progress.answers.items(), (last, "")]
    return {question: (answer, to) for (question, answer), (to, _) in pairwise(steps) if question}


def describe_map(tree: Tree, tree_map: TreeMap, progress: Progress, language: Language) -> Iterator[StationInWords]:
    """The map in words, with the way of one case marked."""
    phrases, taken = tree.phrases(language), taken_ways(progress)
    for number, station in enumerate(tree_map.stations, 1):
        question = tree.question_by_id[station.question].question

        def label(answer_id: str, question: Question = question) -> str:
            answer = find_answer(question, answer_id)
            return answer.label.in_language(language).format_map(phrases) if answer else answer_id

        answer, to = taken.get(station.question, ("", ""))
        yield StationInWords(
            number,
            question.ask.in_language(language).format_map(phrases),
            bool(answer) or station.question == getattr(progress.next_question, "id", None),
            tuple(
                WayInWords(
                    tuple(map(label, way.answers)),
                    _target(tree_map, way, language),
                    label(answer) if way.to == to and answer in way.answers else None,
                )
                for way in station.ways
            ),
        )


def _target(tree_map: TreeMap, way: Way, language: Language) -> str:
    return word("map_plan", language) if way.to is None else str(tree_map.number(way.to))
