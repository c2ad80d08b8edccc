"""Reports that copy one another: found by MinHash, told apart by credit and date.

A copy's claims are kept; it counts as one independent report with its original.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH

Shingles = NDArray[np.uint32]

RUN = 4  # words of a shingle
PERMUTATIONS = 128
BANDS = 32  # pairs as alike as 0.42 are found half of the time, as 0.6 nearly always
CONTAINED = 0.6  # share of the shorter text's shingles that a copy's original holds
LEAST = 12  # shingles of a text too short to tell
CREDIT = re.compile(
    r"\b(?:with (?:inputs|reporting|material) from|(?:source|credit|via|copyright)[:\s])", re.I
)


class Text(msgspec.Struct, frozen=True):
    """What tells copies: a report's id, its day of publication (or None), outlet and words."""

    id: str
    published: str | None
    source: str | None
    words: str


def originals(texts: Iterable[Text]) -> dict[str, str]:
    """Each copy's id -> the id of its original, which is no copy itself."""
    given = {text.id: text for text in texts}
    shingles = {id_: shingled(text.words) for id_, text in given.items()}
    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    numbers = dict(enumerate(given))
    parent = {id_: id_ for id_ in given}
    for number, id_ in numbers.items():
        if len(shingles[id_]) < LEAST:
            continue
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update([*map(str, shingles[id_])])
        for other in index.query(sketch):
            if contained(shingles[id_], shingles[numbers[other]]) >= CONTAINED:
                parent[_root(parent, id_)] = _root(parent, numbers[other])
        index.insert(number, sketch)
    return _told(given, parent)


def shingled(words: str) -> Shingles:
    """Every run of `RUN` words, lowercased, as a sorted array of 32-bit hashes."""
    tokens = re.findall(r"\w+", words.lower())
    runs = (" ".join(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))
    return np.unique(np.fromiter((crc32(run.encode()) for run in runs), dtype=np.uint32))


def contained(one: Shingles, other: Shingles) -> float:
    """The share of the shorter text's shingles that the longer holds, 0 to 1."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / max(min(len(one), len(other)), 1)


def _root(parent: Mapping[str, str], id_: str) -> str:
    while parent[id_] != id_:
        id_ = parent[id_]
    return id_


def _told(given: Mapping[str, Text], parent: Mapping[str, str]) -> dict[str, str]:
    """The original of each group: one that credits nobody, the earliest, the longest."""
    groups: dict[str, list[Text]] = defaultdict(list)
    for id_ in given:
        groups[_root(parent, id_)].append(given[id_])
    copies: dict[str, str] = {}
    for group in groups.values():
        first = min(group, key=_rank)
        copies |= {text.id: first.id for text in group if text is not first}
    return copies


def _rank(text: Text) -> tuple[bool, str, int, str]:
    credits = bool(CREDIT.search(text.words[-300:]))
    return credits, text.published or "9999", -len(text.words), text.id
