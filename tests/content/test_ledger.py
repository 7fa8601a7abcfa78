"""Nothing the articles say and nothing the research found is lost: each is used, or left out for a reason.

``claims.yaml`` follows every claim of the five articles into the guide, ``facts.yaml`` every fact.
"""

from collections import Counter

import pytest

from refund_guide.schema import Conflict
from refund_guide.tree import load_tree

from .knowledge_index import cited_by, items_by_id, read

TREE = load_tree()
ITEMS = items_by_id(TREE)
CLAIMS = read("claims.yaml")
FACTS = read("facts.yaml")["facts"]
FACT_CONFLICTS = read("facts.yaml")["conflicts"]

CLAIMS_OF_ARTICLES = {
    "S0": ("article_cancel_flow", 29),
    "S1": ("article_three_channels", 31),
    "S2": ("article_refund_stuck", 32),
    "S3": ("article_not_received", 24),
    "S4": ("article_colloquial_guide", 17),
}
UNANSWERED_HEADLINE = "S0-gap"
VERDICTS = {"right", "conditional", "wrong", "unknown", "advice"}
FATES = ("carried_by", "corrected_by", "left_out")
CODES = (
    {f"L{number:02}" for number in range(1, 31)}
    | {"L15b"}
    | {f"P{number:02}" for number in range(1, 36)}
    | {f"M{number:02}" for number in range(1, 8)}
    | {f"H{number:02}" for number in range(1, 8)}
)
CONFLICT_CODES = {f"C{number:02}" for number in range(1, 19)} | {"C01b", "C04b"}

each_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["id"])
each_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])


def named_by(claim):
    return claim.get("carried_by", []) + claim.get("corrected_by", [])


def is_reason(reason):
    return set(reason) == {"zh", "en"} and all(text.strip() for text in reason.values())


def test_every_claim_of_the_five_articles_is_here_exactly_once():
    expected = [
        f"{prefix}-{number:02}" for prefix, (_, last) in CLAIMS_OF_ARTICLES.items() for number in range(1, last + 1)
    ]
    assert Counter(claim["id"] for claim in CLAIMS) == Counter([*expected, UNANSWERED_HEADLINE])
    assert len(CLAIMS) == 134


@each_claim
def test_a_claim_names_its_article_its_words_and_a_verdict(claim):
    article, _ = CLAIMS_OF_ARTICLES[claim["id"][:2]]
    assert claim["article"] == article
    assert TREE.sources[article].kind == "article"
    assert claim["claim"].strip()
    assert claim["verdict"] in VERDICTS


@each_claim
def test_a_claim_has_exactly_one_fate(claim):
    assert sum(fate in claim for fate in FATES) == 1
    assert is_reason(claim["left_out"]) if "left_out" in claim else named_by(claim)
    assert set(claim) <= {"id", "article", "claim", "verdict", *FATES}


@each_claim
def test_a_claim_names_only_items_that_exist(claim):
    assert [name for name in named_by(claim) if name not in ITEMS] == []
    assert len(set(named_by(claim))) == len(named_by(claim))


@each_claim
def test_a_wrong_claim_is_never_merely_carried(claim):
    if claim["verdict"] == "wrong":
        assert "carried_by" not in claim


@each_claim
def test_a_right_claim_is_never_corrected(claim):
    if claim["verdict"] == "right":
        assert "corrected_by" not in claim


def test_a_claim_whose_conflict_is_named_is_one_the_conflict_knows():
    """Where the guide lets an article speak in a conflict, the ledger says which claim that was."""
    known = {(claim["article"], name) for claim in CLAIMS for name in named_by(claim)}
    ledgered = {article for article, _ in CLAIMS_OF_ARTICLES.values()}
    quoted = {(said.source, conflict.id) for conflict in TREE.conflicts.values() for said in conflict.claims}
    assert sorted(pair for pair in quoted - known if pair[0] in ledgered) == []


def test_every_conflict_is_reached_from_a_claim_or_a_contradiction_of_the_notes():
    reached = {name for claim in CLAIMS for name in named_by(claim)} | set(FACT_CONFLICTS.values())
    assert set(TREE.conflicts) - reached == set()


def test_every_contradiction_of_the_notes_became_a_conflict():
    assert set(FACT_CONFLICTS) == CONFLICT_CODES
    assert [code for code, name in FACT_CONFLICTS.items() if not isinstance(ITEMS.get(name), Conflict)] == []
    assert len(set(FACT_CONFLICTS.values())) == len(FACT_CONFLICTS)


def test_every_fact_of_the_notes_is_here_exactly_once():
    assert Counter(fact["id"] for fact in FACTS) == Counter(CODES)


@each_fact
def test_a_fact_is_used_or_left_out_for_a_reason(fact):
    assert ("used_by" in fact) != ("left_out" in fact)
    assert (fact["sources"] and fact["used_by"]) if "used_by" in fact else is_reason(fact["left_out"])
    assert set(fact) <= {"id", "sources", "used_by", "left_out"}


@each_fact
def test_a_fact_names_only_sources_and_items_that_exist(fact):
    assert [source for source in fact.get("sources", []) if source not in TREE.sources] == []
    assert [name for name in fact.get("used_by", []) if name not in ITEMS] == []


@each_fact
def test_the_items_that_use_a_fact_really_cite_it(fact):
    cited = {name: cited_by(ITEMS[name]) for name in fact.get("used_by", [])}
    assert [name for name, sources in cited.items() if not sources.intersection(fact["sources"])] == []
    if "used_by" in fact:
        assert set(fact["sources"]) <= set().union(*cited.values())


def test_every_source_comes_from_a_fact_or_is_an_article():
    reached = {source for fact in FACTS for source in fact.get("sources", [])}
    articles = {source.id for source in TREE.sources.values() if source.kind == "article"}
    assert set(TREE.sources) - reached - articles == set()
