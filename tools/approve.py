"""Write down what the knowledge file decides, so that a change of one branch shows up in review.

    python -m tools.approve            # rewrite tests/content/approved.txt
    python -m tools.approve --diff     # only show what has changed

One line per part: its id, for how many answer sets it holds, and a fingerprint of which ones (and, for
a question, of its answers and their labels). After a deliberate change run it, read the difference, and commit
both together. No sentence is stored: wording can change freely, decisions cannot change unseen.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from refund_guide.answer_space import AnswerSpace
from refund_guide.tree import PART_BLOCKS, Tree, load_tree

APPROVED = Path(__file__).resolve().parent.parent / "tests" / "content" / "approved.txt"


def describe(tree: Tree) -> Iterator[str]:
    """The lines of the approved file, for a tree."""
    space = AnswerSpace(tree.questions)
    yield f"answer sets {len(space)}"
    for asked in tree.questions:
        answers = [f"{one.id}|{one.label.zh}|{one.label.en}" for one in asked.question.answers]
        where = 0
        for one in asked.question.answers:
            where |= space.where(asked.id, one.id)
        yield f"question {asked.id} {where.bit_count()} {_digest(f'{where:x}', *answers)}"
    for block in PART_BLOCKS:
        for compiled in sorted(tree.parts[block], key=lambda one: one.id):
            mask = space.where_holds(compiled.when)
            yield f"{block} {compiled.id} {mask.bit_count()} {_digest(f'{mask:x}', *_decisions(tree, compiled.id))}"
    for rung in sorted(tree.knowledge.ladder, key=lambda one: one.id):
        gates = [f"{space.where_holds(gate):x}" if gate else "-" for gate in tree.gates[rung.id]]
        yield f"gates {rung.id} {rung.state} {rung.opens_after or '-'} {_digest(*gates)}"
    for duration in sorted(tree.knowledge.durations, key=lambda one: one.id):
        length = f"{duration.min or ''}-{duration.max} {duration.unit} {duration.counting} {duration.holiday_moves}"
        yield f"duration {duration.id} {length} {' '.join(duration.sources)}"
    for amount in sorted(tree.knowledge.amounts, key=lambda one: one.id):
        size = f"{amount.percent} {amount.min} {amount.max} {amount.unit}"
        yield f"amount {amount.id} {size} {' '.join(amount.sources)}"
    for name in ("events", "sources", "conflicts", "slots", "pages"):
        yield f"{name} {' '.join(item.id for item in getattr(tree.knowledge, name))}"


def _decisions(tree: Tree, part_id: str) -> list[str]:
    """What a part decides besides its condition: everything in it that is not a sentence."""
    part = next(one.part for block in PART_BLOCKS for one in tree.parts[block] if one.id == part_id)
    closed = ("refund_type", "chance", "payer", "owner", "starts_from", "duration", "then", "by", "need", "to")
    return [f"{name}={getattr(part, name)}" for name in closed if hasattr(part, name)] + sorted(part.sources)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


def main() -> int:
    """Rewrite the approved file, or show the difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--diff", action="store_true", help="show what has changed and write nothing")
    options = parser.parse_args()
    now = list(describe(load_tree()))
    before = APPROVED.read_text(encoding="utf-8").splitlines() if APPROVED.exists() else []
    for line in difflib.unified_diff(before, now, "approved", "now", lineterm="", n=0):
        print(line)
    if not options.diff:
        APPROVED.write_text("\n".join(now) + "\n", encoding="utf-8")
        return 0
    return 1 if before != now else 0


if __name__ == "__main__":
    sys.exit(main())
