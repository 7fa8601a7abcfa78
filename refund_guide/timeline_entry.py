"""One deadline in the picture: its mark on the line, its date, what it is, whose, how long, and its bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .plan import Plan, PlannedDeadline
from .timeline_layout import LINE, measure, wrap
from .timeline_pen import BAR, PILL, Attribute, Pen, pill_width
from .timeline_rows import TimelineRow, is_ahead
from .wording import phrase_moment, word

DATE = 16.0
"""Size of the letters of a date."""
_LABEL, _LEFT, _NOTE = 15.0, 13.0, 12.0
_SIDE_BY_SIDE = 600
_BETWEEN_LINES = 5.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand from left to right. On a wide picture dates stand left of the line."""

    side_by_side: bool
    line: float
    left: float
    right: float

    @classmethod
    def across(cls, width: int) -> Columns:
        """The columns of a picture of that width."""
        line = 280.0 if width >= _SIDE_BY_SIDE else 13.0
        return cls(width >= _SIDE_BY_SIDE, line, line + 22, width - 10.0)

    @property
    def room(self) -> float:
        """The width of a line of text."""
        return self.right - self.left


class Entry:
    """Draws one deadline; ``y`` is how far it has come."""

    def __init__(self, plan: Plan, deadline: PlannedDeadline, row: TimelineRow, pen: Pen, columns: Columns) -> None:
        self.plan, self.deadline, self.row = plan, deadline, row
        self.pen, self.colours, self.columns = pen, pen.colours, columns
        self.is_ahead = is_ahead(plan, deadline)
        self.y = 0.0

    def draw(self, top: float, mark: float) -> float:
        """Draw it between the upper edge and the lower edge, which is returned."""
        position = len(self.pen.elements)
        passed = self.deadline.status == "passed"
        self._mark(mark)
        end_of_date = self._date(top)
        self.y = top if self.columns.side_by_side else end_of_date
        struck: dict[str, Attribute] = {"text_decoration": "line-through"} if passed else {}
        self._paragraph(self.row.label, _LABEL, self.colours.muted if passed else self.colours.text, **struck)
        self._facts()
        self._bar()
        if not passed:
            self._paragraph(self._word("timeline_from", moment=self.row.start), _NOTE, self.colours.muted)
        self.y = max(self.y, end_of_date)
        if self.deadline.status == "due_today":
            self._frame(position, top)
        return self.y

    def draw_undated(self, top: float) -> float:
        """Draw it without date and bar; returns the lower edge."""
        self.y = top
        self.pen.dot(self.columns.line, top + _LABEL * LINE / 2, self.colours.muted, filled=False, dashed=True)
        self._paragraph(self.row.label, _LABEL, self.colours.text)
        self._facts()
        return self.y

    def _word(self, key: str, **gaps: str) -> str:
        return word(key, self.plan.language, **gaps)

    @property
    def _is_mine(self) -> bool:
        return self.deadline.owner == "you"

    def _ink(self) -> str:
        """The colour of what counts. Only what the reader must do today alarms."""
        if self.deadline.status == "passed":
            return self.colours.muted
        return self.colours.alarm if self.deadline.status == "due_today" and self._is_mine else self.colours.text

    def _bar_ink(self) -> str:
        if self.deadline.status == "due_today":
            return self._ink()
        return self.colours.accent if self._is_mine else self.colours.muted

    def _mark(self, y: float) -> None:
        x = self.columns.line
        if self.deadline.status == "passed":
            self.pen.cross(x, y, self.colours.muted)
            return
        urgent = self.deadline.status == "due_today"
        self.pen.dot(x, y, self._bar_ink(), filled=urgent or self._is_mine)
        if urgent:
            self.pen.ring(x, y, self._ink())

    def _date(self, y: float) -> float:
        assert self.deadline.due is not None
        columns, language = self.columns, self.plan.language
        x, width = columns.left, columns.room
        place: dict[str, Attribute] = {}
        if columns.side_by_side:
            x, width, place = columns.line - 20, columns.line - 26, {"text_anchor": "end"}
        due = wrap(phrase_moment(self.deadline.due, language), DATE, width, bold=True)
        y = self.pen.lines(x, y, due, DATE, fill=self._ink(), font_weight="600", **place)
        if self.deadline.earliest is not None:
            earliest = self._word("timeline_earliest", moment=phrase_moment(self.deadline.earliest, language))
            y = self.pen.lines(x, y, wrap(earliest, _LEFT, width), _LEFT, fill=self.colours.muted, **place)
        return y

    def _paragraph(self, words: str, size: float, colour: str, **attributes: Attribute) -> None:
        lines = wrap(words, size, self.columns.room)
        self.y = self.pen.lines(self.columns.left, self.y, lines, size, fill=colour, **attributes)

    def _facts(self) -> None:
        """State, owner and time left, side by side as far as there is room."""
        colours, columns = self.colours, self.columns
        self.y += 3
        x = columns.left
        if self.deadline.status == "due_today":
            x = self._pill(x, self._word("due_today"), self._ink(), filled=colours.ground)
        mine = self._is_mine and self.deadline.status != "passed"
        x = self._pill(x, self.row.owner, colours.accent if mine else colours.muted)
        if self.is_ahead:
            x = self._pill(x, self._word("not_started"), colours.muted, dashed=True)
        if self.deadline.estimate:
            x = self._pill(x, f"≈ {self._word('estimate')}", colours.muted, dashed=True)
        # Last, because how wide these words are in truth depends on the reader's font.
        words = self.row.left or self.deadline.length
        if x + measure(words, _LEFT, bold=True) > columns.right:
            x, self.y = columns.left, self.y + PILL + _BETWEEN_LINES
        lines = wrap(words, _LEFT, columns.right - x, bold=True)
        end = self.pen.lines(x, self.y + 1, lines, _LEFT, fill=self._ink(), font_weight="600")
        self.y = max(self.y + PILL, end)

    def _pill(self, x: float, words: str, colour: str, *, filled: str = "", dashed: bool = False) -> float:
        if x > self.columns.left and x + pill_width(words) > self.columns.right:
            x, self.y = self.columns.left, self.y + PILL + _BETWEEN_LINES
        self.pen.pill(x, self.y, words, colour, filled=filled, dashed=dashed)
        return x + pill_width(words) + 7

    def _bar(self) -> None:
        self.y += 11
        left, right, muted = self.columns.left, self.columns.right, self.colours.muted
        if self.deadline.status == "passed":
            self.pen.slanting(left, right, self.y, muted)
        self.pen.frame_of_bar(left, right, self.y, muted, dashed=self.is_ahead)
        if self.deadline.status != "passed" and not self.is_ahead:
            self._fill_bar(self._along(self.plan.now))
        self.y += BAR + 5

    def _fill_bar(self, now: float) -> None:
        """What is left of it; where any moment may be the last, in upright lines."""
        right = self.columns.right
        certain = max(now, self._along(self.deadline.earliest)) if self.deadline.earliest else right
        self.pen.solid(now, certain, self.y, self._bar_ink())
        self.pen.upright(certain, right, self.y, self._bar_ink())
        self.pen.hand(now, self.y)

    def _along(self, moment: datetime) -> float:
        """Where a moment stands on the bar."""
        start, due = self.deadline.started, self.deadline.due
        assert start is not None and due is not None
        share = (moment - start) / (due - start) if due > start else 1.0
        return self.columns.left + min(max(share, 0.0), 1.0) * self.columns.room

    def _frame(self, position: int, top: float) -> None:
        self.pen.ground(
            position,
            x=1.0,
            y=top - 8,
            width=self.columns.right + 8,
            height=self.y - top + 15,
            rx=8.0,
            fill=self.colours.alarm_ground if self._is_mine else "none",
            stroke=self._ink(),
            stroke_width=1.5,
        )
        self.y += 5
