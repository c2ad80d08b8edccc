"""The annotated corpus -> what the classifier is trained on, one draw an epoch.

Each passage is asked about as its annotators marked it and, beside that, six times in ten as the
coder's own parse would ask. Acts that the coder proposes and nobody annotated are no events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

import msgspec
from msgspec.structs import replace

from dateline.coding.claims import evidence_of
from dateline.coding.classifier import NONE
from dateline.coding.encoding import Extent, Question
from dateline.judging import question_of
from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.training.corpus import Example, Mark

AS_PARSED = 0.6  # share of draws that ask as the coder would too
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


class Passage(msgspec.Struct, frozen=True):
    """A text's annotated examples, how the coder would ask about each, and the non-events that
    it would propose.
    """

    text: str
    annotated: list[Labelled]
    parsed: list[list[Question]]
    non_events: list[Labelled]


def passages(examples: Sequence[Example], coder: Coder) -> list[Passage]:
    """Annotated examples, a passage's together, beside what the coder's parse makes of it."""
    by_text: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_text[example.text].append(example)
    parsed: dict[str, list[Question]] = defaultdict(list)
    non_events: dict[str, list[Labelled]] = defaultdict(list)
    for act in proposed(list(by_text), coder):
        every = by_text[act.text]
        told = [e for e in every if _meets(e, act.trigger)]
        for example in told:
            if example.type != NONE:
                parsed[example.where].append(act.question)
        another = not told and act.type in {e.type for e in every}  # a second word for one event
        if all(e.whole and (e.type == NONE or e not in told) for e in every) and not another:
            non_events[act.text].append(Labelled(question=act.question, type=NONE))
    return [
        Passage(
            text, [labelled(e) for e in every], [parsed[e.where] for e in every], non_events[text]
        )
        for text, every in by_text.items()
    ]


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


def draw(given: Sequence[Passage], rng: Random) -> Iterator[list[Labelled]]:
    """One epoch's questions, a passage's together, each asked in one of its ways."""
    total = sum(len(passage.non_events) for passage in given)
    share = NON_EVENTS / total if total else 0
    for passage in given:
        asked = []
        for each, parsed in zip(passage.annotated, passage.parsed, strict=True):
            asked.append(replace(each, question=_less(each.question, rng)))
            if parsed and rng.random() < AS_PARSED:
                asked.append(replace(each, question=rng.choice(parsed)))
        asked += [each for each in passage.non_events if rng.random() < share]
        yield _beside(asked, rng.choice(given).text, rng)


def _less(question: Question, rng: Random) -> Question:
    """The question with less marked."""
    less: dict[str, tuple[Extent, ...]] = {"trigger": ()} if rng.random() < NO_TRIGGER else {}
    chance = rng.random()
    if chance < 2 * ONE_SIDED:
        less["recipients" if chance < ONE_SIDED else "actors"] = ()
    return replace(question, **less)


def _beside(asked: list[Labelled], other: str, rng: Random) -> list[Labelled]:
    """Questions about one text, now and then with another passage before or after it."""
    text = asked[0].question.text
    if rng.random() >= WITH_ANOTHER or len(text) + len(other) > LONGEST:
        return asked
    if rng.random() < 0.5:
        longer = f"{text} {other}"
        return [replace(each, question=replace(each.question, text=longer)) for each in asked]
    return [replace(each, question=shifted(each.question, f"{other} ")) for each in asked]


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
