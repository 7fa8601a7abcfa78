"""The words of the interface, Chinese and English. No advice and no rules: those live in the knowledge file."""

from __future__ import annotations

from refund_guide.vocabulary import Language

from . import search, shopper

TEXTS: dict[str, tuple[str, str]] = {**shopper.TEXTS, **search.TEXTS}
"""Key -> Chinese, English. No key stands in two of the modules."""


def say(key: str, language: Language, /, **gaps: object) -> str:
    """A text of the interface, with its gaps filled."""
    text = TEXTS[key][0 if language == "zh" else 1]
    return text.format(**gaps) if gaps else text
