"""Drafts + classifier -> judged drafts: what each act was, or that it was nothing.

The parse proposes who might have done what to whom, the codebook's phrases say what they take
it for, and the classifier weighs in: docs/decisions/rules-and-classifier.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from spacy.tokens import Token

from dateline.codebooks import Codebook
from dateline.coding.classifier import NONE, Classifier, Scores
from dateline.coding.drafts import Draft, share_sides
from dateline.coding.encoding import Extent, Question
from dateline.mentions.actors import noun_phrase


class Judge:
    """Settles type, modes, auxiliary and confidence of drafts by what the classifier says."""

    def __init__(self, classifier: Classifier, codebook: Codebook) -> None:
        self.classifier = classifier
        self.codebook = codebook
        self.cuts = classifier.labels.cuts

    def judge(self, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts that are events, in their order."""
        answers = self.classifier.scores(question_of(draft) for draft in drafts)
        return [
            draft for draft, scores in zip(drafts, answers, strict=True) if self._is(draft, scores)
        ]

    def _is(self, draft: Draft, scores: Scores) -> bool:
        """Settle the draft; whether it is an event at all."""
        weights = dict(scores.types)
        if draft.type:
            weights[draft.type] *= math.exp(self.cuts["rule"])
        best = max((t for t in weights if t != NONE), key=lambda type_: weights[type_])
        cut = self.cuts["told" if draft.type else "untold"]
        if weights[best] < cut * (weights[best] + weights[NONE]):
            return False
        draft.confidence = self.classifier.labels.confidence(scores.types[best])
        if best != draft.type:
            self._retype(draft, best, scores)
        self._fill(draft, scores)
        return True

    def _retype(self, draft: Draft, type_: str, scores: Scores) -> None:
        """Take the classifier's type, modes, auxiliary; what a phrase of another type said goes."""
        if draft.type:
            draft.notes.append(f"the phrase alone says {draft.type}")
        draft.type, draft.rule, draft.mutual = type_, "classifier", False
        draft.modes = self._modes(type_, scores)
        draft.auxiliary = [a for a, p in scores.auxiliary.items() if p >= self.cuts["auxiliary"]]
        share_sides(draft, self.codebook)

    def _modes(self, type_: str, scores: Scores) -> list[str]:
        known = self.codebook.types[type_].modes
        return [mode for mode in known if scores.modes[f"{type_}.{mode}"] >= self.cuts["modes"]]

    def _fill(self, draft: Draft, scores: Scores) -> None:
        if not draft.modes:
            draft.modes = self._modes(draft.type, scores)
        shown = [c for c, p in scores.contexts.items() if p >= self.cuts["contexts"]]
        draft.contexts = [*dict.fromkeys([*draft.contexts, *shown])]


def question_of(draft: Draft) -> Question:
    """What the classifier is asked about a draft: its sentence, parties and trigger."""
    sentence = draft.trigger.sent._.source
    text, first = sentence.text, sentence.start

    def extents(tokens: Sequence[Token]) -> tuple[Extent, ...]:
        """Where the noun phrases stand in the sentence; what stands elsewhere is left out."""
        spans = [
            noun_phrase(token)._.source for token in tokens if token.sent == draft.trigger.sent
        ]
        return tuple((s.start - first, s.end - first) for s in dict.fromkeys(spans))

    trigger = draft.trigger.doc[draft.trigger.i : draft.trigger.i + 1]._.source
    return Question(
        text,
        extents(draft.actors),
        extents(draft.recipients),
        ((trigger.start - first, trigger.end - first),),
    )
