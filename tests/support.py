"""What the tests of the engine share: the toy tree, variants of it, and moments in Beijing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from refund_guide.answers import Case, read_case
from refund_guide.clock import BEIJING
from refund_guide.plan import Plan
from refund_guide.planner import make_plan
from refund_guide.problems import KnowledgeError, Problem
from refund_guide.schema import Knowledge
from refund_guide.source_text import parse
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language

ROOT = Path(__file__).resolve().parent.parent
TOY = Path(__file__).parent / "toy_tree.yaml"
TODAY = date(2026, 11, 22)

REFUSED = "item=novel trouble=lost told=told_them reply=refused"
LATE = "item=novel trouble=late"
NOT_TOLD = "item=film trouble=lost told=not_told"


def moment(text: str) -> datetime:
    """``2026-11-20T15:30`` in Beijing; ``2026-11-20T24:00`` is the end of that day."""
    day, _, time = text.partition("T")
    if time == "24:00":
        return moment(day) + timedelta(days=1)
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


NOW = moment("2026-11-22T10:00")


@cache
def toy_text() -> str:
    return TOY.read_text(encoding="utf-8")


@cache
def _toy_data() -> Any:
    return parse(toy_text(), TOY.name)


def toy_data() -> dict[str, Any]:
    """The toy file as plain data, to be changed at will."""
    data: dict[str, Any] = copy.deepcopy(_toy_data())
    return data


@cache
def toy_tree() -> Tree:
    return tree_of(toy_data())


def tree_of(data: Any) -> Tree:
    return Tree(Knowledge.model_validate(data), TOY.name)


def changed_toy(change: Callable[[dict[str, Any]], object]) -> Tree:
    """The toy tree after a change of its data."""
    data = toy_data()
    change(data)
    return tree_of(data)


def item(data: dict[str, Any], block: str, item_id: str) -> dict[str, Any]:
    """The item of that id, in place."""
    found: list[dict[str, Any]] = [one for one in data[block] if one["id"] == item_id]
    assert len(found) == 1, f"{block} {item_id}"
    return found[0]


def write_variant(folder: Path, old: str, new: str) -> Path:
    """The toy file with one passage replaced; the passage must stand there exactly once."""
    assert toy_text().count(old) == 1, f"{toy_text().count(old)} times: {old!r}"
    return write(folder, toy_text().replace(old, new))


def write(folder: Path, text: str) -> Path:
    path = folder / TOY.name
    path.write_text(text, encoding="utf-8")
    return path


def line_with(text: str, passage: str, nth: int = 1) -> int:
    """The 1-based line of the nth line that contains the passage, or ends with it where it ends with ``$``."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if passage in f"{line}$"]
    return lines[nth - 1]


class _NoAliases(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: Any) -> str:
    """Data as a knowledge file, every item written out."""
    text: str = yaml.dump(data, Dumper=_NoAliases, allow_unicode=True, sort_keys=False, width=1000)
    return text


def pairs(text: str) -> list[tuple[str, str]]:
    """``item=novel trouble=late`` -> pairs."""
    return [(key, value) for key, _, value in (pair.partition("=") for pair in text.split())]


def case_of(text: str, tree: Tree | None = None, now: datetime = NOW) -> Case:
    return read_case(tree or toy_tree(), pairs(text), now)


def plan_of(text: str, language: Language = "en", tree: Tree | None = None, now: datetime = NOW) -> Plan:
    """The plan for answers and dates; the case must be complete and without problems."""
    tree = tree or toy_tree()
    case = case_of(text, tree, now)
    assert not case.problems, case.problems
    return make_plan(tree, case.answers, case.dates, now, language)


def only_problem(error: KnowledgeError) -> Problem:
    assert len(error.problems) == 1, error
    return error.problems[0]


def all_texts(value: Any) -> list[str]:
    """Every text anywhere in plain data."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in all_texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in all_texts(one)]
    return [value] if isinstance(value, str) else []
