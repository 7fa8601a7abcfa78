"""From an item of the knowledge file to the line it stands on."""

from __future__ import annotations

from typing import Any

from ..problems import Problem
from ..source_text import Path, Positions, line_of


class Places:
    """Makes problems that point at the right line."""

    def __init__(self, file: str, data: Any, positions: Positions) -> None:
        self.file = file
        self._positions = positions
        self._index: dict[tuple[str, str], int] = {}
        for block, items in data.items():
            if isinstance(items, list):
                for number, item in enumerate(items):
                    if isinstance(item, dict):
                        self._index.setdefault((block, str(item.get("id"))), number)

    def problem(self, code: str, message: str, *path: str | int) -> Problem:
        """A problem at a path of the file, or at the nearest thing around it."""
        return Problem(self.file, line_of(self._positions, path), code, message)

    def at_item(self, code: str, message: str, block: str, item_id: str, *inside: str | int) -> Problem:
        """A problem in the item of that id."""
        return self.problem(code, message, *self.path(block, item_id), *inside)

    def path(self, block: str, item_id: str) -> Path:
        """Where the item of that id stands; the block itself when there is none."""
        number = self._index.get((block, item_id))
        return (block,) if number is None else (block, number)
