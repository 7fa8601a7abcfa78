"""Every form a plan can leave the guide in, by the name the command line gives it."""

from __future__ import annotations

import json
from typing import Literal, get_args

from ..plan import Plan
from ..schema import Meta
from .as_calendar import plan_as_calendar
from .as_docx import plan_as_docx
from .as_json import plan_as_data
from .as_markdown import plan_as_markdown
from .as_pdf import plan_as_pdf
from .as_text import plan_as_text
from .outline import Personal

Form = Literal["text", "json", "ics", "pdf", "docx", "md"]
FORMS: tuple[Form, ...] = get_args(Form)
BINARY: frozenset[Form] = frozenset({"pdf", "docx"})
MEDIA_TYPES: dict[Form, str] = {
    "text": "text/plain",
    "json": "application/json",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
}
"""For a download: what the browser is told the file is."""


def plan_in_form(
    form: Form, plan: Plan, meta: Meta, personal: Personal | None = None, *, case_key: str = ""
) -> bytes:
    """The plan as the content of a file; text is UTF-8. Raises ``UnusableLink``."""
    mine = personal or Personal()
    disclaimer = meta.disclaimer.in_language(plan.language)
    match form:
        case "text":
            return (plan_as_text(plan, disclaimer, mine) + "\n").encode("utf-8")
        case "json":
            return (json.dumps(plan_as_data(plan), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        case "ics":
            return plan_as_calendar(plan, link=mine.link, case_key=case_key)
        case "pdf":
            return plan_as_pdf(plan, disclaimer, mine, guide=meta.title.in_language(plan.language))
        case "docx":
            return plan_as_docx(plan, disclaimer, mine)
        case "md":
            return plan_as_markdown(plan, disclaimer, mine).encode("utf-8")
