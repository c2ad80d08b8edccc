"""Exporters: rows out, in the format a user asks for. Built-ins register as plug-ins do."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from dateline.errors import SettingsError
from dateline.export.report import ExportReport
from dateline.types import Claim, Event, Relation, Report

Level = Literal["reports", "claims", "events", "relations"]
Row = Report | Claim | Event | Relation


class Results(msgspec.Struct):
    """What one run of coding gave."""

    level: Level
    reports: list[Report]
    claims: list[Claim]
    events: list[Event]
    relations: list[Relation] = msgspec.field(default_factory=list)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of the level asked for."""
        rows: dict[Level, Sequence[Row]] = {
            "reports": self.reports, "claims": self.claims, "events": self.events,
            "relations": self.relations,
        }  # fmt: skip
        return rows[self.level]


class Exporter(Protocol):
    """Writes results to a path, or to standard output where it is None.

    What it returns says what the format could not; None where it says nothing of it.
    """

    def __call__(self, results: Results, output: Path | None) -> ExportReport | None: ...


def exporters() -> dict[str, EntryPoint]:
    """Every exporter by name, those of other packages too."""
    return {point.name: point for point in entry_points(group="dateline.exporters")}


def exporter(name: str, option: str = "--format") -> Exporter:
    """The exporter of that name. Raises SettingsError naming those there are."""
    found = exporters()
    if name not in found:
        raise SettingsError(f"{option} {name}: unknown; there are {', '.join(sorted(found))}")
    loaded: Exporter = found[name].load()
    return loaded
