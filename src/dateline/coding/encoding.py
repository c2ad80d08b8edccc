"""A passage and who is asked about -> the classifier's tokens, read once for all its questions.

The passage's tokens come first and see only each other; behind them each question sets a marker
at the place of every party and of the trigger, which sees the passage and the question's other
markers. So several questions about one sentence cost little more than one. The same code
encodes for training and for coding, so that the model meets in use what it was trained on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

LONGEST = 192  # tokens of a passage; what is longer is cut around the marks
ROLES = ("actors", "recipients", "trigger")
MARKERS = (1, 3, 5)  # [unused0], [unused2], [unused4]: entries of the vocabulary that no text holds
PAD, START, END = 0, 101, 102  # [PAD], [CLS], [SEP]
Extent = tuple[int, int]  # code points, end exclusive


class Question(msgspec.Struct, frozen=True):
    """What does who do to whom in a text? Parties, and the trigger where it is known."""

    text: str
    actors: tuple[Extent, ...] = ()
    recipients: tuple[Extent, ...] = ()
    trigger: tuple[Extent, ...] = ()


class Encoded(msgspec.Struct, frozen=True):
    """One passage's tokens and its questions' markers, `ids`, and where each stands, `places`.

    `owners` is 0 for the passage and the question's number from 1 for its markers. `marks` and
    `words` are, of each question and role, which of the ids are its markers and its words.
    """

    ids: list[int]
    places: list[int]
    owners: list[int]
    marks: list[tuple[list[int], ...]]
    words: list[tuple[list[int], ...]]


class Batch(msgspec.Struct, frozen=True):
    """ids, places: [passages, tokens]; seen: [passages, tokens, tokens], 1 where the first sees
    the second; whole: [passages, tokens]; marks, words: [passages, questions, roles, tokens].
    """

    ids: NDArray[np.int64]
    places: NDArray[np.int64]
    seen: NDArray[np.float32]
    whole: NDArray[np.float32]
    marks: NDArray[np.float32]
    words: NDArray[np.float32]


@cache
def load_tokenizer(vocabulary: Path) -> BertWordPieceTokenizer:
    """The WordPiece tokenizer of an uncased vocabulary, one entry a line."""
    return BertWordPieceTokenizer(str(vocabulary), lowercase=True)


def encode(questions: Sequence[Question], tokenizer: BertWordPieceTokenizer) -> Encoded:
    """The tokens of the questions' text, which is one, and behind them each question's markers."""
    encoding = tokenizer.encode(questions[0].text, add_special_tokens=False)
    first, last = _kept(encoding.offsets, questions)
    offsets = encoding.offsets[first:last]
    ids = [START, *encoding.ids[first:last], END]
    places, owners = list(range(len(ids))), [0] * len(ids)
    marks: list[tuple[list[int], ...]] = []
    words: list[tuple[list[int], ...]] = []
    for number, question in enumerate(questions, 1):
        told = [[_tokens(offsets, e) for e in getattr(question, role)] for role in ROLES]
        words.append(tuple([at for tokens in of_role for at in tokens] for of_role in told))
        found: list[list[int]] = []
        for marker, of_role in zip(MARKERS, told, strict=True):
            at = [tokens[0] for tokens in of_role if tokens]
            found.append(list(range(len(ids), len(ids) + len(at))))
            ids += [marker] * len(at)
            places += at
            owners += [number] * len(at)
        marks.append(tuple(found))
    return Encoded(ids, places, owners, marks, words)


def _tokens(offsets: Sequence[Extent], extent: Extent) -> range:
    """Which tokens of the passage, START counted, share a letter with the extent."""
    first = bisect_right(offsets, extent[0], key=lambda o: o[1])
    last = bisect_left(offsets, extent[1], key=lambda o: o[0])
    return range(first + 1, last + 1)


def _kept(offsets: Sequence[Extent], questions: Sequence[Question]) -> Extent:
    """Which tokens are kept, the first and the one after the last: those around the marks."""
    room = LONGEST - 2
    if len(offsets) <= room:
        return 0, len(offsets)
    marked = [e for q in questions for role in ROLES for e in getattr(q, role)] or [(0, 0)]
    middle = (min(start for start, _ in marked) + max(start for start, _ in marked)) // 2
    at = bisect_left(offsets, middle, key=lambda o: o[0])
    first = max(0, min(at - room // 2, len(offsets) - room))
    return first, first + room


def batch(passages: Sequence[Encoded]) -> Batch:
    """Pad encoded passages to one length and to one number of questions."""
    length = max(len(p.ids) for p in passages)
    asked = max(len(p.marks) for p in passages)
    ids = np.full((len(passages), length), PAD, dtype=np.int64)
    places = np.zeros_like(ids)
    owners = np.full((len(passages), length), -1)
    marks = np.zeros((len(passages), asked, len(ROLES), length), dtype=np.float32)
    words = np.zeros_like(marks)
    for row, passage in enumerate(passages):
        ids[row, : len(passage.ids)] = passage.ids
        places[row, : len(passage.ids)] = passage.places
        owners[row, : len(passage.ids)] = passage.owners
        for into, given in ((marks, passage.marks), (words, passage.words)):
            for question, roles in enumerate(given):
                for role, at in enumerate(roles):
                    into[row, question, role, at] = 1
    whole = (owners == 0).astype(np.float32)
    own = owners[:, :, None] == owners[:, None, :]
    seen = (own | (whole[:, None, :] == 1)).astype(np.float32)
    return Batch(ids, places, seen, whole, marks, words)
