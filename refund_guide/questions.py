"""The questions, answers and events as plain data, both languages, gaps filled.

For anything outside this process that wants to ask the questions itself. A public contract; see
``docs/contracts.md``.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from .tree import Tree
from .vocabulary import Text
from .walk import AskedQuestion


def questions_as_data(tree: Tree) -> dict[str, Any]:
    """All pages, questions and events."""
    return {
        "pages": [{"id": page.id, "title": _both(tree, page.title)} for page in tree.knowledge.pages],
        "questions": [question_as_data(tree, asked) for asked in tree.questions],
        "events": [
            {
                "id": event.id,
                "label": _both(tree, event.label),
                "ask": _both(tree, event.ask),
                "help": _both(tree, event.help),
                "precision": event.precision,
                "after": event.after,
                "may_be_future": event.may_be_future,
            }
            for event in tree.knowledge.events
        ],
    }


def question_as_data(tree: Tree, asked: AskedQuestion, offered: Container[str] | None = None) -> dict[str, Any]:
    """One question with its answers; only the ``offered`` ones when given."""
    question = asked.question
    return {
        "id": question.id,
        "page": question.page,
        "ask": _both(tree, question.ask),
        "help": _both(tree, question.help),
        "asked_when": _written_out(asked.asked_when),
        "answers": [
            {
                "id": answer.id,
                "label": _both(tree, answer.label),
                "help": _both(tree, answer.help) if answer.help else None,
                "offered_when": _written_out(condition),
            }
            for answer, (_, condition) in zip(question.answers, asked.offered_when, strict=True)
            if offered is None or answer.id in offered
        ],
    }


def _both(tree: Tree, text: Text) -> dict[str, str]:
    return {"zh": text.zh.format_map(tree.phrases("zh")), "en": text.en.format_map(tree.phrases("en"))}


def _written_out(condition: Any) -> list[dict[str, list[str]]] | None:
    """A compiled condition with its groups written out; ``None`` means always."""
    if condition is None:
        return None
    return [{question: sorted(wanted) for question, wanted in alternative} for alternative in condition]
