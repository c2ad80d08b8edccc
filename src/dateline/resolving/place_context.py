"""What a report says around its place names: the countries it is about, and what lies in what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from dateline.resolving.gazetteer import Entry, Gazetteer
from dateline.resolving.gazetteer.names import (
    ALL_KIND_WORDS,
    DIRECTIONS,
    KIND_WORDS,
    PAPER_WORDS,
    norm,
)
from dateline.resolving.place_scores import contains, prior
from dateline.types import Field, Report

_CAP = r"[^\W\d_a-z][\w'’.-]*"
_NAME = rf"{_CAP}(?:\s(?:(?:of|al|de|del|la|el|the)\s)?{_CAP}){{0,3}}"
_POSSESSIVE = re.compile(r"['’]s?$")
_CAPITALISED = re.compile(_CAP)
_FILLER = "|".join(sorted({*ALL_KIND_WORDS, *DIRECTIONS, "of", "the", "in", "city's", "held"}))
_INSIDE = re.compile(
    rf"(?:['’]s)?\s*(?:(?:{_FILLER})\b\s*){{0,2}}(?:,|\(|\b(?:in|of|outside)\b)\s*"
    rf"(?:(?:{_FILLER})\s+){{0,4}}(?P<name>{_NAME})",
)
_OWNER = re.compile(
    rf"(?P<name>{_NAME})(?P<own>['’]s?)?\s+(?:(?:{_FILLER}|[a-z]+-[a-z]+)\s+){{0,5}}$"
)
_LIST = re.compile(rf"(?:,\s*{_NAME}){{1,8}},?\s+(?:and|or)\s+(?:in\s+)?[^\W\d_a-z]")
_CALLED = re.compile(
    r"(?:^|[^\w\s]|\b[a-z]\S*)\s*\b(?P<kind>[a-z]+)\s+(?:of|called|named)\s+(?:the\s+)?$"
)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}")
_STANDS_ALONE = re.compile(  # after "the Ohio", which is then no "Ohio governor"
    r"\W*$|\s*[^\w\s]|\s+(?:and|or|as|at|by|from|for|had|has|in|is|of|on|to|was|were|will|with"
    r"|rose|rises|burst|flows|flooded|overflowed|crested|peaked|swelled|froze|forms)\b"
)
_GENERIC_DOMAINS = re.compile("ai|cc|co|fm|gg|io|la|ly|me|sh|st|to|tv|ws")


class CountryMention(msgspec.Struct, frozen=True):
    """A country named, by name or adjective, at a place in a text."""

    start: int
    end: int
    code: str


def _phrases(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """At each capitalised word, the phrases that start there, the longest first."""
    words = list(_CAPITALISED.finditer(text))
    for number, first in enumerate(words):
        ends = [last.end() for last in reversed(words[number : number + 4])]
        yield [
            (first.start(), end, _POSSESSIVE.sub("", text[first.start() : end]))
            for end in ends
            if end - first.start() < 40
        ]


def country_mentions(text: str, gazetteer: Gazetteer) -> list[CountryMention]:
    """The countries that a text names, in order, the longest name at each point."""
    found: list[CountryMention] = []
    for phrases in _phrases(text):
        for start, end, phrase in phrases:
            if found and start < found[-1].end:
                break
            if code := _country_of(phrase, gazetteer):
                found.append(CountryMention(start, end, code))
                break
    return found


def great_cities(text: str, gazetteer: Gazetteer) -> dict[str, Entry]:
    """Capitals and cities of millions that a text names, by their normalised names there."""
    found: dict[str, Entry] = {}
    for phrases in _phrases(text):
        for _, _, phrase in phrases[-2:]:  # two words or one
            entries = [e for e in gazetteer.lookup(phrase) if e.resolution == 4]
            top = entries[0] if entries else None
            great = top and (top.population > 1_000_000 or top.feature_code == "PPLC")
            if top and great and top.kind == "main":
                found[norm(phrase)] = top
                break
    return found


def _country_of(phrase: str, gazetteer: Gazetteer) -> str | None:
    key = norm(phrase)
    if len(key) < 4 and not phrase.replace(".", "").isupper():  # "us" is no country
        return None
    code, adjective = gazetteer.country_words.get(key, ("", False))
    if not code or adjective:
        return code or None
    namesakes = (e for e in gazetteer.lookup(key) if e.feature_code == "ADM1")
    shared = any(e.country != code and e.population > 1_000_000 for e in namesakes)
    return None if shared else code  # "Georgia" tells of no country by itself


def country_weights(
    report: Report, named: Mapping[Field, list[CountryMention]], gazetteer: Gazetteer
) -> dict[str, float]:
    """Each country's share in what the report is about; shares sum to one, or none at all.

    `named` holds the countries that the title and the text name.
    """
    weights: dict[str, float] = {}

    def add(code: str | None, weight: float) -> None:
        if code:
            weights[code] = weights.get(code, 0) + weight

    for field, mentions in named.items():
        for mention in mentions:
            add(mention.code, 2 if field == "title" or mention.start < 300 else 1)
    if report.dateline_place:
        add(report.dateline_place.country, 4)
    add(outlet_country(report, gazetteer), 2)
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def outlet_country(report: Report, gazetteer: Gazetteer) -> str | None:
    """The outlet's country, told by its name, its domain or a country in its name."""
    if report.source and (known := gazetteer.outlet(report.source)):
        return known
    domain = _host(report).rpartition(".")[2]
    if domain and not _GENERIC_DOMAINS.fullmatch(domain):
        for entry in gazetteer.coded("tld", domain):
            return entry.country
    for mention in country_mentions(report.source or "", gazetteer):
        return mention.code
    return None


