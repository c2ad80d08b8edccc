"""A draft and its resolved parts -> a Claim."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import msgspec
from spacy.tokens import Span, Token

from dateline import types
from dateline.codebooks import Codebook
from dateline.coding.contexts import ContextFinder
from dateline.coding.drafts import Draft
from dateline.types import (
    ORDER,
    Attribution,
    Auxiliary,
    Claim,
    Count,
    Entity,
    Evidence,
    Place,
    Report,
    Time,
)

CODER = "rules-2+minilm-1"
LONG_AGO = timedelta(days=365)
WITHOUT_ACTOR = frozenset({"PROTEST"})  # its crowd is implied where nobody is named


class Parts(msgspec.Struct):
    """What was resolved for one draft."""

    actors: list[Entity]
    recipients: list[Entity]
    place: Place | None
    time: Time | None
    counts: list[Count]
    attribution: list[Attribution]


def claim_of(
    draft: Draft, parts: Parts, report: Report, codebook: Codebook, contexts: ContextFinder
) -> Claim:
    """Assemble the claim; its id rests on report and trigger alone, so it survives upgrades."""
    evidence = evidence_of(draft.trigger)
    sentence = draft.trigger.sent
    event_type = codebook.types[draft.type]
    found = contexts.find(
        sentence.lemma_.lower(),
        sentence.text.lower(),
        [s for e in (*parts.actors, *parts.recipients) for s in e.sectors[:1]],
        draft.type,
        draft.modes,
    )
    return Claim(
        id=content_id("c", report.id, evidence.trigger, 0),
        report_id=report.id,
        paragraph=draft.trigger._.paragraph,
        type=draft.type,
        modes=draft.modes,
        contexts=list(dict.fromkeys([*draft.contexts, *found])),
        quad=event_type.quad,
        scale=codebook.scale(draft.type, draft.modes),
        auxiliary=_auxiliary(draft, parts.time, report),
        actors=parts.actors,
        recipients=parts.recipients,
        complete=_complete(draft, parts, event_type.requires_recipient),
        place=parts.place,
        time=parts.time,
        counts=parts.counts,
        attribution=parts.attribution,
        evidence=evidence,
        confidence=draft.confidence,
        coder=CODER,
        codebook=f"{codebook.name}-{codebook.version}",
    )


def content_id(kind: str, report_id: str, trigger: types.Span, ordinal: int) -> str:
    """Hash of the report, the trigger's span and the ordinal of the claim or relation there."""
    span = f"{trigger.field}\x1f{trigger.start}\x1f{trigger.end}"
    key = f"{report_id}\x1f{span}\x1f{ordinal}"
    return kind + hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def evidence_of(trigger: Token) -> Evidence:
    """A trigger and its sentence, in the report's words."""
    words = trigger.doc[trigger.i : trigger.i + 1]._.source
    return Evidence(sentence=_whole(trigger.sent)._.source, trigger=words)


def _whole(sentence: Span) -> Span:
    """The sentence without blanks around it."""
    start, end = sentence.start, sentence.end
    while start < end - 1 and sentence.doc[start].is_space:
        start += 1
    while end > start + 1 and sentence.doc[end - 1].is_space:
        end -= 1
    return sentence.doc[start:end]


def _auxiliary(draft: Draft, time: Time | None, report: Report) -> list[Auxiliary]:
    found = set(draft.auxiliary)
    if time and time.latest and report.published and "future" not in found:
        day = (report.published + "-01-01")[:10]
        if date.fromisoformat(time.latest) < date.fromisoformat(day) - LONG_AGO:
            found.add("historical")
    return [auxiliary for auxiliary in ORDER if auxiliary in found]


def _complete(draft: Draft, parts: Parts, requires_recipient: bool) -> bool:
    actor = bool(parts.actors) or draft.type in WITHOUT_ACTOR
    return actor and (bool(parts.recipients) or not requires_recipient)
