"""PLOVER's boundary rules as data: what each divides, and passages on either side of it.

The rules stand in boundaries.toml; gold.md says how they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.training.corpus import Marked, parse_marks
from dateline.types import Auxiliary

BOUNDARIES = Path(__file__).parent / "boundaries.toml"


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A passage as the file has it, its marks in braces."""

    text: str
    type: str
    modes: tuple[str, ...] | None = None
    auxiliary: tuple[Auxiliary, ...] | None = None
    mutual: bool | None = None


class _WrittenRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    rule: str
    types: tuple[str, ...]
    passages: tuple[_Written, ...]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A passage and what its marked trigger is coded as; a None is not judged.

    `mutual` is whether all its parties are actors.
    """

    where: str
    text: str
    marks: tuple[Marked, ...]
    type: str
    modes: tuple[str, ...] | None
    auxiliary: tuple[Auxiliary, ...] | None
    mutual: bool | None

    @property
    def side(self) -> str:
        """The side of its rule that the passage stands on, in words.

        Where the rule is about an auxiliary or about who is an actor, that alone decides.
        """
        if self.auxiliary is not None:
            return "+".join(self.auxiliary) or "no auxiliary"
        if self.mutual is not None:
            return "mutual" if self.mutual else "one-sided"
        return " ".join([self.type, "+".join(self.modes or ())]).strip()

    @property
    def trigger(self) -> str:
        """The words that are, or must not be, coded."""
        return next(self.text[m.start : m.end] for m in self.marks if m.mark == "trigger")


class Rule(msgspec.Struct, frozen=True):
    """One boundary: the types (or NONE) that it divides, and passages of each side."""

    name: str
    rule: str
    types: tuple[str, ...]
    passages: tuple[Passage, ...]


def boundaries(path: Path = BOUNDARIES) -> list[Rule]:
    """The rules, in the file's order.

    Raises msgspec.ValidationError where the file breaks the format, InputError where marks do.
    """
    file = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[_WrittenRule]])
    return [Rule(rule.name, rule.rule, rule.types, tuple(_passages(rule))) for rule in file["rule"]]


def _passages(rule: _WrittenRule) -> Iterator[Passage]:
    for number, written in enumerate(rule.passages, 1):
        where = f"boundaries.toml, {rule.name} {number}"
        text, marks = parse_marks(written.text, where)
        yield Passage(
            where=where,
            text=text,
            marks=marks,
            type=written.type,
            modes=written.modes,
            auxiliary=written.auxiliary,
            mutual=written.mutual,
        )