def outlet_homes(report: Report, gazetteer: Gazetteer) -> tuple[list[Entry], list[Entry]]:
    """The towns and counties that a local outlet's name may name, and what its name puts them in.

    None for outlets known by name: those tell of their country and of the world.
    """
    source = report.source or ""
    if _DOMAIN.fullmatch(source) or not source:
        return _homes(_domain_names(_host(report), gazetteer), gazetteer), []
    if gazetteer.outlet(source):
        return [], []
    phrases = [phrase for longest in _phrases(source) for *_, phrase in longest]
    within = [e for p in phrases for e in known_places(p, gazetteer) if e.resolution <= 2]
    named = (p for p in phrases if not {w.lower() for w in re.split(r"\W+", p)} & PAPER_WORDS)
    homes = next((homes for p in named if (homes := _homes([p], gazetteer, within))), [])
    return homes, within


def _homes(names: Iterable[str], gazetteer: Gazetteer, within: Sequence[Entry] = ()) -> list[Entry]:
    """The towns and counties of those names; where a name is rather a country's or a region's,
    only those in another place that the outlet names: "The Lebanon Ledger, Lebanon, Mo."."""
    found: list[Entry] = []
    for name in names:
        entries = gazetteer.lookup(name)
        top = max(entries, key=prior, default=None)
        other = [e for e in within if top and norm(e.name) != norm(top.name)]
        for entry in entries:
            inside = any(contains(outer, entry) for outer in other)
            if entry.resolution in (3, 4) and _is_usual(entry) and top:
                found += [entry] * (top.resolution > 1 or inside)
    return found


def _is_usual(entry: Entry) -> bool:
    return entry.kind in ("main", "bare") or entry.population > 10_000


def _host(report: Report) -> str:
    """The outlet's domain, in lower case; empty if unknown."""
    if report.url:
        return (urlsplit(report.url).hostname or "").lower()
    return (report.source or "").lower() if _DOMAIN.fullmatch(report.source or "") else ""


def _domain_names(host: str, gazetteer: Gazetteer) -> list[str]:
    """The place names in a domain, run together or apart: "newbostonherald.com"."""
    for label in host.split(".")[:-1]:
        name = label.removeprefix("the").removeprefix("my")
        for _ in range(2):  # "dailynews"
            ends = sorted((word for word in PAPER_WORDS if name.endswith(word)), key=len)
            name = name.removesuffix(ends[-1]).strip("-") if ends else name
        spaced = [f"{name[:at]} {name[at:]}" for at in range(2, len(name) - 2)]
        known = [form for form in (name, *spaced) if len(name) > 3 and gazetteer.knows(form)]
        if known:
            return known
    return []


def kinds_said(before: str, words: str, after: str) -> set[str]:
    """Which kinds of place the words in and around a name call it ("X province", "town of X")."""
    said = set(words.lower().split()[-1:])
    said |= set(re.findall(r"^\s+([a-z]+)", after))
    kinds = {kind for kind, listed in KIND_WORDS.items() if said & listed}
    called = _CALLED.search(before)
    if called:
        kinds |= {kind for kind in ("province", "city") if called["kind"] in KIND_WORDS[kind]}
    if not kinds and re.search(r"\b[Tt]he $", before) and _STANDS_ALONE.match(after):
        kinds.add("natural")
    return kinds


def containers(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Entry]:
    """Places that the words right around `text[start:end]` put it in ("Paris, Texas")."""
    found: list[Entry] = []
    position = end
    for _ in range(2):  # "Dadaab, Garissa, Kenya"
        match = _INSIDE.match(text, position)
        if not match or _LIST.match(text, position):
            break
        named, length = _longest_known(match["name"], gazetteer)
        found += named
        position = match.start("name") + length
    owner = _OWNER.search(text[max(0, start - 90) : start])
    if owner and (owner["own"] or _is_adjective(owner["name"], gazetteer)):
        found += _last_known(owner["name"], gazetteer)
    return found


def _is_adjective(name: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.country_words.get(norm(name.split()[-1]), ("", False))[1]


def _longest_known(name: str, gazetteer: Gazetteer) -> tuple[list[Entry], int]:
    for phrase in _shorter(name):
        found = known_places(phrase, gazetteer)
        if found:
            return found, len(phrase)
    return [], len(name)


def _shorter(name: str) -> Iterator[str]:
    ends = [match.end() for match in re.finditer(r"\S+", name)]
    return (name[:end] for end in reversed(ends))


def _last_known(name: str, gazetteer: Gazetteer) -> list[Entry]:
    words = name.split()
    phrases = (" ".join(words[n:]) for n in range(len(words)))
    return next((found for p in phrases if (found := known_places(p, gazetteer))), [])


def known_places(phrase: str, gazetteer: Gazetteer) -> list[Entry]:
    """The places that a phrase most likely names, where it is to say what another lies in."""
    plain = phrase.strip(".,'’")
    found = list(gazetteer.lookup(plain))
    if plain.isupper() and len(plain) < 4:
        found += gazetteer.coded("code", plain)
    best = max(map(prior, found), default=0)
    return [entry for entry in found if prior(entry) > max(4.0, best - 2.0)]
