"""The knowledge the pages show, and the time they show it at."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from refund_guide import walk
from refund_guide.clock import BEIJING
from refund_guide.live import KnowledgeFile
from refund_guide.tree import Tree

knowledge = KnowledgeFile()


def now() -> datetime:
    return datetime.now(BEIJING)


@lru_cache(maxsize=1024)
def _left(tree: Tree, answers: tuple[tuple[str, str], ...]) -> tuple[int, int]:
    return walk.questions_left(tree.questions, dict(answers))


def questions_left(tree: Tree, answers: dict[str, str]) -> tuple[int, int]:
    """Fewest and most questions still to come; remembered, because the first question has thousands of paths."""
    return _left(tree, tuple(answers.items()))
