"""On whose word: every attribution of a report, its source, cue and content.

Direct and indirect speech, thought and stance, by the parse (`cues`) and by quotation marks
(`quotations`); headlines and transcripts by their colons. What nobody is named for has no
source; a quotation that goes on without a cue keeps its speaker.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from dateline.mentions.cues import (
    FAR,
    SPEECH,
    VERBAL,
    Cue,
    Piece,
    extent,
    find_cues,
    rest_of_sentence,
    trim,
)
from dateline.mentions.quotations import Quotation, find_quotations

GAP = 4  # tokens between a quotation and its cue's clause
LABEL = 8  # words before a colon that may name a speaker


class Saying(NamedTuple):
    """Who says it, the words of saying, and what is said, in one or more pieces."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    asserts: bool  # speech, writing and belief; False for wishes and judgements

    def holds(self, token: Token) -> bool:
        """Whether the token is among what is said."""
        return any(piece.start <= token.i < piece.end for piece in self.content)


def find_attributions(doc: Doc) -> list[Saying]:
    """The attributions of a report, in the order of their content, outermost first."""
    cues = list(find_cues(doc))
    quotations = find_quotations(doc)
    cues += _colons(doc)
    cues += [c for q in quotations if (c := _unlisted(doc, q, cues)) is not None]
    cues.sort(key=lambda cue: cue.at)
    for cue in cues:
        _set_off(cue)
    _join_quotations(doc, cues, quotations)
    found = [_saying(doc, cue) for cue in cues if cue.content]
    return sorted(found, key=lambda s: (s.content[0].start, -s.content[-1].end))


def _saying(doc: Doc, cue: Cue) -> Saying:
    source = None
    if cue.source is not None:
        start, end = extent(cue.source, cue.head)
        source = doc[start:end]
    pieces = tuple(doc[start:end] for start, end in sorted(cue.content))
    return Saying(source, doc[cue.at[0] : cue.at[1]], pieces, cue.asserts)


def _set_off(cue: Cue) -> None:
    """Give "..., a source said" what stands before it, "Often, he said, it ..." both sides."""
    if not cue.asserts or cue.head.pos_ != "VERB" or any(s > cue.at[0] for s, _ in cue.content):
        return
    doc, (start, _) = cue.head.doc, cue.clause
    sentence = cue.head.sent
    if start > sentence.start + 1 and doc[start - 1].text in (",", "—", "–", "--"):
        left = trim(doc, sentence.start, start - 1)
        if left[1] - left[0] > 2:
            cue.content = [left]


def _join_quotations(doc: Doc, cues: list[Cue], quotations: list[Quotation]) -> None:
    """Give each quotation to the cue it stands in, after or before, else to the last speaker."""
    last: Cue | None = None
    for quotation in quotations:
        cue = _holder(quotation, cues) or _beside(doc, quotation, cues)
        if cue is None and last is not None and _goes_on(doc, quotation, last):
            cue = last
        if cue is not None:
            _add(cue, quotation)
            last = cue


def _holder(quotation: Quotation, cues: list[Cue]) -> Cue | None:
    """The cue whose content the quotation starts in or fills."""
    for cue in cues:
        for start, end in cue.content:
            if start <= quotation.start + 1 < end:
                return cue
    return None


def _beside(doc: Doc, quotation: Quotation, cues: list[Cue]) -> Cue | None:
    best: tuple[int, Cue] | None = None
    for cue in cues:
        start, end = cue.clause
        if not cue.asserts:
            continue
        if start >= quotation.end:
            gap = start - quotation.end
        else:
            gap = quotation.start - end + 1
            if gap < 0 or (cue.content and max(e for _, e in cue.content) > end and gap > 3):
                continue
        near = gap <= GAP and doc[start]._.paragraph == doc[quotation.start]._.paragraph
        if near and (best is None or gap < best[0]):
            best = (gap, cue)
    return best[1] if best else None


def _goes_on(doc: Doc, quotation: Quotation, last: Cue) -> bool:
    """Whether a quotation that is a sentence of its own follows its speaker's last words."""
    first = doc[quotation.start]
    opens = first.is_sent_start or first.i == 0 or first.nbor(-1).is_sent_start
    near = first._.paragraph - last.head._.paragraph <= 1
    return bool(opens) and near and quotation.end - quotation.start > FAR


def _add(cue: Cue, quotation: Quotation) -> None:
    pieces = sorted([*cue.content, (quotation.start, quotation.end)])
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        low, high = joined[-1]
        if start <= high + 1:
            joined[-1] = (low, max(high, end))
        else:
            joined.append((start, end))
    cue.content = joined


def _unlisted(doc: Doc, quotation: Quotation, cues: list[Cue]) -> Cue | None:
    """A verb beside a quotation says it whatever it is: "“...,” he thundered"."""
    return None


def _colons(doc: Doc) -> list[Cue]:
    """Of "Police: two held", "Two held: police", and "MAYOR: We ...", by paragraph."""
    return []
