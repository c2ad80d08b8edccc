"""Codebooks: what can be coded, read from a folder of TOML files (see docs/codebook.md)."""

from __future__ import annotations

import difflib
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from dateline.codebooks.phrases import Part, Phrase, parse_phrase
from dateline.errors import CodebookError
from dateline.types import Auxiliary

PLOVER = Path(__file__).parent / "plover"
Kind = Literal["any", "actor", "place", "thing"]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and what must be coded in it."""

    text: str
    actor: str | None = None
    recipient: str | None = None
    auxiliary: list[Auxiliary] | None = None
    modes: list[str] | None = None


class Predicate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry: words of saying that something of this type happened."""

    verbs: list[str] = []
    nouns: list[str] = []
    adjectives: list[str] = []
    modes: list[str] = []
    contexts: list[str] = []
    needs: list[str] = []
    unless: list[str] = []
    recipient: Kind = "any"
    actor: Kind = "any"
    auxiliary: list[Auxiliary] = []
    mutual: bool = False  # both sides do it: all parties are actors
    examples: list[Example] = []
    near_misses: list[str] = []


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER mode and its place on the conflict-cooperation scale."""

    score: float
    definition: str = ""


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One type's file."""

    type: str
    quad: int
    score: float
    requires_recipient: bool
    definition: str
    mutual: bool = False  # as for a predicate; a mode may tell host from guest
    object_is_recipient: bool = True  # whether a fixed object that is a party is the recipient
    rules: list[str] = []
    modes: dict[str, Mode] = {}
    content_modes: dict[str, str] = {}
    actor_modes: dict[str, str] = {}
    predicates: list[Predicate] = []


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PLOVER context and the words, sectors and types that show it."""

    definition: str
    words: list[str] = []
    sectors: list[str] = []
    types: list[str] = []


class Rule(msgspec.Struct, frozen=True):
    """A phrase with the type and the entry it stands in."""

    phrase: Phrase
    type: str
    predicate: Predicate
    where: str
    object_is_recipient: bool = True


class Codebook(msgspec.Struct, frozen=True):
    """Types, contexts and compiled rules; `version` is a hash of the files' bytes."""

    name: str
    version: str
    types: dict[str, EventType]
    contexts: dict[str, Context]
    rules: list[Rule]

    def scale(self, type_: str, modes: list[str]) -> float:
        """Return the strongest of the modes' scores, the type's where there is none."""
        scores = [self.types[type_].modes[mode].score for mode in modes]
        return max(scores, key=abs) if scores else self.types[type_].score


@cache
def load_codebook(folder: Path = PLOVER) -> Codebook:
    """Read a codebook folder. Raises CodebookError naming file, entry and remedy."""
    paths = sorted(path for path in folder.glob("*.toml") if path.name != "contexts.toml")
    if not paths:
        raise CodebookError(f"{folder}: no TOML files; a codebook is a folder with one file a type")
    digest = hashlib.blake2b(digest_size=6)
    types: dict[str, EventType] = {}
    rules: list[Rule] = []
    for path in paths:
        digest.update(path.read_bytes())
        event_type = _decode(path, EventType)
        types[event_type.type] = event_type
        rules += _rules(path, event_type)
    contexts: dict[str, Context] = {}
    if (shared := folder / "contexts.toml").exists():
        digest.update(shared.read_bytes())
        contexts = _decode(shared, dict[str, dict[str, Context]])["contexts"]
    return Codebook(folder.name, digest.hexdigest(), types, contexts, rules)


def _decode(path: Path, type_: Any) -> Any:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=type_)
    except msgspec.MsgspecError as error:
        raise CodebookError(
            f"{path}: {error}; see docs/codebook.md for what may stand there"
        ) from None


def _rules(path: Path, event_type: EventType) -> list[Rule]:
    rules = []
    for number, predicate in enumerate(event_type.predicates, start=1):
        where = f"{path}, predicate {number}"
        _check(where, event_type, predicate)
        parts: dict[Part, list[str]] = {
            "verb": predicate.verbs,
            "noun": predicate.nouns,
            "adjective": predicate.adjectives,
        }
        for part, texts in parts.items():
            short = f"{event_type.type} {number}"
            rules += [
                Rule(
                    parse_phrase(text, part, where),
                    event_type.type,
                    predicate,
                    f"{short}: {text}",
                    event_type.object_is_recipient,
                )
                for text in texts
            ]
    return rules


def _check(where: str, event_type: EventType, predicate: Predicate) -> None:
    for mode in predicate.modes:
        if mode not in event_type.modes:
            near = difflib.get_close_matches(mode, event_type.modes, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise CodebookError(
                f"{where}: unknown mode {mode!r}; {event_type.type} has "
                f"{', '.join(event_type.modes) or 'none'}.{hint}"
            )
    if len(predicate.examples) < 2 or not predicate.near_misses:
        raise CodebookError(f"{where}: give at least two examples and one near miss")
