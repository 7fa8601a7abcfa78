"""The address of a case: ids and dates only, the same in the browser, the calendar file and the QR code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

from ..answers import write_pairs
from ..clock import Start
from ..tree import Tree
from ..vocabulary import Language

_SAFE = re.compile(r"https?://[A-Za-z0-9._~:/?&=%+\[\]-]+", re.ASCII)
LONGEST = 2000
"""A longer address no longer fits a QR code that a telephone can read."""


class UnusableLink(ValueError):
    """The text cannot be the address of a case."""


def case_link(
    base: str,
    tree: Tree,
    answers: Mapping[str, str],
    dates: Mapping[str, Start],
    language: Language,
    ticked: Iterable[str] = (),
) -> str:
    """The plan page of a case, for a guide that lives at ``base``. Raises ``UnusableLink``."""
    address = checked(base)
    if urlsplit(address).query:
        raise UnusableLink(base)
    if urlsplit(address).path in ("", "/"):
        address = f"{address.rstrip('/')}/plan"
    own = [("done", ".".join(ticked)), ("lang", language)]
    query = [*write_pairs(answers, dates, tree), *((key, value) for key, value in own if value)]
    return f"{address}?{urlencode(query, safe=':')}"


def checked(link: str) -> str:
    """The address, if it is one of the web and holds nothing but what an address may hold."""
    if len(link) > LONGEST or not _SAFE.fullmatch(link) or not _has_host(link):
        raise UnusableLink(link)
    return link


def _has_host(link: str) -> bool:
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:  # such as half a bracketed address
        return False
