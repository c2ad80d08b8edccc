"""What the passage skip costs and saves: drafts lost with it, passages that it spares the parser.

Usage: python -m benchmarks.skip_recall [FILE.jsonl ...]
Each line has a `text`; the examples of the codebook if no file is given. Every text is
parsed; a draft counts as kept where the filter would have let its text through.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec

from dateline.codebooks import Codebook, load_codebook
from dateline.coding.drafts import Drafter
from dateline.coding.relevance import Relevance
from dateline.knowledge import load_knowledge
from dateline.mentions.actors import kind_of
from dateline.parsing import irregular_forms, load_model, words_of


class Line(msgspec.Struct):
    """One text."""

    text: str


def main() -> None:
    """Print the share of drafts kept, that of texts skipped, and the drafts lost."""
    codebook, nlp = load_codebook(), load_model()
    drafter = Drafter(codebook, partial(kind_of, knowledge=load_knowledge()))
    relevant = Relevance(codebook, irregular_forms(nlp))
    texts = list(_texts(sys.argv[1:], codebook))
    total, kept, skipped, lost = 0, 0, 0, []
    for doc in nlp.pipe(texts, batch_size=64):
        drafts = drafter.drafts(doc)
        passes = relevant(words_of(doc.text))
        total, skipped = total + len(drafts), skipped + (not passes)
        kept += len(drafts) * passes
        lost += [] if passes else [f"  {draft.rule}: {doc.text}" for draft in drafts]
    print(f"{len(texts)} texts, {skipped} skipped ({skipped / len(texts):.1%})")
    print(f"{kept} of {total} drafts kept ({kept / max(total, 1):.2%})")
    print("\n".join(lost))


def _texts(files: Iterable[str], codebook: Codebook) -> Iterable[str]:
    paths = [Path(name) for name in files]
    for path in paths:
        lines = msgspec.json.Decoder(Line).decode_lines(path.read_bytes())
        yield from (line.text for line in lines)
    if not paths:
        entries = [entry for type_ in codebook.types.values() for entry in type_.predicates]
        yield from (text for e in entries for text in [x.text for x in e.examples] + e.near_misses)


if __name__ == "__main__":
    main()
