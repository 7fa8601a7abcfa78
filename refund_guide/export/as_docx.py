"""Plan -> a Word document that can be edited.

Word and not only Markdown: a complaint is finished by hand, often by somebody who helps, on a telephone
or in an office where ``.docx`` opens with a tap and Markdown shows its marks. Headings and lists are
Word's own, so its outline and a screen reader find them. Everything enters as text, never as a field.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..plan import Plan
from ..timeline import timeline_headings, timeline_rows
from .drawable import plain
from .outline import Entry, Note, Outline, Personal, Section
from .reading_order import outline

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
_GREY = "5B6270"
_ACCENT = "B3261E"


def plan_as_docx(plan: Plan, disclaimer: str, personal: Personal | None = None) -> bytes:
    """The whole plan as a ``.docx`` file."""
    from docx import Document

    document = Document()
    _Writer(document, plan, outline(plan, disclaimer, personal)).write()
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


class _Writer:
    def __init__(self, document: Document, plan: Plan, shown: Outline) -> None:
        self.document = document
        self.plan = plan
        self.shown = shown

    def write(self) -> None:
        self._settings()
        shown = self.shown
        self.document.add_heading(plain(shown.title), level=0)
        self.document.add_paragraph(plain(shown.lead))
        first = self.document.add_paragraph(style="Intense Quote")
        self._run(first, f"{shown.name(shown.first.title)}{shown.first.text}", bold=True)
        for note in shown.first.notes:
            self._note(first, note)
        for fact in shown.facts:
            self._named(self.document.add_paragraph(), fact)
        for section in shown.sections:
            self._section(section)
        if shown.link:
            self._named(self.document.add_paragraph(), shown.link)
        for text in (shown.made, shown.disclaimer):
            self._run(self.document.add_paragraph(), text, size=8.5, colour=_GREY)

    def _settings(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt

        properties = self.document.core_properties
        properties.title, properties.language = plain(self.shown.title)[:255], _LANGUAGES[self.shown.language]
        properties.author = properties.comments = ""
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        for name in ("Normal", "Title", "Heading 1", "Intense Quote"):
            style: Any = self.document.styles[name]
            style.font.name = _FONTS["en"]
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), _FONTS["zh"])
        normal: Any = self.document.styles["Normal"]
        normal.font.size = Pt(10.5)
        normal.paragraph_format.space_after = Pt(4)
        for tag in self.document.styles.element.iter(qn("w:lang")):
            tag.set(qn("w:val"), _LANGUAGES["en"])
            tag.set(qn("w:eastAsia"), _LANGUAGES["zh"])

    def _section(self, section: Section) -> None:
        self.document.add_heading(plain(section.heading), level=1)
        if section.id == "deadlines" and self.plan.deadlines:
            self._table()
        start = self._numbering()
        for entry in section.entries:
            paragraph = self.document.add_paragraph(style="List Number" if entry.ticked is None else "Normal")
            if entry.ticked is None:
                start(paragraph)
            self._entry(paragraph, entry)

    def _numbering(self) -> Callable[[Paragraph], None]:
        """Word goes on counting from list to list; this starts again at one."""
        numbering: Any = self.document.part.numbering_part.element
        style: Any = self.document.styles["List Number"]
        before = style.element.pPr.numPr.numId.val
        template = next(num for num in numbering.num_lst if num.numId == before).abstractNumId.val
        fresh = numbering.add_num(template)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)

        def start(paragraph: Paragraph) -> None:
            numbered: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val = 0
            numbered.get_or_add_numId().val = fresh.numId

        return start

    def _entry(self, paragraph: Paragraph, entry: Entry) -> None:
        if entry.ticked is not None:
            self._run(paragraph, "☑ " if entry.ticked else "☐ ")
        if entry.mark:
            self._run(paragraph, f"[{entry.mark}] ", colour=_GREY)
        if entry.title:
            follows = entry.when or entry.text
            self._run(paragraph, self.shown.name(entry.title) if follows else entry.title, bold=True)
        if entry.when:
            self._run(paragraph, entry.when, bold=True, colour=_ACCENT)
        self._run(paragraph, self.shown.comma + entry.text if entry.when and entry.text else entry.text)
        if entry.cites:
            self._run(paragraph, f" [{', '.join(map(str, entry.cites))}]", size=8.5, colour=_GREY)
        for line in (" → ".join(entry.path), entry.link):
            if line:
                self._note(paragraph, Note(line))
        for note in entry.notes:
            self._note(paragraph, note)
        if entry.quoted:
            from docx.shared import Cm

            quoted = self.document.add_paragraph(style="Quote")
            quoted.paragraph_format.left_indent = Cm(0.6)
            self._run(quoted, entry.quoted)

    def _table(self) -> None:
        """What the picture of the PDF shows, for those who edit."""
        rows = timeline_rows(self.plan)
        headings = timeline_headings(self.plan)
        kept = [place for place, name in enumerate(("label", "owner", "start", "due", "left")) if name != "start"]
        table = self.document.add_table(rows=1, cols=len(kept), style="Light Grid Accent 1")
        for cell, place in zip(table.rows[0].cells, kept, strict=True):
            cell.text = headings[place]
        for row in rows:
            shown = (row.label, row.owner, row.due or row.status, row.left)
            for cell, text in zip(table.add_row().cells, shown, strict=True):
                cell.text = plain(text)
        self.document.add_paragraph()

    def _named(self, paragraph: Paragraph, note: Note) -> None:
        self._run(paragraph, self.shown.name(note.name), bold=True)
        self._run(paragraph, note.text)

    def _note(self, paragraph: Paragraph, note: Note) -> None:
        text = self.shown.name(note.name) + note.text if note.name else note.text
        self._run(paragraph, f"\n{text}", size=9, colour=_GREY)

    def _run(self, paragraph: Paragraph, text: str, *, bold: bool = False, size: float = 0, colour: str = "") -> None:
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(plain(text))
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
