"""Words ready to send: every case has those its stage needs, they fit a chat box, and they stay polite."""

import re

import pytest

from refund_guide import check
from refund_guide.answer_space import AnswerSpace
from refund_guide.conditions import compile_condition
from refund_guide.tree import DEFAULT_FILE, load_tree, read_text

from .script_table import (
    COMPLAINT_FIELDS,
    GROUNDS,
    MOVED_ON,
    NEEDS_FULL,
    NO_REASON,
    PROMISES,
    REFUSED,
    ROUTES,
    STAGES,
    THREATS,
)

TREE = load_tree()
SPACE = AnswerSpace(TREE.questions)
SCRIPTS = {script.id: script for script in TREE.knowledge.scripts}
MASKS = {one.id: SPACE.where_holds(one.when) for one in TREE.parts["scripts"]}
RUNGS = {one.id: SPACE.where_holds(one.when) for one in TREE.parts["ladder"]}
GAP = re.compile(r"\{([a-z_]+)\}")

each_script = pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)


def where(condition):
    return SPACE.where_holds(compile_condition([condition], TREE.groups))


def covered(wanted):
    found = 0
    for script in SCRIPTS.values():
        if wanted(script):
            found |= MASKS[script.id]
    return found


def examples(mask):
    return [SPACE.sets[number] for number in list(SPACE.members(mask))[:3]]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_its_words(stage):
    condition, purpose, to = STAGES[stage]
    assert where(condition), "the stage exists"
    found = covered(lambda script: (script.purpose, script.to) == (purpose, to))
    assert examples(where(condition) & ~found) == []


@pytest.mark.parametrize("rung", ROUTES)
def test_every_open_route_has_its_words(rung):
    is_open, is_closed = TREE.gates[rung]
    mask = RUNGS[rung]
    if is_open is not None:
        mask &= SPACE.where_holds(is_open)
    if is_closed is not None:
        mask &= ~SPACE.where_holds(is_closed)
    if rung == "courier_complaint":
        mask &= ~where(MOVED_ON) | where({"reply": ["return_lost"]})
    assert mask
    found = covered(lambda script: script.purpose in ROUTES[rung])
    assert examples(mask & ~found) == []


@pytest.mark.parametrize(("ground", "condition", "script", "source"), GROUNDS, ids=lambda one: str(one)[:40])
def test_every_ground_of_a_refusal_has_an_answer_and_the_rule_behind_it(ground, condition, script, source):
    assert SCRIPTS[script].purpose == "refusal_reply"
    assert source in SCRIPTS[script].sources
    assert where(condition)
    assert examples(where(condition) & ~MASKS[script]) == []


def test_an_answer_to_a_refusal_is_only_there_after_a_refusal():
    refused = where({"reply": REFUSED}) | where({"service_stage": ["refused_by_service"]})
    for script in SCRIPTS.values():
        if script.purpose == "refusal_reply":
            assert examples(MASKS[script.id] & ~refused) == [], script.id


def test_a_used_item_gets_no_answer_that_says_it_is_intact():
    used = where({**NO_REASON, "condition": ["used_or_tag_cut"]}) | where({**NO_REASON, "goods": ["excluded_goods"]})
    for ground, _, script, _ in GROUNDS:
        if ground != "no reason given":
            assert examples(used & MASKS[script]) == [], script


@each_script
def test_a_script_has_sources_and_the_forms_it_needs(script):
    assert script.sources
    assert (script.full is not None) or script.purpose not in NEEDS_FULL or script.id == "return_second_order"
    if script.full is not None and script.purpose in NEEDS_FULL:
        assert len(script.full.zh.splitlines()) > 2, "a full form has a line for each fact"
        assert len(script.full.zh.splitlines()) == len(script.full.en.splitlines())


@each_script
def test_both_languages_have_the_same_slots(script):
    for text in (script.short, script.full, script.title):
        if text is not None:
            assert sorted(GAP.findall(text.zh)) == sorted(GAP.findall(text.en))


@each_script
def test_a_script_neither_threatens_nor_promises(script):
    for text in (script.title, script.short, script.full):
        if text is not None:
            for words in (THREATS, PROMISES):
                assert [word for word in words["zh"] if word in text.zh] == []
                assert [word for word in words["en"] if word in text.en.lower()] == []
            assert not {"!", "！"} & {*text.zh, *text.en}


@each_script
def test_a_script_can_be_sent_as_it_is(script):
    """No note to the sender stands in the text; what only they know is a slot with a help of its own."""
    for text in (script.short, script.full):
        if text is not None:
            assert not re.search(
                r"（写|（填|待填|逐条|\(dates|\(if |to be filled|fill in|one by one", text.zh + text.en
            )


@each_script
def test_a_short_form_fits_a_chat_box(script):
    limit = TREE.knowledge.meta.chat_box_characters
    assert limit == 200
    ordinary = {slot.id: slot.characters for slot in TREE.knowledge.slots}
    assert all(ordinary.values())
    gaps = {**{key: "" for key in ordinary}, **{key: " " * count for key, count in ordinary.items()}}
    assert len(GAP.sub(lambda gap: gaps.get(gap[1], "七个工作日"), script.short.zh)) <= limit
    assert "\n" not in script.short.zh + script.short.en


@pytest.mark.parametrize(
    "script", [one for one in SCRIPTS.values() if one.purpose == "complaint"], ids=lambda one: one.id
)
def test_a_complaint_has_the_fields_of_the_form(script):
    assert set(GAP.findall(script.full.zh)) >= COMPLAINT_FIELDS
    for heading in ("投诉人：", "被投诉人：", "事实：", "请求：", "证据："):
        assert sum(line.startswith(heading) for line in script.full.zh.splitlines()) == 1


def test_a_date_slot_names_its_event_or_has_none_to_name():
    dated = {slot.id: slot.event for slot in TREE.knowledge.slots if slot.label.en.startswith("date")}
    assert {slot for slot, event in dated.items() if event is None} == {"posted_on", "event_date"}
    assert all(event is None or event in TREE.events for event in dated.values())


def test_a_short_form_that_is_too_long_is_reported_with_its_line(tmp_path):
    text = read_text(DEFAULT_FILE)
    passage = "之后我会按规则走下一步，谢谢。"
    assert text.count(passage) == 1
    damaged = text.replace(passage, "请" * 200)
    file = tmp_path / "damaged.yaml"
    file.write_text(damaged, encoding="utf-8")
    problems = check.run(file, today=TREE.knowledge.meta.checked_on).problems
    assert [problem.code for problem in problems] == ["T405"]
    assert "answer_refusal_in_chat" in problems[0].message
    assert "请" * 200 in damaged.splitlines()[problems[0].line - 1]
