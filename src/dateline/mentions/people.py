"""Whether a common noun that no list holds names people: by what is said of it, and its ending."""

from __future__ import annotations

from spacy.tokens import Token

# What is said of people only, and verbs that are done to people only: they tell a noun that no list
# holds to be one of a person.
HUMAN = frozenset(
    """elderly pregnant unarmed retired jailed imprisoned exiled fugitive handcuffed masked hooded
    teenage unemployed homeless widowed orphaned bearded injured wounded aspiring naturalised
    renowned outspoken disgruntled underage""".split()
)
PERSONAL = frozenset(
    """arrest rearrest detain jail imprison handcuff apprehend interrogate behead abduct kidnap
    murder assassinate lynch torture rape stab injure wound maim deport extradite acquit convict
    sentence indict arraign pardon flog enslave exile""".split()
)
FORMERLY = frozenset("former senior deputy veteran acting elected fellow".split())
AGENTIVE = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "eer", "ee", "ess", "ant")
CRAFT = ("man", "woman", "logist", "ographer", "maker", "keeper", "worker", "smith", "monger")


def is_human(token: Token) -> bool:
    """Whether what is said of a common noun is said of people: "two stewards who fled"."""
    if token.pos_ != "NOUN" or token.ent_type_ in ("DATE", "TIME", "MONEY"):
        return False
    said = {c.lemma_.lower() for c in token.children if c.dep_ in ("amod", "compound")}
    lemma = token.lemma_.lower()
    return bool(
        said & HUMAN
        or lemma.endswith(CRAFT)
        or (said & FORMERLY and lemma.endswith(AGENTIVE))
        or _is_aged(token)
        or _has_who(token)
        or (_undergoer(token) in PERSONAL)
    )


def _undergoer(token: Token) -> str:
    """The verb that is done to what the noun names, or ""."""
    while token.dep_ == "conj":
        token = token.head
    return token.head.lemma_ if token.dep_ in ("dobj", "nsubjpass") else ""


def _has_who(token: Token) -> bool:
    clauses = (c for c in token.rights if c.dep_ == "relcl")
    return any(
        w.lower_ == "who" and w.dep_ in ("nsubj", "nsubjpass")
        for clause in clauses
        for w in clause.children
    )


def _is_aged(token: Token) -> bool:
    """Of "a 19-year-old student", "the 40-year-old"."""
    words = token.doc[token.left_edge.i : token.i + 1].text.lower()
    return "-year-old" in words
