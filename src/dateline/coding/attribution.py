"""On whose word: the speakers of a passage, outermost first."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Span, Token

from dateline.coding.arguments import actors_of, parties
from dateline.coding.grammar import load_grammar

GRAMMAR = load_grammar()
ASIDES = frozenset({"say", "add", "report", "announce", "claim"})
ACCUSING = frozenset({"accuse", "suspect", "blame", "condemn", "criticise", "criticize"})


class Saying(NamedTuple):
    """Who says it (the head of the noun phrase), the words of saying, what is said."""

    source: Token
    cue: Span | None
    content: Span


def sayings(trigger: Token) -> list[Saying]:
    """The speakers on whose word the trigger stands, outermost first."""
    found: list[Saying] = []
    token = trigger
    for _ in range(12):
        if (inside := _according(token)) is not None:
            found.append(inside)
        head = token.head
        if head == token:
            break
        if _is_said(token, head) and (source := _speaker(head)) is not None:
            found.append(Saying(source, _cue(head), _content(token, head)))
        token = head
    if not found and (aside := _aside(trigger)) is not None:
        found.append(aside)
    return found[::-1]


def accuser(act: Token) -> Saying | None:
    """Who lays an act at someone's door: "Ankara accused Athens of arming the group"."""
    verb = act.head.head
    if act.dep_ != "pcomp" or verb.lemma_ not in ACCUSING or not (by := parties(actors_of(verb))):
        return None
    return Saying(by[0], _cue(verb), _trim(act.doc[act.left_edge.i : act.right_edge.i + 1]))


def _aside(trigger: Token) -> Saying | None:
    """Of "..., a source said": a verb of saying set off after the act, hung anywhere."""
    sentence = trigger.sent
    for verb in sentence:
        if verb.i < trigger.i or verb.lemma_ not in ASIDES or verb.pos_ != "VERB":
            continue
        subjects = [c for c in verb.children if c.dep_ == "nsubj"]
        start = min((s.left_edge.i for s in subjects), default=0)
        complement = any(c.dep_ in ("ccomp", "dobj") and c.i > verb.i for c in verb.children)
        if start > trigger.i and sentence.doc[start - 1].text == "," and not complement:
            content = sentence.doc[sentence.start : start - 1]
            return Saying(parties(subjects)[0], _cue(verb), _trim(content))
    return None


def _is_said(token: Token, verb: Token) -> bool:
    if verb.lemma_ not in GRAMMAR.speech.verbs or verb.pos_ not in ("VERB", "AUX"):
        return False
    if token.dep_ in ("ccomp", "parataxis"):
        return True
    return token.dep_ in ("advcl", "dep") and any(c.is_quote for c in token.subtree)


def _speaker(verb: Token) -> Token | None:
    """The subject of a verb of saying, or, as in "read one banner", the noun after it."""
    subjects = parties(actors_of(verb))
    if subjects:
        return subjects[0]
    after = [c for c in verb.rights if c.dep_ in ("dobj", "nsubj", "npadvmod")]
    quoted = any(t.is_quote for t in verb.subtree if t.i < verb.i)
    return after[0] if after and quoted else None


def _according(token: Token) -> Saying | None:
    """Of "according to police" hanging on any word between the act and its clause's root."""
    for child in token.children:
        if child.lower_ == "according":
            for to in child.children:
                for source in to.children:
                    if source.dep_ == "pobj":
                        return Saying(source, child.doc[child.i : to.i + 1], _clause(token, child))
    return None


def _cue(verb: Token) -> Span:
    last = max([verb.i, *(c.i for c in verb.children if c.dep_ == "prt")])
    return verb.doc[verb.i : last + 1]


def _content(token: Token, verb: Token) -> Span:
    """What is said: the clause under the verb of saying, on its own side of it."""
    inside = sorted(t.i for t in token.subtree)
    if token.i < verb.i:
        inside = [i for i in inside if i < verb.i]
    else:
        inside = [i for i in inside if i > verb.i]
    return _trim(token.doc[inside[0] : inside[-1] + 1])


def _clause(token: Token, without: Token) -> Span:
    gone = {t.i for t in without.subtree}
    inside = [t.i for t in token.sent if t.i not in gone and not t.is_space]
    before = [i for i in inside if i < without.i]
    chosen = before if len(before) > len(inside) / 2 else [i for i in inside if i > without.i]
    chosen = chosen or inside
    return _trim(token.doc[chosen[0] : chosen[-1] + 1])


def _trim(span: Span) -> Span:
    start, end = span.start, span.end
    doc = span.doc
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]
