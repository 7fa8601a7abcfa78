"""Take the pictures in docs/screenshots from the running app.

    python -m tools.screenshots                       # all of SHOTS
    python -m tools.screenshots plan="/plan?..."      # one page, given by its address

Each page is taken on a phone and on a desktop, in Chinese and in English.
"""

from __future__ import annotations

import argparse
import os
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from refund_guide.clock import BEIJING
from tools.app_server import ROOT, AppServer, settle
from tools.find_browser import FLAGS, find

OUT = ROOT / "docs" / "screenshots"
CASE = "channel=third_party&status=in_hand&reason=faulty&progress=applied&reply=refused_recent"
RECENTLY = datetime.now(BEIJING) - timedelta(days=2)
"""The plan is shown with a refusal two days ago, so its clocks run whenever the pictures are taken."""
SHOTS = {
    "start": "/",
    "form": "/form?channel=third_party&at=status",
    "plan": f"/plan?{CASE}&refused={RECENTLY:%Y-%m-%d}T15:30",
    "sources": "/sources",
}
SCREENS = {"phone": (390, 844, 2), "desktop": (1440, 900, 1)}
LOCALES = {"zh": "zh-CN", "en": "en-US"}
CONTENT_HEIGHT = """() => Math.ceil(Math.max(
    ...[...document.querySelectorAll('[data-testid="stMain"], section, html')].map(e => e.scrollHeight)))"""


def take(browser: Browser, server: AppServer, name: str, address: str, dark: bool, full: bool) -> list[Path]:
    """Pictures of one page, over all screens and languages."""
    made = []
    for screen, (width, height, scale) in SCREENS.items():
        for lang, locale in LOCALES.items():
            context = browser.new_context(
                base_url=server.url,
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
                is_mobile=screen == "phone",
                has_touch=screen == "phone",
                locale=locale,
                timezone_id="Asia/Shanghai",
                color_scheme="dark" if dark else "light",
            )
            page = context.new_page()
            page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            settle(page)
            if full:  # Streamlit scrolls inside the page, so the window itself has to be as tall
                page.set_viewport_size({"width": width, "height": page.evaluate(CONTENT_HEIGHT)})
            page.wait_for_timeout(500)  # fonts and transitions
            path = OUT / f"{name}-{screen}-{lang}{'-dark' if dark else ''}.png"
            page.screenshot(path=path)
            made.append(path)
            context.close()
    return made


def main() -> None:
    about = (__doc__ or "").split("\n\n")[0]
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=about)
    parser.add_argument("shots", nargs="*", metavar="NAME=ADDRESS", help="instead of the usual ones")
    parser.add_argument("--dark", action="store_true", help="in the dark theme")
    parser.add_argument("--full", action="store_true", help="the whole page, not one screen of it")
    options = parser.parse_args()
    wrong = [shot for shot in options.shots if "=" not in shot]
    if wrong:
        parser.error(f"{wrong[0]}: expected NAME=ADDRESS")
    shots = dict(shot.split("=", 1) for shot in options.shots) or SHOTS
    OUT.mkdir(parents=True, exist_ok=True)
    found = find()
    with AppServer() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.path, args=FLAGS)
        for name, address in shots.items():
            for path in take(browser, server, name, address, options.dark, options.full):
                print(os.path.relpath(path))
        browser.close()


if __name__ == "__main__":
    main()
