"""Passages in capitals or title case as the parser was trained to read: ARMY SENT -> Army sent.

Names, abbreviations and words that no dictionary has keep a capital; all else is lowered. A text
keeps its length: a letter whose small form has another length stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from dateline.knowledge import Knowledge, fold

CAPITALS = 0.9  # share of a passage's letters from which it is written in capitals
TITLE_CASE = 0.9  # share of a passage's words, without small ones, with a capital
LONGEST_PLACE = 3  # words
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+?N['’]T\b|[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[\"'”’)\]]*[.!?][\"'”’)\]]*\s")
_VOWELS = re.compile("[AEIOUY]", re.IGNORECASE)
_ABBREVIATED = frozenset("mr mrs ms dr st gen lt sgt col capt sen rep gov prof rev".split())
_APOSTROPHES = ("'", "’")
_CUT_OFF = frozenset("s d m ll re ve".split())  # what an apostrophe parts: "ARMY'S"
_BEFORE_PLACE = frozenset("in at near from to outside around across inside toward towards".split())
_BEFORE_MONTH = frozenset("in since until till by of last next early late mid".split())
_CALENDAR = frozenset(
    """january february april june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday""".split()
)
_WORDS_TOO = frozenset({"march", "may"})  # months that are ordinary words too
_SPELT = ("name", "adjective", "demonym")  # of countries; a capital may be an ordinary word: Male
_NEVER = ("verb", "adv", "adj")  # a name that is such a word too is taken for the word
# What stands in no dictionary of nouns, verbs, adjectives and adverbs, and is no stop word.
_SMALL_WORDS = frozenset(
    """amid amidst versus vs via per onto unto unlike against among amongst despite during toward
    towards till whom whose anybody anyone everybody its ours theirs because unless although though
    whereas whether while could should would might shall since""".split()
)


class Dictionary(NamedTuple):
    """Ordinary words: `lemmas`, `irregular` forms and `rules` of inflection by part of speech."""

    lemmas: Mapping[str, Collection[str]] = {}
    irregular: Mapping[str, Collection[str]] = {}
    rules: Mapping[str, Sequence[Sequence[str]]] = {}  # (ending, what it stands for)
    stop_words: Collection[str] = ()

    def has(self, word: str, parts: Collection[str] = ()) -> bool:
        """Whether a lower-cased word, also inflected, is of one of the parts, by default any."""
        return any(self._is(word, part) for part in parts or self.lemmas)

    def _is(self, word: str, part: str) -> bool:
        lemmas = self.lemmas[part]
        bases = (
            word[: len(word) - len(ending)] + base
            for ending, base in self.rules[part]
            if word.endswith(ending)
        )
        return word in lemmas or word in self.irregular[part] or any(b in lemmas for b in bases)


class _Word(NamedTuple):
    start: int
    text: str
    folded: str


class Caser:
    """Puts passages in capitals and headlines in title case into sentence case.

    `is_place` says whether a place of some size goes by a name.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        dictionary: Dictionary,
        is_place: Callable[[str], bool] = lambda name: False,
    ) -> None:
        self.knowledge = knowledge
        self.dictionary = dictionary
        self.is_place = is_place

    def is_shown_large(self, text: str) -> bool:
        """Whether the text is in capitals, or in title case as headlines are."""
        if is_capitals(text):
            return True
        words = [word for word in _LETTERS.findall(text) if not self._is_small(word.lower())]
        large = sum(not word[0].islower() for word in words)
        return len(words) > 2 and large >= TITLE_CASE * len(words)

    def sentence_case(self, text: str, seen: Collection[str] = ()) -> str:
        """The text in sentence case, of the same length.

        `seen` are words as the report's other passages write them, which tell most.
        """
        words = _words(text)
        named = self._named(words)
        capitals = is_capitals(text)  # else in title case, where other words than "Army" stay
        pieces, end = [], 0
        for at, word in enumerate(words):
            if not capitals and not word.text.istitle():
                continue
            cased = named.get(at) or _as_seen(word.text, seen) or self._cased(words, at, text)
            if word.folded in _CUT_OFF and text[end : word.start] in _APOSTROPHES:
                cased = _lower(word.text)
            if at == 0 or _SENTENCE_END.match(text, end, word.start):
                cased = word.text[0] + cased[1:]
            pieces += [text[end : word.start], cased]
            end = word.start + len(word.text)
        return "".join([*pieces, text[end:]])

    def _named(self, words: Sequence[_Word]) -> dict[int, str]:
        """Words of known names, by their place, with their capitals."""
        found: dict[int, str] = {}
        for start, end in self._names(words):
            name = words[start:end]
            short = " ".join(word.folded for word in name) in self.knowledge.abbreviations
            for at, (_, shown, folded) in enumerate(name, start):
                small = _lower(shown) if self._is_small(folded) else _title(shown)
                found[at] = shown if short else small
        return found

    def _names(self, words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
        folded, forms = [word.folded for word in words], [word.text for word in words]
        for start, end, country in self.knowledge.country_in(folded, forms):
            name = " ".join(folded[start:end])
            spelt = name not in self.knowledge.abbreviations and country.form in _SPELT
            if end - start > 1 or spelt or not self._is_another(name):
                yield start, end
        for start, end, actors in self.knowledge.named(folded, forms):
            sure = end - start > 1 or actors[0].kind == "people"
            if sure or not self._is_ordinary(folded[start]) or self._is_titled(folded, start):
                yield start, end
        yield from self._persons(folded)
        yield from self._places(folded)

    def _persons(self, folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Words of persons' names side by side: "JOHN SMITH"."""
        for at, pair in enumerate(pairwise(folded)):
            if all(word in self._name_words and not self._is_ordinary(word) for word in pair):
                yield at, at + 2

    def _places(self, folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Places of several words, and after a preposition of one: "IN GOMA"."""
        for at in range(len(folded)):
            placed = at > 0 and folded[at - 1] in _BEFORE_PLACE
            for end in range(min(at + LONGEST_PLACE, len(folded)), at + 1 - placed, -1):
                name = folded[at:end]
                if not self._is_ordinary(name[-1]) and self.is_place(" ".join(name)):
                    yield at, end
                    break

    def _is_titled(self, folded: Sequence[str], at: int) -> bool:
        agent = self.knowledge.agents.get(folded[at - 1]) if at else None
        return agent is not None and agent.kind == "person" and not self._is_small(folded[at])

    def _is_ordinary(self, word: str) -> bool:
        """Whether a word is likelier no name, even where something is called so: "GRANT"."""
        return self._is_small(word) or self._is_another(word)

    def _is_another(self, word: str) -> bool:
        return self.dictionary.has(word, _NEVER) or word in self._agent_words

    def _is_small(self, word: str) -> bool:
        return word in self.dictionary.stop_words or word in _SMALL_WORDS

    @cached_property
    def _name_words(self) -> frozenset[str]:
        persons = (actor for actor in self.knowledge.actors.values() if actor.kind == "person")
        return frozenset(word for actor in persons for word in fold(actor.name).split())

    @cached_property
    def _agent_words(self) -> frozenset[str]:
        phrases = (agent.phrase.split() for agent in self.knowledge.agents.values())
        return frozenset(
            word
            for words in phrases
            for word in words
            if word.islower() and not self._is_small(word)
        )

    def _cased(self, words: Sequence[_Word], at: int, text: str) -> str:
        """A word of no known name."""
        start, shown, word = words[at]
        if len(word) == 1 or not shown.isalpha():  # "J. SMITH", "U.S.", "M23"; "A", "5TH", "ISN'T"
            small = word == "a" or shown[0].isdigit() or shown.endswith("T")
            return _lower(shown) if small else shown
        if self._is_date(words, at) or word in _ABBREVIATED:
            return _title(shown)
        bracketed = text[:start].endswith("(") and text.startswith(")", start + len(shown))
        if bracketed or (shown.isascii() and not _VOWELS.search(shown)):  # an abbreviation
            return shown
        small = self._is_small(word) or self._is_word(word)
        return _lower(shown) if small else _title(shown)

    def _is_word(self, word: str) -> bool:
        return self.dictionary.has(word) or word in self._agent_words or self._is_compound(word)

    def _is_compound(self, word: str) -> bool:
        """Whether it is two ordinary words: "airstrikes"."""
        cuts = range(3, len(word) - 3)
        return any(self.dictionary.has(word[:n]) and self.dictionary.has(word[n:]) for n in cuts)

    def _is_date(self, words: Sequence[_Word], at: int) -> bool:
        beside = [word.folded for word in words[max(at - 1, 0) : at + 2]]
        dated = any(word.isdigit() for word in beside) or (at and beside[0] in _BEFORE_MONTH)
        return words[at].folded in _CALENDAR or (words[at].folded in _WORDS_TOO and bool(dated))


def _words(text: str) -> list[_Word]:
    return [_Word(m.start(), m[0], fold(m[0])) for m in _WORD.finditer(text)]


def is_capitals(text: str) -> bool:
    """Whether nearly all letters of a text are capitals, and it has more than one word."""
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return " " in text.strip() and capitals >= CAPITALS * max(len(letters), 1)


def _as_seen(word: str, seen: Collection[str]) -> str | None:
    """The word as the rest of the report writes it, if it does."""
    return next((form for form in (_lower(word), _title(word), word) if form in seen), None)


def _title(word: str) -> str:
    return word[0] + _lower(word[1:])


def _lower(word: str) -> str:
    """The word in small letters, of the same length: that of "İ" is two code points."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in word)
