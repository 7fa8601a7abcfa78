"""Damaged knowledge files by the thousand, the same ones in every run."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from refund_guide.problems import KnowledgeError
from refund_guide.source_text import parse

from .support import dump, toy_data, toy_text

WRONG_VALUES: list[Any] = [None, True, -1, 10**17, 1.5, "", "x", "{", "{x}", "\x00", [], {}, [[]], [None], {"id": []}]
SNIPPETS = [
    "&a ",
    "*a",
    "!!python/object/apply:os.system [ls]",
    "!!binary ",
    "<<: ",
    "? ",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
]
SNIPPETS += [
    ">",
    "|",
    "'",
    '"',
    "#",
    "\\",
    "@",
    "`",
    "0x1F",
    "~",
    "---\n",
    "...\n",
    "%YAML 9.9\n",
    "\t",
    "\r",
    "\n",
    "\x00",
]
SNIPPETS += [
    "\x1b[31m",
    "\u2028",
    "\ufeff",
    "\ud800",
    "9" * 50,
    "a" * 3000,
    "💥",
    "[" * 2000,
    "{a: " * 2000,
    "- " * 2000,
]
SNIPPETS += ["\n" + " " * 5000]

Damage = Callable[[random.Random, str], str]


@cache
def small_text() -> str:
    """The first item of every block of the toy file: a tenth of the text, every kind of item."""
    data = toy_data()
    small = {block: items if isinstance(items, dict) else items[:1] for block, items in data.items()}
    return dump(small)


def damaged(text: str, seed: int, count: int) -> Iterator[str]:
    """``count`` variants of the text, each damaged in one to three ways."""
    chance = random.Random(seed)
    for _ in range(count):
        variant = text
        for _ in range(chance.randint(1, 3)):
            variant = chance.choice(WAYS)(chance, variant)
        yield variant


def _cut_short(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _drop_a_piece(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randint(1, 40) :]


def _insert_a_snippet(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(SNIPPETS) + text[place:]


def _break_bytes(chance: random.Random, text: str) -> str:
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(chance.randint(1, 5)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return data.decode("utf-8", chance.choice(["replace", "surrogateescape", "ignore"]))


def _move_a_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(
        chance.randrange(len(lines) + 1), chance.choice([line, " " + line, line.lstrip(), line + "\n" + line])
    )
    return "\n".join(lines)


def _bomb(chance: random.Random, text: str) -> str:
    levels = "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]\n" for n in range(1, 9))
    return chance.choice(["b0: &b0 [x]\n" + levels + text, text + "b0: &b0 [x]\n" + levels])


def _change_the_data(chance: random.Random, text: str) -> str:
    """Damage the meaning and not the form: only possible while the text can be read."""
    try:
        data = parse(text, "")
    except KnowledgeError:
        return text
    places = list(_places(data))
    if not places:
        return text
    parent, key = chance.choice(places)
    way = chance.randrange(5)
    if way == 0:
        parent[key] = chance.choice(WRONG_VALUES)
    elif way == 1:
        del parent[key]
    elif way == 2:
        other, other_key = chance.choice(places)
        parent[key], other[other_key] = _plain(other[other_key]), _plain(parent[key])
    elif way == 3:
        for _ in range(chance.choice([1, 30])):
            parent[key] = chance.choice([[parent[key]], {"when": parent[key]}])
    elif isinstance(parent, dict):
        parent[chance.choice(["id", "when", "sources", "Id", "x" * 100, "\x1b[2J", "a\nb"])] = parent[key]
    return dump(data)


def _plain(value: Any) -> Any:
    """A copy without the rest of the file in it, so that swapping cannot make a circle."""
    return copy.deepcopy(value)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of the data."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


WAYS: list[Damage] = [
    _cut_short,
    _drop_a_piece,
    _insert_a_snippet,
    _insert_a_snippet,
    _break_bytes,
    _move_a_line,
    _move_a_line,
    _bomb,
    _change_the_data,
    _change_the_data,
    _change_the_data,
]

__all__ = ["damaged", "small_text", "toy_text"]
