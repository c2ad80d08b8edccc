"""News that nobody wrote: reports and claims of invented happenings, as many as asked.

Cities, parties and words are made of syllables by a seed. A happening is told by one to six
reports, now and then by hundreds, and a famous one by thousands; a report tells of several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from dateline.types import Claim, Count, Entity, Evidence, Place, Report, Span, Time

FIRST = date(2018, 1, 1)
DAYS = 5 * 365
COUNTRIES, CITIES, PARTIES, PEOPLE, WORDS = 150, 2000, 5000, 20_000, 20_000
FAMOUS = 30_000  # happenings from one famous one to the next
KNOWN = 100  # from one known to the next
TYPES = {
    "ASSAULT": (4, -9.0, ("attacked", "shelled", "bombed", "shot", "raided")),
    "PROTEST": (3, -5.0, ("protested", "marched", "rallied", "demonstrated")),
    "COERCE": (4, -7.0, ("arrested", "detained", "banned", "seized")),
    "CONSULT": (1, 2.0, ("met", "visited", "hosted", "called")),
    "AGREE": (1, 4.0, ("agreed", "signed", "promised")),
    "SUPPORT": (1, 4.0, ("backed", "endorsed", "praised")),
    "ACCUSE": (3, -3.0, ("accused", "blamed", "condemned")),
    "AID": (2, 7.0, ("sent", "delivered", "donated")),
    "MOBILIZE": (4, -6.0, ("deployed", "massed", "moved")),
    "REQUEST": (3, -1.0, ("urged", "asked", "demanded")),
}
SECTORS = ("GOV", "MIL", "REB", "CVL", "OPP", "COP", "BUS", "MED")


class Happening(NamedTuple):
    """What the reports of it share."""

    type: str
    trigger: str
    actor: Entity
    recipient: Entity
    place: Place
    day: date
    killed: int
    people: list[str]
    words: list[str]


class World:
    """The invented cities, parties, people and words from which happenings are drawn."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.countries = [f"X{a}{b}" for a in "ABCDEFGHIJKLM" for b in "ABCDEFGHIJKL"][:COUNTRIES]
        self.cities = [self._city(number) for number in range(CITIES)]
        self.parties = [self._party(number) for number in range(PARTIES)]
        self.fame = [*accumulate(1 / (rank + 10) ** 0.8 for rank in range(PARTIES))]
        self.people = [self._name() for _ in range(PEOPLE)]
        self.words = [self._name().lower() for _ in range(WORDS)]
        self.use = [*accumulate(1 / (rank + 20) for rank in range(WORDS))]

    def reports(self, claims: int) -> Iterator[tuple[Report, list[Claim]]]:
        """Reports with their claims, day by day, until there are so many claims."""
        waiting: dict[int, list[Happening]] = defaultdict(list)
        made = happened = number = 0
        for day in range(DAYS):
            while made + sum(map(len, waiting.values())) < claims * (day + 1) // DAYS:
                happening, happened = self._happening(day), happened + 1
                for _ in range(self._tellings(happened)):
                    waiting[min(day + self.random.choice((0, 0, 1, 1, 2, 3)), DAYS - 1)].append(
                        happening
                    )
            told = waiting.pop(day, [])
            self.random.shuffle(told)
            while told and made < claims:
                size = min(self.random.randint(1, 6), claims - made)
                mine, told = told[:size], told[size:]
                yield self._report(number, FIRST + timedelta(day), mine)
                made, number = made + len(mine), number + 1

    def _tellings(self, happened: int) -> int:
        if happened % FAMOUS == FAMOUS // 2:
            return self.random.randint(1000, 3000)
        if happened % KNOWN == 0:
            return self.random.randint(20, 200)
        return self.random.randint(1, 6)

    def _happening(self, day: int) -> Happening:
        draw = self.random
        type_ = draw.choice([*TYPES])
        actor, recipient = draw.choices(self.parties, cum_weights=self.fame, k=2)
        return Happening(
            type_, draw.choice(TYPES[type_][2]), actor, recipient, draw.choice(self.cities),
            FIRST + timedelta(day), draw.randint(1, 60) if type_ == "ASSAULT" else 0,
            draw.choices(self.people, k=4), self._said(12),
        )  # fmt: skip

    def _report(
        self, number: int, published: date, told: list[Happening]
    ) -> tuple[Report, list[Claim]]:
        id_ = f"r{number:08}"
        text, claims = "", []
        for at, happening in enumerate(told):
            sentence, about = self._sentence(happening), self._about(happening)
            claims.append(self._claim(f"{id_}c{at}", id_, at, len(text), sentence, happening))
            text += f"{sentence} {about}\n"
        outlet = self.words[number % 200].title()
        report = Report(id=id_, text=text, source=outlet, published=published.isoformat())
        return report, claims

    def _sentence(self, told: Happening) -> str:
        dead = f", killing {told.killed} people" if told.killed else ""
        words = " ".join(self._said(6))
        return (
            f"{told.actor.name} {told.trigger} {told.recipient.name} in {told.place.name}{dead}, "
            f"{self.random.choice(told.people)} said {words}."
        )

    def _about(self, told: Happening) -> str:
        """Two sentences in the words of the happening, and in their own."""
        draw = self.random
        first, second = (" ".join(draw.sample(told.words, 6) + self._said(6)) for _ in range(2))
        return f"The {first} {draw.choice(told.people)}. A {second} in {told.place.admin1}."

    def _claim(
        self, id_: str, report: str, at: int, start: int, sentence: str, told: Happening
    ) -> Claim:
        quad, scale, _ = TYPES[told.type]
        trigger = start + sentence.index(told.trigger)
        killed = self.random.choice((told.killed, told.killed, told.killed + 2))
        count = Count(start=start, end=start + 5, text=str(killed), kind="killed",
                      low=killed, high=killed)  # fmt: skip
        day = told.day.isoformat()
        return Claim(
            id=id_, report_id=report, paragraph=at, type=told.type, modes=[], contexts=[],
            quad=quad, scale=scale, auxiliary=[], actors=[told.actor],
            recipients=[told.recipient], complete=True, place=told.place,
            time=Time(earliest=day, latest=day, precision="day", basis="words"),
            counts=[count] if told.killed else [], attribution=[],
            evidence=Evidence(
                sentence=Span(start=start, end=start + len(sentence), text=sentence),
                trigger=Span(start=trigger, end=trigger + len(told.trigger), text=told.trigger),
            ),
            confidence=0.8, coder="made", codebook="made",
        )  # fmt: skip

    def _city(self, number: int) -> Place:
        draw, name = self.random, self._name()
        return Place(
            start=0, end=len(name), text=name, name=name, city=name, geonameid=number + 1,
            admin1=f"{self._name()} Province", country=draw.choice(self.countries),
            lat=round(draw.uniform(-50, 60), 3), lon=round(draw.uniform(-180, 180), 3),
            resolution=4, confidence=0.9,
        )  # fmt: skip

    def _party(self, number: int) -> Entity:
        draw, name = self.random, f"{self._name()} {self._name()}"
        return Entity(
            start=0, end=len(name), text=name, name=name, entity=f"p{number}",
            country=draw.choice(self.countries), sectors=[draw.choice(SECTORS)],
        )  # fmt: skip

    def _name(self) -> str:
        draw = self.random
        syllables = (
            draw.choice("bdfgklmnprstvz") + draw.choice(("a", "e", "i", "o", "u", "an", "or"))
            for _ in range(draw.randint(2, 4))
        )
        return "".join(syllables).title()

    def _said(self, number: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.use, k=number)
