"""Acts that no phrase of the codebook tells: any verb with a party, for the classifier to judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spacy.tokens import Doc, Token

from dateline.coding.arguments import parties, verb_arguments
from dateline.coding.auxiliary import auxiliaries
from dateline.coding.drafts import Draft, Drafter, is_mutual
from dateline.coding.matching import KindOf
from dateline.coding.reach import reached

UNTYPED = ""  # the type of a draft that the classifier has not judged yet
TOWARDS = frozenset("on against of at upon to with over from for into".split())


def acts(doc: Doc, drafter: Drafter) -> list[Draft]:
    """What may have happened, by trigger: acts that phrases tell, and any verb with a party.

    An object that names nobody gives way to the party beyond it.
    """
    told = drafter.drafts(doc)
    taken = {token.i for draft in told for token in draft.tokens}
    found = [*told, *propose(doc, taken, drafter.kind_of)]
    for draft in found:
        named = any(t.pos_ == "PRON" or "actor" in drafter.kind_of(t) for t in draft.recipients)
        if draft.actors and not named and not is_mutual(draft, drafter.codebook):
            beyond = reached(draft.trigger, drafter.kind_of)
            draft.recipients = [t for t in beyond if t not in draft.actors] or draft.recipients
    return sorted(found, key=lambda draft: draft.trigger.i)


def propose(doc: Doc, taken: Collection[int], kind_of: KindOf) -> Iterator[Draft]:
    """Drafts without a type, for the verbs at none of the indices `taken`."""
    for token in doc:
        if token.pos_ == "VERB" and token.i not in taken and not _is_clock(token):
            draft = _draft(token, kind_of)
            if draft.actors or any("actor" in kind_of(t) for t in draft.recipients):
                yield draft


def _is_clock(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME")


def _draft(verb: Token, kind_of: KindOf) -> Draft:
    arguments = verb_arguments(verb)
    actors = [t for t in parties(arguments.subjects) if "actor" in kind_of(t)]
    touched = parties(arguments.objects) + [
        t for t in parties(arguments.after(TOWARDS)) if "actor" in kind_of(t)
    ]
    return Draft(
        trigger=verb,
        type=UNTYPED,
        modes=[],
        contexts=[],
        auxiliary=[*auxiliaries(verb)],
        actors=actors,
        recipients=[t for t in dict.fromkeys(touched) if t not in actors],
        rule="classifier",
        weight=0,
        tokens=[verb],
    )
