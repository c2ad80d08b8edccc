"""Rows for notebooks: one a claim, event or relation, its parts as nested values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa

from dateline.types import Claim, Event, Relation

if TYPE_CHECKING:
    import pandas as pd

Coded = Claim | Event | Relation


def to_arrow(rows: Iterable[Coded]) -> pa.Table:
    """An Arrow table, a row each, its columns the keys of the native JSON."""
    return pa.Table.from_pylist([_plain(row) for row in rows])


def to_frame(rows: Iterable[Coded]) -> pd.DataFrame:
    """A pandas frame, a row each, its columns the keys of the native JSON."""
    import pandas as pd

    return pd.DataFrame([_plain(row) for row in rows])


def _plain(row: Coded) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain
