"""Whose words they are: the subject of a verb of saying, its agent, the owner of a claim."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.mentions.speech import FINITE, PAST, SPEECH, SUBJECTS, THINGS, VERBAL, Piece, trim

FAR = 5  # steps up to the verb whose subject a verb shares
PASSIVE = frozenset({"nsubjpass", "csubjpass", "auxpass"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
WITHIN = frozenset({"pobj", "prep", "compound"})
TAILS = frozenset({"acl", "advcl"})
BEFORE_INVERSION = frozenset({",", '"', "”", "''", "’", "?", "!"})


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


def source_of(verb: Token) -> tuple[Token | None, bool]:
    """The subject of a verb, its agent where it is passive, and whether it is that."""
    passive = False
    for child in verb.children:
        passive = passive or child.dep_ in PASSIVE
    if passive:
        return agent_of(verb), True
    named = _just_before(verb)
    apart = named is not None and named.ent_type_ == "PERSON" and verb.dep_ == "conj"
    found = named if apart and verb.nbor(-1).text == "," else subject_of(verb) or named
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "advcl")
        and (found is None or found.head != verb)
    ):
        return agent_of(verb), True
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


def agent_of(verb: Token) -> Token | None:
    for by in verb.rights:
        if by.lower_ == "by":
            return next((c for c in by.rights if c.dep_ == "pobj"), None)
    return None


def subject_of(verb: Token) -> Token | None:
    for _ in range(FAR):
        low = verb.i if _closes_quotation(verb) else 0
        own = [
            c for c in verb.children if c.dep_ in SUBJECTS and low <= c.left_edge.i <= verb.i + 2
        ]
        if own:
            return _named_before(own[-1]) if own[-1].pos_ in NOMINAL else None
        if (after := _inverted(verb)) is not None:
            return after
        head = verb.head
        if verb.dep_ == "conj" and verb.tag_ in PAST and head.tag_ == "VB":
            head = head.head  # "said he would go and warned": who said it warned
        if verb.dep_ in ("acl", "relcl") and head.pos_ in NOMINAL:
            return head
        if verb.dep_ in ("pcomp", "xcomp", "advcl"):
            head = _governor(head)
        if head == verb or head.pos_ not in VERBAL or verb.dep_ == "ccomp":
            return None
        controls = [c for c in head.children if c.dep_ == "nsubjpass"]
        if verb.dep_ == "xcomp":
            controls += [c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i]
        if controls:
            return controls[-1]
        verb = head
    return None


def _governor(word: Token) -> Token:
    """Of "were in the lead in urging", "was slow to admit" the verb."""
    while word.pos_ in ("NOUN", "PROPN", "ADJ", "ADP") and word.head != word:
        word = word.head
    return word


def _named_before(subject: Token) -> Token:
    """Of "a report that says" the report; "who" and "which" stay."""
    verb = subject.head
    if subject.lower_ == "that" and verb.dep_ == "relcl":
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
    if verb.lemma_ in THINGS | SPEECH.telling and verb.nbor(-1).text == ",":
        return None
    after = (c for c in verb.rights if c.left_edge.i == verb.i + 1)
    return next((c for c in after if c.pos_ in ("NOUN", "PROPN", "PRON")), None)


def owner_of(noun: Token) -> Token | None:
    """Whose saying it is: a possessor, "by X", or who makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.lower_ in ("by", "from", "of", "among"):
            inner = [c for c in child.rights if c.dep_ == "pobj"]
            if inner and inner[0].pos_ in NOMINAL and child.lower_ != "of":
                return inner[0]
    if noun.dep_ in ("dobj", "pobj") and noun.head.pos_ in VERBAL:
        return source_of(noun.head)[0]
    return None
