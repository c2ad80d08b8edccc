"""Which act a place, time or number belongs to, by the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from spacy.tokens import Span, Token

from dateline.coding.drafts import Draft
from dateline.coding.grammar import load_grammar

GRAMMAR = load_grammar()
Thing = TypeVar("Thing")
FAR = 12  # steps up the parse


def owner(token: Token, drafts: Iterable[Draft]) -> Draft | None:
    """The draft whose words are nearest above the token, None where speech comes between."""
    by_token = {t.i: draft for draft in drafts for t in draft.tokens}
    for _ in range(FAR):
        if draft := by_token.get(token.i):
            return draft
        if token.head == token or _speaks(token) or token.dep_ == "relcl":
            return None
        token = token.head
    return None


def _speaks(token: Token) -> bool:
    return token.lemma_ in ("say", "tell") and token.pos_ == "VERB"


def is_apart(token: Token) -> bool:
    """Whether the words tell of something else: "doctors said on Thursday", "who left in May"."""
    for _ in range(3):
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return _speaks(token) or token.dep_ == "relcl"
    return False


def assign(
    found: Iterable[tuple[Span, Thing]],
    drafts: list[Draft],
    share: Callable[[Draft, list[Thing]], bool],
) -> dict[int, list[Thing]]:
    """Give each thing to the draft it hangs from; keys are the indices of the drafts' triggers.

    `share` says of a draft and what it was given whether it also gets the things of its
    sentence that hang from no draft.
    """
    given: dict[int, list[Thing]] = {}
    loose: list[tuple[Span, Thing]] = []
    for span, thing in found:
        draft = owner(span.root, drafts)
        if draft is not None:
            given.setdefault(draft.trigger.i, []).append(thing)
        elif not is_apart(span.root):
            loose.append((span, thing))
    for draft in drafts:
        own = given.get(draft.trigger.i, [])
        near = [thing for span, thing in loose if span.sent == draft.trigger.sent]
        if near and share(draft, own):
            given[draft.trigger.i] = own + near
    return given


def tense(token: Token) -> Literal["past", "future"]:
    """ "future" where the verb above the token is in the future, else "past"."""
    for _ in range(FAR):
        if token.pos_ in ("VERB", "AUX"):
            ahead = any(c.lower_ in ("will", "'ll", "shall") for c in token.children)
            planned = token.lemma_ in GRAMMAR.governors.future or any(
                c.lower_ == "to" and c.dep_ == "aux" for c in token.children
            )
            return "future" if ahead or (planned and token.dep_ in ("xcomp", "ROOT")) else "past"
        if token.head == token:
            break
        token = token.head
    return "past"
