"""Cues of attribution: the words of saying or thinking in a sentence, whose they are, and what.

Reads the dependency parse; quotations are left to `speakers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.mentions.complements import complement
from dateline.mentions.sayers import FAR, extent, owner_of, source_of, subject_of
from dateline.mentions.speech import (
    ASSERTIVE,
    CLAUSES,
    PREPOSITIONS,
    SPEECH,
    VERBAL,
    VERBS,
    Piece,
    span_of,
    trim,
)

LEMMAS = VERBS | PREPOSITIONS.keys() | SPEECH.nouns | SPEECH.adjectives
NEAR = 4  # tokens between a source and its cue: "has also", "on Friday"
COMMAS = frozenset({",", "—", "–", "--", "-"})
ABOUT = frozenset({"about", "over"})


@dataclass
class Cue:
    """Words of saying: `head` leads them, `at` are they, `source` whose (None: nobody's)."""

    head: Token
    at: Piece
    source: Token | None
    content: list[Piece]
    asserts: bool = True
    thing: bool = False  # what is said is only named: "announced talks"

    @property
    def clause(self) -> Piece:
        """The cue with its source, where the two stand together: "the minister said"."""
        start, end = self.at
        if self.source is not None:
            low, high = extent(self.source, self.head)
            if 0 <= start - high <= NEAR:
                start = low
            elif 0 <= low - end <= NEAR:
                end = high
        return start, end


def find_cues(doc: Doc) -> Iterator[Cue]:
    """The cues of a report in the order of their heads; content is empty where none is seen."""
    for token in doc:
        lemma = token.lemma_
        if token.lower_ == "according":
            yield from _according(token)
        elif lemma not in LEMMAS:
            if token.lower_ in SPEECH.adverbs:
                yield from _adverb(token)
        elif token.pos_ == "VERB":
            yield from _verb(token)
        elif token.pos_ == "NOUN" and lemma in SPEECH.nouns:
            yield from _noun(token)
        elif token.pos_ == "ADJ" and lemma in SPEECH.adjectives:
            yield from _adjective(token)


def _verb(verb: Token) -> Iterator[Cue]:
    if _describes(verb):
        return
    source, passive = source_of(verb)
    content = complement(verb, passive)
    if source is not None and content and content[0][0] < source.i < content[0][1] <= verb.i:
        content = [trim(verb.doc, content[0][0], extent(source, verb)[0])]
    if (source is None and not (passive and content)) or _is_addressed(source):
        return
    yield Cue(
        verb, _group(verb), source, content, verb.lemma_ in ASSERTIVE, _is_named(verb, content)
    )


def _describes(verb: Token) -> bool:
    """Whether a verb of stance only tells who is meant: "those wanting to flee", "the right to
    refuse", "voters who back the mayor"."""
    if verb.dep_ == "acl":
        return verb.tag_ == "VB" or (verb.tag_ == "VBG" and verb.lemma_ not in SPEECH.asserts)
    apart = verb.doc[verb.left_edge.i - 1].text in COMMAS
    return verb.dep_ == "relcl" and not apart and verb.lemma_ not in SPEECH.asserts


def _is_named(verb: Token, content: list[Piece]) -> bool:
    """Whether no clause is among what is said; "accused them of fleeing" holds one."""
    clauses = [c for c in verb.children if c.dep_ in CLAUSES or c.dep_ == "advcl"]
    blamed = [c for c in verb.rights if c.dep_ == "prep" and c.lower_ in ("of", "for", "with")]
    clauses += [c for prep in blamed for c in prep.rights if c.dep_ == "pcomp"]
    return not any(start <= c.i < end for c in clauses for start, end in content)


def _is_addressed(source: Token | None) -> bool:
    """Of "you know", which says nothing."""
    return source is not None and source.lower_ == "you"


def _group(verb: Token) -> Piece:
    """The verb with its particle."""
    return verb.i, max([verb.i, *(c.i for c in verb.rights if c.dep_ == "prt")]) + 1


def _according(word: Token) -> Iterator[Cue]:
    """Of "according to residents", and of what: its clause."""
    for to in word.rights:
        for source in to.rights:
            if to.lower_ == "to" and source.dep_ == "pobj":
                cue = Cue(word, (word.i, to.i + 1), source, [])
                cue.content = _rest_of_sentence(cue)
                yield cue


def _rest_of_sentence(cue: Cue) -> list[Piece]:
    """What a cue set off by commas is about: its sentence without it."""
    sentence = cue.head.sent
    start, end = cue.clause
    left, right = (sentence.start, start), (end, sentence.end)
    pieces = [trim(cue.head.doc, *piece) for piece in (left, right) if piece[0] < piece[1]]
    pieces = [(s, e) for s, e in pieces if any(not t.is_punct for t in cue.head.doc[s:e])]
    return pieces[:1] if pieces and pieces[0][1] - pieces[0][0] >= FAR else pieces[-1:]


def _adverb(word: Token) -> Iterator[Cue]:
    head = word.head
    if head.pos_ in VERBAL:
        start, end = head.left_edge.i, head.right_edge.i + 1
        yield Cue(word, (word.i, word.i + 1), None, [trim(word.doc, start, end)])


def _noun(noun: Token) -> Iterator[Cue]:
    """Of "the minister's claim that ...", "a police report that ..."."""
    told = next((c for c in noun.rights if _is_told(c)), None)
    source = owner_of(noun) if told is not None else None
    if told is not None and source is not None:
        start, end = span_of(told)
        start += told.dep_ == "prep" and end - start > 1
        said = told.dep_ != "prep" and any(c.lower_ == "that" for c in told.lefts)
        yield Cue(noun, (noun.i, noun.i + 1), source, [(start, end)], said)


def _is_told(clause: Token) -> bool:
    """Whether a clause says what was said: "that he fled", "to resign", not "that he made"."""
    if clause.dep_ == "ccomp" or (clause.dep_ == "prep" and clause.lower_ in ABOUT):
        return True
    marks = {c.lower_ for c in clause.lefts if c.dep_ in ("mark", "aux")}
    return clause.dep_ == "acl" and bool(marks & {"that", "to"})


def _adjective(adjective: Token) -> Iterator[Cue]:
    """Of "is confident that ...", "was critical of ..."."""
    be = adjective.head
    if be.pos_ not in VERBAL:
        return
    inner = [
        c
        for c in adjective.rights
        if c.dep_ in CLAUSES or (c.dep_ == "prep" and c.lower_ in ("of", "about", "with", "by"))
    ]
    source = subject_of(be)
    if inner and source is not None:
        start, end = span_of(inner[0])
        start += inner[0].dep_ == "prep" and end - start > 1
        yield Cue(adjective, (adjective.i, adjective.i + 1), source, [(start, end)], False)
