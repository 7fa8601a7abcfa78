"""What somebody told us, in the form a link or a command line carries it.

Reads ``question=answer`` and ``event=date`` pairs, keeps what makes sense and names what does not, in
the reader's language. Writes the same pairs back in a fixed order, so one case has one address. Which
answers apply together is ``walk``'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .clock import FIRST_YEAR, LAST_YEAR, Start, UnreadableDate, read_start
from .problems import printable
from .tree import Tree
from .vocabulary import Language
from .walk import Progress, follow
from .wording import word

LANGUAGES: tuple[Language, ...] = ("zh", "en")
LONGEST_VALUE = 40
"""Longer values cannot be an id or a date; they are shortened before they are shown back."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """Something given that could not be used: which key, and why, as a phrase with gaps."""

    key: str
    phrase: str
    gaps: Mapping[str, str]

    def in_language(self, language: Language) -> str:
        """The problem as people read it."""
        return word(self.phrase, language, **self.gaps)


@dataclass(frozen=True, slots=True)
class Case:
    """The answers and dates of one case, as far as they could be used."""

    progress: Progress
    given: dict[str, str]
    """Every known answer, also those that wait for an earlier question."""
    dates: dict[str, Start]
    problems: list[InputProblem] = field(default_factory=list)

    @property
    def answers(self) -> dict[str, str]:
        """The answers that apply, in the order asked."""
        return self.progress.answers

    @property
    def is_complete(self) -> bool:
        """Whether every question that is asked has its answer."""
        return self.progress.next_question is None


def read_case(tree: Tree, pairs: Iterable[tuple[str, str]], now: datetime, ignore: Iterable[str] = ()) -> Case:
    """Read pairs from a link or a command line; keys in ``ignore`` belong to somebody else."""
    ignored = set(ignore)
    problems: list[InputProblem] = []
    given: dict[str, str] = {}
    raw_dates: dict[str, str] = {}
    for key, value in pairs:
        if key in ignored:
            continue
        if key in tree.events:
            if key in raw_dates:
                problems.append(_problem("repeated", key, value))
            raw_dates[key] = value
        elif key in tree.question_by_id:
            _take_answer(tree, key, value, given, problems)
        else:
            problems.append(_problem("unknown_question", key))
    progress = follow(tree.questions, given)
    problems += [_problem("does_not_apply", question, answer) for question, answer in progress.dropped.items()]
    return Case(progress, progress.kept, read_dates(tree, raw_dates, now, problems), problems)


def read_dates(tree: Tree, raw: Mapping[str, str], now: datetime, problems: list[InputProblem]) -> dict[str, Start]:
    """Dates that can be used. One that cannot is named in ``problems`` and left out."""
    dates: dict[str, Start] = {}
    for key, event in tree.events.items():
        if key not in raw:
            continue
        try:
            start = read_start(raw[key])
        except UnreadableDate as error:
            phrase = f"date_{error.reason}"
            problems.append(_problem(phrase, key, raw[key], first=str(FIRST_YEAR), last=str(LAST_YEAR)))
            continue
        if not event.may_be_future and start.moment > now:
            problems.append(_problem("date_future", key, raw[key]))
        else:
            dates[key] = start
    for key in [key for key in dates if _is_out_of_order(tree, key, dates, problems)]:
        del dates[key]
    return dates


def write_pairs(answers: Mapping[str, str], dates: Mapping[str, Start], tree: Tree) -> list[tuple[str, str]]:
    """The pairs of a link: answers in the order of the questions, then dates in the order of the events."""
    pairs = [(question, answers[question]) for question in tree.question_by_id if question in answers]
    return pairs + [(event, dates[event].isoformat()) for event in tree.events if event in dates]


def _take_answer(tree: Tree, key: str, value: str, given: dict[str, str], problems: list[InputProblem]) -> None:
    choices = [answer.id for answer in tree.question_by_id[key].question.answers]
    if value in choices:
        if key in given:
            problems.append(_problem("repeated", key, value))
        given[key] = value
    else:
        problems.append(_problem("unknown_answer", key, value, choices=", ".join(choices)))


def _is_out_of_order(tree: Tree, key: str, dates: Mapping[str, Start], problems: list[InputProblem]) -> bool:
    start = dates[key]
    for other in tree.events[key].after:
        before = dates.get(other)
        if before is None:
            continue
        # Two dates without a time of day on the same day may be in either order.
        comparable = start.exact and before.exact
        if (start.moment < before.moment) if comparable else (start.day < before.day):
            gaps = {"other": other, "before": before.isoformat()}
            problems.append(_problem("date_order", key, start.isoformat(), **gaps))
            return True
    return False


def _problem(phrase: str, key: str, value: str = "", **gaps: str) -> InputProblem:
    shown = {"key": printable(key, LONGEST_VALUE), "value": printable(value, LONGEST_VALUE)}
    return InputProblem(key, phrase, {**shown, **gaps})
