"""Text typed by a user, shown as text: in Markdown, in HTML, in a cell of a table.

Each function takes any text and gives back what a reader of that format shows as exactly that text.
One thing no escaping prevents: some Markdown readers make a link of a bare e-mail address. It goes where
it says, so it is harmless.
"""

from __future__ import annotations

import html
import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$<>:&=^@\"'])")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_plain_markdown(text: str) -> str:
    """Text as it stands where Markdown is read: no link, heading, formula, list, HTML or emoji code in it.

    Every punctuation mark that means something in CommonMark, GitHub's tables or Streamlit's additions is
    escaped, spaces at the start of a line cannot make a code block, and a line stays a line.
    """
    lines = [line.strip() for line in _without_controls(text).splitlines()]
    escaped = _MARKDOWN.sub(r"\\\1", "\n".join(lines).strip("\n"))
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in _BLANK_LINES.split(escaped))


def as_plain_html(text: str) -> str:
    """Text as it stands between two tags of HTML; a line stays a line.

    The ``bdi`` around it keeps text from right to left from turning its surroundings around.
    """
    lines = (html.escape(line) for line in _without_controls(text).splitlines())
    return f"<bdi>{'<br>'.join(lines)}</bdi>"


def as_plain_cell(text: str) -> str:
    """Text for a cell of a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("\t", "\r") or _shown(text).startswith(_FORMULA) else text


def _shown(text: str) -> str:
    """The text from its first visible character on."""
    for position, character in enumerate(text):
        if not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf"):
            return text[position:]
    return ""


def _without_controls(text: str) -> str:
    return "".join(
        character
        for character in text
        if character in "\n\r\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
