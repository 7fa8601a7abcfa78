"""Plan -> the case file: one PDF with the plan, the timeline, ticks, texts and sources.

Set by Typst, which comes as one wheel without any system package, embeds subset fonts, tags the text
and writes PDF/UA. The page lives in ``case_file.typ``; every word reaches it as JSON, so nothing
anybody types is ever read as markup. The fonts in ``fonts/`` are the only ones used, so the file looks
the same wherever it is made.
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..plan import Plan
from ..timeline import describe_timeline, draw_timeline
from .as_qr import link_as_qr
from .drawable import MISSING, drawable, plain
from .headings import heading
from .link import checked
from .outline import Personal
from .reading_order import outline

if TYPE_CHECKING:
    import typst

_FONTS = Path(__file__).resolve().parent.parent / "fonts"
_PAGE = Path(__file__).with_name("case_file.typ")
_PICTURE_WIDTH = 820
"""Pixels that become the width of the text: letters a little smaller than those around, and fewer pages."""
_LARGEST = 480_000
"""Bytes that chat apps and complaint forms take without a word."""
_REMEMBERED = 11
_BLANK = b'#set document(title: "blank")'
_LONG_WORD = re.compile(r"[\x21-\x7e\xa1-\u10ff]{25}(?=[\x21-\x7e\xa1-\u10ff])")


def plan_as_pdf(plan: Plan, disclaimer: str, personal: Personal | None = None, *, guide: str = "") -> bytes:
    """The case file; ``guide`` is the name at the foot of each page. Raises ``UnusableLink``."""
    import typst

    inputs = {"case": json.dumps(_case(plan, disclaimer, personal or Personal(), guide), ensure_ascii=False)}
    compiler = typst.Compiler(root=str(_FONTS), font_paths=[str(_FONTS)], ignore_system_fonts=True)
    page = _PAGE.read_bytes()

    def make(**options: Any) -> bytes:
        made = compiler.compile(input=page, sys_inputs=inputs, format="pdf", **options)
        assert isinstance(made, bytes)
        return made

    try:
        made = make(pdf_standards=["ua-1"])
    except typst.TypstError:
        # PDF/UA refuses a character no font has, such as a rare Arabic sign; shown as a box it still opens.
        made = make()
    # Tags take more room than the words where somebody typed thousands of characters into every text.
    if len(made) > _LARGEST:
        made = make(pdf_tags=False)
    _forget(compiler)
    return made


def _forget(compiler: typst.Compiler) -> None:
    """Typst remembers its last ten documents for a faster eleventh: a hundred megabytes, and what was typed."""
    for _ in range(_REMEMBERED):
        compiler.compile(input=_BLANK, format="pdf")


def _case(plan: Plan, disclaimer: str, personal: Personal, guide: str) -> dict[str, Any]:
    address = checked(personal.link) if personal.link else ""
    shown = outline(plan, disclaimer, personal)
    case: dict[str, Any] = _drawn(dataclasses.asdict(shown))
    for section, drawn in zip(shown.sections, case["sections"], strict=True):
        for entry, shown_entry in zip(section.entries, drawn["entries"], strict=True):
            shown_entry["shown_link"], shown_entry["link"] = shown_entry["link"], entry.link
    typed = "".join(plain(text) for text in personal.texts.values())
    missing = heading("missing_characters", plan.language) if MISSING in drawable(typed) else ""
    return case | {
        "address": address,
        "qr": link_as_qr(address) if address else "",
        "picture": draw_timeline(plan, width=_PICTURE_WIDTH, theme="print"),
        "picture_told": " ".join(_drawn(list(describe_timeline(plan)))) if plan.deadlines else "",
        "words": {"guide": guide or "Refund Guide", "page": heading("page", plan.language), "missing": missing},
    }


def _drawn(value: Any) -> Any:
    """The same data with every text made of characters the fonts have and words that fit a line."""
    if isinstance(value, str):
        return _LONG_WORD.sub("\\g<0>\u200b", drawable(plain(value)))
    if isinstance(value, dict):
        return {key: _drawn(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_drawn(item) for item in value]
    return value
