"""What a source does to a target in a text: the question of benchmark sets and of review.

The classifier answers from the marked words; where a phrase of the codebook joins the two, its
type counts too: docs/decisions/rules-and-classifier.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec
from spacy.tokens import Doc, Token

from dateline.codebooks import Codebook
from dateline.coding.classifier import NONE, Classifier, Scores
from dateline.coding.drafts import Drafter
from dateline.coding.encoding import Extent, Question
from dateline.errors import InputError
from dateline.mentions.actors import noun_phrase
from dateline.parsing import Parser
from dateline.reading import report_from_text
from dateline.types import RelationScores

MARGIN = 0.2  # by which none must lead the best type to be the answer
JOINED = 2.0  # what the type of a phrase that joins source and target gains, in log-odds
TOGETHER = 256  # questions answered together


class Asked(msgspec.Struct, frozen=True):
    """A text and the words, in code points, of who may have done something to whom."""

    text: str
    source: Extent
    target: Extent


class Relater:
    """Answers by classifier and phrases together."""

    def __init__(
        self, classifier: Classifier, drafter: Drafter, parser: Parser, codebook: Codebook
    ) -> None:
        self.classifier = classifier
        self.drafter = drafter
        self.parser = parser
        self.codebook = codebook

    def relate(self, questions: Iterable[Asked]) -> Iterator[RelationScores]:
        """The answer to each question, in order. Raises InputError where a span has no words."""
        waiting = iter(questions)
        while asked := list(islice(waiting, TOGETHER)):
            for each in asked:
                check(each)
            scores = self.classifier.scores(_question(each) for each in asked)
            for answer, told in zip(scores, self._told(asked), strict=True):
                yield self._answer(answer, told)

    def _told(self, asked: Sequence[Asked]) -> Iterator[str | None]:
        """The type of the phrase that joins source and target, of each question."""
        reports = (report_from_text(each.text, id="") for each in asked)
        for each, (_, doc) in zip(asked, self.parser.parse_many(reports), strict=True):
            yield self._joining(doc, each)

    def _joining(self, doc: Doc, asked: Asked) -> str | None:
        for draft in self.drafter.drafts(doc):
            reached = (*draft.recipients, *draft.actors)
            if any(_within(t, asked.source) for t in draft.actors) and any(
                _within(t, asked.target) for t in reached
            ):
                return draft.type
        return None

    def _answer(self, scores: Scores, told: str | None) -> RelationScores:
        weights = dict(scores.types)
        if told is not None:
            weights[told] = max(weights[told], 0.001) * math.exp(JOINED)
        total = sum(weights.values())
        probabilities = {label: round(weight / total, 3) for label, weight in weights.items()}
        best = max((t for t in weights if t != NONE), key=lambda t: weights[t])
        if round(probabilities[NONE] - probabilities[best], 3) >= MARGIN:
            return RelationScores(type=None, quad=None, probabilities=probabilities)
        quad = self.codebook.types[best].quad
        return RelationScores(type=best, quad=quad, probabilities=probabilities)


def check(asked: Asked) -> None:
    """Raise InputError where a span holds no words of the text."""
    for name, (start, end) in (("source", asked.source), ("target", asked.target)):
        if not 0 <= start < end <= len(asked.text) or asked.text[start:end].isspace():
            raise InputError(
                f"start {start}, end {end}; give 0 <= start < end <= {len(asked.text)}, which is "
                "how many code points the text has, and more than blanks between them",
                name,
            )


def _question(asked: Asked) -> Question:
    return Question(asked.text, (asked.source,), (asked.target,))


def _within(token: Token, extent: Extent) -> bool:
    """Whether a party's words share a letter with the extent."""
    span = noun_phrase(token)._.source
    return bool(span.start < extent[1] and extent[0] < span.end)
