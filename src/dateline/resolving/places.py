"""Place names to places of the gazetteer, chosen by the report as a whole.

Each name is looked up, its candidates are scored by how large they are, by the countries the
report is about and by what its words put them in; then the choices support one another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import msgspec

from dateline.resolving.gazetteer import Entry, Gazetteer, norm
from dateline.resolving.gazetteer.names import ALL_KIND_WORDS, DIRECTIONS
from dateline.resolving.place_context import (
    CountryMention,
    contains,
    containers,
    country_mentions,
    country_weights,
    distance_km,
    kinds_said,
)
from dateline.types import Place, Report, Span

_DESCRIBED = re.compile(
    r"(?:the|its|their|this|that)?\s*(?:\S+\s+){0,2}?(?P<kind>capital|city|town|village|province|"
    r"governorate|state|region|district|county|country|kingdom|republic)(?:\s+city)?",
    re.IGNORECASE,
)
_KEPT = 12  # candidates a name takes into the second pass
_PRIOR = {"PCLI": 7.5, "CONT": 8.0}
_DISCOUNT = {"ADM1": 1.0, "ADM2": 1.6}
_NAME_KIND = {"alias": -0.7, "bare": -1.0}
_FITS = {
    "province": lambda e: e.resolution == 2,
    "district": lambda e: e.resolution in (3, 5),
    "city": lambda e: e.resolution == 4,
    "quarter": lambda e: e.resolution == 5,
    "river": lambda e: e.feature_code in ("STM", "VAL"),
    "water": lambda e: e.feature_code in ("SEA", "GULF", "STRT", "OCN", "BAY", "LK"),
    "land": lambda e: e.feature_code in ("ISL", "ISLS", "MT", "MTS", "DSRT", "PEN", "UPLD"),
    "site": lambda e: e.resolution == 5,
}


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """The words that name a place: where they stand, and the number of their sentence."""

    span: Span
    sentence: int = 0


class _Named(msgspec.Struct):
    """One name in a report, with all its occurrences' evidence."""

    candidates: list[Entry]
    kinds: set[str]
    within: list[Entry]
    near: set[str]
    scores: list[float] = []

    @property
    def best(self) -> Entry | None:
        return self.candidates[0] if self.candidates else None


def resolve_places(
    mentions: Sequence[PlaceMention], report: Report, gazetteer: Gazetteer
) -> list[Place | None]:
    """Each mention's place, in order; None where neither the name nor its surroundings tell."""
    return _Resolution(report, gazetteer).resolve(mentions)


