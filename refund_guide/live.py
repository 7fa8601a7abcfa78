"""The knowledge file of a running app: always the newest version that is sound.

A changed file is noticed by itself and passes every check before anybody sees it. While the new version
has problems the last good one stays in use. Safe to ask from many threads at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from .clock import BEIJING
from .problems import KnowledgeError, Problem
from .tree import DEFAULT_FILE, Tree, load_tree

if TYPE_CHECKING:
    from .check import Report

Signature = tuple[int, int] | None
"""Time of the last change and size; ``None`` for a file that is not there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What all checks say about one version of the file on one day."""

    outcomes: int
    answer_sets: int
    problems: tuple[Problem, ...]
    day: date


LOOK_EVERY = 1.0
"""Seconds between two looks at the file."""


def _today() -> date:
    return datetime.now(BEIJING).date()


class KnowledgeFile:
    """One knowledge file on disk, kept loaded."""

    def __init__(
        self,
        path: FilePath | str = DEFAULT_FILE,
        *,
        today: Callable[[], date] = _today,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = FilePath(path)
        self._today = today
        self._clock = clock
        self._lock = threading.Lock()
        self._tree: Tree | None = None
        self._problems: tuple[Problem, ...] = ()
        self._signature: Signature = None
        self._looked_at: float | None = None
        self._proof_lock = threading.Lock()
        self._proof: tuple[Signature, Proof] | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the version on disk; empty when that version is in use."""
        return self._problems

    def current(self) -> Tree:
        """The newest sound version.

        Raises ``KnowledgeError`` as long as no version could be loaded at all.
        """
        tree = self._tree
        if tree is None:
            with self._lock:
                return self._tree or self._load_first()
        # Whoever finds the lock taken goes on with the version there is; the holder looks after the file.
        if self._is_time_to_look() and self._lock.acquire(blocking=False):
            try:
                self._look()
                return self._tree or tree
            finally:
                self._lock.release()
        return tree

    def proof(self) -> Proof:
        """What the checks say about the version on disk, worked out once for each version and day.

        Takes seconds the first time; whoever asks meanwhile waits and gets the same answer.
        """
        from .check import run

        with self._proof_lock:
            signature, today, known = self._sign(), self._today(), self._proof
            if known and known[0] == signature and known[1].day == today:
                return known[1]
            return self._keep(signature, today, run(self.path, today=today))

    def _is_time_to_look(self) -> bool:
        return self._looked_at is None or self._clock() - self._looked_at >= LOOK_EVERY

    def _load_first(self) -> Tree:
        """Load without the checks: they take longer, and the file passed them before it was published."""
        if self._problems and not self._is_time_to_look():
            raise KnowledgeError(self._problems)
        self._looked_at = self._clock()
        # The signature is taken first: a change while reading is then seen by the next look.
        self._signature = self._sign()
        try:
            self._tree = load_tree(self.path)
        except KnowledgeError as error:
            self._problems = tuple(error.problems)
            raise
        self._problems = ()
        return self._tree

    def _look(self) -> None:
        self._looked_at = self._clock()
        signature = self._sign()
        if signature == self._signature:
            return
        self._signature = signature
        from .check import run  # only needed once the file has changed

        today = self._today()
        report = run(self.path, today=today)
        self._keep(signature, today, report)
        self._problems = tuple(report.problems)
        if report.tree is not None and not report.problems:
            self._tree = report.tree

    def _keep(self, signature: Signature, today: date, report: Report) -> Proof:
        proof = Proof(report.outcomes, report.answer_sets, tuple(report.problems), today)
        self._proof = (signature, proof)
        return proof

    def _sign(self) -> Signature:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size)
