"""The link of a case and its QR code: ids and dates only, and readable."""

import xml.etree.ElementTree as ET

import pytest

from refund_guide.answers import read_case
from refund_guide.clock import read_start
from refund_guide.export.as_qr import QUIET, link_as_qr
from refund_guide.export.link import UnusableLink, case_link

from .support import NOW, pairs, toy_tree

ANSWERS = {"item": "novel", "trouble": "late"}
DATES = {"borrowed": read_start("2026-11-02"), "noticed": read_start("2026-11-20T09:30")}


def link(base: str = "https://guide.example") -> str:
    return case_link(base, toy_tree(), ANSWERS, DATES, "en", ["slip"])


@pytest.mark.parametrize("base", ["https://guide.example", "https://guide.example/", "https://guide.example/plan"])
def test_the_link_leads_to_the_plan_page_with_answers_dates_ticks_and_language(base: str) -> None:
    query = "item=novel&trouble=late&borrowed=2026-11-02&noticed=2026-11-20T09:30&done=slip&lang=en"
    assert link(base) == f"https://guide.example/plan?{query}"


def test_the_link_is_the_same_case_when_it_is_read() -> None:
    case = read_case(toy_tree(), pairs(link().partition("?")[2].replace("&", " ")), NOW, ignore=("done", "lang"))
    assert not case.problems
    assert (case.given, case.dates) == (ANSWERS, DATES)


def test_a_guide_below_a_folder_keeps_its_folder() -> None:
    assert link("http://localhost:8501/refunds/plan").startswith("http://localhost:8501/refunds/plan?")


NO_ADDRESS = ["", "guide.example", "javascript:alert(1)", "https://", "https://a b", "https://a\nb", "https://a?x=1"]
NO_ADDRESS += ["https://a#x", "https://me:secret@a", 'https://a"', "https://[", "https://a" + "b" * 3000]


@pytest.mark.parametrize("base", NO_ADDRESS)
def test_what_is_no_address_is_refused(base: str) -> None:
    with pytest.raises(UnusableLink):
        link(base)


def test_the_code_is_a_self_contained_picture_with_its_white_margin() -> None:
    drawn = ET.fromstring(link_as_qr(link(), title='Continue "this" <case>'))
    assert drawn.tag.endswith("svg")
    assert [one.text for one in drawn if one.tag.endswith("title")] == ['Continue "this" <case>']
    assert not [one for one in drawn.iter() if any("href" in name for name in one.attrib)]
    assert f"M{QUIET} {QUIET}" in link_as_qr(link()).replace(".5", "")


def test_the_code_holds_exactly_the_link() -> None:
    import segno

    assert link_as_qr(link()) == link_as_qr(link())
    assert link_as_qr(link()) != link_as_qr(link("https://other.example"))
    assert segno.make_qr(link(), error="m").version < 20  # still easy to read from a screen


def test_a_text_that_is_no_link_gets_no_code() -> None:
    with pytest.raises(UnusableLink):
        link_as_qr("order 12345, Ms Wang")
