"""Cues of attribution: the words of saying or thinking in a sentence, whose they are, and what.

Reads the dependency parse; quotations are left to `speakers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.knowledge.speech import load_speech

SPEECH = load_speech()
VERBS = SPEECH.asserts | SPEECH.asserts_thing | SPEECH.stance | SPEECH.stance_thing
ASSERTIVE = SPEECH.asserts | SPEECH.asserts_thing
THINGS = SPEECH.asserts_thing | SPEECH.stance_thing
VERBAL = frozenset({"VERB", "AUX"})
CLAUSES = frozenset({"ccomp", "xcomp"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubjpass", "csubjpass", "auxpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_PREPOSITIONS: dict[str, set[str]] = {}
for _verb, _preposition in (phrase.split() for phrase in SPEECH.with_preposition):
    _PREPOSITIONS.setdefault(_verb, set()).add(_preposition)
LEMMAS = VERBS | _PREPOSITIONS.keys() | SPEECH.nouns | SPEECH.adjectives | {"accord"}
FAR = 5  # steps up to the verb whose subject a verb shares
Piece = tuple[int, int]  # tokens, the end exclusive


@dataclass
class Cue:
    """Words of saying: `head` leads them, `at` are they, `source` whose (None: nobody's)."""

    head: Token
    at: Piece
    source: Token | None
    content: list[Piece]
    asserts: bool = True

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


NEAR = 4  # tokens between a source and its cue: "has also", "on Friday"


def find_cues(doc: Doc) -> Iterator[Cue]:
    """The cues of a report in the order of their heads; content is empty where none is seen."""
    for token in doc:
        lemma = token.lemma_
        if lemma == "according" or token.lower_ == "according":
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


def extent(source: Token, without: Token | None = None) -> Piece:
    """A source with all that belongs to it, but not the clause in which `without` stands."""
    start, end = source.left_edge.i, source.right_edge.i + 1
    for child in source.rights:
        if without is not None and (child == without or child.is_ancestor(without)):
            end = min(end, child.left_edge.i)
        elif child.dep_ in ("cc", "conj", "appos", "prep", "relcl", "acl", "punct", "case"):
            continue
    if without is not None and start <= without.i < end:
        start, end = (start, without.i) if source.i < without.i else (without.i + 1, end)
    return trim(source.doc, start, end)


def trim(doc: Doc, start: int, end: int) -> Piece:
    """Without the punctuation and spaces at the edges."""
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


def _verb(verb: Token) -> Iterator[Cue]:
    source, passive = _source(verb)
    content = _complement(verb, passive)
    if source is None and not (passive and content):
        return
    yield Cue(verb, _group(verb), source, content, verb.lemma_ in ASSERTIVE)


def _group(verb: Token) -> Piece:
    """The verb with its particle."""
    return verb.i, max([verb.i, *(c.i for c in verb.rights if c.dep_ == "prt")]) + 1


def _source(verb: Token) -> tuple[Token | None, bool]:
    """The subject of a verb, its agent where it is passive, and whether it is that."""
    passive = False
    for child in verb.children:
        passive = passive or child.dep_ in PASSIVE
    if passive:
        return _agent(verb), True
    found = _subject(verb)
    if found is None and verb.tag_ == "VBN" and verb.dep_ == "acl":
        return _agent(verb), True
    return found, False


def _agent(verb: Token) -> Token | None:
    for by in verb.rights:
        if by.lower_ == "by":
            return next((c for c in by.rights if c.dep_ == "pobj"), None)
    return None


def _subject(verb: Token) -> Token | None:
    for _ in range(FAR):
        own = [c for c in verb.children if c.dep_ in SUBJECTS]
        if own:
            return own[-1] if own[-1].pos_ in NOMINAL else None
        if (after := _inverted(verb)) is not None:
            return after
        head = verb.head
        if verb.dep_ in ("acl", "relcl") and head.pos_ in NOMINAL:
            return head
        if verb.dep_ == "pcomp" and head.pos_ == "ADP":
            head = head.head
        if head == verb or head.pos_ not in VERBAL or verb.dep_ == "ccomp":
            return None
        passive = [c for c in head.children if c.dep_ == "nsubjpass"]
        if passive:
            return passive[0]
        verb = head
    return None


def _inverted(verb: Token) -> Token | None:
    """Of "..., said the mayor" the mayor: the parser calls it an object."""
    if verb.i == 0 or verb.nbor(-1).text not in (",", '"', "”", "''", "’", "?", "!"):
        return None
    after = (c for c in verb.rights if c.dep_ in ("dobj", "npadvmod", "attr", "oprd"))
    return next((c for c in after if c.pos_ in ("NOUN", "PROPN", "PRON")), None)


def _complement(verb: Token, passive: bool) -> list[Piece]:
    """What is said, where the parse hangs it on the verb: a clause, or its object."""
    clauses = [c for c in verb.children if c.dep_ in CLAUSES]
    after = [c for c in clauses if c.i > verb.i]
    before = [c for c in clauses if c.i < verb.i and c.dep_ == "ccomp"]
    if passive:
        return _passive(verb, after)
    if not after and (object_ := _object(verb)):
        return [object_]
    if after:
        return [_with_object(verb, after)]
    return [_up_to(verb, c) for c in before[:1]]


def _passive(verb: Token, after: list[Token]) -> list[Piece]:
    """Of "rebels are believed to have fled", rebels, and to have fled."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    pieces = [_range(c) for c in after]
    if subject is not None and subject.lower_ != "it" and (pieces or verb.lemma_ in THINGS):
        pieces.insert(0, _range(subject))
    return pieces


def _with_object(verb: Token, clauses: list[Token]) -> Piece:
    """The clause, from the object where that is its subject: "urged voters to stay"."""
    start, end = _range(clauses[0])
    end = max(end, _range(clauses[-1])[1])
    if verb.lemma_ in THINGS or clauses[0].dep_ == "xcomp":
        objects = [c for c in verb.rights if c.dep_ == "dobj" and c.i < start]
        if objects and verb.lemma_ not in ("tell", "ask", "remind", "inform", "assure", "warn"):
            start = objects[0].left_edge.i
    return max(start, verb.i + 1), end


def _object(verb: Token) -> Piece | None:
    if verb.lemma_ in THINGS:
        objects = [c for c in verb.rights if c.dep_ in ("dobj", "oprd", "attr")]
        if objects and objects[0] is not None:
            end = objects[-1].right_edge.i + 1
            for child in verb.rights:
                if child.i > objects[-1].i and child.dep_ == "prep" and child.lower_ in ("as", "for", "to", "over", "of"):
                    end = child.right_edge.i + 1
            return trim(verb.doc, objects[0].left_edge.i, end)
    for child in verb.rights:
        if child.lower_ in _PREPOSITIONS.get(verb.lemma_, ()):
            inner = [c for c in child.rights if c.dep_ in ("pobj", "pcomp")]
            if inner:
                return trim(verb.doc, child.i + 1, child.right_edge.i + 1)
            objects = [c for c in verb.rights if c.dep_ == "dobj"]
            if child.dep_ == "prt" and objects:
                return _range(objects[0])
    return None


def _range(token: Token) -> Piece:
    return trim(token.doc, token.left_edge.i, token.right_edge.i + 1)


def _up_to(verb: Token, clause: Token) -> Piece:
    """A clause before its verb of saying, up to the words of saying."""
    subjects = [c.left_edge.i for c in verb.lefts if c.dep_ != "ccomp" and c.i > clause.i]
    end = min([clause.right_edge.i + 1, verb.i, *(i for i in subjects if i > clause.i)])
    return trim(verb.doc, clause.left_edge.i, end)


def _according(word: Token) -> Iterator[Cue]:
    """Of "according to residents", and of what: its clause."""
    for to in word.rights:
        for source in to.rights:
            if to.lower_ == "to" and source.dep_ == "pobj":
                cue = Cue(word, (word.i, to.i + 1), source, [])
                cue.content = rest_of_sentence(cue)
                yield cue


def rest_of_sentence(cue: Cue) -> list[Piece]:
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
    clause = next((c for c in noun.rights if _is_told(c)), None)
    content = _range(clause) if clause is not None else None
    if content is None:
        return
    source = _owner(noun)
    if source is not None:
        yield Cue(noun, (noun.i, noun.i + 1), source, [content])


def _is_told(clause: Token) -> bool:
    """Whether a clause says what was said: "that he fled", "to resign", not "that he made"."""
    if clause.dep_ == "ccomp":
        return True
    marks = {c.lower_ for c in clause.lefts if c.dep_ in ("mark", "aux")}
    return clause.dep_ == "acl" and bool(marks & {"that", "to"})


def _owner(noun: Token) -> Token | None:
    """Whose saying it is: a possessor, "by X", or who makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in ("by", "from", "of", "among"):
            inner = [c for c in child.rights if c.dep_ == "pobj"]
            if inner and inner[0].pos_ in NOMINAL and child.lower_ != "of":
                return inner[0]
    if noun.dep_ in ("dobj", "pobj") and noun.head.pos_ in VERBAL:
        return _source(noun.head)[0]
    return None


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
    source = _subject(be)
    if inner and source is not None:
        start, end = _range(inner[0])
        start += inner[0].dep_ == "prep" and end - start > 1
        yield Cue(adjective, (adjective.i, adjective.i + 1), source, [(start, end)], False)
