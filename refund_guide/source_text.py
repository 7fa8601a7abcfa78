"""Text of a knowledge file -> plain data, with the line of every value at hand.

Reads the parser's events one by one instead of using a ready-made loader, for three reasons: a
repeated key must be an error, a hostile file (deep nesting, alias bombs, object tags) must be refused
before anything is built from it, and every later message needs the line. Only maps, lists, text,
whole numbers, true/false and dates exist here; what the keys mean is the business of ``schema``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from .problems import KnowledgeError, Problem, printable

MAX_CHARACTERS = 8_000_000
MAX_VALUES = 100_000
MAX_DEPTH = 24

Path = tuple[str | int, ...]
Positions = dict[Path, int]
"""Path of a value -> its 1-based line."""

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNUSABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not allow in a file: control characters and halves of characters."""
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


def parse(text: str, file: str, positions: Positions | None = None) -> Any:
    """Parse one YAML document.

    Fills ``positions`` when given one. Raises ``KnowledgeError`` with codes Y101-Y108.
    """
    if len(text) > MAX_CHARACTERS:
        raise _refuse(file, 1, "Y103", f"the file is longer than {MAX_CHARACTERS:,} characters; split or shorten it")
    if unusual := _UNUSABLE.search(text):
        # The parser would not name the line.
        line = text.count("\n", 0, unusual.start()) + 1
        raise _refuse(file, line, "Y104", f"character U+{ord(unusual[0]):04X} cannot be used; remove it")
    reader = _Reader(text, file, positions)
    try:
        return reader.document()
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 1
        raise _refuse(
            file, line, "Y104", f"this is not valid YAML: {reason}; check indentation and quotes"
        ) from error


def line_of(positions: Positions, path: Path) -> int:
    """The line of the value at ``path``, or of the nearest value around it."""
    while path and path not in positions:
        path = path[:-1]
    return positions.get(path, 1)


def _refuse(file: str, line: int, code: str, message: str) -> KnowledgeError:
    return KnowledgeError([Problem(file, line, code, message)])


class _Reader:
    def __init__(self, text: str, file: str, positions: Positions | None) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Parser)
        self._file = file
        self._positions = positions
        self._values_left = MAX_VALUES
        self._duplicates: list[Problem] = []

    def document(self) -> Any:
        value: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refusal(event, "Y108", "only one document per file; remove the '---' line")
                value = self._value(next(self._events), (), 0)
        if documents == 0 or value is None:
            raise _refuse(self._file, 1, "Y102", "the file is empty")
        if self._duplicates:
            raise KnowledgeError(self._duplicates)
        return value

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor is not None:
            raise self._refusal(event, "Y105", "anchors and aliases (& and *) are not allowed; use a group instead")
        if event.tag is not None:
            raise self._refusal(event, "Y106", f"tags are not allowed; remove {printable(event.tag)}")
        if self._positions is not None:
            self._remember(path, event)
        self._values_left -= 1
        if self._values_left < 0:
            raise self._refusal(event, "Y103", f"more than {MAX_VALUES:,} values; split or shorten the file")
        if kind is yaml.ScalarEvent:
            return _scalar(event.value) if event.implicit[0] else event.value
        if depth >= MAX_DEPTH:
            raise self._refusal(event, "Y101", f"nested deeper than {MAX_DEPTH} levels")
        return self._mapping(path, depth + 1) if kind is yaml.MappingStartEvent else self._sequence(path, depth + 1)

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := next(self._events)) is not yaml.SequenceEndEvent:
            items.append(self._value(event, (*path, len(items)), depth))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while True:
            event: Any = next(self._events)
            if type(event) is yaml.MappingEndEvent:
                return found
            if type(event) is not yaml.ScalarEvent or event.tag or event.anchor:
                raise self._refusal(event, "Y106", "a key must be a plain word")
            key = event.value
            if key in found:
                message = f"key '{printable(key)}' is written twice here; keep one"
                self._duplicates += self._refusal(event, "Y107", message).problems
            if self._positions is not None:
                self._remember((*path, key), event)
            found[key] = self._value(next(self._events), (*path, key), depth)

    def _remember(self, path: Path, event: Any) -> None:
        """Note the line of a value. One that begins below its key keeps the line of the key."""
        assert self._positions is not None
        self._positions.setdefault(path, event.start_mark.line + 1)

    def _refusal(self, event: Any, code: str, message: str) -> KnowledgeError:
        return _refuse(self._file, event.start_mark.line + 1, code, message)


def _scalar(text: str) -> Any:
    """Plain (unquoted) text -> value. ``yes``, ``no`` and ``on`` stay words, unlike in YAML 1.1."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first == "-":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                return text
    return text
