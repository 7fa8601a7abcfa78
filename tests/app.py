"""The app without a browser: what the tests of its pages share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from streamlit.testing.v1 import AppTest

from refund_guide.tree import load_tree

from .support import ROOT

TREE = load_tree()
PAGES = ("start", "form", "plan", "sources", "about", "cases", "proof")
STUCK = {
    "channel": "third_party",
    "status": "in_hand",
    "reason": "damaged",
    "progress": "applied",
    "reply": "open_overdue",
}


def open_app(page: str = "start", query: Mapping[str, Any] | None = None, locale: str = "zh-CN") -> AppTest:
    """The app with one page of it open."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.context = {"locale": locale}
    app.run()
    return go(app, page, query)


def go(app: AppTest, page: str, query: Mapping[str, Any] | None = None) -> AppTest:
    """Another page, as if its address had been typed."""
    app.query_params.clear()
    for key, value in (query or {}).items():
        app.query_params[key] = value
    return app.switch_page(f"pages/{page}.py").run()


def query(app: AppTest) -> dict[str, str]:
    return {key: values[-1] if isinstance(values, list) else values for key, values in app.query_params.items()}


def title(app: AppTest) -> str:
    """The heading of the page; there is exactly one."""
    (found,) = re.findall(r"<h1>(.*?)</h1>", html(app))
    return unescape(found)


def answer(app: AppTest, question: str, chosen: str) -> AppTest:
    return app.button(key=f"answer-{question}-{chosen}").click().run()


def html(app: AppTest) -> str:
    """Everything the page shows as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def links(app: AppTest) -> dict[str, str]:
    """Label of a link -> its query."""
    return {element.proto.label: element.proto.query_string for element in app.get("page_link")}
