"""The link of a case -> a QR code as SVG. A link holds ids and dates only, and so does the code."""

from __future__ import annotations

import io

from .link import checked

QUIET = 4
"""Modules of white around the code; fewer, and some telephones do not find it."""


def link_as_qr(link: str, title: str = "") -> str:
    """One self-contained SVG, dark on white in any colour scheme. Raises ``UnusableLink``."""
    import segno

    code = segno.make_qr(checked(link), error="m")
    drawn = io.BytesIO()
    code.save(
        drawn, kind="svg", border=QUIET, dark="#000", light="#fff", title=title or None, xmldecl=False, omitsize=True
    )
    return drawn.getvalue().decode("utf-8").strip()
