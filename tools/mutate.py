"""Break the knowledge file on purpose, one small way at a time, and see whether anything notices.

    python -m tools.mutate                 # all scripted mutations
    python -m tools.mutate --sample 200    # some of them, evenly spread

Kinds: swap two answers in a condition, swap the labels of two answers, delete an outcome, another
part, a translation or a source, change a unit. A mutant is killed by loading, by ``check`` or by the
comparison with the approved decisions, the same guards the tests run. Exit code 1 when one survives.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from refund_guide.check.cases import check_cases
from refund_guide.check.places import Places
from refund_guide.check.references import check_references
from refund_guide.check.sentences import check_sentences
from refund_guide.problems import KnowledgeError
from refund_guide.source_text import parse
from refund_guide.tree import DEFAULT_FILE, PART_BLOCKS, Tree, read_text, validate
from tools.approve import APPROVED, describe

Data = dict[str, Any]
_OTHER_UNIT = {"hours": "days", "days": "hours", "working_days": "days", "minutes": "hours", "months": "days"}


@dataclass(frozen=True)
class Mutant:
    kind: str
    what: str
    data: Data


def mutants(data: Data) -> Iterator[Mutant]:
    """All scripted mutations of the file."""
    for block in PART_BLOCKS:
        for number, item in enumerate(data[block]):
            kind = "delete an outcome" if block == "outcomes" else "delete a part"
            yield Mutant(kind, item["id"], _without(data, block, number))
            yield from _without_translation(data, block, number)
            yield from _swapped_condition(data, block, number)
    for number, item in enumerate(data["sources"]):
        yield Mutant("delete a source", item["id"], _without(data, "sources", number))
    for number, item in enumerate(data["durations"]):
        unit = _OTHER_UNIT.get(item["unit"], "months")
        yield Mutant("change a unit", item["id"], _with(data, "durations", number, {**item, "unit": unit}))
    for number, question in enumerate(data["questions"]):
        yield from _swapped_labels(data, number, question)


def _with(data: Data, block: str, number: int, item: Any) -> Data:
    return {**data, block: [*data[block][:number], item, *data[block][number + 1 :]]}


def _without(data: Data, block: str, number: int) -> Data:
    return {**data, block: [*data[block][:number], *data[block][number + 1 :]]}


def _without_translation(data: Data, block: str, number: int) -> Iterator[Mutant]:
    item = data[block][number]
    for key, value in item.items():
        if isinstance(value, dict) and set(value) == {"zh", "en"}:
            changed = {**item, key: {"zh": value["zh"]}}
            yield Mutant("delete a translation", f"{item['id']}.{key}", _with(data, block, number, changed))
            return


def _swapped_condition(data: Data, block: str, number: int) -> Iterator[Mutant]:
    """Trade one answer of the condition for a neighbour that is not in it."""
    item = data[block][number]
    when = item.get("when")
    alternatives = when if isinstance(when, list) else [when] if when else []
    for position, alternative in enumerate(alternatives):
        for question, names in alternative.items():
            other = next((one for one in _answers(data, question) if one not in names), None)
            if other is None:
                continue
            changed = [*alternatives]
            changed[position] = {**alternative, question: [other, *names[1:]]}
            mutated = _with(data, block, number, {**item, "when": changed})
            yield Mutant("swap answers in a condition", f"{item['id']}: {question} {names[0]}->{other}", mutated)
            return


def _answers(data: Data, question: str) -> list[str]:
    return next(([one["id"] for one in item["answers"]] for item in data["questions"] if item["id"] == question), [])


def _swapped_labels(data: Data, number: int, question: Data) -> Iterator[Mutant]:
    answers = question["answers"]
    for first in range(len(answers) - 1):
        one, two = answers[first], answers[first + 1]
        swapped = [*answers]
        swapped[first], swapped[first + 1] = {**one, "label": two["label"]}, {**two, "label": one["label"]}
        what = f"{question['id']}: {one['id']}<->{two['id']}"
        yield Mutant("swap two answers", what, _with(data, "questions", number, {**question, "answers": swapped}))


def find_killer(mutant: Mutant, approved: list[str]) -> str | None:
    """What noticed the mutant, or ``None``."""
    file = "mutant.yaml"
    try:
        tree = Tree(validate(mutant.data, "", file), file)
    except KnowledgeError as error:
        return error.problems[0].code
    places = Places(file, mutant.data, {})
    for checker in (check_references(tree, places, date(2026, 11, 22)), check_sentences(tree, places)):
        if (problem := next(checker, None)) is not None:
            return problem.code
    if list(describe(tree)) != approved:
        return "approved decisions"
    problems, _ = check_cases(tree, places)
    return problems[0].code if problems else None


def main() -> int:
    """Run the mutations, print who was killed by what; 1 when one survives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, help="at most this many mutants, evenly spread")
    options = parser.parse_args()
    data = parse(read_text(DEFAULT_FILE), DEFAULT_FILE.name)
    approved = APPROVED.read_text(encoding="utf-8").splitlines()
    chosen = list(mutants(data))
    if options.sample and options.sample < len(chosen):
        chosen = chosen[:: len(chosen) // options.sample + 1]
    killed: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter(mutant.kind for mutant in chosen)
    survivors = []
    for mutant in chosen:
        killer = find_killer(mutant, approved)
        if killer is None:
            survivors.append(mutant)
        else:
            killed[mutant.kind, killer] += 1
    for kind, count in total.items():
        by = ", ".join(f"{killer} {number}" for (of, killer), number in sorted(killed.items()) if of == kind)
        print(f"{kind:<30} {count:5} mutants: {by}")
    for mutant in survivors:
        print(f"SURVIVED {mutant.kind}: {mutant.what}")
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} killed ({1 - len(survivors) / len(chosen):.1%})")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
