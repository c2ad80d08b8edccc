"""The annotated corpus -> what the classifier is trained on, one draw an epoch.

Each passage is asked about as its annotators marked it and, four times in ten, as the coder's
own parse would ask. Acts that the coder proposes and nobody annotated are no events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from random import Random

import msgspec

from dateline.coding.claims import evidence_of
from dateline.coding.classifier import NONE
from dateline.coding.encoding import Extent, Question
from dateline.judging import question_of
from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.training.corpus import Example, Mark

AS_PARSED = 0.4  # share of draws that ask as the coder would
NO_TRIGGER = 0.5  # share of draws that leave the trigger unmarked, as `relate` does
ONE_SIDED = 0.07  # share of draws without the actor, and as many without the recipient
WITH_ANOTHER = 0.1  # share of draws with another passage before or after
LONGEST = 420  # code points of two passages together
NON_EVENTS = 3000  # of the acts that nobody annotated, how many are drawn an epoch


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A question and its answer; where `whole` is false, only the type is known."""

    question: Question
    type: str
    modes: Sequence[str] = ()
    contexts: Sequence[str] = ()
    auxiliary: Sequence[str] = ()
    whole: bool = False


class Material(msgspec.Struct, frozen=True):
    """Annotated examples, how the coder would ask about each, and non-events it would propose."""

    annotated: list[Labelled]
    parsed: list[list[Question]]
    non_events: list[Labelled]


def material(examples: Sequence[Example], coder: Coder) -> Material:
    """Annotated examples beside what the coder's parse makes of their passages."""
    by_text: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_text[example.text].append(example)
    parsed: dict[str, list[Question]] = defaultdict(list)
    non_events: list[Labelled] = []
    for act in proposed(list(by_text), coder):
        every = by_text[act.text]
        told = [e for e in every if _meets(e, act.trigger)]
        for example in told:
            if example.type != NONE:
                parsed[example.where].append(act.question)
        another = not told and act.type in {e.type for e in every}  # a second word for one event
        if all(e.whole and (e.type == NONE or e not in told) for e in every) and not another:
            non_events.append(Labelled(question=act.question, type=NONE))
    annotated = [labelled(example) for example in examples]
    return Material(annotated, [parsed[example.where] for example in examples], non_events)


class Proposed(msgspec.Struct, frozen=True):
    """What the coder would ask of a text; `trigger` in the text, `type` what phrases say or ""."""

    text: str
    trigger: Extent
    question: Question
    type: str


def proposed(texts: Sequence[str], coder: Coder) -> Iterator[Proposed]:
    """Every act that the coder would have judged in the texts."""
    reports = [report_from_text(text, id=str(number)) for number, text in enumerate(texts)]
    for text, analysis in zip(texts, coder.analyses(reports), strict=True):
        for draft in coder.drafts(analysis.doc):
            words = evidence_of(draft.trigger).trigger
            yield Proposed(text, (words.start, words.end), question_of(draft), draft.type)


def _meets(example: Example, words: Extent) -> bool:
    """Whether the words share a letter with the example's trigger."""
    return any(
        m.start < words[1] and words[0] < m.end for m in example.marks if m.mark == "trigger"
    )


def labelled(example: Example) -> Labelled:
    """An annotated example as question and answer."""
    return Labelled(
        question=Question(
            example.text,
            _extents(example, "actor"),
            _extents(example, "recipient"),
            _extents(example, "trigger"),
        ),
        type=example.type,
        modes=[f"{example.type}.{mode}" for mode in example.modes],
        contexts=example.contexts,
        auxiliary=example.auxiliary,
        whole=example.whole,
    )


def _extents(example: Example, mark: Mark) -> tuple[Extent, ...]:
    return tuple((m.start, m.end) for m in example.marks if m.mark == mark)


def draw(given: Material, rng: Random) -> Iterator[Labelled]:
    """One epoch's examples, each asked in one of its ways."""
    texts = [each.question.text for each in given.annotated]
    for each, parsed in zip(given.annotated, given.parsed, strict=True):
        if parsed and rng.random() < AS_PARSED:
            question = rng.choice(parsed)
        else:
            question = _varied(each.question, texts, rng)
        yield msgspec.structs.replace(each, question=question)
    yield from rng.sample(given.non_events, min(NON_EVENTS, len(given.non_events)))


def _varied(question: Question, texts: Sequence[str], rng: Random) -> Question:
    """The question with less marked, or beside another passage."""
    less: Mapping[str, tuple[Extent, ...]] = {}
    if rng.random() < NO_TRIGGER:
        less = {"trigger": ()}
    chance = rng.random()
    if chance < 2 * ONE_SIDED:
        less = {**less, ("recipients" if chance < ONE_SIDED else "actors"): ()}
    question = msgspec.structs.replace(question, **less)
    other = rng.choice(texts)
    if rng.random() >= WITH_ANOTHER or len(question.text) + len(other) > LONGEST:
        return question
    if rng.random() < 0.5:
        return msgspec.structs.replace(question, text=f"{question.text} {other}")
    return shifted(question, f"{other} ")


def shifted(question: Question, before: str) -> Question:
    """The question with words set before its text."""

    def move(extents: tuple[Extent, ...]) -> tuple[Extent, ...]:
        return tuple((start + len(before), end + len(before)) for start, end in extents)

    return Question(
        before + question.text,
        move(question.actors),
        move(question.recipients),
        move(question.trigger),
    )
