"""Several choices for several facts in one value of the address: ``reason.faulty.damaged-status.in_hand``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Picks = Mapping[str, Sequence[str]]
"""What is chosen from -> what is chosen; ids throughout."""

NOTHING = "all"
"""Nothing is picked, on purpose."""


def write_picks(picks: Picks | None) -> str:
    """The value for the address; empty where the key should not stand there at all."""
    if picks is None:
        return ""
    return "-".join(".".join([fact, *chosen]) for fact, chosen in picks.items() if chosen) or NOTHING


def read_picks(choices: Mapping[str, Collection[str]], text: str) -> Picks | None:
    """What the value says; ``None`` where any part of it means nothing here."""
    picks: dict[str, list[str]] = {}
    for part in text.split("-") if text != NOTHING else ():
        fact, *chosen = part.split(".")
        if not chosen or fact in picks or not set(chosen) <= set(choices.get(fact, ())):
            return None
        picks[fact] = list(dict.fromkeys(chosen))
    return picks
