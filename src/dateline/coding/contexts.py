"""PLOVER contexts of a passage: its words, its parties' sectors, its type and modes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.codebooks import Codebook

_WORD = re.compile(r"\w+")


class ContextFinder:
    """Finds contexts by the codebook's words, compiled into one expression a context."""

    def __init__(self, codebook: Codebook) -> None:
        self.contexts = codebook.contexts
        self.patterns = {
            name: re.compile(r"\b(?:" + "|".join(map(re.escape, context.words)) + r")\b")
            for name, context in codebook.contexts.items()
            if context.words
        }
        self.begun_by = {
            name: frozenset(_WORD.findall(word)[0] for word in context.words)
            for name, context in codebook.contexts.items()
        }

    def find(
        self, lemmas: str, lowered: str, sectors: Iterable[str], type_: str, modes: Iterable[str]
    ) -> list[str]:
        """Contexts in the codebook's order, of a sentence given as lemmas and in lower case."""
        parties, spoken = set(sectors), self._spoken(lemmas, lowered)
        codes = {type_, *(f"{type_}.{mode}" for mode in modes)}
        return [
            name
            for name, context in self.contexts.items()
            if parties & set(context.sectors) or codes & set(context.types) or name in spoken
        ]

    @lru_cache(maxsize=64)  # noqa: B019 (a finder lives as long as the program)
    def _spoken(self, lemmas: str, lowered: str) -> frozenset[str]:
        """Contexts whose words stand in a sentence: often asked for each act of it in turn."""
        text = f"{lemmas}\n{lowered}"
        near = frozenset(_WORD.findall(text))  # few contexts have a first word there: search those
        return frozenset(
            name
            for name, words in self.patterns.items()
            if not near.isdisjoint(self.begun_by[name]) and words.search(text)
        )
