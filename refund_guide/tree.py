"""The knowledge file, loaded and ready: conditions compiled, ids indexed, phrases made.

Loading finds what makes the file unusable (text, shape). Whether the content is complete and
consistent is ``check``'s business: it takes longer and runs before a file is published, not before
every start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from .conditions import Answers, Compiled, ConditionIndex, compile_condition, index_groups
from .problems import KnowledgeError, Problem, printable
from .quantities import Duration
from .schema import Conflict, Deadline, Event, Knowledge, Page, Part, Source
from .sketch import Drawing
from .source_text import Path, Positions, line_of, parse
from .vocabulary import Language
from .walk import AskedQuestion, compile_questions
from .wording import Phrases, phrase_amount, phrase_duration, phrase_slot
from .working_days import Calendar

DEFAULT_FILE = FilePath(__file__).resolve().parent.parent / "decision_tree.yaml"

PART_BLOCKS = ("outcomes", "notices", "steps", "deadlines", "freight", "evidence", "scripts", "ladder", "warnings")
"""The blocks a plan is assembled from."""


@dataclass(frozen=True, slots=True)
class CompiledPart:
    """A part with its condition ready to be asked."""

    block: str
    part: Part
    when: Compiled

    @property
    def id(self) -> str:
        """The id of the part."""
        return self.part.id


class Tree:
    """Everything the walk, the planner and the checks need to know, immutable after loading."""

    def __init__(self, knowledge: Knowledge, file: str = "decision_tree.yaml") -> None:
        self.knowledge = knowledge
        self.file = file
        self.groups = index_groups(knowledge.groups)
        self.questions = compile_questions(knowledge.questions, self.groups)
        self.parts = {
            block: sorted(self._compile(block), key=lambda compiled: compiled.part.order) for block in PART_BLOCKS
        }
        self._in_order = [one for parts in self.parts.values() for one in parts]
        self._index = ConditionIndex(
            [one.when for one in self._in_order], {asked.id: len(asked.offered_when) for asked in self.questions}
        )
        self.calendar = Calendar(map(_month_and_day, knowledge.meta.fixed_holidays))
        self._phrases: dict[Language, Phrases] = {}
        self._written: dict[Language, dict[int, str]] = {"zh": {}, "en": {}}

    def _compile(self, block: str) -> Iterator[CompiledPart]:
        for part in getattr(self.knowledge, block):
            yield CompiledPart(block, part, compile_condition(part.when, self.groups))

    def parts_for(self, answers: Answers) -> list[tuple[CompiledPart, tuple[str, ...]]]:
        """The parts of a case in plan order, each with the questions that brought it in."""
        matching = self._index.matching(answers)
        return [
            (self._in_order[position], tuple(question for question, _ in alternative))
            for position, alternative in matching.items()
        ]

    @cached_property
    def question_by_id(self) -> dict[str, AskedQuestion]:
        """Question id -> question with its conditions compiled."""
        return {asked.id: asked for asked in self.questions}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Event id -> event, in file order."""
        return {event.id: event for event in self.knowledge.events}

    @cached_property
    def durations(self) -> dict[str, Duration]:
        """Duration id -> duration."""
        return {duration.id: duration for duration in self.knowledge.durations}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Source id -> source."""
        return {source.id: source for source in self.knowledge.sources}

    @cached_property
    def conflicts(self) -> dict[str, Conflict]:
        """Conflict id -> conflict."""
        return {conflict.id: conflict for conflict in self.knowledge.conflicts}

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Page id -> page, in file order."""
        return {page.id: page for page in self.knowledge.pages}

    @cached_property
    def drawings(self) -> dict[str, Drawing]:
        """Drawing id -> drawing."""
        return {drawing.id: drawing for drawing in self.knowledge.drawings}

    @cached_property
    def gates(self) -> dict[str, tuple[Compiled, Compiled]]:
        """Rung id -> when it is open, when it is closed."""
        return {
            rung.id: (
                compile_condition(rung.open_when, self.groups),
                compile_condition(rung.closed_when, self.groups),
            )
            for rung in self.knowledge.ladder
        }

    @cached_property
    def deadlines(self) -> dict[str, Deadline]:
        """Deadline id -> deadline."""
        return {deadline.id: deadline for deadline in self.knowledge.deadlines}

    def written(self, language: Language) -> dict[int, str]:
        """Sentences already written out, by the identity of their text.

        What a gap stands for never changes while a tree lives, so a sentence is filled once, not once a plan.
        """
        return self._written[language]

    def phrases(self, language: Language) -> Phrases:
        """What ``{id}`` stands for in that language: durations, amounts, unfilled slots."""
        if language not in self._phrases:
            self._phrases[language] = Phrases(
                {duration.id: phrase_duration(duration, language) for duration in self.knowledge.durations}
                | {amount.id: phrase_amount(amount, language) for amount in self.knowledge.amounts}
                | {slot.id: phrase_slot(slot, language) for slot in self.knowledge.slots}
            )
        return self._phrases[language]


