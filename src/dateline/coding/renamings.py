"""Two names of one body, as a report gives them: "the Nusra Front, formerly known as X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from spacy.tokens import Doc, Span

# what stands between two names of one, the later name first or the earlier
JOINTS = re.compile(
    r"""[\s,(]*(?:
      (?:(?:formerly|previously|originally|once|also|better)\s+)?(?:known|called|named)\s+
        (?:until\s+\d{4}\s+)?as
    | formerly | previously | n[ée]e
    | (?:which\s+)?(?:has\s+|had\s+)?(?:renamed|rebranded|restyled)(?:\s+itself)?(?:\s+as)?
    | (?:which\s+)?changed\s+its\s+name\s+to
    )\s+(?:the\s+)?""",
    re.VERBOSE,
)


def renamings(doc: Doc) -> Iterator[tuple[Span, Span]]:
    """Pairs of names that the text says are one body's, in the order of the text."""
    for sentence in doc.sents:
        for one, other in pairwise(_names(sentence)):
            between = doc.text[one.end_char : other.start_char]
            if JOINTS.fullmatch(between) and one.text != other.text:
                yield one, other


def _names(sentence: Span) -> Iterator[Span]:
    """Runs of proper nouns, with hyphens and "of" between them."""
    proper = [t.pos_ == "PROPN" or (t.text == "-" and not t.whitespace_) for t in sentence]
    for at in range(1, len(sentence) - 1):
        if sentence[at].lower_ == "of" and proper[at - 1] and proper[at + 1]:
            proper[at] = True
    for is_name, run in groupby(range(len(sentence)), key=proper.__getitem__):
        if is_name:
            places = list(run)
            yield sentence[places[0] : places[-1] + 1]
