"""Why this plan: every answer, what backs it, and where other sources say something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from refund_guide.plan import CitedSource, Plan, PlannedConflict, TraceLine
from refund_guide.wording import word

from .boxes import box, is_open
from .markup import details, html, items, link, paragraph
from .visit import Visit


def box_of_reasons(visit: Visit, plan: Plan) -> str:
    """A box that is only filled once it is open: it holds more text than the rest of the page."""
    label = visit.say("why", count=len(plan.cited_sources))
    if due := sum(source.recheck_due for source in plan.cited_sources):
        label += visit.say("why_recheck", count=due)
    shown = box("why", label)
    return shown + reasons(visit, plan) if is_open("why") else shown


def reasons(visit: Visit, plan: Plan) -> str:
    """What the box holds."""
    titles = {source.id: source.title for source in plan.cited_sources}
    numbers = {source: number for number, source in enumerate(titles, 1)}
    because = items((_because(visit, line, numbers) for line in plan.trace), css="plain")
    shown = f"<h3>{html(visit.say('why_answers'))}</h3>{because}"
    if plan.conflicts:
        folds = "".join(details(one.title, _conflict(visit, one, titles)) for one in plan.conflicts)
        shown += f"<h3>{html(visit.say('conflicts'))}</h3>{paragraph(visit.say('conflicts_why'))}{folds}"
    sources = items((_source(visit, one) for one in plan.cited_sources), ordered=True)
    return shown + f"<h3>{html(visit.say('plan_sources'))}</h3>{sources}"


def _because(visit: Visit, line: TraceLine, numbers: Mapping[str, int]) -> str:
    said = f"{html(line.ask)} <b>{html(line.label)}</b>"
    cited = visit.say("list_comma").join(str(numbers[one]) for one in line.sources if one in numbers)
    return f'{said}<br><span class="small">{html(visit.say("backed_by", numbers=cited))}</span>' if cited else said


def _conflict(visit: Visit, one: PlannedConflict, titles: Mapping[str, str]) -> str:
    claims = ((titles[claim.source], claim.says) for claim in one.claims)
    return conflict(visit, claims, one.answer, one.why)


def conflict(visit: Visit, claims: Iterable[tuple[str, str]], answer: str, why: str) -> str:
    """Who says what, what we go by, and why."""
    said = (f"{html(title)}{html(visit.say('says'))}{html(says)}" for title, says in claims)
    return (
        f"<p><b>{html(visit.say('they_say'))}</b></p>{items(said, css='plain')}"
        f"<p><b>{html(visit.say('we_say'))}</b>{html(answer)}</p>"
        f"<p><b>{html(visit.say('because'))}</b>{html(why)}</p>"
    )


def _source(visit: Visit, source: CitedSource) -> str:
    facts = [word(source.confidence, visit.language), visit.say("checked_on", day=source.checked_on)]
    if source.recheck_due:
        facts.append(visit.say("recheck_due"))
    shown = visit.say("comma").join(facts)
    return f'{link(source.title, source.link)} <span class="small">{html(shown)}</span>'
