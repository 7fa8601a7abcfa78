"""Plan -> Markdown, for notes, wikis and issue trackers. Whatever was typed comes out as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..plan import Plan
from .drawable import plain
from .outline import Entry, Note, Outline, Personal, Section
from .reading_order import outline

_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~#^$@]|(?<=www)\.|:(?=//|[a-z+]))")
_AT_THE_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
"""What makes a list or a heading of the line before, when a line begins with it."""


def plan_as_markdown(plan: Plan, disclaimer: str, personal: Personal | None = None) -> str:
    """The whole plan; every piece of text is escaped, so nothing in it is a link, a heading or HTML."""
    shown = outline(plan, disclaimer, personal)
    lines = [f"# {_text(shown.title)}", "", _text(shown.lead), ""]
    lines += [f"- **{_text(fact.name)}**{shown.colon}{_text(fact.text)}" for fact in shown.facts]
    lines += ["", f"> **{_text(shown.first.title)}**{shown.colon}{_text(shown.first.text)}"]
    lines += [f">\n> {_note(note, shown)}" for note in shown.first.notes]
    for section in shown.sections:
        lines += _section(section, shown)
    lines += ["", "---", ""]
    if shown.link:
        lines += [f"{_text(shown.link.name)}{shown.colon}{_address(shown.link.text)}", ""]
    lines += [_text(shown.made), "", _text(shown.disclaimer), ""]
    return "\n".join(lines)


def _section(section: Section, shown: Outline) -> Iterator[str]:
    yield from ("", f"## {_text(section.heading)}", "")
    for number, entry in enumerate(section.entries, 1):
        bullet = "-" if entry.ticked is not None else f"{number}."
        indent = " " * (len(bullet) + 1)
        yield f"{bullet} {_headline(entry, shown)}"
        if entry.path:
            yield f"{indent}- {' → '.join(map(_text, entry.path))}"
        for note in entry.notes:
            yield f"{indent}- {_note(note, shown)}"
        if entry.quoted.strip():
            yield ""
            yield from (f"{indent}> {line}".rstrip() for line in _quote(entry.quoted.strip()))
            yield ""


def _headline(entry: Entry, shown: Outline) -> str:
    tick = "" if entry.ticked is None else "[x] " if entry.ticked else "[ ] "
    mark = f"_{_text(entry.mark)}_ " if entry.mark else ""
    said = shown.join(f"**{_text(entry.when)}**" if entry.when else "", _text(entry.text))
    between = shown.name(entry.title).removeprefix(entry.title) if said else ""
    title = f"**{_text(entry.title)}**{between}" if entry.title else ""
    cites = f" \\[{', '.join(map(str, entry.cites))}\\]" if entry.cites else ""
    link = f" {_address(entry.link)}" if entry.link else ""
    return f"{tick}{mark}{title}{said}{cites}{link}"


def _quote(text: str) -> Iterator[str]:
    """Lines that stay lines: a backslash at the end is Markdown's line break."""
    lines = [_text(line) for line in text.splitlines()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield f"{line}\\" if line and following else line


def _note(note: Note, shown: Outline) -> str:
    return f"{_text(note.name)}{shown.colon}{_text(note.text)}" if note.name else _text(note.text)


def _text(text: str) -> str:
    """One line of text with nothing left that Markdown or HTML would read as its own."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))
    escaped = escaped.replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    return _AT_THE_START.sub(lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], escaped)


def _address(link: str) -> str:
    """An address that may be followed. One that is none is shown and not linked."""
    return f"<{link}>" if re.fullmatch(r"https?://[^\s<>\\]+", link) else _text(link)
