"""Knowledge as data: countries, known actors with dated roles, generic agents.

One loader for the CSV files beside this module. Names are compared in a folded form
(see `fold`): lower case, without accents, hyphens and full stops.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import jellyfish
import msgspec
from rapidfuzz import fuzz

from dateline.errors import KnowledgeError

FOLDER = Path(__file__).parent
LONGEST_NAME = 9  # words
ONE_SPELLING = 82  # similarity, of 100, at which two names that sound alike are one name
ONE_WORD = 65  # the same of each of their words
# Articles and particles that one spelling of a name has and another leaves out.
PARTICLES = frozenset("al el ul as ash at an ad ar az ur bin ben ibn de da dos".split())
_BREAKS = re.compile(r"[-‐‑–—'’ʻ`./,()\"“”\s]+")


def fold(text: str) -> str:
    """Fold a name for comparison: "Muqtada al-Ṣadr" and "muqtada al sadr" are one."""
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        )
    text = text.replace("U.S.A.", "USA").replace("U.S.", "US").replace("U.N.", "UN")
    text = text.replace("U.K.", "UK").replace("E.U.", "EU")
    return _BREAKS.sub(" ", text).strip().casefold()


class Country(msgspec.Struct, frozen=True):
    """A state or PLOVER exception."""

    code: str
    name: str
    capital: str


class CountryWord(msgspec.Struct, frozen=True):
    """A word that stands for a country, and how."""

    code: str
    form: str  # name, adjective, demonym, capital or seat


class Role(msgspec.Struct, frozen=True):
    """An office or membership between two dates (inclusive, to the precision known)."""

    actor: str
    office: str
    country: str
    sectors: tuple[str, ...]
    start: str
    end: str
    organisation: str

    def holds(self, day: str) -> bool:
        """Whether the role was held on a day; a bare year or month covers all of it."""
        begun = not self.start or self.start <= day[: len(self.start)]
        return begun and (not self.end or day[: len(self.end)] <= self.end)

    def ended(self, day: str) -> bool:
        """Whether the role was over by that day."""
        return bool(self.end) and self.end < day[: len(self.end)]


class Actor(msgspec.Struct, frozen=True):
    """A known actor."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    other_countries: tuple[str, ...]
    sectors: tuple[str, ...]
    start: str
    end: str
    roles: tuple[Role, ...] = ()


class Agent(msgspec.Struct, frozen=True):
    """A generic agent noun and its sectors."""

    phrase: str
    sectors: tuple[str, ...]
    kind: str