class _Resolution:
    """The choice for one report: evidence is gathered per name, then names support each other."""

    def __init__(self, report: Report, gazetteer: Gazetteer) -> None:
        self.report = report
        self.gazetteer = gazetteer
        self.shares = country_weights(report, gazetteer)
        self.named_countries = {
            "text": country_mentions(report.text, gazetteer),
            "title": country_mentions(report.title or "", gazetteer),
        }
        self.names: dict[str, _Named] = {}

    def resolve(self, mentions: Sequence[PlaceMention]) -> list[Place | None]:
        keys = [self._gather(mention.span) for mention in mentions]
        for named in self.names.values():
            self._rank(named, [])
        for _ in range(2):
            picks = [(key, named.best) for key, named in self.names.items() if named.best]
            for key, named in self.names.items():
                self._rank(named, [entry for other, entry in picks if other != key])
        placed: list[Place | None] = []
        for mention, key in zip(mentions, keys, strict=True):
            placed.append(self._place(mention.span, key, placed))
        return placed

    def _gather(self, span: Span) -> str:
        """Add an occurrence's evidence to its name; returns the name's key, "" if described."""
        text = (self.report.title or "") if span.field == "title" else self.report.text
        before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 30]
        if _DESCRIBED.fullmatch(span.text) and not self.gazetteer.lookup(span.text):
            return ""
        words, candidates = self._look_up(span.text, after)
        kinds = kinds_said(before, span.text, after)
        key = f"{norm(words)}/{' '.join(sorted(kinds & {'province', 'river', 'quarter'}))}"
        named = self.names.setdefault(key, _Named(list(candidates), set(), [], set()))
        named.kinds |= kinds
        named.within += containers(text, span.start, span.end, self.gazetteer)
        named.near |= _countries_nearby(text, span, self.named_countries[span.field])
        return key

    def _look_up(self, words: str, after: str) -> tuple[str, Sequence[Entry]]:
        """The longest form of the words that the gazetteer knows, and its places."""
        plain = re.sub(r"(?:['’]s?)$", "", words)
        following = re.match(r"\s+([A-Za-z]+)", after)
        forms = [plain]
        if following and following[1].lower() in ALL_KIND_WORDS:
            forms.insert(0, f"{plain} {following[1]}")
        forms += _plainer(plain)
        for form in forms:
            found = self.gazetteer.lookup(form)
            if form.replace(".", "").isupper() and len(form) <= 3:
                found += self.gazetteer.coded("code", form)
            if found:
                return form, found
        return plain, ()

    def _rank(self, named: _Named, picks: list[Entry]) -> None:
        scored = [(self._score(entry, named) + _support(entry, picks), -n, entry)
                  for n, entry in enumerate(named.candidates)]
        scored.sort(reverse=True, key=lambda item: item[:2])
        named.candidates = [entry for *_, entry in scored[:_KEPT]]
        named.scores = [score for score, *_ in scored[:_KEPT]]

    def _score(self, entry: Entry, named: _Named) -> float:
        score = prior(entry) + 2.5 * self.shares.get(entry.country, 0)
        score += 1.0 * (entry.country in named.near)
        score += 5.0 * any(contains(outer, entry) for outer in named.within)
        if named.kinds:
            score += 2.5 if any(_FITS[kind](entry) for kind in named.kinds) else -1.0
        return score

    def _place(self, span: Span, key: str, placed: list[Place | None]) -> Place | None:
        if not key:
            return self._described(span, [place for place in placed if place])
        named = self.names[key]
        if named.best:
            inside_city = "quarter" in named.kinds and "district" not in named.kinds
            finer = 5 if inside_city and named.best.resolution == 4 else named.best.resolution
            return self._as_place(span, named.best, _confidence(named.scores), resolution=finer)
        return self._unknown(span, named)

    def _unknown(self, span: Span, named: _Named) -> Place | None:
        """A name that no source lists: the place its words put it in, else the focus country."""
        outer = sorted(named.within, key=lambda entry: (-entry.resolution, -prior(entry)))
        if outer:
            return self._as_place(span, outer[0], 0.5, name=span.text)
        code = self._focus()
        country = self.gazetteer.country(code) if code else None
        if not country or self.shares.get(code or "", 0) < 0.5:
            return None
        return self._as_place(span, country, 0.2, name=span.text)

    def _described(self, span: Span, before: list[Place]) -> Place | None:
        """What "the capital", "the city", "the province" refer to, by what was named before."""
        match = _DESCRIBED.fullmatch(span.text)
        kind = match["kind"].lower() if match else ""
        if kind == "capital" and not re.search("provinc|regional|state", span.text):
            return self._capital(span)
        if kind in ("country", "kingdom", "republic"):
            entry = self.gazetteer.country(self._focus() or "")
            return entry and self._as_place(span, entry, 0.6)
        wanted = {"capital": 2, "district": 3, "county": 3, "city": 4, "town": 4, "village": 4}
        for place in reversed(before):
            if place.resolution == wanted.get(kind, 2):
                return _at(place, span)
        return None

    def _capital(self, span: Span) -> Place | None:
        nearby = _countries_nearby(
            self.report.text, span, self.named_countries[span.field], reach=40, back_only=True
        )
        code = next(iter(nearby), None) or self._focus()
        entry = self.gazetteer.capital(code) if code else None
        return entry and self._as_place(span, entry, 0.6)

    def _focus(self) -> str | None:
        """The country that the report is mostly about, its places counted in."""
        shares = dict(self.shares)
        for named in self.names.values():
            if named.best and named.best.resolution > 1:
                shares[named.best.country] = shares.get(named.best.country, 0) + 0.1
        return max(shares, key=lambda code: shares[code], default=None)

    def _as_place(
        self, span: Span, entry: Entry, confidence: float, name: str = "", resolution: int = 0
    ) -> Place:
        country = self.gazetteer.country(entry.country)
        return Place(
            start=span.start,
            end=span.end,
            text=span.text,
            field=span.field,
            name=name or entry.name,
            geonameid=None if name else entry.geonameid,
            lat=entry.lat,
            lon=entry.lon,
            coordinates="centroid" if entry.coordinates == "centroid" or entry.resolution < 3
            else "point",
            city=entry.city,
            admin2=entry.admin2,
            admin1=entry.admin1,
            country=entry.country or None,
            country_name=country.name if country else None,
            feature_code=None if name else entry.feature_code,
            resolution=resolution or entry.resolution,
            confidence=round(confidence, 3),
        )


def prior(entry: Entry) -> float:
    """How likely a name is this place before anything is read; in powers of ten of people."""
    if entry.feature_code in _PRIOR:
        return _PRIOR[entry.feature_code]
    if not entry.population and entry.kind == "main" and entry.feature_code not in _DISCOUNT:
        return 6.0 if entry.resolution < 5 else 5.2  # ours: listed because reports name it
    size = math.log10(entry.population + 100) - _DISCOUNT.get(entry.feature_code, 0)
    return size + _NAME_KIND.get(entry.kind, 0) + 0.7 * (entry.feature_code == "PPLC")


def _support(entry: Entry, picks: list[Entry]) -> float:
    """What the other names' places add: something near, or what it lies in."""
    best = 0.0
    for pick in picks:
        if pick.resolution > 1 and pick.country == entry.country:
            inside = contains(pick, entry)
            best = max(best, 1.0 if inside else math.exp(-distance_km(pick, entry) / 100))
    return 1.5 * best


def _confidence(scores: list[float]) -> float:
    """The first score's share of the odds that all scores give."""
    return 0.98 / sum(math.exp(score - scores[0]) for score in scores)


def _plainer(words: str) -> list[str]:
    """The words without "the", directions and kind words around the name, the longest first."""
    parts, forms = words.split(), []
    droppable = {"the", "of", "city", *DIRECTIONS, *ALL_KIND_WORDS}
    while len(parts) > 1 and parts[0].lower() in droppable:
        parts = parts[1:]
        forms.append(" ".join(parts))
    while len(parts) > 1 and parts[-1].lower() in droppable:
        parts = parts[:-1]
        forms.append(" ".join(parts))
    return forms


def _countries_nearby(
    text: str, span: Span, named: list[CountryMention], reach: int = 120, back_only: bool = False
) -> set[str]:
    """The countries named in the same sentence, within `reach` characters."""
    found = set()
    for mention in named:
        apart = text[min(mention.end, span.end) : max(mention.start, span.start)]
        before = mention.end <= span.end
        if len(apart) <= reach and ". " not in apart and "\n" not in apart and (
            before or not back_only
        ):
            found.add(mention.code)
    return found


def _at(place: Place, span: Span) -> Place:
    """The same place, at other words."""
    return msgspec.structs.replace(
        place, start=span.start, end=span.end, text=span.text, field=span.field, confidence=0.5
    )
