"""Sketches of where to look in the app, unfolded by whom words do not help."""

from __future__ import annotations

import base64

import streamlit as st

from refund_guide.drawing import draw
from refund_guide.timeline_pen import Theme
from refund_guide.tree import Tree
from refund_guide.vocabulary import Language

from .markup import details, html

WIDTH = 300
SHOW: dict[Language, str] = {"zh": "在哪里看？（示意图）", "en": "Show me where (sketch)"}


def draw_help(tree: Tree, drawing_id: str | None, language: Language) -> None:
    """Show a drawing as an element of its own; nothing where there is none."""
    if shown := help_html(tree, drawing_id, language):
        st.html(shown)


def help_html(tree: Tree, drawing_id: str | None, language: Language, theme: Theme | None = None) -> str:
    """The same to be put into other HTML. In the reader's theme, unless another is given."""
    drawing, phrases = tree.drawings.get(drawing_id or ""), tree.phrases(language)
    if drawing is None:
        return ""
    theme = theme or ("dark" if st.context.theme.type == "dark" else "light")
    drawn = draw(drawing, width=WIDTH, theme=theme, language=language, phrases=phrases)
    # Streamlit takes drawings out of HTML, but lets pictures in.
    source = f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}"
    alt = html(drawing.alt.in_language(language).format_map(phrases))
    return details(
        SHOW[language], f'<img loading="lazy" alt="{alt}" width="{WIDTH}" style="max-width:100%" src="{source}">'
    )
