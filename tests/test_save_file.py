"""A saved case comes back as it was; anything else gets a clear answer and changes nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refund_guide.answers import InputProblem
from refund_guide.save_file import MOST_BYTES, VERSION, Saved, read_save, write_save
from refund_guide.words import tidy

from .support import NOW, REFUSED, case_of, toy_tree

TREE = toy_tree()
CASE = case_of(f"{REFUSED} reported=2026-11-18T09:30")
TICK = TREE.knowledge.evidence[0].id


def saved_text(**changes):
    data = json.loads(write_save(TREE, CASE.given, CASE.dates, [TICK], {"card_number": "A1"}))
    data.update(changes)
    return json.dumps({key: value for key, value in data.items() if value is not ...}, ensure_ascii=False)


def refused(content):
    problem = read_save(TREE, content, NOW)
    assert isinstance(problem, InputProblem)
    for language in ("zh", "en"):
        told = problem.in_language(language)
        assert told.isprintable()
        assert ("什么都没有改" if language == "zh" else "Nothing was changed") in told
        assert len(told) < 250
    return problem.phrase


def opened(content) -> Saved:
    saved = read_save(TREE, content, NOW)
    assert isinstance(saved, Saved)
    return saved


@pytest.mark.parametrize("form", [str, lambda text: text.encode(), lambda text: b"\xef\xbb\xbf" + text.encode()])
def test_a_case_comes_back_as_it_was_saved(form) -> None:
    typed = {"card_number": "A1 {x} 红", "book_title": "a\nb"}
    saved = opened(form(write_save(TREE, CASE.given, CASE.dates, [TICK], typed)))
    assert saved.case.answers == CASE.answers
    assert saved.case.dates == CASE.dates
    assert saved.ticks == (TICK,)
    assert saved.typed == typed
    assert saved.notices == []


def test_the_number_of_the_case_comes_back() -> None:
    assert opened(write_save(TREE, CASE.given, CASE.dates, case_key="0a1b2c3d")).case_key == "0a1b2c3d"
    assert opened(write_save(TREE, CASE.given, CASE.dates)).case_key == ""


@pytest.mark.parametrize("key", [1, None, [], "0A1B2C3D", "0a1b2c3", "0a1b2c3d\n", "../x", "１２３４５６７８"])
def test_a_number_of_the_case_that_cannot_be_one_refuses_the_file(key) -> None:
    assert refused(saved_text(case=key)) == "save_wrong_type"


@given(st.dictionaries(st.sampled_from(["card_number", "book_title"]), st.text(st.characters(codec=None))))
def test_typed_text_comes_back_tidied(typed) -> None:
    content = write_save(TREE, CASE.given, CASE.dates, (), typed)
    assert opened(content.encode()).typed == {key: tidy(text) for key, text in typed.items() if tidy(text)}


def test_a_file_with_every_field_full_is_not_too_large() -> None:
    typed = {slot.id: "退" * 5000 for slot in TREE.knowledge.slots}
    assert opened(write_save(TREE, {}, {}, (), typed).encode()).typed == typed


def test_an_unfinished_case_can_be_saved() -> None:
    case = case_of("item=novel")
    saved = opened(write_save(TREE, case.given, case.dates))
    assert saved.case.given == {"item": "novel"}
    assert not saved.case.is_complete


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        ("", "save_not_json"),
        ("{", "save_not_json"),
        ("[" * 200_000, "save_not_json"),
        ('{"a":' * 100_000, "save_not_json"),
        ('{"refund_guide_case": 1, "refund_guide_case": 1}', "save_not_json"),
        ('{"refund_guide_case": NaN}', "save_not_json"),
        ('{"refund_guide_case": 1.0}', "save_not_json"),
        ('{"refund_guide_case": ' + "9" * 10_000 + "}", "save_not_json"),
        (b"\xff\xfe\x00", "save_not_text"),
        (b"\x89PNG\r\n\x1a\n", "save_not_text"),
        (b"PK\x03\x04", "save_not_json"),
        ("x" * (MOST_BYTES + 1), "save_too_large"),
        (b"x" * (MOST_BYTES + 1), "save_too_large"),
        ("[]", "save_not_ours"),
        ("null", "save_not_ours"),
        ('"text"', "save_not_ours"),
        ("{}", "save_not_ours"),
        ('{"refund_guide_case": true}', "save_not_ours"),
        ('{"refund_guide_case": "1"}', "save_not_ours"),
        ('{"refund_guide_case": 0}', "save_older"),
        ('{"refund_guide_case": -3}', "save_older"),
        ('{"refund_guide_case": 2}', "save_newer"),
    ],
    ids=lambda one: repr(one)[:40],
)
def test_a_file_of_another_kind_is_refused(content, phrase) -> None:
    assert refused(content) == phrase


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"extra": 1}, "save_unknown_key"),
        ({"\u202e<b>\x00" * 50: 1}, "save_unknown_key"),
        ({"answers": []}, "save_wrong_type"),
        ({"answers": {"item": 5}}, "save_wrong_type"),
        ({"answers": {"item": {"deep": []}}}, "save_wrong_type"),
        ({"dates": None}, "save_wrong_type"),
        ({"typed": {"card_number": ["x"]}}, "save_wrong_type"),
        ({"typed": {"card_number": "x" * 5001}}, "save_wrong_type"),
        ({"done": "receipt"}, "save_wrong_type"),
        ({"done": [1]}, "save_wrong_type"),
        ({"refund_guide_case": VERSION + 1, "extra": 1}, "save_newer"),
    ],
    ids=lambda one: repr(one)[:40],
)
def test_a_file_with_something_wrong_in_it_is_refused(changes, phrase) -> None:
    assert refused(saved_text(**changes)) == phrase


@pytest.mark.parametrize("missing", ["answers", "dates", "done", "typed"])
def test_an_entry_that_is_missing_is_empty(missing) -> None:
    saved = opened(saved_text(**{missing: ...}))
    kept = {"answers": saved.case.given, "dates": saved.case.dates, "done": saved.ticks, "typed": saved.typed}
    assert not kept[missing]


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({"answers": {**CASE.given, "gone": "x"}}, "unknown_question"),
        ({"answers": {**CASE.given, "item": "harp"}}, "unknown_answer"),
        ({"dates": {"reported": "yesterday"}}, "date_form"),
        ({"dates": {"reported": "2027-01-01"}}, "date_future"),
        ({"done": ["gone"]}, "save_unknown_tick"),
        ({"typed": {"gone": "x"}}, "save_unknown_field"),
        ({"answers": {**CASE.given, "\ud800": "\ud800"}}, "unknown_question"),
    ],
    ids=lambda one: repr(one)[:40],
)
def test_what_the_guide_no_longer_has_is_left_out_and_named(changes, phrase) -> None:
    saved = opened(saved_text(**changes))
    assert phrase in [notice.phrase for notice in saved.notices]
    for notice in saved.notices:
        assert notice.in_language("zh").isprintable()
        assert notice.in_language("en").isprintable()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.text() | st.sampled_from(["refund_guide_case", "answers", "dates", "done", "typed"]),
                inner,
                max_size=6,
            )
        ),
    )
)
def test_any_json_is_opened_or_refused(data) -> None:
    assert isinstance(read_save(TREE, json.dumps(data), NOW), Saved | InputProblem)


@given(st.binary(max_size=2000))
def test_any_bytes_are_opened_or_refused(content) -> None:
    assert isinstance(read_save(TREE, content, NOW), Saved | InputProblem)


@given(st.data())
def test_a_damaged_file_is_opened_or_refused(data) -> None:
    content = bytearray(saved_text().encode())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    found = read_save(TREE, bytes(content), NOW)
    assert isinstance(found, Saved | InputProblem)
    if isinstance(found, Saved):
        for notice in found.notices:
            assert notice.in_language("zh").isprintable()
