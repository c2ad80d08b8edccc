"""Names compared: folded, and by how they sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import jellyfish
from rapidfuzz import fuzz

ONE_SPELLING = 82  # similarity, of 100, at which two names that sound alike are one name
ONE_WORD = 65  # the same of each of their words
# Articles and particles that one spelling of a name has and another leaves out.
PARTICLES = frozenset("al el ul as ash at an ad ar az ur bin ben ibn de da dos".split())
_BREAKS = re.compile(r"[-‐‑–—'’ʻ`./,()\"“”\s]+")


@lru_cache(maxsize=1 << 15)  # the words of a report come again and again
def fold(text: str) -> str:
    """Fold a name for comparison: "Muqtada al-Ṣadr" and "muqtada al sadr" are one."""
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    if "." in text:
        text = text.replace("U.S.A.", "USA").replace("U.S.", "US").replace("U.N.", "UN")
        text = text.replace("U.K.", "UK").replace("E.U.", "EU")
    return _BREAKS.sub(" ", text).strip().casefold()


def folded_words(text: str) -> tuple[list[str], list[str]]:
    """The folded words of a text and, aligned, the forms they have in it."""
    words: list[str] = []
    forms: list[str] = []
    for token in text.split():
        parts = fold(token).split()
        words += parts
        forms += [token] * len(parts)
    return words, forms


def sound(words: Sequence[str]) -> str:
    """How the folded words of a full name sound; "" for one word alone, which tells too little."""
    plain = _plain(words)
    return " ".join(map(_metaphone, plain)) if len(plain) > 1 else ""


def is_same_name(words: Sequence[str], name: str) -> bool:
    """Whether folded words that sound like a folded name are likely a spelling of it.

    Each word must be near its like, and end in a vowel or not as that does: Luis is not Luisa,
    nor Haig Hug.
    """
    plain, other = _plain(words), _plain(name.split())
    return fuzz.ratio(" ".join(plain), " ".join(other)) >= ONE_SPELLING and all(
        (one[-1] in "aeiouy") == (two[-1] in "aeiouy") and fuzz.ratio(one, two) >= ONE_WORD
        for one, two in zip(plain, other, strict=True)
    )


def _plain(words: Sequence[str]) -> list[str]:
    """A name without initials and particles."""
    return [word for word in words if len(word) > 1 and word not in PARTICLES]


_metaphone = cache(jellyfish.metaphone)
