"""``python -m refund_guide triage IN OUT``: a CSV or XLSX of tickets in, the same rows with decisions out.

Exit code 0 when OUT was written, 1 when it was not; row problems stand in OUT. The heavy libraries are
loaded only when this command runs.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ..answers import LONGEST_VALUE
from ..clock import BEIJING, FIRST_YEAR, LAST_YEAR, UnreadableDate, read_start
from ..problems import printable
from ..tree import DEFAULT_FILE, Tree, load_tree
from ..vocabulary import Language
from ..wording import word
from .phrases import say

if TYPE_CHECKING:
    from .columns import Mapping
    from .files import Look
    from .summary import Summary


def add_command(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``triage`` to the commands."""
    parser = commands.add_parser("triage", help="decide a whole table of tickets (CSV or XLSX)")
    parser.add_argument("input", type=Path, metavar="IN", help="CSV or XLSX, one ticket per row, with a header")
    parser.add_argument(
        "output", type=Path, metavar="OUT", help="written as XLSX where it ends in .xlsx, else as CSV"
    )
    parser.add_argument("--now", metavar="DATE", help="the moment to decide for (default: now), Beijing time")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of messages (default: zh)")
    parser.add_argument(
        "--map", action="append", default=[], metavar="column=question", help="which question or date a column holds"
    )
    parser.add_argument(
        "--value", action="append", default=[], metavar="question:text=answer", help="which answer a text stands for"
    )
    parser.add_argument("--link", default="", metavar="BASE", help="address of the guide, for a link in every row")
    parser.add_argument("--words", action="store_true", help="labels in the language instead of ids")
    parser.add_argument("--file", type=Path, default=DEFAULT_FILE, help="knowledge file to decide by")
    parser.set_defaults(run=run)


class _Refused(Exception):
    pass


def run(options: argparse.Namespace) -> int:
    """Decide the file; 0 when it was written."""
    from .problems import TriageError

    language: Language = options.lang
    try:
        summary, look = _decide(options, language)
    except TriageError as error:
        print(error.in_language(language), file=sys.stderr)
        return 1
    except _Refused as error:
        print(error, file=sys.stderr)
        return 1
    for line in _lines(summary, look, language):
        print(line)
    return 0


def _decide(options: argparse.Namespace, language: Language) -> tuple[Summary, Look]:
    tree = load_tree(options.file)
    now = _now(options.now, language)
    mapping = _mapping(tree, options.map, options.value, language)
    _check_link(tree, options.link, language)
    if options.output.exists() and options.input.exists() and options.output.samefile(options.input):
        raise _Refused(say("same_file", language))

    from .added import Options
    from .engine import Engine
    from .files import TriageFile

    part = options.output.with_name(options.output.name + ".part")
    bar = _Bar(sys.stderr, say("deciding", language))
    try:
        with options.input.open("rb") as source:
            opened = TriageFile.open(source)
            engine = Engine(tree)
            look = opened.look(engine, mapping)
            with part.open("wb") as target:
                summary = opened.decide(
                    engine,
                    target,
                    "xlsx" if options.output.suffix.lower() == ".xlsx" else "csv",
                    mapping,
                    Options(language, options.words, options.link),
                    now,
                    bar.show,
                )
        os.replace(part, options.output)
    except OSError as error:
        name = printable(Path(str(error.filename or options.input)).name.removesuffix(".part"))
        raise _Refused(say("cannot_open", language, file=name, reason=error.strerror or str(error))) from error
    finally:
        bar.close()
        part.unlink(missing_ok=True)
    return summary, look


def _now(given: str | None, language: Language) -> datetime:
    if given is None:
        return datetime.now(BEIJING)
    try:
        return read_start(given).moment
    except UnreadableDate as error:
        gaps = {"key": "--now", "value": printable(given), "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        raise _Refused(word(f"date_{error.reason}", language, **gaps)) from error


def _mapping(tree: Tree, columns: Iterable[str], values: Iterable[str], language: Language) -> Mapping:
    from .columns import Mapping

    mapping = Mapping()
    for given in columns:
        column, _, key = given.rpartition("=")
        if not column or (key not in tree.question_by_id and key not in tree.events):
            raise _Refused(say("bad_map", language, value=printable(given)))
        mapping.columns[column] = key
    for given in values:
        question, _, rest = given.partition(":")
        text, _, answer = rest.rpartition("=")
        asked = tree.question_by_id.get(question)
        if not text or asked is None or answer not in [one.id for one in asked.question.answers]:
            raise _Refused(say("bad_value", language, value=printable(given)))
        mapping.values.setdefault(question, {})[text] = answer
    return mapping


def _check_link(tree: Tree, base: str, language: Language) -> None:
    from ..export.link import UnusableLink, case_link

    try:
        if base:
            case_link(base, tree, {}, {}, language)
    except UnusableLink as error:
        raise _Refused(say("bad_link", language, value=printable(base))) from error


def _lines(summary: Summary, look: Look, language: Language) -> Iterator[str]:
    counts = {
        name: f"{getattr(summary, name):,}"
        for name in ("rows", "decided", "incomplete", "with_problems", "today", "soon", "later", "needs_date", "past")
    }
    yield say("counts", language, **counts)
    yield say("urgency", language, **counts)
    for question, tickets in summary.missing.most_common(3):
        yield f"  {word('answers_missing', language, question=question)}: {tickets:,}"
    for question, values in summary.unknown.items():
        shown = ", ".join(f"{printable(value, LONGEST_VALUE)} ({times:,})" for value, times in values.most_common(3))
        yield say("unknown_values", language, key=question, values=shown)
    for phrase, gaps in summary.notes:
        yield say(phrase, language, **gaps)
    for at, guess in look.columns.unknown.items():
        if guess:
            yield say("guess", language, header=printable(look.columns.headers[at]), key=guess)


class _Bar:
    """A bar on standard error, once something has taken longer than a second."""

    def __init__(self, stream: TextIO, label: str) -> None:
        self._stream, self._label = stream, label
        self._begun = time.monotonic()
        self._shown = -1

    def show(self, share: float) -> None:
        """Draw the share that is done, 0 to 1."""
        percent = int(share * 100)
        if percent != self._shown and time.monotonic() - self._begun > 1:
            self._shown = percent
            full = percent // 4
            self._stream.write(f"\r{self._label} [{'#' * full}{'.' * (25 - full)}] {percent:3}%")
            self._stream.flush()

    def close(self) -> None:
        """End the line, where there is one."""
        if self._shown >= 0:
            self._stream.write("\n")
