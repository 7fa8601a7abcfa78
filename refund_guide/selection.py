"""Which parts belong to a case, and how their sentences are written out.

The two things every block of a plan needs: the parts whose conditions hold, and a writer that fills
``{gaps}`` in one language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from .conditions import Answers
from .schema import Part
from .tree import CompiledPart, Tree
from .vocabulary import Language, Text

PartType = TypeVar("PartType", bound=Part)
Chosen = tuple[CompiledPart, tuple[str, ...]]
"""A part and the questions whose answers brought it in."""


class NoRule(Exception):
    """The knowledge file has no rule, or more than one, where exactly one is needed."""

    def __init__(self, block: str, answers: Answers, found: list[str]) -> None:
        self.block = block
        self.found = found
        super().__init__(f"{block}: {found or 'none'} for {dict(answers)}")


class Selection:
    """The parts of one case, block by block, in the order of the file."""

    def __init__(self, tree: Tree, answers: Mapping[str, str], language: Language) -> None:
        self.tree = tree
        self.answers = answers
        self.language: Language = language
        self._phrases = tree.phrases(language)
        self._written = tree.written(language)
        self._parts: dict[str, list[Chosen]] = {}
        for one, because in tree.parts_for(answers):
            self._parts.setdefault(one.block, []).append((one, because))

    def each(self, block: str, kind: type[PartType]) -> Iterator[tuple[PartType, dict[str, Any]]]:
        """The parts of a block, each with the fields every planned part carries."""
        for one, because in self._parts.get(block, ()):
            assert isinstance(one.part, kind)
            yield one.part, _cite(one.part, because)

    def only(self, block: str, kind: type[PartType]) -> tuple[PartType, dict[str, Any]]:
        """The single part of a block. Raises ``NoRule`` when there is none or more than one."""
        found = list(self.each(block, kind))
        if len(found) != 1:
            raise NoRule(block, self.answers, [part.id for part, _ in found])
        return found[0]

    def all_parts(self) -> Iterator[Chosen]:
        """Every part of the case with the questions that brought it in."""
        for parts in self._parts.values():
            yield from parts

    def write(self, text: Text) -> str:
        """The sentence in the language of the plan, gaps filled."""
        written = self._written.get(id(text))
        if written is None:
            written = self._written[id(text)] = text.in_language(self.language).format_map(self._phrases)
        return written

    def write_optional(self, text: Text | None) -> str | None:
        """The sentence, where there is one."""
        return None if text is None else self.write(text)

    def write_all(self, texts: list[Text]) -> tuple[str, ...]:
        """Several sentences, in their order."""
        return tuple(self.write(text) for text in texts)


def _cite(part: Part, because: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": part.id,
        "sources": tuple(part.sources),
        "disputed_by": tuple(part.disputed_by),
        "because": because,
    }
