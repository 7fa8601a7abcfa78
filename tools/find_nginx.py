"""Find an nginx for the test of the self-hosting files; where there is none, fetch Debian's.

    python -m tools.find_nginx               # fetches one if there is none
    python -m tools.find_nginx --no-install  # only looks

Tried in this order, each by starting it:

1. ``REFUND_GUIDE_NGINX`` (a path; ``none`` means: leave its test out)
2. an installed nginx
3. the copy fetched earlier
4. Debian's package, unpacked into ``.venv/nginx``: an installed one would start to serve port 80 by itself

Prints the path, or ``none``. Without nginx one test is left out and says so; nothing else needs it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.find_browser import DOWNLOAD_SECONDS, NONE, as_root, run, say

OVERRIDE = "REFUND_GUIDE_NGINX"
PLACES = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")
UNPACKED = Path(__file__).resolve().parent.parent / ".venv" / "nginx"
PACKAGES = ("nginx", "nginx-light")  # which of them holds the program depends on the release
APT = ("-qq", "-o", "Acquire::Retries=1", "-o", "DPkg::Lock::Timeout=60", "-o", "APT::Sandbox::User=root")


def starts(path: str) -> bool:
    try:
        return subprocess.run([path, "-v"], capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def candidates(install: bool) -> Iterator[str]:
    yield from filter(None, map(shutil.which, PLACES))
    own = UNPACKED / "usr/sbin/nginx"
    if install and not own.exists():
        fetch()
    if own.exists():
        yield str(own)


def fetch() -> None:
    """Download and unpack Debian's package; installs nothing and starts nothing."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return
    say(f"No nginx yet: unpacking Debian's package into {UNPACKED} ...")
    UNPACKED.mkdir(parents=True, exist_ok=True)
    if not download() and (root := as_root()) is not None:
        run([*root, "apt-get", *APT, "update"], DOWNLOAD_SECONDS)
        download()
    for package in UNPACKED.glob("*.deb"):
        run(["dpkg-deb", "--extract", str(package), str(UNPACKED)], DOWNLOAD_SECONDS)
        package.unlink()


def download() -> bool:
    into = ["sh", "-c", 'cd "$0" && exec "$@"', str(UNPACKED)]
    return any([run([*into, "apt-get", *APT, "download", package], DOWNLOAD_SECONDS) for package in PACKAGES])


def find(install: bool = True) -> str | None:
    """Path of an nginx that starts; ``None`` where there is none or none is wanted."""
    wanted = os.environ.get(OVERRIDE, "").strip()
    if wanted == NONE:
        return None
    if wanted:
        return wanted if starts(wanted) else None
    return next(filter(starts, candidates(install)), None)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.find_nginx", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-install", action="store_true", help="only look, fetch nothing")
    path = find(install=not parser.parse_args().no_install)
    if path is None:
        say(f"No nginx: the test of deploy/nginx.conf is left out. Name one with {OVERRIDE}=/path.")
    else:
        say(f"nginx: {path}.")
    print(path or NONE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
