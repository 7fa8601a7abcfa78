"""Answers + dates + now -> Plan. Pure: the same input always gives the same plan.

Puts the blocks together; which parts apply is ``selection``'s business, dates are ``deadlines``' and
``clock``'s, routes are ``ladder``'s. All content comes from the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from .clock import BEIJING, Start
from .deadlines import find_passed, plan_deadlines
from .freshness import is_recheck_due
from .ladder import plan_ladder
from .plan import (
    CitedSource,
    GivenAnswer,
    Plan,
    PlannedClaim,
    PlannedConflict,
    PlannedDeadline,
    PlannedEvidence,
    PlannedFreight,
    PlannedNotice,
    PlannedScript,
    PlannedStep,
    PlannedWarning,
    TraceLine,
)
from .schema import Evidence, Freight, Notice, Outcome, Script, Step, Warning
from .selection import NoRule, Selection
from .tree import Tree
from .vocabulary import Language
from .walk import AskedQuestion, find_answer, follow

__all__ = ["IncompleteAnswers", "NoRule", "make_plan"]


class IncompleteAnswers(Exception):
    """There is a question left to ask first."""

    def __init__(self, next_question: AskedQuestion, answers: dict[str, str]) -> None:
        self.next_question = next_question
        self.answers = answers
        super().__init__(f"the next question is {next_question.id}")


def make_plan(
    tree: Tree, given: Mapping[str, str], dates: Mapping[str, Start], now: datetime, language: Language
) -> Plan:
    """Assemble the plan for a complete answer set, as of ``now`` (aware, in any time zone).

    Answers that do not apply are ignored. Raises ``IncompleteAnswers`` when a question is open and
    ``NoRule`` when the file has a gap (which ``check`` proves it has not).
    """
    now = now.astimezone(BEIJING)
    progress = follow(tree.questions, given)
    if progress.next_question is not None:
        raise IncompleteAnswers(progress.next_question, progress.answers)
    chosen = Selection(tree, progress.answers, language)
    write = chosen.write
    outcome, outcome_cited = chosen.only("outcomes", Outcome)
    notice, notice_cited = chosen.only("notices", Notice)
    freight, freight_cited = chosen.only("freight", Freight)
    deadlines = plan_deadlines(chosen, dates, now)
    dated = {deadline.id: deadline for deadline in deadlines}
    answers = tuple(_given_answers(chosen))
    conflicts = tuple(_conflicts(chosen, deadlines))
    steps = tuple(_steps(chosen, dated))
    if not steps:
        raise NoRule("steps", progress.answers, [])
    return Plan(
        **outcome_cited,
        language=language,
        now=now,
        answers=answers,
        title=write(outcome.title),
        summary=write(outcome.summary),
        refund_type=outcome.refund_type,
        chance=outcome.chance,
        chance_why=write(outcome.chance_why),
        who_refunds=write(outcome.who_refunds),
        no_deadline=chosen.write_optional(outcome.no_deadline),
        notice=PlannedNotice(**notice_cited, apply=write(notice.apply), told=write(notice.told)),
        freight=PlannedFreight(**freight_cited, payer=freight.payer, why=write(freight.why)),
        deadlines=deadlines,
        steps=steps,
        evidence=tuple(_evidence(chosen)),
        scripts=tuple(_scripts(chosen)),
        ladder=tuple(plan_ladder(chosen, dated)),
        warnings=tuple(
            PlannedWarning(**cited, text=write(part.text)) for part, cited in chosen.each("warnings", Warning)
        ),
        conflicts=conflicts,
        trace=tuple(_trace(chosen, answers)),
        cited_sources=tuple(_cited_sources(chosen, deadlines, conflicts, now.date())),
        events=tuple(event for event in tree.events if event in {deadline.event for deadline in deadlines}),
        passed=tuple(find_passed(chosen, deadlines)),
    )


def _given_answers(chosen: Selection) -> Iterator[GivenAnswer]:
    for question_id, answer_id in chosen.answers.items():
        question = chosen.tree.question_by_id[question_id].question
        answer = find_answer(question, answer_id)
        assert answer is not None  # follow() keeps only answers the question offers
        yield GivenAnswer(
            question_id, answer_id, chosen.write(question.ask), chosen.write(answer.label), question.page
        )


def _steps(chosen: Selection, dated: Mapping[str, PlannedDeadline]) -> Iterator[PlannedStep]:
    for part, cited in chosen.each("steps", Step):
        by = part.by if part.by in dated else None
        yield PlannedStep(**cited, text=chosen.write(part.text), path=chosen.write_all(part.path), by=by)


def _evidence(chosen: Selection) -> list[PlannedEvidence]:
    planned = [
        PlannedEvidence(
            **cited, text=chosen.write(part.text), required=part.need == "required", repair=chosen.write(part.repair)
        )
        for part, cited in chosen.each("evidence", Evidence)
    ]
    return sorted(planned, key=lambda evidence: not evidence.required)


def _scripts(chosen: Selection) -> Iterator[PlannedScript]:
    for part, cited in chosen.each("scripts", Script):
        written = part.short.zh + (part.full.zh if part.full else "")
        yield PlannedScript(
            **cited,
            purpose=part.purpose,
            title=chosen.write(part.title),
            to=part.to,
            short=chosen.write(part.short),
            full=chosen.write_optional(part.full),
            unfilled=tuple(slot.id for slot in chosen.tree.knowledge.slots if f"{{{slot.id}}}" in written),
        )


def _conflicts(chosen: Selection, deadlines: Iterable[PlannedDeadline]) -> Iterator[PlannedConflict]:
    """Conflicts about anything in the plan, each once, in the order of the file."""
    wanted = {conflict for one, _ in chosen.all_parts() for conflict in one.part.disputed_by}
    wanted.update(conflict for deadline in deadlines for conflict in deadline.disputed_by)
    for conflict in chosen.tree.knowledge.conflicts:
        if conflict.id in wanted:
            yield PlannedConflict(
                id=conflict.id,
                title=chosen.write(conflict.title),
                claims=tuple(PlannedClaim(claim.source, chosen.write(claim.says)) for claim in conflict.claims),
                answer=chosen.write(conflict.answer),
                why=chosen.write(conflict.why),
                sources=tuple(conflict.sources),
            )


def _trace(chosen: Selection, answers: Iterable[GivenAnswer]) -> Iterator[TraceLine]:
    """For every answer: the parts it brought in, and what backs them."""
    parts = [(one.id, because, one.part.sources) for one, because in chosen.all_parts()]
    for given in answers:
        decided = [(part, sources) for part, because, sources in parts if given.question in because]
        yield TraceLine(
            question=given.question,
            answer=given.answer,
            ask=given.ask,
            label=given.label,
            decides=tuple(part for part, _ in decided),
            sources=tuple(dict.fromkeys(source for _, sources in decided for source in sources)),
        )


def _cited_sources(
    chosen: Selection,
    deadlines: Iterable[PlannedDeadline],
    conflicts: Iterable[PlannedConflict],
    today: date,
) -> Iterator[CitedSource]:
    """Every source the plan rests on, each once, in the order of the file."""
    cited = {source for one, _ in chosen.all_parts() for source in one.part.sources}
    cited.update(source for deadline in deadlines for source in deadline.sources)
    for conflict in conflicts:
        cited.update(conflict.sources)
        cited.update(claim.source for claim in conflict.claims)
    for source in chosen.tree.knowledge.sources:
        if source.id in cited:
            yield CitedSource(
                id=source.id,
                title=chosen.write(source.title),
                kind=source.kind,
                says=chosen.write_optional(source.says),
                effective_from=source.effective_from,
                until=source.until,
                checked_on=source.checked_on,
                confidence=source.confidence,
                link=source.link,
                recheck_due=is_recheck_due(source, chosen.tree.knowledge.meta, today),
            )
