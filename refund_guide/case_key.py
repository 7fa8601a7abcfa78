"""The random number of one case: the same while its answers and dates change, so that files made from it can be told
from those of another case. It says nothing about anybody.
"""

from __future__ import annotations

import re
import secrets

_KEY = re.compile(r"[0-9a-f]{8}", re.ASCII)


def make_case_key() -> str:
    """A new one."""
    return secrets.token_hex(4)


def is_case_key(text: str) -> bool:
    """Whether the text can be one."""
    return _KEY.fullmatch(text) is not None
