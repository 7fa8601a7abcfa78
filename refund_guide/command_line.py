"""The command line: ``check``, ``questions``, ``plan``, ``cases`` and (in ``triage.command``) ``triage``.

Reads arguments and prints; every answer comes from the same functions the pages use. Exit codes are a
public contract: ``check`` 0 sound / 1 problems; ``plan`` 0 a plan was printed / 2 it was not (answers
missing or unusable); the others 0, or 2 when the knowledge file cannot be loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import datetime
from pathlib import Path
from typing import Any

from . import cases as case_table
from .answers import Case, read_case
from .clock import BEIJING, FIRST_YEAR, LAST_YEAR, UnreadableDate, read_start
from .export.forms import BINARY, FORMS, plan_in_form
from .export.headings import heading
from .export.link import UnusableLink, case_link
from .export.outline import Personal
from .planner import NoRule, make_plan
from .problems import KnowledgeError, printable
from .questions import question_as_data, questions_as_data
from .tree import DEFAULT_FILE, Tree, load_tree
from .triage import command as triage
from .vocabulary import Language
from .wording import word


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        result: int = options.run(options)
        sys.stdout.flush()
        return result
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Somebody piped us into head; what they wanted has been printed, and nothing more can be.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m refund_guide", description="Refund Guide on the command line.")
    commands = parser.add_subparsers(required=True, metavar="command")

    check = commands.add_parser("check", help="prove the knowledge file sound, or list every problem")
    check.add_argument(
        "file", nargs="?", type=Path, default=DEFAULT_FILE, help="the file (default: decision_tree.yaml)"
    )
    check.set_defaults(run=_check)

    questions = commands.add_parser("questions", help="list the questions, answers and events")
    questions.add_argument("--json", action="store_true", help="as JSON, both languages (the default form)")
    _add_file(questions)
    questions.set_defaults(run=_questions)

    plan = commands.add_parser("plan", help="print the plan for a set of answers")
    plan.add_argument("answers", nargs="*", metavar="question=answer", help="for example channel=third_party")
    plan.add_argument(
        "--date", action="append", default=[], metavar="event=DATE", help="2026-11-20 or 2026-11-20T15:30"
    )
    plan.add_argument("--now", metavar="DATE", help="the moment to plan for (default: now), Beijing time")
    plan.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of the plan (default: zh)")
    plan.add_argument("--format", choices=FORMS, default="text", help="form of the plan (default: text)")
    plan.add_argument("--out", type=Path, metavar="FILE", help="write the plan to this file")
    plan.add_argument("--ticked", default="", metavar="ID,ID", help="ids of the evidence at hand")
    plan.add_argument("--link", default="", metavar="ADDRESS", help="where the guide lives, for the link of the case")
    _add_file(plan)
    plan.set_defaults(run=_plan)

    table = commands.add_parser("cases", help="list every complete answer set with its decision")
    table.add_argument(
        "--format", choices=("csv", "json", "parquet"), default="csv", help="form of the table (default: csv)"
    )
    _add_file(table)
    table.set_defaults(run=_cases)

    triage.add_command(commands)
    return parser


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--file", type=Path, default=DEFAULT_FILE, help="knowledge file (default: decision_tree.yaml)"
    )


def _check(options: argparse.Namespace) -> int:
    from .check import run  # loads what no other command needs

    report = run(options.file, today=datetime.now(BEIJING).date())
    for problem in report.problems:
        print(problem)
    print(report.summary())
    return 1 if report.problems else 0


def _questions(options: argparse.Namespace) -> int:
    _print_json(questions_as_data(load_tree(options.file)))
    return 0


def _cases(options: argparse.Namespace) -> int:
    tree = load_tree(options.file)
    if options.format == "parquet":
        from .triage.flat_table import write_parquet  # loads what no other form needs

        write_parquet(tree, sys.stdout.buffer)
        return 0
    write = case_table.write_csv if options.format == "csv" else case_table.write_json
    write(tree, sys.stdout)
    return 0


def _plan(options: argparse.Namespace) -> int:
    language: Language = options.lang
    tree = load_tree(options.file)
    try:
        now = datetime.now(BEIJING) if options.now is None else read_start(options.now).moment
    except UnreadableDate as error:
        return _refuse([word(f"date_{error.reason}", language, **_date_gaps("--now", options.now))], options.format)
    pairs, unreadable = _split_pairs([*options.answers, *options.date], language)
    case = read_case(tree, pairs, now)
    refused = unreadable + [problem.in_language(language) for problem in case.problems]
    if refused:
        return _refuse(refused, options.format)
    if not case.is_complete:
        # A file that was asked for must not be filled with a question.
        with redirect_stdout(sys.stdout if options.format in ("text", "json") else sys.stderr):
            return _ask_next(tree, case, options.format, language)
    try:
        plan = make_plan(tree, case.answers, case.dates, now, language)
    except NoRule as gap:
        return _refuse([word("no_rule", language, block=gap.block)], options.format)
    try:
        personal = _personal(options, tree, case, language)
        made = plan_in_form(options.format, plan, tree.knowledge.meta, personal)
        _deliver(made, options, language)
    except _Unusable as error:
        return _refuse([str(error)], options.format)
    return 0


class _Unusable(Exception):
    """An option that cannot be used, in the reader's words."""


