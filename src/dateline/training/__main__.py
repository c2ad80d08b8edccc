"""Train the classifier from the annotated corpus, twice, the second time taught by the first:
`make train`.

Usage: python -m dateline.training [--corpus FOLDER] [--into FOLDER] [--epochs N] [--seed N]
       python -m dateline.training --calibrate
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from pathlib import Path

from dateline.codebooks import PLOVER, Codebook, load_codebook
from dateline.coding.classifier import MODEL, Classifier, Labels
from dateline.coding.encoding import load_tokenizer
from dateline.pipeline import Coder
from dateline.training.calibrate import calibrate
from dateline.training.corpus import NONE, read_corpus
from dateline.training.examples import passages
from dateline.types import ORDER

CORPUS = Path("training/corpus")
EPOCHS = 4
LAYERS = 6
SEED = 1


def labels_of(codebook: Codebook, corpus: Path) -> Labels:
    """What the model answers; its version is a hash of what it is trained on."""
    digest = hashlib.blake2b(digest_size=4)
    for path in sorted((corpus / "train").rglob("*.txt")):
        digest.update(path.read_bytes())
    types = sorted(codebook.types)
    return Labels(
        version=digest.hexdigest(),
        types=[*types, NONE],
        modes=[f"{type_}.{mode}" for type_ in types for mode in codebook.types[type_].modes],
        contexts=sorted(codebook.contexts),
        auxiliary=list(ORDER),
    )


def main() -> None:
    """Train, export, calibrate; each step says what it did."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--into", type=Path, default=MODEL)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--layers", type=int, default=LAYERS, help="of the base's six")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--calibrate", action="store_true", help="only that, of the model there")
    options = parser.parse_args()
    codebook = load_codebook(PLOVER)
    development = list(read_corpus(options.corpus / "dev", codebook))
    if not options.calibrate:
        _train(options, codebook)
    found = calibrate(options.into, development)
    learnt = ("version", "temperature", "cuts", "slope", "offset")
    print(f"{options.into}: " + ", ".join(f"{name} {getattr(found, name)}" for name in learnt))


def _train(options: argparse.Namespace, codebook: Codebook) -> None:
    from dateline.training.export import export
    from dateline.training.fit import fit
    from dateline.training.network import base

    labels = labels_of(codebook, options.corpus)
    given = passages(list(read_corpus(options.corpus / "train", codebook)), Coder())
    no_events = sum(len(passage.non_events) for passage in given)
    print(f"{len(given)} passages, {no_events} acts in them that are no events")
    tokenizer = load_tokenizer(base() / "vocab.txt")
    building = options.into.with_suffix(".new")  # a run that breaks off leaves the model alone
    first = fit(given, labels, tokenizer, options.epochs, options.layers, options.seed)
    export(first, labels, building)
    teacher = Classifier(building)
    teacher.load()
    network = fit(
        given, labels, tokenizer, options.epochs + 1, options.layers, options.seed, teacher
    )
    export(network, labels, building)
    shutil.rmtree(options.into, ignore_errors=True)
    building.rename(options.into)


if __name__ == "__main__":
    main()
