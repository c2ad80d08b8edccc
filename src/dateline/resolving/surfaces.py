"""A name on its own, out of any text -> the actors it may stand for at a date, best first."""

from __future__ import annotations

import re

import msgspec

from dateline.knowledge import Actor, Knowledge, folded_words
from dateline.resolving.actors import ActorResolver, Setting
from dateline.types import Entity, Span

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_JOINTS = frozenset("of for in from at on to against under by and with".split())
_OWNED_BY = frozenset(("of", "for", "from", "in"))


class Surface(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a name as a mention (see `resolving.actors.Mention`), without a parse."""

    span: Span
    words: tuple[str, ...]
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    head_at: int
    proper: bool = True
    label: str = ""
    people: bool = False
    apposition: tuple[str, ...] = ()
    owner: Surface | None = None
    country_hint: tuple[str, ...] = ()


def candidates(
    surface: str, day: str | None, country: str | None, resolver: ActorResolver
) -> list[Entity]:
    """The entities a name may stand for on a day (YYYY-MM-DD), the likeliest first.

    `surface` may be in capitals, in lower case or joined by underscores, as lists of names have
    it; `country` (a code) is where it is said or whose it is. Empty where nothing is known of it.
    """
    mention = _mention(surface)
    if not mention.words:
        return []
    setting = Setting(day, country, {})
    best = resolver.resolve(mention, setting)
    others = [
        resolver.entity_of(mention, actor, setting, "is also called so")
        for actor in _namesakes(mention, resolver.knowledge)
    ]
    known = best.entity is not None or best.country is not None or best.sectors
    found = [*([best] if known else []), *others]
    return list({entity.entity or entity.name: entity for entity in found}.values())


def _namesakes(mention: Surface, knowledge: Knowledge) -> list[Actor]:
    return [knowledge.actors[id_] for id_ in knowledge.names.get(" ".join(mention.words), ())]


def _mention(surface: str) -> Surface:
    plain = surface.replace("_", " ").strip()
    plain = _ARTICLE.sub("", plain)
    words, forms = folded_words(plain)
    if plain.isupper() or plain.islower() or "_" in surface:
        forms = [word.upper() for word in words]  # its case tells nothing: as name and as acronym
    span = Span(start=0, end=len(surface), text=surface)
    return _described(span, words, forms)


def _described(span: Span, words: list[str], forms: list[str]) -> Surface:
    """The head is the last word before the first "of" or "in"; what follows "of" owns it."""
    joint = next((n for n, word in enumerate(words) if n and word in _JOINTS), len(words))
    owned = joint < len(words) - 1 and words[joint] in _OWNED_BY
    return Surface(
        span=span,
        words=tuple(words),
        forms=tuple(forms),
        lemmas=tuple(_singular(word) for word in words),
        head_at=max(joint - 1, 0),
        owner=_described(span, words[joint + 1 :], forms[joint + 1 :]) if owned else None,
    )


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-2] + "an"
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural and len(word) > 3 else word
