"""A sketch of one page of the app, with what to look at framed and named.

Plain shapes and the app's words, as in a wireframe: nothing of the platform's colours, signs or
layout. The knowledge file says what stands on it (``drawings``). Words that are ours stand in filled
labels that point at a frame, so that nobody takes them for the app's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .sketch import Drawing, Row
from .timeline_layout import LINE, clean, measure, wrap
from .timeline_pen import PILL, THEMES, Pen, Theme, picture, pill_width
from .vocabulary import Language, RowKind
from .wording import Phrases

__all__ = ["NARROWEST", "draw"]

NARROWEST = 280
"""A drawing is never made narrower than this; the page scales it down where it must."""
SKETCH: dict[Language, str] = {"zh": "示意图，以你的 App 为准", "en": "A sketch; your app may look different"}
_EDGE = 14.0
"""From the edge of the page to what stands on it."""
_BETWEEN = 9.0
_AROUND = 4.0
"""From what is marked to its frame."""
_TITLE, _STATUS, _WORDS, _SMALL, _CAPTION = 14.0, 17.0, 14.0, 12.0, 13.0
_BUTTON = 28.0
_STEP = 16.0
"""How far a menu stands in from the one it belongs to."""
_SIGN = 14.0
"""Width of the sign that a tap leads on."""
_NO_PHRASES = Phrases()


def draw(drawing: Drawing, *, width: int, theme: Theme, language: Language, phrases: Phrases = _NO_PHRASES) -> str:
    """One small self-contained SVG. ``phrases`` fills gaps in captions; a gap it lacks stays visible."""
    return _Sketch(drawing, max(width, NARROWEST), Pen(THEMES[theme]), language, phrases).draw()


@dataclass(frozen=True, slots=True)
class _Box:
    """Where something stands."""

    left: float
    top: float
    right: float
    bottom: float


def _around(boxes: Sequence[_Box]) -> _Box:
    return _Box(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )


class _Sketch:
    """Draws from top to bottom; ``y`` is how far it has come."""

    def __init__(self, drawing: Drawing, width: int, pen: Pen, language: Language, phrases: Phrases) -> None:
        self.drawing, self.width, self.pen, self.colours = drawing, width, pen, pen.colours
        self.language, self.phrases = language, phrases
        self.left, self.right = _EDGE, width - _EDGE
        self.y = 0.0
        self.column = self.left
        """Where labels may begin; what stands left of it stays free."""
        self.knot: float | None = None
        """Lower edge of the last mark of a course of events, while it goes on."""
        self.kinds: dict[RowKind, Callable[[Row], Iterator[_Box]]] = {
            "page": self._page,
            "status": lambda row: self._line(row, _STATUS, bold=True),
            "shop": self._shop,
            "item": self._item,
            "chips": self._chips,
            "field": self._field,
            "countdown": self._countdown,
            "entry": self._entry,
            "buttons": self._buttons,
            "menu": self._menu,
            "checkbox": self._checkbox,
        }

    def draw(self) -> str:
        """The picture: a note that it is a sketch, and the page."""
        self._lines(1, [SKETCH[self.language]], _SMALL, 0, colour=self.colours.muted)
        top, position = self.y + 5, len(self.pen.elements)
        self.y = top + 10
        for row in self.drawing.rows:
            self._row(row)
        self.pen.ground(
            position,
            x=1.0,
            y=top,
            width=self.width - 2.0,
            height=self.y - top,
            rx=10.0,
            fill=self.colours.ground,
            stroke=self.colours.muted,
        )
        return picture(
            self.pen.elements,
            width=self.width,
            height=round(self.y + 2),
            language=self.language,
            title=self.drawing.alt.in_language(self.language).format_map(self.phrases),
        )

    def _row(self, row: Row) -> None:
        self.column = self.left
        if row.kind != "entry":
            self.knot = None
        if row.marked:
            self.y += _AROUND
        pieces = list(self.kinds[row.kind](row))
        self.y = max(self.y, *(piece.bottom for piece in pieces))
        if row.marked:
            looked_at = [piece for words, piece in zip(row.shows, pieces, strict=True) if row.marked in (True, words)]
            self._mark(_around(looked_at), row)
        self.y += _BETWEEN

    def _mark(self, box: _Box, row: Row) -> None:
        left, top = box.left - _AROUND, box.top - _AROUND
        width, height = box.right + _AROUND - left, box.bottom + _AROUND - top
        self.pen.shape(
            "rect",
            x=left,
            y=top,
            width=width,
            height=height,
            rx=6.0,
            fill="none",
            stroke=self.colours.accent,
            stroke_width=2.5,
        )
        self.y = max(self.y, top + height)
        if row.caption:
            self._caption(row.caption.in_language(self.language).format_map(self.phrases), left + width / 2)

    def _caption(self, words: str, tip: float) -> None:
        """A filled label below a frame that points at it."""
        side, above = 9.0, 5.0
        room = self.right - self.column - 2 * side
        lines = wrap(words, _CAPTION, room, bold=True)
        width = max(measure(line, _CAPTION, bold=True) for line in lines) + 2 * side
        # Under the middle of the frame as far as the page allows.
        left = min(max(tip - width / 2, self.column), self.right - width)
        tip = min(max(tip, left + 14), left + width - 14)
        top, height = self.y + 8, len(lines) * _CAPTION * LINE + 2 * above
        accent = self.colours.accent
        self.pen.shape("path", d=f"M{tip - 7:.1f} {top + 1:.1f}l7 -7l7 7z", fill=accent)
        self.pen.shape("rect", x=left, y=top, width=width, height=height, rx=6.0, fill=accent)
        look = {"fill": self.colours.ground, "font_weight": "600"}
        self.pen.lines(left + side, top + above, lines, _CAPTION, **look)
        self.y = top + height

    def _lines(
        self, x: float, lines: Sequence[str], size: float, y: float, *, colour: str = "", bold: bool = False
    ) -> _Box:
        weight = {"font_weight": "600"} if bold else {}
        end = self.pen.lines(x, y, lines, size, fill=colour or self.colours.text, **weight)
        self.y = max(self.y, end)
        longest = max((measure(clean(line), size, bold=bold) for line in lines), default=0.0)
        return _Box(x, y, x + longest, end)

    def _words(self, words: str, size: float, x: float, y: float, *, colour: str = "", bold: bool = False) -> _Box:
        return self._lines(x, wrap(words, size, self.right - x, bold=bold), size, y, colour=colour, bold=bold)

    def _leading_on(self, words: str, x: float) -> _Box:
        """Words with the sign after them that a tap leads on."""
        box = self._lines(x, wrap(words, _WORDS, self.right - x - _SIGN), _WORDS, self.y)
        middle = box.top + _WORDS * LINE / 2
        self.pen.shape("path", d=f"M{box.right + 6:.1f} {middle - 4:.1f}l4 4l-4 4", **self._stroke())
        return _Box(box.left, box.top, box.right + _SIGN, box.bottom)

    def _line(self, row: Row, size: float, *, bold: bool = False, x: float | None = None) -> Iterator[_Box]:
        for words in row.shows:
            yield self._words(words, size, self.left if x is None else x, self.y, bold=bold)

    def _page(self, row: Row) -> Iterator[_Box]:
        """The name of the page with the way back before it."""
        middle = self.y + _TITLE * LINE / 2
        self.pen.shape("path", d=f"M{self.left + 5:g} {middle - 5:.1f}l-5 5l5 5", **self._stroke())
        yield from self._line(row, _TITLE, bold=True, x=self.left + 16)
        self.y += 7
        self.pen.shape("path", d=f"M1 {self.y:.1f}H{self.width - 1}", **self._stroke(1))
        self.y += 4

    def _shop(self, row: Row) -> Iterator[_Box]:
        top, size = self.y + 3, 13.0
        self.pen.shape("rect", x=self.left + 1, y=top + 4, width=size, height=size - 4, **self._stroke())
        self.pen.shape("path", d=f"M{self.left - 1:g} {top + 4:.1f}l3 -5h11l3 5z", **self._stroke())
        for words in row.shows:
            box = self._leading_on(words, self.left + 22)
            yield _Box(self.left, box.top, box.right, box.bottom)

    def _item(self, row: Row) -> Iterator[_Box]:
        """A picture nobody can make out, the name, and what else stands there as a bar."""
        side = 44.0
        self.pen.shape("rect", x=self.left, y=self.y, width=side, height=side, rx=4.0, **self._stroke())
        self.pen.shape("path", d=f"M{self.left + 6:g} {self.y + 36:.1f}l11 -14l8 9l5 -5l8 10", **self._stroke())
        top = self.y
        for box in self._line(row, _WORDS, x=self.left + side + 10):
            self.pen.shape(
                "rect", x=box.left, y=box.bottom + 5, width=70, height=6, rx=3.0, fill=self.colours.muted, opacity=0.4
            )
            yield _Box(self.left, top, box.right, max(top + side, box.bottom + 11))

    def _chips(self, row: Row) -> Iterator[_Box]:
        x = self.left
        for words in row.shows:
            if x > self.left and x + pill_width(words) > self.right:
                x, self.y = self.left, self.y + PILL + 6
            self.pen.pill(x, self.y, words, self.colours.text)
            yield _Box(x, self.y, x + pill_width(words), self.y + PILL)
            x += pill_width(words) + 8

    def _field(self, row: Row) -> Iterator[_Box]:
        """A name on the left, what stands for it on the right."""
        name, *values = row.shows
        top = self.y
        box = self._words(name, _WORDS, self.left, top, colour=self.colours.muted)
        yield box
        for value in values:
            x = self.right - measure(value, _WORDS)
            if x < box.right + 12:
                x, top = self.left, box.bottom
            box = self._words(value, _WORDS, x, top)
            yield box

    def _countdown(self, row: Row) -> Iterator[_Box]:
        middle = self.y + _WORDS * LINE / 2
        self.pen.shape("circle", cx=self.left + 8, cy=middle, r=7.0, **self._stroke())
        self.pen.shape("path", d=f"M{self.left + 8:g} {middle - 4:.1f}v4l3 2", **self._stroke())
        for box in self._line(row, _WORDS, bold=True, x=self.left + 22):
            yield _Box(self.left, box.top, box.right, box.bottom)

    def _entry(self, row: Row) -> Iterator[_Box]:
        """One event of a course of events, the newest on top; the time stands below it in small letters."""
        middle, x = self.y + _WORDS * LINE / 2, self.left + 6
        if self.knot is not None:
            self.pen.line(x, self.knot, middle - 7, self.colours.muted, broken=False)
        self.pen.dot(x, middle, self.colours.muted, filled=self.knot is None)
        self.knot = middle + 7
        self.column = self.left + 22
        yield self._words(row.shows[0], _WORDS, self.column, self.y)
        for words in row.shows[1:]:
            self.y += self._gap(row)
            yield self._words(words, _SMALL, self.column, self.y, colour=self.colours.muted)

    def _buttons(self, row: Row) -> Iterator[_Box]:
        """Side by side on the right, where pages of orders have them."""
        widths = [measure(words, _WORDS) + 24 for words in row.shows]
        x = max(self.right - sum(widths) - 8 * (len(widths) - 1), self.left)
        for words, width in zip(row.shows, widths, strict=True):
            if x > self.left and x + width > self.right:
                x, self.y = self.left, self.y + _BUTTON + 6
            self.pen.shape("rect", x=x, y=self.y, width=width, height=_BUTTON, rx=_BUTTON / 2, **self._stroke())
            top = self.y + (_BUTTON - _WORDS * LINE) / 2
            self.pen.text(x + width / 2, top, words, _WORDS, text_anchor="middle", fill=self.colours.text)
            yield _Box(x, self.y, x + width, self.y + _BUTTON)
            x += width + 8

    def _menu(self, row: Row) -> Iterator[_Box]:
        """The way through menus: each belongs to the one above it."""
        for depth, words in enumerate(row.shows):
            x = self.left + depth * _STEP
            if depth:
                self.y += 3 + self._gap(row)
                corner = self.y + _WORDS * LINE / 2
                self.pen.shape("path", d=f"M{x - 11:g} {corner - 11:.1f}v11h4", **self._stroke())
            yield self._leading_on(words, x)

    def _checkbox(self, row: Row) -> Iterator[_Box]:
        side = 15.0
        for words in row.shows:
            top = self.y + (_WORDS * LINE - side) / 2
            self.pen.shape("rect", x=self.left, y=top, width=side, height=side, rx=3.0, **self._stroke())
            box = self._words(words, _WORDS, self.left + side + 8, self.y)
            yield _Box(self.left, box.top, box.right, box.bottom)

    def _gap(self, row: Row) -> float:
        """Between pieces below each other: enough for a frame around one of them."""
        return _AROUND if isinstance(row.marked, str) else 0.0

    def _stroke(self, thickness: float = 1.5) -> dict[str, float | str]:
        return {"fill": "none", "stroke": self.colours.muted, "stroke_width": thickness}
