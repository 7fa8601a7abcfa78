"""Sentences: both languages say the same, and every number in them comes from the file.

Codes T401 (gaps differ between the languages), T402 (numbers differ), T403 (a number written into a
sentence), T404 (a gap nobody defines), T405 (a script too long for a chat box), T406 (a sentence of a
reply without a gap the plan fills), R306 (a duration, amount or slot that nothing uses), R301 (a slot filled
by an event that does not exist).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..desk import GAPS as REPLY_GAPS
from ..problems import Problem
from ..schema import Knowledge
from ..tree import Tree
from ..vocabulary import Strict, Text
from ..wording import phrase_slot
from .places import Places

Path = tuple[str | int, ...]

_GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NUMBER = re.compile(r"\d+(?:[.:/-]\d+)*")  # full-width digits too
_CLOCK_TIME = re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

QUOTING_BLOCKS = ("sources", "conflicts", "meta")
"""Blocks that quote titles and claims of others, where numbers are part of the quotation."""


def check_sentences(tree: Tree, places: Places) -> Iterator[Problem]:
    """All problems with sentences."""
    knowledge = tree.knowledge
    fixed = set(knowledge.meta.fixed_numbers)
    numbers = {item.id for item in (*knowledge.durations, *knowledge.amounts)}
    slots = {slot.id for slot in knowledge.slots}
    used: set[str] = {deadline.duration for deadline in knowledge.deadlines}
    for path, text in find_texts(knowledge):
        gaps, gaps_en = set(_GAP.findall(text.zh)), set(_GAP.findall(text.en))
        used |= gaps
        where = _name(knowledge, path)
        if gaps != gaps_en:
            both = f"{sorted(gaps)} and {sorted(gaps_en)}"
            yield places.problem("T401", f"{where}: zh and en have different gaps: {both}; make them the same", *path)
        filled = slots if path[0] == "scripts" else REPLY_GAPS[str(path[1])] if path[0] == "desk" else frozenset()
        for gap in sorted(gaps - numbers - filled):
            message = f"{where}: nothing defines {{{gap}}}; add a duration or amount (a slot works in scripts only)"
            yield places.problem("T404", message, *path)
        if path[0] == "desk" and (missing := sorted(filled - gaps)):
            message = f"{where}: the plan's {missing} would stay unsaid; put the gaps into the sentence"
            yield places.problem("T406", message, *path)
        yield from _numbers(text, where, path, fixed, places)
    yield from _slots(tree, places)
    yield from _lengths(tree, places)
    for block in ("durations", "amounts", "slots"):
        for item in getattr(knowledge, block):
            if item.id not in used:
                yield places.at_item(
                    "R306", f"{block} {item.id!r} is used nowhere; use it or remove it", block, item.id
                )


def find_texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text below a model, with its path in the file."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, Strict):
        for name in type(value).model_fields:
            yield from find_texts(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from find_texts(item, (*path, number))


def _slots(tree: Tree, places: Places) -> Iterator[Problem]:
    for slot in tree.knowledge.slots:
        if slot.event is not None and slot.event not in tree.events:
            message = f"slot {slot.id!r} is filled by event {slot.event!r}, which does not exist; check its spelling"
            yield places.at_item("R301", message, "slots", slot.id, "event")


def _lengths(tree: Tree, places: Places) -> Iterator[Problem]:
    """Chinese short forms, with every gap as long as what people ordinarily type into it."""
    limit = tree.knowledge.meta.chat_box_characters
    if limit is None:
        return
    gaps = dict(tree.phrases("zh"))
    for slot in tree.knowledge.slots:
        shown = phrase_slot(slot, "zh")
        gaps[slot.id] = shown.ljust(slot.characters or 0)
    for script in tree.knowledge.scripts:
        length = len(_GAP.sub(lambda gap: gaps.get(gap[1], gap[0]), script.short.zh))
        if length > limit:
            message = f"{script.id}.short: {length} characters with its gaps filled, at most {limit}; shorten it"
            yield places.at_item("T405", message, "scripts", script.id, "short", "zh")


def _numbers(text: Text, where: str, path: Path, fixed: set[str], places: Places) -> Iterator[Problem]:
    zh, en = _written_numbers(text.zh), _written_numbers(text.en)
    if zh != en:
        message = f"{where}: zh and en have different numbers: {sorted(zh)} and {sorted(en)}; correct one"
        yield places.problem("T402", message, *path)
    if path[0] in QUOTING_BLOCKS:
        return
    for number in sorted({*zh, *en}):
        if number not in fixed and not _CLOCK_TIME.fullmatch(number) and not _DATE.fullmatch(number):
            message = f"{where}: {number} stands in the sentence; write it as a duration or amount and use {{its_id}}"
            yield places.problem("T403", message, *path)


def _written_numbers(sentence: str) -> Counter[str]:
    return Counter(_NUMBER.findall(_GAP.sub(" ", sentence)))


def _name(knowledge: Knowledge, path: Path) -> str:
    value: Any = knowledge
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        identity = getattr(value, "id", None)
        if identity:
            return f"{identity}.{path[-1]}" if isinstance(path[-1], str) else str(identity)
    return ".".join(map(str, path))
