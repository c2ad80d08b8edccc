"""Place names to places of the gazetteer, chosen by the report as a whole.

Each name is looked up, its candidates are scored by how large they are, by the countries the
report is about and by what its words put them in; then the choices support one another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from dateline.resolving.gazetteer import Entry, Gazetteer, norm
from dateline.resolving.gazetteer.names import ALL_KIND_WORDS, AREA_WORDS, DIRECTIONS
from dateline.resolving.place_context import (
    CountryMention,
    containers,
    country_mentions,
    country_weights,
    great_cities,
    kinds_said,
    outlet_homes,
)
from dateline.resolving.place_scores import (
    Home,
    Named,
    Pick,
    confidence,
    distance_km,
    home_picks,
    home_support,
    is_outside,
    picks_of,
    prior,
    score,
    support,
)
from dateline.types import Field, Place, Report, Span

_DESCRIBED = re.compile(
    r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hat)\s+(?P<of>(?:\S+\s+){0,2}?)(?P<kind>capital|city|"
    r"town|village|province|governorate|state|region|district|county|country|kingdom|republic)"
    r"(?:\s+city)?|(?P<bare>capital)"
)
_WIDE = AREA_WORDS - {"county"}  # said of places that are not called so
_NEARBY = 120  # code points
_SMALL = 5.1  # the prior below which a far place is doubted, and how far is far, in km
_STRAY = 300
_AROUND = 200  # km: how far about one place a region reaches
_KEPT = 40  # candidates a name takes into the next round, and how far behind the best
_BEHIND = 6.0
_ROUNDS = 3


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """The words that name a place: where they stand, and the number of their sentence."""

    span: Span
    sentence: int = 0


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
        self.named_countries: dict[Field, list[CountryMention]] = {
            "title": country_mentions(report.title or "", gazetteer),
            "text": country_mentions(report.text, gazetteer),
        }
        self.shares_said = country_weights(report, self.named_countries, gazetteer)
        self.shares = self.shares_said
        self.home = Home(*outlet_homes(report, gazetteer))
        self.homes = home_picks(self.home, [], self.shares_said)
        self.hub: Entry | None = None
        self.names: dict[str, Named] = {}
        self.within: dict[str, list[Entry]] = {}  # by name, however it is called each time

    def resolve(self, mentions: Sequence[PlaceMention]) -> list[Place | None]:
        keys = [self._gather(mention.span) for mention in mentions]
        for named in self.names.values():
            self._rank(named, [])
        great = great_cities(self.report.text, self.gazetteer)
        unasked = [(entry, 1.0) for name, entry in great.items() if name not in self.within]
        picks: dict[str, list[Pick]] = {}
        for _ in range(_ROUNDS):
            picks = {key: picks_of(named) for key, named in self.names.items()}
            picks[""] = unasked
            whole = [pick for some in picks.values() for pick in some]
            self.homes = home_picks(self.home, whole, self.shares_said)
            for key, named in self.names.items():
                others = [pick for other in picks if other != key for pick in picks[other]]
                self._rank(named, others)
        self.shares = self._shares([pick for some in picks.values() for pick in some])
        self.hub = self._hub()
        placed: list[Place | None] = []
        for mention, key in zip(mentions, keys, strict=True):
            placed.append(self._place(mention.span, key, placed))
        return placed

    def _shares(self, picks: list[Pick]) -> dict[str, float]:
        """What the report is about, now that its places speak too."""
        shares = dict(self.shares_said)
        whole = sum(share for _, share in picks)
        for entry, share in picks:
            if entry.country and entry.kind != "adjective":
                shares[entry.country] = shares.get(entry.country, 0) + share / whole
        total = sum(shares.values()) or 1
        return {code: share / total for code, share in shares.items()}

    def _gather(self, span: Span) -> str:
        """Add an occurrence's evidence to its name; returns the name's key, "" if described."""
        text = (self.report.title or "") if span.field == "title" else self.report.text
        before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 30]
        if self._is_description(span.text):
            return ""
        whole, comma, _ = span.text.partition(",")  # "Dalton, Ga." may be given as one
        words, candidates = self._look_up(whole, "" if comma else after)
        kinds = kinds_said(before, span.text, after)
        key = f"{norm(words)}/{' '.join(sorted(kinds))}"
        within = self.within.setdefault(norm(words), [])
        named = self.names.setdefault(key, Named(words, list(candidates), kinds, within, set()))
        within += containers(text, span.start, span.start + len(whole), self.gazetteer)
        named.near |= _countries_nearby(text, span, self.named_countries[span.field])
        return key

    def _is_description(self, words: str) -> bool:
        match = _DESCRIBED.fullmatch(words)
        between = (match["of"] or "").split() if match else []
        known = self.gazetteer.country_words
        return bool(match) and all(w.islower() or known.get(norm(w), ("", 0))[1] for w in between)

    def _look_up(self, words: str, after: str) -> tuple[str, Sequence[Entry]]:
        """The longest form of the words that the gazetteer knows, and its places."""
        plain = re.sub(r"(?:['’]s?)$", "", words)
        following = re.match(r"\s+([A-Za-z]+)", after)
        forms = [plain]
        if following and following[1].lower() in ALL_KIND_WORDS:
            forms.insert(0, f"{plain} {following[1]}")
        forms += _plainer(plain)
        for number, form in enumerate(forms):
            found = self.gazetteer.lookup(form)
            if form.isupper() and len(form) <= 3:
                found += self.gazetteer.coded("code", form)
            if found and form.split()[-1].lower() in _WIDE:  # "Karak district": any Karak
                found += tuple(e for f in forms[number:] for e in self.gazetteer.lookup(f))
            if found:
                return form, tuple({entry.id: entry for entry in reversed(found)}.values())
        return plain, ()

    def _rank(self, named: Named, picks: list[Pick]) -> None:
        shares = self._shares(picks)  # of the other names: a name is no evidence for itself
        scored = [
            (self._score(entry, named, shares, picks), -order, entry)
            for order, entry in enumerate(named.candidates)
        ]
        scored.sort(reverse=True, key=lambda item: item[:2])
        kept = [item for item in scored[:_KEPT] if item[0] > scored[0][0] - _BEHIND]
        named.candidates = [entry for *_, entry in kept]
        named.scores = [points for points, *_ in kept]

    def _score(
        self, entry: Entry, named: Named, shares: Mapping[str, float], picks: list[Pick]
    ) -> float:
        return score(entry, named, shares) + support(entry, picks) + home_support(entry, self.homes)

    def _place(self, span: Span, key: str, placed: list[Place | None]) -> Place | None:
        if not key:
            return self._described(span, [place for place in placed if place])
        named = self.names[key]
        if self.hub and self._is_stray(named, self.hub):
            return self._near(span, self.hub)
        if named.best and not is_outside(named.best, named.within):
            inside_city = "quarter" in named.kinds and "district" not in named.kinds
            finer = 5 if inside_city and named.best.resolution == 4 else named.best.resolution
            local = named.best.kind == "alias" and named.best.resolution > 1
            known_as = named.words if local else named.best.name
            place = self._as_place(span, named.best, confidence(named), resolution=finer)
            return msgspec.structs.replace(place, name=known_as)
        return self._unknown(span, named)

    def _unknown(self, span: Span, named: Named) -> Place | None:
        """A name that no source lists: the place its words put it in, else the focus country."""
        outer = sorted(named.within, key=lambda entry: (-entry.resolution, -prior(entry)))
        if outer:
            return self._as_place(span, outer[0], 0.5, name=span.text)
        hub = self._part(span.text) or self.hub
        if hub:
            return self._near(span, hub)
        code = self._focus()
        country = self.gazetteer.country(code) if code else None
        return self._as_place(span, country, 0.2, name=span.text) if country else None

    def _part(self, words: str) -> Entry | None:
        """The place of the report whose name a longer unknown one begins with."""
        spelled = norm(words)
        known = [n for n in self.names.values() if n.best and spelled.startswith(norm(n.words))]
        return max(known, key=lambda n: len(n.words)).best if known else None

    def _hub(self) -> Entry | None:
        """The place about which most of the others lie, where it is one region that is told of."""
        bests = [n.best for n in self.names.values() if n.best and n.best.resolution > 2]
        around = [(sum(distance_km(e, other) < _AROUND for other in bests), e) for e in bests]
        count, hub = max(around, key=lambda item: item[0], default=(0, None))
        if count > max(1, len(bests) / 2):
            return hub
        focus = self._focus()
        homes = (home for home, share in self.homes if share > 0.5)
        return next((home for home in homes if focus in (None, home.country)), None)

    def _is_stray(self, named: Named, hub: Entry) -> bool:
        """Whether a small place lies far from all others of a report that tells of one region:
        more likely a village there that no source lists."""
        best = named.best
        if not best or named.within or best.resolution < 3:
            return False
        others = [n.best for n in self.names.values() if n.best and n is not named]
        return (
            prior(best) < _SMALL
            and (best.country == hub.country or best.country not in self.shares_said)
            and min((distance_km(best, other) for other in others), default=0) > _STRAY
        )

    def _near(self, span: Span, hub: Entry) -> Place:
        """An unknown place somewhere about a known one: no nearer than its province."""
        place = self._as_place(span, hub, 0.3, name=span.text, resolution=min(hub.resolution, 2))
        return msgspec.structs.replace(place, city=None, admin2=None, coordinates="centroid")

    def _described(self, span: Span, before: list[Place]) -> Place | None:
        """What "the capital", "the city", "the province" refer to, by what was named before."""
        match = _DESCRIBED.fullmatch(span.text)
        kind = (match["kind"] or match["bare"]) if match else ""
        if kind == "capital" and not re.search("provinc|regional|state", span.text):
            return self._capital(span)
        if kind in ("country", "kingdom", "republic"):
            entry = self.gazetteer.country(self._focus() or "")
            return self._as_place(span, entry, 0.6) if entry else None
        wanted = {"capital": 2, "district": 3, "county": 3, "city": 4, "town": 4, "village": 4}
        for place in reversed(before):
            if place.resolution == wanted.get(kind, 2):
                return _at(place, span)
            if kind == "city" and place.resolution == 5 and place.city:
                return self._city_of(place, span)
        return None

    def _city_of(self, place: Place, span: Span) -> Place | None:
        """The city that a place within it lies in."""
        named = self.gazetteer.lookup(place.city or "")
        cities = [e for e in named if e.resolution == 4 and e.country == place.country]
        return self._as_place(span, cities[0], 0.5) if cities else None

    def _capital(self, span: Span) -> Place | None:
        """The capital of the country named in the words or just before them, else of the focus."""
        named = self.named_countries[span.field]
        closest = [m.code for m in named if span.start - 40 < m.end <= span.end]
        code = closest[-1] if closest else self._focus()
        entry = self.gazetteer.capital(code) if code else None
        return self._as_place(span, entry, 0.6) if entry else None

    def _focus(self) -> str | None:
        """The country that the report is mostly about, its places counted in."""
        return max(self.shares, key=lambda code: self.shares[code], default=None)

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
            coordinates="centroid"
            if entry.coordinates == "centroid" or entry.resolution < 3
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


def _plainer(words: str) -> list[str]:
    """The words without "the", directions and kind words around the name, the longest first."""
    head = re.split(r"\s(?:of|in)\s(?=[A-Z])", words)[0]
    parts, forms = head.split(), [head]
    droppable = {"the", "of", "city", *DIRECTIONS, *ALL_KIND_WORDS}
    while len(parts) > 1 and parts[0].lower() in droppable:
        parts = parts[1:]
        forms.append(" ".join(parts))
    while len(parts) > 1 and parts[-1].lower() in droppable:
        parts = parts[:-1]
        forms.append(" ".join(parts))
    return forms


def _countries_nearby(text: str, span: Span, named: list[CountryMention]) -> set[str]:
    """The countries named in the same sentence, not far away."""
    found = set()
    for mention in named:
        apart = text[min(mention.end, span.end) : max(mention.start, span.start)]
        if len(apart) <= _NEARBY and ". " not in apart and "\n" not in apart:
            found.add(mention.code)
    return found


def _at(place: Place, span: Span) -> Place:
    """The same place, at other words."""
    return msgspec.structs.replace(
        place, start=span.start, end=span.end, text=span.text, field=span.field, confidence=0.5
    )
