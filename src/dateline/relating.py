"""What a source does to a target in a text: the question of benchmark sets and of review.

The classifier answers from the marked words; where a phrase of the codebook joins the two, its
type counts too: docs/decisions/rules-and-classifier.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from spacy.tokens import Token

from dateline.codebooks import Codebook
from dateline.coding.classifier import NONE, Classifier
from dateline.coding.drafts import Draft
from dateline.coding.encoding import Extent, Question
from dateline.errors import InputError
from dateline.mentions.actors import noun_phrase
from dateline.types import RelationScores

MARGIN = 0.2  # by which none must lead the best type to be the answer
JOINED = 2.0  # what the type of a phrase that joins source and target gains, in log-odds


class Asked(msgspec.Struct, frozen=True):
    """A text and the words, in code points, of who may have done something to whom."""

    text: str
    source: Extent
    target: Extent


def check(asked: Asked) -> None:
    """Raise InputError where a span holds no words of the text."""
    for name, (start, end) in (("source", asked.source), ("target", asked.target)):
        if not 0 <= start < end <= len(asked.text):
            raise InputError(
                f"{name} is {start} to {end}; give a start below its end, "
                f"within the {len(asked.text)} code points of the text"
            )


def answer(
    asked: Sequence[Asked], told: Iterable[str | None], classifier: Classifier, codebook: Codebook
) -> Iterator[RelationScores]:
    """The answer to each question; `told` are the types that phrases give, where one joins both."""
    questions = [Question(each.text, (each.source,), (each.target,)) for each in asked]
    for scores, type_ in zip(classifier.scores(questions), told, strict=True):
        weights = dict(scores.types)
        if type_ is not None:
            weights[type_] = max(weights[type_], 0.001) * math.exp(JOINED)
        total = sum(weights.values())
        yield _read({label: round(w / total, 3) for label, w in weights.items()}, codebook)


def _read(probabilities: dict[str, float], codebook: Codebook) -> RelationScores:
    best = max((t for t in probabilities if t != NONE), key=lambda t: probabilities[t])
    if probabilities[NONE] >= probabilities[best] + MARGIN:
        return RelationScores(type=None, quad=None, probabilities=probabilities)
    return RelationScores(type=best, quad=codebook.types[best].quad, probabilities=probabilities)


def joining(drafts: Iterable[Draft], asked: Asked) -> str | None:
    """The type of the draft that has the source among its actors and the target in reach."""
    for draft in drafts:
        actors = any(_overlaps(token, asked.source) for token in draft.actors)
        others = any(_overlaps(token, asked.target) for token in (*draft.recipients, *draft.actors))
        if draft.type and actors and others:
            return draft.type
    return None


def _overlaps(token: Token, extent: Extent) -> bool:
    span = noun_phrase(token)._.source
    return bool(span.start < extent[1] and extent[0] < span.end)
