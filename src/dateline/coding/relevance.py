"""Whether a passage can hold an event, by its words alone: what cannot is never parsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache

from dateline.codebooks import Codebook
from dateline.codebooks.phrases import Phrase

# suffix -> what may stand in its place in the lemma
ENDINGS = (
    ("ies", ("y", "ie")), ("es", ("", "e")), ("s", ("",)), ("ied", ("y", "ie")), ("ed", ("", "e")),
    ("d", ("",)), ("ying", ("ie",)), ("ing", ("", "e")), ("men", ("man",)), ("ves", ("f", "fe")),
)  # fmt: skip
Irregular = Mapping[str, tuple[str, ...]]


class Relevance:
    """Says of a passage's lower-cased words whether some phrase of the codebook fits in them."""

    def __init__(self, codebook: Codebook, irregular: Irregular) -> None:
        self.phrases: dict[str, set[tuple[frozenset[str], ...]]] = defaultdict(set)
        for rule in codebook.rules:
            for head in rule.phrase.heads:
                self.phrases[head].add(needed_words(rule.phrase))
        self.lemmas: Callable[[str], frozenset[str]] = lru_cache(100_000)(
            lambda word: lemmas_of(word, irregular)
        )

    def __call__(self, words: set[str]) -> bool:
        lemmas = frozenset().union(*map(self.lemmas, words)) if words else frozenset[str]()
        for lemma in lemmas & self.phrases.keys():
            if any(all(words & lemmas for words in needed) for needed in self.phrases[lemma]):
                return True
        return False


def lemmas_of(word: str, irregular: Irregular) -> frozenset[str]:
    """Every lemma that a word may be a form of, too many rather than too few."""
    found = {word, *irregular.get(word, ())}
    for ending, stems in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            found |= {stem + s for s in stems}
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


def needed_words(phrase: Phrase) -> tuple[frozenset[str], ...]:
    """For each fixed word of a phrase, the lemmas of which one must stand in the passage."""
    return tuple(frozenset(map(_first, words)) for words in phrase.literals)


def _first(word: str) -> str:
    """Of words joined by `_` or hyphens the first, which the passage must hold."""
    return word.replace("-", "_").split("_")[0]
