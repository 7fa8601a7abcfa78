"""The block of the knowledge file that is searched: what happens to customers, in their own words.

Shape only, like ``schema``; ``search`` does the finding, ``check`` looks at what the answers lead to.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .vocabulary import Id, Item, Strict, Text

Phrase = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
"""Words as customers type them. Not shown to anybody, so they have no gaps and may hold numbers."""


class Phrases(Strict):
    """How customers say it, in their own words."""

    zh: Annotated[list[Phrase], Field(min_length=1)]
    en: Annotated[list[Phrase], Field(min_length=1)]


class Situation(Item):
    """Something that happens to customers, to be found by their words: the answers it gives, all or some."""

    title: Text
    answers: Annotated[dict[Id, Id], Field(min_length=1)]
    phrases: Phrases


class CustomerWords(Strict):
    """Words a search takes for the plain one; without ``plain`` they say nothing and are left out."""

    plain: Phrase | None = None
    also: Annotated[list[Phrase], Field(min_length=1)]
