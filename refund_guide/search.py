"""From a customer's own words to the situations of the knowledge file they may mean, the likeliest first.

Words only: nothing is sent anywhere and no model is asked. Chinese is compared by pairs of characters, other
writing by words, so a sentence may mix both. What counts as the same word, and which words say nothing, stands
in the knowledge file. Drawing the results, and what follows from choosing one, is the business of the pages.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process

from .schema import Knowledge
from .situations import Situation
from .tree import Tree

LONGEST_QUERY = 300
"""Characters that are read; what happened is told within these or not at all."""
MOST_MATCHES = 4

LOWEST_SCORE = 0.12
"""Below this the words have nothing in common with anything: better nothing than a wrong guess."""
SURE_SCORE = 0.3
"""Below this a match is a guess, and to be called one."""
CLOSE_ENOUGH = 0.3
"""A match weaker than this part of the best one is left out."""

# What a score is made of; the weights sum to one. ``python -m tools.measure_search`` shows what they are worth.
EXPLAINED = 0.7
"""How much of what was typed occurs in the situation, the more so the more of its phrases say it."""
ALIKE = 0.1
"""How much the best phrase has in common with it, rare words counting more."""
SPELLED_ALIKE = 0.2
"""How similar that phrase is letter by letter."""

_WORTH_SPELLING = 0.1
"""Phrases less alike than this are not compared letter by letter."""
_SAID_ONCE = 0.3
_SAID_OFTEN = 7
"""A word counts in full for a situation when so many of its phrases have it, and this part of it when one has."""
_LIKELY_TYPO = 84
_SHORTEST_TYPO = 5
_SHORTEST_NAME_OF_DIGITS = 4
"""A number this long is a name, such as a hotline; shorter ones count things and say nothing here."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_APOSTROPHE = re.compile("['\u2019`]")
_ENDINGS = ("ing", "ed", "es", "s", "ly")

Weighed = dict[str, float]
"""A feature of a text, and how much it says."""


@dataclass(frozen=True, slots=True)
class Match:
    """A situation the words may mean, and how sure that is: from 0 to 1, only good for comparing."""

    situation: Situation
    score: float

    @property
    def is_guess(self) -> bool:
        """Say so to whoever reads it."""
        return self.score < SURE_SCORE


def find_situations(tree: Tree, text: str) -> list[Match]:
    """The situations that fit, best first; none where nothing fits. Safe and quick for any text."""
    return _index_of(tree).find(text)


_indexes: WeakKeyDictionary[Tree, _Index] = WeakKeyDictionary()
_lock = Lock()


def _index_of(tree: Tree) -> _Index:
    with _lock:
        index = _indexes.get(tree)
        if index is None:
            index = _indexes[tree] = _Index(tree.knowledge)
        return index


class _Words:
    """Makes comparable features of a text."""

    def __init__(self, knowledge: Knowledge) -> None:
        plain: dict[str, str] = {}
        for words in knowledge.customer_words:
            one = (words.plain or "").casefold()
            plain |= {word.casefold(): one for word in (*words.also, one) if word}
        # A Latin word may stand for a Chinese one and the other way round; both are replaced inside the text.
        self._inside = {word: one for word, one in plain.items() if _CHINESE.search(word + one)}
        self._words = {_stem(word): _stem(one) for word, one in plain.items() if word not in self._inside}
        longest_first = sorted(self._inside, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def tidy(self, text: str) -> str:
        """Runs of Chinese characters and words, one space between them, without what says nothing."""
        text = unicodedata.normalize("NFKC", text[:LONGEST_QUERY]).casefold()[:LONGEST_QUERY]
        text = _APOSTROPHE.sub("", text)
        text = self._pattern.sub(lambda found: self._inside[found[0]], text)
        return " ".join(run for run in _RUNS.findall(text) if not self._says_nothing(run))

    def _says_nothing(self, run: str) -> bool:
        short_number = run.isdigit() and len(run) < _SHORTEST_NAME_OF_DIGITS
        return short_number or self._words.get(_stem(run)) == ""

    def features(self, tidied: str) -> set[str]:
        """Chinese characters, pairs of them, and words of other writing."""
        found: set[str] = set()
        for run in tidied.split():
            if _CHINESE.match(run):
                found |= {*run, *map("".join, pairwise(run))}
            else:
                found.add(self._words.get(_stem(run), _stem(run)))
        return found


class _Index:
    """All phrases of a knowledge file, ready to be compared with."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._situations = knowledge.situations
        self._words = _Words(knowledge)
        self._phrases: list[tuple[int, str]] = []
        """The situation a phrase belongs to, and the phrase."""
        features: list[set[str]] = []
        said: list[Counter[str]] = []
        for number, situation in enumerate(self._situations):
            title = (situation.title.zh, situation.title.en)
            tidied = [self._words.tidy(one) for one in (*title, *situation.phrases.zh, *situation.phrases.en)]
            self._phrases += [(number, one) for one in tidied]
            features += (made := [self._words.features(one) for one in tidied])
            said.append(Counter(feature for one in made for feature in one))
        count = len(self._situations)
        spread = Counter(feature for one in said for feature in one)
        self._rarity = {feature: math.log(1 + count / number) for feature, number in spread.items()}
        self._unknown = math.log(1 + count)
        self._latin = sorted(feature for feature in spread if not _CHINESE.match(feature))
        self._in_situations: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, often in enumerate(said):
            for feature, times in often.items():
                self._in_situations[feature].append((number, _how_typical(times)))
        self._in_phrases: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, weighed in enumerate(map(self._weigh, features)):
            length = _length(weighed)
            for feature, weight in weighed.items():
                self._in_phrases[feature].append((number, weight / length))

    def find(self, text: str) -> list[Match]:
        tidied = self._words.tidy(text)
        asked = self._weigh(set(map(self._spelled, self._words.features(tidied))))
        if not asked or not self._situations:
            return []
        explained = self._explained(asked)
        alike, spelled = self._alike(asked, tidied)
        parts = ((EXPLAINED, explained), (ALIKE, alike), (SPELLED_ALIKE, spelled))
        ranked = [
            Match(situation, sum(weight * scores.get(number, 0.0) for weight, scores in parts))
            for number, situation in enumerate(self._situations)
        ]
        ranked.sort(key=lambda match: -match.score)
        least = max(LOWEST_SCORE, CLOSE_ENOUGH * ranked[0].score)
        return [match for match in ranked[:MOST_MATCHES] if match.score >= least]

    def _weigh(self, features: set[str]) -> Weighed:
        """The rarer something is among the situations, the more it says. Strange words say the most."""
        return {feature: self._rarity.get(feature, self._unknown) for feature in features}

    def _spelled(self, word: str) -> str:
        """A word nobody uses, taken for the one it was probably meant to be."""
        if word in self._rarity or len(word) < _SHORTEST_TYPO:
            return word
        found = process.extractOne(word, self._latin, scorer=fuzz.ratio, score_cutoff=_LIKELY_TYPO)
        return found[0] if found else word

    def _explained(self, asked: Weighed) -> dict[int, float]:
        all_of_it = sum(asked.values())
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in asked.items():
            for number, typical in self._in_situations.get(feature, ()):
                scores[number] += weight * typical / all_of_it
        return scores

    def _alike(self, asked: Weighed, tidied: str) -> tuple[dict[int, float], dict[int, float]]:
        """For every situation, how close its closest phrase comes in meaning and in letters."""
        length = _length(asked)
        close: dict[int, float] = defaultdict(float)
        for feature, weight in asked.items():
            for number, theirs in self._in_phrases.get(feature, ()):
                close[number] += weight * theirs / length
        alike: dict[int, float] = defaultdict(float)
        spelled: dict[int, float] = defaultdict(float)
        for number, likeness in close.items():
            situation, phrase = self._phrases[number]
            alike[situation] = max(alike[situation], likeness)
            if likeness > _WORTH_SPELLING:
                spelled[situation] = max(spelled[situation], fuzz.token_set_ratio(tidied, phrase) / 100)
        return alike, spelled


def _how_typical(times: int) -> float:
    often = min(1.0, math.log(1 + times) / math.log(1 + _SAID_OFTEN))
    return _SAID_ONCE + (1 - _SAID_ONCE) * often


def _length(weighed: Weighed) -> float:
    return math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A word without its English ending, roughly: good enough to compare with."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word.removesuffix(ending)
    return word
