"""Use: every source, conflict, group, event, page and drawing is named somewhere. Code R306.

Durations, amounts and slots are used by sentences, so ``sentences`` looks after those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..problems import Problem
from ..quantities import Amount, Duration
from ..tree import Tree
from .places import Places
from .references import each_part, named_drawings

Written = list[dict[str, list[str]]] | None


def check_usage(tree: Tree, places: Places) -> Iterator[Problem]:
    """All items that nothing names."""
    used = _mentions(tree)
    for block, mentioned in used.items():
        for item in getattr(tree.knowledge, block):
            if item.id not in mentioned:
                message = f"{block} {item.id!r} is used nowhere; use it or remove it"
                yield places.at_item("R306", message, block, item.id)


def _mentions(tree: Tree) -> Mapping[str, set[str]]:
    """Ids in use, per block. Gaps in sentences are counted by ``sentences``."""
    knowledge = tree.knowledge
    numbers: list[Duration | Amount] = [*knowledge.durations, *knowledge.amounts]
    citing: Iterable[list[str]] = (
        *(one.part.sources for one in each_part(tree)),
        *(item.sources for item in numbers),
        *(conflict.sources for conflict in knowledge.conflicts),
        *([claim.source for claim in conflict.claims] for conflict in knowledge.conflicts),
    )
    disputed: Iterable[list[str]] = (
        *(one.part.disputed_by for one in each_part(tree)),
        *(item.disputed_by for item in numbers),
    )
    conditions: list[Written] = [one.part.when for one in each_part(tree)]
    conditions += [rung.open_when for rung in knowledge.ladder] + [rung.closed_when for rung in knowledge.ladder]
    for question in knowledge.questions:
        conditions += [question.asked_when, *(answer.offered_when for answer in question.answers)]
    return {
        "sources": {source for sources in citing for source in sources},
        "conflicts": {conflict for conflicts in disputed for conflict in conflicts},
        "groups": {
            name for written in conditions for one in written or () for names in one.values() for name in names
        },
        "events": {deadline.starts_from for deadline in knowledge.deadlines},
        "pages": {question.page for question in knowledge.questions},
        "drawings": {named for question in knowledge.questions for _, named in named_drawings(question)},
    }
