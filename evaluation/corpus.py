"""The coder on a split of the annotated corpus: passages as marked, and as plain text.

Usage: python -m evaluation.corpus [--split dev|test] [--errors]
`calibrated` is one less the expected calibration error.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.codebooks import PLOVER, load_codebook
from dateline.coding.classifier import NONE, Classifier, Scores
from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.scoring.labels import calibration_error, macro_f1
from dateline.scoring.matching import overlap
from dateline.scoring.wanted import Extent
from dateline.training.calibrate import answered, labels_of
from dateline.training.corpus import Example, Marked, read_corpus
from dateline.training.examples import labelled

CORPUS = Path(__file__).parents[1] / "training" / "corpus"
KINDS = ("modes", "contexts", "auxiliary")
Sure = tuple[float, bool]  # a confidence, and whether it was right


def split(name: str) -> list[Example]:
    """The examples of a split."""
    return list(read_corpus(CORPUS / name, load_codebook(PLOVER)))


def marked(examples: Sequence[Example], classifier: Classifier) -> dict[str, float]:
    """The classifier alone, asked of the words that the annotators marked."""
    asked = [labelled(example) for example in examples]
    answers = list(classifier.scores(each.question for each in asked))
    best = [max(scores.types, key=lambda t: scores.types[t]) for scores in answers]
    gold = [example.type for example in asked]
    sure = [(s.types[b], b == g) for s, b, g in zip(answers, best, gold, strict=True)]
    result = {
        "type f1": macro_f1(list(zip(gold, best, strict=True))),
        "type calibrated": 1 - calibration_error(sure),
    }
    return result | {f"{kind} f1": _micro_f1(examples, answers, classifier, kind) for kind in KINDS}


def _micro_f1(
    examples: Sequence[Example], answers: Sequence[Scores], classifier: Classifier, kind: str
) -> float:
    """Of the labels of a kind, where gold has an event; the type is given."""
    right = given = wanted = 0
    for example, scores in zip(examples, answers, strict=True):
        if example.type != NONE:
            found = labels_of(scores, kind, example.type, classifier.labels.cuts[kind])
            plain = {label.rsplit(".", 1)[-1] for label in found}
            gold = set(getattr(example, kind))
            right += len(plain & gold)
            given, wanted = given + len(plain), wanted + len(gold)
    return 2 * right / max(given + wanted, 1)


class Raw:
    """The coder on passages with nothing marked."""

    def __init__(self, examples: Sequence[Example], coder: Coder) -> None:
        self.told: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            self.told[example.text].append(example)
        self.claims = {t: coder.code(report_from_text(t, id=t)) for t in self.told}
        self.found = {t: answered(self.told[t], self.claims[t]) for t in self.told}

    def figures(self) -> dict[str, float]:
        """Shares: of gold events with the right type, of claims that gold backs, of parties."""
        events = sum(e.type != NONE for told in self.told.values() for e in told)
        right = sum(len(found) for found in self.found.values())
        emitted = sum(map(len, self.claims.values()))
        parties = list(self._parties())
        sure = list(self.sure())
        return {
            "types found": right / events,
            "claims right": right / max(emitted, 1),
            "actors found": _share(found for role, found in parties if role == "actor"),
            "recipients found": _share(found for role, found in parties if role == "recipient"),
            "claims calibrated": 1 - calibration_error(sure),
        }

    def sure(self) -> Iterator[Sure]:
        """The confidence of every claim, and whether gold has an event of its type there."""
        for text, claims in self.claims.items():
            backed = set(self.found[text].values())
            yield from ((claim.confidence, i in backed) for i, claim in enumerate(claims))

    def errors(self) -> Iterator[str]:
        """A line for each event missed and each claim that gold does not back."""
        for text, told in self.told.items():
            found = self.found[text]
            for i, example in enumerate(e for e in told if e.type != NONE):
                if i not in found:
                    yield f"missed {example.type} {example.words('trigger')[0]!r}: {text}"
            for i, claim in enumerate(self.claims[text]):
                if i not in found.values():
                    yield f"wrong {claim.type} {claim.evidence.trigger.text!r}: {text}"

    def _parties(self) -> Iterator[tuple[str, bool]]:
        """Every gold party of an event found, and whether the claim has it in the same role."""
        for text, found in self.found.items():
            events = [e for e in self.told[text] if e.type != NONE]
            for gold, number in found.items():
                claim = self.claims[text][number]
                for mark in events[gold].marks:
                    if mark.mark in ("actor", "recipient"):
                        entities = claim.actors if mark.mark == "actor" else claim.recipients
                        yield mark.mark, any(overlap(_extent(mark), e) for e in entities)


def _extent(mark: Marked) -> Extent:
    return Extent(start=mark.start, end=mark.end)


def _share(found: Iterator[bool]) -> float:
    every = list(found)
    return sum(every) / max(len(every), 1)


def figures(name: str, coder: Coder) -> dict[str, float]:
    """Every figure of a split, 0 to 1."""
    examples = split(name)
    found = marked(examples, coder.classifier) | Raw(examples, coder).figures()
    return {f"{name} split: {figure}": round(value, 3) for figure, value in found.items()}


def main() -> None:
    """Print the figures of a split, or what is wrong in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--errors", action="store_true", help="list them (of dev, to learn from)")
    options = parser.parse_args()
    if options.errors:
        print("\n".join(Raw(split(options.split), Coder()).errors()))
        return
    for figure, value in figures(options.split, Coder()).items():
        print(f"{figure:40} {value:.3f}")


if __name__ == "__main__":
    main()
