"""How a mistake in the knowledge file is reported: where, which rule, what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def printable(text: str, longest: int = 60) -> str:
    """Text from outside as it may be shown: in one line, not too long, without control characters."""
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(character if character.isprintable() else "?" for character in shown)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. ``line`` is 1-based; ``code`` is stable and listed in ``docs/checks.md``."""

    file: str
    line: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code} {self.message}"


class KnowledgeError(Exception):
    """The knowledge file cannot be used; carries every problem found, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
