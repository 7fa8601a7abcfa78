"""Measure the running app against an empty Streamlit app in the same run and print ratios.

    python -m tools.bench_app                  # everything, about five minutes
    python -m tools.bench_app --only taps load
    python -m tools.bench_app --sessions 50 --think 0

The empty app has one button, one heading and our settings. Both take turns, so a busy machine slows both.
The exit code is 1 when a ceiling is exceeded; no test depends on it. Needs Linux (/proc) and a browser.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from tools.bench import Figure
from tools.bench_app_browser import chromium, desk, first_loads, walk
from tools.bench_app_load import Crowd, visit_seconds
from tools.bench_app_setup import MeasuredServer, empty_app, high, median, real_app, slow_line, start_seconds

PARTS = ("start", "first", "taps", "desk", "far", "load")
ROUND_TRIP = 0.2
HEAVY = {"pandas", "numpy", "pyarrow", "altair", "pydeck", "plotly", "matplotlib", "openpyxl", "docx", "icalendar"}
SETTLE = 2.0


class Bench:
    """Both servers, and what is measured on them."""

    def __init__(self, empty: MeasuredServer, app: MeasuredServer, options: argparse.Namespace) -> None:
        self.empty, self.app, self.options = empty, app, options
        self.rounds: int = options.rounds

    def start(self) -> Iterator[Figure]:
        starts: list[tuple[float, float]] = []
        visits: list[tuple[float, float]] = []
        for _ in range(self.rounds):
            starts.append((start_seconds(self.empty), start_seconds(self.app)))
            visits.append((visit_seconds(self.empty.port, ""), visit_seconds(self.app.port, "form")))
        empty, app = (median(times) for times in zip(*starts, strict=True))
        first_empty, first_app = (median(times) for times in zip(*visits, strict=True))
        note(f"start to healthy: empty {empty * 1000:.0f} ms, app {app * 1000:.0f} ms")
        note(f"very first visit, on the server: empty {first_empty * 1000:.0f} ms, app {first_app * 1000:.0f} ms")
        yield Figure("cold start to healthy / empty app", app / empty, 1.5, "x")

    def first(self, browser: Browser) -> Iterator[Figure]:
        times = first_loads(browser, self.empty.url, self.app.url, self.rounds)
        empty, app = map(median, times)
        note(f"first load, empty cache: empty {empty:.0f} ms, app {app:.0f} ms")
        yield Figure("first load to the first question / empty app", app / empty, 1.15, "x")

    def taps(self, browser: Browser) -> Iterator[Figure]:
        taps = walk(browser, self.app.url, self.rounds, self.empty.url)
        empty, answer, last = median(taps.empty), median(taps.answer), median(taps.last)
        note(
            f"tap: empty {spread(taps.empty)}; answer {spread(taps.answer)}, {len(taps.answer)} taps; "
            f"last answer {spread(taps.last)}, {len(taps.last)} taps"
        )
        yield Figure("answer tapped to next question / button of the empty app", answer / empty, 1.7, "x")
        yield Figure("last answer to complete plan / button of the empty app", last / empty, 4, "x")
        for file in taps.chart_files:
            note(f"chart file: {file}")
        yield Figure("chart files the browser asked for on shopper pages", len(taps.chart_files), 0, "")

    def desk(self, browser: Browser) -> Iterator[Figure]:
        changed, empty = desk(browser, self.app.url, self.rounds, self.empty.url)
        note(f"support desk: empty {spread(empty)}; changed answer {spread(changed)}")
        ratio = median(changed) / median(empty)
        yield Figure("support desk, changed answer to new plan / button of the empty app", ratio, 2.5, "x")

    def far(self, browser: Browser) -> Iterator[Figure]:
        with slow_line(self.app.port, ROUND_TRIP) as url:
            taps = walk(browser, url, max(3, self.rounds // 3))
        for what, times in (("next question", taps.answer), ("plan", taps.last)):
            label = f"{ROUND_TRIP * 1000:.0f} ms away: tap to {what}, beyond the round trip"
            yield Figure(label, median(times) - ROUND_TRIP * 1000, 80, "ms")

    def load(self) -> Iterator[Figure]:
        yield from asyncio.run(self._load())

    async def _load(self) -> list[Figure]:
        size, think = self.options.sessions, self.options.think
        crowds = {
            self.empty: Crowd(self.empty.port, size, "", "next"),
            self.app: Crowd(self.app.port, size, "form", "no button"),
        }
        for server in crowds:  # the first visit loads modules and knowledge: not a matter of sessions
            first = Crowd(server.port, 2, "form" if server is self.app else "", "next")
            await first.arrive()
            await first.walk(1, 0.05)
            await first.leave()
        await asyncio.sleep(SETTLE)
        before = self.app.memory
        for crowd in crowds.values():
            await crowd.arrive()
        await asyncio.sleep(SETTLE)
        each = (self.app.memory - before) / size
        used = {server: 0.0 for server in crowds}
        for _ in range(2):
            for server, crowd in crowds.items():
                begin = server.processor_seconds
                await crowd.walk(self.options.seconds, think)
                used[server] += server.processor_seconds - begin
        for crowd in crowds.values():
            await crowd.leave()
        empty, app = crowds[self.empty].load, crowds[self.app].load
        for name, server, load in (("empty", self.empty, empty), ("app", self.app, app)):
            work = used[server] / len(load.taps) * 1000
            rate = len(load.taps) / self.options.seconds / 2
            took = spread([seconds * 1000 for seconds in load.taps])
            note(f"{size} sessions, {name}: {rate:.0f} taps/s, {took}, processor {work:.1f} ms per tap")
        note(f"{app.plans} plans reached")
        for error in dict.fromkeys(app.errors):
            note(f"error: {error}")
        errors = len(app.errors) + self.app.log.count("Traceback") + (app.plans == 0)
        over = (high(app.taps) - 1.5 * high(empty.taps)) * 1000
        loaded = sorted(HEAVY & self.app.modules)
        if loaded:
            note(f"loaded: {', '.join(loaded)}")
        return [
            Figure(f"{size} sessions: errors", errors, 0, ""),
            Figure(f"{size} sessions: p95 of a tap, beyond 1.5 x the empty app", over, 100, "ms"),
            Figure(f"{size} sessions: resident memory", self.app.memory, 200, "MiB"),
            Figure("memory per idle session", each, 0.3, "MiB"),
            Figure("heavy Python packages loaded by shopper pages", len(loaded), 0, ""),
        ]


def spread(times: list[float]) -> str:
    return f"{median(times):.0f} ms (best {min(times):.0f}, p95 {high(times):.0f})"


def note(text: str) -> None:
    print(f"  {text}", flush=True)


def measure(options: argparse.Namespace) -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        empty, app = stack.enter_context(empty_app(folder)), stack.enter_context(real_app(folder))
        bench = Bench(empty, app, options)
        if "start" in options.only:
            yield from bench.start()
        if {"first", "taps", "desk", "far"} & set(options.only):
            with chromium() as browser:
                for part in (bench.first, bench.taps, bench.desk, bench.far):
                    if part.__name__ in options.only:
                        yield from part(browser)
        if "load" in options.only:
            yield from bench.load()


def main() -> int:
    """Print every figure; 1 when one is over its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, default=12, help="repetitions of each timing (default 12)")
    parser.add_argument("--sessions", type=int, default=200, help="visitors at once (default 200)")
    parser.add_argument("--think", type=float, default=5.0, help="seconds a visitor thinks per question (default 5)")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each of four load runs (default 20)")
    held = True
    for figure in measure(parser.parse_args()):
        print(figure, flush=True)
        held &= figure.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
