"""One row for every way to break the toy file that ``check`` must notice."""
# ruff: noqa: E501 - a table is easier to compare unwrapped

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mistake:
    """Passages of the toy file replaced, and the one finding that must follow."""

    code: str
    edits: tuple[tuple[str, str], ...]
    at: str
    """The finding is on the line that holds this passage of the changed file ..."""
    says: str
    nth: int = 1
    """... or on the nth such line."""
    also: str = ""
    """Codes that cannot but follow."""


def mistake(code: str, old: str, new: str, at: str, says: str, **more: Any) -> Mistake:
    return Mistake(code, ((old, new),), at, says, **more)


SOURCES = "    sources: [house_rules]\n"
SPARE_QUESTION = """  - id: colour
    page: page_loan
    ask: {zh: 什么颜色, en: Which colour}
    help: {zh: 看, en: Look}
    always_known: true
    asked_when: {item: [film]}
    answers:
      - {id: red, label: {zh: 红, en: Red}}
      - {id: blue, label: {zh: 蓝, en: Blue}}

outcomes:
"""

# fmt: off
MISTAKES = [
    # shape
    mistake("S201", "    payer: buyer\n", "    payer: buyer\n    payr: you\n", "payr: you", "check its spelling"),
    mistake("S202", "    payer: buyer\n", "", "id: you_post_it", "'payer' is missing; add it"),
    mistake("S203", "    payer: buyer\n", "    payer: bayer\n", "payer: bayer", "'seller', 'nobody' or 'unsettled'"),
    # names
    mistake("R301", "item: [on_paper]}\n    text", "thing: [novel]}\n    text", "thing: [novel]", "question 'thing'"),
    mistake("R301", "item: [on_paper]}\n    text", "item: [on_papr]}\n    text", "on_papr", "no group 'on_papr'; check"),
    mistake("R301", "      - {reply: [refused]}\n", "      - {reply: [refusd]}\n", "[refusd]", "'refusd'; check"),
    mistake("R301", "answers: [novel, atlas]", "answers: [novel, atlsa]", "atlsa", "'atlsa' is not an answer"),
    mistake("R301", "    question: item\n", "    question: itm\n", "question: itm", "question 'itm' does not exist"),
    mistake("R301", "then: {trouble: lost}", "then: {trouble: lots}", "{trouble: lots}", "then: trouble=lots does not exist"),
    mistake("R301", "asked_when: {trouble: [lost,", "asked_when: {trouble: [lots,", "[lots,", "no answer and no group 'lots'"),
    mistake("R301", "open_when: {reply: [refused]}", "open_when: {replay: [refused]}", "replay", "question 'replay'"),
    mistake("R301", "        offered_when: {item: [on_paper]}", "        offered_when: {item: [all]}", "[all]", "'all'"),
    mistake("R301", "en: card number}\n", "en: card number}\n    event: birthday\n", "event: birthday", "event 'birthday'"),
    mistake("R301", "answers: {reply: silent}", "answers: {replay: silent}", "{replay: silent}", "nobody_answers: replay=silent does not exist"),
    mistake("R301", "answers: {reply: silent}", "answers: {reply: silant}", "{reply: silant}", "reply=silant does not exist; check its spelling"),
    mistake("R302", "  - id: dog_ate_it\n", "  - id: left_on_the_bus\n", "- id: left_on_the_bus", "already used in situations", nth=2),
    mistake("R302", "  - id: court\n", "  - id: desk\n", "- id: desk", "already used in ladder; choose another", nth=2),
    mistake("R302", "  - id: keep_the_slip\n", "  - id: photo\n", "- id: photo", "already used in evidence", nth=2),
    mistake("R302", "  - id: renewals\n", "  - id: claim_limit\n", "- id: claim_limit", "used in durations", nth=2, also="T404"),
    mistake("R302", "  - id: sue_by\n", "  - id: ready\n", "- id: ready", "already used in events", nth=2, also="D505"),
    mistake("R302", "  - id: ready\n", "  - id: item\n", "- id: item", "already used in questions", nth=1, also="D504 R306"),
    mistake("R302", "  - id: page_trouble\n", "  - id: page_loan\n", "- id: page_loan", "used in pages", nth=2, also="R304"),
    mistake("R302", "      - id: refused\n", "      - id: silent\n", "- id: silent", "'silent' twice; rename", nth=2, also="R301"),
    mistake("R302", "  - id: on_paper\n", "  - id: film\n", "- id: film", "the name of an answer of 'item'; rename", also="R301 R306"),
    mistake("R303", f"en: Nothing is sent.}}\n{SOURCES}", "en: Nothing is sent.}\n", "- id: nothing_to_post", "name at least one"),
    mistake("R303", f"en: You are late.}}\n{SOURCES}", "en: You are late.}\n    sources: [hose]\n", "[hose]", "add it under 'sources'"),
    mistake("R303", "    unit: count\n    sources: [house_rules]", "    unit: count\n    sources: [hose]", "[hose]", "'hose'"),
    mistake("R303", "      - source: old_leaflet\n", "      - source: leaflet\n", "source: leaflet", "'leaflet'", also="R306"),
    mistake("R303", f"en: The leaflet is out of date.}}\n{SOURCES}", "en: The leaflet is out of date.}\n", "id: how_long_a_loan_lasts", "no source for the answer"),
    mistake("R304", "    page: page_loan\n", "    page: page_lone\n", "page_lone", "add it under 'pages'", also="R306"),
    mistake("R304", "    duration: grace_hours\n", "    duration: grace\n", "duration: grace", "add it under 'durations'", also="R306"),
    mistake("R304", "    by: take_back\n", "    by: take_it_back\n", "take_it_back", "add it under 'deadlines'"),
    mistake("R304", "    opens_after: appeal_by\n", "    opens_after: appeal\n", "opens_after: appeal", "add it under 'deadlines'"),
    mistake("R304", "    after: [borrowed]\n", "    after: [borowed]\n", "borowed", "add it under 'events'"),
    mistake("R304", f"{SOURCES}    disputed_by: [how_long_a_loan_lasts]\n", f"{SOURCES}    disputed_by: [how_long]\n", "[how_long]", "add it under 'conflicts'"),
    mistake("R304", "drawing: cover\n    always", "drawing: nowhere\n    always", "drawing: nowhere", "add it under 'drawings'", also="R306"),
    mistake("R306", "slots:\n", "slots:\n  - id: shelf\n    label: {zh: 架, en: shelf}\n", "- id: shelf", "use it or remove it"),
    mistake("R306", "groups:\n", "groups:\n  - {id: all, question: item, answers: [film]}\n", "id: all", "groups 'all' is used nowhere"),
    mistake("R306", "pages:\n", "pages:\n  - {id: page_end, title: {zh: 完, en: End}}\n", "page_end", "pages 'page_end'"),
    mistake("R306", "sources:\n", "sources:\n  - {id: spare, title: {zh: 甲, en: A}, kind: law, checked_on: 2026-11-01, confidence: weak}\n", "id: spare", "sources 'spare'"),
    mistake("R306", "durations:\n", "durations:\n  - {id: spare, label: {zh: 甲, en: A}, max: 1, unit: days, counting: from_event, sources: [house_rules], effective_from: 2024-01-01}\n", "id: spare", "durations 'spare'"),
    mistake("R306", "    starts_from: ready\n", "    starts_from: borrowed\n", "- id: ready", "events 'ready'"),
    mistake("R306", "drawings:\n", "drawings:\n  - {id: spare, alt: {zh: 甲, en: A}, rows: [{kind: page, shows: [甲], marked: true}]}\n", "id: spare", "drawings 'spare'"),
    mistake("R307", "asked_when: {told: [told_them]}\n", "asked_when: {reply: [silent]}\n", "asked_when: {reply", "may only name earlier questions"),
    mistake("R308", "    always_known: true\n", "", "  - id: item", "needs the answer 'not_sure', or 'always_known: true'", nth=1),
    mistake("R309", "    not_yet: {zh: 先申诉。, en: Appeal first.}\n", "", "- id: court", "say under 'not_yet' why"),
    mistake("R309", "    closed: {zh: 已经拆除。, en: It was taken down.}\n", "", "- id: postbox", "say under 'closed' why"),
    mistake("R310", "en: [my dog chewed the book,", "en: [Left my book on the bus,", "[Left my book on the bus", "already stands in left_on_the_bus; keep one"),
    mistake("R310", "{plain: chewed, also: [gnawed,", "{plain: chewed, also: [doggy,", "[doggy, eaten]", "'doggy' stands twice; keep one"),
    # durations and deadlines
    mistake("D501", "    unit: months\n    counting: from_next_day\n    sources: [library_act]\n", "    unit: months\n    counting: from_next_day\n", "- id: appeal_window", "every number needs one"),
    mistake("D502", "    unit: count\n    sources: [house_rules]\n    effective_from: 2024-03-01\n", "    unit: count\n    sources: [house_rules]\n", "- id: renewals", "say since when the number holds"),
    mistake("D503", "    min: 1\n    max: 3\n", "    min: 4\n    max: 3\n", "min: 4", "correct one of them"),
    mistake("D504", "    starts_from: ready\n", "    starts_from: redy\n", "starts_from: redy", "add it under 'events'", also="R306"),
    mistake("D505", "    starts_from: borrowed\n", "    starts_from: grace_ends\n", "starts_from: grace_ends", "from itself by way of take_back -> grace_ends; name an event", also="R306"),
    # sentences
    mistake("T401", '"A loan lasts {loan_period}."', '"A loan lasts long."', "A loan lasts long", "make them the same"),
    mistake("T402", "{zh: 14天, en: 14 days}", "{zh: 14天, en: 15 days}", "15 days", "['14'] and ['15']; correct one"),
    mistake("T403", "{zh: 看借书单。, en: See the slip.}", "{zh: 看3号单。, en: See slip 3.}", "slip 3", "3 stands in the sentence"),
    mistake("T403", "{zh: 看借书单。, en: See the slip.}", "{zh: 看３号单。, en: See slip ３.}", "slip ３", "write it as a duration"),
    mistake("T404", '{zh: "借期是 {loan_period}。", en: "A loan lasts {loan_period}."}', '{zh: "借期是 {loan_time}。", en: "A loan lasts {loan_time}."}', "loan_time", "nothing defines {loan_time}; add a"),
    mistake("T404", "{zh: 借书单别丢。, en: Keep the slip.}", '{zh: "{card_number}", en: "{card_number}"}', 'zh: "{card_number}"', "a slot works in scripts only"),
    mistake("T405", "  fixed_numbers:", "  chat_box_characters: 10\n  fixed_numbers:", "short: {zh", "at most 10; shorten it"),
    mistake("T404", '{zh: "都在这里：{link}", en: "All of it: {link}"}', '{zh: "{link}，{step}", en: "{link}, {step}"}', "{link}, {step}", "nothing defines {step}; add a"),
    mistake("T406", '{zh: "都在这里：{link}", en: "All of it: {link}"}', "{zh: 都在这里。, en: All of it.}", "All of it.", "the plan's ['link'] would stay unsaid"),
    # every complete answer set
    mistake("C601", "    when: {trouble: [not_sure]}\n", "    when: {trouble: [not_sure], item: [film]}\n", "outcomes:", "no outcome for 2 answer sets, for example item=novel trouble=not_sure; add one"),
    mistake("C601", "  - id: slip\n    text", "  - id: slip\n    when: {item: [on_paper]}\n    text", "evidence:", "no evidence for 8 answer sets, for example item=film trouble=late; add one"),
    Mistake("C601", (("outcomes:\n", SPARE_QUESTION.replace("Red}}", "Red}, offered_when: {trouble: [late]}}").replace("Blue}}", "Blue}, offered_when: {trouble: [lost]}}")),), "- id: colour", "colour: offers no answer after item=film trouble=not_sure; widen", also="C603"),
    mistake("C602", "    when: {told: [not_told, not_sure]}\n    title", "    when: {trouble: [lost, damaged]}\n    title", "- id: wait_for_reply", "both hold, for example for item=novel trouble=lost told=told_them reply=silent; narrow one", also="C605"),
    mistake("C603", "outcomes:\n", SPARE_QUESTION, "- id: colour", "asked in vain after item=film trouble=late"),
    mistake("C604", "  - id: do_not_glue\n    when: {trouble: [damaged]}", "  - id: do_not_glue\n    when: {trouble: [damaged], item: [film]}", "- id: do_not_glue", "no answer set leads here; correct 'when' or remove it"),
    mistake("C604", "      - {reply: [refused]}\n", "      - {reply: [refused]}\n      - {reply: [agreed], told: [not_told]}\n", "{reply: [agreed], told: [not_told]}", "alternative 3 of 'when' is never true"),
    mistake("C604", "closed_when: {reply: [agreed]}", "closed_when: {reply: [agreed], trouble: [late]}", "closed_when: {reply", "closed_when is never true; correct or remove it"),
    mistake("C604", "asked_when: {told: [told_them]}\n    answers:\n      - id: silent\n        label: {zh: 没回, en: Nothing}\n", "asked_when: {told: [told_them]}\n    answers:\n      - id: silent\n        label: {zh: 没回, en: Nothing}\n" "      - id: never\n        label: {zh: 不, en: Never}\n        offered_when: {trouble: [late]}\n", "- id: never", "reply=never can never be given; check"),
    mistake("C605", "    no_deadline: {zh: 没有期限在走。, en: No clock is running.}\n", "", "- id: look_again", "no deadline for item=novel trouble=not_sure; add one or 'no_deadline'"),
    mistake("C605", "    chance_why: {zh: 很少成功。, en: Few succeed.}\n", "    chance_why: {zh: 很少成功。, en: Few succeed.}\n    no_deadline: {zh: 无, en: None}\n", "- id: appeal$", "but also a deadline for item=novel"),
    mistake("C607", "  - id: take_back\n    when: {trouble: [late]}", "  - id: take_back\n    when: {trouble: [late], item: [on_paper]}", "starts_from: take_back", "which is missing for item=film trouble=late; narrow it"),
    mistake("C607", "    order: 10\n    by: report_by\n", "    order: 10\n    by: pick_up\n", "- id: fill_in_the_form", "deadline pick_up is never in the same plan; name another"),
    Mistake("C608", (("    closed_when: {reply: [agreed]}\n", "    closed_when: {trouble: [late]}\n"), ("  - id: hotline\n", "  - id: hotline\n    state: closed\n    closed: {zh: 停了, en: It ended}\n")), "ladder:", "every route is closed for item=novel trouble=late; there must be a next best one", also="C603"),
    mistake("C609", "answers: {item: novel, trouble: damaged}", "answers: {trouble: late, reply: silent}", "{trouble: late, reply", "dog_ate_it: no answer set has trouble=late reply=silent"),
    # time
    mistake("E701", f"en: Nothing is sent.}}\n{SOURCES}", "en: Nothing is sent.}\n    sources: [old_leaflet]\n", "sources: [old_leaflet]", "source 'old_leaflet' ended on 2018-01-01; cite what replaced it"),
    mistake("E701", "    unit: count\n    sources: [house_rules]", "    unit: count\n    sources: [old_leaflet]", "sources: [old_leaflet]", "renewals: source 'old_leaflet' ended"),
    mistake("E701", f"en: The leaflet is out of date.}}\n{SOURCES}", "en: The leaflet is out of date.}\n    sources: [old_leaflet]\n", "    sources: [old_leaflet]", "cite what replaced it"),
]
# fmt: on
