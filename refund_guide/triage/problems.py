"""Why a file cannot be decided, in both languages; and how much of one is accepted."""

from __future__ import annotations

from ..vocabulary import Language
from .phrases import say

MOST_UPLOADED_BYTES = 30 * 1024 * 1024
"""What a page accepts: the visitors of a small server share its memory. The command line takes CSV of any size."""
MOST_UPLOADED_CELLS = 3_000_000
"""What a page reads or writes as XLSX, for the same reason."""
MOST_SHEET_ROWS = 1_048_576
"""Excel's own limit, header included."""
MOST_SHEET_CELLS = 20_000_000
"""More would take minutes and gigabytes as XLSX; CSV does not."""
MOST_INFLATED_BYTES = 1_500_000_000
"""What an XLSX file may unpack to."""
MOST_COLUMNS = 1_000
LONGEST_SHEET_TEXT = 32_767
"""Characters in one Excel cell."""


class TriageError(Exception):
    """The file as a whole cannot be decided: which phrase says so, and the values for its gaps."""

    def __init__(self, phrase: str, **gaps: str) -> None:
        self.phrase = phrase
        self.gaps = gaps
        super().__init__(self.in_language("en"))

    def in_language(self, language: Language) -> str:
        """The reason, and what to do, as people read it."""
        return say(self.phrase, language, **self.gaps)
