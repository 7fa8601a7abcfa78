"""Run the app in a process of its own: for the browser tests and the screenshots."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 60
READY = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'


class AppServer:
    """``streamlit run app.py`` on a free port, which stays the same over restarts."""

    def __init__(self, folder: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (closed in close)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None, "it has not been started"
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything the server has printed so far, over all restarts."""
        return os.pread(self._log.fileno(), 1 << 24, 0).decode("utf-8", "replace")

    def start(self) -> Self:
        """Start, and wait until it answers; does nothing when it runs."""
        if self.running:
            return self
        first = not self.port
        for attempt in range(3):
            self.port = self.port or _free_port()
            self._launch()
            if self._answers():
                return self
            self.stop()
            if first and attempt < 2 and "not available" in self.log:
                self.port = 0  # somebody else took it in between
                continue
            break
        raise RuntimeError(f"The app did not start on {self.url}. It printed:\n{self.log}")

    def stop(self) -> None:
        """End it at once, as a crash or a lost machine would."""
        if self._process is None:
            return
        if self.running:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def restart(self) -> Self:
        """End it and start it again on the same port; open tabs find it again by themselves."""
        self.stop()
        return self.start()

    def close(self) -> None:
        self.stop()
        self._log.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _launch(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        command += ["--server.headless", "true", "--server.address", HOST, "--server.port", str(self.port)]
        command += ["--browser.gatherUsageStats", "false"]
        self._process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def _answers(self) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.running:
            connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
            try:
                connection.request("GET", "/_stcore/health")
                if connection.getresponse().status == 200:
                    return self.running
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            time.sleep(0.05)
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def settle(page: Page) -> Page:
    """Wait until the page is connected and its script has come to rest.

    Right after a click the script may not have begun yet: wait for the text you expect instead.
    """
    page.wait_for_selector(READY)
    return page
