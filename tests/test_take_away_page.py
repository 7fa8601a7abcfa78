"""On the plan page: words filled from what is typed once, and the case taken along. Without a browser."""

import json
import logging
import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from refund_guide.case_key import is_case_key
from refund_guide.planner import make_plan
from refund_guide.save_file import Saved, read_save, write_save
from refund_guide.vocabulary import Language
from refund_guide.words import fill_scripts, find_slots
from ui import take_away
from ui.knowledge import now
from ui.take_away import LABELS, NotMade, make_file
from ui.typed_fields import LATER, values
from ui.visit import Visit, read_visit

from .app import STUCK, TREE, answer, case, go, html, links, notices, open_app, query, toggle
from .hostile_text import TYPED

KEY = "0a1b2c3d"
REFUSED = {
    "channel": "third_party",
    "status": "signed_not_received",
    "signed_where": "station",
    "progress": "applied",
    "reply": "refused_recent",
}
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}
LINK = "https://guide.example/plan?channel=third_party"


def unfold(app: AppTest, *names: str) -> AppTest:
    for name in names:
        toggle(app, name)
    return app


def open_fields(answers: dict[str, str], locale: str = "zh-CN", **more: str) -> AppTest:
    return unfold(open_app("plan", {**answers, "case": KEY, **more}, locale), "fields")


def fields(app: AppTest) -> dict[str, Any]:
    """Slot -> its field."""
    return {one.key.rpartition("-")[2]: one for one in (*app.text_input, *app.text_area)}


def type_in(app: AppTest, **text: str) -> AppTest:
    for slot, value in text.items():
        fields(app)[slot].set_value(value)
    return app.run()


def shown_texts(app: AppTest) -> list[str]:
    """The words to send on the page, as they would be copied."""
    return [unescape(text) for text in re.findall(r"<pre>(.*?)</pre>", html(app), re.DOTALL)]


def expected_texts(answers: dict[str, str], typed: dict[str, str], language: Language = "zh") -> list[str]:
    plan = make_plan(TREE, answers, {}, now(), language)
    filled = fill_scripts(TREE, [one.id for one in plan.scripts], typed, language)
    ordered = sorted(filled, key=lambda one: one.purpose in LATER)
    return [text for one in ordered for text in (one.short, one.full) if text]


def visit_of(answers: dict[str, str], **more: str) -> Visit:
    return read_visit(TREE, [*answers.items(), *more.items()], "zh-CN", now())


def test_nothing_that_costs_time_is_drawn_before_its_box_is_open() -> None:
    app = open_app("plan", STUCK)
    assert not app.text_input and not app.text_area
    assert not app.get("download_button") and not app.get("file_uploader")
    assert "qr" not in html(app).partition("</style>")[2]


@pytest.mark.parametrize("language", LOCALES)
def test_what_is_typed_once_fills_every_text(language: Language) -> None:
    app = open_fields(REFUSED, LOCALES[language])
    plan = make_plan(TREE, REFUSED, {}, now(), language)
    used = find_slots(TREE, [one for one in TREE.knowledge.scripts if one.id in {s.id for s in plan.scripts}])
    assert set(fields(app)) == {slot.id for slot in used}
    typed = {slot.id: f"{slot.id} 红 {number}" for number, slot in enumerate(used)}
    type_in(app, **typed)
    assert shown_texts(app) == expected_texts(REFUSED, typed, language)
    assert "还没填" not in html(app) and "Still open: " not in html(app)


def test_open_fields_are_listed_and_the_length_is_told() -> None:
    app = open_fields(STUCK)
    first = make_plan(TREE, STUCK, {}, now(), "zh").scripts[0]
    labels = [slot.label.zh for slot in TREE.knowledge.slots if slot.id in first.unfilled]
    assert f"还没填：{'、'.join(labels)}" in html(app)
    assert f"{len(shown_texts(app)[0])} 个字" in html(app)
    type_in(app, **{first.unfilled[0]: "P1"})
    assert f"还没填：{'、'.join(labels[1:])}<" in html(app)
    type_in(app, what_happened="长" * 500)
    assert "可能超出聊天框" in html(app)


def test_words_for_later_routes_are_folded_away_and_refusals_come_with_a_hint() -> None:
    shown = html(open_app("plan", REFUSED))
    later = shown.partition("给快递、支付渠道、12315 等的话（4）</summary>")[2]
    assert later.count("<article") == 4
    assert shown.count("选和商家说法一样的那一段") == 1


def test_a_date_of_the_case_need_not_be_typed_again() -> None:
    app = open_fields(STUCK, applied="2026-11-18")
    assert fields(app)["applied_on"].placeholder == "2026年11月18日"
    assert any("2026年11月18日" in text for text in shown_texts(app))
    type_in(app, applied_on="上周三")
    assert not any("2026年11月18日" in text for text in shown_texts(app))