def _personal(options: argparse.Namespace, tree: Tree, case: Case, language: Language) -> Personal:
    ticked = [one for one in options.ticked.split(",") if one]
    known = {evidence.id for evidence in tree.knowledge.evidence}
    for one in ticked:
        if one not in known:
            raise _Unusable(heading("unknown_evidence", language, key=printable(one)))
    link = ""
    if options.link:
        try:
            link = case_link(options.link, tree, case.answers, case.dates, language, ticked)
        except UnusableLink as error:
            raise _Unusable(heading("bad_link", language, value=printable(options.link))) from error
    return Personal(ticked=frozenset(ticked), link=link)


def _deliver(made: bytes, options: argparse.Namespace, language: Language) -> None:
    if options.out is not None:
        try:
            options.out.write_bytes(made)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise _Unusable(heading("cannot_write", language, file=str(options.out), why=why)) from error
    elif options.format in ("text", "json", "md"):
        print(made.decode("utf-8"), end="")
    elif options.format in BINARY and sys.stdout.isatty():
        raise _Unusable(heading("needs_out", language, form=options.format))
    else:
        # As it is: a terminal would be shown other line ends, and some streams would change them.
        sys.stdout.flush()
        sys.stdout.buffer.write(made)


def _split_pairs(arguments: list[str], language: Language) -> tuple[list[tuple[str, str]], list[str]]:
    pairs: list[tuple[str, str]] = []
    unreadable: list[str] = []
    for argument in arguments:
        key, equals, value = argument.partition("=")
        if equals and key and value:
            pairs.append((key.strip(), value.strip()))
        else:
            unreadable.append(word("not_a_pair", language, value=printable(argument)))
    return pairs, unreadable


def _ask_next(tree: Tree, case: Case, form: str, language: Language) -> int:
    asked = case.progress.next_question
    assert asked is not None
    offered = asked.offered(case.answers)
    if form == "json":
        data = question_as_data(tree, asked, offered)
        _print_json({"answers": case.answers, "next_question": data})
        return 2
    phrases = tree.phrases(language)
    print(word("answers_missing", language, question=asked.id))
    print(asked.question.ask.in_language(language).format_map(phrases))
    for answer in asked.question.answers:
        if answer.id in offered:
            print(f"  {asked.id}={answer.id}  {answer.label.in_language(language).format_map(phrases)}")
    return 2


def _refuse(messages: list[str], form: str) -> int:
    for message in messages:
        print(message, file=sys.stderr)
    if form == "json":
        _print_json({"problems": messages})
    return 2


def _date_gaps(key: str, value: str) -> dict[str, str]:
    return {"key": key, "value": printable(value), "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}


def _print_json(data: Any) -> None:
    json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
    print()
