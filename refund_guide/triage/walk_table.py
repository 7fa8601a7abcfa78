"""The walk through the questions as look-ups: many tickets' answers -> the number of their answer set.

Questions are a state machine: what has been answered so far is a state, the next answer leads to the next
state. Neighbouring questions are merged (mixed radix) into one table as long as it stays small, so the
29 questions of the guide take a handful of look-ups. The numbers are those of ``AnswerSpace.sets``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..answer_space import GIVE_UP_AFTER
from ..conditions import Compiled
from ..problems import KnowledgeError, Problem
from ..walk import AskedQuestion

Codes = NDArray[np.uint8] | NDArray[np.uint16]
LARGEST_TABLE = 1 << 18
"""Entries of a merged table: small enough to stay in the processor's cache."""


class WalkTable:
    """Every way through the questions. Code 0 of a question is "no answer", 1 its first answer."""

    def __init__(self, questions: Sequence[AskedQuestion], file: str = "decision_tree.yaml") -> None:
        self.questions = [asked.id for asked in questions]
        self.answer_ids = [[answer for answer, _ in asked.offered_when] for asked in questions]
        self._position = {question: at for at, question in enumerate(self.questions)}
        self._code = [{answer: code for code, answer in enumerate(ids, 1)} for ids in self.answer_ids]
        self.dtype = np.uint8 if max(map(len, self.answer_ids)) < 256 else np.uint16
        self._levels: list[NDArray[np.int32]] = []
        self._merged: dict[frozenset[str], list[tuple[list[str], NDArray[np.int32]]]] = {}
        states = np.zeros((1, len(questions)), self.dtype)
        for at, asked in enumerate(questions):
            states = self._step(at, asked, states, file)
        self.sets = states
        """One row per answer set, one column per question: the code of the answer, 0 where it is not asked."""

    def __len__(self) -> int:
        return len(self.sets)

    def codes_of(self, question: str) -> Mapping[str, int]:
        """Answer id -> code."""
        return self._code[self._position[question]]

    def answers(self, number: int) -> dict[str, str]:
        """The answer set of that number, in the order asked."""
        row = self.sets[number]
        return {self.questions[at]: self.answer_ids[at][row[at] - 1] for at in np.flatnonzero(row)}

    def where(self, condition: Compiled, states: Codes | None = None) -> NDArray[np.bool_]:
        """For which answer sets (or states) the condition holds."""
        states = self.sets if states is None else states
        if condition is None:
            return np.ones(len(states), bool)
        found = np.zeros(len(states), bool)
        for alternative in condition:
            fits = np.ones(len(states), bool)
            for question, wanted in alternative:
                at = self._position.get(question)
                fits &= False if at is None else self._wanted(at, wanted)[states[:, at]]
            found |= fits
        return found

    def numbers(self, codes: Mapping[str, Codes], rows: int) -> NDArray[np.int32]:
        """The number of each ticket's answer set; where one is incomplete, -1 - position of the next question.

        Answers to questions that are not asked are ignored, exactly as ``walk.follow`` does.
        """
        state: NDArray[np.int32] | None = None
        for names, table in self._tables(frozenset(codes)):
            index = self._mixed(names, codes)
            if state is not None and index is not None:
                index += state * np.int32(self._radix(names))
            index = state if index is None else index
            state = np.full(rows, table[0]) if index is None else table.take(index)
        assert state is not None
        result: NDArray[np.int32] = state - np.int32(len(self.questions))
        return np.where(result < 0, -1 - state, result)

    def _radix(self, names: list[str]) -> int:
        return prod(len(self.answer_ids[self._position[name]]) + 1 for name in names)

    def _mixed(self, names: list[str], codes: Mapping[str, Codes]) -> NDArray[np.int32] | None:
        """The answers to neighbouring questions as one number."""
        if not names:
            return None
        # The smallest type that holds it: arithmetic on it is several times as fast.
        kind: Any = np.uint16 if self._radix(names) <= 1 << 16 else np.int32
        index: NDArray[Any] = codes[names[0]].astype(kind)
        for name in names[1:]:
            index *= kind(len(self.answer_ids[self._position[name]]) + 1)
            index += codes[name]
        return index.astype(np.int32)

    def _step(self, at: int, asked: AskedQuestion, states: Codes, file: str) -> Codes:
        """Add the table of one question; returns the states after it, in the order of the walk."""
        asks = self.where(asked.asked_when, states)
        answers = [asks & self.where(condition, states) for _, condition in asked.offered_when]
        reached = np.column_stack([~asks, *answers])
        children = np.flatnonzero(reached)
        if len(children) > GIVE_UP_AFTER:
            message = f"more than {GIVE_UP_AFTER} answer sets; a table of them would be of no use, ask less"
            raise KnowledgeError([Problem(file, 1, "C606", message)])
        stuck = len(self.questions)
        table = np.full(reached.shape, at, np.int32)  # anything not offered stops at this question
        table[reached] = np.arange(len(children)) + stuck
        table[~asks] = table[~asks, :1]
        stays = np.repeat(np.arange(stuck, dtype=np.int32)[:, None], reached.shape[1], axis=1)
        self._levels.append(np.concatenate([stays, table]))
        after: Codes = states[children // reached.shape[1]]
        after[:, at] = children % reached.shape[1]
        return after

    def _wanted(self, at: int, wanted: frozenset[str]) -> NDArray[np.bool_]:
        return np.array([False, *(answer in wanted for answer in self.answer_ids[at])])

    def _tables(self, given: frozenset[str]) -> list[tuple[list[str], NDArray[np.int32]]]:
        """Merged tables for the columns there are; a question without a column has no answer in any row."""
        if given not in self._merged:
            self._merged[given] = self._merge(given)
        return self._merged[given]

    def _merge(self, given: frozenset[str]) -> list[tuple[list[str], NDArray[np.int32]]]:
        tables: list[tuple[list[str], NDArray[np.int32]]] = []
        start = len(self.questions)
        names: list[str] = []
        merged: NDArray[np.int32] = np.array([[start]], np.int32)
        for name, level in zip(self.questions, self._levels, strict=True):
            used = level if name in given else level[:, :1]
            size = merged.size * used.shape[1]
            if size > LARGEST_TABLE and names:
                tables.append((names, merged.ravel()))
                names, merged = [], used
            else:
                merged = used[merged].reshape(len(merged), -1)
            if name in given:
                names.append(name)
        return [*tables, (names, merged.ravel())]
