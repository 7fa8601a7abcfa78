"""Text measured and broken into lines without a font at hand.

Widths are estimates on the wide side: a line must not run out of the picture, whichever font the
reader has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FONTS = (
    "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', "
    "'Source Han Sans SC', 'WenQuanYi Micro Hei', system-ui, sans-serif"
)
LINE = 1.4
"""Height of a line of text in units of its size."""
_BOLD = 1.1
"""How much wider Latin letters run in bold; full-width characters keep their width."""

_BROAD = re.compile(r"[mwMW@%&#<>=+~^]")
_NARROW = re.compile(r"[ fijlrt.,:;'|!()\[\]]")
_NO_LINE_STARTS_WITH = frozenset("，。、；：！？）】》」』”’…·,.;:!?)]}%")
_NO_LINE_ENDS_WITH = frozenset("（【《「『“‘([{")
# Control characters, what XML forbids, and what would turn the direction of the text around it.
_UNPRINTABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def clean(text: str) -> str:
    """One line of characters that XML and a left-to-right line can hold."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a line of text: full-width characters are one em, Latin ones about half an em."""
    return size * sum(_em(character, _BOLD if bold else 1.0) for character in text)


def _em(character: str, stretch: float) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA":
        return 1.0
    if _BROAD.match(character):
        return 1.02 * stretch
    if _NARROW.match(character):
        return 0.36 * stretch
    return (0.7 if character.isupper() else 0.6) * stretch


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break text into lines that fit. Nothing is cut: a word too long for a line goes on in the next one."""

    def fits(line: str) -> bool:
        return measure(line.rstrip(), size, bold=bold) <= width

    lines = [""]
    for piece in _pieces(clean(text)):
        if not fits(lines[-1] + piece):
            lines.append("")
        while not fits(piece):
            end = 1
            while fits(piece[: end + 1]):
                end += 1
            lines[-1] = piece[:end]
            lines.append("")
            piece = piece[end:]
        lines[-1] += piece
    return [line.strip() for line in lines if line.strip()]


def _pieces(text: str) -> Iterable[str]:
    """What stays on one line: a word and the space or hyphen after it, a full-width character, with its marks."""
    start = 0
    for here in range(1, len(text)):
        before, after = text[here - 1], text[here]
        may_break = before in " -" or _is_wide(before) or _is_wide(after)
        glued = after == " " or after in _NO_LINE_STARTS_WITH or before in _NO_LINE_ENDS_WITH
        if may_break and not glued and not unicodedata.combining(after):
            yield text[start:here]
            start = here
    yield text[start:]


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
