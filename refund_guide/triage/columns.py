"""Which column of a file holds which question or event, and what stands in it that nobody knows.

A header may be an id, the question as it is asked or the name of an event, in either language. What is not
recognised stays as it is; a guess is offered, and only a hand (``Mapping``) makes it count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from ..answers import LANGUAGES
from ..tree import Tree
from .values import AnswerReader, is_empty, plain


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a hand has decided: header -> question or event id, and per question, value -> answer id.

    An empty text instead of an id means "leave it alone".
    """

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file."""

    headers: list[str]
    used: dict[str, int]
    """Question or event id -> position of its column; several questions may share one."""
    twice: list[tuple[str, str]]
    """Header of a column that was left alone, and the id another column already has."""
    unknown: dict[int, str | None]
    """Position of every other column -> the question or event it may be."""


def match_columns(
    tree: Tree, headers: Sequence[str], mapping: Mapping, samples: Sequence[Sequence[str]] = ()
) -> Columns:
    """Recognise headers. ``samples``: the first cells of each column, for guesses."""
    names = column_names(tree)
    by_hand = {plain(header): (key,) if key else () for header, key in mapping.columns.items()}
    used: dict[str, int] = {}
    twice: list[tuple[str, str]] = []
    rest: list[int] = []
    # What a hand has said comes first: it wins over a header that happens to be known.
    for position in sorted(range(len(headers)), key=lambda at: plain(headers[at]) not in by_hand):
        header = headers[position]
        keys = by_hand.get(plain(header), names.get(plain(header)))
        if keys is None:
            rest.append(position)
        elif keys and all(key in used for key in keys):
            twice.append((header, keys[0]))
        else:
            used.update({key: position for key in keys if key not in used})
    readers = [(asked.id, AnswerReader(tree, asked.question)) for asked in tree.questions if asked.id not in used]
    free = {name: keys[0] for name, keys in names.items() if keys[0] not in used}
    unknown = {at: _guess(headers[at], samples[at] if at < len(samples) else (), free, readers) for at in rest}
    return Columns(list(headers), used, twice, unknown)


def column_names(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Everything a column may be called -> question or event ids; questions that read the same share a column."""
    names: dict[str, tuple[str, ...]] = {}
    asked = [(one.id, (one.question.ask,)) for one in tree.questions]
    for key, texts in (*asked, *((event.id, (event.ask, event.label)) for event in tree.events.values())):
        for text in texts:
            for language in LANGUAGES:
                name = plain(text.in_language(language).format_map(tree.phrases(language)))
                names[name] = tuple(dict.fromkeys((*names.get(name, ()), key)))
    # Ids last: they are what the product itself writes, so they win over a label that reads the same.
    names.update({plain(key): (key,) for key in (*tree.events, *tree.question_by_id)})
    return names


def _guess(
    header: str,
    cells: Iterable[str],
    free: dict[str, str],
    readers: list[tuple[str, AnswerReader]],
) -> str | None:
    wanted = plain(header)
    close = get_close_matches(wanted, free, 1, cutoff=0.7)
    if not close and _says_enough(wanted):
        close = [name for name in free if wanted in name or (_says_enough(name) and name in wanted)]
        close.sort(key=lambda name: abs(len(name) - len(wanted)))
    if close:
        return free[close[0]]
    values = {cell for cell in cells if not is_empty(cell)}
    if not values:
        return None
    share, best = max(
        ((sum(reader.code(value) is not None for value in values) / len(values), key) for key, reader in readers),
        default=(0.0, ""),
    )
    return best if share >= 0.6 else None


def _says_enough(name: str) -> bool:
    """Whether a part of a name may stand for it: two Chinese characters, or a word."""
    return len(name) >= (4 if name.isascii() else 2)
