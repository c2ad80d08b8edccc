"""Speakers named before or after a colon: in headlines ("Two held: police") and transcripts."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dateline.mentions.cues import Cue
from dateline.mentions.speech import SPEECH, VERBAL, Piece, trim

ENDS = frozenset({".", "!", "?", ":", "”", '"', "''", "’", "»"})
HEADLINE = 30  # tokens
LABEL = 8  # words before a colon that may name a speaker


def find_colons(doc: Doc) -> list[Cue]:
    """Of "Police: two held", "Two held: police", and "MAYOR: We ...", by paragraph."""
    found = []
    for start, end in _paragraphs(doc):
        at = next((t.i for t in doc[start : min(start + LABEL, end)] if t.text == ":"), None)
        if at is not None and (source := _named(doc, start, at)) is not None and at + 1 < end:
            found.append(Cue(doc[at], (at, at + 1), source, [trim(doc, at + 1, end)]))
            continue
        last = next((t.i for t in doc[max(start, end - LABEL) : end] if t.text == ":"), None)
        if last is not None and end - start < HEADLINE and doc[end - 1].text not in ENDS:
            source = _named(doc, last + 1, end)
            if source is not None and last > start:
                found.append(Cue(doc[last], (last, last + 1), source, [trim(doc, start, last)]))
    return found


def _paragraphs(doc: Doc) -> Iterator[Piece]:
    origins = doc.user_data["origins"]
    starts = [origin.token for origin in origins]
    yield from zip(starts, [*starts[1:], len(doc)], strict=True)


def _named(doc: Doc, start: int, end: int) -> Token | None:
    """The head of words that name a speaker and nothing else, None where they do not."""
    words = [t for t in doc[start:end] if not t.is_punct and not t.is_space]
    if not words or any(t.lower_ in SPEECH.labels or t.like_num for t in words):
        return None
    if len(words) == 1 and _is_heading(words[0]):
        return None
    if all(t.is_title or t.is_upper for t in words) and len(words) <= 3:
        return words[-1]
    if any(t.pos_ in VERBAL for t in words):
        return None
    return next((t for t in reversed(words) if t.lower_ in SPEECH.sources or t.ent_type_), None)


def _is_heading(token: Token) -> bool:
    """Of "BOLIVIA: Roads blocked" over a report; "US: ..." and transcripts name who says it."""
    word = token.doc[token.i : token.i + 1]._.source.text
    return token._.paragraph <= 0 and len(word) > 4 and word.isupper()
