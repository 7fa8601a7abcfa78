"""The support desk without a browser: its answers, its tickets, what it tells and what it sends.

The questions are drawn in the browser by a panel of our own, so a choice is handed in where the panel would.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from refund_guide.clock import BEIJING
from refund_guide.planner import make_plan
from refund_guide.vocabulary import Language
from refund_guide.walk import complete_answer_sets
from ui import desk_panel, desk_plan, knowledge
from ui.desk_questions import KEYS, UNSURE_KEY
from ui.tickets import MOST

from .app import STUCK, TREE, follow_link, go, html, links, notices, open_app, query, set_dates, title

DAYS_AGO = (datetime.now(BEIJING) - timedelta(days=3)).date().isoformat()
OTHER = "channel-virtual.virtual_kind-membership_month"


class Chooser:
    """Stands in for the browser: hands in one choice with the next run."""

    def __init__(self) -> None:
        self.chosen: list[str] | None = None

    def pressed(self) -> list[str] | None:
        chosen, self.chosen = self.chosen, None
        return chosen

    def __call__(self, app: AppTest, question: str, answer: str, ticket: int = 1) -> AppTest:
        self.chosen = [str(ticket), question, answer]
        return app.run()


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Chooser:
    chooser = Chooser()
    monkeypatch.setattr(desk_panel, "pressed", chooser.pressed)
    return chooser


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, Any]]:
    """What the panel was last given to draw."""
    drawn: list[dict[str, Any]] = []

    def show(data: dict[str, Any]) -> None:
        drawn.append(json.loads(json.dumps(data)))

    monkeypatch.setattr(desk_panel, "show", show)
    return lambda: drawn[-1]


def questions(data: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one for one in data["questions"]}


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, *words: str | int) -> AppTest:
    return app.button(key="desk-" + "-".join(map(str, words))).click().run()


def reply(app: AppTest) -> str:
    found = re.search(r'<pre lang="[^"]*">(.*?)</pre>', html(app), re.DOTALL)
    assert found
    return unescape(found[1])


def is_fine(app: AppTest) -> bool:
    return not app.exception and not app.error and bool(title(app))


# --- questions


def test_a_ticket_is_answered_question_by_question(choose: Chooser, panel: Callable[[], dict[str, Any]]) -> None:
    app = open_app("desk")
    for number, (question, answer) in enumerate(STUCK.items()):
        shown = panel()["questions"]
        assert shown[0]["id"] == question
        assert shown[0]["chosen"] is None and shown[0]["help"]
        assert [one["id"] for one in shown[1:]] == list(STUCK)[:number]
        choose(app, question, answer)
        assert is_fine(app)
    assert query(app) == STUCK
    assert {one["id"]: one["chosen"] for one in panel()["questions"]} == STUCK
    plan = make_plan(TREE, STUCK, {}, datetime.now(BEIJING), "zh")
    assert plan.title in html(app) and plan.first_step.text in html(app)


def test_only_answers_that_apply_are_offered_and_not_sure_comes_last(panel: Callable[[], dict[str, Any]]) -> None:
    open_app("desk", STUCK)
    for question, shown in questions(panel()).items():
        before = {q: a for q, a in STUCK.items() if list(STUCK).index(q) < list(STUCK).index(question)}
        offered = [answer for answer, _, _ in shown["answers"]]
        assert sorted(offered) == sorted(TREE.question_by_id[question].offered(before))
        assert "not_sure" not in offered[:-1]


def test_every_answer_of_every_question_has_a_key_of_its_own(panel: Callable[[], dict[str, Any]]) -> None:
    asked: set[str] = set()
    for answers in complete_answer_sets(TREE.questions):
        if set(answers) <= asked:
            continue
        asked |= set(answers)
        open_app("desk", answers)
        for shown in panel()["questions"]:
            keys = [key for _, _, key in shown["answers"]]
            assert all(keys) and len(set(keys)) == len(keys)
            assert all((key == UNSURE_KEY) == (answer == "not_sure") for answer, _, key in shown["answers"])
    assert asked == set(TREE.question_by_id)
    assert not set("CRNSX") & set(KEYS + UNSURE_KEY)


def test_a_changed_answer_keeps_the_others_that_apply(choose: Chooser) -> None:
    app = open_app("desk", {**STUCK, "applied": DAYS_AGO})
    before = html(app)
    choose(app, "status", "confirmed")
    assert query(app) == {**STUCK, "status": "confirmed", "applied": DAYS_AGO}
    assert not notices(app)
    assert html(app) != before


def test_a_changed_answer_names_the_others_it_drops(choose: Chooser) -> None:
    app = open_app("desk", STUCK)
    choose(app, "status", "unpaid")
    assert query(app) == {"channel": "third_party", "status": "unpaid"}
    assert all(TREE.question_by_id[one].question.ask.zh in notices(app) for one in ("reason", "reply"))
    app.run()
    assert not notices(app)


def test_later_answers_wait_for_a_question_that_a_change_brings_in(
    choose: Chooser, panel: Callable[[], dict[str, Any]]
) -> None:
    open_app("desk", {"channel": "third_party", "status": "dispatched", "progress": "applied"})
    shown = panel()
    assert shown["questions"][0]["id"] != "progress"
    assert any("提交了售后申请" in note for note in shown["notes"])


def test_a_choice_made_on_a_ticket_no_longer_on_screen_does_nothing(choose: Chooser) -> None:
    app = open_app("desk", {"channel": "third_party", "n": "2", "t": "1"})
    choose(app, "status", "unpaid", ticket=1)
    assert query(app) == {"channel": "third_party", "n": "2", "t": "1"}


@pytest.mark.parametrize("nonsense", [["1", "nothing", "x"], ["1", "channel", "moon"], ["x", "channel", "virtual"]])
def test_a_choice_that_makes_no_sense_is_harmless(choose: Chooser, nonsense: list[str]) -> None:
    app = open_app("desk", {"channel": "third_party"})
    choose.chosen = nonsense
    app.run()
    assert is_fine(app)
    assert set(query(app)) <= {"channel"}


def test_what_the_panel_tells_is_read_with_care() -> None:
    assert desk_panel._read({"answer": ["1", "channel", "virtual"]}) == ["1", "channel", "virtual"]
    for wrong in (None, {}, {"answer": None}, {"answer": "x"}, {"answer": ["1"]}, ["1", "2", "3"]):
        assert desk_panel._read(wrong) is None


def test_two_choices_in_a_row_are_both_kept_although_the_address_is_late(choose: Chooser) -> None:
    app = open_app("desk", {"channel": "third_party"})
    choose(app, "status", "in_hand")
    app.query_params.clear()
    app.query_params["channel"] = "third_party"  # as the browser still has it
    choose(app, "reason", "damaged")
    assert query(app) == {"channel": "third_party", "status": "in_hand", "reason": "damaged"}


def test_after_going_back_the_address_counts_again(choose: Chooser) -> None:
    app = open_app("desk", {"channel": "third_party"})
    choose(app, "status", "in_hand")
    go(app, "desk", {"channel": "third_party"})
    choose(app, "status", "unpaid")
    assert query(app) == {"channel": "third_party", "status": "unpaid"}


# --- tickets


def test_tickets_are_opened_switched_and_closed(choose: Chooser) -> None:
    app = open_app("desk", STUCK)
    press(app, "new")
    assert query(app)["n"] == "2" and "channel" not in query(app)
    choose(app, "channel", "virtual", ticket=2)
    press(app, "open", 1)
    assert {key: query(app)[key] for key in STUCK} == STUCK
    assert query(app)["t"] == "2.channel-virtual"
    press(app, "next")
    assert query(app)["channel"] == "virtual" and query(app)["n"] == "2"
    press(app, "close", 2)
    assert query(app) == STUCK
    assert len([key for key in labels(app) if "·" in key]) == 0


def test_a_ticket_is_told_by_its_number_and_situation() -> None:
    app = open_app("desk", {**STUCK, "n": "2", "t": f"1.{OTHER}~3"})
    first, second, third = (label for label in labels(app) if "·" in label)
    assert first.startswith("1 · ") and "会员月卡" in first
    assert second.startswith("2 · ") and "收到就破损" in second and "（当前）" in second
    assert third.startswith("3 · ") and "还没回答" in third


def test_no_second_empty_ticket_is_opened() -> None:
    app = open_app("desk", {**STUCK, "t": "2"})
    press(app, "new")
    assert query(app)["n"] == "2"
    assert query(app)["t"].startswith("1.channel-third_party")
    press(app, "new")
    assert query(app)["n"] == "2"


def test_the_last_ticket_closed_leaves_a_new_one() -> None:
    app = open_app("desk", {**STUCK, "n": "2", "t": f"1.{OTHER}"})
    press(app, "close", 2)
    press(app, "new")
    press(app, "close", 2)
    assert query(app) == {"channel": "virtual", "virtual_kind": "membership_month"}


def test_a_ticket_is_told_that_there_are_as_many_as_fit() -> None:
    others = "~".join(f"{number}.{OTHER}" for number in range(2, MOST + 1))
    app = open_app("desk", {**STUCK, "t": others})
    assert app.button(key="desk-new").disabled
    assert str(MOST) in app.button(key="desk-new").label
    app = open_app("desk", {**STUCK, "t": f"{others}~{MOST + 1}.{OTHER}"})
    assert "太多" in notices(app)


def test_dates_go_with_their_ticket() -> None:
    app = open_app("desk", {**STUCK, "applied": DAYS_AGO, "t": f"2.{OTHER}"})
    press(app, "open", 2)
    assert "applied" not in query(app)
    assert f"applied-{DAYS_AGO}" in query(app)["t"]
    press(app, "open", 1)
    assert query(app)["applied"] == DAYS_AGO


def test_a_name_stays_out_of_the_address() -> None:
    app = open_app("desk", {**STUCK, "t": f"2.{OTHER}"})
    app.text_input(key="desk_name_1").set_value("王女士 *1*").run()
    assert any(label.startswith(r"1 · 王女士 \*1\*") for label in labels(app))
    assert "王" not in str(query(app))
    press(app, "open", 2)
    assert any("王女士" in label for label in labels(app))
    press(app, "open", 1)
    assert app.text_input(key="desk_name_1").value == "王女士 *1*"
    press(app, "close", 1)
    assert not any("王女士" in label for label in labels(app))


@pytest.mark.parametrize(
    "given",
    [
        {"n": "x"},
        {"n": "100"},
        {"t": "zero"},
        {"t": "1"},
        {"t": "2.channel-moon"},
        {"t": "2.nothing-1"},
        {"t": "2.paid-yesterday"},
        {"t": "2.channel-third_party.status-unpaid.reason-damaged"},
        {"t": "<script>alert(1)</script>"},
        {"r": "fr"},
    ],
)
def test_what_cannot_be_used_of_the_tickets_is_named(given: dict[str, str]) -> None:
    app = open_app("desk", {**STUCK, **given})
    assert is_fine(app)
    assert notices(app)
    press(app, "reply", "en")
    assert "<script" not in str(query(app))
    app.run()
    assert not notices(app)


def test_other_pages_keep_the_tickets_and_links_for_others_do_not() -> None:
    given = {**STUCK, "n": "2", "t": f"1.{OTHER}", "r": "en"}
    app = open_app("desk", given)
    brand = links(app)["小红书退款向导"]
    assert dict(parse_qsl(brand.partition("?")[2])) == given
    follow_link(app, "English")
    assert query(app) == {**given, "lang": "en"}
    (link,) = re.findall(r"https?://\S+|/plan\?\S+", reply(app))
    assert dict(parse_qsl(urlsplit(link).query)) == {**STUCK, "lang": "en"}


# --- plan and reply


@pytest.mark.parametrize(("locale", "language"), [("zh-CN", "zh"), ("en-GB", "en")])
def test_the_reply_can_be_in_another_language_than_the_page(locale: str, language: Language) -> None:
    other: Language = "en" if language == "zh" else "zh"
    app = open_app("desk", {**STUCK, "applied": DAYS_AGO}, locale)
    greeting = TREE.knowledge.desk.greeting
    assert greeting.in_language(language) in reply(app)
    press(app, "reply", other)
    assert query(app)["r"] == other
    assert greeting.in_language(other) in reply(app)
    assert f"lang={other}" in reply(app) and f"applied={DAYS_AGO}" in reply(app)
    assert TREE.question_by_id["channel"].question.ask.in_language(other) in html(app)  # the note


def test_what_is_seldom_needed_is_drawn_when_it_is_opened() -> None:
    app = open_app("desk", STUCK)
    plan = make_plan(TREE, STUCK, {}, datetime.now(BEIJING), "zh")
    assert all(one.text in html(app) for one in plan.evidence)
    assert plan.ladder[0].how not in html(app)
    app.session_state["desk_more"] = True
    app.run()
    assert all(one.how in html(app) for one in plan.ladder)
    assert all(one.text in html(app) for one in plan.warnings)
    assert all(source.title in unescape(html(app)) for source in plan.cited_sources)


def test_a_date_given_in_place_is_counted_and_kept_by_the_next_answer(choose: Chooser) -> None:
    app = open_app("desk", STUCK)
    set_dates(app, applied=DAYS_AGO)
    assert query(app)["applied"] == DAYS_AGO
    assert "badge status passed" in html(app)
    choose(app, "reason", "faulty")
    assert query(app)["applied"] == DAYS_AGO


def test_a_deadline_that_has_passed_offers_the_answers_that_fit() -> None:
    app = open_app("desk", {**STUCK, "reply": "open_in_time", "goods": "ordinary", "applied": "2026-01-05"})
    offered = [button for button in app.button if str(button.key).startswith("desk-passed-1-")]
    offered[0].click().run()
    assert query(app)["reply"] == "open_overdue"
    assert query(app)["applied"] == "2026-01-05"
    assert is_fine(app)


def test_the_clocks_are_told_anew_as_time_goes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime.now(BEIJING) + timedelta(hours=5)
    monkeypatch.setattr(desk_plan, "now", lambda: later)
    given = {**STUCK, "reply": "refused_recent", "refused": DAYS_AGO}
    app = open_app("desk", given)
    plan = make_plan(TREE, {**STUCK, "reply": "refused_recent"}, {}, later, "zh")
    assert plan.title in html(app)
    assert "还剩 3 天" in html(app)


def test_changed_content_is_announced_and_the_ticket_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app("desk", STUCK)
    assert not app.info
    renewed = SimpleNamespace(current=lambda: knowledge.knowledge.current())
    monkeypatch.setattr(desk_plan, "knowledge", SimpleNamespace(current=lambda: object()))
    app.run()
    assert "内容已更新" in app.info[0].value
    monkeypatch.setattr(desk_plan, "knowledge", renewed)
    app.button(key="desk_renew").click().run()
    assert query(app) == STUCK
    assert not app.info


def test_content_that_changed_between_two_runs_is_announced_once(
    monkeypatch: pytest.MonkeyPatch, choose: Chooser
) -> None:
    from ui import router

    app = open_app("desk", STUCK)
    newer = type(TREE)(TREE.knowledge)
    file = SimpleNamespace(current=lambda: newer, problems=())
    monkeypatch.setattr(router, "knowledge", file)
    monkeypatch.setattr(desk_plan, "knowledge", file)
    choose(app, "reason", "faulty")
    assert "内容刚更新过" in notices(app)
    assert query(app)["reason"] == "faulty"
    app.run()
    assert not app.info
