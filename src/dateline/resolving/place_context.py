"""What a report says around its place names: the countries it is about, and what lies in what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import msgspec

from dateline.resolving.gazetteer import Entry, Gazetteer
from dateline.resolving.gazetteer.names import ALL_KIND_WORDS, DIRECTIONS, KIND_WORDS, norm
from dateline.resolving.place_scores import prior
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
    """The outlet's home, told by its domain or by a country or big place in its name."""
    domain = (urlsplit(report.url or "").hostname or "").rpartition(".")[2]
    if domain and not _GENERIC_DOMAINS.fullmatch(domain):
        for entry in gazetteer.coded("tld", domain):
            return entry.country
    for mention in country_mentions(report.source or "", gazetteer):
        return mention.code
    for word in _CAPITALISED.findall(report.source or ""):
        for entry in gazetteer.lookup(word)[:1]:
            if entry.population > 1_000_000:
                return entry.country
    return None


def kinds_said(before: str, words: str, after: str) -> set[str]:
    """Which kinds of place the words in and around a name call it ("X province", "town of X")."""
    said = set(words.lower().split()[-1:])
    said |= set(re.findall(r"^\s+([a-z]+)", after))
    kinds = {kind for kind, listed in KIND_WORDS.items() if said & listed}
    called = _CALLED.search(before)
    if called:
        kinds |= {kind for kind in ("province", "city") if called["kind"] in KIND_WORDS[kind]}
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
