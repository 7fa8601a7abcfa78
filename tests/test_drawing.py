"""Sketches of where to look in the app: what may stand in them, and that they can be seen and read."""

import base64
import copy
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
import yaml
from pydantic import ValidationError

from refund_guide.check import run
from refund_guide.drawing import NARROWEST, SKETCH, draw
from refund_guide.sketch import Drawing
from refund_guide.timeline_pen import Theme
from refund_guide.tree import Tree, load_tree
from refund_guide.vocabulary import Language, RowKind
from ui.drawing_view import WIDTH, help_html

from .support import TODAY, changed_toy, item, toy_data, toy_tree, write
from .test_timeline import HOSTILE, LANGUAGES, PICTURES, SVG, assert_inside, contrast, texts, written

BYTES = 4_000
KIND = "cover"
DRAWN = [
    pytest.param(tree, one, id=f"{tree.file}-{one.id}")
    for tree in (toy_tree(), load_tree())
    for one in tree.knowledge.drawings
]

Data = dict[str, Any]


def svg_of(
    tree: Tree, drawing: Drawing, language: Language = "en", theme: Theme = "light", width: int = WIDTH
) -> ElementTree.Element:
    phrases = tree.phrases(language)
    return ElementTree.fromstring(draw(drawing, width=width, theme=theme, language=language, phrases=phrases))


def sketch(*rows: Data) -> Drawing:
    """A drawing of these rows, the last one marked."""
    given = [*rows[:-1], {"marked": True, **rows[-1]}]
    return Drawing.model_validate({"id": "sketch", "alt": {"zh": "草图", "en": "Sketch"}, "rows": given})


def frames(svg: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in svg.iter(f"{SVG}rect") if one.get("stroke-width") == "2.5"]


def holds(frame: ElementTree.Element, x: float, y: float) -> bool:
    left, top, width, height = (float(frame.get(key, "")) for key in ("x", "y", "width", "height"))
    return left <= x <= left + width and top <= y <= top + height


def place_of(svg: ElementTree.Element, words: str) -> tuple[float, float]:
    one = next(one for one in svg.iter(f"{SVG}text") if one.text == words)
    return float(one.get("x", "")), float(one.get("y", ""))


