"""What another answer would change, on the plan page."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

import ui.what_if
from refund_guide.compare import suppose
from refund_guide.planner import make_plan
from refund_guide.walk import find_answer

from .app import STUCK, TREE, html, notices, open_app, toggle
from .support import NOW
from .test_cases_page import CHANGED_MIND


def unfolded(answers: dict[str, str], locale: str = "zh-CN", **query: str) -> AppTest:
    app = open_app("plan", {**answers, **query}, locale)
    return toggle(app, "what-if")


def folds(app: AppTest) -> dict[str, str]:
    """Label of an alternative -> what is told about it."""
    (body,) = [line for element in app.get("html") if "<details><summary><b>" in (line := element.proto.body)]
    found = re.findall(r"<details><summary><b>(.*?)</b>(.*?)</details>", body, re.DOTALL)
    return {unescape(label): told for label, told in found}


def label(question: str, answer: str) -> str:
    found = find_answer(TREE.question_by_id[question].question, answer)
    assert found
    return found.label.zh.format_map(TREE.phrases("zh"))


def test_nothing_is_worked_out_before_it_is_unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.what_if, "suppose", None)
    app = open_app("plan", STUCK)
    assert not app.exception and not app.error
    assert re.search(r'data-toggle="what-if"[^>]*>如果情况不一样', html(app))


def test_every_other_answer_of_the_question_is_listed_with_what_it_changes() -> None:
    app = unfolded(CHANGED_MIND)
    assert not app.exception and not app.error and not notices(app)
    offered = TREE.question_by_id["reason"].offered(CHANGED_MIND)
    assert set(folds(app)) == {label("reason", one) for one in offered if one != "changed_mind"}
    faulty = folds(app)[label("reason", "faulty")]
    assert "运费：商家付运费" in faulty
    assert "<td>你付退货运费</td><td>商家付运费</td>" in faulty


def test_another_question_can_be_chosen() -> None:
    app = unfolded(CHANGED_MIND)
    app.selectbox[0].set_value("condition").run()
    assert set(folds(app)) == {
        label("condition", one) for one in ("opened_to_inspect", "used_or_tag_cut", "not_sure")
    }


def test_each_alternative_leads_to_its_plan() -> None:
    faulty = folds(unfolded(CHANGED_MIND))[label("reason", "faulty")]
    (address,) = re.findall(r'href="([^"]+)"', faulty)
    address = urlsplit(unescape(address))
    assert address.path == "plan"
    answers = dict(parse_qsl(address.query))
    assert answers == suppose(TREE, CHANGED_MIND, {"reason": "faulty"}).answers
    assert make_plan(TREE, answers, {}, NOW, "zh").freight.payer == "seller"


def test_an_alternative_that_needs_another_answer_first_leads_to_the_form() -> None:
    app = unfolded(CHANGED_MIND)
    app.selectbox[0].set_value("channel").run()
    seller = folds(app)[label("channel", "seller")]
    (address,) = re.findall(r'href="([^"]+)"', seller)
    assert urlsplit(unescape(address)).path == "form"
    assert "at=seller_case" in address
    assert "才知道" in seller


def test_dates_count_in_the_other_plan_too() -> None:
    event = make_plan(TREE, suppose(TREE, CHANGED_MIND, {"reason": "faulty"}).answers, {}, NOW, "zh").events[0]
    without, with_date = (
        folds(unfolded(CHANGED_MIND, **dates))[label("reason", "faulty")] for dates in ({}, {event: "2026-11-20"})
    )
    assert "，到 2026年" not in without
    assert "，到 2026年" in with_date


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize(
    "answers",
    [
        STUCK,
        CHANGED_MIND,
        {"channel": "off_platform"},
        {"channel": "seller", "seller_case": "stock_gone"},
        {"channel": "livestream", "status": "unpaid"},
    ],
)
def test_every_question_of_a_case_can_be_asked_about(answers: dict[str, str], locale: str) -> None:
    app = unfolded(answers, locale)
    for question in answers:
        app.selectbox[0].set_value(question).run()
        assert not app.exception and not app.error and not notices(app)
        assert folds(app)
