"""Sketches of where to look in the app, unfolded by whom words do not help."""

from __future__ import annotations

import base64
from functools import lru_cache

import streamlit as st

from refund_guide.drawing import draw
from refund_guide.timeline_pen import Theme
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language

from .markup import details, html

WIDTH = 300
SHOW: dict[Language, str] = {"zh": "在哪里看？（示意图）", "en": "Show me where (sketch)"}


def help_html(tree: Tree, drawing_id: str | None, language: Language) -> str:
    """A drawing to unfold, in the reader's theme; nothing where there is none."""
    if drawing_id not in tree.drawings:
        return ""
    return _folded(tree, drawing_id, language, "dark" if st.context.theme.type == "dark" else "light")


@lru_cache(maxsize=128)
def _folded(tree: Tree, drawing_id: str, language: Language, theme: Theme) -> str:
    drawing, phrases = tree.drawings[drawing_id], tree.phrases(language)
    drawn = draw(drawing, width=WIDTH, theme=theme, language=language, phrases=phrases)
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
    alt = html(drawing.alt.in_language(language).format_map(phrases))
    return details(
        SHOW[language], f'<img loading="lazy" alt="{alt}" width="{WIDTH}" style="max-width:100%" src="{source}">'
    )
