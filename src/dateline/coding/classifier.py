"""What happened between marked parties of a passage: the trained model, run by onnxruntime.

A folder holds classifier.onnx (int8), vocab.txt and labels.json. Each passage is read by itself,
once for all its questions, so that no other passage of a batch changes an answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.coding.encoding import Question, batch, encode, load_tokenizer

MODEL = Path(__file__).parent / "model"
NONE = "NONE"  # no political event between the parties
TOGETHER = 16  # questions at most about one passage in one reading
INPUTS = ("ids", "places", "seen", "whole", "marks", "words")


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What the model's outputs mean, in their order, and how they are calibrated."""

    version: str
    types: list[str]
    modes: list[str]  # "TYPE.mode"
    contexts: list[str]
    auxiliary: list[str]
    temperature: float = 1.0  # divides the types' logits
    cuts: dict[str, float] = {}  # kind of label -> the probability from which it is given
    slope: float = 1.0  # of a claim's confidence in log-odds, and its offset
    offset: float = 0.0

    def confidence(self, probability: float) -> float:
        """How often a claim whose type has such a probability is right, in three decimals."""
        odds = self.slope * log_odds(probability) + self.offset
        return round(1 / (1 + math.exp(-odds)), 3)


class Scores(msgspec.Struct, frozen=True):
    """Probabilities, 0 to 1, in three decimals: of each type and NONE (they sum to one), and of
    each mode given its type, each context and each auxiliary on its own.
    """

    types: dict[str, float]
    modes: dict[str, float]
    contexts: dict[str, float]
    auxiliary: dict[str, float]


class Classifier:
    """The trained model, loaded on first use."""

    def __init__(self, folder: Path = MODEL) -> None:
        self.folder = folder
        self.labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)

    @cached_property
    def _session(self) -> object:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(self.folder / "classifier.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def load(self) -> None:
        """Load the model now, rather than on first use."""
        _ = self._session, load_tokenizer(self.folder / "vocab.txt")

    def scores(self, questions: Iterable[Question]) -> Iterator[Scores]:
        """The answer to each question, in their order; those of one text one after the other
        are read together.
        """
        for _, some in groupby(questions, key=lambda question: question.text):
            about = list(some)
            for first in range(0, len(about), TOGETHER):
                yield from map(self._read, self.logits(about[first : first + TOGETHER]))

    def logits(self, questions: Sequence[Question]) -> NDArray[np.float32]:
        """[questions, labels of every kind], of questions about one text."""
        given = batch([encode(questions, load_tokenizer(self.folder / "vocab.txt"))])
        feeds = {name: getattr(given, name) for name in INPUTS}
        result: NDArray[np.float32] = self._session.run(["logits"], feeds)[0][0]  # type: ignore[attr-defined]
        return result

    def _read(self, logits: NDArray[np.float32]) -> Scores:
        labels = self.labels
        kinds = (labels.types, labels.modes, labels.contexts, labels.auxiliary)
        types, modes, contexts, auxiliary = np.split(
            logits.astype(np.float64), np.cumsum([len(kind) for kind in kinds])[:-1]
        )
        spread = np.exp((types - types.max()) / labels.temperature)
        return Scores(
            types=_rounded(labels.types, spread / spread.sum()),
            modes=_rounded(labels.modes, _sigmoid(modes)),
            contexts=_rounded(labels.contexts, _sigmoid(contexts)),
            auxiliary=_rounded(labels.auxiliary, _sigmoid(auxiliary)),
        )


def log_odds(probability: float) -> float:
    """The log-odds of a probability given in three decimals: never quite 0 or 1."""
    kept = min(max(probability, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def _sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-logits))


def _rounded(labels: Sequence[str], values: NDArray[np.float64]) -> dict[str, float]:
    return {label: round(float(value), 3) for label, value in zip(labels, values, strict=True)}
