"""Is what a filter names known at all; and where nothing is found, why."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dateline.asking.conditions import PARTIES, Level, Query
from dateline.asking.filters import Filter
from dateline.errors import SettingsError
from dateline.store import Store


def check(asked: Filter, store: Store) -> None:
    """Raises SettingsError, with near names, on a type or country that neither the store nor
    Dateline knows, and on a search for words where the store keeps none.
    """
    if asked.text and store.words == "none":
        raise SettingsError(f"text {asked.text}: {store.path} keeps no words to search")
    if asked.type:
        _check("type", asked.type, _held(store, "SELECT DISTINCT type FROM claims"), _types)
    if asked.country:
        sql = "SELECT country FROM claim_entities UNION SELECT place_country FROM claims"
        _check("country", asked.country, _held(store, sql), _countries)


def _held(store: Store, sql: str) -> set[str]:
    return {value for value in store.query(sql).column(0).to_pylist() if value is not None}


def _types() -> dict[str, str]:
    from dateline.codebooks import load_codebook

    return dict.fromkeys(load_codebook().types, "")


def _countries() -> dict[str, str]:
    from dateline.knowledge import load_knowledge

    return {code: known.name for code, known in load_knowledge().countries.items()}


def _check(
    field: str, given: Sequence[str], held: set[str], load: Callable[[], dict[str, str]]
) -> None:
    """Loads all that is known, which takes a while, only where the store does not hold it."""
    if held.issuperset(given):
        return
    known = dict.fromkeys(held, "") | load()
    for each in given:
        if each not in known:
            raise SettingsError(f"{field} {each}: unknown; {_near(each, known)}")


def _near(given: str, known: Mapping[str, str]) -> str:
    """The codes that are near, in themselves or by their names."""
    codes = {word.upper(): code for code, name in known.items() for word in (code, name) if word}
    near = dict.fromkeys(codes[word] for word in difflib.get_close_matches(given, codes, 3))
    if not near:
        return f"there are {', '.join(sorted(known))}"
    told = (f"{code} ({known[code]})" if known[code] else code for code in near)
    return f"near it are {', '.join(told)}"


def why_none(store: Store, query: Query) -> str:
    """Why the query finds nothing: what each of its conditions leaves by itself."""
    level = query.level
    every = _number(store, f"SELECT count(*) FROM {level}")
    if not every:
        way = f"`dateline code INPUT --into {store.path}` brings some"
        return f"{store.path} holds no {level}; {way}"
    parts = []
    for condition in query.conditions:
        sql = f"SELECT count(*) FROM {level} WHERE {condition.sql}"
        left = _number(store, sql, condition.values)
        near = "" if left else _near_parties(store, condition.told, level)
        parts.append(f"{condition.told} alone leaves {left:,}{near}")
    return f"none of the {every:,} {level} fits: {'; '.join(parts)}"


def _number(store: Store, sql: str, values: Sequence[Any] = ()) -> int:
    return int(store.query(sql, values).column(0)[0].as_py())


def _near_parties(store: Store, told: str, level: Level) -> str:
    """Names of parties near to the one asked for, where the condition is of a party."""
    field, _, name = told.partition(" ")
    if field not in ("actor", "by", "recipient"):
        return ""
    from rapidfuzz import fuzz, process

    names = sorted(_held(store, f"SELECT DISTINCT name FROM {PARTIES[level]}"))
    found = process.extract(name, names, scorer=fuzz.WRatio, processor=str.lower, limit=3)
    near = [each for each, score, _ in found if score >= 75]
    return f" (near it are {', '.join(near)})" if near else ""
