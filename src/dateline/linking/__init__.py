"""Claims -> events: one event for each happening, within a report and across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from msgspec.structs import replace

from dateline.linking.across import Constraints, link_cores
from dateline.linking.copies import Copies
from dateline.linking.cores import Core, Story, core_of, ordinal, story_of
from dateline.linking.event import Origin, event_id, event_of
from dateline.linking.rule import Rule, load_rule
from dateline.linking.within import happenings
from dateline.linking.words import names_in, terms_in
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
    order = {core.id: number for number, core in enumerate(linker.ordered())}
    events = linker.events(lambda ids: (held[id_] for id_ in ids), rule)
    return sorted(events, key=lambda event: order[event.claims[0]])


class Linker:
    """Links claims that do not all fit in memory: takes them report by report, keeps what is
    compared, and asks for each event's claims when it is told.
    """

    def __init__(
        self, reports: Iterable[Report] = (), constraints: Constraints | None = None
    ) -> None:
        self.constraints = constraints or Constraints()
        self.origins: dict[str, Origin] = {}
        self.stories: dict[str, Story] = {}
        self.cores: list[Core] = []
        self.joins: list[Join] = []
        self._read(reports)

    def _read(self, reports: Iterable[Report]) -> None:
        copies = Copies()
        for report in reports:
            told = [report.text] if report.text else []
            copies.add(report.id, report.text, report.published)
            self.origins[report.id] = Origin(report.id, report.published, report.source)
            self.stories[report.id] = Story(
                names=names_in(told), terms=terms_in(told), published=ordinal(report.published)
            )
        for copy, original in copies.originals().items():
            self.origins[copy] = replace(self.origins[copy], original=original)

    def add(self, claims: Iterable[Claim]) -> None:
        """Take claims in, a report's one after the other."""
        for report_id, mine in groupby(claims, key=lambda claim: claim.report_id):
            every = list(mine)
            story = story_of(every, self.stories.pop(report_id, Story()))
            self.origins.setdefault(report_id, Origin(report_id))
            for happening in happenings(every, self.constraints.apart):
                self.cores.append(core_of(happening.claims, story))
                self.joins += happening.joins

    def events(
        self, fetch: Callable[[Sequence[str]], Iterable[Claim]], rule: Rule | None = None
    ) -> Iterator[Event]:
        """The events, in the order of their ids, made as they are asked for; `joins` are settled
        at once. `fetch` gives the claims of ids, in the order of the ids.
        """
        cores = self.ordered()
        linking = link_cores(cores, self.constraints)
        claims_of = {
            event_id(cores[group[0]].id): [c for n in group for c in cores[n].claims]
            for group in linking.groups
        }
        event_by_claim = {c: event for event, ids in claims_of.items() for c in ids}
        self.joins = [_settled(join, event_by_claim) for join in (*self.joins, *linking.joins)]
        self.cores = []  # what follows wants the room
        return self._events(sorted(claims_of.items()), fetch, rule)

    def _events(
        self,
        claims_of: Sequence[tuple[str, Sequence[str]]],
        fetch: Callable[[Sequence[str]], Iterable[Claim]],
        rule: Rule | None,
    ) -> Iterator[Event]:
        why = _why(self.joins)
        claims = iter(fetch([id_ for _, ids in claims_of for id_ in ids]))
        for event, ids in claims_of:
            yield event_of([*islice(claims, len(ids))], why.get(event, ()), self.origins, rule)

    def ordered(self) -> list[Core]:
        """What is compared, the earliest report's first."""
        return sorted(self.cores, key=self._order)

    def _order(self, core: Core) -> tuple[str, str]:
        return self.origins[core.report].published or "9999", core.report


def _settled(join: Join, event_by_claim: Mapping[str, str]) -> Join:
    """The join with its event; one that a later join brought about after all is joined."""
    one, other = event_by_claim[join.one], event_by_claim[join.other]
    return replace(join, event_id=one if join.joined and one == other else None)


def _why(joins: Iterable[Join]) -> dict[str, list[str]]:
    """The reasons of each event's joins, a line each."""
    found: dict[str, list[str]] = defaultdict(list)
    for join in joins:
        if join.event_id:
            score = "" if join.score is None else f"{join.score:+.2f}, "
            found[join.event_id].append(f"{join.other}: {score}{join.reason}")
    return found
