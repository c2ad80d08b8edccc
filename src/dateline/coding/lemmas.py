"""Word forms and their lemmas, and the words that a phrase cannot do without."""

from __future__ import annotations

from functools import lru_cache

from dateline.codebooks.phrases import Phrase

# suffix -> what may stand in its place in the lemma
ENDINGS = (
    ("ies", ("y", "ie")), ("es", ("", "e")), ("s", ("",)), ("ied", ("y", "ie")), ("ed", ("", "e")),
    ("d", ("",)), ("ying", ("ie",)), ("ing", ("", "e")), ("men", ("man",)), ("ves", ("f", "fe")),
)  # fmt: skip


@lru_cache(maxsize=1 << 14)  # the words of a report come again and again
def lemmas_of(word: str) -> frozenset[str]:
    """Every lemma that a word may be a form of, too many rather than too few."""
    found = {word}
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
