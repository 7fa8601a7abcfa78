"""The app without a browser: what the tests of its pages share."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest

from refund_guide.tree import load_tree
from ui.visit import HERE, START

from .support import ROOT

TREE = load_tree()
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


def case(app: AppTest) -> dict[str, str]:
    """What the address says of the case itself: answers, dates and ticks."""
    return {key: value for key, value in query(app).items() if key not in ("at", "case")}


def title(app: AppTest) -> str:
    """The heading of the page; there is exactly one."""
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", html(app))
    return unescape(found)


def answer(app: AppTest, question: str, chosen: str) -> AppTest:
    return follow(app, answers(app)[f"{question}-{chosen}"])


def answers(app: AppTest) -> dict[str, str]:
    """The answers the form offers, ``question-answer`` -> the address each of them leads to."""
    found = re.findall(r'data-answer="(.*?)" data-go="(.*?)"', html(app))
    return {name: unescape(address) for name, address in found}


def follow_link(app: AppTest, label: str) -> AppTest:
    return follow(app, links(app)[label])


def follow(app: AppTest, address: str) -> AppTest:
    """What the browser does with an address that was tapped."""
    name, _, query = address.partition("?")
    page = START if name == HERE else name
    (here,) = re.findall(r'data-step="(\w+)/', html(app))
    return do(app, {"go": f"?{query}"}) if page == here else go(app, page, dict(parse_qsl(query)))


def toggle(app: AppTest, box: str) -> AppTest:
    (expanded,) = re.findall(rf'data-toggle="{box}" aria-expanded="(\w+)"', html(app))
    return do(app, {"toggle": box, "open": expanded == "false"})


def boxes(app: AppTest) -> dict[str, bool]:
    """Evidence of the plan -> whether it is ticked."""
    return {name: bool(checked) for name, checked in re.findall(r'data-tick="(.*?)"( checked)?>', html(app))}


def tick(app: AppTest, evidence: str, checked: bool = True) -> AppTest:
    now = boxes(app) | {evidence: checked}
    done, left = ([one for one, ticked in now.items() if ticked is wanted] for wanted in (True, False))
    return do(app, {"done": done, "open": left})


def date_fields(app: AppTest) -> dict[str, str]:
    """Field -> what it holds."""
    found = re.findall(r'<input type="(?:date|time)" id="(.*?)".*? value="(.*?)"', html(app))
    return dict(found)


def set_dates(app: AppTest, **dates: str) -> AppTest:
    return do(app, {"dates": dates})


def do(app: AppTest, what: object) -> AppTest:
    """What the browser sends when something is done in a piece of the page."""
    components = [element.proto for element in app.get("bidi_component")]
    (hands,) = [one for one in components if one.component_name == "hands"]
    states = app._tree.get_widget_states()
    sent = states.widgets.add()
    sent.id = _make_trigger_id(hands.id, "events")
    sent.json_trigger_value = json.dumps([{"event": "did", "value": what}])
    return app._run(states)


def html(app: AppTest) -> str:
    """Everything the page shows as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def notices(app: AppTest) -> str:
    """What the page says of things it could not use."""
    return unescape("".join(re.findall(r'<div class="notice".*?</div>', html(app))))


def links(app: AppTest) -> dict[str, str]:
    """Label of a link within the guide -> its address."""
    found = re.findall(r'<a (?:class="[^"]*" )?href="([^"]*)"(?: lang="[^"]*")?>(.*?)</a>', html(app))
    inside = {unescape(re.sub("<.*?>", "", label)): unescape(address) for address, label in found}
    return inside | {element.proto.label: f"?{element.proto.query_string}" for element in app.get("page_link")}
