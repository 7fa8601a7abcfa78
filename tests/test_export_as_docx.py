"""The Word document and the Markdown file: everything in them, and what was typed shown as typed."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document

from refund_guide.export.as_docx import plan_as_docx
from refund_guide.export.as_markdown import plan_as_markdown
from refund_guide.export.drawable import plain
from refund_guide.export.outline import Personal
from refund_guide.plan import Plan

from .hostile_text import TYPED
from .support import LATE, plan_of

DATED = f"{LATE} borrowed=2026-11-02"
LINK = "https://guide.example/plan?item=novel"


def opened(plan: Plan, personal: Personal | None = None) -> Any:
    return Document(io.BytesIO(plan_as_docx(plan, "For tests only.", personal)))


def words_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_everything_in_the_plan_is_in_the_document(language: Any) -> None:
    plan = plan_of(DATED, language=language)
    words = words_of(opened(plan, Personal(link=LINK)))
    wanted = [plan.title, plan.summary, plan.chance_why, plan.who_refunds, plan.freight.why, plan.notice.apply]
    wanted += [one.label for one in plan.deadlines] + [line for one in plan.deadlines for line in one.counted]
    wanted += [one.text for one in (*plan.steps, *plan.evidence, *plan.warnings)]
    wanted += [one.full or one.short for one in plan.scripts] + [one.label for one in plan.ladder]
    wanted += [one.title for one in plan.cited_sources] + ["For tests only.", LINK]
    assert [one for one in wanted if one not in words] == []


def test_headings_lists_title_and_language_are_words_own() -> None:
    document = opened(plan_of(DATED))
    styles = {one.style.name for one in document.paragraphs}
    assert {"Title", "Heading 1", "List Number"} <= styles
    assert document.core_properties.title == plan_of(DATED).title
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == ""


def test_every_list_counts_from_one() -> None:
    document = opened(plan_of(DATED))
    lists: dict[str, set[int]] = {}
    section = ""
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 1":
            section = paragraph.text
        elif paragraph.style.name == "List Number":
            lists.setdefault(section, set()).add(paragraph._p.pPr.numPr.numId.val)
    assert all(len(numbers) == 1 for numbers in lists.values())
    assert len({number for numbers in lists.values() for number in numbers}) == len(lists)


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_what_was_typed_is_shown_as_text_in_word(text: str) -> None:
    plan = plan_of(DATED)
    personal = Personal(texts={plan.scripts[0].id: text})
    assert plain(text) in words_of(opened(plan, personal))
    inside = zipfile.ZipFile(io.BytesIO(plan_as_docx(plan, "!", personal))).read("word/document.xml").decode()
    assert "<w:instrText" not in inside and "<w:hyperlink" not in inside


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_what_was_typed_is_shown_as_text_in_markdown(text: str) -> None:
    plan = plan_of(DATED)
    calm = plan_as_markdown(plan, "!", Personal(texts={plan.scripts[0].id: "calm"}))
    made = plan_as_markdown(plan, "!", Personal(texts={plan.scripts[0].id: text}))
    assert len(re.findall("^#", made, re.MULTILINE)) == len(re.findall("^#", calm, re.MULTILINE))
    assert made.count("<http") == calm.count("<http")
    assert "<script" not in made and not re.search(r"(?<!\\)!?\[[ab]\]", made)
    quoted = [line.strip().removeprefix(">").strip() for line in made.splitlines() if line.startswith("   >")]
    escaped = re.compile(r"\\(?=[\\`*_\[\]<>&|~#^$@.:+=)-])|\\$")
    read = escaped.sub("", "\n".join(quoted)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    first_words = " ".join(plain(text).split("\n")[0].split())[:40].replace("\\", "")
    assert first_words in read.replace("\\", "")


def test_markdown_marks_ticks_moments_and_links() -> None:
    plan = plan_of(DATED)
    made = plan_as_markdown(plan, "!", Personal(ticked=frozenset({plan.evidence[0].id}), link=LINK))
    assert "- [x] " in made
    assert "**Wed 2 Dec 2026, 24:00**" in made
    assert f"<{LINK}>" in made
    assert "- [ ] " in plan_as_markdown(plan, "!")
