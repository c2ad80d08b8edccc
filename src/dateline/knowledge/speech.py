"""The words of speech.toml: by which speech, thought and stance are put to someone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec


class Speech(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lemmas; speech.toml says what each list is. `with_preposition` holds "verb preposition"."""

    asserts: frozenset[str]
    asserts_thing: frozenset[str]
    stance: frozenset[str]
    stance_thing: frozenset[str]
    with_preposition: frozenset[str]
    quoting: frozenset[str]
    telling: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    adverbs: frozenset[str]
    labels: frozenset[str]
    sources: frozenset[str]


@cache
def load_speech() -> Speech:
    """Read speech.toml, which ships beside this module."""
    text = Path(__file__).with_name("speech.toml").read_bytes()
    lists = msgspec.toml.decode(text, type=dict[str, str])
    return Speech(
        **{
            name: frozenset(
                part.strip() for part in (words.split(",") if "," in words else words.split())
            )
            for name, words in lists.items()
        }
    )
