"""The picture of the deadlines, its rows and its words."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.plan import Plan, PlannedDeadline
from refund_guide.timeline import (
    NARROWEST,
    Theme,
    describe_timeline,
    draw_timeline,
    timeline_headings,
    timeline_rows,
)
from refund_guide.timeline_layout import clean, wrap
from refund_guide.timeline_pen import BAR, THEMES
from refund_guide.vocabulary import Language, Owner
from refund_guide.walk import complete_answer_sets
from refund_guide.wording import phrase_moment, phrase_rough_span, word

from .support import LATE, REFUSED, moment, plan_of, toy_tree

NOW = moment("2026-11-22T15:01")
DATES = "borrowed=2026-10-24 ready=2026-11-25T09:00 noticed=2026-11-22T14:30 reported=2026-11-22T14:40"
LANGUAGES: tuple[Language, ...] = get_args(Language)
PICTURES: tuple[Theme, ...] = get_args(Theme)
WIDTHS = (280, 358, 599, 600, 720)
SVG = "{http://www.w3.org/2000/svg}"
# Advance widths of Helvetica from the space to the tilde, in thousandths of an em.
HELVETICA = [
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
]
HOSTILE = (
    "</text><script>alert(1)</script>",
    '"><image href="http://x.example/a.png"/>',
    "&amp; &#0; ]]> <!-- --> <![CDATA[ <?xml ?>",
    "\x00\x08\x1b\ufffe\uffff\ud800 control",
    "\u202eright to left\u202c",
    "一行\n两行\t制表",
    "W" * 400,
    "很长的标签，" * 60,
    "{due} %s {0}",
    "👩‍👩‍👧 e\u0301 ﷽",
)


def toy(answers: str, language: Language = "en", dates: str = DATES, now: datetime = NOW) -> Plan:
    return plan_of(f"{answers} {dates}", language, now=now)


PLANS = [
    pytest.param(plan, id=f"{answers}-{language}-{'dated' if dates else 'undated'}-{now:%Y}")
    for answers in (
        " ".join(f"{question}={answer}" for question, answer in one.items())
        for one in complete_answer_sets(toy_tree().questions)
    )
    for language in LANGUAGES
    for dates in (DATES, "")
    for now in (NOW, NOW + timedelta(days=400))
    if (plan := toy(answers, language, dates, now)).deadlines
]


def deadline(name: str, hours: float, **changes: object) -> PlannedDeadline:
    """A deadline so many hours from now; a day long unless told otherwise."""
    due = NOW + timedelta(hours=hours)
    midnight = moment("2026-11-22T24:00")
    status = "passed" if due <= NOW else "due_today" if due <= midnight else "running"
    one = replace(
        toy(LATE).deadlines[0],
        id=name,
        label=f"Deadline {name}",
        due=due,
        started=min(due, NOW) - timedelta(days=1),
        earliest=None,
        estimate=False,
        status=status,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def undated(name: str) -> PlannedDeadline:
    return deadline(name, 0, due=None, started=None, status="needs_date")


def planned(*deadlines: PlannedDeadline, language: Language = "en") -> Plan:
    return replace(toy(LATE, language), deadlines=deadlines)


def dozen(language: Language = "en") -> Plan:
    """Minutes to years ahead, undated, passed: in the order of a plan."""
    owners = get_args(Owner)
    ahead = [
        deadline(f"d{hours}", hours, owner=owners[i % 6]) for i, hours in enumerate((0.1, 8, 30, 80, 700, 30000))
    ]
    ahead[3] = replace(ahead[3], earliest=NOW + timedelta(hours=40))
    ahead[4] = replace(ahead[4], estimate=True, started=NOW + timedelta(hours=80))
    passed = [deadline(f"p{hours}", -hours) for hours in (30000, 800, 5)]
    return planned(*ahead, undated("u1"), undated("u2"), undated("u3"), *passed, language=language)


def picture(plan: Plan, width: int = 358, theme: Theme = "light") -> ElementTree.Element:
    return ElementTree.fromstring(draw_timeline(plan, width=width, theme=theme))


def texts(svg: ElementTree.Element) -> list[tuple[float, str]]:
    """Every line of text with its height in the picture, top to bottom."""
    return sorted((float(one.get("y", "")), one.text or "") for one in svg.iter(f"{SVG}text"))


def written(svg: ElementTree.Element) -> str:
    """All text, in the order drawn. Spaces are left out, because lines end in their place."""
    return "".join("".join(one.itertext()) for one in svg.iter(f"{SVG}text")).replace(" ", "")


def height_of(svg: ElementTree.Element, words: str) -> float:
    return next(y for y, text in texts(svg) if words in text)


def width_of(words: str, size: float) -> float:
    """As in Helvetica, with full-width characters of one em."""
    thousandths = dict(enumerate(HELVETICA, start=32))
    return size * sum(1 if one > "\u2e7f" else thousandths.get(ord(one), 600) / 1000 for one in words)


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_is_a_sound_picture_in_every_theme_and_width(plan: Plan) -> None:
    for theme in PICTURES:
        for width in WIDTHS:
            svg = picture(plan, width, theme)
            assert (svg.tag, svg.get("role"), svg.get("width")) == (f"{SVG}svg", "img", str(width))
            assert [child.tag for child in svg][:2] == [f"{SVG}title", f"{SVG}desc"]
            assert_inside(svg)


def assert_inside(svg: ElementTree.Element) -> None:
    width, height = float(svg.get("width", "")), float(svg.get("height", ""))
    for one in svg.iter(f"{SVG}text"):
        x, long = float(one.get("x", "")), width_of(one.text or "", float(one.get("font-size", "")))
        left = {"end": x - long, "middle": x - long / 2}.get(one.get("text-anchor", ""), x)
        assert left >= 0 and left + long <= width, one.text
        assert 0 < float(one.get("y", "")) < height, one.text
    for one in svg.iter(f"{SVG}rect"):
        assert float(one.get("x", "")) + float(one.get("width", "")) <= width
        assert float(one.get("y", "")) + float(one.get("height", "")) <= height


def test_a_plan_without_deadlines_has_no_picture_and_no_rows() -> None:
    plan = toy("item=novel trouble=not_sure", dates="")
    assert plan.no_deadline
    assert draw_timeline(plan, width=358, theme="light") == ""
    assert timeline_rows(plan) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", PICTURES)
@pytest.mark.parametrize("width", WIDTHS)
def test_twelve_deadlines_from_minutes_to_years_fit(language: Language, theme: Theme, width: int) -> None:
    drawn = draw_timeline(dozen(language), width=width, theme=theme)
    assert_inside(ElementTree.fromstring(drawn))
    assert len(drawn.encode()) < 30_000
    assert float(ElementTree.fromstring(drawn).get("height", "")) < 2_000


def test_only_undated_deadlines_still_make_a_picture() -> None:
    svg = picture(planned(undated("u1"), undated("u2")))
    assert word("timeline_undated", "en") in [text for _, text in texts(svg)]
    assert not any(one.get("height") == str(BAR) for one in svg.iter(f"{SVG}rect"))


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("status", ["running", "passed", "needs_date"])
def test_no_label_breaks_the_picture_or_leaves_it(label: str, status: str) -> None:
    one = {"running": deadline("x", 90), "passed": deadline("x", -90), "needs_date": undated("x")}[status]
    for width in WIDTHS:
        svg = picture(planned(replace(one, label=label)), width)
        assert {child.tag.removeprefix(SVG) for child in svg} <= {"title", "desc", "path", "rect", "circle", "text"}
        assert_inside(svg)
        assert clean(label).replace(" ", "") in written(svg)


@given(st.text(max_size=120))
def test_any_text_survives_whole(label: str) -> None:
    svg = picture(planned(deadline("x", 90, label=label)))
    assert "".join(clean(label).split()) in "".join(written(svg).split())


@pytest.mark.parametrize("plan", [*PLANS, pytest.param(dozen("zh"), id="zh"), pytest.param(dozen("en"), id="en")])
def test_every_date_is_in_the_picture(plan: Plan) -> None:
    for width in WIDTHS:
        shown = written(picture(plan, width))
        for one in plan.deadlines:
            assert one.label.replace(" ", "") in shown
            for when in (one.due, one.earliest):
                assert when is None or phrase_moment(when, plan.language).replace(" ", "") in shown


@pytest.mark.parametrize("width", [358, 720])
def test_time_runs_downwards_and_today_stands_between_passed_and_coming(width: int) -> None:
    plan = dozen()
    svg = picture(plan, width)
    passed, today, coming, dateless = (
        [height_of(svg, one.label) for one in plan.deadlines if one.status == "passed"],
        height_of(svg, "Today: Sun 22 Nov 2026, 15:01"),
        [height_of(svg, one.label) for one in plan.deadlines if one.status in ("running", "due_today")],
        [height_of(svg, one.label) for one in plan.deadlines if one.status == "needs_date"],
    )
    assert (len(passed), len(coming), len(dateless)) == (3, 6, 3)
    order = [*passed, today, *coming, *dateless]
    assert order == sorted(order)


def test_rows_keep_the_order_of_the_plan_and_match_the_headings() -> None:
    plan = dozen()
    rows = timeline_rows(plan)
    assert [row.id for row in rows] == [one.id for one in plan.deadlines]
    assert len(timeline_headings(plan)) == len(rows[0].__dataclass_fields__) - 1
    assert timeline_headings(planned(language="zh"))[3] == "到期"


def test_a_row_says_what_the_plan_says() -> None:
    replies = timeline_rows(toy(REFUSED))[0]
    assert replies.label == "The library replies"
    assert replies.owner == "the seller's"
    assert replies.start == "Sun 22 Nov 2026, 14:40"
    assert replies.due == "Wed 25 Nov 2026, 24:00 (earliest Mon 23 Nov 2026, 24:00)"
    assert replies.left == "3 days 8 hours left"
    assert replies.status == "running"


def test_a_clock_that_starts_where_another_ends_says_so() -> None:
    appeal = timeline_rows(toy(REFUSED))[1]
    assert appeal.start == "Wed 25 Nov 2026, 24:00"
    assert appeal.status == word("not_started", "en")


def test_a_start_known_to_the_day_shows_no_time() -> None:
    assert timeline_rows(toy(LATE))[0].start == "Sat 24 Oct 2026"


def test_a_row_without_its_date_is_empty_where_it_needs_one() -> None:
    row = timeline_rows(toy(LATE, "zh", dates=""))[0]
    assert (row.start, row.due, row.left, row.status) == ("", "", "", "需要日期")


@pytest.mark.parametrize("language", LANGUAGES)
def test_title_and_description_tell_the_picture_in_words(language: Language) -> None:
    plan = dozen(language)
    svg = picture(plan)
    title, description = describe_timeline(plan)
    assert (svg.findtext(f"{SVG}title"), svg.findtext(f"{SVG}desc")) == (title, description)
    assert phrase_moment(NOW, language) in title
    for row in timeline_rows(plan):
        for words in (row.label, row.owner, row.start, row.due, row.left, row.status):
            assert words in description
    assert svg.get("lang") == ("zh-CN" if language == "zh" else "en")


def test_what_has_passed_is_crossed_out_not_only_grey() -> None:
    svg = picture(planned(deadline("gone", -50)))
    label = next(one for one in svg.iter(f"{SVG}text") if one.text == "Deadline gone")
    assert label.get("text-decoration") == "line-through"
    assert word("timeline_hatched", "en") in written_lines(svg)


def written_lines(svg: ElementTree.Element) -> str:
    return " ".join(text for _, text in texts(svg))


def test_what_is_due_today_is_framed_and_says_so() -> None:
    today, later = deadline("now", 3), deadline("later", 90)
    svg = picture(planned(today, later))
    frames = [one for one in svg.iter(f"{SVG}rect") if float(one.get("width", "")) > 350]
    assert len(frames) == 1
    top, height = float(frames[0].get("y", "")), float(frames[0].get("height", ""))
    assert top < height_of(svg, "Deadline now") < top + height < height_of(svg, "Deadline later")
    assert word("due_today", "en") in written_lines(svg)


def test_only_what_the_reader_must_do_today_alarms() -> None:
    colours = THEMES["light"]
    mine = draw_timeline(planned(deadline("mine", 3, owner="you")), width=358, theme="light")
    theirs = draw_timeline(planned(deadline("theirs", 3, owner="seller")), width=358, theme="light")
    assert colours.alarm in mine
    assert colours.alarm not in theirs


def test_an_estimate_and_a_clock_not_yet_running_are_marked_in_words() -> None:
    one = deadline("guess", 90, estimate=True, started=NOW + timedelta(hours=20))
    shown = written_lines(picture(planned(one)))
    assert "≈ estimate" in shown
    assert word("not_started", "en") in shown


def test_a_range_shows_its_earliest_moment_and_explains_the_upright_lines() -> None:
    shown = written_lines(picture(planned(deadline("range", 90, earliest=NOW + timedelta(hours=60)))))
    assert "earliest Wed 25 Nov 2026, 03:01" in shown
    assert word("timeline_striped", "en") in shown


def test_much_time_between_two_rows_is_written_there_and_little_is_not() -> None:
    shown = written_lines(picture(planned(deadline("a", 30), deadline("b", 50), deadline("c", 27000))))
    assert re.findall(r"(?:about )?\d+ \w+ later", shown) == ["about 3 years later"]


@pytest.mark.parametrize(("hours_long", "gone"), [(24, 6), (24, 0), (30000, 29000)])
def test_the_bar_shows_how_much_time_is_gone(hours_long: float, gone: float) -> None:
    start = NOW - timedelta(hours=gone)
    one = deadline("bar", hours_long - gone, started=start)
    svg = picture(planned(one))
    frame = next(r for r in svg.iter(f"{SVG}rect") if r.get("fill") == "none" and r.get("height") == "8")
    rest = next(r for r in svg.iter(f"{SVG}rect") if r.get("fill") != "none" and r.get("height") == "8")
    whole = float(frame.get("width", ""))
    assert float(rest.get("width", "")) / whole == pytest.approx(1 - gone / hours_long, abs=0.01)


def test_two_pictures_on_one_page_share_no_names_and_load_nothing() -> None:
    for theme in PICTURES:
        drawn = draw_timeline(dozen(), width=358, theme=theme)
        assert not re.search(r"\sid=|href|url\(|<style|<script|@import", drawn)
        assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]


def test_a_picture_is_never_drawn_too_narrow_to_read() -> None:
    assert picture(dozen(), 10).get("width") == str(NARROWEST)


def test_the_same_plan_gives_the_same_picture() -> None:
    assert draw_timeline(dozen(), width=358, theme="dark") == draw_timeline(dozen(), width=358, theme="dark")


@pytest.mark.parametrize(("theme", "page"), [("light", "#ffffff"), ("dark", "#111514"), ("print", "#ffffff")])
def test_every_colour_of_text_can_be_read(theme: Theme, page: str) -> None:
    colours = THEMES[theme]
    assert colours.ground == page
    for ink in (colours.text, colours.muted, colours.accent, colours.alarm):
        assert contrast(ink, page) >= 4.5
        assert contrast(ink, colours.alarm_ground) >= 4.5


def test_lines_break_between_words_and_never_start_with_a_closing_mark() -> None:
    assert wrap("Last day to submit the no-reason return", 15, 160) == ["Last day to submit", "the no-reason return"]
    assert wrap("Last day to submit the no-reason return", 15, 100) == [
        "Last day to",
        "submit the",
        "no-reason",
        "return",
    ]
    text = "商家处理售后申请（提交后才开始算，生鲜更短，以页面倒计时为准）"
    for width in range(60, 500, 7):
        lines = wrap(text, 15, width)
        assert "".join(lines) == text
        assert not any(line[0] in "，）" or line[-1] == "（" for line in lines)


def test_a_word_longer_than_a_line_goes_on_in_the_next() -> None:
    lines = wrap("see " + "x" * 50, 10, 100)
    assert "".join(lines) == "see" + "x" * 50
    assert len(lines) > 3


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (5.4, "5 days"), (75, "about 2 months"), (365, "about 12 months"), (1088, "about 3 years")],
)
def test_a_rough_length_has_one_unit(days: float, words: str) -> None:
    assert phrase_rough_span(timedelta(days=days), "en") == words
