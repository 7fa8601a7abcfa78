"""Measure how often the words of customers find the right situation.

    python -m tools.measure_search            # the figures, by part of the table and by language, and the misses
    python -m tools.measure_search --scores   # also the scores, to choose the lowest that still counts

The table is ``tests/content/phrasings.yaml``; its README says how it is written.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from refund_guide.search import find_situations
from refund_guide.tree import Tree, load_tree

TABLE = Path(__file__).resolve().parent.parent / "tests" / "content" / "phrasings.yaml"
OFF_TOPIC = "off_topic"
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Row:
    part: str
    text: str
    means: tuple[str, ...]
    """Any of these is right."""

    @property
    def language(self) -> str:
        return "zh" if _CHINESE.search(self.text) else "en"


@dataclass(frozen=True)
class Tried:
    row: Row
    found: tuple[str, ...]
    score: float

    def is_within(self, first: int) -> bool:
        return any(one in self.row.means for one in self.found[:first])


def read_rows() -> list[Row]:
    """All rows with a right answer."""
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    del table[OFF_TOPIC]
    return [Row(part, row["text"], tuple(row["means"])) for part, rows in table.items() for row in rows]


def read_off_topic() -> list[str]:
    """Texts nothing should be found for."""
    texts: list[str] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))[OFF_TOPIC]
    return texts


def try_out(tree: Tree, rows: Iterable[Row]) -> list[Tried]:
    tried = []
    for row in rows:
        found = find_situations(tree, row.text)
        tried.append(Tried(row, tuple(one.situation.id for one in found), found[0].score if found else 0.0))
    return tried


def share(tried: list[Tried], first: int) -> float:
    """How many have a right situation among the first so many."""
    return sum(one.is_within(first) for one in tried) / len(tried)


def report(tree: Tree) -> Iterator[str]:
    tried = try_out(tree, read_rows())
    parts = {"all": tried}
    for key in [*dict.fromkeys(one.row.part for one in tried), "zh", "en"]:
        parts[key] = [one for one in tried if key in (one.row.part, one.row.language)]
        if key not in ("zh", "en"):
            for language in ("zh", "en"):
                parts[f"{key} {language}"] = [one for one in parts[key] if one.row.language == language]
    for key, rows in parts.items():
        yield f"{key:<18} {len(rows):4} phrasings   top 1 {share(rows, 1):6.1%}   top 3 {share(rows, 3):6.1%}"
    for one in tried:
        if not one.is_within(1):
            place = "second or third" if one.is_within(3) else "MISSED"
            yield f"{place}: {one.row.text!r} means {' or '.join(one.row.means)}, found {', '.join(one.found[:3])}"
    for text in read_off_topic():
        if hits := find_situations(tree, text):
            kind = "a guess" if hits[0].is_guess else "SURE"
            yield f"off topic: {text!r} found {hits[0].situation.id} ({kind}, {hits[0].score:.2f})"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--scores", action="store_true", help="print the best score of every phrasing")
    arguments = parser.parse_args()
    knowledge = load_tree()
    print("\n".join(report(knowledge)))
    if arguments.scores:
        for one in sorted(try_out(knowledge, read_rows()), key=lambda one: one.score):
            print(f"{one.score:.2f} {'right' if one.is_within(1) else 'WRONG'} {one.row.text}")
