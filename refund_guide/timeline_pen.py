"""A pen that writes SVG: text, pills, marks and bars. It knows colours and shapes, but no plan.

Only plain elements and attributes, no ids and no references: any number of pictures can stand on one
page, and simple readers of SVG manage too. What a shape means never rests on its colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from .timeline_layout import FONTS, LINE, clean, measure
from .vocabulary import Language

Theme = Literal["light", "dark", "print"]
Attribute = float | str

PILL_TEXT = 12.0
PILL = 20.0
"""Height of a pill."""
BAR = 8.0
"""Height of a bar."""
_PILL_SIDE = 8.0
_HATCH = 6


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme. Those used for text keep a contrast of 4.5 or more on their ground."""

    text: str
    muted: str
    accent: str
    ground: str
    """The colour of the page; words on a filled pill have it."""
    alarm: str
    alarm_ground: str


THEMES: dict[Theme, Colours] = {
    "light": Colours("#1a1a1a", "#55615d", "#0f766e", "#ffffff", "#9a3412", "#fff4ea"),
    "dark": Colours("#ececea", "#a9b4b0", "#5eead4", "#111514", "#fdba74", "#2e2218"),
    "print": Colours("#000000", "#444444", "#000000", "#ffffff", "#000000", "#f0f0f0"),
}


class Pen:
    """Collects the elements of a picture."""

    def __init__(self, colours: Colours) -> None:
        self.colours = colours
        self.elements: list[str] = []

    def shape(self, name: str, **attributes: Attribute) -> None:
        """An element; ``stroke_width`` stands for ``stroke-width``."""
        self.elements.append(_element(name, attributes))

    def ground(self, position: int, **attributes: Attribute) -> None:
        """A rectangle under everything drawn since there were ``position`` elements."""
        self.elements.insert(position, _element("rect", attributes))

    def text(self, x: float, y: float, words: str, size: float, **attributes: Attribute) -> None:
        """One line of text; ``y`` is its upper edge."""
        given = {"x": x, "y": y + size * 1.05, "font_size": size, **attributes}
        self.elements.append(_element("text", given, clean(words)))

    def lines(self, x: float, y: float, lines: Iterable[str], size: float, **attributes: Attribute) -> float:
        """Lines of text below each other; returns their lower edge."""
        for line in lines:
            self.text(x, y, line, size, **attributes)
            y += size * LINE
        return y

    def pill(self, x: float, y: float, words: str, colour: str, *, filled: str = "", dashed: bool = False) -> None:
        """Words in a rounded frame; ``filled`` is the colour of the words on a frame filled with ``colour``."""
        width = pill_width(words)
        frame: dict[str, Attribute] = {"fill": colour if filled else "none", "stroke": colour}
        if dashed:
            frame["stroke_dasharray"] = "3 2"
        self.shape("rect", x=x, y=y, width=width, height=PILL, rx=PILL / 2, **frame)
        middle = x + width / 2
        top = y + (PILL - PILL_TEXT * LINE) / 2
        self.text(middle, top, words, PILL_TEXT, text_anchor="middle", fill=filled or colour)

    def dot(self, x: float, y: float, colour: str, *, filled: bool, dashed: bool = False) -> None:
        """A mark on the line."""
        dashes: dict[str, Attribute] = {"stroke_dasharray": "2 2"} if dashed else {}
        fill = colour if filled else "none"
        self.shape("circle", cx=x, cy=y, r=5.0, fill=fill, stroke=colour, stroke_width=2.0, **dashes)

    def ring(self, x: float, y: float, colour: str) -> None:
        """A ring around a mark, to make it stand out."""
        self.shape("circle", cx=x, cy=y, r=9.0, fill="none", stroke=colour, stroke_width=1.5)

    def cross(self, x: float, y: float, colour: str) -> None:
        """The mark of something that is over."""
        self._path(f"M{x - 4:g} {y - 4:g}l8 8m0 -8l-8 8", colour, 2)

    def line(self, x: float, top: float, bottom: float, colour: str, *, broken: bool) -> None:
        """A piece of the line that holds the marks together."""
        dashes: dict[str, Attribute] = {"stroke_dasharray": "2 5"} if broken else {}
        self._path(f"M{x:g} {top:.1f}V{bottom:.1f}", colour, 2, **dashes)

    def across(self, y: float, width: float, colour: str) -> None:
        """A line from side to side."""
        self._path(f"M0 {y:.1f}H{width:g}", colour, 2)

    def frame_of_bar(self, left: float, right: float, y: float, colour: str, *, dashed: bool = False) -> None:
        """The outline of a bar."""
        dashes: dict[str, Attribute] = {"stroke_dasharray": "3 3"} if dashed else {}
        width = max(right - left, 1)
        self.shape("rect", x=left, y=y, width=width, height=BAR, rx=2.0, fill="none", stroke=colour, **dashes)

    def solid(self, left: float, right: float, y: float, colour: str) -> None:
        """A filled stretch of a bar."""
        if right > left:
            self.shape("rect", x=left, y=y, width=right - left, height=BAR, rx=2.0, fill=colour)

    def slanting(self, left: float, right: float, y: float, colour: str) -> None:
        """A stretch of a bar in slanting lines."""
        strokes = []
        for foot in range(int(left - BAR) + 2, int(right), _HATCH):
            start, end = max(foot, left), min(foot + BAR, right)
            strokes.append(f"M{start:g} {y + BAR - (start - foot):.1f}L{end:g} {y + BAR - (end - foot):.1f}")
        self._path("".join(strokes), colour, 1.2)

    def upright(self, left: float, right: float, y: float, colour: str) -> None:
        """A stretch of a bar in upright lines."""
        ends = range(int(left) + 2, int(right), 4)
        self._path("".join(f"M{x} {y:.1f}v{BAR:g}" for x in ends), colour, 1.6)

    def hand(self, x: float, y: float) -> None:
        """The pointer on a bar that shows how far today is."""
        self._path(f"M{x:.1f} {y - 3:.1f}v{BAR + 6:g}", self.colours.text, 2)
        triangle = f"M{x - 4:.1f} {y - 7:.1f}h8l-4 5z"
        self.shape("path", d=triangle, fill=self.colours.text)

    def _path(self, drawn: str, colour: str, thickness: float, **attributes: Attribute) -> None:
        if drawn:
            self.shape("path", d=drawn, fill="none", stroke=colour, stroke_width=thickness, **attributes)


def picture(
    elements: Iterable[str], *, width: int, height: int, language: Language, title: str, description: str = ""
) -> str:
    """One self-contained SVG; title and description are for those who cannot see it."""
    tag = "zh-CN" if language == "zh" else "en"
    told = f"<title>{escape(clean(title))}</title>"
    if description:
        told += f"<desc>{escape(clean(description))}</desc>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{tag}" xml:lang="{tag}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FONTS}" style="max-width:100%;height:auto">{told}{"".join(elements)}</svg>'
    )


def pill_width(words: str) -> float:
    """Width of a pill with these words."""
    return measure(clean(words), PILL_TEXT) + 2 * _PILL_SIDE


def _element(name: str, attributes: dict[str, Attribute], words: str | None = None) -> str:
    written = "".join(f" {key.replace('_', '-')}={quoteattr(_value(value))}" for key, value in attributes.items())
    return f"<{name}{written}/>" if words is None else f"<{name}{written}>{escape(words)}</{name}>"


def _value(value: Attribute) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
