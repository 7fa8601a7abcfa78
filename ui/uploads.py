"""Uploads stay in memory.

The server behind Streamlit would put files of more than a megabyte into a temporary file while they arrive. What
support uploads holds customers' data, so nothing of it may touch the disk.
"""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

LARGEST = 30
"""Megabytes any field takes; the same as ``maxUploadSize`` in ``.streamlit/config.toml``."""


def keep_in_memory() -> None:
    """To be called before a page offers its field."""
    MultiPartParser.spool_max_size = (LARGEST + 1) * 1024 * 1024
