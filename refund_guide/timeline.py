"""A plan's deadlines as one picture in time order.

Equally spaced rows from top to bottom: what has passed, today's line, what is to come, what needs a
date. Much time between two rows breaks the line between them and is written there. Each bar runs from
start to due on its own scale. So minutes and years fit on one phone screen, and nothing invites to
compare what cannot be compared. ``timeline_rows`` and ``describe_timeline`` tell the same in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from .plan import Plan, PlannedDeadline
from .timeline_entry import DATE, Columns, Entry
from .timeline_layout import LINE, wrap
from .timeline_pen import BAR, PILL, THEMES, Pen, Theme, picture
from .timeline_rows import TimelineRow, describe_timeline, timeline_headings, timeline_rows
from .wording import phrase_moment, phrase_rough_span, word

__all__ = ["Theme", "TimelineRow", "describe_timeline", "draw_timeline", "timeline_headings", "timeline_rows"]

NARROWEST = 280
"""A picture is never drawn narrower than this; the page scales it down where it must."""
_FAR = timedelta(days=1)
"""So much time between two rows breaks the line and is written there."""
_HEADING, _NOTE = 13.0, 12.0


def draw_timeline(plan: Plan, *, width: int, theme: Theme) -> str:
    """One self-contained SVG; an empty string for a plan without deadlines, whose ``no_deadline`` says why."""
    return _Picture(plan, max(width, NARROWEST), Pen(THEMES[theme])).draw() if plan.deadlines else ""


class _Picture:
    """Draws from top to bottom; ``y`` is how far it has come."""

    def __init__(self, plan: Plan, width: int, pen: Pen) -> None:
        self.plan, self.width, self.pen, self.colours = plan, width, pen, pen.colours
        self.columns = Columns.across(width)
        self.y = 10.0
        self.joint: float | None = None
        """Where the line goes on from: below the last mark on it."""

    def word(self, key: str, **gaps: str) -> str:
        return word(key, self.plan.language, **gaps)

    def draw(self) -> str:
        entries = [
            Entry(self.plan, deadline, row, self.pen, self.columns)
            for deadline, row in zip(self.plan.deadlines, timeline_rows(self.plan), strict=True)
        ]
        passed = [one for one in entries if one.deadline.status == "passed"]
        undated = [one for one in entries if one.deadline.status == "needs_date"]
        coming = [one for one in entries if one not in passed and one not in undated]
        self._dated(passed)
        self._today()
        self._dated(coming)
        self._undated(undated)
        self._legend([one.deadline for one in passed], [one.deadline for one in coming])
        return self._svg()

    def _svg(self) -> str:
        title, description = describe_timeline(self.plan)
        return picture(
            self.pen.elements,
            width=self.width,
            height=round(self.y + 4),
            language=self.plan.language,
            title=title,
            description=description,
        )

    def _dated(self, entries: Sequence[Entry]) -> None:
        before: datetime | None = None
        for entry in entries:
            assert entry.deadline.due is not None
            span = entry.deadline.due - before if before else timedelta()
            if span >= _FAR:
                later = self.word("timeline_later", span=phrase_rough_span(span, self.plan.language))
                self.pen.text(self.columns.left, self.y, later, _NOTE, fill=self.colours.muted)
                self.y += 30
            mark = self.y + DATE * LINE / 2
            self._join(mark - 9, broken=span >= _FAR)
            self.joint = mark + 9
            self.y = entry.draw(self.y, mark) + 18
            before = entry.deadline.due

    def _today(self) -> None:
        words = self.word("timeline_today", moment=phrase_moment(self.plan.now, self.plan.language))
        middle = self.y + PILL / 2
        self._join(middle, broken=False)
        self.pen.across(middle, self.width, self.colours.accent)
        # The pill covers the line, so nothing runs through the words.
        x = self.columns.left if self.columns.side_by_side else 1.0
        self.pen.pill(x, self.y, words, self.colours.accent, filled=self.colours.ground)
        self.joint = middle + (1 if self.columns.side_by_side else PILL / 2)
        self.y += PILL + 18

    def _join(self, y: float, *, broken: bool) -> None:
        if self.joint is not None:
            self.pen.line(self.columns.line, self.joint, y, self.colours.muted, broken=broken)

    def _undated(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        columns = self.columns
        heading = wrap(self.word("timeline_undated"), _HEADING, columns.room, bold=True)
        look = {"fill": self.colours.muted, "font_weight": "600"}
        self.y = self.pen.lines(columns.left, self.y + 4, heading, _HEADING, **look) + 8
        for entry in entries:
            self.y = entry.draw_undated(self.y) + 16

    def _legend(self, passed: Sequence[PlannedDeadline], coming: Sequence[PlannedDeadline]) -> None:
        """What the bars mean, as far as this picture has them."""
        pen, muted, x = self.pen, self.colours.muted, self.columns.left
        if coming:
            y = self._explain("timeline_own_scale")
            pen.solid(x + 9, x + 24, y, muted)
            pen.hand(x + 9, y)
        if passed:
            pen.slanting(x, x + 24, self._explain("timeline_hatched"), muted)
        if any(deadline.earliest for deadline in coming):
            pen.upright(x, x + 24, self._explain("timeline_striped"), muted)

    def _explain(self, key: str) -> float:
        """Words with the frame of a bar before them; returns the upper edge of that bar."""
        bar = self.y + (_NOTE * LINE - BAR) / 2
        left, end = self.columns.left, self.columns.left + 24
        self.pen.frame_of_bar(left, end, bar, self.colours.muted)
        lines = wrap(self.word(key), _NOTE, self.columns.right - end - 10)
        self.y = self.pen.lines(end + 10, self.y, lines, _NOTE, fill=self.colours.muted) + 4
        return bar
