"""Look-ups in the knowledge file by id, shared by the ledgers of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from refund_guide.schema import Item
from refund_guide.tree import PART_BLOCKS, Tree

FOLDER = Path(__file__).parent
QUOTABLE = (*PART_BLOCKS, "questions", "durations", "amounts", "conflicts")
"""The blocks a ledger may name: what a reader gets to see, not what the file is organised by."""


def read(name: str) -> Any:
    """A data file of this folder."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def _named_items(tree: Tree) -> Iterator[tuple[str, Item]]:
    for block in QUOTABLE:
        for item in getattr(tree.knowledge, block):
            yield item.id, item
    for question in tree.knowledge.questions:
        for answer in question.answers:
            yield f"{question.id}.{answer.id}", answer


def items_by_id(tree: Tree) -> dict[str, Item]:
    """Every item a ledger may name; an answer is named ``question.answer``."""
    items: dict[str, Item] = {}
    for name, item in _named_items(tree):
        assert name not in items, f"two items are called {name}"
        items[name] = item
    return items


def cited_by(item: Item) -> set[str]:
    """The sources an item cites; a conflict cites those that disagree as well."""
    claims = {claim.source for claim in getattr(item, "claims", [])}
    return claims.union(getattr(item, "sources", []))
