"""A filter as SQL over a store's views, a condition for each of its fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from dateline.asking.filters import Box, Filter
from dateline.errors import SettingsError

Level = Literal["events", "claims"]
# the days that a row may have happened on; an open end is taken for the other one, and what is
# only known to be over by the day of publication counts on that day
FIRST = "CASE WHEN time_basis = 'published' THEN latest ELSE coalesce(earliest, latest) END"
LAST = "coalesce(latest, earliest)"
ORDERS = {
    "oldest": f"{FIRST} NULLS LAST", "newest": f"{LAST} DESC NULLS LAST",
    "confidence": "confidence DESC", "conflict": "scale", "cooperation": "scale DESC",
    "reports": "independent_reports DESC",
}  # fmt: skip
PARTIES = {"events": "event_parties", "claims": "claim_entities"}
OF_PARTIES = {
    "events": "SELECT event_id FROM event_parties",
    "claims": "SELECT claim_id FROM claim_entities",
}
SENTENCES = {
    "events": "SELECT event_id FROM event_claims JOIN claims ON claims.id = claim_id",
    "claims": "SELECT id FROM claims",
}
UNHAPPENED = "regexp_matches(auxiliary, 'future|hypothetical|negation')"


class Condition(msgspec.Struct, frozen=True):
    """One condition: in words, and in SQL with its parameters."""

    told: str
    sql: str
    values: Sequence[Any] = ()


class Query(msgspec.Struct, frozen=True):
    """What follows FROM: the level's view, WHERE, ORDER BY and LIMIT, with parameters."""

    level: Level
    conditions: list[Condition]
    order: str
    limit: int | None

    @property
    def where(self) -> str:
        """The view with its conditions, without order or limit."""
        return f"{self.level} WHERE {' AND '.join(c.sql for c in self.conditions) or 'true'}"

    @property
    def ordered(self) -> str:
        """The same with order and limit."""
        limit = "" if self.limit is None else f" LIMIT {self.limit}"
        return f"{self.where} ORDER BY {self.order}, id{limit}"

    @property
    def values(self) -> list[Any]:
        """The parameters, in their order."""
        return [value for condition in self.conditions for value in condition.values]

    @property
    def told(self) -> str:
        """The conditions in words."""
        return ", ".join(condition.told for condition in self.conditions)


def query_of(asked: Filter, level: Level = "events") -> Query:
    """The query of a filter. Raises SettingsError where only events can be asked so."""
    if level == "claims" and (asked.min_reports or asked.sort == "reports"):
        raise SettingsError("min reports, sort reports: claims have one report each; ask events")
    return Query(level, [*_conditions(asked, level)], ORDERS[asked.sort], asked.limit)


def _conditions(asked: Filter, level: Level) -> Iterator[Condition]:
    if asked.type:
        yield _among("type", asked.type, "VARCHAR")
    if asked.quad:
        yield _among("quad", asked.quad, "BIGINT")
    if asked.told != "any":
        no = "NOT " if asked.told == "happened" else ""
        yield Condition(f"told as {asked.told}", f"{no}{UNHAPPENED}")
    if asked.actor:
        yield _party("actor", asked.actor, level, ("actor", "recipient"))
    if asked.by:
        yield _party("by", asked.by, level, ("actor",))
    if asked.recipient:
        yield _party("recipient", asked.recipient, level, ("recipient",))
    if asked.country:
        yield _country(asked.country, level)
    if asked.since:
        yield Condition(f"since {asked.since}", f"{LAST} >= ?", [asked.since])
    if asked.until:
        yield Condition(f"until {asked.until}", f"{FIRST} <= ?", [asked.until])
    if asked.box:
        yield _box(asked.box)
    if asked.min_confidence:
        told = f"confidence at least {asked.min_confidence:g}"
        yield Condition(told, "confidence >= ?", [asked.min_confidence])
    if asked.min_reports:
        told = f"independent reports at least {asked.min_reports}"
        yield Condition(told, "independent_reports >= ?", [asked.min_reports])
    if asked.text:
        yield _text(asked.text, level)


def _among(column: str, wanted: Sequence[Any], kind: str) -> Condition:
    return Condition(
        f"{column} {_any(wanted)}", f"list_contains(?::{kind}[], {column})", [[*wanted]]
    )


def _party(told: str, names: Sequence[str], level: Level, roles: Sequence[str]) -> Condition:
    """By the whole id, or part of the name without regard to case and accents."""
    plain = [_plain(name) for name in names]
    one = "(lower(entity) = ? OR contains(lower(strip_accents(name)), ?))"
    named = " OR ".join([one] * len(names))
    listed = ", ".join(f"'{role}'" for role in roles)
    sql = f"id IN ({OF_PARTIES[level]} WHERE role IN ({listed}) AND ({named}))"
    return Condition(f"{told} {_any(names)}", sql, [name for name in plain for _ in range(2)])


def _country(codes: Sequence[str], level: Level) -> Condition:
    has = "list_contains(?::VARCHAR[], {})"
    party = f"{OF_PARTIES[level]} WHERE role <> 'speaker' AND {has.format('country')}"
    sql = f"(coalesce({has.format('place_country')}, false) OR id IN ({party}))"
    return Condition(f"country {_any(codes)}", sql, [[*codes], [*codes]])


def _box(box: Box) -> Condition:
    """By the place's point or an area's centre; what is placed in a country only, is nowhere."""
    west, south, east, north = box
    across = "lon BETWEEN ? AND ?" if west <= east else "(lon >= ? OR lon <= ?)"
    told = f"box {west:g},{south:g},{east:g},{north:g}"
    sql = f"resolution > 1 AND {across} AND lat BETWEEN ? AND ?"
    return Condition(told, sql, [west, east, south, north])


def _text(text: str, level: Level) -> Condition:
    """All the words in one sentence, whole words unless they end with `*`."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    has = " AND ".join(["regexp_matches(lower(strip_accents(sentence)), ?)"] * len(words))
    return Condition(
        f"text “{text}”", f"id IN ({SENTENCES[level]} WHERE {has})", [*map(_pattern, words)]
    )


def _pattern(word: str) -> str:
    """A regular expression for the word within a sentence in lower case without accents."""
    core = re.escape(_plain(word.removesuffix("*")))
    ending = r"[\pL\pN]*" if word.endswith("*") else ""
    return rf"(^|[^\pL\pN]){core}{ending}($|[^\pL\pN])"


def _plain(text: str) -> str:
    """In lower case, without accents, as `lower(strip_accents(...))` has it."""
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare).lower()


def _any(values: Sequence[Any]) -> str:
    return " or ".join(map(str, values))
