"""The knowledge file of a running app: changes are seen, mistakes are not."""

import itertools
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from refund_guide import check
from refund_guide.check import run
from refund_guide.live import LOOK_EVERY, KnowledgeFile
from refund_guide.problems import KnowledgeError

from .support import TODAY, toy_text

TITLE = "Loan Guide"


class Clock:
    """A clock that goes when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def go_on(self) -> None:
        self.now += LOOK_EVERY


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "toy_tree.yaml"
    path.write_text(toy_text(), encoding="utf-8")
    return path


@pytest.fixture
def file(path: Path, clock: Clock) -> KnowledgeFile:
    return KnowledgeFile(path, today=lambda: TODAY, clock=clock)


def rewrite(path: Path, text: str) -> None:
    """Write, and make sure that the time of the change differs even on a coarse file system."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def title(file: KnowledgeFile) -> str:
    return file.current().knowledge.meta.title.en


def test_an_unchanged_file_is_loaded_once(file: KnowledgeFile, clock: Clock) -> None:
    first = file.current()
    clock.go_on()
    assert file.current() is first
    assert file.problems == ()


def test_a_changed_file_is_used(file: KnowledgeFile, path: Path, clock: Clock) -> None:
    assert title(file) == TITLE
    rewrite(path, toy_text().replace(TITLE, "Lending Guide"))
    clock.go_on()
    assert title(file) == "Lending Guide"
    assert file.problems == ()


def test_a_change_is_looked_for_once_a_second_at_most(file: KnowledgeFile, path: Path, clock: Clock) -> None:
    file.current()
    rewrite(path, toy_text().replace(TITLE, "Lending Guide"))
    assert title(file) == TITLE
    clock.now += LOOK_EVERY / 2
    assert title(file) == TITLE
    clock.now += LOOK_EVERY / 2
    assert title(file) == "Lending Guide"


@pytest.mark.parametrize(
    "broken",
    [
        "meta: [",
        "",
        toy_text().replace("    payer: buyer\n", ""),
        toy_text().replace("duration: ", "duration: no_such_", 1),
    ],
    ids=["not YAML", "empty", "a key missing", "an unknown name"],
)
def test_a_broken_version_is_told_and_not_used(file: KnowledgeFile, path: Path, clock: Clock, broken: str) -> None:
    good = file.current()
    rewrite(path, broken)
    clock.go_on()
    assert file.current() is good
    assert file.problems
    rewrite(path, toy_text().replace(TITLE, "Lending Guide"))
    clock.go_on()
    assert title(file) == "Lending Guide"
    assert file.problems == ()


def test_a_file_that_is_gone_for_a_while_changes_nothing(file: KnowledgeFile, path: Path, clock: Clock) -> None:
    good = file.current()
    path.unlink()
    clock.go_on()
    assert file.current() is good
    assert [problem.code for problem in file.problems] == ["Y100"]
    rewrite(path, toy_text())
    clock.go_on()
    file.current()
    assert file.problems == ()


def test_without_any_good_version_the_problems_are_raised(file: KnowledgeFile, path: Path, clock: Clock) -> None:
    rewrite(path, "meta: [")
    for _ in range(2):
        with pytest.raises(KnowledgeError):
            file.current()
    assert file.problems
    rewrite(path, toy_text())
    clock.go_on()
    assert title(file) == TITLE
    assert file.problems == ()


def test_many_threads_get_a_sound_tree_while_the_file_changes(path: Path) -> None:
    titles = {TITLE, "Lending Guide"}
    seen: list[str] = []
    ticks = itertools.count()
    file = KnowledgeFile(path, today=lambda: TODAY, clock=lambda: float(next(ticks)))
    stop = threading.Event()
    seen.append(title(file))  # loaded before anything changes, however slowly the threads start

    def read() -> None:
        while not stop.wait(0.001):
            seen.append(title(file))

    readers = [threading.Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    for number in range(6):
        rewrite(path, toy_text().replace(TITLE, "Lending Guide") if number % 2 == 0 else "meta: [")
        seen_before = len(seen)
        while len(seen) < seen_before + 100:
            stop.wait(0.01)
    rewrite(path, toy_text().replace(TITLE, "Lending Guide"))
    for _ in range(3000):  # on a busy machine the check of the new version takes a while
        if set(seen) == titles:
            break
        stop.wait(0.01)
    stop.set()
    for reader in readers:
        reader.join(timeout=30)
    assert not any(reader.is_alive() for reader in readers)
    assert set(seen) == titles


def test_the_checks_are_run_once_for_each_version_and_day(
    file: KnowledgeFile, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []
    monkeypatch.setattr(check, "run", lambda *args, **given: runs.append(args) or run(*args, **given))
    first = file.proof()
    assert (first.outcomes, first.answer_sets, first.problems, first.day) == (6, 34, (), TODAY)
    assert file.proof() is first
    assert len(runs) == 1
    monkeypatch.setattr(file, "_today", lambda: TODAY + timedelta(days=1))
    assert file.proof().day == TODAY + timedelta(days=1)
    assert len(runs) == 2
    rewrite(path, toy_text().replace(TITLE, "Lending Guide"))
    file.proof()
    assert len(runs) == 3


def test_a_change_that_was_checked_before_use_is_not_checked_again(
    file: KnowledgeFile, path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.current()
    rewrite(path, toy_text().replace("    payer: buyer\n", ""))
    clock.go_on()
    file.current()
    monkeypatch.setattr(check, "run", None)
    assert file.proof().problems == file.problems != ()


def test_many_who_ask_at_once_wait_for_the_same_proof(file: KnowledgeFile, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[object] = []
    monkeypatch.setattr(check, "run", lambda *args, **given: runs.append(args) or run(*args, **given))
    proofs: list[object] = []
    askers = [threading.Thread(target=lambda: proofs.append(file.proof())) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(timeout=30)
    assert len(proofs) == 8
    assert len(runs) == 1
    assert all(one is proofs[0] for one in proofs)