def test_what_is_typed_stays_through_other_pages_a_closed_box_and_a_changed_answer() -> None:
    app = type_in(open_fields(STUCK), order_number="P1")
    app.session_state["fields"] = False
    go(app, "sources", query(app))
    go(app, "form", {**query(app), "at": "reply"})
    answer(app, "reply", "open_in_time")
    go(app, "plan", {**STUCK, "case": KEY})
    assert "P1" in shown_texts(app)[0]
    assert fields(unfold(app, "fields"))["order_number"].value == "P1"


def test_another_case_starts_with_empty_fields_and_the_first_one_keeps_its_own() -> None:
    app = type_in(open_fields(STUCK), order_number="P1")
    go(app, "plan", {**STUCK, "case": "ffffffff"})
    assert fields(app)["order_number"].value == ""
    type_in(app, order_number="P2")
    go(app, "plan", {**STUCK, "case": KEY})
    assert fields(app)["order_number"].value == "P1"
    assert "P1" in shown_texts(app)[0]


def test_what_was_typed_before_the_case_had_its_number_is_not_lost() -> None:
    app = unfold(open_app("plan", STUCK), "fields")
    type_in(app, order_number="P1")
    go(app, "form", {**STUCK, "at": "reply"})
    answer(app, "reply", "open_overdue")
    assert is_case_key(query(app)["case"])
    assert "P1" in shown_texts(app)[0]


@pytest.mark.parametrize("button", ["clear-fields", "clear-all"])
def test_one_tap_clears_everything_typed(button: str) -> None:
    app = unfold(type_in(open_fields(STUCK), order_number="P1", what_happened="x"), "take-away")
    before = query(app)
    app.button(key=button).click().run()
    assert {field.value for field in fields(app).values()} == {""}
    assert not any("P1" in text for text in shown_texts(app))
    assert query(app) == before
    assert "P1" not in repr(app.session_state["typed"])


@pytest.mark.parametrize("kind", TYPED)
def test_typed_text_is_shown_as_text_whatever_it_is(kind: str) -> None:
    text = TYPED[kind].replace("\ud800", "")  # no browser sends half a character
    app = type_in(open_fields(REFUSED), **dict.fromkeys(fields(open_fields(REFUSED)), "x"))
    tags = re.findall(r"</?[a-z][^>]*>", html(app).partition("</style>")[2])
    type_in(app, **dict.fromkeys(fields(app), text))
    unfold(app, "take-away")
    assert not app.exception and not app.error
    typed = dict.fromkeys(fields(app), text)
    texts = [one for one in shown_texts(app) if not one.startswith("/plan?")]
    assert texts == expected_texts(REFUSED, typed)
    app.session_state["take-away"] = False
    app.run()
    assert re.findall(r"</?[a-z][^>]*>", html(app).partition("</style>")[2]) == tags
    assert all(text.strip()[:20] not in value for value in query(app).values() if text.strip())


@pytest.mark.parametrize("form", LABELS)
def test_a_file_has_the_words_the_ticks_and_the_link(form: Any) -> None:
    visit = visit_of(STUCK, case=KEY, applied="2026-11-20T10:00", done="damage_pictures")
    plan = make_plan(TREE, visit.case.answers, visit.case.dates, visit.now, "zh")
    held = {"order_number": "P=1"}
    made = make_file(visit, plan, form, held, LINK)
    assert made == make_file(visit, plan, form, dict(held), LINK)
    assert made.startswith({"pdf": b"%PDF", "docx": b"PK", "ics": b"BEGIN:VCALENDAR", "md": b"# "}[form])
    if form == "md":
        text = made.decode()
        assert "P=1" in text and "- [x]" in text and "guide.example" in text
    if form == "ics":
        assert b"P=1" not in made


def test_the_entries_of_a_case_keep_their_ids_when_its_answers_change() -> None:
    def uids(answers: dict[str, str], key: str) -> set[str]:
        visit = visit_of(answers, applied=f"{now() - timedelta(hours=1):%Y-%m-%dT%H:%M}", case=key)
        plan = make_plan(TREE, visit.case.answers, visit.case.dates, visit.now, "zh")
        found = re.findall(r"UID:(\w+)-", make_file(visit, plan, "ics", {}, LINK).decode())
        assert found
        return set(found)

    waiting = {**STUCK, "reply": "open_in_time", "goods": "ordinary"}
    assert uids(waiting, KEY) == uids({**waiting, "status": "confirmed"}, KEY)
    assert not uids(waiting, KEY) & uids(waiting, "ffffffff")


def test_a_link_nobody_can_use_leaves_the_files_without_one() -> None:
    visit = visit_of(STUCK)
    plan = make_plan(TREE, visit.case.answers, {}, visit.now, "zh")
    for form in LABELS:
        assert b"javascript" not in make_file(visit, plan, form, {}, "javascript:alert(1)")


