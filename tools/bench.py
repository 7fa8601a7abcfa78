"""Measure the package against a baseline in the same run and print ratios.

    python -m tools.bench                 # the knowledge file of this repository
    python -m tools.bench --file FILE --rounds 15

Ratios last longer than milliseconds: every line names its baseline and the ceiling we hold it to. The
exit code is 1 when a ceiling is exceeded, so it can be watched; no test depends on it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

from refund_guide.answer_space import AnswerSpace
from refund_guide.check import run
from refund_guide.clock import BEIJING, read_start
from refund_guide.export.forms import plan_in_form
from refund_guide.export.outline import Personal
from refund_guide.planner import make_plan
from refund_guide.tree import DEFAULT_FILE, Tree, load_tree
from refund_guide.walk import AskedQuestion

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING)


@dataclass(frozen=True)
class Figure:
    what: str
    value: float
    ceiling: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.value <= self.ceiling

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "TOO SLOW"
        return f"{self.what:<68} {self.value:8.3f} {self.unit:<3} (<= {self.ceiling:g})  {verdict}"


def seconds(action: Callable[[], object], rounds: int) -> float:
    """Median wall time of ``rounds`` runs after one to warm up."""
    action()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure(file: Path, rounds: int) -> list[Figure]:
    """All figures of the package."""
    text = file.read_text(encoding="utf-8")
    parse = seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader), rounds)
    load = seconds(lambda: load_tree(file), rounds)
    check = seconds(lambda: run(file, today=NOW.date()), max(3, rounds // 3))
    tree = load_tree(file)
    space = AnswerSpace(tree.questions)
    whole, share = _check_growth(file, tree, rounds)
    plan = _plan_milliseconds(tree, space.sets, rounds)
    few = _plan_milliseconds(tree, space.sets[: max(1, len(space) // 20)], rounds)
    print(f"{file.name}: {len(text):,} characters, {len(space):,} answer sets; parsing alone {parse * 1000:.0f} ms")
    return [
        Figure("load for use / PyYAML C loader parsing the same text", load / parse, 4, "x"),
        Figure("full check / PyYAML C loader parsing the same text", check / parse, 60, "x"),
        Figure(f"check: time per answer set, all against {share:.0%} of them", whole, 1.5, "x"),
        Figure("one plan, answers and dates to Plan, median", plan, 1, "ms"),
        Figure("one plan: all answer sets / the first twentieth", plan / few, 1.5, "x"),
        *_pdf_figures(tree, space.sets, rounds),
    ]


def _plan_milliseconds(tree: Tree, sets: list[dict[str, str]], rounds: int) -> float:
    dates = {event: read_start("2026-11-18T09:30") for event in tree.events}
    sample = random.Random(1).sample(sets, min(300, len(sets)))
    times = []
    for answers in sample * max(1, rounds // 5):
        # Processor time: an absolute figure must not depend on what else the machine is doing.
        start = time.process_time()
        make_plan(tree, answers, dates, NOW, "zh")
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000


def _pdf_figures(tree: Tree, sets: list[dict[str, str]], rounds: int) -> list[Figure]:
    """The case file of the plan with the most in it, against a blank page of the same engine."""
    import typst

    dates = {event: read_start("2026-11-18T09:30") for event in tree.events}
    plans = (
        make_plan(tree, answers, dates, NOW, "zh") for answers in random.Random(1).sample(sets, min(300, len(sets)))
    )
    plan = max(plans, key=lambda one: len(one.deadlines) + len(one.scripts))
    mine = Personal(texts={script.id: script.full or script.short for script in plan.scripts})
    blank = seconds(lambda: typst.Compiler().compile(input=b" ", format="pdf"), rounds)
    pdf = seconds(lambda: plan_in_form("pdf", plan, tree.knowledge.meta, mine), rounds)
    return [
        Figure("largest case file as PDF, wall time", pdf, 1, "s"),
        Figure("largest case file as PDF / a blank page", pdf / blank, 10, "x"),
    ]


def _check_growth(file: Path, tree: Tree, rounds: int) -> tuple[float, float]:
    """Time per answer set of the case checks on the whole tree against a part of it."""
    from refund_guide.check.cases import check_cases
    from refund_guide.check.places import Places

    def per_set(questions: list[AskedQuestion]) -> tuple[float, int]:
        smaller = Tree(tree.knowledge, tree.file)
        smaller.questions = questions
        places = Places(file.name, {}, {})
        number = len(AnswerSpace(questions))
        return seconds(lambda: check_cases(smaller, places), max(3, rounds // 3)) / number, number

    whole, all_sets = per_set(tree.questions)
    first = tree.questions[0]
    kept = first.offered_when[: max(1, len(first.offered_when) // 4)]
    part, some_sets = per_set([AskedQuestion(first.question, first.asked_when, kept), *tree.questions[1:]])
    return whole / part, some_sets / all_sets


def main() -> int:
    """Print every figure; 1 when one is over its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", type=Path, default=DEFAULT_FILE)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    figures = measure(options.file, options.rounds)
    for figure in figures:
        print(figure)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
