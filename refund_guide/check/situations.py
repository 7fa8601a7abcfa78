"""Situations to be found by a customer's words: their answers exist, and no phrase means two things.

Codes R301 (unknown question or answer), R310 (a phrase or word stands twice). Whether the answers can be given
together is for ``cases`` to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem, printable
from ..tree import Tree
from ..walk import find_answer
from .places import Places


def check_situations(tree: Tree, places: Places) -> Iterator[Problem]:
    """All problems with situations and the words they are searched by."""
    yield from _answers(tree, places)
    yield from _phrases(tree, places)
    yield from _words(tree, places)


def _answers(tree: Tree, places: Places) -> Iterator[Problem]:
    for situation in tree.knowledge.situations:
        for question, answer in situation.answers.items():
            asked = tree.question_by_id.get(question)
            if asked is None or find_answer(asked.question, answer) is None:
                message = f"{situation.id}: {question}={answer} does not exist; check its spelling"
                yield places.at_item("R301", message, "situations", situation.id, "answers", question)


def _phrases(tree: Tree, places: Places) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for situation in tree.knowledge.situations:
        for language, phrases in (("zh", situation.phrases.zh), ("en", situation.phrases.en)):
            for number, phrase in enumerate(phrases):
                if owner := seen.get(phrase.casefold()):
                    message = f"{situation.id}: phrase {printable(phrase)!r} already stands in {owner}; keep one"
                    inside = ("phrases", language, number)
                    yield places.at_item("R310", message, "situations", situation.id, *inside)
                seen[phrase.casefold()] = situation.id


def _words(tree: Tree, places: Places) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, words in enumerate(tree.knowledge.customer_words):
        for word in ([words.plain] if words.plain else []) + words.also:
            if word.casefold() in seen:
                message = f"customer_words: {printable(word)!r} stands twice; keep one"
                yield places.problem("R310", message, "customer_words", number)
            seen.add(word.casefold())
