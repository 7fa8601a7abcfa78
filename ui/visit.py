"""The address: what it says about the case, and how to write it again.

Everything a visitor has told us lives in the query string: ``<question>=<answer>``, ``<event>=<date>``,
and our own keys ``at`` (the question shown in the form), ``done`` (evidence ticked, ids joined by dots),
``lang``, ``case`` (a random number that stays with the case), ``only`` and ``other`` (what the page of all cases
filters and compares by) and those of the support desk (see ``tickets``). Ids and dates only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, get_args
from urllib.parse import urlencode

from refund_guide.answers import LANGUAGES, Case, InputProblem, read_case, write_pairs
from refund_guide.case_key import is_case_key
from refund_guide.clock import Start, UnreadableDate, read_start
from refund_guide.problems import printable
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language, Payer, RefundType, Text
from refund_guide.walk import find_answer, follow
from refund_guide.wording import word

from .markup import markdown
from .picks import Picks, read_picks, write_picks
from .texts import say

AT, DONE, LANG, CASE, ONLY, OTHER = "at", "done", "lang", "case", "only", "other"
TICKET, TICKETS, REPLY_IN = "n", "t", "r"
"""Number of the support ticket on screen, the others that are open, language of the reply."""
DESK_KEYS = (TICKET, TICKETS, REPLY_IN)
OWN_KEYS = (AT, DONE, LANG, CASE, ONLY, OTHER, *DESK_KEYS)
START, HERE = "start", "./"
"""The page that has no name in the address, and how the other pages write that."""
LONGEST = 40
"""More of a stranger's text is not shown back."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a page: the case in the address, the language, the knowledge and the time."""

    tree: Tree
    now: datetime
    language: Language
    chosen_language: Language | None
    """The language the address asks for; ``None`` when it leaves that to the browser."""
    case: Case
    at: str | None
    ticks: tuple[str, ...]
    raw_dates: Mapping[str, str]
    """Dates as the address has them, also those that contradict each other."""
    strangers: tuple[str, ...] = ()
    """What our own keys held that means nothing, ready to be shown."""
    page: str = START
    acted: bool = False
    """Whether what was done in a piece has been taken into this visit already."""
    case_key: str = ""
    """Tells this case from others of the same person; empty until the form has taken an answer."""

    only: Picks | None = None
    """Question or result -> what the table of cases is limited to; ``None`` leaves that to the case."""
    other: Picks | None = None
    """Question -> the answer of the case this one is compared with."""
    desk: Mapping[str, str] = field(default_factory=dict)
    """What the support desk keeps in the address, as it stands there; never part of a link for others."""

    def query(self, **changes: Any) -> dict[str, str]:
        """The query of a link to this case, with changes.

        They are ``answers``, ``dates``, ``at``, ``ticks``, ``lang``, ``case``, ``only``, ``other`` and ``desk``.
        Other answers and other dates together are another case, with its own number (``case``) or none yet.
        """
        same = not {"answers", "dates"} <= changes.keys()
        answers: Mapping[str, str] = changes.get("answers", self.case.given)
        dates: Mapping[str, Start] = changes.get("dates", self.case.dates)
        query = dict(write_pairs(answers, dates, self.tree))
        own = {
            AT: changes.get("at", self.at),
            DONE: ".".join(changes.get("ticks", self.ticks)),
            LANG: changes.get("lang", self.chosen_language),
            CASE: changes.get("case", self.case_key if same else ""),
            ONLY: write_picks(changes.get("only", self.only)),
            OTHER: write_picks(changes.get("other", self.other)),
            **changes.get("desk", self.desk),
        }
        return query | {key: value for key, value in own.items() if value}

    def address(self, page: str, **changes: Any) -> str:
        """The address of a page of the guide, as seen from any other page of it."""
        query = urlencode(self.query(**changes))
        name = HERE if page == START else page
        return f"{name}?{query}" if query else name

    def address_with(self, new: Mapping[str, str]) -> str:
        """Where new answers lead: to the next open question, or to the plan. What they make meaningless is gone."""
        progress = follow(self.tree.questions, {**self.case.given, **new})
        if progress.next_question is None:
            return self.address("plan", answers=progress.kept, at=None)
        return self.address("form", answers=progress.kept, at=progress.next_question.id)

    def link(self, base: str, **changes: Any) -> str:
        """A full address that can be sent to somebody."""
        query = urlencode(self.query(**{"at": None, "only": None, "other": None, "desk": {}, **changes}))
        return f"{base}?{query}" if query else base

    def write(self, text: Text) -> str:
        """A text of the knowledge file in the visitor's language, gaps filled."""
        return text.in_language(self.language).format_map(self.tree.phrases(self.language))

    def say(self, key: str, /, **gaps: object) -> str:
        """A text of the interface in the visitor's language."""
        return say(key, self.language, **gaps)

    def ask(self, question: str) -> str:
        return self.write(self.tree.question_by_id[question].question.ask)

    def label(self, question: str, answer: str) -> str:
        found = find_answer(self.tree.question_by_id[question].question, answer)
        return self.write(found.label) if found else answer

    def recap(self, question: str) -> str:
        """A question with its answer, as Markdown for a link that changes it."""
        ask, label = markdown(self.ask(question)), markdown(self.label(question, self.case.answers[question]))
        return f"{ask} **{label}** {markdown(self.say('change'))}"

    def notices(self, *, leave_out: Iterable[str] = ()) -> list[str]:
        """What the address held that could not be used, in words; keys in ``leave_out`` are told elsewhere."""
        without = set(leave_out)
        told = [self.tell(problem) for problem in self.case.problems if problem.key not in without]
        return [*dict.fromkeys([*told, *self.strangers])]

    def tell(self, problem: InputProblem) -> str:
        """One problem, with the words of the question instead of its id."""
        questions, events = self.tree.question_by_id, self.tree.events
        value = problem.gaps.get("value", "")
        if problem.phrase == "does_not_apply":
            return self.say("dropped", ask=self.ask(problem.key), label=self.label(problem.key, value))
        if problem.phrase == "unknown_answer":
            return self.say("unknown_answer", ask=self.ask(problem.key), value=value)
        gaps = dict(problem.gaps)
        for gap in ("key", "other"):
            name = gaps.get(gap, "")
            if name in events:
                gaps[gap] = self.write(events[name].label)
            elif name in questions:
                gaps[gap] = self.ask(name)
        return word(problem.phrase, self.language, **gaps)