def test_a_file_that_cannot_be_made_says_nothing_of_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ValueError("cannot draw P12345")

    monkeypatch.setattr(take_away, "plan_in_form", fail)
    visit = visit_of(STUCK)
    with pytest.raises(NotMade) as caught:
        make_file(visit, make_plan(TREE, STUCK, {}, visit.now, "zh"), "pdf", {"order_number": "P12345"}, LINK)
    assert "P12345" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_page_that_fails_logs_where_and_not_what(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from ui import plan_view

    def fail(*_: object) -> None:
        raise ValueError(typed)

    typed = "P" + "12345"
    monkeypatch.setattr(plan_view, "make_plan", fail)
    with caplog.at_level(logging.DEBUG):
        open_app("plan", STUCK)
    assert "ValueError" in caplog.text
    assert "plan_view.py" in caplog.text
    assert "P12345" not in caplog.text


def test_the_form_gives_a_case_its_number_and_keeps_it() -> None:
    app = open_app("form")
    answer(app, "channel", "third_party")
    key = query(app)["case"]
    assert is_case_key(key)
    answer(app, "status", "unpaid")
    assert query(app)["case"] == key
    assert parse_qs(links(app)["依据"])["case"] == [key]
    assert "case" not in links(unfold(open_app("plan", {**STUCK, "case": KEY}), "take-away"))["重新开始"]
    assert all("case" not in link for label, link in links(open_app("start", query(app))).items() if "已" in label)


def test_a_number_that_cannot_be_one_is_named_and_dropped() -> None:
    app = open_app("plan", {**STUCK, "case": "12345 Main Street"})
    assert "case=12345 Main Street" in notices(app)
    assert "case" not in links(app)["依据"]


def saved(**typed: str) -> bytes:
    given = visit_of(REFUSED, refused="2026-11-20", done="whole_chat")
    return write_save(TREE, given.case.given, given.case.dates, given.ticks, typed, case_key="ffffffff").encode()


@pytest.mark.parametrize("where", ["start", "plan"])
def test_a_saved_case_is_opened_with_everything_in_it(where: str) -> None:
    app = open_app(where, {**STUCK, "case": KEY} if where == "plan" else {})
    unfold(app, {"start": "open-case", "plan": "take-away"}[where])
    app.get("file_uploader")[0].upload("case.json", saved(order_number="P9")).run()
    given = visit_of(REFUSED, refused="2026-11-20", done="whole_chat")
    assert query(app) == {**REFUSED, "refused": "2026-11-20", "case": "ffffffff"} | (
        {"done": "whole_chat"} if given.ticks else {}
    )
    assert "已打开保存的文件" in notices(app)
    assert any("P9" in text for text in shown_texts(app))
    app.run()
    assert not notices(app)


def test_a_saved_case_with_questions_left_goes_on_in_the_form() -> None:
    app = unfold(open_app("start"), "open-case")
    app.get("file_uploader")[0].upload("case.json", write_save(TREE, {"channel": "virtual"}, {}).encode()).run()
    assert case(app) == {"channel": "virtual"}
    assert "已打开保存的文件" in notices(app)


def test_what_of_a_saved_case_is_unknown_today_is_named() -> None:
    data = json.loads(saved())
    data["answers"]["moon_phase"] = "full"
    app = unfold(open_app("start"), "open-case")
    app.get("file_uploader")[0].upload("case.json", json.dumps(data).encode()).run()
    assert "moon_phase" in notices(app)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"<script>alert(1)</script>",
        b"[" * 100_000,
        b'{"refund_guide_case": 99}',
        b'{"refund_guide_case": 1, "answers": {"channel": ["virtual"]}}',
        b'{"refund_guide_case": 1, "__proto__": {}}',
        json.dumps({"refund_guide_case": 1, "typed": {"order_number": "x" * 5001}}).encode(),
    ],
)
def test_a_hostile_file_gets_a_clear_message_and_changes_nothing(content: bytes) -> None:
    app = unfold(type_in(open_fields(STUCK, done="damage_pictures"), order_number="P1"), "take-away")
    before, texts = query(app), shown_texts(app)
    app.get("file_uploader")[0].upload("case.json", content).run()
    (told,) = [error.value for error in app.error]
    assert "什么都没有改" in told
    assert not app.exception
    assert (query(app), shown_texts(app)) == (before, texts)
    assert fields(app)["order_number"].value == "P1"


def test_the_file_that_is_saved_holds_the_whole_case() -> None:
    visit = visit_of(STUCK, applied="2026-11-20", case=KEY)
    made = write_save(TREE, visit.case.given, visit.case.dates, visit.ticks, {"shop": "红"}, case_key=visit.case_key)
    again = read_save(TREE, made, now())
    assert isinstance(again, Saved)
    assert (again.case.given, again.case.dates, again.typed) == (visit.case.given, visit.case.dates, {"shop": "红"})
    assert again.case_key == KEY


def test_typed_values_win_over_dates_and_blanks_do_not() -> None:
    visit = visit_of(STUCK, applied="2026-11-20")
    assert values(visit, {"applied_on": "周五", "shop": " \n"}) == {"applied_on": "周五"}
    assert values(visit, {"applied_on": " "}) == {"applied_on": "2026年11月20日"}
