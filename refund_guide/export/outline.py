"""What text, Markdown, Word and PDF all show: headings, lists and notes, already worded.

Made by ``reading_order``. ``Personal`` is what belongs to one person: it comes as plain text and every
form shows it as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..vocabulary import Language


@dataclass(frozen=True, slots=True)
class Personal:
    """What one person adds to a plan: ticks, the texts with their own words in them, the link of the case."""

    ticked: frozenset[str] = frozenset()
    """Ids of the evidence at hand."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Id of a script -> its text as filled in. Scripts not named here keep their gaps."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line below an entry, with a name in front or without."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list, in the order shown."""

    id: str = ""
    mark: str = ""
    """Its state in a word or two: whose, required, open now."""
    tone: str = ""
    """The state as an id, for forms that have colours."""
    title: str = ""
    text: str = ""
    when: str = ""
    """The moment, for deadlines."""
    path: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    quoted: str = ""
    """Words to send, which keep their lines."""
    cites: tuple[int, ...] = ()
    """Numbers of sources, as in the section ``sources``."""
    ticked: bool | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    id: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole plan as it is read."""

    language: Language
    title: str
    lead: str
    facts: tuple[Note, ...]
    first: Entry
    """The one thing to do now."""
    sections: tuple[Section, ...]
    made: str
    """As of when."""
    link: Note | None
    disclaimer: str

    @property
    def colon(self) -> str:
        """Between a name and what it names."""
        return "：" if self.language == "zh" else ": "

    @property
    def comma(self) -> str:
        """Between a moment and what is left of it."""
        return "，" if self.language == "zh" else ", "

    def join(self, *pieces: str) -> str:
        """What there is of the pieces, with commas between."""
        return self.comma.join(filter(None, pieces))

    def name(self, title: str) -> str:
        """A title before what it names; a question needs no colon."""
        return f"{title} " if title.endswith(("？", "?")) else f"{title}{self.colon}"
