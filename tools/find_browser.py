"""Find a Chromium that really starts, for the browser tests and the screenshots.

    python -m tools.find_browser               # installs one if there is none
    python -m tools.find_browser --no-install  # only looks

Tried in this order, each by starting it and drawing a page:

1. ``REFUND_GUIDE_BROWSER`` (a path; ``none`` means: no browser wanted)
2. an installed Chromium or Chrome
3. the copy Playwright has downloaded, or downloads now
4. Debian's package, where this user may install packages

Chinese text must come out as Chinese text: without a font for it, Debian's Noto CJK is installed,
or a warning given. What is used and why goes to stderr; the path alone goes to stdout.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

OVERRIDE = "REFUND_GUIDE_BROWSER"
NONE = "none"

FLAGS = (
    "--no-sandbox",  # root, containers and build servers
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FONT_PACKAGE = "fonts-noto-cjk"
DRIVER_PACKAGE = "libatomic1"  # the one library of Playwright's own driver that a bare Debian lacks
HELP = (
    f"Debian has all that is needed: sudo apt-get install chromium {DRIVER_PACKAGE} {FONT_PACKAGE}\n"
    f"Or name a browser with {OVERRIDE}=/path, or leave its tests out with {OVERRIDE}={NONE}."
)

START_SECONDS = 60
DOWNLOAD_SECONDS = 120  # a closed network may hang instead of refusing
INSTALL_SECONDS = 600  # a slow but working one may take its time

# Three characters drawn on a canvas: without a font they are three times the same empty box.
DRAWN_ALIKE = """() => {
    const drawn = [...'退款书'].map(character => {
        const canvas = document.createElement('canvas');
        const pen = canvas.getContext('2d');
        pen.font = '48px sans-serif';
        pen.fillText(character, 10, 60);
        return canvas.toDataURL();
    });
    return new Set(drawn).size < drawn.length;
}"""


class NoBrowserError(Exception):
    """No browser could be started; the message says what was tried and what to do."""


@dataclass(frozen=True)
class Probe:
    """What came of starting one browser."""

    version: str = ""
    chinese: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Found:
    """The browser to use, and why this one."""

    path: str
    why: str
    probe: Probe


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def run(command: Sequence[str], seconds: int, env: Mapping[str, str] | None = None) -> bool:
    """Run a command, at the limit end it with all its children; of its output only a reason is shown."""
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=env,
            )
            code = process.wait(timeout=seconds)
        except OSError as error:
            say(f"  {command[0]}: {error.strerror}")
            return False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            say(f"  stopped after {seconds} seconds: {' '.join(command)}")
            return False
        if code:
            output.seek(0)
            lines = [line.strip() for line in output if line.strip()] or [f"exit code {code}"]
            reasons = [line for line in lines if line.startswith(("Error:", "E:"))]
            say(f"  {(reasons or lines[-1:])[0]}")
        return code == 0


def probe(path: str) -> Probe:
    """Start the browser in a process of its own, so that no failure and no hang reaches us."""
    try:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).resolve()), "--probe", path],
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
        )
        return Probe(**json.loads(done.stdout.splitlines()[-1]))
    except subprocess.TimeoutExpired:
        return Probe(problem=f"did not start within {START_SECONDS} seconds")
    except (IndexError, ValueError, TypeError):
        return Probe(problem=(done.stderr.strip() or "no answer").splitlines()[-1])


def probe_here(path: str) -> Probe:
    """Start the browser and draw with it (runs in the process that ``probe`` starts)."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=30_000)
            page = browser.new_page(locale="zh-CN")
            page.set_content("<html lang='zh-CN'><h1>退款</h1></html>")
            result = Probe(version=browser.version, chinese=not page.evaluate(DRAWN_ALIKE))
            browser.close()
            return result
    except Error as error:
        lines = [line.strip() for line in error.message.splitlines() if line.strip()]
        telling = [line for line in lines if "error while loading" in line]
        return Probe(problem=(telling or lines or ["did not start"])[0].rpartition("[err] ")[2])


def playwright_copy() -> str:
    """Where Playwright keeps, or would keep, its own Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def installed() -> Iterator[str]:
    """Browsers on this machine, each once."""
    seen = set()
    for name in (*NAMES, *MAC_APPS):
        path = shutil.which(name)
        if path and os.path.realpath(path) not in seen:
            seen.add(os.path.realpath(path))
            yield path


def as_root() -> list[str] | None:
    """What to put before a command that needs root; None where that is not possible."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def apt_install(*packages: str) -> bool:
    """Install Debian packages; False where that is not allowed or does not work."""
    root = as_root()
    if root is None or not shutil.which("apt-get"):
        return False
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "timeout", "--kill-after=10"]
    get = ["apt-get", "-qq", "-o", "Acquire::Retries=1", "-o", "DPkg::Lock::Timeout=60"]
    get += [option for kind in ("http", "https") for option in ("-o", f"Acquire::{kind}::Timeout=20")]
    install = ["install", "-y", "--no-install-recommends", *packages]
    # Downloads are separate, so that no time limit leaves a half unpacked package behind.
    say(f"  installing Debian's {' and '.join(packages)} ...")
    return (
        run([*apt, str(DOWNLOAD_SECONDS), *get, "update"], DOWNLOAD_SECONDS + 30)
        and run([*apt, str(INSTALL_SECONDS), *get, "--download-only", *install], INSTALL_SECONDS + 30)
        and run([*apt, str(INSTALL_SECONDS), *get, "--no-download", *install], INSTALL_SECONDS + 30)
    )


