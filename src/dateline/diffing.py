"""What changed between two codings of the same reports: claims or events, field by field.

Both stores are read side by side, report by report, so that neither need fit in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta

from dateline.store import Store
from dateline.store.words import wordless
from dateline.types import Claim, Event

Level = Literal["claims", "events"]
What = Literal["added", "gone", "changed"]
Row = Claim | Event
Item = TypeVar("Item")
# ids, and what differs between any two versions
ASIDE = frozenset({"id", "report_id", "coder", "codebook", "why"})
# of a party: the coder's words about itself; which claims name it is told by the event's claims
UNTOLD = frozenset({"reason", "claims"})
CONTENT = """SELECT id, concat_ws(chr(31), text_sha256, title_sha256, published) AS content
             FROM reports"""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One claim or event that is not the same in both stores."""

    change: Annotated[What, Meta(description="whether only the new, only the old, or both have it")]
    id: Annotated[str, Meta(description="id of the claim or event")]
    reports: Annotated[list[str], Meta(description="ids of the reports it stands in")]
    type: Annotated[str, Meta(description="its type, as the new store has it if it does")]
    sentences: Annotated[list[str], Meta(description="the sentences it rests on")]
    fields: Annotated[
        dict[str, tuple[Any, Any]],
        Meta(description="key, with a dot to each inner one -> value in the old and in the new"),
    ] = msgspec.field(default_factory=dict)
    now: Annotated[
        list[str], Meta(description="of an event that is gone: the new events of its claims")
    ] = msgspec.field(default_factory=list)


class Compared(msgspec.Struct, frozen=True):
    """Which reports are compared: those that both stores hold with the same words and date."""

    reports: frozenset[str]
    only_old: int
    only_new: int
    other_content: int

    @staticmethod
    def of(old: Store, new: Store) -> Compared:
        """Compare the stores' reports by id and content."""
        one, other = _content(old), _content(new)
        both = one.keys() & other.keys()
        same = frozenset(id_ for id_ in both if one[id_] == other[id_])
        return Compared(same, len(one) - len(both), len(other) - len(both), len(both) - len(same))


class Summary(msgspec.Struct, kw_only=True):
    """How many rows of each type are equal, added, gone and changed, and in which fields."""

    level: Level
    reports: int
    only_old: int
    only_new: int
    other_content: int
    versions: dict[str, dict[str, list[str]]]
    equal: int = 0
    types: dict[str, Counter[str]] = msgspec.field(default_factory=dict)
    fields: Counter[str] = msgspec.field(default_factory=Counter)
    retyped: Counter[str] = msgspec.field(default_factory=Counter)
    confidence_alone: int = 0

    @property
    def changes(self) -> Counter[str]:
        """How many are added, gone and changed."""
        return sum(self.types.values(), Counter())

    def count(self, found: Difference) -> None:
        """Take in one difference."""
        self.types.setdefault(found.type, Counter())[found.change] += 1
        self.fields.update(dict.fromkeys([field.split(".")[0] for field in found.fields], 1))
        self.confidence_alone += [*found.fields] == ["confidence"]
        if "type" in found.fields:
            self.retyped["{} -> {}".format(*found.fields["type"])] += 1


def summarize(old: Store, new: Store, level: Level) -> Summary:
    """Read both stores once, and count."""
    compared = Compared.of(old, new)
    versions = {"old": _versions(old), "new": _versions(new)}
    summary = Summary(
        level=level, versions=versions, reports=len(compared.reports), only_old=compared.only_old,
        only_new=compared.only_new, other_content=compared.other_content,
    )  # fmt: skip
    for found in _compared(old, new, level, compared):
        if found is None:
            summary.equal += 1
        else:
            summary.count(found)
    return summary


def differences(old: Store, new: Store, level: Level) -> Iterator[Difference]:
    """What is not the same in both: claims by report and place there, events by id.

    Claims as they were coded, whatever analysts corrected since; events as they were linked.
    """
    compared = Compared.of(old, new)
    return (found for found in _compared(old, new, level, compared) if found is not None)


def _compared(
    old: Store, new: Store, level: Level, compared: Compared
) -> Iterator[Difference | None]:
    """A difference, or None for a row that is equal."""
    bare = "none" in (old.words, new.words)
    if level == "claims":
        yield from _claims(old, new, compared.reports, bare)
    else:
        yield from _events(old, new, compared.reports, bare)


def _claims(
    old: Store, new: Store, reports: frozenset[str], bare: bool
) -> Iterator[Difference | None]:
    for one, other in _side_by_side(_by_report(old), _by_report(new)):
        ones, theirs = ({c.id: c for c in side or () if c.report_id in reports}
                        for side in (one, other))  # fmt: skip
        for id_ in dict.fromkeys((*ones, *theirs)):
            before, after = ones.get(id_), theirs.get(id_)
            both = [claim for claim in (after, before) if claim is not None]
            said = max(both, key=lambda claim: len(claim.evidence.sentence.text))
            yield _difference(before, after, [said], bare)


