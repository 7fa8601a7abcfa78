"""What the measurements of the running app share: both apps, the slow line and a look into the server."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from tools.app_server import HOST, ROOT, START_SECONDS, AppServer

EMPTY_APP = """import streamlit as st

count = st.session_state.setdefault("count", 0)
if st.button("next", key="next"):
    st.session_state.count = count = count + 1
st.title(f"pressed {count} times")
"""

# Read by every Python that has its folder on the path: tells the loaded modules when asked by a signal.
TELL_MODULES = """import os, signal, sys

def tell(*_):
    with open(os.environ["TELL_MODULES_IN"] + ".part", "w") as file:
        file.write("\\n".join(sys.modules))
    os.replace(os.environ["TELL_MODULES_IN"] + ".part", os.environ["TELL_MODULES_IN"])

signal.signal(signal.SIGUSR1, tell)
"""


class MeasuredServer(AppServer):
    """A server that is watched closely while it starts, and can be looked into."""

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def memory(self) -> float:
        """Resident MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")

    @property
    def processor_seconds(self) -> float:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def modules(self) -> set[str]:
        """Every Python module the running server has loaded; only of a server made by ``real_app``."""
        told = Path(self.env["TELL_MODULES_IN"])
        told.unlink(missing_ok=True)
        os.kill(self.pid, signal.SIGUSR1)
        deadline = time.monotonic() + 10
        while not told.exists():
            if time.monotonic() > deadline:
                raise RuntimeError("the server did not tell its modules")
            time.sleep(0.02)
        return set(told.read_text().split())

    def _answers(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.running:
            try:
                with socket.create_connection((HOST, self.port), timeout=5):
                    pass
                return super()._answers()
            except OSError:
                time.sleep(0.003)
        return False


def empty_app(folder: Path) -> MeasuredServer:
    """A button and a heading, with the settings of the real app."""
    place = folder / "empty"
    place.mkdir()
    (place / "app.py").write_text(EMPTY_APP)
    shutil.copytree(ROOT / ".streamlit", place / ".streamlit")
    return MeasuredServer(place)


def real_app(folder: Path) -> MeasuredServer:
    (folder / "sitecustomize.py").write_text(TELL_MODULES)
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    return MeasuredServer(ROOT, {"PYTHONPATH": path, "TELL_MODULES_IN": str(folder / "modules")})


def start_seconds(server: MeasuredServer) -> float:
    """From nothing to healthy, in a process of its own; the server keeps running."""
    server.stop()
    begin = time.perf_counter()
    server.start()
    return time.perf_counter() - begin


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def high(values: Sequence[float], share: float = 0.95) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


class _Delayed(asyncio.Protocol):
    """One end of a connection: what comes in leaves at the other end, later."""

    def __init__(self, delay: float, target: int | None = None) -> None:
        self.delay, self.target = delay, target
        self.other: _Delayed | None = None
        self.transport: asyncio.Transport | None = None
        self.early: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        if self.target:
            asyncio.get_running_loop().create_task(self._reach(self.target))

    async def _reach(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, end = await loop.create_connection(lambda: _Delayed(self.delay), HOST, port)
        except OSError:
            self._close()
            return
        end.other, self.other = self, end
        for data in self.early:
            self.data_received(data)

    def data_received(self, data: bytes) -> None:
        if self.other is None:
            self.early.append(data)
        else:
            asyncio.get_running_loop().call_later(self.delay, self.other._write, data)

    def connection_lost(self, _: Exception | None) -> None:
        if self.other is not None:
            asyncio.get_running_loop().call_later(self.delay, self.other._close)

    def _write(self, data: bytes) -> None:
        if self.transport and not self.transport.is_closing():
            self.transport.write(data)

    def _close(self) -> None:
        if self.transport:
            self.transport.close()


@contextmanager
def slow_line(port: int, round_trip: float) -> Iterator[str]:
    """The address of a server as seen from far away: every byte needs half the round trip (seconds) each way."""
    ready: list[Any] = []
    started = threading.Event()

    async def serve() -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        server = await loop.create_server(lambda: _Delayed(round_trip / 2, port), HOST, 0)
        ready.extend([loop, done, server.sockets[0].getsockname()[1]])
        started.set()
        await done.wait()
        server.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    started.wait()
    loop, done, own_port = ready
    try:
        yield f"http://{HOST}:{own_port}"
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(5)
