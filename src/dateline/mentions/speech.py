"""What finding attributions shares: the words of speech, the parser's labels, pieces of text."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from dateline.knowledge.speech import load_speech

SPEECH = load_speech()
ASSERTIVE = SPEECH.asserts | SPEECH.asserts_thing
THINGS = SPEECH.asserts_thing | SPEECH.stance_thing  # their object is what is said
VERBS = SPEECH.asserts | SPEECH.stance | THINGS
PREPOSITIONS: dict[str, set[str]] = {}
for _verb, _preposition in (phrase.split() for phrase in SPEECH.with_preposition):
    PREPOSITIONS.setdefault(_verb, set()).add(_preposition)
VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
PAST = FINITE | {"VBN"}  # what a small parser calls a past tense that shares a subject
CLAUSES = frozenset({"ccomp", "xcomp"})
SUBJECTS = frozenset({"nsubj", "csubj"})
Piece = tuple[int, int]  # tokens, the end exclusive


def trim(doc: Doc, start: int, end: int) -> Piece:
    """Without the punctuation and spaces at the edges."""
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


def span_of(token: Token) -> Piece:
    return trim(token.doc, token.left_edge.i, token.right_edge.i + 1)
