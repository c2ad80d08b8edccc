"""Knowledge as data: countries, known actors with dated roles, generic agents.

One loader for the CSV files beside this module and for the user's own (see `user`), which
are laid over them. Names are compared in a folded form (see `fold`): lower case, without
accents, hyphens and full stops.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from dateline.config import knowledge_folder
from dateline.knowledge.files import Cells, listed, read_rows
from dateline.knowledge.names import fold, folded_words, is_same_name, sound
from dateline.knowledge.user import UserKnowledge, role_key

__all__ = [
    "Actor", "Agent", "Country", "CountryWord", "Knowledge", "Role", "fold", "folded_words",
    "load_builtin", "load_knowledge",
]  # fmt: skip
FOLDER = Path(__file__).parent
LONGEST_NAME = 9  # words


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
    name_reach: dict[str, int]  # first word of a name -> words of the longest that it begins
    word_reach: dict[str, int]  # the same of country words
    version: str

    def named(
        self, words: Sequence[str], forms: Sequence[str]
    ) -> Iterator[tuple[int, int, list[Actor]]]:
        """Known actors in folded words, longest first: (start, end, candidates).

        `forms` are the words as they stand: a name has a capital, an abbreviation only capitals.
        """
        for start, end, name in self._phrases(words, forms, self.names, self.name_reach):
            yield start, end, [self.actors[id_] for id_ in self.names[name]]

    def _phrases(
        self,
        words: Sequence[str],
        forms: Sequence[str],
        known: Container[str],
        reach: Mapping[str, int],
    ) -> Iterator[tuple[int, int, str]]:
        """Known phrases in folded words, longest first, none overlapping another; `reach` has of
        each first word the length of the longest phrase that it begins.
        """
        if reach.keys().isdisjoint(words):
            return
        far = {
            at: min(reach[word], len(words) - at) for at, word in enumerate(words) if word in reach
        }
        taken = [False] * len(words)
        for length in range(max(far.values()), 0, -1):
            for start in (at for at, longest in far.items() if longest >= length):
                end = start + length
                name = " ".join(words[start:end])
                if name not in known or any(taken[start:end]):
                    continue
                if self._is_name(name, forms[start:end]):
                    taken[start:end] = [True] * length
                    yield start, end, name

    def _is_name(self, name: str, forms: Sequence[str]) -> bool:
        shown = "".join(forms)
        return shown.isupper() if name in self.abbreviations else shown != shown.lower()

    def spelt_like(self, words: Sequence[str]) -> Actor | None:
        """The one person whose full name these folded words spell otherwise, if there is one."""
        near = {
            id_
            for name in self.sounds.get(sound(words), ())
            if is_same_name(words, name)
            for id_ in self.names[name]
        }
        return self.actors[near.pop()] if len(near) == 1 else None

    def country_in(
        self, words: Sequence[str], forms: Sequence[str]
    ) -> Iterator[tuple[int, int, CountryWord]]:
        """Country words in folded words, longest first: (start, end, word); forms as for names."""
        for start, end, name in self._phrases(words, forms, self.country_words, self.word_reach):
            yield start, end, self.country_words[name]


def load_knowledge(user: Path | None = None) -> Knowledge:
    """The built-in knowledge and, laid over it, that of a user's folder, read once.

    Without a folder the user's own, see `config.knowledge_folder`; one that is not there is
    empty. Raises KnowledgeError naming file and line.
    """
    return _load(FOLDER, user or knowledge_folder())


def load_builtin() -> Knowledge:
    """The built-in knowledge alone."""
    return _load(FOLDER, FOLDER / "user")  # where nothing lies


@lru_cache(maxsize=4)  # one suffices but for tests
def _load(folder: Path, user: Path) -> Knowledge:
    digest = hashlib.blake2b(digest_size=6)
    rows = {name: _cells(folder / name, digest) for name in ("countries.csv", "roles", "actors")}
    countries, words = _countries(rows["countries.csv"])
    agent_rows = {row["phrase"]: row for row in _cells(folder / "agents.csv", digest)}
    own = UserKnowledge(user, digest, countries)
    role_rows = {role_key(row): row for row in rows["roles"]} | own.roles
    roles: dict[str, list[Role]] = defaultdict(list)
    for row in role_rows.values():
        roles[row["actor"]].append(_role(row))
    # the user's first: of two actors that fit a name alike the first is chosen
    actor_rows = own.actors | {r["id"]: r for r in rows["actors"] if r["id"] not in own.actors}
    own.check_roles(actor_rows)
    actors = {id_: _actor(row, roles[id_]) for id_, row in actor_rows.items()}
    agents = {
        fold(row["phrase"]): Agent(row["phrase"], listed(row["sectors"]), row["kind"])
        for row in (agent_rows | own.agents).values()
    }
    spelt = [name for actor in actors.values() for name in (actor.name, *actor.aliases)]
    short = _abbreviations([*spelt, *_spellings(rows["countries.csv"])])
    everyone = actors.values()
    names = _names(everyone)
    return Knowledge(
        countries, words, actors, names, agents, short,
        _persons_by_sound(everyone), _persons_by_surname(everyone),
        _reach(names), _reach(words), digest.hexdigest(),
    )  # fmt: skip


def _cells(path: Path, digest: hashlib.blake2b) -> list[Cells]:
    return [row.cells for row in read_rows(path, digest)]


def _reach(phrases: Iterable[str]) -> dict[str, int]:
    """Of each first word the number of words of the longest phrase."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        longest[first] = min(max(longest.get(first, 0), len(rest) + 1), LONGEST_NAME)
    return longest


