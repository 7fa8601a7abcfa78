"""Whatever stands in the address, every page opens and never shows an error of its own."""

import random
import string

import pytest

from refund_guide.tree import Tree
from ui.router import PAGES
from ui.visit import OWN_KEYS

from .app import STUCK, TREE, do, go, html, open_app, query, title

NASTY = [
    "",
    "<script>alert(1)</script>",
    "'; DROP TABLE orders; --",
    "../../../etc/passwd",
    "__class__",
    "{0.__class__}",
    "{paid}",
    "%00",
    "\x00\x1b[31m",
    "\u202e\u2028\ufeff",
    "💥" * 40,
    "$x^2$ **a** [b](javascript:alert(1)) :red[c] `d`",
    "9" * 400,
    "-1",
    "NaN",
    "not_sure",
    "zh",
    "true",
]
DATES = [
    "2026-11-20",
    "2026-11-20T15:30",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31T23:59",
    "2099-12-31",
    "2015-01-01",
    "2026-11-20T15:30+14:00",
    "2026-11-20T15:30:59.999999Z",
    "2014-12-31T23:59-12:00",
    "٢٠٢٦-١١-٢٠",
]


def made_up_query(chance: random.Random, tree: Tree) -> dict[str, object]:
    """Some of a real case, some of another one, some rubbish."""
    answers = {asked.id: [one for one, _ in asked.offered_when] for asked in tree.questions}
    evidence = [part.id for part in tree.knowledge.evidence]
    query: dict[str, object] = {}
    if chance.random() < 0.4:
        query |= STUCK
    for _ in range(chance.randrange(8)):
        question = chance.choice(list(answers))
        query[question] = chance.choice([*answers[question], *NASTY])
    for _ in range(chance.randrange(4)):
        query[chance.choice(list(tree.events))] = chance.choice([*DATES, *NASTY])
    for key in OWN_KEYS:
        if chance.random() < 0.4:
            query[key] = chance.choice([*NASTY, *answers, "en", ".".join(chance.choices(evidence, k=3)) + "..x"])
    if chance.random() < 0.3:
        query["".join(chance.choices(string.printable, k=chance.randint(1, 12)))] = chance.choice(NASTY)
    if chance.random() < 0.2 and query:
        key = chance.choice(list(query))
        query[key] = [str(query[key]), chance.choice(NASTY)]
    if chance.random() < 0.05:
        query |= {f"x{number}": "y" for number in range(300)}
    return query


@pytest.mark.parametrize("seed", range(20))
def test_no_address_breaks_a_page(seed: int) -> None:
    chance = random.Random(seed)
    app = open_app(locale=chance.choice(["zh-CN", "en-GB"]))
    for _ in range(100):
        query = made_up_query(chance, TREE)
        page = chance.choice(PAGES)
        go(app, page, query)
        assert not app.exception, (page, query)
        assert title(app), (page, query)
        assert not app.error, (page, query)
        assert "<script" not in html(app), (page, query)


def test_whatever_a_browser_claims_was_done_the_page_stays() -> None:
    app = open_app("plan", STUCK)
    claims = [
        *(
            {kind: value}
            for kind in ("go", "done", "dates", "toggle", "nothing")
            for value in (*NASTY, *DATES, 1, None)
        ),
        {"go": "?channel=moon&at=nowhere"},
        {"go": "&".join(f"x{number}=y" for number in range(5000))},
        {"done": ["<b>", 1, None], "open": [{}]},
        {"dates": {"applied": "2026-13-40", "nothing": "2026-11-20", "paid": 5}},
        [],
        "toggle",
    ]
    for claim in claims:
        before = query(app)
        do(app, claim)
        assert not app.exception and not app.error, claim
        assert title(app), claim
        assert "go" in claim or query(app) == before, claim
        go(app, "plan", STUCK)
