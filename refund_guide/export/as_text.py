"""Plan -> plain text for a terminal or a chat window, in the order of the plan page."""

from __future__ import annotations

from collections.abc import Iterator

from ..plan import Plan, PlannedDeadline
from ..wording import phrase_moment, phrase_span, word

_HEADINGS: dict[str, tuple[str, str]] = {
    "chance": ("把握", "Chance"),
    "who_refunds": ("谁来退", "Who refunds"),
    "apply": ("要不要自己申请", "Must I apply"),
    "told": ("会不会通知", "Will I be told"),
    "now": ("现在就做", "Do this now"),
    "deadlines": ("时限", "Deadlines"),
    "steps": ("步骤", "Steps"),
    "freight": ("运费", "Freight"),
    "evidence": ("证据清单", "Evidence"),
    "scripts": ("可以这样说", "What to say"),
    "ladder": ("还不行，往上走", "If that does not help"),
    "warnings": ("注意", "Take care"),
    "conflicts": ("网上的说法不一样", "Where other sources differ"),
    "why": ("为什么这样建议", "Why this plan"),
    "sources": ("依据", "Sources"),
    "missed": ("错过会怎样", "If missed"),
    "still_open": ("还能做什么", "Still open"),
    "repair": ("没有的话", "If missing"),
    "checked": ("核对于", "checked on"),
    "needs": ("填上这个日期就能算出来", "Give this date to have it counted"),
}


def plan_as_text(plan: Plan, disclaimer: str) -> str:
    """The whole plan as lines of text; ``disclaimer`` closes it."""
    return "\n".join((*_Writer(plan).lines(), "", disclaimer))


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.cited = {source.id: source for source in plan.cited_sources}

    def heading(self, key: str) -> str:
        return _HEADINGS[key][0 if self.plan.language == "zh" else 1]

    def word(self, key: str, **gaps: str) -> str:
        return word(key, self.plan.language, **gaps)

    def lines(self) -> Iterator[str]:
        plan = self.plan
        yield plan.title
        yield plan.summary
        yield self._pair("chance", f"{self.word('chance_' + plan.chance)}. {plan.chance_why}")
        yield self._pair("who_refunds", plan.who_refunds)
        yield self._pair("freight", self.word("payer_" + plan.freight.payer))
        yield self._pair("now", self._first_step())
        yield from self._deadlines()
        yield from self._block("steps", self._steps())
        yield from self._block("freight", [f"{self.word('payer_' + plan.freight.payer)}. {plan.freight.why}"])
        yield from self._block("evidence", self._evidence())
        yield from self._block("scripts", (f"{one.title}\n    {one.full or one.short}" for one in plan.scripts))
        yield from self._block("ladder", self._ladder())
        yield from self._block("warnings", (one.text for one in plan.warnings))
        yield from self._block("conflicts", (f"{one.title}: {one.answer} {one.why}" for one in plan.conflicts))
        yield ""
        yield self._pair("apply", plan.notice.apply)
        yield self._pair("told", plan.notice.told)
        yield from self._block("why", (f"{one.ask} {one.label}" for one in plan.answers))
        yield from self._block("sources", self._sources())

    def _pair(self, key: str, text: str) -> str:
        colon = "：" if self.plan.language == "zh" else ": "
        return f"{self.heading(key)}{colon}{text}"

    def _block(self, key: str, items: Iterator[str] | list[str]) -> Iterator[str]:
        listed = list(items)
        if listed:
            yield ""
            yield f"== {self.heading(key)}"
            yield from (f"{number}. {item}" for number, item in enumerate(listed, 1))

    def _first_step(self) -> str:
        step = self.plan.first_step
        deadline = self.plan.deadline(step.by)
        if deadline is None or deadline.due is None:
            return step.text
        return f"{step.text} ({deadline.label}: {phrase_moment(deadline.due, self.plan.language)})"

    def _deadlines(self) -> Iterator[str]:
        if self.plan.no_deadline:
            yield from self._block("deadlines", [self.plan.no_deadline])
        yield from self._block("deadlines", [self._deadline(one) for one in self.plan.deadlines])

    def _deadline(self, deadline: PlannedDeadline) -> str:
        owner = self.word(deadline.owner)
        lines = [f"[{owner}] {deadline.label}: {deadline.length}, {self._when(deadline)}"]
        lines += [f"    {line}" for line in deadline.counted]
        if deadline.status == "passed":
            lines.append(f"    {self._pair('still_open', deadline.still_open)}")
        else:
            lines.append(f"    {self._pair('missed', deadline.if_missed)}")
        return "\n".join(lines)

    def _when(self, deadline: PlannedDeadline) -> str:
        if deadline.due is None:
            return f"{self.heading('needs')} ({deadline.event})"
        span = phrase_span(deadline.due - self.plan.now, self.plan.language)
        left = self.word("ago" if deadline.status == "passed" else "left", span=span)
        estimate = f" [{self.word('estimate')}]" if deadline.estimate else ""
        return f"{phrase_moment(deadline.due, self.plan.language)}{estimate}, {left}"

    def _steps(self) -> Iterator[str]:
        for step in self.plan.steps:
            path = f"\n    {' → '.join(step.path)}" if step.path else ""
            yield f"{step.text}{path}{self._cite(step.sources)}"

    def _evidence(self) -> Iterator[str]:
        for one in self.plan.evidence:
            need = self.word("required" if one.required else "helpful")
            yield f"[{need}] {one.text}\n    {self._pair('repair', one.repair)}"

    def _ladder(self) -> Iterator[str]:
        for rung in self.plan.ladder:
            path = f"\n    {' → '.join(rung.path)}" if rung.path else ""
            yield f"[{self.word(rung.state)}] {rung.label}: {rung.why or rung.how}{path if not rung.why else ''}"

    def _cite(self, sources: tuple[str, ...]) -> str:
        numbers = [str(number) for number, one in enumerate(self.cited, 1) if one in sources]
        return f" [{', '.join(numbers)}]" if numbers else ""

    def _sources(self) -> Iterator[str]:
        for source in self.plan.cited_sources:
            confidence = self.word(source.confidence)
            link = f" {source.link}" if source.link else ""
            yield f"{source.title} ({confidence}, {self.heading('checked')} {source.checked_on}){link}"
