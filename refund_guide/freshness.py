"""Whether a source should be read again."""

from __future__ import annotations

from datetime import date, timedelta

from .schema import Meta, Source


def is_recheck_due(source: Source, meta: Meta, today: date) -> bool:
    """True when nobody has read the source again for longer than its kind allows."""
    return source.checked_on + timedelta(days=meta.recheck_after_days[source.kind]) < today
