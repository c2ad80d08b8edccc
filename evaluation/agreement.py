"""Krippendorff's alpha, field by field, of the passages that were annotated twice, blind.

Usage: python -m evaluation.agreement [--differences FIELD]
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import krippendorff
import numpy as np

from dateline.codebooks import PLOVER, load_codebook
from dateline.training.corpus import Example, Mark, read_corpus
from dateline.types import Auxiliary

ROOT = Path(__file__).parents[1] / "training"
Pair = tuple[Example, Example]
Items = Callable[[Pair], Iterator[tuple[str, str]]]  # what each of the two says of an item
_WORD = re.compile(r"\w+")


def pairs(root: Path = ROOT) -> list[Pair]:
    """Passages with their first and second annotation, matched by text and trigger."""
    codebook = load_codebook(PLOVER)
    first = {_key(e): e for e in read_corpus(root / "corpus", codebook) if e.whole}
    return [(first[_key(e)], e) for e in read_corpus(root / "second", codebook)]


def _key(example: Example) -> tuple[str, str]:
    return example.text, example.words("trigger")[0]


def _type(pair: Pair) -> Iterator[tuple[str, str]]:
    yield pair[0].type, pair[1].type


def _modes(pair: Pair) -> Iterator[tuple[str, str]]:
    """Whole sets of modes, where both say the same type."""
    if pair[0].type == pair[1].type != "NONE":
        yield "+".join(sorted(pair[0].modes)), "+".join(sorted(pair[1].modes))


def _labels(field: str, labels: tuple[str, ...]) -> Items:
    """One item a passage and label: given or not."""

    def items(pair: Pair) -> Iterator[tuple[str, str]]:
        for label in labels:
            one, other = (str(label in getattr(example, field)) for example in pair)
            yield one, other

    return items


def _words(mark: Mark) -> Items:
    """One item a word: under the mark or not; of a count its kind."""

    def items(pair: Pair) -> Iterator[tuple[str, str]]:
        for word in _WORD.finditer(pair[0].text):
            yield _under(pair[0], mark, word.start()), _under(pair[1], mark, word.start())

    return items


def _under(example: Example, mark: Mark, at: int) -> str:
    found = (m for m in example.marks if m.mark == mark and m.start <= at < m.end)
    return next((m.kind or "yes" for m in found), "no")


def fields() -> dict[str, Items]:
    """Field -> the items that it is compared by."""
    contexts = tuple(load_codebook(PLOVER).contexts)
    found: dict[str, Items] = {
        "type": _type,
        "modes": _modes,
        "contexts": _labels("contexts", contexts),
        "auxiliary": _labels("auxiliary", get_args(Auxiliary)),
    }
    marks: tuple[Mark, ...] = ("actor", "recipient", "place", "time", "count", "speaker", "cue")
    return found | {mark: _words(mark) for mark in marks}


def alpha(items: list[tuple[str, str]]) -> float:
    """Krippendorff's alpha for nominal values of two annotators."""
    domain = sorted({value for item in items for value in item})
    codes = np.array([[domain.index(value) for value in item] for item in items], dtype=float).T
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))


def main() -> None:
    """Print the table, or the passages that differ in one field."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--differences", choices=fields(), help="list what differs in a field")
    wanted = parser.parse_args().differences
    both = pairs()
    if wanted:
        for one, other in both:
            said = [item for item in fields()[wanted]((one, other)) if item[0] != item[1]]
            if said:
                print(f"{one.where}\n  {one.text}\n  {said}")
        return
    print(f"{len(both)} passages\n{'field':<10} {'items':>6} {'same':>6} {'alpha':>6}")
    for name, items_of in fields().items():
        items = [item for pair in both for item in items_of(pair)]
        same = sum(one == other for one, other in items) / len(items)
        print(f"{name:<10} {len(items):>6} {same:>6.3f} {alpha(items):>6.3f}")


if __name__ == "__main__":
    main()
