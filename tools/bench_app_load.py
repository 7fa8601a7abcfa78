"""Many visitors at once, spoken to as a browser does: websockets and Streamlit's own messages."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass, field
from html import unescape

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tools.app_server import HOST

CONNECT_AT_ONCE = 10
ANSWER = re.compile(r'data-answer="(.*?)" data-go="(.*?)"')
PATIENCE = 60


@dataclass
class Load:
    """What came of it: seconds per tap, and everything that went wrong."""

    taps: list[float] = field(default_factory=list)
    plans: int = 0
    errors: list[str] = field(default_factory=list)


class Visitor:
    """One open page."""

    def __init__(self, port: int, page: str, prefix: str) -> None:
        self.port, self.page, self.prefix = port, page, prefix
        self.script, self.query = "", ""
        self.here = ""
        """The page on screen, as it stands in the address."""
        self.scripts: dict[str, str] = {}
        """Page -> what Streamlit calls it."""
        self.buttons: dict[str, str] = {}
        self.hands = ""
        """The element that hears what is tapped in the app's own HTML (see ui/piece.py)."""
        self.wrong: list[str] = []
        self._socket: ClientConnection | None = None

    async def arrive(self, page: str = "") -> None:
        """Connect and see a page, the first one unless told otherwise."""
        self._socket = await connect(
            f"ws://{HOST}:{self.port}/_stcore/stream",
            origin=Origin(f"http://{HOST}:{self.port}"),
            subprotocols=[Subprotocol("streamlit")],
            compression=None,
            max_size=None,
        )
        await self._run(page)

    async def leave(self) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def go_on(self, choice: random.Random) -> tuple[float, bool]:
        """Tap one of the buttons, or open the form anew where there is none; seconds, and whether that was a tap."""
        tap = choice.choice(list(self.buttons)) if self.buttons else None
        if tap is None:
            self.script, self.query = self.scripts.get(self.page, ""), ""
        start = time.perf_counter()
        await asyncio.wait_for(self._tap(self.buttons[tap]) if tap else self._run(self.page), PATIENCE)
        return time.perf_counter() - start, tap is not None

    async def _tap(self, button: str) -> None:
        """A button of Streamlit's, or an answer: its address is told on the same page, and gone to on another."""
        page, _, query = button.partition("?")
        if self.hands and page != self.here:
            self.script, self.query = self.scripts[page], query
            await self._run(page)
        else:
            await self._run(self.here, f"?{query}" if self.hands else button)

    async def _run(self, page: str, button: str | None = None) -> None:
        self.here = page
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = self.query
        if self.script:
            rerun.page_script_hash = self.script
        else:
            rerun.page_name = page
        rerun.context_info.timezone, rerun.context_info.locale = "Asia/Shanghai", "zh-CN"
        rerun.context_info.url = f"http://{HOST}:{self.port}/{page}"
        if button:
            state = rerun.widget_states.widgets.add()
            if self.hands:
                state.id = _make_trigger_id(self.hands, "events")
                state.json_trigger_value = json.dumps([{"event": "did", "value": {"go": button}}])
            else:
                state.id, state.trigger_value = button, True
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())
        await self._read()

    async def _read(self) -> None:
        assert self._socket is not None
        shown: dict[str, str] = {}
        while True:
            raw = await self._socket.recv()
            message = ForwardMsg()
            message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            match message.WhichOneof("type"):
                case "navigation":
                    self.script = message.navigation.page_script_hash
                    self.scripts = {one.url_pathname: one.page_script_hash for one in message.navigation.app_pages}
                case "page_info_changed":
                    self.query = message.page_info_changed.query_string
                case "delta" if message.delta.WhichOneof("type") == "new_element":
                    element = message.delta.new_element
                    kind = element.WhichOneof("type")
                    if kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR):
                        self.wrong.append(str(element)[:300])
                    elif kind == "button" and self.prefix in element.button.id:
                        shown[element.button.id] = element.button.id
                    elif kind == "bidi_component":
                        self.hands = element.bidi_component.id
                    elif kind == "html":
                        shown |= {name: unescape(address) for name, address in ANSWER.findall(element.html.body)}
                case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    self.buttons = shown
                    return
                case _:
                    pass


class Crowd:
    """Visitors of one server."""

    def __init__(self, port: int, size: int, page: str, prefix: str) -> None:
        self.visitors = [Visitor(port, page, prefix) for _ in range(size)]
        self.load = Load()

    async def arrive(self) -> None:
        door = asyncio.Semaphore(CONNECT_AT_ONCE)

        async def enter(visitor: Visitor) -> None:
            async with door:
                await visitor.arrive()

        await asyncio.gather(*map(enter, self.visitors))

    async def walk(self, duration: float, think: float) -> None:
        """Everybody taps, thinks (``think`` seconds on average), taps again."""
        end = time.perf_counter() + duration

        async def one(visitor: Visitor, choice: random.Random) -> None:
            await asyncio.sleep(choice.uniform(0, think))
            try:
                while time.perf_counter() < end:
                    took, tapped = await visitor.go_on(choice)
                    if tapped:
                        self.load.taps.append(took)
                        self.load.plans += not visitor.buttons
                    await asyncio.sleep(think * choice.uniform(0.5, 1.5))
            except Exception as error:  # counted and shown; one broken visitor must not hide the others
                self.load.errors.append(repr(error))

        await asyncio.gather(*(one(visitor, random.Random(i)) for i, visitor in enumerate(self.visitors)))

    async def leave(self) -> None:
        await asyncio.gather(*(visitor.leave() for visitor in self.visitors))
        self.load.errors += [wrong for visitor in self.visitors for wrong in visitor.wrong]


def visit_seconds(port: int, page: str) -> float:
    """How long the server needs for one visitor's first page: at the first visit it also loads its modules."""

    async def visit() -> float:
        visitor = Visitor(port, page, "")
        start = time.perf_counter()
        await visitor.arrive(page)
        took = time.perf_counter() - start
        await visitor.leave()
        return took

    return asyncio.run(visit())
