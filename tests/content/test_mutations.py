"""The guards of the knowledge file notice deliberate damage. ``python -m tools.mutate`` runs every mutant."""

from collections import Counter

import pytest

from refund_guide.source_text import parse
from refund_guide.tree import DEFAULT_FILE, read_text
from tools.approve import APPROVED
from tools.mutate import find_killer, mutants

PER_KIND = 14
APPROVED_LINES = APPROVED.read_text(encoding="utf-8").splitlines()


def evenly_spread_mutants():
    everything = list(mutants(parse(read_text(DEFAULT_FILE), DEFAULT_FILE.name)))
    chosen = []
    for kind in Counter(mutant.kind for mutant in everything):
        of_kind = [mutant for mutant in everything if mutant.kind == kind]
        chosen += of_kind[:: max(1, len(of_kind) // PER_KIND)]
    return chosen


@pytest.mark.parametrize("mutant", evenly_spread_mutants(), ids=lambda mutant: f"{mutant.kind}: {mutant.what}")
def test_a_damaged_knowledge_file_is_noticed(mutant):
    assert find_killer(mutant, APPROVED_LINES) is not None


def test_every_kind_of_damage_is_tried():
    assert {mutant.kind for mutant in evenly_spread_mutants()} == {
        "swap two answers",
        "swap answers in a condition",
        "delete an outcome",
        "delete a part",
        "delete a translation",
        "delete a source",
        "change a unit",
    }


def test_the_undamaged_file_passes_the_same_guards():
    data = parse(read_text(DEFAULT_FILE), DEFAULT_FILE.name)
    healthy = next(mutants(data))
    assert find_killer(type(healthy)("none", "nothing", data), APPROVED_LINES) is None
