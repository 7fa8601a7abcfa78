"""Whether and when a source should be read again."""

from __future__ import annotations

from datetime import date, timedelta

from .schema import Meta, Source


def recheck_by(source: Source, meta: Meta) -> date:
    """The last day on which the reading of the source is trusted; that depends on its kind."""
    return source.checked_on + timedelta(days=meta.recheck_after_days[source.kind])


def is_recheck_due(source: Source, meta: Meta, today: date) -> bool:
    """True when nobody has read the source again for longer than its kind allows."""
    return recheck_by(source, meta) < today
