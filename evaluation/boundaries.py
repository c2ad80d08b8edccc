"""PLOVER's boundary rules as data: what each divides, and passages on either side of it.

The rules stand in boundaries.toml; gold.md says how they are written.

Usage: python -m evaluation.boundaries [--misses]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dateline.pipeline import Coder
from dateline.reading import report_from_text
from dateline.training.corpus import NONE, Marked, parse_marks
from dateline.types import Auxiliary, Claim

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


def judged(rule: Rule, coder: Coder) -> list[tuple[Passage, bool, str]]:
    """Of every passage: whether it is coded as its rule has it, and what was coded."""
    result = []
    for passage in rule.passages:
        claims = coder.code(report_from_text(passage.text, id=passage.where))
        at = [c for c in claims if _at(passage, c)]
        told = ", ".join(f"{c.type} {'+'.join(c.modes)}".strip() for c in at) or "nothing"
        right = any(_fits(passage, c) for c in at) if passage.type != NONE else not at
        result.append((passage, right, told))
    return result


def share(coder: Coder) -> float:
    """The share of all passages that are coded as their rules have it."""
    verdicts = [right for rule in boundaries() for _, right, _ in judged(rule, coder)]
    return sum(verdicts) / len(verdicts)


def _at(passage: Passage, claim: Claim) -> bool:
    """Whether a claim's trigger is among the passage's trigger words."""
    mark = next(m for m in passage.marks if m.mark == "trigger")
    words = claim.evidence.trigger
    return words.start < mark.end and mark.start < words.end


def _fits(passage: Passage, claim: Claim) -> bool:
    """Whether a claim has the passage's type, and the modes and auxiliary that it judges."""
    modes = passage.modes is None or set(passage.modes) == set(claim.modes)
    auxiliary = passage.auxiliary is None or set(passage.auxiliary) == set(claim.auxiliary)
    sides = passage.mutual is None or passage.mutual != bool(claim.recipients)
    return claim.type == passage.type and modes and auxiliary and sides


def main() -> None:
    """Print the share right of each rule, and with --misses the passages that are wrong."""
    coder, right, every = Coder(), 0, 0
    for rule in boundaries():
        found = judged(rule, coder)
        right, every = right + sum(ok for _, ok, _ in found), every + len(found)
        print(f"{rule.name:40} {sum(ok for _, ok, _ in found)} of {len(found)}")
        for passage, _, told in (each for each in found if "--misses" in sys.argv and not each[1]):
            print(f"    {passage.type} {'+'.join(passage.modes or ())}, got {told}: {passage.text}")
    print(f"{right} of {every}: {right / every:.3f}")


if __name__ == "__main__":
    main()