def _names(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """Folded name -> ids of the actors that go by it."""
    names: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        for name in dict.fromkeys(fold(n) for n in (actor.name, *actor.aliases)):
            names[name].append(actor.id)
    return {name: tuple(ids) for name, ids in names.items() if name}


def _persons_by_sound(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """Persons' full names, folded, by their sound."""
    found: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        for name in map(fold, (actor.name, *actor.aliases) if actor.kind == "person" else ()):
            if (heard := sound(name.split())) and name not in found[heard]:
                found[heard].append(name)
    return {heard: tuple(names) for heard, names in found.items()}


def _persons_by_surname(actors: Iterable[Actor]) -> dict[str, tuple[str, ...]]:
    """Persons' ids by the last word of their usual name."""
    found: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        if actor.kind == "person":
            found[fold(actor.name).split()[-1]].append(actor.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _abbreviations(names: Iterable[str]) -> frozenset[str]:
    """Names that are only ever written in capitals: "PLAN" is a navy, "plan" is none."""
    capital: set[str] = set()
    mixed: set[str] = set()
    for name in names:
        (capital if name.isupper() else mixed).add(fold(name))
    return frozenset(capital - mixed)


def _spellings(countries: Iterable[Cells]) -> Iterator[str]:
    """Every country word as written."""
    for row in countries:
        for column in ("name", "aliases", "demonyms", "adjectives", "capital", "seats"):
            yield from listed(row[column])


def _countries(rows: Sequence[Cells]) -> tuple[dict[str, Country], dict[str, CountryWord]]:
    countries: dict[str, Country] = {}
    words: dict[str, CountryWord] = {}
    for column, form in (
        ("seats", "seat"),
        ("capital", "capital"),
        ("demonyms", "demonym"),
        ("adjectives", "adjective"),
        ("aliases", "name"),
        ("name", "name"),
    ):
        for row in rows:
            capital = next(iter(listed(row["capital"])), "")
            countries[row["code"]] = Country(row["code"], row["name"], capital)
            for word in listed(row[column]):
                words[fold(word)] = CountryWord(row["code"], form)
    return countries, words


def _role(row: Cells) -> Role:
    return Role(
        row["actor"],
        row["office"],
        row["country"],
        listed(row["sectors"]),
        row["from"],
        row["to"],
        row.get("organisation", ""),
    )


def _actor(row: Cells, roles: list[Role]) -> Actor:
    return Actor(
        row["id"],
        row["name"],
        listed(row["aliases"]),
        row["kind"],
        row["country"] or None,
        listed(row["other_countries"]),
        listed(row["sectors"]),
        row["from"],
        row["to"],
        tuple(sorted(roles, key=lambda role: role.start)),
    )
