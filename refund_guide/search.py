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

from .schema import Knowledge, Situation
from .tree import Tree

LONGEST_QUERY = 300
"""Characters that are read; what happened is told within these or not at all."""
MOST_MATCHES = 5

LOWEST_SCORE = 0.2
"""Below this the words have too little in common with anything: better nothing than a wrong guess."""
CLOSE_ENOUGH = 0.4
"""A match weaker than this part of the best one is left out."""

# What a score is made of; the weights sum to one. ``python -m tools.measure_search`` shows what they are worth.
EXPLAINED = 0.5
"""How much of what was typed occurs anywhere in the situation."""
ALIKE = 0.2
"""How much the best phrase has in common with it, rare words counting more."""
SPELLED_ALIKE = 0.3
"""How similar that phrase is letter by letter."""

_ONE_CHARACTER = 0.5
"""A single Chinese character says less than a pair or a word."""
_WORTH_SPELLING = 0.1
"""Phrases less alike than this are not compared letter by letter."""
_LIKELY_TYPO = 84
_SHORTEST_TYPO = 5

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
_APOSTROPHE = re.compile("['\u2019`]")
_ENDINGS = ("ing", "ed", "es", "s", "ly")

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """A situation the words may mean, and how sure that is: from 0 to 1, only good for comparing."""

    situation: Situation
    score: float


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
        plain = {word.casefold(): words[0].casefold() for words in knowledge.same_words for word in words}
        # A Latin word may stand for a Chinese one and the other way round; both are then replaced in the text.
        inside = {word: one for word, one in plain.items() if _CHINESE.search(word + one)}
        self._plain = {_stem(word): _stem(one) for word, one in plain.items() if word not in inside}
        small = {word.casefold() for word in knowledge.small_words}
        self._small = {word for word in small if not _CHINESE.search(word)}
        inside |= dict.fromkeys((word for word in small if _CHINESE.search(word)), "")
        self._inside = inside
        longest_first = sorted(inside, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def tidy(self, text: str) -> str:
        """Runs of Chinese characters and words, one space between them, without what says nothing."""
        text = unicodedata.normalize("NFKC", text[:LONGEST_QUERY]).casefold()[:LONGEST_QUERY]
        text = _APOSTROPHE.sub("", text)
        text = self._pattern.sub(lambda found: self._inside[found[0]], text)
        return " ".join(run for run in _RUNS.findall(text) if not self._says_nothing(run))

    def _says_nothing(self, run: str) -> bool:
        return run in self._small or (run.isdigit() and len(run) < 4)  # longer numbers have names, like a hotline

    def features(self, tidied: str) -> Features:
        """Characters, pairs and words with how much each says."""
        found: Features = {}
        for run in tidied.split():
            if _CHINESE.match(run):
                found |= dict.fromkeys(run, _ONE_CHARACTER)
                found |= {first + second: 1.0 for first, second in pairwise(run)}
            else:
                found[self._plain.get(_stem(run), _stem(run))] = 1.0
        return found


class _Index:
    """All phrases of a knowledge file, ready to be compared with."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._situations = knowledge.situations
        self._words = _Words(knowledge)
        self._phrases: list[tuple[int, str]] = []
        """The situation a phrase belongs to, and the phrase."""
        features: list[Features] = []
        whole: list[set[str]] = []
        for number, situation in enumerate(self._situations):
            title = (situation.title.zh, situation.title.en)
            tidied = [self._words.tidy(one) for one in (*title, *situation.phrases.zh, *situation.phrases.en)]
            self._phrases += [(number, one) for one in tidied]
            features += (made := [self._words.features(one) for one in tidied])
            whole.append({feature for one in made for feature in one})
        count = len(self._situations)
        spread = Counter(feature for one in whole for feature in one)
        self._rarity = {feature: math.log(1 + count / number) for feature, number in spread.items()}
        self._unknown = math.log(1 + count)
        self._latin = sorted(feature for feature in spread if not _CHINESE.match(feature))
        self._in_situations: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(whole):
            for feature in one:
                self._in_situations[feature].append(number)
        self._in_phrases: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, weighed in enumerate(map(self._weigh, features)):
            length = _length(weighed)
            for feature, weight in weighed.items():
                self._in_phrases[feature].append((number, weight / length))

    def find(self, text: str) -> list[Match]:
        tidied = self._words.tidy(text)
        asked = self._weigh(self._corrected(self._words.features(tidied)))
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

    def _weigh(self, features: Features) -> Features:
        """The rarer something is among the situations, the more it says. Strange words say the most."""
        return {feature: weight * self._rarity.get(feature, self._unknown) for feature, weight in features.items()}

    def _corrected(self, features: Features) -> Features:
        """Words nobody uses, taken for the word they were probably meant to be."""
        return {self._spelled(feature): weight for feature, weight in features.items()}

    def _spelled(self, word: str) -> str:
        if word in self._rarity or len(word) < _SHORTEST_TYPO:
            return word
        found = process.extractOne(word, self._latin, scorer=fuzz.ratio, score_cutoff=_LIKELY_TYPO)
        return found[0] if found else word

    def _explained(self, asked: Features) -> dict[int, float]:
        all_of_it = sum(asked.values())
        scores: dict[int, float] = defaultdict(float)
        for feature, weight in asked.items():
            for number in self._in_situations.get(feature, ()):
                scores[number] += weight / all_of_it
        return scores

    def _alike(self, asked: Features, tidied: str) -> tuple[dict[int, float], dict[int, float]]:
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


def _length(features: Features) -> float:
    return math.sqrt(sum(weight * weight for weight in features.values())) or 1.0


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """A word without its English ending, roughly: good enough to compare with."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word.removesuffix(ending)
    return word
