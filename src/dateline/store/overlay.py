"""What analysts corrected, laid over what was coded, as it is read.

What was coded stays as it is in Parquet, and readable as `coded_claims` and so on; the rows of
corrected claims and events are made anew, in memory, from their corrections.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import duckdb
import msgspec
import pyarrow as pa

from dateline.codebooks import load_codebook
from dateline.export import Results
from dateline.export.columns import tables
from dateline.review.corrections import applied, by_claim, by_event
from dateline.types import Claim, Correction, Event

# table -> the column with the id of its claim or event
OF_CLAIMS = {"claims": "id", "claim_entities": "claim_id", "claim_counts": "claim_id"}
OF_EVENTS = {"events": "id", "event_claims": "event_id", "event_counts": "event_id"}
CORRECTED = OF_CLAIMS | OF_EVENTS
Row = TypeVar("Row", Claim, Event)


class Overlay:
    """The corrected rows of a snapshot, as tables of its connection.

    `coded` has a query for the rows of every table as they were coded.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, coded: Mapping[str, str],
        corrections: Sequence[Correction],
    ) -> None:  # fmt: skip
        self.connection = connection
        self._coded = coded
        self._laid: set[str] = set()
        self._claims(by_claim(corrections))
        mentioned = {claim for each in corrections for claim in each.others}
        self._events(by_event(corrections, self._event_of(mentioned)))

    def over(self, table: str) -> str:
        """A query for a table's rows as they stand; every column of its source."""
        coded = self._coded[table]
        if table not in self._laid:
            return coded
        replaced = f"SELECT id FROM replaced_{'claims' if table in OF_CLAIMS else 'events'}"
        return (
            f"SELECT * FROM ({coded}) WHERE {CORRECTED[table]} NOT IN ({replaced}) "
            f"UNION ALL BY NAME SELECT * FROM corrected_{table}"
        )

    def _claims(self, wanted: Mapping[str, Sequence[Correction]]) -> None:
        new = self._applied(Claim, "claims", wanted)
        if new is not None:
            self._lay(Results("claims", [], new, []), OF_CLAIMS, "claims", new)

    def _events(self, wanted: Mapping[str, Sequence[Correction]]) -> None:
        new = self._applied(Event, "events", wanted)
        if new is not None:
            self._lay(Results("events", [], [], new), OF_EVENTS, "events", new)

    def _applied(
        self, kind: type[Row], table: str, wanted: Mapping[str, Sequence[Correction]]
    ) -> list[Row] | None:
        """The rows as corrected, without those rejected; None where no row is concerned."""
        if not wanted:
            return None
        sql = f"SELECT json FROM ({self._coded[table]}) WHERE id IN (SELECT unnest($1::VARCHAR[]))"
        found = self.connection.execute(sql, [list(wanted)]).fetchall()
        rows = [msgspec.json.decode(row[0], type=kind) for row in found]
        self._keep(f"replaced_{table}", pa.table({"id": pa.array([r.id for r in rows], "string")}))
        new = (applied(row, wanted[row.id], load_codebook()) for row in rows)
        return [row for row in new if row is not None]

    def _lay(
        self, results: Results, into: Mapping[str, str], native: str, rows: Sequence[Any]
    ) -> None:
        """Corrected rows as tables, with the run and number of the rows that they replace."""
        made = tables(results)
        whole = [msgspec.json.encode(row).decode() for row in rows]
        made[native] = made[native].append_column("json", pa.array(whole, "string"))
        for table, key in into.items():
            self._keep("new_rows", made[table])
            also = "old.run, old.row" if native == "claims" else "old.row"
            self.connection.execute(
                f"CREATE TABLE corrected_{table} AS SELECT new_rows.*, {also} FROM new_rows "
                f"JOIN ({self._coded[native]}) AS old ON old.id = new_rows.{key}"
            )
            self.connection.execute("DROP TABLE new_rows")
            self._laid.add(table)

    def _event_of(self, claims: set[str]) -> dict[str, str]:
        """The event of each of these claims that has one."""
        if not claims:
            return {}
        source = self._coded["event_claims"]
        sql = f"SELECT claim_id, event_id FROM ({source}) WHERE claim_id IN (SELECT unnest($1))"
        return dict(self.connection.execute(sql, [sorted(claims)]).fetchall())

    def _keep(self, name: str, table: pa.Table) -> None:
        self.connection.register("given", table)
        self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        self.connection.unregister("given")
