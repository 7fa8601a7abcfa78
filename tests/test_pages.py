"""Every page, in both languages, without a browser."""

import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from html import unescape
from itertools import pairwise
from urllib.parse import parse_qs, parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from refund_guide.case_key import is_case_key
from refund_guide.clock import BEIJING, read_start
from refund_guide.planner import make_plan
from refund_guide.vocabulary import Language
from refund_guide.walk import complete_answer_sets
from refund_guide.wording import phrase_moment
from ui.entries import ENTRIES
from ui.knowledge import now
from ui.plan_view import SELLER_PAGE
from ui.router import PAGES

from .app import (
    STUCK,
    TREE,
    answer,
    answers,
    boxes,
    case,
    date_fields,
    follow_link,
    go,
    html,
    links,
    notices,
    open_app,
    query,
    set_dates,
    tick,
    title,
    toggle,
)
from .support import ROOT

CASES = {
    "a stuck application": STUCK,
    "not paid": {"channel": "livestream", "status": "unpaid"},
    "signed for, not received": {
        "channel": "third_party",
        "status": "signed_not_received",
        "signed_where": "wrong_person",
        "progress": "nothing_yet",
    },
    "changed my mind": {
        "channel": "third_party",
        "status": "in_hand",
        "reason": "changed_mind",
        "progress": "nothing_yet",
        "since_signed": "within_window",
        "goods": "ordinary",
        "condition": "unopened",
    },
    "virtual": {
        "channel": "virtual",
        "virtual_kind": "membership_month",
        "payment": "apple",
        "virtual_reason": "not_wanted",
        "service_stage": "not_asked",
    },
    "a seller": {"channel": "seller", "seller_case": "stock_gone"},
}
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


def ask(question: str, language: Language = "zh") -> str:
    text = TREE.question_by_id[question].question.ask
    return text.in_language(language).format_map(TREE.phrases(language))


def is_fine(app: AppTest) -> bool:
    return not app.exception and not app.error and bool(title(app))


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(address.partition("?")[2]))


def days_ago(number: int) -> date:
    return (datetime.now(BEIJING) - timedelta(days=number)).date()


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("given", [{}, STUCK], ids=["empty", "complete"])
def test_every_page_opens(page: str, given: dict[str, str], language: Language) -> None:
    app = open_app(page, given, LOCALES[language])
    assert is_fine(app)
    meta = TREE.knowledge.meta
    shown = html(app)
    assert meta.disclaimer.in_language(language) in shown
    assert f'data-tag="{"zh-CN" if language == "zh" else "en"}"' in shown
    chinese = re.search(r"[\u4e00-\u9fff]", title(app))
    assert bool(chinese) == (language == "zh")


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", CASES)
def test_answering_every_question_leads_to_the_plan(name: str, language: Language) -> None:
    given = CASES[name]
    app = open_app("form", locale=LOCALES[language])
    for (question, chosen), (following, _) in pairwise([*given.items(), ("", "")]):
        assert title(app) == ask(question, language)
        answer(app, question, chosen)
        assert is_fine(app)
        if following:
            assert query(app)["at"] == following
    assert case(app) == given
    assert ("现在就做" if language == "zh" else "Do this now") in html(app)


def test_the_form_offers_only_answers_that_apply() -> None:
    app = open_app(
        "form", {"channel": "third_party", "status": "in_hand", "reason": "damaged", "progress": "applied"}
    )
    offered = {name.partition("-")[2] for name in answers(app)}
    before = {"channel": "third_party", "status": "in_hand", "reason": "damaged", "progress": "applied"}
    assert offered == set(TREE.question_by_id["reply"].offered(before))


def test_progress_says_how_many_questions_are_left() -> None:
    assert "还有 1–" in html(open_app("form", {"channel": "third_party"}))
    last = {"channel": "third_party", "status": "signed_not_received", "signed_where": "locker", "progress": "talked"}
    assert "最后一个问题" in html(open_app("form", last))


def test_the_earlier_answer_is_marked_in_words() -> None:
    app = open_app("form", {**STUCK, "at": "status"})
    (marked,) = re.findall(r'class="answer chosen" data-answer="(.*?)".*?>(.*?)</button>', html(app))
    assert marked[0] == "status-in_hand"
    assert "（已选）" in marked[1]
    assert html(app).count("（已选）") == 1


