"""One whole journey for each kind of case, from the first page to the plan, by tapping alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from refund_guide.clock import BEIJING
from refund_guide.plan import Plan
from refund_guide.planner import make_plan
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language
from refund_guide.wording import word
from ui.entries import ENTRIES
from ui.texts import say

from .conftest import query

LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


@dataclass(frozen=True)
class Journey:
    screen: str
    language: Language
    answers: str
    """``question=answer`` in the order they are tapped."""
    way: str = "refund"
    """The link on the first page."""
    implied: dict[str, str] = field(init=False)
    tapped: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        ways = {way: answers for entry in ENTRIES.values() for way, answers in entry.items()}
        object.__setattr__(self, "implied", ways[self.way])
        object.__setattr__(self, "tapped", dict(pair.split("=") for pair in self.answers.split()))


REFUSED = Journey(
    "phone", "zh", "channel=third_party status=in_hand reason=not_as_described progress=applied reply=refused_recent"
)
JOURNEYS = {
    "livestream": Journey(
        "desktop", "en", "channel=livestream status=in_hand reason=faulty progress=talked reply=silent goods=ordinary"
    ),
    "cross-border, parcel stalled": Journey(
        "phone",
        "zh",
        "channel=cross_border status=dispatched parcel=stalled_cross_province progress=nothing_yet",
    ),
    "self-operated": Journey(
        "desktop",
        "zh",
        "channel=self_operated status=awaiting_dispatch dispatch=late progress=nothing_yet order_kind=in_stock",
    ),
    "membership": Journey(
        "phone",
        "en",
        "channel=virtual virtual_kind=membership_long payment=in_app virtual_reason=not_wanted "
        "usage=unused service_stage=not_asked",
    ),
    "paid to Apple": Journey(
        "desktop",
        "zh",
        "channel=virtual virtual_kind=auto_renewal payment=apple "
        "virtual_reason=renewed_without_notice service_stage=not_asked",
    ),
    "seller": Journey("phone", "en", "channel=seller seller_case=stock_gone"),
    "parcel missing": Journey(
        "phone", "zh", "channel=third_party signed_where=someone_else progress=nothing_yet", "signed_not_received"
    ),
    "refund stuck": Journey(
        "desktop", "en", "channel=third_party status=in_hand reason=damaged paid_with=bank_card", "nothing_returned"
    ),
}


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def ask(page: Page, tree: Tree, question: str, language: Language) -> None:
    text = tree.question_by_id[question].question.ask.in_language(language)
    heading(page, text.format_map(tree.phrases(language)))


def tap(page: Page, question: str, answer: str) -> None:
    button = page.locator(f"[data-answer='{question}-{answer}']")
    if page.viewport_size and page.viewport_size["width"] < 500:
        button.tap()
    else:
        button.click()


def tap_all(page: Page, tree: Tree, answers: dict[str, str], language: Language) -> None:
    ask(page, tree, next(iter(answers)), language)
    for (question, answer), (following, _) in pairwise([*answers.items(), ("", "")]):
        tap(page, question, answer)
        if following:
            ask(page, tree, following, language)


def expect_plan(page: Page, tree: Tree, answers: dict[str, str], language: Language) -> Plan:
    """The page shows the plan of exactly these answers."""
    plan = make_plan(tree, answers, {}, datetime.now(BEIJING), language)
    heading(page, plan.title)
    expect(page.locator(".facts dd").nth(1)).to_have_text(word(f"payer_{plan.freight.payer}", language))
    expect(page.locator(".now")).to_contain_text(plan.first_step.text)
    address = query(page)
    assert {key: value for key, value in address.items() if key in tree.question_by_id} == answers
    return plan


def walk(request: pytest.FixtureRequest, tree: Tree, journey: Journey) -> tuple[Page, dict[str, str]]:
    page: Page = request.getfixturevalue(journey.screen)(locale=LOCALES[journey.language])
    page.goto("/")
    link = page.get_by_role("link", name=say(f"way_{journey.way}", journey.language), exact=True)
    link.tap() if journey.screen == "phone" else link.click()
    tap_all(page, tree, journey.tapped, journey.language)
    return page, {**journey.implied, **journey.tapped}


@pytest.mark.parametrize("kind", JOURNEYS)
def test_a_journey_to_the_plan(request: pytest.FixtureRequest, tree: Tree, kind: str) -> None:
    journey = JOURNEYS[kind]
    page, answers = walk(request, tree, journey)
    expect_plan(page, tree, answers, journey.language)


def test_refused_by_the_seller_then_to_the_platform(
    request: pytest.FixtureRequest, tree: Tree, phone: Callable[..., Page]
) -> None:
    page, answers = walk(request, tree, REFUSED)
    refused = expect_plan(page, tree, answers, "zh")
    page.get_by_role("link", name=say("seller_answered", "zh")).tap()
    tap_all(page, tree, {"progress": "platform", "reply": "platform_pending"}, "zh")
    asked = expect_plan(page, tree, {**answers, "progress": "platform", "reply": "platform_pending"}, "zh")
    assert asked.title != refused.title
