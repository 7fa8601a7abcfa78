"""A saved case: a small JSON file with answers, dates, ticks, typed text and case key, and the way back from it.

Made and read in the memory of one session; nothing here touches the disk. A file comes from a stranger:
what is wrong with its form refuses the whole of it, in the reader's words, and changes nothing. Ids that
the knowledge file no longer has are left out and named, as they are in a link.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .answers import Case, InputProblem, read_case, write_pairs
from .case_key import is_case_key
from .clock import Start
from .problems import printable
from .tree import Tree
from .words import LONGEST_TYPED, tidy

VERSION = 1
MOST_BYTES = 1_000_000
"""Larger than any case with every field filled to the limit."""
MOST_DIGITS = 20
"""Longer numbers have no place in a saved case."""

_MARK = "refund_guide_case"
_MAPS = ("answers", "dates", "typed")
_KEYS = (_MARK, "case", "answers", "dates", "done", "typed")


@dataclass(frozen=True, slots=True)
class Saved:
    """A case read from a file."""

    case: Case
    ticks: tuple[str, ...]
    typed: dict[str, str]
    """Slot id -> what was typed, tidied."""
    notices: list[InputProblem] = field(default_factory=list)
    """What in the file could not be used; the rest could."""
    case_key: str = ""


class _Refused(Exception):
    """The file cannot be used at all."""

    def __init__(self, phrase: str, key: str = "", **gaps: str) -> None:
        self.problem = InputProblem(key, phrase, {"key": printable(key), **gaps})
        super().__init__(phrase)


def write_save(
    tree: Tree,
    answers: Mapping[str, str],
    dates: Mapping[str, Start],
    ticks: Iterable[str] = (),
    typed: Mapping[str, str] | None = None,
    *,
    case_key: str = "",
) -> str:
    """The text of the file: what ``read_save`` gives back."""
    pairs = dict(write_pairs(answers, dates, tree))
    fields = {slot.id: tidy((typed or {}).get(slot.id, "")) for slot in tree.knowledge.slots}
    data = {
        _MARK: VERSION,
        **({"case": case_key} if case_key else {}),
        "answers": {key: value for key, value in pairs.items() if key in tree.question_by_id},
        "dates": {key: value for key, value in pairs.items() if key in tree.events},
        "done": list(ticks),
        "typed": {slot: text for slot, text in fields.items() if text},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_save(tree: Tree, content: str | bytes, now: datetime) -> Saved | InputProblem:
    """The case in the file, or why the file cannot be used."""
    try:
        data = _check(_parse(content))
    except _Refused as refused:
        return refused.problem
    pairs = [*data["answers"].items(), *data["dates"].items()]
    case = read_case(tree, pairs, now)
    evidence = {part.id for part in tree.knowledge.evidence}
    slots = {slot.id for slot in tree.knowledge.slots}
    ticks = dict.fromkeys(data["done"])
    notices = [
        *case.problems,
        *(_notice("save_unknown_tick", tick) for tick in ticks if tick not in evidence),
        *(_notice("save_unknown_field", slot) for slot in data["typed"] if slot not in slots),
    ]
    typed = {slot: text for slot, value in data["typed"].items() if slot in slots and (text := tidy(value))}
    return Saved(case, tuple(tick for tick in ticks if tick in evidence), typed, notices, data["case"])


def _notice(phrase: str, key: str) -> InputProblem:
    return InputProblem(key, phrase, {"key": printable(key)})


def _parse(content: str | bytes) -> Any:
    # Four bytes are the most a character takes, so a long text need not be encoded to be found too large.
    if len(content) > MOST_BYTES:
        raise _Refused("save_too_large", limit=str(MOST_BYTES // 1000))
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        raise _Refused("save_not_text") from error
    try:
        return json.loads(
            text, object_pairs_hook=_once_each, parse_constant=_no_number, parse_int=_number, parse_float=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise _Refused("save_not_json") from error


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text[:MOST_DIGITS]} has no place here")


def _number(text: str) -> int:
    return int(text) if len(text) <= MOST_DIGITS else _no_number(text)


def _check(data: Any) -> dict[str, Any]:
    """The data with every entry present and of the right kind. Raises ``_Refused``."""
    if not isinstance(data, dict) or _MARK not in data:
        raise _Refused("save_not_ours")
    version = data[_MARK]
    if type(version) is not int:
        raise _Refused("save_not_ours")
    if version != VERSION:
        phrase = "save_older" if version < VERSION else "save_newer"
        raise _Refused(phrase, found=str(version), current=str(VERSION))
    for key in data:
        if key not in _KEYS:
            raise _Refused("save_unknown_key", key)
    for name in _MAPS:
        entries = data.setdefault(name, {})
        if not isinstance(entries, dict):
            raise _Refused("save_wrong_type", name)
        for key, value in entries.items():
            if not isinstance(value, str) or len(value) > LONGEST_TYPED:
                raise _Refused("save_wrong_type", key)
    case_key = data.setdefault("case", "")
    if not isinstance(case_key, str) or (case_key and not is_case_key(case_key)):
        raise _Refused("save_wrong_type", "case")
    done = data.setdefault("done", [])
    if not isinstance(done, list) or not all(isinstance(tick, str) for tick in done):
        raise _Refused("save_wrong_type", "done")
    return data
