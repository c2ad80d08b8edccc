"""Reports that copy one another: found by MinHash, told apart by credit and date.

A copy's claims are kept; it counts as one independent report with its original.
"""

from __future__ import annotations

import re
from collections import defaultdict
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH

Shingles = NDArray[np.uint32]

RUN = 4  # words of a shingle
PERMUTATIONS = 128
BANDS = (
    64  # texts that share a tenth of their shingles meet half of the time, a third nearly always
)
CONTAINED = 0.35  # share of the shorter text's shingles that a copy's original holds
LEAST = 12  # shingles of a text too short to tell
LAST_WORDS = 300  # code points at the end of a text, where credits stand
CREDIT = re.compile(
    r"\b(?:with (?:inputs|reporting|material) from|(?:source|credit|via|copyright)[:\s])", re.I
)


class Sketch(msgspec.Struct, frozen=True):
    """What is kept of a text: its shingles, and what tells an original from its copies."""

    shingles: Shingles
    rank: tuple[bool, str, int, str]  # credits another, day of publication, the longer first, id


class Copies:
    """Takes texts one by one, and finds which copy which."""

    def __init__(self) -> None:
        self.sketches: list[Sketch] = []
        self.parent: list[int] = []
        self.index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)

    def add(self, id_: str, words: str, published: str | None) -> None:
        """Take a text in."""
        credits = bool(CREDIT.search(words[-LAST_WORDS:]))
        sketch = Sketch(shingled(words), (credits, published or "9999", -len(words), id_))
        number = len(self.sketches)
        self.sketches.append(sketch)
        self.parent.append(number)
        if len(sketch.shingles) < LEAST:
            return
        hashed = RMinHash(num_perm=PERMUTATIONS, seed=1)
        hashed.update([*map(str, sketch.shingles)])
        for other in self.index.query(hashed):
            if contained(sketch.shingles, self.sketches[other].shingles) >= CONTAINED:
                self.parent[self._root(number)] = self._root(other)
        self.index.insert(number, hashed)

    def originals(self) -> dict[str, str]:
        """Each copy's id -> the id of its original: one that credits nobody, the earliest."""
        groups: dict[int, list[tuple[bool, str, int, str]]] = defaultdict(list)
        for number, sketch in enumerate(self.sketches):
            groups[self._root(number)].append(sketch.rank)
        firsts = ((min(group), group) for group in groups.values() if len(group) > 1)
        return {rank[-1]: first[-1] for first, group in firsts for rank in group if rank != first}

    def _root(self, number: int) -> int:
        while self.parent[number] != number:
            number = self.parent[number]
        return number


def shingled(words: str) -> Shingles:
    """Every run of `RUN` words, lowercased, as a sorted array of 32-bit hashes."""
    tokens = re.findall(r"\w+", words.lower())
    runs = (" ".join(tokens[at : at + RUN]) for at in range(len(tokens) - RUN + 1))
    return np.unique(np.fromiter((crc32(run.encode()) for run in runs), dtype=np.uint32))


def contained(one: Shingles, other: Shingles) -> float:
    """The share of the shorter text's shingles that the longer holds, 0 to 1."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / max(min(len(one), len(other)), 1)
