"""What the knowledge file may say: unknown keys, wrong types and impossible values are refused."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from refund_guide.quantities import Amount, Duration
from refund_guide.schema import MOST_QUESTIONS, Knowledge
from refund_guide.vocabulary import Text

from .support import changed_toy, item, toy_data

LABEL = {"zh": "字", "en": "word"}

Data = dict[str, Any]


def refused(change: Callable[[Data], object]) -> str:
    """The first reason why the toy tree is refused after the change."""
    with pytest.raises(ValidationError) as caught:
        changed_toy(change)
    return str(caught.value.errors()[0]["msg"])


def test_the_toy_tree_has_every_block_filled() -> None:
    knowledge = Knowledge.model_validate(toy_data())
    assert all(getattr(knowledge, block) for block in Knowledge.model_fields)


@pytest.mark.parametrize("block", Knowledge.model_fields)
def test_a_key_the_schema_does_not_know_is_refused_in_every_block(block: str) -> None:
    def paint(data: Data) -> None:
        found = data[block]
        (found[0] if isinstance(found, list) else found).update(colour="red")

    assert refused(paint) == "Extra inputs are not permitted"


def test_a_key_the_schema_does_not_know_is_refused_at_the_top_and_in_texts() -> None:
    assert refused(lambda data: data.update(colour="red")) == "Extra inputs are not permitted"
    assert refused(lambda data: data["meta"]["title"].update(fr="Guide")) == "Extra inputs are not permitted"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_in_one_language_only_is_refused(language: str) -> None:
    assert refused(lambda data: data["meta"]["title"].pop(language)) == "Field required"


@pytest.mark.parametrize("wrong", ["Loan", "q", "3b", "a-b", "a b", "a" * 61, "", "é", "a\n"])
def test_an_id_is_lower_case_words_with_underscores(wrong: str) -> None:
    assert refused(lambda data: data["pages"][0].update(id=wrong))


@pytest.mark.parametrize(
    "wrong", ["", "  ", "{", "}", "{}", "{Gap}", "{a b}", "{a!r}", "{0}", "{{a}}", "{a.b}", "x" * 6001]
)
def test_a_sentence_whose_gaps_cannot_be_filled_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Text.model_validate({"zh": wrong, "en": "x"})


def test_space_around_a_sentence_is_dropped() -> None:
    assert Text.model_validate({"zh": " 字 \n", "en": "a {b} c"}).in_language("zh") == "字"
    assert Text.model_validate({"zh": "字", "en": "a {b} c"}).in_language("en") == "a {b} c"


@pytest.mark.parametrize(
    ("block", "key", "wrong"),
    [
        ("durations", "max", "7"),
        ("durations", "max", True),
        ("durations", "max", -1),
        ("durations", "min", -1),
        ("durations", "unit", "weeks"),
        ("durations", "counting", "from_tomorrow"),
        ("durations", "holiday_moves", "yes"),
        ("durations", "effective_from", 20240301),
        ("durations", "effective_from", "2024-03-01"),
        ("amounts", "percent", 101),
        ("sources", "kind", "hearsay"),
        ("sources", "confidence", "high"),
        ("sources", "link", "ftp://example.org"),
        ("sources", "link", "https://example.org/a b"),
        ("events", "precision", "second"),
        ("questions", "answers", []),
        ("questions", "always_known", "no"),
        ("outcomes", "chance", "certain"),
        ("outcomes", "refund_type", "voucher"),
        ("deadlines", "owner", "me"),
        ("freight", "payer", "you"),
        ("evidence", "need", "nice"),
        ("scripts", "to", "everybody"),
        ("ladder", "state", "ajar"),
        ("steps", "order", "1"),
        ("conflicts", "claims", []),
        ("groups", "answers", []),
        ("warnings", "text", "only one language"),
        ("steps", "when", []),
        ("steps", "when", {}),
        ("steps", "when", {"item": []}),
        ("steps", "when", {"item": "novel"}),
        ("steps", "when", [{}]),
        ("steps", "when", "item"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(block: str, key: str, wrong: object) -> None:
    assert refused(lambda data: data[block][0].update({key: wrong}))


def test_a_condition_may_be_one_mapping_or_several() -> None:
    one = changed_toy(lambda data: data["steps"][0].update(when={"item": ["novel"]}))
    same = changed_toy(lambda data: data["steps"][0].update(when=[{"item": ["novel"]}]))
    assert one.knowledge.steps[0].when == same.knowledge.steps[0].when == [{"item": ["novel"]}]


@pytest.mark.parametrize(
    ("unit", "longest"),
    [
        ("minutes", 100_000),
        ("hours", 100_000),
        ("days", 36_525),
        ("working_days", 2_500),
        ("months", 1_200),
        ("years", 100),
    ],
)
@pytest.mark.parametrize("key", ["min", "max"])
def test_a_length_that_never_ends_is_refused(unit: str, longest: int, key: str) -> None:
    data = {"id": "wait", "label": LABEL, "max": longest, "unit": unit, "counting": "from_event"}
    assert Duration.model_validate(data).max == longest
    with pytest.raises(ValidationError, match=f"longer than {longest} {unit}; write it in a larger unit"):
        Duration.model_validate(data | {key: longest + 1})


def test_nothing_is_a_length_and_a_sum_too() -> None:
    data = {"id": "wait", "label": LABEL, "min": 0, "max": 0, "unit": "days", "counting": "from_event"}
    assert Duration.model_validate(data).max == 0
    assert not Duration.model_validate(data).holiday_moves
    free = {"id": "fee", "label": LABEL, "unit": "yuan", "percent": 0, "min": 0, "max": 0}
    assert Amount.model_validate(free).max == 0


def test_a_sum_must_say_how_much() -> None:
    amount = {"id": "fee", "label": LABEL, "unit": "yuan"}
    for enough in ({"max": 5}, {"min": 1, "max": 5}, {"percent": 5}, {"percent": 5, "min": 1, "max": 5}):
        Amount.model_validate(amount | enough)
    for too_little in ({}, {"min": 5}, {"percent": 5, "min": 5}):
        with pytest.raises(ValidationError, match="give 'max'"):
            Amount.model_validate(amount | too_little)


def test_every_kind_of_source_has_its_patience() -> None:
    assert "no entry for law, news" in refused(
        lambda data: [data["meta"]["recheck_after_days"].pop(kind) for kind in ("news", "law")]
    )
    assert refused(lambda data: data["meta"]["recheck_after_days"].update(law=0))
    assert refused(lambda data: data["meta"]["recheck_after_days"].update(rumour=5))


@pytest.mark.parametrize("wrong", ["1-1", "13-01", "00-10", "02-32", "2026-01-01"])
def test_a_fixed_holiday_is_a_month_and_a_day(wrong: str) -> None:
    assert refused(lambda data: data["meta"].update(fixed_holidays=[wrong]))


def test_more_questions_than_anybody_can_walk_through_are_refused() -> None:
    def repeat(data: Data, count: int) -> None:
        data["questions"] = [{**item(data, "questions", "item"), "id": f"q{n:04}"} for n in range(count)]

    changed_toy(lambda data: repeat(data, MOST_QUESTIONS))
    assert f"at most {MOST_QUESTIONS} items" in refused(lambda data: repeat(data, MOST_QUESTIONS + 1))


def test_nothing_can_be_changed_after_loading() -> None:
    knowledge = Knowledge.model_validate(toy_data())
    with pytest.raises(ValidationError, match="frozen"):
        knowledge.questions[0].page = "other"
