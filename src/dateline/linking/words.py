"""The words by which reports of one happening know each other: names, numbers, content words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log, sqrt
from sys import intern

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+|\n+")
NUMBER = re.compile(r"\d{2,}")
SMALL = 100  # a collection of fewer texts weighs a word as if it had so many
SHORT = 3  # letters of a word that says too little
WORDS = 100_000  # whose stems are kept at hand
NEAR = 10_000  # texts whose sets of words are kept at hand: comparisons go by time
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
COMMON = frozenset(
    "about after again against also among another around because been before being between both "
    "could during each from have having here however into itself just last later like made many "
    "more most much near next only other over said same says several should since some still such "
    "than that their them then there these they this those through told under until very were what "
    "when where which while will with would your year years week month people".split()
)


def names_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Words written like names, two such in a row as one too, and numbers of two digits and more.

    The first word of a sentence is left out: it may be written so for that alone.
    """
    found: dict[str, None] = {}
    for sentence in (part for text in dict.fromkeys(texts) for part in SENTENCE.split(text)):
        before = ""
        for word in list(WORD.finditer(sentence))[1:]:
            token = _bare(word[0])
            named = token[0].isupper() and len(token) >= SHORT and token.lower() not in DATES
            if named or NUMBER.fullmatch(token):
                found[token.lower()] = None
            if named and before and sentence[word.start() - 1] == " ":
                found[f"{before} {token.lower()}"] = None
            before = token.lower() if named else ""
    return tuple(map(intern, found))  # one word is one object over all reports


def _bare(word: str) -> str:
    """The word without a genitive; of "31-year-old" the number."""
    return word.removesuffix("'s").removesuffix("’s").removesuffix("-year-old")


def terms_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The content words of texts, without their commonest endings."""
    words = (word.lower() for text in dict.fromkeys(texts) for word in WORD.findall(text))
    kept = (w for w in words if len(w) > SHORT and w not in COMMON and w not in DATES)
    return tuple(dict.fromkeys(intern(stem(w)) for w in kept))


@lru_cache(WORDS)
def stem(word: str) -> str:
    """The word without an ending that number or tense gives it."""
    for ending in ("'s", "’s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > SHORT:
            return word.removesuffix(ending)
    return word


class Weights:
    """How much each word tells: the rarer over the texts, the more."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self.held: Counter[str] = Counter()
        self.texts = 0
        for words in texts:
            self.held.update(set(words))
            self.texts += 1
        self._squares: dict[str, float] = {}
        self._bag = lru_cache(NEAR)(self._made_bag)

    def of(self, word: str) -> float:
        """The weight of a word, above 0."""
        return log(1 + max(self.texts, SMALL) / self.held.get(word, 1))

    def likeness(self, ones: tuple[str, ...], others: tuple[str, ...]) -> float:
        """The cosine, 0 to 1, of two lists of words without repetitions."""
        (one, length), (other, other_length) = self._bag(ones), self._bag(others)
        shared = one & other
        if not shared:
            return 0.0
        squares = self._squares
        return sum([squares[word] for word in shared]) / sqrt(length * other_length)

    def _made_bag(self, words: tuple[str, ...]) -> tuple[frozenset[str], float]:
        """The words as a set, and the square of their length."""
        for word in words:
            if word not in self._squares:
                self._squares[word] = self.of(word) ** 2
        return frozenset(words), sum(self._squares[word] for word in words)

    def rarest(self, words: Sequence[str], most: int, held_by: int) -> list[str]:
        """The rarest of the words, at most so many, that at most so many texts hold."""
        rare = [word for word in words if 1 < self.held[word] <= held_by]
        return sorted(rare, key=lambda word: (self.held[word], word))[:most]
