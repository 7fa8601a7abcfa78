"""The files for a server of one's own, tried: the shipped nginx settings in front of the real app, in a browser."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect, sync_playwright

from tools import find_nginx
from tools.app_server import HOST, ROOT, AppServer, settle
from tools.find_browser import FLAGS, NONE, OVERRIDE, NoBrowserError, find

pytestmark = pytest.mark.browser

SETTINGS = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy/refund-guide.service").read_text(encoding="utf-8")
NAME = "refund.example.org"
AROUND = """daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/site.conf;
}}
"""


@dataclass
class Front:
    """nginx in front of the app."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        """By the name in the settings, so that Streamlit sees an origin it has never heard of."""
        return f"http://{NAME}:{self.port}"

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Host": f"{NAME}:{self.port}"})
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


def replace(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} must stand exactly once in the shipped file"
    return text.replace(old, new)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    nginx = find_nginx.find(install=False)
    if nginx is None:
        pytest.skip(
            f"no nginx ({find_nginx.OVERRIDE}=none, or not here: python -m tools.find_nginx fetches Debian's)"
        )
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe, AppServer() as app:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
        probe.close()
        site = replace(SETTINGS, "server 127.0.0.1:8501;", f"server 127.0.0.1:{app.port};")
        site = replace(site, "    listen 80;\n    listen [::]:80;\n", f"    listen {HOST}:{port};\n")
        site = replace(site, "/var/log/nginx/refund-guide.log", f"{folder}/access.log")
        (folder / "site.conf").write_text(site, encoding="utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
        command = [nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
        with (folder / "errors").open("w") as errors:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
            try:
                wait_for(port, process, folder / "errors")
                yield Front(port, folder / "access.log")
            finally:
                process.terminate()
                process.wait(10)


def wait_for(port: int, process: subprocess.Popen[bytes], errors: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"nginx does not start with the shipped settings:\n{errors.read_text()}", pytrace=False)


@pytest.fixture
def visitor(front: Front) -> Iterator[Page]:
    named = os.environ.get(OVERRIDE, "").strip()
    if named == NONE:
        pytest.skip(f"{OVERRIDE}={NONE}")
    try:
        path = (shutil.which(named) or named) if named else find(install=False).path
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
    with sync_playwright() as playwright:
        flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} {HOST}"]
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        page = browser.new_page(locale="zh-CN", viewport={"width": 390, "height": 844})
        page.set_default_timeout(30_000)
        yield page
        browser.close()


def test_a_visitor_gets_the_page_compressed_and_can_answer(front: Front, visitor: Page) -> None:
    scripts: list[Response] = []
    refused: list[str] = []
    page = visitor
    page.on("response", lambda response: scripts.append(response) if ".js" in response.url else None)
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)

    page.goto(f"{front.url}/form")
    heading = page.get_by_role("heading", level=1)
    while not page.url.split("?")[0].endswith("/plan"):
        settle(page)
        asked = heading.inner_text()
        page.locator("button.answer").first.click()
        expect(heading).not_to_have_text(asked, timeout=15_000)
        assert "=" in page.url

    assert scripts
    sent = sum(response.request.sizes()["responseBodySize"] for response in scripts)
    whole = sum(len(response.body()) for response in scripts)
    assert whole > 1_000_000
    assert sent < whole / 2, f"{sent:,} of {whole:,} bytes of JavaScript were sent"

    for path in ("/", "/sources", "/about"):
        page.goto(front.url + path)
        settle(page)
        expect(heading).to_be_visible()
    page.goto(f"{front.url}/desk")
    expect(page.get_by_role("radio").first).to_be_visible()
    assert refused == []


def test_what_is_named_by_its_content_is_kept_and_the_page_is_not(front: Front) -> None:
    status, headers, body = front.get("/form")
    assert (status, headers["cache-control"]) == (200, "no-cache")
    script = re.search(rb'src="\./(static/js/[^"]+\.js)"', gunzip(headers, body))
    assert script
    status, headers, _ = front.get("/" + script[1].decode())
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in headers["cache-control"]
    assert "Accept-Encoding" in headers["vary"]


def test_every_answer_carries_the_security_headers(front: Front) -> None:
    for path in ("/", "/plan?channel=virtual", "/_stcore/health", "/_stcore/metrics"):
        _, headers, _ = front.get(path)
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert re.fullmatch("nginx", headers["server"])


def test_the_inside_of_the_server_cannot_be_asked_for(front: Front) -> None:
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        assert front.get(path)[0] == 404


def test_the_log_holds_no_answers(front: Front) -> None:
    front.get("/plan?channel=virtual&paid=2026-11-01")
    lines = front.log.read_text(encoding="utf-8").splitlines()
    assert any(" /plan " in line for line in lines)
    assert not [line for line in lines if "virtual" in line or "2026-11-01" in line.partition(" ")[2]]


def gunzip(headers: dict[str, str], body: bytes) -> bytes:
    return gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body


def test_nginx_lets_through_what_streamlit_accepts() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    size = re.search(r"client_max_body_size (\d+)m;", SETTINGS)
    assert size
    assert int(size[1]) > settings["server"]["maxUploadSize"]


def test_the_service_starts_what_is_here_where_nginx_looks_for_it(tmp_path: Path) -> None:
    command = re.search(r"^ExecStart=(.*)$", UNIT.replace("\\\n", " "), re.MULTILINE)
    assert command
    words = command[1].split()
    assert words[1:5] == ["-m", "streamlit", "run", "app.py"]
    assert (ROOT / "app.py").exists()
    upstream = re.search(r"server 127\.0\.0\.1:(\d+);", SETTINGS)
    assert upstream
    assert words[words.index("--server.port") + 1] == upstream[1]
    assert words[words.index("--server.address") + 1] == "127.0.0.1"

    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("no systemd here to read the unit")
    unit = tmp_path / "refund-guide.service"
    unit.write_text(UNIT.replace(words[0], sys.executable), encoding="utf-8")
    read = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True)
    assert "refund-guide.service" not in read.stderr, read.stderr
