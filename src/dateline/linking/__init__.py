"""Claims -> events: one event for each happening, within a report and across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from dateline.linking.across import Constraints, link_cores
from dateline.linking.copies import Text, originals
from dateline.linking.cores import Core, core_of
from dateline.linking.event import Origin, event_id, event_of
from dateline.linking.rule import Rule, load_rule
from dateline.linking.within import happenings
from dateline.linking.words import names_in
from dateline.types import Claim, Event, Join, Report

__all__ = ["Constraints", "Linker", "Origin", "Rule", "link", "load_rule"]


def link(
    claims: Iterable[Claim], reports: Iterable[Report] = (), rule: Rule | None = None
) -> list[Event]:
    """The events of claims, the earliest report's first.

    `reports` tell copies and days of publication; without them no report counts as a copy.
    """
    held = {claim.id: claim for claim in claims}
    linker = Linker(reports)
    linker.add(held.values())
    return list(linker.events(lambda ids: [held[id_] for id_ in ids], rule))


class Linker:
    """Links claims that do not all fit in memory: takes them report by report, keeps what is
    compared, and asks for each event's claims when it is told.
    """

    def __init__(
        self, reports: Iterable[Report] = (), constraints: Constraints | None = None
    ) -> None:
        self.origins = origins_of(reports)
        self.constraints = constraints or Constraints()
        self.cores: list[Core] = []
        self.joins: list[Join] = []

    def add(self, claims: Iterable[Claim]) -> None:
        """Take claims in, a report's one after the other."""
        for report_id, mine in groupby(claims, key=lambda claim: claim.report_id):
            every = list(mine)
            names = names_in(every)
            self.origins.setdefault(report_id, Origin(report_id))
            for happening in happenings(every, self.constraints.apart):
                self.cores.append(core_of(happening.claims, names))
                self.joins += happening.joins

    def events(
        self, fetch: Callable[[Sequence[str]], Sequence[Claim]], rule: Rule | None = None
    ) -> Iterator[Event]:
        """The events, the earliest report's first; `fetch` gives claims by their ids, in order."""
        self.cores.sort(key=self._order)
        linking = link_cores(self.cores, self.constraints)
        claims_of = [[c for n in group for c in self.cores[n].claims] for group in linking.groups]
        event_by_claim = {c: event_id(ids[0]) for ids in claims_of for c in ids}
        self.joins = [_settled(join, event_by_claim) for join in (*self.joins, *linking.joins)]
        why = _why(self.joins)
        for ids in claims_of:
            yield event_of(fetch(ids), why.get(event_id(ids[0]), ()), self.origins, rule)

    def _order(self, core: Core) -> tuple[str, str]:
        return self.origins[core.report].published or "9999", core.report


def origins_of(reports: Iterable[Report]) -> dict[str, Origin]:
    """Of every report: its original, its day of publication and its outlet."""
    told: dict[str, tuple[str | None, str | None]] = {}

    def texts() -> Iterator[Text]:
        for report in reports:
            told[report.id] = (report.published, report.source)
            yield Text(report.id, report.published, report.source, report.text)

    copies = originals(texts())
    return {id_: Origin(copies.get(id_, id_), *rest) for id_, rest in told.items()}


def _settled(join: Join, event_by_claim: Mapping[str, str]) -> Join:
    """The join with its event; one that a later join brought about after all is joined."""
    one, other = event_by_claim[join.one], event_by_claim[join.other]
    return msgspec.structs.replace(join, event_id=one if join.joined and one == other else None)


def _why(joins: Iterable[Join]) -> dict[str, list[str]]:
    """The reasons of each event's joins, a line each."""
    found: dict[str, list[str]] = defaultdict(list)
    for join in joins:
        if join.event_id:
            score = "" if join.score is None else f"{join.score:+.2f}, "
            found[join.event_id].append(f"{join.other}: {score}{join.reason}")
    return found
