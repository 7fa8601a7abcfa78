"""All sources with what they say and how fresh they are, and where they disagree."""

from __future__ import annotations

from refund_guide.freshness import is_recheck_due
from refund_guide.schema import Conflict, Source
from refund_guide.vocabulary import SourceKind
from refund_guide.wording import phrase_day, word

from . import frame
from .markup import details, html, items, link, paragraph, section
from .plan_reasons import conflict
from .visit import Visit


def show(visit: Visit) -> None:
    knowledge = visit.tree.knowledge
    day = phrase_day(knowledge.meta.checked_on, visit.language)
    lead = paragraph(visit.say("sources_lead", count=len(knowledge.sources), day=day))
    by_kind: dict[SourceKind, list[Source]] = {}
    for source in knowledge.sources:
        by_kind.setdefault(source.kind, []).append(source)
    for kind, sources in by_kind.items():
        lead += section(visit.say(f"kind_{kind}"), items((_source(visit, one) for one in sources), css="cards"))
    if knowledge.conflicts:
        body = "".join(details(visit.write(one.title), _conflict(visit, one)) for one in knowledge.conflicts)
        lead += section(visit.say("conflicts"), paragraph(visit.say("conflicts_why")) + body)
    frame.whole(visit, visit.say("sources_title"), lead)


def _source(visit: Visit, source: Source) -> str:
    facts = [
        visit.say("effective_from", day=source.effective_from) if source.effective_from else "",
        visit.say("until", day=source.until) if source.until else "",
        word(source.confidence, visit.language),
        visit.say("checked_on", day=source.checked_on),
        visit.say("recheck_due") if is_recheck_due(source, visit.tree.knowledge.meta, visit.now.date()) else "",
    ]
    says = paragraph(visit.write(source.says)) if source.says else ""
    shown = visit.say("comma").join(fact for fact in facts if fact)
    return f'<h3>{link(visit.write(source.title), source.link)}</h3>{says}<p class="small">{html(shown)}</p>'


def _conflict(visit: Visit, one: Conflict) -> str:
    titles = visit.tree.sources
    claims = ((visit.write(titles[claim.source].title), visit.write(claim.says)) for claim in one.claims)
    return conflict(visit, claims, visit.write(one.answer), visit.write(one.why))