def read_visit(
    tree: Tree, pairs: Iterable[tuple[str, str]], locale: str | None, now: datetime, page: str = START
) -> Visit:
    """Read the pairs of a query string. Never fails; what makes no sense is named in ``notices``."""
    pairs = list(pairs)
    own = {key: value for key, value in pairs if key in OWN_KEYS}
    case = read_case(tree, pairs, now, ignore=OWN_KEYS)
    strangers: dict[str, str] = {}
    chosen = next((one for one in LANGUAGES if one == own.get(LANG)), None)
    if own.get(LANG) and chosen is None:
        strangers[LANG] = own[LANG]
    at = own.get(AT) or None
    if at and at not in tree.question_by_id:
        strangers[AT], at = at, None
    case_key = own.get(CASE, "")
    if case_key and not is_case_key(case_key):
        strangers[CASE], case_key = case_key, ""
    evidence = {part.id for part in tree.knowledge.evidence}
    ticked = [one for one in dict.fromkeys(own.get(DONE, "").split(".")) if one]
    if lost := [one for one in ticked if one not in evidence]:
        strangers[DONE] = ".".join(lost)
    choices = {asked.id: [answer for answer, _ in asked.offered_when] for asked in tree.questions}
    picked = {
        ONLY: read_picks(choices | results(tree), own[ONLY]) if own.get(ONLY) else None,
        OTHER: read_picks(choices, own[OTHER]) if own.get(OTHER) else None,
    }
    strangers |= {key: own[key] for key, picks in picked.items() if own.get(key) and picks is None}
    language = chosen or guess_language(locale)
    return Visit(
        tree,
        now,
        language,
        chosen,
        case,
        at,
        tuple(one for one in ticked if one in evidence),
        {key: value for key, value in pairs if key in tree.events and _is_date(value)},
        tuple(say("unknown_value", language, key=key, value=shorten(value)) for key, value in strangers.items()),
        page=page,
        case_key=case_key,
        only=picked[ONLY],
        other=picked[OTHER],
        desk={key: own[key] for key in DESK_KEYS if own.get(key)},
    )


def results(tree: Tree) -> dict[str, list[str]]:
    """What cases can be filtered by besides their answers -> the ids there are."""
    knowledge = tree.knowledge
    return {
        "outcome": [one.id for one in knowledge.outcomes],
        "refund_type": list(get_args(RefundType)),
        "payer": list(get_args(Payer)),
        "deadline": [one.id for one in knowledge.deadlines],
    }


def guess_language(locale: str | None) -> Language:
    """Chinese, unless the browser clearly speaks something else."""
    return "zh" if not locale or locale.lower().startswith("zh") else "en"


def _is_date(value: str) -> bool:
    try:
        read_start(value)
    except UnreadableDate:
        return False
    return True


def shorten(text: str) -> str:
    """A stranger's text, fit to be shown back."""
    shown = printable(text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
