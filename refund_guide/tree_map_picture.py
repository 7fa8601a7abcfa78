"""Draws the map of the questions: one card below the other, and lanes at the side that lead from answers to cards.

A lane belongs to the card it leads to; a dot is where an answer joins it. Every answer also names the number
of that card, so that nobody has to follow a line. One column, because it must be readable on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .timeline_layout import LINE, measure, wrap
from .timeline_pen import THEMES, Pen, Theme, picture
from .tree import Tree
from .tree_map import StationInWords, TreeMap, WayInWords, describe_map
from .vocabulary import Language
from .walk import Progress
from .wording import word

_ASK, _ANSWER = 14.0, 13.0
_SIDE, _GAP, _INNER = 10.0, 14.0, 6.0
_LANE = 8.0
"""Between two lanes."""
_MOST_LINES = 2
"""Of the answers of one way; the list beside the picture has them all."""
_JOIN = {"zh": "、", "en": "; "}


@dataclass(slots=True)
class _Exit:
    """Where a way leaves its card."""

    y: float
    to: str
    taken: bool


def draw_map(
    tree: Tree, tree_map: TreeMap, progress: Progress, *, width: int, theme: Theme, language: Language
) -> str:
    """One self-contained SVG; the way of the case is drawn thicker, framed and ticked."""
    return _Map(tree, tree_map, progress, width, Pen(THEMES[theme]), language).draw()


class _Map:
    """Cards are drawn first, from top to bottom; then the lanes, once it is known where everything stands."""

    def __init__(
        self, tree: Tree, tree_map: TreeMap, progress: Progress, width: int, pen: Pen, language: Language
    ) -> None:
        self.width, self.pen, self.language = width, pen, language
        self.stations = list(describe_map(tree, tree_map, progress, language))
        self.has_case = bool(progress.answers)
        self.is_complete = progress.next_question is None
        self.lanes = _share_lanes(self.stations)
        self.right = width - _LANE * (max(self.lanes.values(), default=0) + 2)
        """Right edge of the cards."""
        self.exits: list[_Exit] = []
        self.entries: dict[str, float] = {}

    def draw(self) -> str:
        y = self._legend()
        for station in self.stations:
            y = self._card(station, y) + _GAP
        y = self._plan(y)
        self._draw_lanes()
        title = word("map_title", self.language, count=str(len(self.stations)))
        return picture(self.pen.elements, width=self.width, height=round(y + 2), language=self.language, title=title)

    def _legend(self) -> float:
        if not self.has_case:
            return 1.0
        here = wrap(word("map_here", self.language), _ANSWER, self.width)
        return self.pen.lines(0, 0, here, _ANSWER, fill=self.pen.colours.accent) + 6

    def _card(self, station: StationInWords, top: float) -> float:
        colours, position = self.pen.colours, len(self.pen.elements)
        self.entries[str(station.number)] = top + 16
        room = self.right - 2 * _SIDE
        ask = wrap(f"{station.number}. {station.ask}", _ASK, room, bold=True)
        y = self.pen.lines(_SIDE, top + 8, ask, _ASK, font_weight=600.0, fill=colours.text) + _INNER
        for way in station.ways:
            y = self._way(way, y, room) + _INNER
        self._frame(position, top, y - top, thick=station.is_on_the_way)
        return y

    def _way(self, way: WayInWords, top: float, room: float) -> float:
        colours = self.pen.colours
        arrow = f"→ {way.to}"
        beside = measure(arrow, _ANSWER, bold=True) + 8
        others = [one for one in way.answers if one != way.taken]
        y = top
        if way.taken is not None:
            ticked = wrap(f"✓ {way.taken}", _ANSWER, room - beside, bold=True)
            y = self.pen.lines(_SIDE, y, ticked, _ANSWER, font_weight=600.0, fill=colours.accent)
        lines = self._shortened(others, room - beside)
        y = self.pen.lines(_SIDE, y, lines, _ANSWER, fill=colours.muted if way.taken else colours.text)
        given = {"font_weight": 600.0, "fill": colours.accent} if way.taken else {"fill": colours.muted}
        self.pen.text(self.right - _SIDE, top, arrow, _ANSWER, text_anchor="end", **given)
        self.exits.append(_Exit(top + _ANSWER * LINE / 2, way.to, way.taken is not None))
        return y

    def _shortened(self, answers: list[str], room: float) -> list[str]:
        """As many answers as fit into the lines there are, and how many there are in all."""
        join = _JOIN[self.language]
        for shown in range(len(answers), 0, -1):
            told = join.join(answers[:shown])
            if shown < len(answers):
                told = word("map_more", self.language, answers=told, count=str(len(answers)))
            lines = wrap(told, _ANSWER, room)
            if len(lines) <= _MOST_LINES:
                return lines
        return wrap(answers[0], _ANSWER, room) if answers else []

    def _plan(self, top: float) -> float:
        colours, position = self.pen.colours, len(self.pen.elements)
        plan = word("map_plan", self.language)
        self.entries[plan] = top + 16
        told = plan.capitalize()
        y = self.pen.lines(_SIDE, top + 8, [told], _ASK, font_weight=600.0, fill=colours.text) + _INNER
        self._frame(position, top, y - top, thick=self.has_case and self.is_complete)
        return y

    def _frame(self, position: int, top: float, height: float, *, thick: bool) -> None:
        colours = self.pen.colours
        self.pen.ground(
            position,
            x=1.0,
            y=top,
            width=self.right - 1,
            height=height,
            rx=8.0,
            fill=colours.ground,
            stroke=colours.accent if thick else colours.muted,
            stroke_width=2.5 if thick else 1.0,
        )

    def _draw_lanes(self) -> None:
        """Plain lanes first, so that the way of the case lies on top of them."""
        colours = self.pen.colours
        for to, lane in self.lanes.items():
            starts = [one.y for one in self.exits if one.to == to]
            self._lane(lane, starts, self.entries[to], colours.muted, 1.0)
        for one in self.exits:
            if one.taken:
                self._lane(self.lanes[one.to], [one.y], self.entries[one.to], colours.accent, 3.0)

    def _lane(self, lane: int, starts: Iterable[float], end: float, colour: str, thickness: float) -> None:
        x, starts = self.right + _LANE * (lane + 1), list(starts)
        drawn = f"M{x:g} {min(starts):.1f}V{end:.1f}H{self.right + 1:g}"
        drawn += "".join(f"M{self.right:g} {y:.1f}H{x:g}" for y in starts)
        self.pen.shape("path", d=drawn, fill="none", stroke=colour, stroke_width=thickness)
        for y in starts:
            self.pen.shape("circle", cx=x, cy=y, r=1.5 + thickness / 2, fill=colour)
        tip = f"M{self.right + 6:g} {end - 4:.1f}l-5 4l5 4z"
        self.pen.shape("path", d=tip, fill=colour, stroke=colour)


def _share_lanes(stations: list[StationInWords]) -> dict[str, int]:
    """Target -> lane, counted from the cards outwards. Short lanes lie inside; two that never meet share one."""
    spans: dict[str, tuple[int, int]] = {}
    for position, station in enumerate(stations):
        for way in station.ways:
            first, _ = spans.get(way.to, (position, 0))
            spans[way.to] = (first, int(way.to) - 1 if way.to.isdigit() else len(stations))
    lanes: dict[str, int] = {}
    taken: list[list[tuple[int, int]]] = []
    for to, (first, last) in sorted(spans.items(), key=lambda span: span[1][1] - span[1][0]):
        lane = next(
            (n for n, used in enumerate(taken) if all(last < start or end < first for start, end in used)), None
        )
        if lane is None:
            lane = len(taken)
            taken.append([])
        taken[lane].append((first, last))
        lanes[to] = lane
    return lanes
