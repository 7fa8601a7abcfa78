"""A plan -> its outline, in the order of the plan page.

The forms made from it differ in how a heading or a tick looks, never in what is said, in which order,
or in a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..plan import CitedSource, Plan, PlannedDeadline
from ..timeline import timeline_rows
from ..wording import phrase_beginning, phrase_moment, word
from .drawable import plain
from .headings import heading
from .outline import Entry, Note, Outline, Personal, Section


def outline(plan: Plan, disclaimer: str, personal: Personal | None = None) -> Outline:
    """The plan in reading order; sections that would be empty are left out."""
    mine = personal or Personal()
    writer = _Writer(plan, mine)
    made = phrase_beginning(plan.now, plan.language)
    sections = (Section(name, heading(name, plan.language), tuple(entries)) for name, entries in writer.sections())
    return Outline(
        language=plan.language,
        title=plan.title,
        lead=plan.summary,
        facts=tuple(writer.facts()),
        first=writer.first(),
        sections=tuple(section for section in sections if section.entries),
        made=f"{heading('made', plan.language)} {made}",
        link=Note(plain(mine.link), heading("link", plan.language)) if mine.link else None,
        disclaimer=disclaimer,
    )


class _Writer:
    def __init__(self, plan: Plan, mine: Personal) -> None:
        self.plan = plan
        self.mine = mine
        self.numbers = {source.id: number for number, source in enumerate(plan.cited_sources, 1)}

    def heading(self, key: str) -> str:
        return heading(key, self.plan.language)

    def word(self, key: str, **gaps: str) -> str:
        return word(key, self.plan.language, **gaps)

    def note(self, key: str, text: str) -> Note:
        return Note(text, self.heading(key))

    def join(self, *sentences: str) -> str:
        """Sentences one after the other, each with its full stop."""
        stop, space = ("。", "") if self.plan.language == "zh" else (".", " ")
        ended = (one if one.endswith(("。", "！", "？", ".", "!", "?")) else one + stop for one in sentences if one)
        return space.join(ended)

    def cite(self, sources: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted(self.numbers[source] for source in sources if source in self.numbers))

    def facts(self) -> Iterator[Note]:
        plan = self.plan
        yield self.note("refund_type", _capital(self.word(plan.refund_type)))
        yield self.note("freight", self.word(f"payer_{plan.freight.payer}"))
        yield self.note("chance", self.join(_capital(self.word(f"chance_{plan.chance}")), plan.chance_why))
        yield self.note("who_refunds", plan.who_refunds)
        yield self.note("apply", plan.notice.apply)
        yield self.note("told", plan.notice.told)

    def first(self) -> Entry:
        step = self.plan.first_step
        deadline = self.plan.deadline(step.by)
        notes: tuple[Note, ...] = ()
        when = ""
        if deadline is not None:
            when = self._moment(deadline)
            notes = (Note(when or deadline.rule, deadline.label),)
        return Entry(id=step.id, title=self.heading("now"), text=step.text, when=when, path=step.path, notes=notes)

    def sections(self) -> Iterator[tuple[str, Iterable[Entry]]]:
        plan = self.plan
        no_deadline = [Entry(text=plan.no_deadline)] if plan.no_deadline else []
        yield "deadlines", [*no_deadline, *self._deadlines()]
        yield "steps", self._steps()
        payer, freight = self.word(f"payer_{plan.freight.payer}"), plan.freight
        yield "freight", [Entry(id=freight.id, title=payer, text=freight.why, cites=self.cite(freight.sources))]
        yield "evidence", self._evidence()
        yield "scripts", self._scripts()
        yield "ladder", self._ladder()
        yield "warnings", [Entry(id=one.id, text=one.text, cites=self.cite(one.sources)) for one in plan.warnings]
        yield "why", [Entry(id=one.question, title=one.ask, text=one.label, cites=()) for one in plan.answers]
        yield "conflicts", self._conflicts()
        yield "sources", [self._source(one) for one in plan.cited_sources]

    def _deadlines(self) -> Iterator[Entry]:
        for deadline, row in zip(self.plan.deadlines, timeline_rows(self.plan), strict=True):
            if deadline.due is None:
                notes = [self.note("needs", deadline.rule)]
            else:
                notes = [Note(line) for line in deadline.counted]
            if deadline.status != "passed":
                notes.append(self.note("missed", deadline.if_missed))
            notes.append(self.note("still_open", deadline.still_open))
            yield Entry(
                id=deadline.id,
                mark=row.owner,
                tone="passed" if deadline.status == "passed" else deadline.owner,
                title=deadline.label,
                when=self._moment(deadline),
                text=row.left or row.status,
                notes=tuple(notes),
                cites=self.cite(deadline.sources),
            )

    def _moment(self, deadline: PlannedDeadline) -> str:
        """When it falls due, and that this is an estimate where it is; empty without a date."""
        if deadline.due is None:
            return ""
        moment = phrase_moment(deadline.due, self.plan.language)
        if deadline.earliest is not None:
            earliest = phrase_moment(deadline.earliest, self.plan.language)
            moment = self.word("timeline_range", due=moment, earliest=earliest)
        return f"{moment} [{self.word('estimate')}]" if deadline.estimate else moment

    def _steps(self) -> Iterator[Entry]:
        for step in self.plan.steps:
            by = self.plan.deadline(step.by)
            moment = self._moment(by) if by else ""
            notes = (self.note("by", moment),) if moment else ()
            yield Entry(id=step.id, text=step.text, path=step.path, notes=notes, cites=self.cite(step.sources))

    def _evidence(self) -> Iterator[Entry]:
        for one in self.plan.evidence:
            tone = "required" if one.required else "helpful"
            yield Entry(
                id=one.id,
                mark=self.word(tone),
                tone=tone,
                text=one.text,
                notes=(self.note("repair", one.repair),),
                ticked=one.id in self.mine.ticked,
                cites=self.cite(one.sources),
            )

    def _scripts(self) -> Iterator[Entry]:
        for script in self.plan.scripts:
            typed = self.mine.texts.get(script.id)
            yield Entry(
                id=script.id, title=script.title, quoted=plain(typed) if typed else script.full or script.short
            )

    def _ladder(self) -> Iterator[Entry]:
        for rung in self.plan.ladder:
            notes = (self.note("not_now", rung.why),) if rung.why else ()
            yield Entry(
                id=rung.id,
                mark=self.word(rung.state),
                tone=rung.state,
                title=rung.label,
                text=rung.how,
                path=rung.path,
                notes=notes,
                cites=self.cite(rung.sources),
            )

    def _conflicts(self) -> Iterator[Entry]:
        for one in self.plan.conflicts:
            known = [claim for claim in one.claims if claim.source in self.numbers]
            claims = tuple(Note(claim.says, f"[{self.numbers[claim.source]}]") for claim in known)
            reason = self.note("reason", one.why)
            yield Entry(
                id=one.id, title=one.title, text=one.answer, notes=(*claims, reason), cites=self.cite(one.sources)
            )

    def _source(self, source: CitedSource) -> Entry:
        checked = [self.word(source.confidence), f"{self.heading('checked')} {source.checked_on}"]
        if source.recheck_due:
            checked.append(self.heading("stale"))
        told = ("，" if self.plan.language == "zh" else ", ").join(checked)
        return Entry(id=source.id, title=source.title, text=told, link=source.link or "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