@pytest.mark.parametrize(("tree", "drawing"), DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", PICTURES)
def test_every_drawing_is_small_and_stays_inside_its_edges(
    tree: Tree, drawing: Drawing, language: Language, theme: Theme
) -> None:
    drawn = draw(drawing, width=WIDTH, theme=theme, language=language, phrases=tree.phrases(language))
    assert len(drawn.encode()) < BYTES
    svg = ElementTree.fromstring(drawn)
    assert_inside(svg)
    assert float(svg.get("height", "")) < 420


@pytest.mark.parametrize(("tree", "drawing"), DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_file_says_is_in_the_drawing(tree: Tree, drawing: Drawing, language: Language) -> None:
    svg = svg_of(tree, drawing, language)
    shown, phrases = written(svg), tree.phrases(language)
    for row in drawing.rows:
        for words in [*row.shows, *([row.caption.in_language(language)] if row.caption else [])]:
            assert words.format_map(phrases).replace(" ", "") in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drawing_is_an_image_with_a_name_and_says_that_it_is_a_sketch(language: Language) -> None:
    drawing = toy_tree().drawings[KIND]
    svg = svg_of(toy_tree(), drawing, language)
    assert svg.get("role") == "img"
    assert svg.findtext(f"{SVG}title") == drawing.alt.in_language(language)
    assert texts(svg)[0][1] == SKETCH[language]


@pytest.mark.parametrize(("tree", "drawing"), DRAWN)
def test_a_drawing_names_nothing_loads_nothing_and_runs_nothing(tree: Tree, drawing: Drawing) -> None:
    drawn = draw(drawing, width=WIDTH, theme="dark", language="zh", phrases=tree.phrases("zh"))
    assert not re.search(r"\sid=|href|url\(|<style|<script|@import|<image", drawn)
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]


def test_a_marked_row_is_framed_whole() -> None:
    svg = svg_of(toy_tree(), sketch({"kind": "chips", "shows": ["某甲", "某乙"]}))
    (frame,) = frames(svg)
    assert holds(frame, *place_of(svg, "某甲")) and holds(frame, *place_of(svg, "某乙"))


@pytest.mark.parametrize("kind", ["chips", "buttons", "menu", "field", "entry"])
def test_a_marked_piece_is_framed_alone(kind: str) -> None:
    svg = svg_of(toy_tree(), sketch({"kind": kind, "shows": ["某甲", "某乙"], "marked": "某乙"}))
    (frame,) = frames(svg)
    assert holds(frame, *place_of(svg, "某乙")) and not holds(frame, *place_of(svg, "某甲"))


@pytest.mark.parametrize("kind", get_args(RowKind))
def test_every_kind_of_row_can_be_drawn_marked_and_with_the_longest_words(kind: str) -> None:
    longest = "某" * 16
    row = {"kind": kind, "shows": [longest] * 4, "caption": {"zh": "很长" * 40, "en": "W" * 90}}
    for width in (0, NARROWEST, WIDTH):
        svg = svg_of(toy_tree(), sketch(row), width=width)
        assert_inside(svg)
        assert written(svg).count(longest) == 4


@pytest.mark.parametrize(("tree", "drawing"), DRAWN)
def test_no_two_lines_of_text_lie_on_each_other(tree: Tree, drawing: Drawing) -> None:
    for language in LANGUAGES:
        svg = svg_of(tree, drawing, language)
        heights = sorted({y for y, _ in texts(svg)})
        assert all(lower - upper >= 12 for upper, lower in pairwise(heights)), heights


def test_a_caption_stands_below_its_frame_in_ink_that_can_be_read() -> None:
    row = {"kind": "status", "shows": ["某状态"], "caption": {"zh": "看这里", "en": "Look here"}}
    for theme in PICTURES:
        svg = svg_of(toy_tree(), sketch(row), theme=theme)
        words = next(one for one in svg.iter(f"{SVG}text") if one.text == "Look here")
        x, y = place_of(svg, "Look here")
        (frame,) = frames(svg)
        assert y > float(frame.get("y", "")) + float(frame.get("height", ""))
        label = next(one for one in svg.iter(f"{SVG}rect") if one.get("fill") == frame.get("stroke"))
        assert holds(label, x, y)
        assert contrast(words.get("fill", ""), label.get("fill", "")) >= 4.5


def test_a_gap_in_a_caption_is_filled_and_stays_visible_without_phrases() -> None:
    drawing = toy_tree().drawings[KIND]
    assert "renewals:2times" in written(svg_of(toy_tree(), drawing))
    bare = ElementTree.fromstring(draw(drawing, width=WIDTH, theme="light", language="en"))
    assert "renewals:{renewals}" in written(bare)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_caption_breaks_the_drawing(words: str) -> None:
    caption = {"zh": "字", "en": "word"}
    drawing = sketch({"kind": "status", "shows": ["某状态"], "caption": caption})
    marked = drawing.rows[0]
    assert marked.caption is not None
    hostile = marked.caption.model_copy(update={"en": words.replace("{", "").replace("}", "")})
    row = marked.model_copy(update={"caption": hostile})
    svg = svg_of(toy_tree(), drawing.model_copy(update={"rows": [row], "alt": hostile}))
    assert {child.tag.removeprefix(SVG) for child in svg} <= {"title", "path", "rect", "circle", "text"}
    assert_inside(svg)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows[0].update(kind="logo"), "Input should be"),
        (lambda rows: rows[0].update(shows=[]), "at least 1"),
        (lambda rows: rows[0].update(shows=["某"] * 5), "at most 4"),
        (lambda rows: rows[0].update(shows=["还剩 36 小时"]), "pattern"),
        (lambda rows: rows[0].update(shows=["还剩３天"]), "pattern"),
        (lambda rows: rows[0].update(shows=["{renewals}"]), "pattern"),
        (lambda rows: rows[0].update(shows=["某" * 17]), "at most 16"),
        (lambda rows: rows[4].update(marked="小开本"), "which the row does not show"),
        (lambda rows: rows[0].update(caption={"zh": "字", "en": "word"}), "a caption stands at a mark"),
        (lambda rows: rows.pop(4), "no row is marked"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(change: Callable[[list[Data]], object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        changed_toy(lambda data: change(item(data, "drawings", KIND)["rows"]))


def problems_after(folder: Path, change: Callable[[Data], object]) -> list[str]:
    data = toy_data()
    change(data)
    report = run(write(folder, yaml.safe_dump(data, allow_unicode=True, sort_keys=False)), today=TODAY)
    return [f"{one.code} {one.message}" for one in report.problems]


def test_a_drawing_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    def misspell(data: Data) -> None:
        item(data, "questions", "reply")["drawing"] = "cove"
        item(data, "questions", "reply")["answers"][0]["drawing"] = "slop"

    assert sorted(problems_after(tmp_path, misspell)) == [
        "R304 reply: drawing 'cove' does not exist; add it under 'drawings'",
        "R304 reply: drawing 'slop' does not exist; add it under 'drawings'",
    ]


def test_a_drawing_nothing_uses_is_reported(tmp_path: Path) -> None:
    found = problems_after(tmp_path, lambda data: item(data, "questions", "item").pop("drawing"))
    assert found == ["R306 drawings 'cover' is used nowhere; use it or remove it"]


def test_two_drawings_of_one_name_are_reported(tmp_path: Path) -> None:
    found = problems_after(tmp_path, lambda data: data["drawings"].append(copy.deepcopy(data["drawings"][0])))
    assert found == ["R302 id 'cover' is already used in drawings; choose another"]


def test_captions_obey_the_rules_for_sentences(tmp_path: Path) -> None:
    def spoil(data: Data) -> None:
        item(data, "drawings", KIND)["rows"][4]["caption"] = {"zh": "续借 2 次", "en": "renew 3 times"}

    assert {one.split()[0] for one in problems_after(tmp_path, spoil)} == {"T402", "T403"}


def test_a_page_gets_a_picture_it_can_show_with_words_for_those_who_cannot_see_it() -> None:
    shown = help_html(toy_tree(), KIND, "en")
    assert 'alt="Sketch of the slip: the kind stands on it."' in shown
    encoded = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', shown)
    assert encoded
    phrases = toy_tree().phrases("en")
    drawn = draw(toy_tree().drawings[KIND], width=WIDTH, theme="light", language="en", phrases=phrases)
    assert base64.b64decode(encoded[1]).decode() == drawn


def test_a_question_without_a_drawing_shows_nothing() -> None:
    assert help_html(toy_tree(), None, "en") == ""
