"""What support sends a customer, and what it notes for colleagues: both put together from one plan.

Pure. The reply is the plan's own sentences inside those of the block ``desk`` of the knowledge file; nothing
is promised that the plan does not say. The note is the plan in short, under the headings of the files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .export.headings import heading
from .plan import CitedPart, Plan, PlannedDeadline
from .tree import Tree
from .vocabulary import Text
from .wording import address_politely, phrase_beginning, phrase_moment, word

UNSURE = "not_sure"
"""This answer says nothing about the case, so it is not said back."""


def reply_to_customer(tree: Tree, plan: Plan, link: str) -> str:
    """What is known, what to do, by when, and where to read on, in the language of the plan."""
    return "\n".join(_Writer(tree, plan).reply(link))


def internal_note(plan: Plan, link: str) -> str:
    """The case in short for colleagues, in the language of the plan."""
    return "\n".join(_note(plan, link))


class _Writer:
    def __init__(self, tree: Tree, plan: Plan) -> None:
        self.frame = tree.knowledge.desk
        self.phrases = tree.phrases(plan.language)
        self.plan = plan

    def say(self, sentence: Text, /, **gaps: str) -> str:
        """A sentence of the frame; what comes out of the plan speaks as politely as the frame does."""
        polite = {gap: address_politely(text, self.plan.language) for gap, text in gaps.items()}
        return sentence.in_language(self.plan.language).format_map({**self.phrases, **polite})

    def reply(self, link: str) -> Iterator[str]:
        frame, plan = self.frame, self.plan
        yield self.say(frame.greeting)
        if told := self._told():
            yield self.say(frame.situation, situation=told)
        yield address_politely(plan.summary, plan.language)
        yield from self._first()
        yield from self._clocks()
        yield self.say(frame.freight, payer=word(f"payer_{plan.freight.payer}", plan.language), why=plan.freight.why)
        if needed := [one.text for one in plan.evidence if one.required]:
            yield self.say(frame.keep, evidence=_join(needed, plan, "；", "; "))
        yield self.say(frame.link, link=link)
        yield self.say(frame.closing)

    def _told(self) -> str:
        """The answers as the customer gave them: quoted, for they speak of themselves as "I"."""
        marks = "「{}」" if self.plan.language == "zh" else '"{}"'
        told = [marks.format(one.label) for one in self.plan.answers if one.answer != UNSURE]
        return _join(told, self.plan, "", ", ")

    def _first(self) -> Iterator[str]:
        frame, step = self.frame, self.plan.first_step
        yield self.say(frame.first, step=step.text)
        if step.path:
            yield self.say(frame.path, path=" → ".join(step.path))
        by = self.plan.deadline(step.by)
        if by is None:
            return
        if by.due is None:
            yield self.say(frame.by_rule, rule=by.rule)
        elif by.status == "passed":
            yield self.say(frame.by_passed, moment=_moment(by, self.plan), still_open=by.still_open)
        else:
            yield self.say(frame.by, moment=_moment(by, self.plan), if_missed=by.if_missed)

    def _clocks(self) -> Iterator[str]:
        """The other deadlines: those with a date; where nothing has one yet, how the first of them counts."""
        if self.plan.no_deadline:
            yield address_politely(self.plan.no_deadline, self.plan.language)
        others = [one for one in self.plan.deadlines if one.id != self.plan.first_step.by]
        for one in others:
            if one.due is not None:
                frame = self.frame.clock_passed if one.status == "passed" else self.frame.clock
                yield self.say(frame, label=one.label, moment=_moment(one, self.plan))
        if others and not any(one.due for one in self.plan.deadlines):
            yield self.say(self.frame.clock_rule, label=others[0].label, rule=others[0].rule)


def _note(plan: Plan, link: str) -> Iterator[str]:
    language = plan.language

    def entry(key: str, text: str) -> str:
        return heading(key, language) + _join(("", text), plan, "：", ": ")

    def ended(sentence: str) -> str:
        return sentence + _join(("", ""), plan, "。", ". ")

    yield f"{plan.title} [{plan.id}]"
    yield f"{heading('made', language)} {phrase_beginning(plan.now, language)}"
    for one in plan.answers:
        yield f"- {one.ask} {one.label} [{one.question}={one.answer}]"
    yield entry("refund_type", word(plan.refund_type, language))
    yield entry("chance", ended(word(f"chance_{plan.chance}", language)) + plan.chance_why)
    yield entry("who_refunds", plan.who_refunds)
    yield entry("freight", ended(word(f"payer_{plan.freight.payer}", language)) + plan.freight.why)
    yield entry("now", plan.first_step.text)
    yield heading("deadlines", language)
    if plan.no_deadline:
        yield f"- {plan.no_deadline}"
    for deadline in plan.deadlines:
        when = _moment(deadline, plan) if deadline.due else deadline.rule
        owner, status = word(f"whose_{deadline.owner}", language), word(deadline.status, language)
        yield f"- [{owner}] {deadline.label} - {when} ({status})"
    yield entry("ladder", _join([one.label for one in plan.ladder if one.state == "open"], plan, "、", "; "))
    yield from (f"! {warning.text}" for warning in plan.warnings)
    yield heading("sources", language)
    main = {source for part in _main_parts(plan) for source in part.sources}
    for source in plan.cited_sources:
        if source.id in main:
            yield f"- {source.title} ({heading('checked', language)} {source.checked_on})"
    yield link


def _main_parts(plan: Plan) -> Iterator[CitedPart]:
    """What a colleague would ask the sources of: the outcome, the freight, and the next step with its deadline."""
    yield from (plan, plan.freight, plan.first_step)
    if by := plan.deadline(plan.first_step.by):
        yield by


def _moment(deadline: PlannedDeadline, plan: Plan) -> str:
    assert deadline.due is not None
    moment = phrase_moment(deadline.due, plan.language)
    return f"{moment} [{word('estimate', plan.language)}]" if deadline.estimate else moment


def _join(texts: Iterable[str], plan: Plan, zh: str, en: str) -> str:
    return (zh if plan.language == "zh" else en).join(texts)
