"""What stands in a cell -> the code of an answer: ids and labels in both languages, or what a hand has mapped.

Every different value is looked at once; a column of a million cells costs a look-up. A value nobody knows
is no answer and is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ..schema import Question
from ..tree import Tree

EMPTY = frozenset(
    ("", "-", "--", "—", "——", "/", "\\", "n/a", "na", "#n/a", "null", "none", "nan", "nat", "无", "空")
)
"""What people write into a cell to say that there is nothing."""
LONGEST_KEPT = 200
"""Characters of a value that is looked up; no label is longer."""
_SPACES = re.compile(r"\s+")
_DROPPED = re.compile(r"[「」“”\"'‘’（）()【】\[\]，,。.：:；;、·?？!！]")


def plain(text: str) -> str:
    """The text without what people write differently: width, case, spaces, brackets, punctuation."""
    return _DROPPED.sub("", tidy(text)).replace(" ", "").replace("_", "")


def tidy(text: str) -> str:
    """The text in one case, width and spacing."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST_KEPT])).strip().casefold()


def is_empty(text: str) -> bool:
    """Whether the cell says nothing."""
    return tidy(text) in EMPTY


class AnswerReader:
    """Reads the cells of one question."""

    def __init__(self, tree: Tree, question: Question, by_hand: Mapping[str, str] | None = None) -> None:
        self._codes = {answer.id: code for code, answer in enumerate(question.answers, 1)}
        self.by_hand = {tidy(value): self._codes.get(answer, 0) for value, answer in (by_hand or {}).items()}
        self._known = _unambiguous(
            (plain(name), code)
            for code, answer in enumerate(question.answers, 1)
            for name in (answer.id, _label(tree, answer.label.zh, "zh"), _label(tree, answer.label.en, "en"))
        )
        self.ids = [answer.id for answer in question.answers]

    def code(self, text: str) -> int | None:
        """The code of the answer, 0 for an empty cell, ``None`` for a value nobody knows."""
        tidied = tidy(text)
        if tidied in self.by_hand:
            return self.by_hand[tidied]
        code = self._known.get(plain(text))
        if code is None and tidied in EMPTY:
            return 0
        return code

    def guess(self, text: str) -> str | None:
        """The answer whose id or label is most like the text."""
        wanted = plain(text)
        close = get_close_matches(wanted, self._known, 1, cutoff=0.55)
        if not close and len(wanted) >= 2:
            close = [known for known in self._known if wanted in known or (len(known) >= 2 and known in wanted)][:1]
        return self.ids[self._known[close[0]] - 1] if close else None


def _label(tree: Tree, text: str, language: str) -> str:
    return text.format_map(tree.phrases("zh" if language == "zh" else "en"))


def _unambiguous(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Names that mean one thing; one that two answers share decides nothing."""
    known: dict[str, int] = {}
    shared = set()
    for name, code in pairs:
        if known.setdefault(name, code) != code:
            shared.add(name)
    return {name: code for name, code in known.items() if name and name not in shared}
