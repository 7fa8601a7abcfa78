"""The case file: what can be read, searched and copied from it, how large it is, and that nothing typed is run."""

import dataclasses
import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from refund_guide.export.as_pdf import plan_as_pdf
from refund_guide.export.drawable import IN_NAMES, MISSING, RANGES, drawable, is_drawable, is_hanzi, plain
from refund_guide.export.link import UnusableLink
from refund_guide.export.outline import Personal
from refund_guide.plan import Plan
from refund_guide.tree import DEFAULT_FILE

from .hostile_text import TYPED
from .support import LATE, NOW, REFUSED, plan_of

FONTS = Path(__file__).resolve().parent.parent / "refund_guide/fonts"
LINK = "https://guide.example/plan?item=novel&trouble=late&borrowed=2026-11-02&lang=en"
DATED = f"{LATE} borrowed=2026-11-02"
FOOT = re.compile(
    r"RefundGuide·(AsofSun22Nov2026,10:00Page\d+of\d+|截至2026年11月22日（周日）10:00第\d+页，共\d+页)$"
)


def pdf_of(plan: Plan, personal: Personal | None = None) -> PdfReader:
    return PdfReader(io.BytesIO(plan_as_pdf(plan, "For tests only.", personal)))


def squeezed(text: str) -> str:
    """Without white space: where a line breaks is the page's business."""
    return re.sub(r"[\s\u200b]+", "", text)


def words_of(reader: PdfReader) -> str:
    """All words, without the foot of the pages, which would stand between two halves of a sentence."""
    return "".join(FOOT.sub("", squeezed(page.extract_text())) for page in reader.pages)


@cache
def dated(language: Any) -> PdfReader:
    return pdf_of(plan_of(DATED, language=language), Personal(link=LINK))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_in_the_plan_can_be_found_by_searching(language: Any) -> None:
    plan = plan_of(DATED, language=language)
    words = words_of(dated(language))
    wanted = [plan.title, plan.summary, plan.chance_why, plan.who_refunds, plan.freight.why, plan.notice.apply]
    wanted += [one.label for one in plan.deadlines] + [line for one in plan.deadlines for line in one.counted]
    wanted += [one.text for one in (*plan.steps, *plan.evidence, *plan.warnings)]
    wanted += [one.full or one.short for one in plan.scripts] + [one.label for one in plan.ladder]
    wanted += [one.title for one in plan.cited_sources] + [str(one.checked_on) for one in plan.cited_sources]
    wanted += ["For tests only.", LINK]
    assert [one for one in wanted if squeezed(one) not in words] == []


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_it_has_a_title_a_language_and_tags(language: Any, tag: str) -> None:
    reader = dated(language)
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None and reader.metadata.title == plan_of(DATED, language=language).title
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_every_font_is_embedded_as_a_subset() -> None:
    names = set()
    for page in dated("zh").pages:
        fonts: Any = page["/Resources"].get("/Font", {})  # type: ignore[union-attr]
        for font in fonts.values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile3", "/FontFile2"} & set(below["/FontDescriptor"].get_object())
            names.add(below["/BaseFont"])
    assert names and all(re.match(r"/[A-Z]{6}\+", name) for name in names)


def test_it_is_small() -> None:
    plan = plan_of(DATED, language="zh")
    made = plan_as_pdf(plan, "!", Personal(texts={plan.scripts[0].id: TYPED["long_sentence"]}, link=LINK))
    assert len(made) < 500_000


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_what_was_typed_is_shown_as_text(text: str) -> None:
    plan = plan_of(DATED)
    words = words_of(pdf_of(plan, Personal(texts={plan.scripts[0].id: text})))
    if re.search("[\u0590-\u06ff]", text):  # right to left: the order of the letters is the reader's business
        assert "evil" in words or MISSING in words
    else:
        assert squeezed(drawable(plain(text))) in words
    assert "Fortestsonly." in words


def test_a_character_no_font_has_is_shown_and_explained() -> None:
    plan = plan_of(DATED)
    note = squeezed("stands for a character the fonts of this PDF lack")
    words = words_of(pdf_of(plan, Personal(texts={plan.scripts[0].id: "A 𠮷 B 😀 C"})))
    assert squeezed("A □ B □ C") in words
    assert note in words
    assert note not in words_of(pdf_of(plan, Personal(texts={plan.scripts[0].id: "A 龑 B"})))


def test_a_sign_that_even_the_engine_lacks_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refund_guide.export.as_pdf.drawable", lambda text: text)
    plan = plan_of(DATED)
    assert pdf_of(plan, Personal(texts={plan.scripts[0].id: "😀"})).pages


def test_ticks_can_be_told_apart() -> None:
    plan = plan_of(DATED)
    ticked = Personal(ticked=frozenset(one.id for one in plan.evidence))
    assert words_of(pdf_of(plan, ticked)).count("✓") == len(plan.evidence)
    assert "✓" not in words_of(pdf_of(plan))


def test_twelve_deadlines_and_long_names_fit() -> None:
    plan = plan_of(DATED)
    many = tuple(
        dataclasses.replace(plan.deadlines[0], id=f"deadline_{number}", label=f"{number} {'A very long name ' * 12}")
        for number in range(12)
    )
    words = words_of(pdf_of(dataclasses.replace(plan, deadlines=many, now=NOW)))
    assert all(squeezed(one.label) in words for one in many)


@pytest.mark.parametrize("text", [DATED, LATE, REFUSED, "item=film trouble=not_sure"])
def test_every_kind_of_plan_can_be_made(text: str) -> None:
    assert words_of(pdf_of(plan_of(text)))


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(UnusableLink):
        plan_as_pdf(plan_of(LATE), "!", Personal(link="javascript:alert(1)"))


def test_the_fonts_hold_what_is_promised_and_what_the_knowledge_needs() -> None:
    held = set(TTFont(FONTS / "NotoSansSC-Regular.otf").getBestCmap())
    promised = {code for first, last in RANGES for code in range(first, last + 1)}
    promised |= {code for code in range(0x4E00, 0xA000) if is_hanzi(chr(code))}
    assert promised <= held
    assert set(map(ord, IN_NAMES)) <= held
    needed = set(DEFAULT_FILE.read_text(encoding="utf-8"))
    assert {one for one in needed if not is_drawable(one)} == set(), "run python -m tools.subset_font"


def test_the_fonts_come_with_their_licence_and_stay_small() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(font.stat().st_size for font in FONTS.glob("*.otf")) < 4_000_000
