"""A passage and who is asked about -> the classifier's tokens, with markers around the parties.

Markers are entries of the vocabulary that no text holds. The same code encodes for training and
for coding, so that the model meets in use what it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

LONGEST = 192  # tokens; what is longer is cut around the marks
ROLES = ("actors", "recipients", "trigger")
OPENING = (1, 3, 5)  # [unused0], [unused2], [unused4]: a marker before each role's words
CLOSING = (2, 4, 6)
PAD, START, END = 0, 101, 102  # [PAD], [CLS], [SEP]
Extent = tuple[int, int]  # code points, end exclusive


class Question(msgspec.Struct, frozen=True):
    """What does who do to whom in a text? Parties, and the trigger where it is known."""

    text: str
    actors: tuple[Extent, ...] = ()
    recipients: tuple[Extent, ...] = ()
    trigger: tuple[Extent, ...] = ()


class Encoded(msgspec.Struct, frozen=True):
    """Token ids, and where each role's opening markers stand."""

    ids: list[int]
    marks: tuple[list[int], ...]


class Batch(msgspec.Struct, frozen=True):
    """ids, mask: [questions, tokens]; marks: [questions, roles, tokens]."""

    ids: NDArray[np.int64]
    mask: NDArray[np.float32]
    marks: NDArray[np.float32]


@cache
def load_tokenizer(vocabulary: Path) -> BertWordPieceTokenizer:
    """The WordPiece tokenizer of an uncased vocabulary, one entry a line."""
    return BertWordPieceTokenizer(str(vocabulary), lowercase=True)


def encode(question: Question, tokenizer: BertWordPieceTokenizer) -> Encoded:
    """The tokens of a question's text with markers set around its parties and trigger."""
    encoding = tokenizer.encode(question.text, add_special_tokens=False)
    opening, closing = _edges(question)
    ids: list[int] = []
    marks: tuple[list[int], ...] = ([], [], [])
    for token, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
        while closing and closing[-1][0] <= start:
            ids.append(CLOSING[closing.pop()[1]])
        while opening and opening[-1][0] < end:
            role = opening.pop()[1]
            marks[role].append(len(ids))
            ids.append(OPENING[role])
        ids.append(token)
    ids += [CLOSING[role] for _, role in reversed(closing)]
    return _cut(ids, marks)


def _edges(question: Question) -> tuple[list[Extent], list[Extent]]:
    """Where marked words open and close, with their role; the last first."""
    extents = [(e, role) for role, name in enumerate(ROLES) for e in getattr(question, name)]
    opening = sorted(((start, role) for (start, _), role in extents), reverse=True)
    closing = sorted(((end, role) for (_, end), role in extents), reverse=True)
    return opening, closing


def _cut(ids: list[int], marks: tuple[list[int], ...]) -> Encoded:
    """At most LONGEST tokens, those around the marks, between the start and end tokens."""
    places = [at for role in marks for at in role] or [0]
    room = LONGEST - 2
    middle = (min(places) + max(places)) // 2
    first = max(0, min(middle - room // 2, len(ids) - room))
    kept = tuple([at - first + 1 for at in role if first <= at < first + room] for role in marks)
    return Encoded([START, *ids[first : first + room], END], kept)


def batch(questions: Sequence[Encoded]) -> Batch:
    """Pad encoded questions to one length."""
    length = max(len(q.ids) for q in questions)
    ids = np.full((len(questions), length), PAD, dtype=np.int64)
    mask = np.zeros((len(questions), length), dtype=np.float32)
    marks = np.zeros((len(questions), len(ROLES), length), dtype=np.float32)
    for row, question in enumerate(questions):
        ids[row, : len(question.ids)] = question.ids
        mask[row, : len(question.ids)] = 1
        for role, places in enumerate(question.marks):
            marks[row, role, places] = 1
    return Batch(ids, mask, marks)
