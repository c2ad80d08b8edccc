"""What is said: the clause, or the thing, that a verb of saying or stance takes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.mentions.sayers import agent_of
from dateline.mentions.speech import (
    CLAUSES,
    FINITE,
    PAST,
    PREPOSITIONS,
    SPEECH,
    SUBJECTS,
    THINGS,
    VERBS,
    Piece,
    span_of,
    trim,
)

ADJUNCT = frozenset("during since before after amid at until while".split())
CONCESSIONS = frozenset("although though while whereas despite even after aside".split())
DASHES = frozenset({"—", "–", "--", "―"})
STOPS = frozenset({"punct", "cc", "conj", "parataxis"})


def complement(verb: Token, passive: bool) -> list[Piece]:
    """What is said, where the parse hangs it on the verb: a clause, or its object."""
    if passive:
        return _passive(verb)
    first = next((c for c in verb.rights if _is_content(c, verb)), None)
    if first is not None:
        return [_onward(verb, first)]
    asked = next((c for c in verb.lefts if c.dep_ == "dobj" and c.lower_ == "what"), None)
    if asked is not None:  # "what the minister said"
        return [span_of(asked)]
    before = next((c for c in verb.lefts if c.dep_ == "ccomp"), None)
    if before is not None:
        return [_up_to(verb, before)]
    return [span_of(c) for c in _misplaced(verb)][:1]


def _misplaced(verb: Token) -> Iterator[Token]:
    """Clauses that a small parser takes for something else: "said after talks he would go"."""
    if verb.lemma_ not in SPEECH.asserts:
        return
    for child in verb.rights:
        if child.dep_ == "advcl" and not any(c.dep_ in ("mark", "advmod") for c in child.lefts):
            if any(c.dep_ in SUBJECTS for c in child.lefts):
                yield child
        elif child.dep_ == "dobj" and verb.lemma_ in SPEECH.telling:
            yield from (c for c in child.rights if c.dep_ in ("relcl", "acl", "ccomp"))


def _is_content(child: Token, verb: Token) -> bool:
    """Whether what stands after a verb opens what is said."""
    dep = child.dep_
    if dep in CLAUSES and verb.lemma_ in VERBS:
        done = dep == "xcomp" and verb.lemma_ in SPEECH.quoting
        return not done and not _has_nearer_cue(verb, child)
    if dep == "dobj":
        return verb.lemma_ in THINGS or _led(verb, child)
    if dep in ("oprd", "attr"):
        return verb.lemma_ in THINGS
    if dep in ("prep", "prt", "advmod", "agent"):
        return child.lower_ in PREPOSITIONS.get(verb.lemma_, ())
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
    if verb.lemma_ in SPEECH.telling:
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
    return before[-1:] == ["and"] and "," not in before and child.lemma_ not in VERBS


def _without_asides(first: Token, start: int, end: int) -> int:
    """Where what is said ends: before a last ", who ..." and before "and added that ..."."""
    for token in first.doc[start + 1 : end]:
        if token.i > first.i and (token.text in DASHES or _is_reporters(token)):
            return token.i - (token.text not in DASHES)
        if token.dep_ in ("relcl", "appos") and token.right_edge.i + 1 >= end - 1:
            edge = token.left_edge.i
            if token.doc[edge - 1].text == "," and edge - 1 > first.i:
                return edge - 1
        if token.dep_ == "conj" and token.tag_ in PAST:
            own = any(c.dep_ in SUBJECTS for c in token.lefts)
            if not own and token.head == first and first.tag_ not in FINITE:
                joiners = [c.i for c in token.head.rights if c.dep_ == "cc" and c.i < token.i]
                return max(start + 1, joiners[-1] if joiners else token.left_edge.i)
    return end


def _is_reporters(token: Token) -> bool:
    """Whether a word opens a clause set off by a comma in which the reporter takes issue."""
    return token.lower_ in CONCESSIONS and token.nbor(-1).text == ","


def _passive(verb: Token) -> list[Piece]:
    """Of "rebels are believed to have fled", rebels, and to have fled."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is None and verb.dep_ == "acl" and agent_of(verb) is not None:
        before = verb.head.left_edge.i, verb.left_edge.i  # "a view held by many"
        return [trim(verb.doc, *before)] if before[0] < before[1] else []
    pieces = [span_of(c) for c in verb.rights if _is_predicated(c, verb)]
    if subject is not None and subject.lower_ != "it" and pieces:
        pieces.insert(0, span_of(subject))
    elif subject is not None and verb.lemma_ in THINGS and agent_of(verb) is not None:
        pieces = [span_of(subject)]
    return pieces


def _is_predicated(child: Token, verb: Token) -> bool:
    """Of "is said to have fled", "was hailed as a hero", "blamed for the fire": what is said."""
    if child.dep_ == "prep":
        held = child.lower_ in ("as", "for") and verb.lemma_ in THINGS
        return held and not any(c.lemma_ in SPEECH.asserts for c in child.rights)
    return child.dep_ in CLAUSES or child.dep_ == "oprd"


def _up_to(verb: Token, clause: Token) -> Piece:
    """A clause before its verb of saying, up to the words of saying."""
    subjects = [c.left_edge.i for c in verb.lefts if c.dep_ != "ccomp" and c.i > clause.i]
    end = min([clause.right_edge.i + 1, verb.i, *(i for i in subjects if i > clause.i)])
    return trim(verb.doc, clause.left_edge.i, end)
