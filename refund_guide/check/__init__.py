"""Prove that a knowledge file is sound, or say exactly where it is not.

``run`` reads one file and returns every problem at once: text and shape first (``source_text``,
``tree``), then names (``references``, ``usage``, ``situations``), sentences (``sentences``) and finally every
complete answer set (``cases``). The codes are listed, with what to do, in ``docs/checks.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

from ..problems import KnowledgeError, Problem
from ..source_text import Positions, parse
from ..tree import DEFAULT_FILE, Tree, name_of, read_text, validate
from .cases import check_cases
from .places import Places
from .references import check_references
from .sentences import check_sentences
from .situations import check_situations
from .usage import check_usage


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. ``tree`` is ``None`` when the file cannot be loaded at all."""

    file: str
    problems: list[Problem]
    tree: Tree | None
    answer_sets: int

    @property
    def outcomes(self) -> int:
        """How many outcomes the file has."""
        return len(self.tree.knowledge.outcomes) if self.tree else 0

    def summary(self) -> str:
        """The last line the command prints."""
        return f"{self.file}: {self.outcomes} outcomes, {self.answer_sets} answer sets, {len(self.problems)} problems"


def run(path: FilePath | str = DEFAULT_FILE, *, today: date) -> Report:
    """Check one file. Never raises for anything the file says."""
    file = name_of(path)
    positions: Positions = {}
    try:
        text = read_text(path)
        data = parse(text, file, positions)
        tree = Tree(validate(data, text, file), file)
    except KnowledgeError as error:
        return Report(file, error.problems, None, 0)
    places = Places(file, data, positions)
    problems = [
        *check_references(tree, places, today),
        *check_usage(tree, places),
        *check_situations(tree, places),
        *check_sentences(tree, places),
    ]
    # An unknown name makes every later finding doubtful, so the cases wait until the names are right.
    if any(problem.code in ("R301", "R302", "R307") for problem in problems):
        return Report(file, sorted(problems), tree, 0)
    case_problems, answer_sets = check_cases(tree, places)
    return Report(file, sorted([*problems, *case_problems]), tree, answer_sets)
