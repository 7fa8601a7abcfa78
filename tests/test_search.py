"""Situations are found by the words of customers, whatever those words are."""

import gc
import threading
import weakref
from typing import Any

import pytest

from refund_guide import search
from refund_guide.search import LONGEST_QUERY, MOST_MATCHES, find_situations
from refund_guide.tree import Tree

from .hostile_text import TYPED
from .support import changed_toy, toy_tree


def found(text: str, tree: Tree | None = None) -> list[str]:
    return [match.situation.id for match in find_situations(tree or toy_tree(), text)]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("书掉在公交车上了", "left_on_the_bus"),
        ("I lost my book on a train", "left_on_the_bus"),
        ("我的书被狗狗咬了", "dog_ate_it"),
        ("doggy gnawed on a book", "dog_ate_it"),
        ("馆员没回复", "nobody_answers"),
        ("librarians never write", "nobody_answers"),
    ],
)
def test_other_words_find_the_same_situation(text: str, means: str) -> None:
    assert found(text)[0] == means


def test_both_languages_may_stand_in_one_sentence() -> None:
    assert found("my 小狗 chewed 了书")[0] == "dog_ate_it"


@pytest.mark.parametrize("text", ["ＢＵＳ，ＢＯＯＫ！", "  bus\n\tBOOK ", "book...bus???", "the book's on the bus"])
def test_width_case_space_and_punctuation_do_not_matter(text: str) -> None:
    assert found(text)[0] == "left_on_the_bus"


def test_a_typo_in_a_longer_word_is_forgiven() -> None:
    assert found("libarian")[:1] == ["nobody_answers"]
    assert found("xylophone") == []


@pytest.mark.parametrize("text", ["", " ", "。！？", "the my", "请问了", "12", "🙂", "\0\x1b", "zzz qqq", "éßœ"])
def test_nothing_is_found_where_nothing_is_said(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_hostile_text_is_text(text: str) -> None:
    assert len(found(text)) <= MOST_MATCHES


def test_only_the_beginning_of_a_very_long_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    tidy = search._Words.tidy

    def watched(words: Any, text: str) -> str:
        read.append(tidy(words, text))
        return read[-1]

    assert found("bus")
    monkeypatch.setattr(search._Words, "tidy", watched)
    for text in ("书" * 5_000, "book " * 5_000, "\ufdfa" * 5_000, "bus" + " " * 5_000 + "dog"):
        found(text)
    assert len(read) == 4
    assert max(map(len, read)) <= LONGEST_QUERY
    assert read[-1] == "bus"


def test_matches_come_best_first_with_scores_between_nothing_and_one() -> None:
    scores = [match.score for match in find_situations(toy_tree(), "left a book on the bus, a dog chewed it")]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_match_with_little_in_common_is_called_a_guess() -> None:
    (sure, *_) = find_situations(toy_tree(), "left my book on the bus")
    assert not sure.is_guess
    (guess, *_) = find_situations(toy_tree(), "strange long tale about one torn ticket somewhere else entirely")
    assert guess.is_guess


def test_a_file_without_situations_finds_nothing() -> None:
    bare = changed_toy(lambda data: [data.pop("situations"), data.pop("customer_words")])
    assert found("bus", bare) == []


def test_a_changed_file_is_searched_anew_and_the_old_one_forgotten() -> None:
    old = changed_toy(lambda data: None)
    assert found("submarine", old) == []
    new = changed_toy(lambda data: data["situations"][0]["phrases"]["en"].append("dropped from a submarine"))
    assert found("submarine", new) == ["left_on_the_bus"]
    gone = weakref.ref(old)
    del old
    gc.collect()
    assert gone() is None


def test_many_may_search_at_once_and_the_index_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    make = search._Index.__init__

    def counted(index: Any, knowledge: Any) -> None:
        made.append(1)
        make(index, knowledge)

    monkeypatch.setattr(search._Index, "__init__", counted)
    tree = changed_toy(lambda data: None)
    results: list[list[str]] = []
    threads = [threading.Thread(target=lambda: results.append(found("book bus", tree))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert results == [found("book bus", tree)] * 8
