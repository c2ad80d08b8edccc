"""How a place's name is written down for looking it up, and the words that say what it is."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files

# Letters that canonical decomposition leaves whole; apostrophes and ayns carry nothing.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ə": "e"}
    | dict.fromkeys("'’‘ʻʼʿʾ`´′ʹ", "")
)
_BREAKS = re.compile(r"[\W_]+")
_ABBREVIATED = {"st": "saint", "mt": "mount", "ft": "fort", "co": "county", "jabal": "jebel"}

_DATA = tomllib.loads((files(__package__) / "kinds.toml").read_text(encoding="utf-8"))

KIND_WORDS: dict[str, frozenset[str]] = {
    kind: frozenset(words.split()) for kind, words in _DATA["kinds"].items()
}
KIND_CODES: dict[str, frozenset[str]] = {
    kind: frozenset(codes.split()) for kind, codes in _DATA["codes"].items()
}
KIND_LEVELS: dict[str, list[int]] = _DATA["levels"]
AREA_WORDS: frozenset[str] = KIND_WORDS["province"] | KIND_WORDS["district"]
ALL_KIND_WORDS: frozenset[str] = frozenset().union(*KIND_WORDS.values())
PAPER_WORDS: frozenset[str] = frozenset(_DATA["papers"].split())
DIRECTIONS: frozenset[str] = frozenset(_DATA["directions"].split())


@lru_cache(50_000)
def norm(name: str) -> str:
    """The form under which a name is indexed: lower case, no accents, single spaces.

    >>> norm("Sana'a"), norm("Port-au-Prince"), norm("St. Louis")
    ('sanaa', 'port au prince', 'saint louis')
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    words = _BREAKS.sub(" ", bare).split()
    return " ".join(_ABBREVIATED.get(word, word) for word in words)


def bare(name: str) -> str:
    """A normalised name without the words that only say its kind; the name if nothing is left.

    >>> bare("nineveh governorate"), bare("province of cordoba"), bare("the white nile")
    ('nineveh', 'cordoba', 'white nile')
    """
    words = name.split()
    while len(words) > 1 and words[0] in {"the", "of", "de", "del"} | AREA_WORDS:
        words = words[1:]
    while len(words) > 1 and words[-1] in AREA_WORDS:
        words = words[:-1]
    return " ".join(words)
