"""Scores attributions: who is said to have said what, against gold.

Gold rows are `{id, text, attributions}`, each attribution with `source`, `cue` and `content`:
a list of spans (`[start, end, ...]` or `{"start", "end", ...}`), one span, or null. `speakers`
names the list as well, so that the answers of `resolve speakers` can be corrected into gold.

An attribution is found where its content and its source both overlap, word by word in the text:
at least half of gold's words are in the answer and at least half of the answer's are in gold
(`both`), or gold's half alone (`covered`). No source matches only no source. The cue is not
judged. Matching is one to one, the pair whose contents share most first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from dateline.scoring import Row, Scores, figures

Rule = Literal["both", "covered"]
_WORD = re.compile(r"\w+")
HALF = 0.5


class Words(NamedTuple):
    """Where the words of an attribution's source and content start."""

    source: frozenset[int]
    content: frozenset[int]


def score(gold_rows: Iterable[Row], answers: Iterable[Row]) -> Scores:
    """Figures by rule. Answers are rows `{id, speakers}`; ids that gold has not are left out."""
    given = {row["id"]: row for row in answers}
    right: dict[Rule, int] = {"both": 0, "covered": 0}
    wanted = answered = 0
    for row in gold_rows:
        gold = read_attributions(row, row["text"])
        found = read_attributions(given.get(row["id"], {}), row["text"])
        wanted, answered = wanted + len(gold), answered + len(found)
        for rule in right:
            right[rule] += len(matches(gold, found, rule))
    return {rule: figures(number, answered, wanted) for rule, number in right.items()}


def read_attributions(row: Row, text: str) -> list[Words]:
    """The attributions of a gold or answer row, those without content left out."""
    starts = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    every = row.get("attributions", row.get("speakers", []))
    read = [Words(_words(a["source"], starts), _words(a["content"], starts)) for a in every]
    return [words for words in read if words.content]


def matches(gold: list[Words], found: list[Words], rule: Rule) -> list[tuple[int, int]]:
    """Pairs of places in `gold` and `found` that are one attribution, each used once."""
    pairs = sorted(
        (-_dice(g.content, f.content), -_dice(g.source, f.source), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _overlaps(g.content, f.content, rule) and _overlaps(g.source, f.source, rule)
    )
    taken: set[int] = set()
    used: set[int] = set()
    result = []
    for *_, i, j in pairs:
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            result.append((i, j))
    return result


def _words(spans: Any, starts: list[tuple[int, int]]) -> frozenset[int]:
    every = spans if isinstance(spans, list) else [spans] if spans else []
    bounds = [(s["start"], s["end"]) if isinstance(s, Mapping) else s[:2] for s in every]
    return frozenset(s for s, e in starts for low, high in bounds if low < e and s < high)


def _overlaps(gold: frozenset[int], found: frozenset[int], rule: Rule) -> bool:
    if not gold or not found:
        return not gold and not found
    shared = len(gold & found)
    enough = shared >= HALF * len(gold)
    return enough and (rule == "covered" or shared >= HALF * len(found))


def _dice(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