def playwright_cli(*arguments: str, seconds: int) -> bool:
    env = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "20000", **os.environ}
    return run([sys.executable, "-m", "playwright", *arguments], seconds, env)


def driver_problem() -> str:
    """Why Playwright itself, which drives any browser, does not start; empty if it does."""
    done = subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True, text=True)
    if done.returncode == 0:
        return ""
    return (done.stderr.strip() or "it gave no reason").splitlines()[-1].rpartition("driver/node: ")[2]


def prepare_driver(install: bool) -> None:
    problem = driver_problem()
    if problem and install and apt_install(DRIVER_PACKAGE):
        problem = driver_problem()
    if problem:
        raise NoBrowserError(f"Playwright, which drives the browser, does not start: {problem}.\n{HELP}")


def candidates(install: bool) -> Iterator[tuple[str, str]]:
    """Paths worth starting, best first; with ``install``, fetches more when the earlier ones did not do."""
    for path in installed():
        yield path, "it is installed on this machine"
    own = playwright_copy()
    if os.path.exists(own):
        yield own, "it is the copy Playwright keeps"
    elif install:
        say(f"No browser yet: asking Playwright for its own (at most {DOWNLOAD_SECONDS} seconds) ...")
        playwright_cli("install", "--no-shell", "--no-progress", "chromium", seconds=DOWNLOAD_SECONDS)
        if os.path.exists(own):  # even where one of its helpers did not arrive
            yield own, "Playwright downloaded it just now"
    if os.path.exists(own) and install and shutil.which("apt-get") and as_root() is not None:
        say("Playwright's copy lacks libraries: asking Playwright for them ...")
        if playwright_cli("install-deps", "chromium", seconds=INSTALL_SECONDS):
            yield own, "it is the copy Playwright keeps, now with the libraries it needs"
    if install and apt_install("chromium", FONT_PACKAGE):
        yield shutil.which("chromium") or "chromium", "Debian's package was installed just now"


def first_that_starts(install: bool) -> Found:
    prepare_driver(install)
    wanted = os.environ.get(OVERRIDE, "").strip()
    if wanted:
        path = shutil.which(wanted)
        result = probe(path) if path else Probe(problem="no such program")
        if result.problem:
            raise NoBrowserError(f"{OVERRIDE}={wanted} does not work: {result.problem}")
        return Found(str(path), f"{OVERRIDE} names it", result)
    tried = []
    for path, why in candidates(install):
        result = probe(path)
        if not result.problem:
            return Found(path, why, result)
        say(f"  {path}: {result.problem}")
        tried.append(f"{path} ({result.problem})")
    raise NoBrowserError(f"No browser could be started. Tried: {'; '.join(tried) or 'nothing is installed'}.\n{HELP}")


def find(install: bool = True) -> Found:
    """The browser to use, checked by starting it; raises NoBrowserError."""
    found = first_that_starts(install)
    if not found.probe.chinese and install:
        say("This browser has no font for Chinese.")
        if apt_install(FONT_PACKAGE):
            found = Found(found.path, found.why, probe(found.path))
    say(f"Browser: {found.path} (Chromium {found.probe.version}), because {found.why}.")
    if found.probe.chinese:
        say(f"Chinese font: {chinese_font()}.")
    else:
        say(f"WARNING: Chinese text shows as empty boxes. Install a font (Debian: {FONT_PACKAGE}).")
    return found


def chinese_font() -> str:
    """The name of the font, as far as the system tells it."""
    if shutil.which("fc-match"):
        ask = ["fc-match", "-f", "%{family[0]}", "sans-serif:lang=zh-cn"]
        done = subprocess.run(ask, capture_output=True, text=True)
        if done.returncode == 0 and done.stdout:
            return done.stdout.strip()
    return "there is one (its name is not known here)"


def main() -> int:
    about = (__doc__ or "").split("\n\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tools.find_browser", description=about)
    parser.add_argument("--no-install", action="store_true", help="only look, download and install nothing")
    parser.add_argument("--probe", metavar="PATH", help="start this one and print what came of it, as JSON")
    options = parser.parse_args()
    if options.probe:
        print(json.dumps(vars(probe_here(options.probe))))
        return 0
    if os.environ.get(OVERRIDE, "").strip() == NONE:
        say(f"No browser: {OVERRIDE}={NONE}. The tests that need one are left out.")
        print(NONE)
        return 0
    try:
        print(find(install=not options.no_install).path)
    except NoBrowserError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
