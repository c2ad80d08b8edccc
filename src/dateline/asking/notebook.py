"""A store for notebooks: the same questions as `dateline show`, answered with pandas frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.asking.answers import Answer, rows
from dateline.asking.counts import counts
from dateline.asking.event import Whole, whole
from dateline.asking.filters import filter_of
from dateline.asking.network import Nodes, network
from dateline.asking.timeline import Every, Split, timeline
from dateline.store import Store

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Frames:
    """An open store. Filters are those of `dateline.asking.filters.Filter`, as in
    `news.events(type="ASSAULT", country=["KEN", "SOM"], since="2019")`; a wrong one raises
    SettingsError. What was left out, or why there is nothing, stands in a frame's
    `attrs["notes"]`.
    """

    def __init__(self, path: Path | str) -> None:
        self.store = Store.open(path)

    def events(self, **filters: Any) -> pd.DataFrame:
        """A row an event, with the columns of the tidy table `events`."""
        return _frame(rows(self.store, filter_of(**filters)))

    def claims(self, **filters: Any) -> pd.DataFrame:
        """A row a claim, with the columns of the tidy table `claims`."""
        return _frame(rows(self.store, filter_of(**filters), "claims"))

    def timeline(
        self, every: Every = "week", split: Split = "quad", **filters: Any
    ) -> pd.DataFrame:
        """Events a day, week or month, by quad class or type; null where no report is held.

        As with `dateline show timeline`, only what is told as happened, unless `told` says else.
        """
        asked = filter_of(**({"told": "happened"} | filters))
        return _frame(timeline(self.store, asked, every, split))

    def network(self, nodes: Nodes = "actor", **filters: Any) -> pd.DataFrame:
        """Who does what to whom, a row an edge; only what is told as happened, as above."""
        return _frame(network(self.store, filter_of(**({"told": "happened"} | filters)), nodes))

    def counts(self, event_id: str) -> pd.DataFrame:
        """Who said how many of an event, and when, a row a figure."""
        return _frame(counts(self.store, event_id))

    def event(self, event_id: str) -> Whole:
        """One event whole: fields, claims, joins and near-joins, history."""
        return whole(self.store, event_id)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
        """The answer to SQL over the store's views. Raises duckdb.Error."""
        return _pandas(self.store.query(sql, parameters))

    def refresh(self) -> None:
        """Read from now on what the store holds now."""
        self.store.refresh()

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def open(path: Path | str) -> Frames:
    """The store at a path. Raises SettingsError where there is none, or one of a newer schema."""
    return Frames(path)


def _frame(answer: Answer) -> pd.DataFrame:
    frame = _pandas(answer.table)
    frame.attrs = {"title": answer.title, "notes": answer.notes}
    return frame


def _pandas(table: pa.Table) -> pd.DataFrame:
    """With nullable whole numbers, text as strings, and days as pandas' own times."""
    import pandas as pd
    import pyarrow as pa

    kinds = {
        pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(),
        pa.string(): pd.StringDtype(),
    }  # fmt: skip
    frame: pd.DataFrame = table.to_pandas(types_mapper=kinds.get, date_as_object=False)
    return frame
