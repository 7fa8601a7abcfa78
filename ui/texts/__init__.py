"""The words of the interface, Chinese and English. No advice and no rules: those live in the knowledge file."""

from __future__ import annotations

from refund_guide.vocabulary import Language

from . import cases, desk, proof, search, shopper, take_away, triage

TEXTS: dict[str, tuple[str, str]] = {
    **shopper.TEXTS,
    **take_away.TEXTS,
    **search.TEXTS,
    **cases.TEXTS,
    **proof.TEXTS,
    **triage.TEXTS,
    **desk.TEXTS,
}
"""Key -> Chinese, English. No key stands in two of the modules."""


def say(key: str, language: Language, /, **gaps: object) -> str:
    """A text of the interface, with its gaps filled."""
    text = TEXTS[key][0 if language == "zh" else 1]
    return text.format(**gaps) if gaps else text
