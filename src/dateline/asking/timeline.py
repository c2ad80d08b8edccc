"""How many events a day, week or month, and in which of them the store holds no report."""

from __future__ import annotations

from typing import Literal

from dateline.asking.answers import Answer, query, title
from dateline.asking.conditions import FIRST, LAST
from dateline.asking.filters import Filter
from dateline.asking.known import why_none
from dateline.store import Store

Every = Literal["day", "week", "month"]
Split = Literal["quad", "type"]
QUADS = {
    1: "verbal cooperation", 2: "material cooperation",
    3: "verbal conflict", 4: "material conflict",
}  # fmt: skip
_NAMED = " ".join(f"WHEN {quad} THEN '{name}'" for quad, name in QUADS.items())
KINDS = {"quad": f"CASE quad {_NAMED} END", "type": "type"}


def timeline(store: Store, asked: Filter, every: Every = "week", split: Split = "quad") -> Answer:
    """Events of each period and kind: `period` (its first day; weeks begin on Monday), the kind,
    `events`, and `reports`, those held that were published then.

    `events` is null, not 0, where the store holds no report of the period. Counted are events
    that are known to one period, in the time of the reports or from `since` to `until`.
    """
    asking = query(store, asked)
    dated = f"""
        SELECT date_trunc('{every}', CAST({FIRST} AS DATE)) AS period,
               date_trunc('{every}', CAST({LAST} AS DATE)) AS final, {KINDS[split]} AS kind
        FROM {asking.where}"""
    published = f"""
        SELECT date_trunc('{every}', CAST(published AS DATE)) AS period, count(*) AS reports
        FROM reports WHERE published IS NOT NULL GROUP BY ALL"""
    bounds = f"""
        SELECT date_trunc('{every}', coalesce(CAST(? AS DATE), (SELECT min(period) FROM published),
                                              (SELECT min(period) FROM dated))) AS start,
               date_trunc('{every}', coalesce(CAST(? AS DATE), (SELECT max(period) FROM published),
                                              (SELECT max(period) FROM dated))) AS final"""
    common = f"WITH dated AS ({dated}), published AS ({published}), bounds AS ({bounds})"
    values = [*asking.values, asked.since, asked.until]
    table = store.query(f"{common} {_COUNTED.format(every=every, kind=split)}", values)
    notes = _notes(every, *store.query(f"{common} {_LEFT}", values).to_pylist()[0].values())
    if not len(table):
        notes = [why_none(store, asking), *notes]
    return Answer(table, title(f"Events per {every}", asking), notes)


def split_of(answer: Answer) -> Split:
    """By what a timeline's answer is split: the name of that column."""
    return "quad" if "quad" in answer.table.column_names else "type"


_COUNTED = """
    , periods AS (SELECT unnest(generate_series(start, final, INTERVAL 1 {every})) AS period
                  FROM bounds)
    , kinds AS (SELECT DISTINCT kind FROM dated)
    , counted AS (SELECT period, kind, count(*) AS events FROM dated WHERE period = final
                  GROUP BY ALL)
    SELECT CAST(period AS DATE) AS period, kind AS {kind},
           CASE WHEN reports IS NULL AND EXISTS (FROM published) THEN events
                ELSE coalesce(events, 0) END AS events,
           coalesce(reports, 0) AS reports
    FROM periods CROSS JOIN kinds LEFT JOIN counted USING (period, kind)
         LEFT JOIN published USING (period)
    ORDER BY period, kind"""
_LEFT = """
    SELECT count(*) FILTER (dated.period IS NULL),
           count(*) FILTER (dated.period <> dated.final),
           count(*) FILTER (dated.period = dated.final
                            AND NOT dated.period BETWEEN bounds.start AND bounds.final),
           (SELECT count(*) FROM reports WHERE published IS NULL)
    FROM dated, bounds"""


def _notes(every: Every, undated: int, wide: int, outside: int, unpublished: int) -> list[str]:
    left = {
        "events without any date": undated,
        f"events not known to one {every}": wide,
        "events outside the time of the reports (see --since, --until)": outside,
        "reports without a publication date, which cover no period": unpublished,
    }
    return [f"left out, {what}: {number:,}" for what, number in left.items() if number]
