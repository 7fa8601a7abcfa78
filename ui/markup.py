"""Text from the knowledge file, made safe to put into HTML or Markdown, and small pieces of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape as html

__all__ = [
    "badge",
    "button",
    "caption",
    "copyable",
    "details",
    "fold",
    "html",
    "items",
    "link",
    "markdown",
    "paragraph",
    "path",
    "section",
    "table",
]

# As few as possible: screen readers are given the label of a box as it is written, backslashes included.
_MARKDOWN = re.compile(r"([\\`*_\[\]~$<&])")


def markdown(text: str) -> str:
    """Text as it stands, where Streamlit reads Markdown (labels of buttons and boxes)."""
    return _MARKDOWN.sub(r"\\\1", text)


def paragraph(text: str) -> str:
    """A paragraph."""
    return f"<p>{html(text)}</p>"


def items(lines: Iterable[str], *, ordered: bool = False, css: str = "") -> str:
    """A list; the lines are HTML already."""
    tag = "ol" if ordered else "ul"
    return f'<{tag} class="{css}">' + "".join(f"<li>{line}</li>" for line in lines) + f"</{tag}>"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]], css: str = "") -> str:
    """A table whose first column names the rows; the cells are HTML already."""
    head = "".join(f'<th scope="col">{html(name)}</th>' for name in heads)
    body = ""
    for name, *cells in rows:
        told = "".join(f"<td>{cell}</td>" for cell in cells)
        body += f'<tr><th scope="row">{name}</th>{told}</tr>'
    return f'<table class="{css}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def link(text: str, address: str | None) -> str:
    """A link that opens beside this page; plain text where there is no address."""
    if not address:
        return html(text)
    return f'<a href="{html(address)}" target="_blank" rel="noopener noreferrer">{html(text)}</a>'


def button(address: str, label: str, css: str = "") -> str:
    """A large link to another place of the guide."""
    return f'<p><a class="button {css}" href="{html(address)}">{html(label)}</a></p>'


def section(title: str, body: str) -> str:
    return f"<section><h2>{html(title)}</h2>{body}</section>"


def badge(text: str, css: str = "") -> str:
    return f'<span class="badge {css}">{html(text)}</span>'


def path(buttons: Iterable[str]) -> str:
    """Buttons to tap, in order."""
    shown = ' <span class="arrow">→</span> '.join(html(button) for button in buttons)
    return f'<p class="path">{shown}</p>' if shown else ""


def copyable(text: str, label: str, done: str, *, tag: str = "") -> str:
    """Text with a button that copies it; the script of the frame does the copying and then shows ``done``.

    ``tag`` is the language of the text, where that is not the one of the page.
    """
    button = f'<button type="button" class="copy" data-done="{html(done)}" aria-live="polite">{html(label)}</button>'
    shown_in = f' lang="{html(tag)}"' if tag else ""
    return f'<div class="copyable"><pre{shown_in}>{html(text)}</pre>{button}</div>'


def caption(selector: str, text: str) -> str:
    """A style that shows our words in the place of a text Streamlit has in English only."""
    shown = f"{selector}::after {{ content: {_css(text)}; font-size: 1rem; }}"
    return f"<style>{selector} {{ font-size: 0; }} {shown}</style>"


def _css(text: str) -> str:
    """The text as a string of CSS, every character by its number: none of them can end the string."""
    return '"' + "".join(f"\\{ord(character):06x}" for character in text) + '"'


def details(summary: str, body: str) -> str:
    return fold(html(summary), body)


def fold(summary: str, body: str) -> str:
    """Something to unfold; the summary is HTML already."""
    return f"<details><summary>{summary}</summary>{body}</details>"
