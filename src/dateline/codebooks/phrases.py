"""The phrase language of the codebook: "A impose curfew on R" -> head and elements."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.errors import CodebookError

Part = Literal["verb", "noun", "adjective"]
SLOTS = frozenset("ARC")
PREPOSITIONS = frozenset(
    """about above across after against ahead along alongside amid among around as at before
    behind below beneath off opposite facing beside between beyond by despite during except for
    from in inside into
    like near of on onto outside over past per since through throughout to toward towards under
    until unto upon via versus with within without""".split()
)
PARTICLES = frozenset("apart aside away back down forth forward home out together up".split())


class Element(msgspec.Struct, frozen=True):
    """What must stand beside the head.

    kind: "object" (direct object or predicate word), "prep" (after one of `preps`),
    "particle", "clause" or "modifier" (before a noun head). Either `slot` ("A", "R", "C")
    or `words` says what stands there; neither: anything.
    """

    kind: Literal["object", "prep", "particle", "clause", "modifier"]
    preps: frozenset[str] = frozenset()
    slot: str | None = None
    words: frozenset[str] = frozenset()


class Phrase(msgspec.Struct, frozen=True):
    """A compiled phrase; `text` is as written, `subject` the slot that the subject fills."""

    text: str
    part: Part
    heads: frozenset[str]
    elements: tuple[Element, ...]
    subject: str = "A"

    @property
    def literals(self) -> list[frozenset[str]]:
        """Words besides the head that the phrase cannot do without."""
        return [element.words for element in self.elements if element.words]

    @property
    def particles(self) -> frozenset[str]:
        """Particles and prepositions that stand with nothing after them."""
        bare = [e for e in self.elements if e.kind == "prep" and not e.slot and not e.words]
        loose = [e.words for e in self.elements if e.kind == "particle"] + [e.preps for e in bare]
        return frozenset().union(*loose)

    @property
    def is_bare(self) -> bool:
        """Whether nothing but slots stands beside the head: all of them must be filled."""
        return not self.literals and not self.particles

    def has(self, slot: str) -> bool:
        """Whether the phrase says where to find the slot, other than as subject."""
        return any(element.slot == slot for element in self.elements)


def parse_phrase(text: str, part: Part, where: str) -> Phrase:
    """Compile one phrase. Raises CodebookError where no head is found."""
    words = text.split()
    subject = "A"
    if words and words[0] in SLOTS:
        subject, *words = words
    if not words or words[0] in SLOTS:
        raise CodebookError(
            f"{where}: phrase {text!r} has no head; write e.g. 'A impose curfew on R'"
        )
    if part == "noun":
        return _noun_phrase(text, words, subject)
    first, *rest = words[0].split("_") if "|" not in words[0] else [words[0]]
    return Phrase(
        text, part, frozenset(first.split("|")), tuple(_elements([*rest, *words[1:]])), subject
    )


def _noun_phrase(text: str, words: list[str], subject: str) -> Phrase:
    """The head is the last noun before any preposition: "drone strike on R" -> strike."""
    end = next((i for i, word in enumerate(words) if _ends_noun(word)), len(words))
    *before, head = words[:end]
    if "_" in head and "|" not in head:
        parts = head.split("_")
        at = parts.index("of") - 1 if "of" in parts else len(parts) - 1
        before, head = [*before, *parts[:at]], parts[at]
        words = [*words[:end], *parts[at + 1 :], *words[end:]]
    modifiers = tuple(Element("modifier", words=frozenset(w.split("|"))) for w in before)
    return Phrase(
        text, "noun", frozenset(head.split("|")), modifiers + tuple(_elements(words[end:])), subject
    )


def _ends_noun(word: str) -> bool:
    return word in SLOTS or set(word.split("|")) <= PREPOSITIONS


def _elements(words: list[str]) -> list[Element]:
    elements: list[Element] = []
    position = 0
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else None
        options = frozenset(word.split("|"))
        if options <= PREPOSITIONS:
            if following and set(following.split("|")) <= PREPOSITIONS:
                following = None  # "give in to R": only the last has something after it
            position += following is not None
            elements.append(_after_preposition(options, following))
        elif word == "that":
            pass
        elif options <= PARTICLES:
            elements.append(Element("particle", words=options))
        elif word == "C":
            elements.append(Element("clause", slot="C"))
        elif word in SLOTS:
            elements.append(Element("object", slot=word))
        else:
            elements.append(Element("object", words=options))
        position += 1
    return elements


def _after_preposition(preps: frozenset[str], following: str | None) -> Element:
    if following is None:
        return Element("prep", preps)
    if following == "C" and "to" in preps:
        return Element("clause", preps, "C")
    if following in SLOTS:
        return Element("prep", preps, following)
    return Element("prep", preps, None, frozenset(following.split("|")))
