"""Names: every id that is mentioned exists, and every id that exists is unique.

Codes R301-R309 without R306 (names), D501-D505 (durations and deadlines), E701 (sources that have ended).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..deadlines import LONGEST_CHAIN
from ..problems import Problem
from ..quantities import Amount, Duration
from ..schema import Deadline, Knowledge, Question, Rung, Step
from ..source_text import Path
from ..tree import PART_BLOCKS, CompiledPart, Tree
from .places import Places

Written = list[dict[str, list[str]]] | None


def check_references(tree: Tree, places: Places, today: date) -> Iterator[Problem]:
    """All problems with names."""
    knowledge = tree.knowledge
    yield from _duplicates(knowledge, places)
    yield from _groups(tree, places)
    yield from _questions(tree, places)
    for one in each_part(tree):
        yield from _condition(tree, places, one.block, one.id, "when", one.part.when)
        yield from _citations(tree, places, one, today)
    yield from _quantities(tree, places, today)
    yield from _deadlines(tree, places)
    yield from _ladder_and_steps(tree, places)
    yield from _events(tree, places)
    yield from _conflicts(tree, places, today)


def each_part(tree: Tree) -> Iterator[CompiledPart]:
    """Every part of every block."""
    for block in PART_BLOCKS:
        yield from tree.parts[block]


def _duplicates(knowledge: Knowledge, places: Places) -> Iterator[Problem]:
    shared = {"parts": PART_BLOCKS, "gaps": ("durations", "amounts", "slots"), "starts": ("events", "deadlines")}
    # Answers and dates stand side by side in a link.
    shared["link"] = ("questions", "events")
    single = {block: (block,) for block in ("pages", "sources", "conflicts", "groups", "situations", "drawings")}
    for blocks in (shared | single).values():
        seen: dict[str, str] = {}
        for block in blocks:
            for number, item in enumerate(getattr(knowledge, block)):
                # Two questions may each have a group of the same name.
                key = f"{item.question}.{item.id}" if block == "groups" else item.id
                if key in seen:
                    message = f"id {item.id!r} is already used in {seen[key]}; choose another"
                    yield places.problem("R302", message, block, number, "id")
                seen[key] = block
    for number, question in enumerate(knowledge.questions):
        ids = [answer.id for answer in question.answers]
        for position, answer in enumerate(ids):
            if answer in ids[:position]:
                message = f"question {question.id!r} has answer {answer!r} twice; rename one"
                yield places.problem("R302", message, "questions", number, "answers", position)


def _known_answers(tree: Tree, question: str) -> set[str]:
    asked = tree.question_by_id.get(question)
    answers = {answer.id for answer in asked.question.answers} if asked else set()
    return answers | {group for owner, group in tree.groups if owner == question}


def _condition(
    tree: Tree, places: Places, block: str, item: str, key: str, written: Written, *inside: str | int
) -> Iterator[Problem]:
    for number, alternative in enumerate(written or ()):
        place = (*inside, key, number)
        for question, names in alternative.items():
            if question not in tree.question_by_id:
                message = f"{item}: condition names question {question!r}, which does not exist; check its spelling"
                yield places.at_item("R301", message, block, item, *place)
                continue
            known = _known_answers(tree, question)
            for name in names:
                if name not in known:
                    message = f"{item}: question {question!r} has no answer and no group {name!r}; check its spelling"
                    yield places.at_item("R301", message, block, item, *place)


def _groups(tree: Tree, places: Places) -> Iterator[Problem]:
    for group in tree.knowledge.groups:
        asked = tree.question_by_id.get(group.question)
        answers = {answer.id for answer in asked.question.answers} if asked else set()
        if asked is None:
            message = f"question {group.question!r} does not exist; check its spelling"
            yield places.at_item("R301", message, "groups", group.id, "question")
        for answer in group.answers:
            if asked and answer not in answers:
                message = f"{answer!r} is not an answer of question {group.question!r}; check its spelling"
                yield places.at_item("R301", message, "groups", group.id, "answers")
        if group.id in answers:
            message = f"group {group.id!r} has the name of an answer of {group.question!r}; rename it"
            yield places.at_item("R302", message, "groups", group.id, "id")


def _questions(tree: Tree, places: Places) -> Iterator[Problem]:
    earlier: set[str] = set()
    for question in tree.knowledge.questions:
        conditions = [("asked_when", question.asked_when, ())] + [
            ("offered_when", answer.offered_when, ("answers", number))
            for number, answer in enumerate(question.answers)
        ]
        for key, written, inside in conditions:
            yield from _condition(tree, places, "questions", question.id, key, written, *inside)
            for named in {name for alternative in written or () for name in alternative}:
                if named in tree.question_by_id and named not in earlier:
                    message = (
                        f"{question.id}: {key} may only name earlier questions; move {named!r} up or this one down"
                    )
                    yield places.at_item("R307", message, "questions", question.id, *inside, key)
        if question.page not in tree.pages:
            message = f"page {question.page!r} does not exist; add it under 'pages'"
            yield places.at_item("R304", message, "questions", question.id, "page")
        yield from _drawings(tree, places, question)
        if not question.always_known and not any(answer.id == "not_sure" for answer in question.answers):
            message = f"question {question.id!r} needs the answer 'not_sure', or 'always_known: true'"
            yield places.at_item("R308", message, "questions", question.id)
        earlier.add(question.id)


def _drawings(tree: Tree, places: Places, question: Question) -> Iterator[Problem]:
    for inside, named in named_drawings(question):
        if named not in tree.drawings:
            message = f"{question.id}: drawing {named!r} does not exist; add it under 'drawings'"
            yield places.at_item("R304", message, "questions", question.id, *inside, "drawing")


def named_drawings(question: Question) -> Iterator[tuple[Path, str]]:
    """The drawings a question and its answers name, and where in the question they do."""
    if question.drawing:
        yield (), question.drawing
    for number, answer in enumerate(question.answers):
        if answer.drawing:
            yield ("answers", number), answer.drawing


def _citations(tree: Tree, places: Places, one: CompiledPart, today: date) -> Iterator[Problem]:
    if not one.part.sources:
        yield places.at_item("R303", f"{one.id}: no source; name at least one", one.block, one.id)
    yield from _sources(tree, places, one.block, one.id, one.part.sources, today)
    yield from _disputes(tree, places, one.block, one.id, one.part.disputed_by)


def _sources(
    tree: Tree, places: Places, block: str, item: str, sources: Sequence[str], today: date
) -> Iterator[Problem]:
    for source in sources:
        if source not in tree.sources:
            message = f"{item}: source {source!r} does not exist; add it under 'sources'"
            yield places.at_item("R303", message, block, item, "sources")
        elif (until := tree.sources[source].until) and until < today:
            message = f"{item}: source {source!r} ended on {until}; cite what replaced it"
            yield places.at_item("E701", message, block, item, "sources")


def _disputes(tree: Tree, places: Places, block: str, item: str, disputed_by: Sequence[str]) -> Iterator[Problem]:
    for conflict in disputed_by:
        if conflict not in tree.conflicts:
            message = f"{item}: conflict {conflict!r} does not exist; add it under 'conflicts'"
            yield places.at_item("R304", message, block, item, "disputed_by")


def _quantities(tree: Tree, places: Places, today: date) -> Iterator[Problem]:
    blocks: dict[str, Sequence[Duration | Amount]] = {
        "durations": tree.knowledge.durations,
        "amounts": tree.knowledge.amounts,
    }
    for block, items in blocks.items():
        for item in items:
            if not item.sources:
                yield places.at_item("D501", f"{item.id}: no source; every number needs one", block, item.id)
            if item.effective_from is None:
                message = f"{item.id}: 'effective_from' is missing; say since when the number holds"
                yield places.at_item("D502", message, block, item.id)
            if item.min is not None and item.max is not None and item.min > item.max:
                message = f"{item.id}: min is larger than max; correct one of them"
                yield places.at_item("D503", message, block, item.id, "min")
            yield from _sources(tree, places, block, item.id, item.sources, today)
            yield from _disputes(tree, places, block, item.id, item.disputed_by)


def _deadlines(tree: Tree, places: Places) -> Iterator[Problem]:
    for deadline in tree.knowledge.deadlines:
        if deadline.duration not in tree.durations:
            message = f"{deadline.id}: duration {deadline.duration!r} does not exist; add it under 'durations'"
            yield places.at_item("R304", message, "deadlines", deadline.id, "duration")
        yield from _chain(tree, places, deadline)
        for question, answer in (deadline.then or {}).items():
            asked = tree.question_by_id.get(question)
            if asked is None or answer not in {one.id for one in asked.question.answers}:
                message = f"{deadline.id}: then: {question}={answer} does not exist; check its spelling"
                yield places.at_item("R301", message, "deadlines", deadline.id, "then")


def _chain(tree: Tree, places: Places, deadline: Deadline) -> Iterator[Problem]:
    seen = [deadline.id]
    start = deadline.starts_from
    while start in tree.deadlines:
        if start in seen:
            message = f"{deadline.id}: starts from itself by way of {' -> '.join(seen)}; name an event"
            yield places.at_item("D505", message, "deadlines", deadline.id, "starts_from")
            return
        if len(seen) > LONGEST_CHAIN:
            message = f"{deadline.id}: more than {LONGEST_CHAIN} deadlines in a row before it; name an event"
            yield places.at_item("D505", message, "deadlines", deadline.id, "starts_from")
            return
        seen.append(start)
        start = tree.deadlines[start].starts_from
    if start not in tree.events:
        message = f"{deadline.id}: starts from {start!r}, a date nobody is asked for; add it under 'events'"
        yield places.at_item("D504", message, "deadlines", deadline.id, "starts_from")


def _ladder_and_steps(tree: Tree, places: Places) -> Iterator[Problem]:
    for rung in tree.knowledge.ladder:
        yield from _rung(tree, places, rung)
    for step in tree.knowledge.steps:
        yield from _names_deadline(tree, places, "steps", step, "by", step.by)


def _rung(tree: Tree, places: Places, rung: Rung) -> Iterator[Problem]:
    yield from _condition(tree, places, "ladder", rung.id, "open_when", rung.open_when)
    yield from _condition(tree, places, "ladder", rung.id, "closed_when", rung.closed_when)
    yield from _names_deadline(tree, places, "ladder", rung, "opens_after", rung.opens_after)
    if (rung.open_when or rung.opens_after or rung.state == "not_yet") and rung.not_yet is None:
        yield places.at_item("R309", f"{rung.id}: say under 'not_yet' why it is not open", "ladder", rung.id)
    if (rung.closed_when or rung.state == "closed") and rung.closed is None:
        yield places.at_item("R309", f"{rung.id}: say under 'closed' why it is closed", "ladder", rung.id)


def _names_deadline(
    tree: Tree, places: Places, block: str, part: Rung | Step, key: str, named: str | None
) -> Iterator[Problem]:
    if named is not None and named not in tree.deadlines:
        message = f"{part.id}: {key}: deadline {named!r} does not exist; add it under 'deadlines'"
        yield places.at_item("R304", message, block, part.id, key)


def _events(tree: Tree, places: Places) -> Iterator[Problem]:
    for event in tree.knowledge.events:
        for earlier in event.after:
            if earlier not in tree.events:
                message = f"{event.id}: event {earlier!r} does not exist; add it under 'events'"
                yield places.at_item("R304", message, "events", event.id, "after")


def _conflicts(tree: Tree, places: Places, today: date) -> Iterator[Problem]:
    for conflict in tree.knowledge.conflicts:
        if not conflict.sources:
            message = f"{conflict.id}: no source for the answer; name at least one"
            yield places.at_item("R303", message, "conflicts", conflict.id)
        yield from _sources(tree, places, "conflicts", conflict.id, conflict.sources, today)
        for number, claim in enumerate(conflict.claims):  # a claim may well be out of date
            if claim.source not in tree.sources:
                message = f"{conflict.id}: source {claim.source!r} does not exist; add it under 'sources'"
                yield places.at_item("R303", message, "conflicts", conflict.id, "claims", number, "source")
