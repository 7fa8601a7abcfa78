"""Plan -> plain text for a terminal or a chat window, in the order of the plan page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..plan import Plan
from .outline import Entry, Note, Outline, Personal, Section
from .reading_order import outline

_INDENT = "    "


def plan_as_text(plan: Plan, disclaimer: str, personal: Personal | None = None) -> str:
    """The whole plan as lines of text; ``disclaimer`` closes it."""
    return "\n".join(_lines(outline(plan, disclaimer, personal)))


def _lines(shown: Outline) -> Iterator[str]:
    yield shown.title
    yield shown.lead
    yield ""
    yield from (_note(fact, shown) for fact in shown.facts)
    yield ""
    yield shown.name(shown.first.title) + shown.first.text
    yield from _indented(_note(note, shown) for note in shown.first.notes)
    for section in shown.sections:
        yield from _section(section, shown)
    yield ""
    if shown.link:
        yield _note(shown.link, shown)
    yield shown.made
    yield shown.disclaimer


def _section(section: Section, shown: Outline) -> Iterator[str]:
    yield ""
    yield f"== {section.heading}"
    for number, entry in enumerate(section.entries, 1):
        first, *others = f"{number}. {_headline(entry, shown)}".split("\n")
        yield first
        yield from _indented([*others, *_below(entry, shown)])


def _indented(texts: Iterable[str]) -> Iterator[str]:
    """Every line of every text, below the first line of its entry."""
    for text in texts:
        yield from ((_INDENT + line).rstrip() for line in text.split("\n"))


def _headline(entry: Entry, shown: Outline) -> str:
    tick = "" if entry.ticked is None else "[x] " if entry.ticked else "[ ] "
    mark = f"[{entry.mark}] " if entry.mark else ""
    said = shown.join(entry.when, entry.text)
    title = shown.name(entry.title) if entry.title and said else entry.title
    cites = f" [{', '.join(map(str, entry.cites))}]" if entry.cites else ""
    return f"{tick}{mark}{title}{said}{cites}"


def _below(entry: Entry, shown: Outline) -> Iterator[str]:
    if entry.path:
        yield " → ".join(entry.path)
    if entry.quoted:
        yield entry.quoted
    yield from (_note(note, shown) for note in entry.notes)
    if entry.link:
        yield entry.link


def _note(note: Note, shown: Outline) -> str:
    return shown.name(note.name) + note.text if note.name else note.text
