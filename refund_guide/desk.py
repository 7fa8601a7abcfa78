"""The block ``desk`` of the knowledge file: the sentences support puts around a plan's own.

Everything else in a reply comes out of the plan; ``reply`` puts the two together.
"""

from __future__ import annotations

from .vocabulary import Strict, Text


class Desk(Strict):
    """The frame of a reply to a customer. Every sentence has exactly the gaps of ``GAPS``."""

    greeting: Text
    situation: Text
    """What the customer told us, in their own words."""
    freight: Text
    first: Text
    """The one thing to do now."""
    path: Text
    """The buttons to tap for it."""
    by: Text
    by_rule: Text
    """The same while nobody has given the date."""
    by_passed: Text
    clock: Text
    """Any other deadline of the plan."""
    clock_rule: Text
    clock_passed: Text
    keep: Text
    """The evidence that is needed."""
    link: Text
    closing: Text


GAPS: dict[str, frozenset[str]] = {
    name: frozenset(gaps.split())
    for name, gaps in {
        "greeting": "",
        "situation": "situation",
        "freight": "payer why",
        "first": "step",
        "path": "path",
        "by": "moment if_missed",
        "by_rule": "rule",
        "by_passed": "moment still_open",
        "clock": "label moment",
        "clock_rule": "label rule",
        "clock_passed": "label moment",
        "keep": "evidence",
        "link": "link",
        "closing": "",
    }.items()
}
"""What the plan fills into each sentence. A sentence without one of them would leave it unsaid."""
