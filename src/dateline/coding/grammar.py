"""The word lists of grammar.toml, typed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec


class Governors(msgspec.Struct, frozen=True):
    """What a governing verb says of the act in its complement."""

    future: frozenset[str]
    hypothetical: frozenset[str]
    negation: frozenset[str]


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """English grammar that coding needs as data; grammar.toml says what each list is."""

    light: frozenset[str]
    light_with: frozenset[str]
    suffer: frozenset[str]
    governors: Governors
    object_control: frozenset[str]
    unreal: frozenset[str]
    hosts: frozenset[str]
    partitive: frozenset[str]


@cache
def load_grammar() -> Grammar:
    """Read grammar.toml, which ships beside this module."""
    path = Path(__file__).with_name("grammar.toml")
    return msgspec.toml.decode(path.read_bytes(), type=Grammar)
