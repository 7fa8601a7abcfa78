"""One plan, page and six forms: the moments and the payer are the same in each, for a sample of the real cases.

Ask for what a form says, never for how: the calendar is read by another library than the one that wrote
it, the PDF and the Word file are opened again.
"""

import io
import json
import random
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from html import unescape
from typing import Any

import pytest
from docx import Document
from ical.calendar_stream import IcsCalendarStream
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from refund_guide.answer_space import AnswerSpace
from refund_guide.answers import read_case, write_pairs
from refund_guide.clock import BEIJING, Start, read_start
from refund_guide.export.as_calendar import calendar_deadlines
from refund_guide.export.forms import plan_in_form
from refund_guide.export.outline import Personal
from refund_guide.plan import Plan, PlannedDeadline
from refund_guide.planner import make_plan
from refund_guide.tree import load_tree
from refund_guide.wording import phrase_moment, split_moment, word
from ui import router

from ..app import go, html, open_app
from ..hostile_text import TYPED

TREE = load_tree()
META = TREE.knowledge.meta
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)
SAMPLE, IN_WORD, CHUNKS = 208, 12, 8


@cache
def cases() -> tuple[tuple[dict[str, str], dict[str, Start]], ...]:
    """Answer sets with deadlines, the same in every run; dates with and without a time, some long ago."""
    chance = random.Random(20261122)
    chosen: list[tuple[dict[str, str], dict[str, Start]]] = []
    for answers in chance.sample(AnswerSpace(TREE.questions).sets, 3 * SAMPLE):
        if len(chosen) < SAMPLE and make_plan(TREE, answers, {}, NOW, "zh").deadlines:
            # In order, as far as may be: a date before the one it must follow is not used by the app.
            moments = sorted((some_moment(chance) for _ in TREE.events), key=lambda one: one.moment)
            dates = {event: one for event, one in zip(TREE.events, moments, strict=True) if chance.random() < 0.9}
            chosen.append((answers, read_case(TREE, write_pairs(answers, dates, TREE), NOW).dates))
    assert len(chosen) == SAMPLE
    return tuple(chosen)


def some_moment(chance: random.Random) -> Start:
    day = date(2026, chance.choice([10, 11, 11, 11]), chance.randint(1, 21))
    time = f"T{chance.randrange(24):02}:{chance.randrange(60):02}" if chance.random() < 0.6 else ""
    return read_start(f"{day}{time}")


def plans(number: int) -> list[Plan]:
    answers, dates = cases()[number]
    return [make_plan(TREE, answers, dates, NOW, language) for language in ("zh", "en")]


def dated(plan: Plan) -> list[PlannedDeadline]:
    return [one for one in plan.deadlines if one.due]


def wording(plan: Plan) -> list[str]:
    """What every form with sentences must say: each moment, and who pays."""
    payer = word(f"payer_{plan.freight.payer}", plan.language)
    return [payer, *(f"{phrase_moment(one.due, plan.language)}" for one in dated(plan) if one.due)]


def assert_json_agrees(plan: Plan) -> None:
    data: dict[str, Any] = json.loads(plan_in_form("json", plan, META))
    assert data["freight"]["payer"] == plan.freight.payer
    for shown, deadline in zip(data["deadlines"], plan.deadlines, strict=True):
        assert shown["id"] == deadline.id
        assert shown["due"] == (deadline.due.isoformat() if deadline.due else None)
        if deadline.due:
            assert datetime.fromisoformat(shown["due"]) == deadline.due
            assert shown["due_day"] == str(split_moment(deadline.due)[0])
            assert shown["due_text"].startswith(phrase_moment(deadline.due, plan.language))


