"""Words ready to send: what people type goes in as text, once, and nothing else changes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.clock import read_start
from refund_guide.tree import Tree, load_tree
from refund_guide.words import LONGEST_TYPED, fill_script, fill_scripts, find_slots, known_values, tidy

from .support import changed_toy, item, toy_tree

TREE = toy_tree()
LETTER = TREE.knowledge.scripts[0]
HOSTILE = [
    "{book_title}",
    "{reply_window}",
    "{0.__class__}",
    "{{card_number}}",
    "%s %(x)s",
    "**bold** [link](javascript:alert(1))",
    "<script>alert(1)</script>",
    "$x^2$ \\frac{1}{2} \\input{/etc/passwd}",
    '=HYPERLINK("http://x")',
    "👩‍👩‍👧 ✅",
    "שלום مرحبا",
    "\\1 \\g<0>",
]


def long_slots(data):
    item(data, "slots", "card_number")["long"] = True


def test_typed_values_fill_both_forms() -> None:
    filled = fill_script(TREE, LETTER, {"card_number": "A1", "book_title": "红楼梦"}, "zh")
    assert filled.short == "我的证号是A1。"
    assert filled.full is not None and "书名红楼梦" in filled.full
    assert filled.unfilled == ()
    assert (filled.id, filled.to, filled.title) == ("letter", "seller", "给图书馆")
    assert filled.length == len(filled.short)


def test_what_is_missing_stays_visible_and_is_listed() -> None:
    filled = fill_script(TREE, LETTER, {"card_number": "   \n"}, "en")
    assert filled.short == "My card is [card number]."
    assert filled.unfilled == ("card_number", "book_title")


def test_a_length_of_time_is_written_out() -> None:
    filled = fill_script(TREE, LETTER, {}, "en")
    assert filled.full is not None and "{" not in filled.full


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_typed_value_is_never_a_template(typed, language) -> None:
    empty = fill_script(TREE, LETTER, {}, language)
    filled = fill_script(TREE, LETTER, {"card_number": typed}, language)
    gap = "【借书证号】" if language == "zh" else "[card number]"
    assert filled.short == empty.short.replace(gap, typed)
    assert filled.full == (empty.full or "").replace(gap, typed)


@given(st.text(), st.text(), st.sampled_from(["zh", "en"]))
def test_any_two_values_stand_there_as_typed(card, title, language) -> None:
    filled = fill_script(TREE, LETTER, {"card_number": card, "book_title": title}, language)
    assert filled.full is not None
    for typed in (tidy(card), tidy(title)):
        assert typed in filled.full
    assert filled.unfilled == tuple(
        slot for slot, text in (("card_number", card), ("book_title", title)) if not tidy(text)
    )
    assert "\n" not in filled.short
    filled.full.encode("utf-8")


@given(st.text(st.characters(codec=None), max_size=300))
def test_tidied_text_is_safe_and_stays_as_it_is(text) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert all(character == "\n" or unicodedata.category(character) not in ("Cc", "Cs") for character in once)
    assert not set(once) & set("\u202e\u202d\u2066\u2067\u2068\ufeff")
    assert once == once.strip()
    assert len(once) <= LONGEST_TYPED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a  ", "a"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\u2028b", "a\nb"),
        ("a\tb", "a b"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\ud800b", "ab"),
        ("\u202eabc", "abc"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("1,280.50 元", "1,280.50 元"),
        ("x" * 6000, "x" * 5000),
    ],
)
def test_what_is_kept_of_a_typed_value(typed, kept) -> None:
    assert tidy(typed) == kept


def test_lines_become_spaces_where_a_message_is_one_line() -> None:
    filled = fill_script(TREE, LETTER, {"card_number": "A\nB"}, "zh")
    assert filled.short == "我的证号是A B。"
    assert filled.full is not None and "A\nB" in filled.full


def test_the_end_of_a_sentence_does_not_stand_twice() -> None:
    tree = changed_toy(long_slots)
    script = tree.knowledge.scripts[0]
    assert fill_script(tree, script, {"card_number": "它坏了。"}, "zh").short == "我的证号是它坏了。"
    assert fill_script(tree, script, {"card_number": "It broke."}, "en").short == "My card is It broke."
    assert fill_script(tree, script, {"card_number": "。。"}, "zh").short == "我的证号是。。。"


def test_a_short_value_keeps_its_point() -> None:
    assert fill_script(TREE, LETTER, {"card_number": "No. 5."}, "zh").short == "我的证号是No. 5.。"


def test_a_value_nobody_asked_for_changes_nothing() -> None:
    assert fill_script(TREE, LETTER, {"reply_window": "x", "nonsense": "y"}, "zh") == fill_script(
        TREE, LETTER, {}, "zh"
    )


def test_a_text_too_long_for_a_chat_box_says_so() -> None:
    def limit(data):
        data["meta"]["chat_box_characters"] = 20

    tree = changed_toy(limit)
    script = tree.knowledge.scripts[0]
    assert fill_script(tree, script, {"card_number": "A1"}, "zh").fits
    assert not fill_script(tree, script, {"card_number": "证" * 15}, "zh").fits
    assert fill_script(tree, script, {"card_number": "A" * 28}, "zh").fits, "two Latin letters take the room of one"
    assert not fill_script(tree, script, {"card_number": "A" * 29}, "zh").fits
    assert fill_script(TREE, LETTER, {"card_number": "A" * 4000}, "zh").fits, "no limit in the file, no limit"


def test_slots_come_in_the_order_of_the_file() -> None:
    assert [slot.id for slot in find_slots(TREE, [LETTER])] == ["card_number", "book_title"]
    assert find_slots(TREE, []) == ()


def test_dates_of_the_case_fill_their_slots() -> None:
    def dated(data):
        item(data, "slots", "card_number")["event"] = next(event["id"] for event in data["events"])

    tree: Tree = changed_toy(dated)
    event = next(iter(tree.events))
    dates = {event: read_start("2026-11-18T09:30")}
    assert known_values(tree, dates, "zh") == {"card_number": "2026年11月18日"}
    assert known_values(tree, dates, "en") == {"card_number": "18 Nov 2026"}
    assert known_values(tree, {}, "zh") == {}


def test_the_scripts_of_a_plan_keep_their_order() -> None:
    real = load_tree()
    wanted = [script.id for script in real.knowledge.scripts][:5][::-1]
    assert [filled.id for filled in fill_scripts(real, wanted, {}, "zh")] == wanted


def test_every_real_script_can_be_filled_without_a_gap_left() -> None:
    real = load_tree()
    values = {slot.id: f"值{number}" for number, slot in enumerate(real.knowledge.slots)}
    for language in ("zh", "en"):
        for script in real.knowledge.scripts:
            filled = fill_script(real, script, values, language)
            assert filled.unfilled == ()
            assert not set("{}") & set(filled.short + (filled.full or "")), script.id
