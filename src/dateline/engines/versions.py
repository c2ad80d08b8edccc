"""The versions of everything that a coder codes with."""

from __future__ import annotations

import hashlib

from dateline.coding.claims import CODER
from dateline.pipeline import Coder
from dateline.resolving.gazetteer import Gazetteer
from dateline.store.versions import Versions


def versions_of(coder: Coder) -> Versions:
    """What decides how the coder codes a report; loads its models."""
    meta = coder.parser.nlp.meta
    return Versions(
        coder=CODER,
        codebook=f"{coder.codebook.name}-{coder.codebook.version}",
        knowledge=coder.knowledge.version,
        model=f"{meta['lang']}_{meta['name']}-{meta['version']}",
        classifier=coder.classifier.labels.version,
        places=_places(coder.gazetteer),
    )


def _places(gazetteer: Gazetteer) -> str:
    """The built-in index by its name, the user's own, laid over it, by its bytes."""
    built_in = gazetteer.path.stem
    if not gazetteer.own.exists():
        return built_in
    with gazetteer.own.open("rb") as file:
        own = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=8))
    return f"{built_in}+{own.hexdigest()}"