class Knowledge(msgspec.Struct, frozen=True):
    """Everything known, indexed by folded words."""

    countries: dict[str, Country]
    country_words: dict[str, CountryWord]
    actors: dict[str, Actor]
    names: dict[str, tuple[str, ...]]
    agents: dict[str, Agent]
    abbreviations: frozenset[str]  # folded names that are written in capitals only
    sounds: dict[str, tuple[str, ...]]  # persons' full names by how they sound
    surnames: dict[str, tuple[str, ...]]  # persons' ids by the last word of their name
    version: str

    def named(
        self, words: Sequence[str], forms: Sequence[str]
    ) -> Iterator[tuple[int, int, list[Actor]]]:
        """Known actors in folded words, longest first: (start, end, candidates).

        `forms` are the words as they stand: a name has a capital, an abbreviation only capitals.
        """
        taken = [False] * len(words)
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                end = start + length
                name = " ".join(words[start:end])
                ids = self.names.get(name)
                if ids and not any(taken[start:end]) and self._is_name(name, forms[start:end]):
                    taken[start:end] = [True] * length
                    yield start, end, [self.actors[id_] for id_ in ids]

    def _is_name(self, name: str, forms: Sequence[str]) -> bool:
        shown = "".join(forms)
        return shown.isupper() if name in self.abbreviations else shown != shown.lower()

    def spelt_like(self, words: Sequence[str]) -> Actor | None:
        """The one person whose full name these folded words spell otherwise, if there is one."""
        plain = _plain(words)
        near = {
            id_
            for name in self.sounds.get(_sound(plain), ())
            if fuzz.ratio(" ".join(plain), name) >= ONE_SPELLING and _word_by_word(plain, name)
            for id_ in self.names[name]
        }
        return self.actors[near.pop()] if len(near) == 1 else None

    def country_in(
        self, words: Sequence[str], forms: Sequence[str]
    ) -> Iterator[tuple[int, int, CountryWord]]:
        """Country words in folded words, longest first: (start, end, word); forms as for names."""
        taken = [False] * len(words)
        for length in range(min(LONGEST_NAME, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                end = start + length
                name = " ".join(words[start:end])
                word = self.country_words.get(name)
                if word and not any(taken[start:end]) and self._is_name(name, forms[start:end]):
                    taken[start:end] = [True] * length
                    yield start, end, word


@cache
def load_knowledge() -> Knowledge:
    """Read all knowledge files. Raises KnowledgeError naming file and line."""
    digest = hashlib.blake2b(digest_size=6)
    countries, words = _countries(digest)
    roles: dict[str, list[Role]] = defaultdict(list)
    for row in _rows("roles", digest):
        roles[row["actor"]].append(_role(row))
    actors = {row["id"]: _actor(row, roles[row["id"]]) for row in _rows("actors", digest)}
    names: dict[str, list[str]] = defaultdict(list)
    for actor in actors.values():
        for name in dict.fromkeys(fold(n) for n in (actor.name, *actor.aliases)):
            names[name].append(actor.id)
    agents = {
        fold(row["phrase"]): Agent(row["phrase"], _list(row["sectors"]), row["kind"])
        for row in _rows("agents.csv", digest)
    }
    index = {name: tuple(ids) for name, ids in names.items() if name}
    spelt = [name for actor in actors.values() for name in (actor.name, *actor.aliases)]
    short = _abbreviations([*spelt, *_spellings()])
    return Knowledge(
        countries, words, actors, index, agents, short, *_persons(actors), digest.hexdigest()
    )


def _persons(
    actors: dict[str, Actor],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Persons' full names by their sound, and ids by surname."""
    sounds: dict[str, list[str]] = defaultdict(list)
    surnames: dict[str, list[str]] = defaultdict(list)
    for actor in (a for a in actors.values() if a.kind == "person"):
        surnames[fold(actor.name).split()[-1]].append(actor.id)
        for name in dict.fromkeys(map(fold, (actor.name, *actor.aliases))):
            if sound := _sound(_plain(name.split())):
                sounds[sound].append(name)
    return (
        {sound: tuple(names) for sound, names in sounds.items()},
        {name: tuple(ids) for name, ids in surnames.items()},
    )


def _plain(words: Sequence[str]) -> list[str]:
    """A name without initials and particles."""
    return [word for word in words if len(word) > 1 and word not in PARTICLES]


def _sound(words: Sequence[str]) -> str:
    """How a name of two words or more sounds; "" for a shorter one, which tells too little."""
    return " ".join(map(_metaphone, words)) if len(words) > 1 else ""


_metaphone = cache(jellyfish.metaphone)


def _word_by_word(words: Sequence[str], name: str) -> bool:
    """Whether each word is near its like, and ends in a vowel or not as it does: Luis is not
    Luisa, nor Haig Hug.
    """
    pairs = zip(words, _plain(name.split()), strict=True)
    return all(
        (one[-1] in "aeiouy") == (other[-1] in "aeiouy") and fuzz.ratio(one, other) >= ONE_WORD
        for one, other in pairs
    )


def _abbreviations(names: Iterable[str]) -> frozenset[str]:
    """Names that are only ever written in capitals: "PLAN" is a navy, "plan" is none."""
    capital: set[str] = set()
    mixed: set[str] = set()
    for name in names:
        (capital if name.isupper() else mixed).add(fold(name))
    return frozenset(capital - mixed)


def _spellings() -> Iterator[str]:
    """Every country word as written."""
    for row in _rows("countries.csv", hashlib.blake2b()):
        for column in ("name", "aliases", "demonyms", "adjectives", "capital", "seats"):
            yield from _list(row[column])


def folded_words(text: str) -> tuple[list[str], list[str]]:
    """The folded words of a text and, aligned, the forms they have in it."""
    words: list[str] = []
    forms: list[str] = []
    for token in text.split():
        parts = fold(token).split()
        words += parts
        forms += [token] * len(parts)
    return words, forms


def _rows(name: str, digest: hashlib.blake2b) -> Iterator[dict[str, str]]:
    path = FOLDER / name
    for each in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        data = each.read_bytes()
        digest.update(data)
        reader = csv.DictReader(data.decode("utf-8").splitlines())
        for row in reader:
            if None in row or None in row.values():
                raise KnowledgeError(
                    f"{each}, line {reader.line_num}: {len(reader.fieldnames or [])} columns "
                    "expected; quote cells that hold a comma"
                )
            yield {key: value.strip() for key, value in row.items()}


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _countries(digest: hashlib.blake2b) -> tuple[dict[str, Country], dict[str, CountryWord]]:
    countries: dict[str, Country] = {}
    words: dict[str, CountryWord] = {}
    rows = list(_rows("countries.csv", digest))
    for column, form in (
        ("seats", "seat"),
        ("capital", "capital"),
        ("demonyms", "demonym"),
        ("adjectives", "adjective"),
        ("aliases", "name"),
        ("name", "name"),
    ):
        for row in rows:
            capital = next(iter(_list(row["capital"])), "")
            countries[row["code"]] = Country(row["code"], row["name"], capital)
            for word in _list(row[column]):
                words[fold(word)] = CountryWord(row["code"], form)
    return countries, words


def _role(row: dict[str, str]) -> Role:
    return Role(
        row["actor"],
        row["office"],
        row["country"],
        _list(row["sectors"]),
        row["from"],
        row["to"],
        row.get("organisation", ""),
    )


def _actor(row: dict[str, str], roles: list[Role]) -> Actor:
    return Actor(
        row["id"],
        row["name"],
        _list(row["aliases"]),
        row["kind"],
        row["country"] or None,
        _list(row["other_countries"]),
        _list(row["sectors"]),
        row["from"],
        row["to"],
        tuple(sorted(roles, key=lambda role: role.start)),
    )