def _by_report(store: Store) -> Iterator[tuple[str, list[Claim]]]:
    claims = store.claims(corrected=False)
    for id_, mine in groupby(claims, key=lambda claim: claim.report_id):
        yield id_, [*mine]


def _events(
    old: Store, new: Store, reports: frozenset[str], bare: bool
) -> Iterator[Difference | None]:
    """Events with a claim in a report that is compared."""
    here, there = _home_of(old, reports), _home_of(new, reports)
    for before, after in _side_by_side(_by_id(old, here), _by_id(new, there)):
        shown, store = (after, new) if after is not None else (before, old)
        assert shown is not None
        if before is not None and after is not None and not fields_of(before, after, bare):
            yield None
            continue
        said = [*store.claims(shown.claims, corrected=False)]
        homes = (there[claim] for claim in shown.claims if claim in there)
        yield _difference(before, after, said, bare, [*dict.fromkeys(homes)] if not after else [])


def _by_id(store: Store, home_of: Mapping[str, str]) -> Iterator[tuple[str, Event]]:
    for event in store.events(corrected=False):
        if any(claim in home_of for claim in event.claims):
            yield event.id, event


def _side_by_side(
    ones: Iterator[tuple[str, Item]], others: Iterator[tuple[str, Item]]
) -> Iterator[tuple[Item | None, Item | None]]:
    """The items of each key in both, where both come in the order of their keys."""
    one, other = next(ones, None), next(others, None)
    while one is not None or other is not None:
        key = min(each[0] for each in (one, other) if each is not None)
        before = one[1] if one is not None and one[0] == key else None
        after = other[1] if other is not None and other[0] == key else None
        yield before, after
        one = next(ones, None) if before is not None else one
        other = next(others, None) if after is not None else other


def _home_of(store: Store, reports: frozenset[str]) -> dict[str, str]:
    """The event of each claim that stands in one of the reports."""
    sql = """SELECT claim_id, event_id, report_id FROM coded_event_claims
             JOIN coded_claims ON coded_claims.id = claim_id ORDER BY event_id, claim_id"""
    rows = store.query(sql).to_pylist()
    return {row["claim_id"]: row["event_id"] for row in rows if row["report_id"] in reports}


def _difference(
    before: Row | None, after: Row | None, said: Sequence[Claim], bare: bool,
    now: Sequence[str] = (),
) -> Difference | None:  # fmt: skip
    row = after if after is not None else before
    assert row is not None
    fields: dict[str, tuple[Any, Any]] = {}
    if before is not None and after is not None:
        fields = fields_of(before, after, bare)
        if not fields:
            return None
    return Difference(
        change="changed" if fields else "gone" if after is None else "added",
        id=row.id,
        reports=[*dict.fromkeys(claim.report_id for claim in said)],
        type=row.type,
        sentences=[*dict.fromkeys(claim.evidence.sentence.text for claim in said)],
        fields=fields,
        now=[*now],
    )


def fields_of(before: Row, after: Row, bare: bool = False) -> dict[str, tuple[Any, Any]]:
    """The keys in which two rows differ, inner ones after a dot, with both values as JSON has
    them. `bare`: whatever words they keep.
    """
    one, other = ((wordless(row) if bare else row) for row in (before, after))
    return dict(_fields("", msgspec.to_builtins(one), msgspec.to_builtins(other)))


def _fields(path: str, one: Any, other: Any) -> Iterator[tuple[str, tuple[Any, Any]]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one:
            if path or key not in ASIDE:
                yield from _fields(f"{path}.{key}" if path else key, one[key], other[key])
    elif _plain(one) != _plain(other):
        yield path, (one, other)


def _plain(value: Any) -> Any:
    """The value without what does not count of a party."""
    if isinstance(value, dict):
        aside = UNTOLD if "sectors" in value else frozenset()
        return {key: _plain(each) for key, each in value.items() if key not in aside}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _content(store: Store) -> dict[str, str]:
    rows = store.query(CONTENT)
    return dict(zip(rows["id"].to_pylist(), rows["content"].to_pylist(), strict=True))


def _versions(store: Store) -> dict[str, list[str]]:
    """With which versions the store's claims were coded."""
    names = ("coder", "codebook", "knowledge", "model", "classifier", "places")
    sql = f"""SELECT DISTINCT {", ".join(names)} FROM runs
              WHERE run IN (SELECT DISTINCT run FROM reports) ORDER BY ALL"""
    rows = store.query(sql)
    return {name: [*dict.fromkeys(rows[name].to_pylist())] for name in names}
