"""python -m dateline.codebooks.check [TYPE ...]: which examples and near misses fail, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from spacy.language import Language
from spacy.tokens import Token

from dateline.codebooks import Codebook, EventType, Example, Predicate, load_codebook
from dateline.coding.drafts import Draft, Drafter
from dateline.knowledge import fold, load_knowledge
from dateline.mentions.actors import kind_of, noun_phrase
from dateline.parsing import load_model


def failures(codebook: Codebook, nlp: Language, wanted: list[str]) -> Iterator[str]:
    """One line for each example that is not coded as it says and each near miss that is."""
    drafter = Drafter(codebook, partial(kind_of, knowledge=load_knowledge()))
    for event_type in codebook.types.values():
        if wanted and event_type.type not in wanted:
            continue
        for number, predicate in enumerate(event_type.predicates, start=1):
            for line in _entry(event_type, predicate, drafter, nlp):
                yield f"{event_type.type} {number}: {line}"


def _entry(
    event_type: EventType, predicate: Predicate, drafter: Drafter, nlp: Language
) -> Iterator[str]:
    for example in predicate.examples:
        drafts = drafter.drafts(nlp(example.text))
        mine = [d for d in drafts if d.type == event_type.type]
        if not any(_as_said(d, example, predicate, event_type) for d in mine):
            yield f"MISSED {example.text}\n    wanted {_wanted(example)}; got {_told(drafts)}"
    for text in predicate.near_misses:
        wrong = [d for d in drafter.drafts(nlp(text)) if d.type == event_type.type]
        if wrong:
            yield f"FALSE  {text}\n    got {_told(wrong)}"


def _as_said(draft: Draft, example: Example, predicate: Predicate, event_type: EventType) -> bool:
    modes = predicate.modes if example.modes is None else example.modes
    mutual = draft.mutual or event_type.mutual
    recipients = [*draft.recipients, *(draft.actors if mutual else [])]
    return (
        _same(draft.actors, example.actor)
        and _same(recipients, example.recipient)
        and set(modes) <= set(draft.modes)
        and (example.auxiliary is None or set(example.auxiliary) == set(draft.auxiliary))
    )


def _same(tokens: list[Token], words: str | None) -> bool:
    if words is None:
        return True
    wanted = fold(words)
    return any(
        fold(t.text) in wanted.split() or wanted in fold(noun_phrase(t).text) for t in tokens
    )


def _wanted(example: Example) -> str:
    return f"{example.actor} -> {example.recipient}"


def _told(drafts: list[Draft]) -> str:
    return (
        "; ".join(
            f"{d.type} {d.modes} {d.auxiliary} {[t.text for t in d.actors]} -> "
            f"{[t.text for t in d.recipients]} by {d.rule!r}"
            for d in drafts
        )
        or "nothing"
    )


if __name__ == "__main__":
    problems = list(failures(load_codebook(), load_model(), sys.argv[1:]))
    print("\n".join(problems))
    sys.exit(f"{len(problems)} failures" if problems else 0)
