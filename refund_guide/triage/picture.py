"""What lapses when, of a whole table of tickets, as one SVG: a bar and a number for each group."""

from __future__ import annotations

from ..timeline_layout import measure
from ..timeline_pen import THEMES, Pen, Theme, picture
from ..vocabulary import Language
from .phrases import say
from .summary import Summary

_TEXT = 14.0
_ROW = 34.0
_BAR = 16.0
_GAP = 10.0
_ALARMING = ("lapse_past", "lapse_today")


def count_lapses(summary: Summary) -> dict[str, int]:
    """Phrase of each group -> tickets. A ticket with a deadline past may have another one still to come."""
    return {
        "lapse_past": summary.past,
        "lapse_today": summary.today,
        "lapse_soon": summary.soon - summary.today,
        "lapse_later": summary.later,
        "lapse_needs_date": summary.needs_date,
        "lapse_no_clock": summary.no_clock,
        "lapse_undecided": summary.rows - summary.decided,
    }


def describe_lapses(summary: Summary, language: Language) -> str:
    """The same in words, for those who cannot see the picture."""
    between = "，" if language == "zh" else ", "
    groups = (f"{say(group, language)} {tickets:,}" for group, tickets in count_lapses(summary).items())
    return f"{say('lapse_title', language)}{': ' if language == 'en' else '：'}{between.join(groups)}"


def draw_lapses(summary: Summary, *, width: int, theme: Theme, language: Language) -> str:
    """A row for each group; bars share one scale, and the numbers stand beside them."""
    colours = THEMES[theme]
    pen = Pen(colours)
    groups = count_lapses(summary)
    words = {group: say(group, language) for group in groups}
    left = max(measure(word, _TEXT) for word in words.values()) + _GAP
    right = max(measure(f"{tickets:,}", _TEXT, bold=True) for tickets in groups.values()) + _GAP
    longest = max(width - left - right, 20.0)
    most = max(*groups.values(), 1)
    for number, (group, tickets) in enumerate(groups.items()):
        y = number * _ROW + 4
        colour = colours.alarm if group in _ALARMING else colours.accent
        length = longest * tickets / most if tickets else 0.0
        middle = y + _ROW / 2
        pen.text(left - _GAP, middle - _TEXT * 0.7, words[group], _TEXT, text_anchor="end", fill=colours.text)
        pen.line(left, y, y + _ROW, colours.muted, broken=False)
        if tickets:
            bar_width = max(length, 2.0)  # one ticket among a million is still to be seen
            pen.shape("rect", x=left, y=middle - _BAR / 2, width=bar_width, height=_BAR, rx=2.0, fill=colour)
        weight: dict[str, str] = {"font_weight": "bold"} if tickets else {}
        x = left + length + _GAP
        pen.text(x, middle - _TEXT * 0.7, f"{tickets:,}", _TEXT, fill=colours.text, **weight)
    return picture(
        pen.elements,
        width=width,
        height=round(len(groups) * _ROW + 8),
        language=language,
        title=say("lapse_title", language),
        description=describe_lapses(summary, language),
    )
