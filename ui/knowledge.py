"""The knowledge the pages show, and the time they show it at."""

from __future__ import annotations

import threading
from datetime import datetime
from functools import lru_cache

from refund_guide import walk
from refund_guide.clock import BEIJING
from refund_guide.live import KnowledgeFile
from refund_guide.tree import Tree

knowledge = KnowledgeFile()


def now() -> datetime:
    return datetime.now(BEIJING)


@lru_cache(maxsize=2)
def _left(tree: Tree) -> dict[tuple[str, ...], walk.Left]:
    return walk.questions_left_everywhere(tree.questions)


_counting = threading.Lock()


def questions_left(tree: Tree, answers: dict[str, str]) -> walk.Left:
    """Fewest and most questions still to come, counted once for the whole tree: there are thousands of ways."""
    with _counting:
        everywhere = _left(tree)
    return everywhere[tuple(answers.values())]
