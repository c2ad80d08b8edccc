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
TELLING = frozenset({"tell", "ask", "remind", "inform", "assure", "warn"})
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubjpass", "csubjpass", "auxpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_PREPOSITIONS: dict[str, set[str]] = {}
for _verb, _preposition in (phrase.split() for phrase in SPEECH.with_preposition):
    _PREPOSITIONS.setdefault(_verb, set()).add(_preposition)
LEMMAS = VERBS | _PREPOSITIONS.keys() | SPEECH.nouns | SPEECH.adjectives | {"accord"}
FAR = 5  # steps up to the verb whose subject a verb shares
ABOUT = frozenset({"about", "over"})
WITHIN = frozenset({"pobj", "prep", "compound"})
TAILS = frozenset({"acl", "advcl"})
ADJUNCT = frozenset("during since before after amid at until while".split())
STOPS = frozenset({"punct", "cc", "conj", "parataxis"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
BEFORE_INVERSION = frozenset({",", '"', "”", "''", "’", "?", "!"})
Piece = tuple[int, int]  # tokens, the end exclusive


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
        holds = without is not None and (child == without or child.is_ancestor(without))
        aside = child.dep_ in TAILS and source.doc[child.left_edge.i - 1].text == ","
        if holds or aside:
            end = min(end, child.left_edge.i)
    if without is not None and start <= without.i < end:
        start, end = (start, without.i) if source.i < without.i else (without.i + 1, end)
    words = [t.text for t in source.doc[start:end]]
    if "(" in words and ")" not in words:
        end = start + max(words.index("("), 1)
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
    if (source is None and not (passive and content)) or _is_addressed(source):
        return
    yield Cue(verb, _group(verb), source, content, verb.lemma_ in ASSERTIVE, _is_named(verb, content))


def _is_named(verb: Token, content: list[Piece]) -> bool:
    """Whether no clause is among what is said."""
    clauses = [c for c in verb.children if c.dep_ in CLAUSES or c.dep_ == "advcl"]
    return not any(start <= c.i < end for c in clauses for start, end in content)


def _is_addressed(source: Token | None) -> bool:
    """Of "you know", which says nothing."""
    return source is not None and source.lower_ == "you"


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
    named = _just_before(verb)
    apart = named is not None and named.ent_type_ == "PERSON" and verb.dep_ == "conj"
    found = named if apart and verb.nbor(-1).text == "," else subject_of(verb) or named
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and found not in verb.children:
        return _agent(verb), True
    return found, False


def _just_before(verb: Token) -> Token | None:
    """The noun that stands before a finite verb of saying whose subject the parser missed."""
    if verb.tag_ not in FINITE or verb.i == verb.sent.start:
        return None
    before = verb.nbor(-1)
    while before.i > verb.sent.start and (before.is_punct or before.dep_ in ("aux", "advmod")):
        before = before.nbor(-1)
    if before.pos_ not in ("NOUN", "PROPN", "PRON") or before.is_quote:
        return None
    while before.dep_ in WITHIN and before.ent_type_ != "PERSON" and before.head.i < before.i:
        before = before.head
    return before.head if before.dep_ == "appos" and before.head.ent_type_ == "PERSON" else before


def _agent(verb: Token) -> Token | None:
    for by in verb.rights:
        if by.lower_ == "by":
            return next((c for c in by.rights if c.dep_ == "pobj"), None)
    return None


def subject_of(verb: Token) -> Token | None:
    for _ in range(FAR):
        low = verb.i if _closes_quotation(verb) else 0
        own = [c for c in verb.children if c.dep_ in SUBJECTS and low <= c.left_edge.i <= verb.i + 2]
        if own:
            return _named_before(own[-1]) if own[-1].pos_ in NOMINAL else None
        if (after := _inverted(verb)) is not None:
            return after
        head = verb.head
        if verb.dep_ == "conj" and verb.tag_ in FINITE and head.tag_ == "VB":
            head = head.head  # "said he would go and warned": who said it warned
        if verb.dep_ in ("acl", "relcl") and head.pos_ in NOMINAL:
            return head
        if verb.dep_ == "pcomp" and head.pos_ == "ADP":
            head = head.head
        if head == verb or head.pos_ not in VERBAL or verb.dep_ == "ccomp":
            return None
        controls = [c for c in head.children if c.dep_ == "nsubjpass"]
        if verb.dep_ == "xcomp":
            controls += [c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i]
        if controls:
            return controls[-1]
        verb = head
    return None


def _named_before(subject: Token) -> Token:
    """Of "a report that says" the report; "who" stays."""
    verb = subject.head
    if subject.lower_ in ("that", "which") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _closes_quotation(verb: Token) -> bool:
    """Of "“No surrender,” read a placard", where the parser sees one clause."""
    return verb.i > 0 and (verb.nbor(-1).is_quote or verb.nbor(-1).text == "''")


def _inverted(verb: Token) -> Token | None:
    """Of "..., said the mayor" the mayor: the parser calls it an object."""
    finite = verb.tag_ in FINITE or (verb.tag_ == "VB" and _closes_quotation(verb))
    if not finite or verb.i == 0 or verb.nbor(-1).text not in BEFORE_INVERSION:
        return None
    if verb.lemma_ in THINGS | TELLING and verb.nbor(-1).text == ",":
        return None
    after = (c for c in verb.rights if c.left_edge.i == verb.i + 1)
    return next((c for c in after if c.pos_ in ("NOUN", "PROPN", "PRON")), None)


def _complement(verb: Token, passive: bool) -> list[Piece]:
    """What is said, where the parse hangs it on the verb: a clause, or its object."""
    if passive:
        return _passive(verb)
    first = next((c for c in verb.rights if _is_content(c, verb)), None)
    if first is not None:
        return [_onward(verb, first)]
    before = next((c for c in verb.lefts if c.dep_ == "ccomp"), None)
    if before is not None:
        return [_up_to(verb, before)]
    return [_range(c) for c in _misplaced(verb)][:1]


def _misplaced(verb: Token) -> Iterator[Token]:
    """Clauses that a small parser takes for something else: "said after talks he would go"."""
    if verb.lemma_ not in SPEECH.asserts:
        return
    for child in verb.rights:
        if child.dep_ == "advcl" and not any(c.dep_ in ("mark", "advmod") for c in child.lefts):
            if any(c.dep_ in SUBJECTS for c in child.lefts):
                yield child
        elif child.dep_ == "dobj" and verb.lemma_ in TELLING:
            yield from (c for c in child.rights if c.dep_ in ("relcl", "acl", "ccomp"))


def _is_content(child: Token, verb: Token) -> bool:
    """Whether what stands after a verb opens what is said."""
    dep = child.dep_
    if dep in CLAUSES and verb.lemma_ in VERBS:
        return not _has_nearer_cue(verb, child)
    if dep == "dobj":
        return verb.lemma_ in THINGS or _led(verb, child)
    if dep in ("oprd", "attr"):
        return verb.lemma_ in THINGS
    if dep in ("prep", "prt", "advmod", "agent"):
        return child.lower_ in _PREPOSITIONS.get(verb.lemma_, ())
    if dep == "advcl":  # "told voters to stay": the parser takes it for a purpose
        controls = any(c.dep_ == "dobj" for c in verb.rights)
        return controls and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.lefts)
    return False


def _has_nearer_cue(verb: Token, clause: Token) -> bool:
    """Of "he said before asking her, “...”": the quotation is asked."""
    between = verb.doc[verb.i + 1 : clause.left_edge.i]
    return any(t.lemma_ in SPEECH.asserts and t.pos_ == "VERB" for t in between)


def _led(verb: Token, object_: Token) -> bool:
    """Of "urged voters to stay" the voters open what is urged; those who are told do not."""
    if verb.lemma_ in TELLING:
        return False
    return any(c.dep_ == "xcomp" and c.i > object_.i for c in verb.rights)


def _onward(verb: Token, first: Token) -> Piece:
    """From the first word of what is said to where the verb's own words end."""
    start, end = first.left_edge.i, first.right_edge.i + 1
    if first.dep_ in ("prep", "prt", "advmod", "agent"):
        start = first.i + 1
    if first.dep_ not in CLAUSES:
        stopped = False
        for child in verb.rights:
            if child.i <= first.i:
                continue
            if child.dep_ in CLAUSES:
                end = child.right_edge.i + 1
                continue
            if child.dep_ in STOPS or child.lower_ in ADJUNCT:
                stopped = True
            if not stopped:
                end = max(end, child.right_edge.i + 1)
    else:
        end = max([end, *(c.right_edge.i + 1 for c in verb.rights if _carries_on(c, first))])
    start = max(start, verb.i + 1)
    end = max(end, start + 1)
    return trim(verb.doc, start, _without_asides(first, start, end))


def _carries_on(child: Token, first: Token) -> bool:
    """Of "wants to cut taxes, raise pay and go", "says it rains and the river rises": the rest,
    which a small parser joins to the verb of saying."""
    if child.dep_ != "conj" or child.i < first.i:
        return False
    if child.tag_ == "VB":
        return first.dep_ == "xcomp" and not any(c.dep_ in SUBJECTS for c in child.lefts)
    subjects = [c.left_edge.i for c in child.lefts if c.dep_ in SUBJECTS]
    before = child.doc[subjects[0] - 2 : subjects[0]].text.split() if subjects else []
    return before[-1:] == ["and"] and "," not in before and child.lemma_ not in LEMMAS


def _without_asides(first: Token, start: int, end: int) -> int:
    """Where what is said ends: before a last ", who ..." and before "and added that ..."."""
    for token in first.doc[start + 1 : end]:
        if token.dep_ in ("relcl", "appos") and token.right_edge.i + 1 >= end - 1:
            edge = token.left_edge.i
            if token.doc[edge - 1].text == "," and edge - 1 > first.i:
                return edge - 1
        if token.dep_ == "conj" and token.tag_ in FINITE:
            own = any(c.dep_ in SUBJECTS for c in token.lefts)
            if not own and token.head == first and first.tag_ not in FINITE:
                joiners = [c.i for c in token.head.rights if c.dep_ == "cc" and c.i < token.i]
                return max(start + 1, joiners[-1] if joiners else token.left_edge.i)
    return end


def _passive(verb: Token) -> list[Piece]:
    """Of "rebels are believed to have fled", rebels, and to have fled."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    pieces = [_range(c) for c in verb.rights if c.dep_ in CLAUSES or c.dep_ == "oprd"]
    if subject is not None and subject.lower_ != "it" and pieces:
        pieces.insert(0, _range(subject))
    elif subject is not None and verb.lemma_ in THINGS and _agent(verb) is not None:
        pieces = [_range(subject)]
    return pieces


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
    told = next((c for c in noun.rights if _is_told(c)), None)
    source = _owner(noun) if told is not None else None
    if told is not None and source is not None:
        start, end = _range(told)
        start += told.dep_ == "prep" and end - start > 1
        said = told.dep_ != "prep" and any(c.lower_ == "that" for c in told.lefts)
        yield Cue(noun, (noun.i, noun.i + 1), source, [(start, end)], said)


def _is_told(clause: Token) -> bool:
    """Whether a clause says what was said: "that he fled", "to resign", not "that he made"."""
    if clause.dep_ == "ccomp" or (clause.dep_ == "prep" and clause.lower_ in ABOUT):
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
    source = subject_of(be)
    if inner and source is not None:
        start, end = _range(inner[0])
        start += inner[0].dep_ == "prep" and end - start > 1
        yield Cue(adjective, (adjective.i, adjective.i + 1), source, [(start, end)], False)
