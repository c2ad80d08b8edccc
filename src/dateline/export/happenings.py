"""What the formats of other data sets make rows of: an event or a claim, and what it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import msgspec

from dateline.errors import SettingsError
from dateline.export import Results
from dateline.export.report import ExportReport
from dateline.types import (
    Claim,
    Count,
    CountKind,
    Entity,
    Event,
    EventCount,
    EventParty,
    Place,
    Report,
    Time,
)

MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "PRM"})
AGAINST = frozenset({"REB", "UAF", "CRM"})
NOT_FACTS = ("negation", "hypothetical", "future")


class Party(msgspec.Struct, frozen=True):
    """A party, as an event and its claims know it together."""

    entity: str | None
    name: str
    country: str | None
    sectors: list[str]
    office: str | None
    text: str
    other_countries: list[str]
    claims: list[str]  # ids of those that name it

    @property
    def key(self) -> str:
        """What makes two parties the same one."""
        return self.entity or f"{self.name.lower()} {self.country}"

    def mention(self, claim: Claim) -> Entity | None:
        """Where the claim names it."""
        for entity in (*claim.actors, *claim.recipients):
            same = (entity.entity, entity.country) == (self.entity, self.country)
            if same and (self.entity or entity.name.lower() == self.name.lower()):
                return entity
        return None


Dyad = tuple[Party | None, Party | None]


class Figures(msgspec.Struct, frozen=True):
    """How many: the range over all claims, and the figure that most of them give."""

    low: int | None
    best: int | None
    high: int | None
    most_told: int | None  # the largest figure that any claim gives; `high` is null when open


class Happening(msgspec.Struct, frozen=True):
    """An event or a claim, with its claims in order and the reports they stand in, each once."""

    row: Event | Claim
    claims: list[Claim]
    reports: list[Report]
    actors: list[Party]
    recipients: list[Party]

    @property
    def place(self) -> Place | None:
        """Where."""
        return self.row.place

    @property
    def time(self) -> Time | None:
        """When."""
        return self.row.time

    @property
    def report(self) -> Report | None:
        """The report that tells of it first."""
        return next(iter(self.reports), None)

    def dyads(self) -> list[Dyad]:
        """Each actor with each recipient, once; None for a side that nobody is on.

        Without recipients those who met, agreed or worked together are each with each that
        follows, and those who fought each other each with each of the other side.
        """
        nobody: list[Party | None] = [None]
        pairs: Iterable[Dyad] = product(self.actors or nobody, self.recipients or nobody)
        state, others = self.sides()
        if not self.recipients and self.row.type in MUTUAL and len(self.actors) > 1:
            pairs = combinations(self.actors, 2)
        elif not self.recipients and self.row.type == "ASSAULT" and state and others:
            pairs = product(state, others)
        return [*{_key(*dyad): dyad for dyad in pairs}.values()]

    def number(self, dyad: Dyad) -> int:
        """A number for the happening's row of a dyad, the same in every export."""
        return number_of(self.row.id, *_key(*dyad))

    def sides(self) -> tuple[list[Party], list[Party]]:
        """Of the actors those on a state's side, and those who bear arms against states."""
        state = [party for party in self.actors if STATE & set(party.sectors[:1])]
        return state, [party for party in self.actors if AGAINST & set(party.sectors[:1])]

    def figures(self, kind: CountKind) -> Figures | None:
        """How many of a kind, None where no claim counts them."""
        counts = [count for count in self.row.counts if count.kind == kind]
        if not counts:
            return None
        lows = [count.low for count in counts if count.low is not None]
        highs = [count.high for count in counts]
        low = min(lows, default=None)
        high = None if None in highs else max(h for h in highs if h is not None)
        told: list[Count | EventCount] = [
            count for claim in self.claims for count in claim.counts if count.kind == kind
        ]
        values = [value for count in told or counts if (value := _given(count)) is not None]
        inside = [v for v in values if v >= (low or 0) and (high is None or v <= high)]
        best = min(inside, key=lambda value: (-inside.count(value), value), default=low)
        most = high if high is not None else max([*inside, *lows], default=None)
        return Figures(low, best, high, most)


def happenings(results: Results) -> Iterator[Happening]:
    """The events or claims of results. Raises SettingsError at a level that has neither."""
    if results.level not in ("events", "claims"):
        raise SettingsError(f"--level {results.level}: this format writes events or claims")
    claims = {claim.id: claim for claim in results.claims}
    reports = {report.id: report for report in results.reports}
    for row in results.events if results.level == "events" else results.claims:
        ids = row.claims if isinstance(row, Event) else [row.id]
        mine = [claims[id_] for id_ in ids if id_ in claims]
        told_in = dict.fromkeys(claim.report_id for claim in mine)
        yield Happening(
            row,
            mine,
            [reports[id_] for id_ in told_in if id_ in reports],
            [_party(party, mine) for party in row.actors],
            [_party(party, mine) for party in row.recipients],
        )


def facts(found: Iterable[Happening], report: ExportReport) -> Iterator[Happening]:
    """Those told as facts; the others are left out, for formats that cannot tell them apart."""
    for each in found:
        unreal = next((aux for aux in NOT_FACTS if aux in each.row.auxiliary), None)
        if unreal:
            report.leave_out(f"told as {unreal}, which the format cannot say")
        else:
            yield each


def _key(*dyad: Party | None) -> tuple[str, ...]:
    return tuple(party.key if party else "" for party in dyad)


def _given(count: Count | EventCount) -> int | None:
    """The one number of a figure: its low, or its high where it has none."""
    return count.low if count.low is not None else count.high


def _party(party: Entity | EventParty, claims: list[Claim]) -> Party:
    """A party with what only its mentions know: its words, its office, its other countries."""
    if isinstance(party, Entity):
        ids = [claim.id for claim in claims]
        return Party(
            party.entity, party.name, party.country, party.sectors, party.office, party.text,
            party.other_countries, ids,
        )  # fmt: skip
    bare = Party(
        party.entity, party.name, party.country, party.sectors, None, party.name, [], party.claims
    )
    named = (bare.mention(claim) for claim in claims if claim.id in party.claims)
    found = next((mention for mention in named if mention), None)
    if found is None:
        return bare
    return msgspec.structs.replace(
        bare, office=found.office, text=found.text, other_countries=found.other_countries
    )


def number_of(*parts: object) -> int:
    """A whole number that always stands for the same parts, exact in any reader (53 bits)."""
    told = "\x1f".join(map(str, parts)).encode()
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest()) >> 11