def _month_and_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def load_tree(path: FilePath | str = DEFAULT_FILE) -> Tree:
    """Load a knowledge file for use. Raises ``KnowledgeError`` with every problem found."""
    text = read_text(path)
    file = name_of(path)
    return Tree(validate(parse(text, file), text, file), file)


def read_text(path: FilePath | str) -> str:
    """The text of the file. Raises ``KnowledgeError`` Y100 when it cannot be read as UTF-8."""
    file = name_of(path)
    try:
        return FilePath(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 text (byte {error.start}); save it as UTF-8"
        raise KnowledgeError([Problem(file, 1, "Y100", message)]) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise KnowledgeError([Problem(file, 1, "Y100", f"cannot open the file: {reason}; check its name")]) from error


def name_of(path: FilePath | str) -> str:
    """What the file is called in messages, whatever its name is made of."""
    return printable(FilePath(path).name or str(FilePath(path)))


def validate(data: Any, text: str, file: str) -> Knowledge:
    """Check the shape of parsed data. Raises ``KnowledgeError`` S201-S203 naming the lines."""
    try:
        return Knowledge.model_validate(data)
    except ValidationError as error:
        # Positions cost time, so they are only gathered when there is something to report.
        positions: Positions = {}
        parse(text, file, positions)
        raise KnowledgeError([_shape_problem(found, data, positions, file) for found in error.errors()]) from error


def _shape_problem(found: Any, data: Any, positions: Positions, file: str) -> Problem:
    location: Path = found["loc"]
    line = line_of(positions, _as_written(location, positions))
    place = _name_place(location, data)
    parent = _name_place(location[:-1], data)
    match found["type"]:
        case "extra_forbidden":
            key = printable(str(location[-1]))
            return Problem(file, line, "S201", f"{parent}: key '{key}' is not known here; check its spelling")
        case "missing":
            return Problem(file, line, "S202", f"{parent}: {location[-1]!r} is missing; add it")
        case _:
            value = printable(repr(found.get("input")))
            return Problem(
                file, line, "S203", f"{place}: {found['msg'].removeprefix('Value error, ')} (found {value})"
            )


def _as_written(location: Path, positions: Positions) -> Path:
    """The path in the file, where a condition of one mapping has no number."""
    written: Path = ()
    for step in location:
        if step != 0 or (*written, step) in positions:
            written = (*written, step)
    return written


def _name_place(location: Path, data: Any) -> str:
    """``outcomes[close_unpaid_order].title`` rather than ``outcomes.3.title``."""
    names = ""
    here = data
    for step in location:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(step, int):
            identity = here.get("id") if isinstance(here, dict) else None
            names += f"[{printable(identity) if isinstance(identity, str) else step}]"
        else:
            names += f".{printable(step)}" if names else printable(step)
    return names or "file"
