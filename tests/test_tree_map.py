"""The questions as a map: its ways, the way of one case, in words and as a picture."""

import re
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree

import pytest

from refund_guide.timeline_pen import Theme
from refund_guide.tree import load_tree
from refund_guide.tree_map import Station, StationInWords, Way, describe_map, map_questions, taken_ways
from refund_guide.tree_map_picture import draw_map
from refund_guide.vocabulary import Language
from refund_guide.walk import complete_answer_sets, follow

from .support import LATE, REFUSED, case_of, changed_toy, item, toy_tree

TREE = load_tree()
REAL = map_questions(TREE)
TOY = map_questions(toy_tree())
IN_HAND = {"channel": "third_party", "status": "in_hand", "reason": "damaged"}


def in_words(text: str, language: Language = "en") -> list[StationInWords]:
    return list(describe_map(toy_tree(), TOY, case_of(text).progress, language))


def draw(text: str = "", width: int = 358, theme: Theme = "light", language: Language = "en") -> str:
    return draw_map(toy_tree(), TOY, case_of(text).progress, width=width, theme=theme, language=language)


def test_every_question_stands_on_the_map_once_with_the_ways_that_leave_it() -> None:
    assert TOY.stations == (
        Station("item", (Way(("novel", "atlas", "film"), "trouble"),)),
        Station("trouble", (Way(("lost", "damaged"), "told"), Way(("late", "not_sure"), None))),
        Station("told", (Way(("told_them",), "reply"), Way(("not_told", "not_sure"), None))),
        Station("reply", (Way(("silent", "refused", "agreed", "not_sure"), None),)),
    )


def test_the_map_of_the_guide_has_exactly_the_steps_of_all_answer_sets() -> None:
    walked = set()
    for answers in complete_answer_sets(TREE.questions):
        for (question, answer), (to, _) in pairwise([*answers.items(), (None, None)]):
            walked.add((question, answer, to))
    drawn = {(s.question, answer, way.to) for s in REAL.stations for way in s.ways for answer in way.answers}
    assert drawn == walked


def test_every_way_leads_down() -> None:
    for station in REAL.stations:
        for way in station.ways:
            assert way.to is None or REAL.number(way.to) > REAL.number(station.question)


def test_a_question_without_an_answer_to_choose_is_still_on_the_map() -> None:
    def offer_nothing(data: dict[str, object]) -> None:
        for answer in item(data, "questions", "reply")["answers"]:
            answer["offered_when"] = {"item": ["film"]}

    stations = map_questions(changed_toy(offer_nothing)).stations
    assert [way.to for way in stations[2].ways] == ["reply", None]


def test_the_way_of_a_case_is_known_answer_by_answer() -> None:
    assert taken_ways(case_of(LATE).progress) == {"item": ("novel", "trouble"), "trouble": ("late", None)}
    assert taken_ways(case_of("item=novel trouble=lost").progress)["trouble"] == ("lost", "told")
    assert taken_ways(case_of("").progress) == {}


def test_the_map_in_words_names_answers_targets_and_what_is_taken() -> None:
    trouble = in_words(LATE)[1]
    assert (trouble.number, trouble.ask, trouble.is_on_the_way) == (2, "What went wrong?", True)
    assert [(way.answers, way.to, way.taken) for way in trouble.ways] == [
        (("Lost", "Torn"), "3", None),
        (("Later than 30 days", "Not sure"), "plan", "Later than 30 days"),
    ]
    assert in_words(LATE, "zh")[1].ways[1].to == "方案"


def test_the_question_a_case_comes_to_next_is_on_the_way() -> None:
    assert [one.is_on_the_way for one in in_words("item=novel")] == [True, True, False, False]
    assert [one.is_on_the_way for one in in_words("")] == [True, False, False, False]


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("theme", get_args(Theme))
@pytest.mark.parametrize("width", [320, 760])
def test_the_picture_is_sound_xml_and_nothing_leaves_it(width: int, theme: Theme, language: Language) -> None:
    progress = follow(TREE.questions, IN_HAND)
    drawn = draw_map(TREE, REAL, progress, width=width, theme=theme, language=language)
    root = ElementTree.fromstring(drawn)
    height = float(root.attrib["height"])
    numbers = [float(one) for key in ("x", "cx") for e in root.iter() if (one := e.get(key))]
    assert all(0 <= one <= width for one in numbers)
    tops = [float(one) for key in ("y", "cy") for e in root.iter() if (one := e.get(key))]
    assert all(0 <= one <= height for one in tops)
    lanes = [float(x) for e in root.iter() for x in re.findall(r"[MH]([\d.]+)", e.get("d", ""))]
    assert lanes and max(lanes) <= width
    assert len(drawn) < 60_000


def test_the_picture_shows_every_question_with_its_number() -> None:
    drawn = draw()
    for number, ask in enumerate(["What did you borrow?", "What went wrong?", "Did you tell the library?"], 1):
        assert f"{number}. {ask}" in drawn
    assert "→ plan" in drawn and "→ 3" in drawn


def test_the_case_is_marked_by_ticks_and_thicker_lines_and_not_by_colour_alone() -> None:
    plain, marked = draw(), draw(REFUSED)
    assert "✓" not in plain and 'stroke-width="3"' not in plain
    assert "✓ They refused" in marked
    assert marked.count('stroke-width="3"') == 4, "one line for each answer"
    assert marked.count('stroke-width="2.5"') == 5, "four questions and the plan"
    assert draw("item=novel").count('stroke-width="2.5"') == 2, "the answered question and the next"


def test_answers_that_do_not_fit_are_counted() -> None:
    drawn = draw_map(TREE, REAL, follow(TREE.questions, {}), width=358, theme="light", language="zh")
    longest = max(len(way.answers) for station in REAL.stations for way in station.ways)
    assert f"等 {longest} 个" in drawn


def test_markup_in_the_knowledge_file_is_drawn_as_text() -> None:
    tree = changed_toy(lambda data: item(data, "questions", "item")["ask"].update(en="<b>&\"'?"))
    drawn = draw_map(tree, map_questions(tree), follow(tree.questions, {}), width=358, theme="dark", language="en")
    assert "<b>" not in drawn
    assert ElementTree.fromstring(drawn) is not None
