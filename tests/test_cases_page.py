"""The page of all cases without a browser: filters, search, map and comparison."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from refund_guide.cases import list_cases
from refund_guide.compare import compare_plans, suppose
from refund_guide.planner import make_plan
from ui.visit import results

from .app import STUCK, TREE, follow_link, go, html, links, notices, open_app, query, title
from .support import NOW

CHANGED_MIND = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "changed_mind",
    "progress": "nothing_yet",
    "since_signed": "within_window",
    "goods": "ordinary",
    "condition": "unopened",
}
ROWS = list(list_cases(TREE))
TOTAL = f"{len(ROWS):,}"


def is_fine(app: AppTest) -> bool:
    return not app.exception and not app.error and not notices(app)


def unfold(app: AppTest, box: str) -> AppTest:
    app.session_state[box] = True
    return app.run()


def count(app: AppTest) -> int:
    """How many cases the page says fit; the table holds as many."""
    (told,) = [line for line in html(app).splitlines() if '<p role="status">' in line]
    number = int(told.split("有 ")[1].split(" ")[0].replace(",", ""))
    assert sum(len(one.value) for one in app.dataframe) == number
    return number


def fitting(**wanted: str) -> int:
    return sum(all(row.answers.get(q) == a for q, a in wanted.items()) for row in ROWS)


def test_without_a_case_every_case_is_shown() -> None:
    app = open_app("cases")
    assert is_fine(app)
    assert title(app) == "全部情况"
    assert count(app) == len(ROWS)
    assert "先要有一种答完的情况" in html(app)


def test_the_case_in_the_address_is_the_first_filter() -> None:
    app = open_app("cases", {"channel": "virtual", "payment": "apple"})
    assert is_fine(app)
    assert count(app) == fitting(channel="virtual", payment="apple")
    assert app.multiselect(key="cases-zh-payment").value == ["apple"]
    assert "已经按网址里的情况筛好了" in html(app)


def test_a_filter_goes_into_the_address_and_leaves_the_case_alone() -> None:
    app = open_app("cases", STUCK)
    app.multiselect(key="cases-zh-reason").set_value(["faulty", "damaged"]).run()
    assert is_fine(app)
    assert query(app)["only"].split("-")[2] == "reason.faulty.damaged"
    assert {key: value for key, value in query(app).items() if key in STUCK} == STUCK
    assert count(app) == fitting(**STUCK) + fitting(**{**STUCK, "reason": "faulty"})


def test_results_are_filters_too() -> None:
    app = unfold(open_app("cases"), "cases-filters")
    app.multiselect(key="cases-zh-payer").set_value(["unsettled"]).run()
    assert query(app)["only"] == "payer.unsettled"
    assert count(app) == sum(row.payer == "unsettled" for row in ROWS)


def test_every_fact_has_a_filter_with_all_its_choices() -> None:
    app = unfold(open_app("cases"), "cases-filters")
    offered = {box.key.removeprefix("cases-zh-"): len(box.options) for box in app.multiselect}
    answers = {asked.id: len(asked.offered_when) for asked in TREE.questions}
    assert offered == answers | {fact: len(choices) for fact, choices in results(TREE).items()}
    assert len({box.label for box in app.multiselect}) == len(offered)


def test_filters_are_cleared_and_brought_back() -> None:
    app = open_app("cases", STUCK)
    app.button(key="cases-clear").click().run()
    assert query(app)["only"] == "all"
    assert count(app) == len(ROWS)
    app.button(key="cases-by-case").click().run()
    assert "only" not in query(app)
    assert count(app) == 1


def test_filters_survive_a_change_of_language_and_a_new_browser() -> None:
    address = {"only": "reason.faulty.damaged-payer.seller", "lang": "en"}
    app = open_app("cases", address)
    assert app.multiselect(key="cases-en-reason").value == ["faulty", "damaged"]
    follow_link(app, "中文")
    assert query(app) == {**address, "lang": "zh"}
    assert app.multiselect(key="cases-zh-reason").value == ["faulty", "damaged"]
    assert is_fine(app)


def test_back_in_the_browser_brings_the_earlier_filter_back() -> None:
    app = open_app("cases", {"only": "payer.seller"})
    app.multiselect(key="cases-zh-payer").set_value(["buyer"]).run()
    assert query(app)["only"] == "payer.buyer"
    go(app, "cases", {"only": "payer.seller"})
    assert app.multiselect(key="cases-zh-payer").value == ["seller"]
    assert query(app)["only"] == "payer.seller"


def test_a_search_narrows_the_table_and_never_enters_the_address() -> None:
    app = open_app("cases", {"only": "channel.virtual"})
    before = count(app)
    app.text_input(key="cases-search").set_value("苹果").run()
    assert 0 < count(app) < before
    assert query(app) == {"only": "channel.virtual"}
    app.text_input(key="cases-search").set_value("没有这样的字").run()
    assert is_fine(app)
    assert "没有符合的情况" in html(app)
    assert not app.get("download_button") and not app.dataframe


def test_few_rows_are_listed_as_links_to_their_plans() -> None:
    app = open_app("cases", STUCK)
    (address,) = [address for label, address in links(app).items() if label.startswith("打开这种情况的方案")]
    assert address == "?" + "&".join(f"{key}={value}" for key, value in STUCK.items())


def test_the_rows_found_can_be_downloaded() -> None:
    assert [button.label for button in open_app("cases").get("download_button")] == ["下载 CSV", "下载 Excel"]


@pytest.mark.parametrize(("locale", "here"), [("zh-CN", "当前情况"), ("en-GB", "this case")])
def test_the_map_in_words_marks_every_answer_of_the_case(locale: str, here: str) -> None:
    app = unfold(open_app("cases", CHANGED_MIND, locale), "cases-map")
    assert is_fine(app)
    assert html(app).count(f"<b>✓ {here}") == len(CHANGED_MIND)
    assert html(app).count("data:image/svg+xml;base64,") == 2


def test_the_map_stays_folded_and_undrawn_at_first() -> None:
    assert "data:image/svg+xml;base64," not in html(open_app("cases", CHANGED_MIND))


def test_two_cases_are_compared_answer_by_answer() -> None:
    app = unfold(open_app("cases", CHANGED_MIND), "cases-compare")
    assert "方案完全一样" in html(app)
    app.selectbox(key="other-zh-reason").set_value("faulty").run()
    assert is_fine(app)
    assert query(app)["other"] == "reason.faulty"
    assert "<td>你付退货运费</td><td>商家付运费</td>" in html(app)
    other = suppose(TREE, CHANGED_MIND, {"reason": "faulty"}).answers
    plans = [make_plan(TREE, answers, {}, NOW, "zh") for answers in (CHANGED_MIND, other)]
    for clock in compare_plans(*plans).deadlines.new:
        assert clock.label in html(app)
    assert "other-zh-since_signed" not in [box.key for box in app.selectbox], "not asked in the other case"
    assert links(app)["另一种情况的方案"] == "?" + "&".join(f"{key}={value}" for key, value in other.items())


def test_a_comparison_can_be_sent_as_a_link_and_undone() -> None:
    app = open_app("cases", {**CHANGED_MIND, "other": "reason.faulty-goods.fresh"})
    assert is_fine(app)
    assert [app.selectbox(key=f"other-zh-{q}").value for q in ("reason", "goods")] == ["faulty", "fresh"]
    app.button(key="cases-compare-reset").click().run()
    assert query(app) == CHANGED_MIND
    assert app.selectbox(key="other-zh-reason").value == "changed_mind"
    assert "方案完全一样" in html(app)


def test_changing_an_answer_back_is_no_change() -> None:
    app = open_app("cases", {**CHANGED_MIND, "other": "reason.faulty"})
    app.selectbox(key="other-zh-reason").set_value("changed_mind").run()
    assert query(app) == CHANGED_MIND
    assert is_fine(app)


def test_what_only_the_other_case_is_asked_is_taken_as_not_sure_and_said() -> None:
    faulty = suppose(TREE, CHANGED_MIND, {"reason": "faulty"}).answers
    app = open_app("cases", {**faulty, "other": "reason.changed_mind"})
    assert app.selectbox(key="other-zh-since_signed").value == "not_sure"
    assert "先按「不确定」算" in html(app)
    app.selectbox(key="other-zh-since_signed").set_value("within_window").run()
    assert query(app)["other"] == "reason.changed_mind-since_signed.within_window"
    assert is_fine(app)


def test_a_question_that_has_to_be_answered_first_is_asked() -> None:
    app = open_app("cases", {**STUCK, "other": "status.signed_not_received-progress.platform"})
    app.selectbox(key="other-zh-status").set_value("awaiting_dispatch").run()
    assert is_fine(app)
    app.selectbox(key="other-zh-channel").set_value("seller").run()
    assert is_fine(app)
    assert app.selectbox(key="other-zh-seller_case").value is None
    assert "才知道" in html(app)
    app.selectbox(key="other-zh-seller_case").set_value("stock_gone").run()
    assert is_fine(app)
    assert "<table" in html(app)


NASTY = ["", "-", ".", "all.all", "reason", "reason.x", "x.y", "reason.faulty-reason.fake", "<b>", "%00", "-" * 3000]


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("key", ["only", "other"])
def test_a_value_that_means_nothing_is_named_and_ignored(key: str, value: str) -> None:
    app = open_app("cases", {**CHANGED_MIND, key: value})
    assert not app.exception and not app.error
    assert count(app) == 1
    assert len(notices(app).split("<li>")[1:]) == bool(value)


def test_filters_and_comparison_do_not_travel_in_a_link_to_share() -> None:
    app = unfold(open_app("plan", {**STUCK, "only": "payer.seller", "other": "reason.fake"}), "take-away")
    (link,) = re.findall(r"<pre>([^<]*/plan.*?)</pre>", html(app))
    assert "only=" not in link and "other=" not in link
