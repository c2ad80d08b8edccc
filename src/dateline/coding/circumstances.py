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


class Acts:
    """The drafts of a report, found by token and by sentence."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts
        self.by_token = {t.i: draft for draft in drafts for t in draft.tokens}
        self.by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            self.by_sentence.setdefault(draft.trigger.sent.start, []).append(draft)

    def beside(self, token: Token) -> list[Draft]:
        """The drafts of the token's sentence."""
        return self.by_sentence.get(token.sent.start, [])

    def owner(self, token: Token) -> Draft | None:
        """The draft whose words are nearest above the token, None where speech comes between."""
        for _ in range(FAR):
            if draft := self.by_token.get(token.i):
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
    found: Iterable[tuple[Span, Thing]], acts: Acts, share: Callable[[Draft, list[Thing]], bool]
) -> dict[int, list[Thing]]:
    """Give each thing to the draft it hangs from; keys are the indices of the drafts' triggers.

    `share` says of a draft and what it was given whether it also gets the things of its
    sentence that hang from no draft.
    """
    given: dict[int, list[Thing]] = {}
    loose: dict[int, list[Thing]] = {}
    for span, thing in found:
        draft = acts.owner(span.root)
        if draft is not None:
            given.setdefault(draft.trigger.i, []).append(thing)
        elif not is_apart(span.root):
            loose.setdefault(span.sent.start, []).append(thing)
    for draft in acts.drafts:
        own = given.get(draft.trigger.i, [])
        near = loose.get(draft.trigger.sent.start, [])
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