def test_a_changed_answer_keeps_the_later_ones_that_still_apply() -> None:
    app = open_app("form", {**STUCK, "at": "status"})
    answer(app, "status", "confirmed")
    assert case(app) == {**STUCK, "status": "confirmed"}
    assert not notices(app)


def test_a_changed_answer_says_which_later_ones_it_drops() -> None:
    app = open_app("form", {**STUCK, "at": "status"})
    answer(app, "status", "unpaid")
    assert set(case(app)) == {"channel", "status"}
    assert ask("reason") in notices(app)
    assert "收到就破损" in notices(app)
    app.run()
    assert not notices(app)


def test_nothing_is_said_to_be_dropped_when_one_goes_back_or_opens_another_case() -> None:
    app = open_app("form", dict(list(STUCK.items())[:4]))
    answer(app, "reply", "open_overdue")
    go(app, "form", dict(list(STUCK.items())[:3]))
    assert title(app) == ask("progress") and not notices(app)
    go(app, "form", {"channel": "virtual", "case": "0a1b2c3d"})
    assert not notices(app)


def test_an_answer_leads_to_one_address_with_the_number_of_the_case() -> None:
    app = open_app("form")
    answer(app, "channel", "third_party")
    number = query(app)["case"]
    assert is_case_key(number)
    answer(app, "status", "in_hand")
    assert query(app)["case"] == number


def test_the_back_button_and_the_recap_lead_to_earlier_questions() -> None:
    app = open_app("form", {"channel": "third_party", "status": "in_hand"})
    follow_link(app, "上一题")
    assert title(app) == ask("status")
    (change,) = (label for label in links(app) if label.startswith(ask("channel")))
    follow_link(app, change)
    assert title(app) == ask("channel")
    assert query(app)["status"] == "in_hand"


def test_the_language_changes_and_nothing_else() -> None:
    app = open_app("plan", {**STUCK, "applied": "2026-11-20T10:00"})
    before = query(app)
    follow_link(app, "English")
    assert query(app) == {**before, "lang": "en"}
    assert "Do this now" in html(app)
    assert query_of(links(app)["Sources"])["lang"] == "en"


@pytest.mark.parametrize(
    ("locale", "asked", "expected"),
    [("zh-CN", None, "zh"), ("zh-TW", None, "zh"), ("", None, "zh"), ("de-DE", None, "en"), ("de-DE", "zh", "zh")],
)
def test_the_language_follows_the_address_then_the_browser(
    locale: str, asked: str | None, expected: Language
) -> None:
    app = open_app("form", {"lang": asked} if asked else {}, locale)
    assert title(app) == ask("channel", expected)


def test_a_plan_with_open_questions_offers_to_go_on() -> None:
    app = open_app("plan", {"channel": "third_party"})
    assert title(app) == "还差几个问题才有方案"
    assert query_of(links(app)["继续回答"])["at"] == "status"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"channel": "moon"}, "moon"),
        ({"nonsense": "1"}, "nonsense"),
        ({"channel": "third_party", "status": "unpaid", "reason": "damaged"}, "收到就破损"),
        ({"lang": "xx"}, "lang=xx"),
        ({"at": "nowhere"}, "at=nowhere"),
        ({"done": "photo.nothing"}, "nothing"),
        ({"paid": "yesterday"}, "yesterday"),
        ({"channel": ["third_party", "virtual"]}, "两次"),
    ],
)
def test_what_cannot_be_used_is_named(given: dict[str, str], told: str) -> None:
    for page in PAGES:
        app = open_app(page, given)
        assert is_fine(app)
        assert told in notices(app), page


