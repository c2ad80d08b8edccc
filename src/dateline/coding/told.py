"""Whom a verdict on an act told before is about: "police shot two; he condemned the shooting".

The doer of the act is who is condemned, its demander whose demand is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from dateline.coding.arguments import OBJECTS
from dateline.coding.drafts import Draft

VERDICTS = frozenset({"ACCUSE", "REJECT"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
STEM = 4  # letters that a verb must have for its noun to be told by its beginning
DEEP = 2  # nouns within one another: "an investigation into the shooting"


def recall(drafts: Sequence[Draft], acts: Sequence[Draft]) -> None:
    """Give verdicts without a recipient the doers of the act they are on.

    `drafts` are those kept, in the order of the text; `acts` are all that were proposed, which
    tell of what type a noun such as "the expulsions" is.
    """
    types = {draft.trigger.i: draft.type for draft in acts if draft.type}
    for number, draft in enumerate(drafts):
        if draft.type in VERDICTS and draft.actors and not draft.recipients:
            for noun in _definite(draft.trigger):
                before = (d for d in reversed(drafts[:number]) if d.actors)
                same = (d for d in before if _tells(d, noun, types.get(noun.i)))
                if told := next(same, None):
                    draft.recipients = [t for t in told.actors if t not in draft.actors]
                    draft.notes.append(f"{noun.text!r} is {told.trigger.text!r}, told before")
                    break


def _definite(verb: Token) -> Iterator[Token]:
    """Definite nouns below a verb that do not say whose they are, the nearest first."""
    level = [verb]
    for _ in range(DEEP):
        level = [noun for word in level for noun in _below(word)]
        yield from (noun for noun in level if _is_bare(noun))


def _below(word: Token) -> list[Token]:
    preps = [c for c in word.children if c.dep_ == "prep"]
    inner = [c for prep in preps for c in prep.children if c.dep_ == "pobj"]
    return [c for c in word.children if c.dep_ in OBJECTS] + inner


def _is_bare(noun: Token) -> bool:
    definite = any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.lefts)
    return definite and not any(c.dep_ == "poss" or c.lower_ in ("of", "by") for c in noun.children)


def _tells(draft: Draft, noun: Token, type_: str | None) -> bool:
    """Whether a noun names the act of a draft: it is of its type, or of its word."""
    word, verb = noun.lemma_.lower(), draft.trigger.lemma_.lower()
    return draft.type == type_ or (len(verb) >= STEM and word.startswith(verb))
