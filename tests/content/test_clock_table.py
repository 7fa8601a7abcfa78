"""Every number of the knowledge file against a table that another hand wrote from the research notes.

A misread length, unit, counting or cap changes the dates of thousands of plans and breaks no structure.
"""

from collections import Counter

import pytest

from refund_guide.tree import load_tree

from .knowledge_index import read

TREE = load_tree()
TABLE = read("clock_table.yaml")
SOURCES_OF_FACT = {fact["id"]: set(fact.get("sources", [])) for fact in read("facts.yaml")["facts"]}
DURATIONS = {duration.id: duration for duration in TREE.knowledge.durations}
AMOUNTS = {amount.id: amount for amount in TREE.knowledge.amounts}

each_duration = pytest.mark.parametrize("row", TABLE["durations"], ids=lambda row: row["id"])
each_amount = pytest.mark.parametrize("row", TABLE["amounts"], ids=lambda row: row["id"])
each_number = pytest.mark.parametrize("row", TABLE["durations"] + TABLE["amounts"], ids=lambda row: row["id"])


def test_every_duration_of_the_knowledge_file_is_in_the_table_and_no_other():
    assert Counter(row["id"] for row in TABLE["durations"]) == Counter(list(DURATIONS))


def test_every_amount_of_the_knowledge_file_is_in_the_table_and_no_other():
    assert Counter(row["id"] for row in TABLE["amounts"]) == Counter(list(AMOUNTS))


@each_duration
def test_a_duration_is_as_long_and_counted_as_the_notes_say(row):
    duration = DURATIONS[row["id"]]
    assert (duration.min, duration.max) == (row.get("min"), row["max"])
    assert duration.unit == row["unit"]
    assert duration.counting == row["counting"]


@each_amount
def test_an_amount_is_as_large_as_the_notes_say(row):
    amount = AMOUNTS[row["id"]]
    assert (amount.percent, amount.min, amount.max) == (row.get("percent"), row.get("min"), row.get("max"))
    assert amount.unit == row["unit"]


@each_number
def test_a_number_cites_the_sources_of_its_facts(row):
    item = DURATIONS.get(row["id"]) or AMOUNTS[row["id"]]
    allowed = set().union(*(SOURCES_OF_FACT[fact] for fact in row["facts"]))
    assert item.sources
    assert set(item.sources) <= allowed


@pytest.mark.parametrize("row", TABLE["left_out"], ids=lambda row: row["number"])
def test_a_number_that_the_guide_does_not_state_has_a_reason(row):
    assert row["reason"].strip()
    assert row["facts"] and set(row["facts"]) <= set(SOURCES_OF_FACT)
