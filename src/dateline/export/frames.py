"""Claims or events for notebooks: one row each, parties and other parts as nested values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from dateline.types import Claim, Event

if TYPE_CHECKING:
    import pandas as pd


def to_arrow(rows: Iterable[Claim] | Iterable[Event]) -> pa.Table:
    """An Arrow table, one row a claim or event, its columns the keys of the native JSON."""
    return pa.Table.from_pylist([_plain(row) for row in rows])


def to_frame(rows: Iterable[Claim] | Iterable[Event]) -> pd.DataFrame:
    """A pandas frame, one row a claim or event, its columns the keys of the native JSON."""
    import pandas as pd

    return pd.DataFrame([_plain(row) for row in rows])


def _plain(row: Claim | Event) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain
