"""Nouns and adjectives that say what one entity is to another: "X, leader of Y", "loyal to Y".

Whom such a word tells of, whose it is, and what stands before it, all from the parse.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from dateline.coding.arguments import actors_of, grammatical_subjects, is_passive, prepositions

BEFORE = frozenset(
    {"compound", "amod", "nmod", "npadvmod", "advmod", "punct", "quantmod", "hmod", "nummod"}
)
NAMES = frozenset({"compound", "nmod", "amod", "appos", "nsubj"})
FORMER = frozenset(
    """former formerly once onetime one-time erstwhile ousted deposed toppled exiled late then past
    previous retired disgraced overthrown ex ex-""".split()
)
LINKS = frozenset({"be", "become", "remain"})
PORTFOLIOS = frozenset({"minister", "secretary", "commissioner"})
CLAUSAL = frozenset({"acl", "relcl", "advcl"})


def described(word: Token) -> list[Token]:
    """Whom a noun tells of: the name beside or after it, or the subject of its "is"."""
    beside = [c for c in word.children if c.dep_ == "appos" and _is_name(c)]
    if beside and not (word.tag_ == "NNS" and beside[0].ent_type_ == "PERSON"):
        return beside[:1]
    head = word.head
    if word.dep_ in NAMES and head.i > word.i and _is_name(head):
        return [head]
    if word.dep_ == "appos":
        return [head] if head.pos_ in ("NOUN", "PROPN") else []
    if word.dep_ in ("attr", "oprd", "acomp") or (word.dep_ in CLAUSAL and head.pos_ != "VERB"):
        return _subjects(word)
    if word.dep_ == "nsubj" and head.lemma_ in LINKS:
        return [c for c in head.children if c.dep_ == "attr" and _is_name(c)]
    if word.dep_ == "pobj":
        return _in_capacity(word, head)
    if word.dep_ == "conj" and head.pos_ == "NOUN":
        return described(head)
    return []


def _in_capacity(word: Token, prep: Token) -> list[Token]:
    """Of "served as head of X", "was at odds with X", "a group at odds with X"."""
    above = prep.head
    bare = not any(c.i < word.i for c in word.children)
    if above.pos_ in ("NOUN", "PROPN"):
        return [above] if prep.lower_ == "at" and bare else []
    if prep.lower_ == "as":
        return [] if is_passive(above) else actors_of(above)[:1]
    return grammatical_subjects(above) if prep.lower_ == "at" and bare else []


def named(noun: Token) -> Token:
    """The name that a common noun stands beside: "Hezbollah, the movement backed by Iran".

    No name of one stands beside several: not "in Idlib, fighters backed by Iran".
    """
    if noun.pos_ != "NOUN" or noun.tag_ == "NNS":
        return noun
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        return noun.head
    return next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), noun)


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "ORG")


def _subjects(word: Token) -> list[Token]:
    """Who "is" the noun; a noun hung as a clause tells of the noun above it."""
    if word.dep_ in CLAUSAL:
        return [word.head]
    return grammatical_subjects(word.head)


def qualified(adjective: Token) -> list[Token]:
    """Whom an adjective after its noun tells of: "fighters loyal to X", "X is opposed to Y"."""
    head = adjective.head
    if adjective.dep_ in ("acomp", "oprd", "attr"):
        return grammatical_subjects(head)
    if adjective.dep_ == "conj" and head.pos_ in ("ADJ", "VERB"):
        return qualified(head) or grammatical_subjects(head)
    if adjective.dep_ in ("amod", "acl", "relcl", "appos") and head.i < adjective.i:
        return [head]
    return grammatical_subjects(head) if adjective.dep_ == "advcl" else []


def after(word: Token, preps: frozenset[str]) -> list[Token]:
    """What stands after one of the prepositions."""
    return [inner for prep, inner in prepositions(word) if prep in preps]


def owner(noun: Token) -> Token | None:
    """The possessor: "Hamas's leader", "the party, whose leader"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return _whose(child) if child.tag_ == "WP$" else child
    return None


def _whose(pronoun: Token) -> Token | None:
    for above in pronoun.ancestors:
        if above.dep_ == "relcl":
            return above.head
    return None


def named_before(noun: Token) -> list[Token]:
    """Names among the words before a noun, the nearest first: "Hamas leader".

    Before a minister stands no body but a field: "Homeland Security Secretary".
    """
    nations = [t for t in words_before(noun) if t.ent_type_ in ("NORP", "GPE")]
    if noun.lemma_.lower() in PORTFOLIOS:
        return nations
    names = [t for t in words_before(noun) if (_is_name(t) and not t.is_lower) or t in nations]
    labelled = [t for t in names if t.ent_type_]
    return labelled or ([] if noun.is_title else names)  # "Supreme Leader" is a title


def words_before(noun: Token) -> list[Token]:
    """The words that stand before a noun in its phrase, the nearest first."""
    last = noun.head.i if noun.dep_ in NAMES and noun.head.i > noun.i else noun.i
    found = []
    for at in range(noun.i - 1, noun.sent.start - 1, -1):
        token = noun.doc[at]
        if token.nbor(1).text == "-" and not token.whitespace_:  # "vice-president"
            found.append(token)
            continue
        if token.dep_ not in BEFORE and token.text != "-":
            break
        if not at < token.head.i <= last and token.text != "-":
            break
        found.append(token)
    return found


def is_former(noun: Token) -> bool:
    """Whether the noun is no longer true of its bearer: "former", "ex-", "was once"."""
    before = words_before(noun)
    first = min((t.i for t in before), default=noun.i)
    prefix = noun.doc[max(first - 2, noun.sent.start) : first].text.lower()
    words = {prefix, *noun.doc[first : noun.i].text.lower().split()}
    words |= {c.lower_ for c in noun.lefts}
    return bool(words & FORMER)


def office(noun: Token, names: list[Token]) -> Span:
    """The words of an office: "foreign minister", "secretary of state", without `names`."""
    start = noun.i
    for token in words_before(noun):
        nation = token.ent_type_ in ("NORP", "GPE")
        if token in names or nation or token.is_punct or token.lower_ in FORMER:
            break
        start = token.i
    field = field_of(noun)
    return noun.doc[start : (noun if field is None else field).i + 1]


def field_of(noun: Token) -> Token | None:
    """The bare noun that is part of an office's name: "secretary of state", "chief of staff"."""
    fields = [t for t in after(noun, frozenset({"of"})) if t.i == noun.i + 2]
    return next((t for t in fields if t.is_lower or t.lower_ in ("state", "staff")), None)


def copula(word: Token) -> Token | None:
    """The verb that ties a noun or adjective to its subject, if one does."""
    verb = word.head
    return verb if word.dep_ in ("attr", "acomp", "oprd") and verb.pos_ in ("VERB", "AUX") else None


def persons_of(noun: Token) -> Iterator[tuple[Token, Token]]:
    """Of "Diallo of the Farmers' Party": the preposition and the body."""
    if noun.ent_type_ != "PERSON" or noun.pos_ != "PROPN":
        return
    for of in noun.children:
        if of.lower_ == "of":
            yield from ((of, c) for c in of.children if c.dep_ == "pobj" and c.pos_ == "PROPN")