def test_a_date_given_in_place_is_counted() -> None:
    app = open_app("plan", STUCK)
    assert date_fields(app) == {"day-applied": ""}
    day = days_ago(5).isoformat()
    set_dates(app, applied=day)
    assert query(app)["applied"] == day
    assert date_fields(app) == {"day-applied": day, "time-applied": ""}
    set_dates(app, applied=f"{day}T15:37")
    assert query(app)["applied"] == f"{day}T15:37"
    assert date_fields(app) == {"day-applied": day, "time-applied": "15:37"}
    assert "badge status passed" in html(app)
    assert "data:image/svg+xml" in html(app)
    set_dates(app, applied="")
    assert "applied" not in query(app)
    assert is_fine(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_table_says_what_the_picture_of_the_deadlines_shows(lang: Language) -> None:
    day = days_ago(1).isoformat()
    app = open_app("plan", {**STUCK, "applied": f"{day}T15:37", "lang": lang})
    (shown,) = re.findall(r"<table.*?<tbody>(.*?)</tbody>", html(app))
    rows = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>.*?</tr>", shown)]
    start = read_start(f"{day}T15:37")
    plan = make_plan(TREE, STUCK, {"applied": start}, now(), lang)
    assert [unescape(label) for label, *_ in rows] == [one.label for one in plan.deadlines]
    ends = {one.label: phrase_moment(one.due, lang) for one in plan.deadlines if one.due}
    assert ends
    for label, _, end, _ in rows:
        assert unescape(end).startswith(ends.get(unescape(label), ""))


def test_a_date_of_another_plan_is_kept() -> None:
    app = open_app("plan", {**STUCK, "paid": days_ago(20).isoformat()})
    assert "day-paid" not in date_fields(app)
    set_dates(app, applied=days_ago(5).isoformat())
    assert query(app)["paid"] == days_ago(20).isoformat()


def test_only_dates_the_plan_can_use_are_asked_for() -> None:
    for given in CASES.values():
        app = open_app("plan", given)
        events = make_plan(TREE, given, {}, datetime.now(BEIJING), "zh").events
        assert ("填日期" in html(app)) == bool(events)
        assert list(date_fields(app)) == [f"day-{event}" for event in events]


def test_dates_in_the_wrong_order_are_told_beside_the_field() -> None:
    returned = {**STUCK, "progress": "approved", "reply": "return_waiting"}
    returned |= {"return_uploaded": days_ago(2).isoformat(), "return_signed": days_ago(5).isoformat()}
    app = open_app("plan", returned)
    assert not notices(app)
    assert re.search(r'role="alert">[^<]*请核对先后', html(app))
    assert date_fields(app)["day-return_signed"] == days_ago(5).isoformat()


def test_ticks_live_in_the_address() -> None:
    app = open_app("plan", STUCK)
    first, second = list(boxes(app))[:2]
    tick(app, first)
    tick(app, second)
    assert set(query(app)["done"].split(".")) == {first, second}
    assert "必备的已有 2 /" in html(app)
    go(app, "sources", query(app))
    go(app, "plan", query(app))
    assert [one for one, ticked in boxes(app).items() if ticked] == [first, second]
    tick(app, first, False)
    assert query(app)["done"] == second


def test_a_tick_of_another_plan_is_kept() -> None:
    evidence = {part.id for part in TREE.knowledge.evidence}
    here = list(boxes(open_app("plan", STUCK)))
    other = sorted(evidence - set(here))[0]
    app = open_app("plan", {**STUCK, "done": other})
    tick(app, here[0])
    assert set(query(app)["done"].split(".")) == {other, here[0]}


def test_a_passed_deadline_offers_the_answers_that_fit_now() -> None:
    waiting = {**STUCK, "reply": "open_in_time", "goods": "ordinary"}
    app = open_app("plan", {**waiting, "applied": days_ago(30).isoformat()})
    follow_link(app, "按新的情况看方案")
    assert is_fine(app)
    assert query(app)["reply"] == "open_overdue"
    assert query(app)["applied"] == days_ago(30).isoformat()


def test_the_case_goes_on_when_the_seller_answers() -> None:
    app = open_app("plan", {**STUCK, "applied": days_ago(3).isoformat()})
    assert query_of(links(app)["商家答复了……"]) == {
        **STUCK,
        "applied": days_ago(3).isoformat(),
        "at": "progress",
    }
    assert SELLER_PAGE in TREE.pages


def test_the_link_to_keep_holds_the_case_and_no_step() -> None:
    app = open_app("plan", {**STUCK, "at": "reply"})
    toggle(app, "take-away")
    (link,) = re.findall(r"<pre>(http.*?)</pre>", html(app)) or re.findall(r"<pre>(/plan.*?)</pre>", html(app))
    assert "/plan?" in link
    assert {key: values[0] for key, values in parse_qs(unescape(link).partition("?")[2]).items()} == STUCK


@pytest.mark.parametrize("language", LOCALES)
def test_the_plan_has_every_part_in_order(language: Language) -> None:
    app = open_app("plan", STUCK, LOCALES[language])
    headings = re.findall(r"<h2>(.*?)</h2>", html(app))
    expected = {
        "zh": "现在就做|时限|步骤|运费|证据|可以这样说|还不行，往上走|注意|要不要自己申请|会不会通知我|有新情况",
        "en": "Do this now|Deadlines|Steps|Freight|Evidence|What to say|If that does not help|Take care|"
        "Must I apply myself?|Will I be told?|Something new?",
    }[language]
    assert headings == expected.split("|")


def test_a_gap_in_the_knowledge_is_told_honestly(monkeypatch: pytest.MonkeyPatch) -> None:
    from refund_guide.selection import NoRule
    from ui import plan_view

    def no_plan(*_: object) -> None:
        raise NoRule("outcomes", STUCK, [])

    monkeypatch.setattr(plan_view, "make_plan", no_plan)
    app = open_app("plan", STUCK)
    assert is_fine(app)
    assert title(app) == "这种情况，我们还给不出方案"


def test_a_page_that_fails_says_so_in_the_language_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import plan_view

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(plan_view, "make_plan", fail)
    app = open_app("plan", STUCK, "en-GB")
    assert not app.exception
    assert "reload" in app.error[0].value


def test_every_way_in_leads_somewhere() -> None:
    sets = list(complete_answer_sets(TREE.questions))
    for ways in ENTRIES.values():
        for way, implied in ways.items():
            assert any(implied.items() <= answers.items() for answers in sets), way
    app = open_app("start")
    assert query_of(links(app)["显示已签收，但我没收到"]) == {"status": "signed_not_received"}


def test_what_an_entry_implies_is_not_asked_again() -> None:
    app = open_app("form", {"progress": "approved", "reply": "money_missing"})
    for question, chosen in (("channel", "third_party"), ("status", "confirmed"), ("reason", "faulty")):
        assert title(app) == ask(question)
        answer(app, question, chosen)
    assert title(app) == ask("paid_with")


def test_the_start_page_offers_to_go_on_with_a_case() -> None:
    assert "继续刚才的情况" in links(open_app("start", STUCK))
    assert "继续刚才的情况" not in links(open_app("start"))


def test_the_sources_page_shows_every_source_and_conflict() -> None:
    shown = html(open_app("sources"))
    for source in TREE.knowledge.sources:
        assert source.title.zh.split("<")[0].replace("&", "&amp;") in shown, source.id
    assert shown.count("<summary>") == len(TREE.knowledge.conflicts)


def test_shopper_pages_load_no_heavy_library() -> None:
    code = (
        "import sys; from tests.app import *\n"
        "for page in ('start', 'form', 'plan'): open_app(page, {**STUCK, 'applied': '2026-11-20'})\n"
        "print([name for name in ('pandas', 'pyarrow', 'altair', 'numpy', 'plotly') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("language", LOCALES)
def test_the_reasons_are_shown_when_asked_for(language: Language) -> None:
    app = open_app("plan", STUCK, LOCALES[language])
    source = TREE.sources["rule_shipped_answer"].title.in_language(language)
    assert source not in html(app)
    toggle(app, "why")
    shown = html(app)
    assert source in shown
    assert all(ask(question, language) in shown for question in STUCK)
    assert "2026-11-22" in shown


@pytest.mark.parametrize("language", LOCALES)
def test_every_script_can_be_copied(language: Language) -> None:
    shown = html(open_app("plan", STUCK, LOCALES[language]))
    label = {"zh": ("复制", "已复制"), "en": ("Copy", "Copied")}[language]
    assert shown.count("<pre>") >= 2
    assert shown.count("<pre>") == shown.count(f'data-done="{label[1]}" aria-live="polite">{label[0]}</button>')