def assert_calendar_agrees(plan: Plan) -> None:
    made = plan_in_form("ics", plan, META, Personal(link="https://guide.example/plan?channel=virtual"))
    events = {str(one.uid): one for one in IcsCalendarStream.calendar_from_ics(made.decode("utf-8")).events}
    wanted = calendar_deadlines(plan)
    assert {uid.partition("-")[2].partition("@")[0] for uid in events} == {one.id for one in wanted}
    for deadline in wanted:
        [event] = [one for uid, one in events.items() if f"-{deadline.id}@" in uid]
        assert deadline.due is not None
        day, time = split_moment(deadline.due)
        assert event.dtstart == (day if time == "24:00" else deadline.due)
        for said in (phrase_moment(deadline.due, plan.language), word(f"payer_{plan.freight.payer}", plan.language)):
            assert said in (event.description or "")
        assert (f"[{word('estimate', plan.language)}]" in event.summary) == deadline.estimate


def assert_page_agrees(app: AppTest, number: int, plan: Plan) -> None:
    answers, dates = cases()[number]
    address = {**answers, **{event: start.isoformat() for event, start in dates.items()}, "lang": plan.language}
    go(app, "plan", address)
    assert not app.exception and not app.error, address
    lines = [line for line in unescape(re.sub(r"<[^>]*>", "\n", html(app))).split("\n") if line.strip()]
    shown = {label: lines[place + 1 :] for place, label in enumerate(lines)}
    for deadline in dated(plan):
        assert deadline.due is not None
        assert shown[deadline.label][0].startswith(phrase_moment(deadline.due, plan.language)), address
    assert lines.count(word(f"payer_{plan.freight.payer}", plan.language)) == 2, address  # at the top, and why


def assert_pdf_agrees(plan: Plan) -> None:
    """Page by page, as long as something is missing: reading a PDF takes longer than making it."""
    pages = printed(PdfReader(io.BytesIO(plan_in_form("pdf", plan, META))))
    wanted, read = [re.sub(r"\s", "", said) for said in wording(plan)], ""
    while missing := [said for said in wanted if said not in read]:
        more = next(pages, None)
        assert more is not None, missing
        read += more


def printed(pdf: PdfReader) -> Iterator[str]:
    return (re.sub(r"\s", "", page.extract_text()) for page in pdf.pages)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_page_calendar_pdf_text_and_data_say_the_same(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "now", lambda: NOW)
    app = open_app()
    for number in range(chunk, SAMPLE, CHUNKS):
        zh, en = plans(number)
        one = (zh, en)[number // CHUNKS % 2]
        assert_page_agrees(app, number, one)
        assert_pdf_agrees(one)
        assert [one.due for one in zh.deadlines] == [one.due for one in en.deadlines]
        assert zh.freight.payer == en.freight.payer
        for plan in (zh, en):
            assert_json_agrees(plan)
            assert_calendar_agrees(plan)
            for form in ("text", "md"):
                shown = plan_in_form(form, plan, META).decode("utf-8")
                assert [said for said in wording(plan) if said not in shown] == [], (number, form)


@pytest.mark.parametrize("number", range(0, SAMPLE, SAMPLE // IN_WORD))
def test_word_says_the_same(number: int) -> None:
    for plan in plans(number):
        mine = Personal(texts={one.id: TYPED["typst"] for one in plan.scripts[:1]})
        opened: Any = Document(io.BytesIO(plan_in_form("docx", plan, META, mine)))
        written = "\n".join(paragraph.text for paragraph in opened.paragraphs)
        assert [said for said in wording(plan) if said not in written] == []


def test_a_real_case_file_is_small_enough_for_a_chat() -> None:
    plans_in_chinese = (plans(number)[0] for number in range(SAMPLE))
    largest = max(plans_in_chinese, key=lambda plan: len(plan_in_form("text", plan, META)))
    texts = {one.id: TYPED["long_sentence"] for one in largest.scripts}
    assert len(plan_in_form("pdf", largest, META, Personal(texts=texts))) < 500_000


def test_the_sample_has_all_kinds_of_moments() -> None:
    moments = [one for number in range(SAMPLE) for one in dated(plans(number)[0])]
    assert len(moments) > SAMPLE
    assert {one.status for one in moments} == {"running", "due_today", "passed"}
    assert {split_moment(one.due)[1] == "24:00" for one in moments if one.due} == {True, False}
    assert {one.owner for one in moments} >= {"you", "seller", "platform"}
