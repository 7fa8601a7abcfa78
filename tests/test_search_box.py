"""The box on the first page: words in, links with answers out, and nothing typed leaves the session."""

import logging
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from refund_guide.answers import read_case
from refund_guide.vocabulary import Language

from .app import TREE, go, html, links, open_app, query, toggle
from .hostile_text import TYPED
from .support import NOW

LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-US"}
SITUATIONS = {one.id: one for one in TREE.knowledge.situations}


def open_box(language: Language = "zh", given: dict[str, str] | None = None) -> AppTest:
    return toggle(open_app("start", given, LOCALES[language]), "own-words")


def search(app: AppTest, words: str) -> AppTest:
    return app.text_input(key="search-text").set_value(words).run()


def found(app: AppTest, language: Language = "zh") -> list[str]:
    titles = {one.title.in_language(language): one.id for one in SITUATIONS.values()}
    return [titles[label] for label in links(app) if label in titles]


def test_the_field_is_only_drawn_once_it_is_wanted() -> None:
    app = open_app("start")
    assert not app.text_input
    assert "用一句话说说你的情况" in html(app)
    assert len(open_box().text_input) == 1


@pytest.mark.parametrize(
    ("language", "words", "means"),
    [
        ("zh", "显示签收但没收到", "signed_not_received"),
        ("en", "seller ignores me after I sent it back", "return_waiting"),
        ("zh", "seller ignores me after I sent it back", "return_waiting"),
        ("en", "显示签收但没收到", "signed_not_received"),
    ],
)
def test_words_of_either_language_find_a_link_with_the_answers(language: Language, words: str, means: str) -> None:
    app = search(open_box(language), words)
    assert not app.exception
    assert found(app, language)[0] == means
    situation = SITUATIONS[means]
    asked = dict(parse_qsl(links(app)[situation.title.in_language(language)].partition("?")[2]))
    assert asked == situation.answers


def test_a_choice_begins_a_new_case_and_keeps_the_language() -> None:
    given = {"channel": "virtual", "applied": "2026-11-20", "done": "", "lang": "en"}
    app = search(open_box("zh", given), "the parcel says delivered but I never got it")
    link = dict(parse_qsl(links(app)[SITUATIONS["signed_not_received"].title.en].partition("?")[2]))
    assert link == {**SITUATIONS["signed_not_received"].answers, "lang": "en"}


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=SITUATIONS)
def test_the_answers_of_every_situation_lead_on_in_the_form(situation) -> None:
    case = read_case(TREE, list(situation.answers.items()), NOW)
    assert not case.problems
    assert case.given == situation.answers


def test_one_situation_chosen_opens_the_form_at_the_first_open_question() -> None:
    app = open_app("form", SITUATIONS["return_waiting"].answers)
    assert TREE.question_by_id["channel"].question.ask.zh in html(app)
    assert not app.warning


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_that_fits_is_said_and_the_questions_are_offered(language: Language) -> None:
    app = search(open_box(language), "zzz qqq")
    assert found(app, language) == []
    assert ("没找到合适的情况" if language == "zh" else "Nothing fits well enough") in html(app)
    by_hand = "都不是？一题一题回答" if language == "zh" else "None of these? Answer the questions one by one"
    assert links(app)[by_hand] == "form"


def test_a_weak_match_is_called_a_guess() -> None:
    assert "只是猜的" in html(search(open_box(), "怎么涨粉"))
    assert "只是猜的" not in html(search(open_box(), "显示签收但没收到"))


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_field_says_nothing(words: str) -> None:
    app = search(open_box(), words)
    assert 'role="status"' not in html(app)


@pytest.mark.parametrize("words", TYPED.values(), ids=TYPED)
def test_hostile_words_are_words(words: str) -> None:
    app = search(open_box(), words[:300].encode("utf-8", "replace").decode())
    assert not app.exception and not app.error


def test_what_is_typed_enters_no_address_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        app = search(open_box(), "张三的快递显示签收但没收到")
        assert found(app)
        assert "张三" not in "".join([*links(app).values(), *query(app).values(), html(app)])
        assert "张三" not in caplog.text
    go(app, "form", SITUATIONS["signed_not_received"].answers)
    assert "张三" not in html(app)
