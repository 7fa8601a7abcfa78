"""Words ready to send: scripts with what the user typed put into their gaps.

Pure: a script of the knowledge file, typed values and a language in, the finished text out, with the gaps
that are still open and the length. What people type is text and stays text: it is put in once, after the
template has been taken apart, so braces, Markdown or formulas in it mean nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .clock import Start
from .schema import Script, Slot
from .tree import Tree
from .vocabulary import AddressedTo, Language, ScriptPurpose
from .wording import phrase_date, phrase_slot

LONGEST_TYPED = 5_000
"""Characters of one typed value; the rest is cut off."""

_GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_MANY_LINES = re.compile(r"\n{3,}")
_ENDS = "。．.；;，,、"
"""Punctuation that would stand twice where the script goes on with its own."""
_WRITING_DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Invisible; they would turn the words around a typed value around as well."""


@dataclass(frozen=True, slots=True)
class FilledScript:
    """Words ready to send, as far as everything was typed."""

    id: str
    purpose: ScriptPurpose
    to: AddressedTo
    title: str
    short: str
    full: str | None
    unfilled: tuple[str, ...]
    """Ids of the slots that are still open in either form, in the order of the knowledge file."""
    length: int
    """Characters of the short form."""
    fits: bool
    """Whether the short form fits a chat box."""


def fill_script(tree: Tree, script: Script, values: Mapping[str, str], language: Language) -> FilledScript:
    """The script with typed values (slot id -> text) in its gaps; a gap nobody filled stays visible."""
    typed = {slot.id: text for slot in tree.knowledge.slots if (text := tidy(values.get(slot.id, "")))}
    used = find_slots(tree, [script])
    short = _fill(tree, script.short.in_language(language), typed, language, in_one_line=True)
    full = None
    if script.full is not None:
        full = _fill(tree, script.full.in_language(language), typed, language)
    limit = tree.knowledge.meta.chat_box_characters
    return FilledScript(
        id=script.id,
        purpose=script.purpose,
        to=script.to,
        title=script.title.in_language(language).format_map(tree.phrases(language)),
        short=short,
        full=full,
        unfilled=tuple(slot.id for slot in used if slot.id not in typed),
        length=len(short),
        fits=limit is None or _width(short) <= 2 * limit,
    )


def fill_scripts(
    tree: Tree, script_ids: Iterable[str], values: Mapping[str, str], language: Language
) -> tuple[FilledScript, ...]:
    """The scripts of a plan, in the order given."""
    by_id = {script.id: script for script in tree.knowledge.scripts}
    return tuple(fill_script(tree, by_id[script], values, language) for script in script_ids)


def find_slots(tree: Tree, scripts: Iterable[Script]) -> tuple[Slot, ...]:
    """The slots these scripts use, each once, in the order of the knowledge file."""
    used: set[str] = set()
    for script in scripts:
        used.update(_GAP.findall(script.short.zh + (script.full.zh if script.full else "")))
    return tuple(slot for slot in tree.knowledge.slots if slot.id in used)


def known_values(tree: Tree, dates: Mapping[str, Start], language: Language) -> dict[str, str]:
    """What the dates of the case already say, so that nobody types them again; put typed values on top."""
    return {
        slot.id: phrase_date(dates[slot.event].day, language)
        for slot in tree.knowledge.slots
        if slot.event is not None and slot.event in dates
    }


def tidy(typed: str) -> str:
    """Text from outside, fit to stand in a message: trimmed, cut, without control characters."""
    lines = _LINE_ENDS.sub("\n", typed).replace("\t", " ")
    kept = "".join(character for character in lines if character == "\n" or _is_text(character))
    return _MANY_LINES.sub("\n\n", kept).strip()[:LONGEST_TYPED].rstrip()


def _width(text: str) -> int:
    """Room a text takes: two for a Chinese character, one for a Latin letter."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _is_text(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in _WRITING_DIRECTION


def _fill(
    tree: Tree, template: str, typed: Mapping[str, str], language: Language, *, in_one_line: bool = False
) -> str:
    """Take the template apart once and put every piece in place; nothing put in is looked at again."""
    phrases = tree.phrases(language)
    slots = {slot.id: slot for slot in tree.knowledge.slots}
    pieces = _GAP.split(template)  # text, gap, text, gap, ..., text
    for position in range(1, len(pieces), 2):
        gap = pieces[position]
        if gap not in typed:
            pieces[position] = phrase_slot(slots[gap], language) if gap in slots else phrases[gap]
            continue
        text = " ".join(typed[gap].split()) if in_one_line else typed[gap]
        if slots[gap].long and pieces[position + 1].lstrip("」\"')）")[:1] in tuple(_ENDS):
            text = text.rstrip(_ENDS) or text
        pieces[position] = text
    return "".join(pieces)
