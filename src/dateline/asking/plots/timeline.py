"""A timeline as stacked bars; what no report covers is hatched, not empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.asking.answers import Answer
from dateline.asking.plots import BLUE, GREY, ORANGE, PALETTE, SKY, VERMILION, figure, note
from dateline.asking.timeline import split_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = dict[str, Any]
LOOKS = {  # colour and hatch
    "verbal cooperation": (SKY, ""), "material cooperation": (BLUE, "//"),
    "verbal conflict": (ORANGE, ".."), "material conflict": (VERMILION, "xx"),
}  # fmt: skip
OTHERS = "other types"  # than the most frequent, of which there are as many as colours
HATCHES = ("", "//", "..", "xx", "||", "oo", "--")


def plot(answer: Answer, path: Path) -> None:
    """Draw a timeline's answer. Raises SettingsError where it cannot be written."""
    rows = answer.table.to_pylist()
    with figure(path, answer.title, 4.5) as drawn:
        axes = drawn.add_subplot()
        if rows:
            _draw(axes, _few(rows, split_of(answer)), split_of(answer))
        else:
            axes.set_axis_off()
        note(drawn, "; ".join(answer.notes))


def _draw(axes: Axes, rows: Sequence[Row], split: str) -> None:
    from matplotlib.ticker import MaxNLocator

    periods = sorted({row["period"] for row in rows})
    ends = _ends(periods)
    bottom = dict.fromkeys(periods, 0)
    kinds = sorted({row[split] for row in rows}, key=lambda kind: _rank(kind, rows, split))
    for kind, (colour, hatch) in _looks(kinds).items():
        mine = [row for row in rows if row[split] == kind]
        axes.bar(
            [row["period"] for row in mine], [row["events"] or 0 for row in mine],
            bottom=[bottom[row["period"]] for row in mine], align="edge",
            width=[ends[row["period"]] - row["period"] for row in mine],
            color=colour, hatch=hatch, edgecolor="white", linewidth=0.4, label=kind,
        )  # fmt: skip
        for row in mine:
            bottom[row["period"]] += row["events"] or 0
    _gaps(axes, rows, ends)
    _axes(axes)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _ends(periods: Sequence[date]) -> dict[date, date]:
    """When each period ends: where the next begins, the last after as long as the one before."""
    steps = [later - one for one, later in pairwise(periods)]
    last = steps[-1] if steps else timedelta(days=7)
    return {period: period + step for period, step in zip(periods, [*steps, last], strict=True)}


def _rank(kind: str, rows: Sequence[Row], split: str) -> tuple[int, str]:
    """Quad classes in their order, types by how many events there are."""
    if kind in LOOKS:
        return [*LOOKS].index(kind), kind
    return -sum(row["events"] or 0 for row in rows if row[split] == kind), kind


def _few(rows: Sequence[Row], split: str) -> list[Row]:
    """As many kinds as can be told apart; the less frequent ones together."""
    kinds = sorted({row[split] for row in rows}, key=lambda kind: _rank(kind, rows, split))
    if len(kinds) <= len(PALETTE):
        return [*rows]
    merged: dict[date, Row] = {}
    for row in rows:
        if row[split] in kinds[len(PALETTE) :]:
            one = merged.setdefault(row["period"], row | {split: OTHERS, "events": None})
            if row["events"] is not None:
                one["events"] = row["events"] + (one["events"] or 0)
    return [row for row in rows if row[split] in kinds[: len(PALETTE)]] + [*merged.values()]


def _looks(kinds: Sequence[str]) -> dict[str, tuple[str, str]]:
    if set(kinds) <= LOOKS.keys():
        return {kind: LOOKS[kind] for kind in kinds}
    few = [kind for kind in kinds if kind != OTHERS]
    looks = dict(zip(few, zip(PALETTE, HATCHES, strict=True), strict=False))
    return looks | ({OTHERS: (GREY, "")} if OTHERS in kinds else {})


def _gaps(axes: Axes, rows: Sequence[Row], ends: dict[date, Any]) -> None:
    """Hatch what no report covers, one patch for a run of such periods."""
    held = sorted({(row["period"], row["events"] is None) for row in rows})
    label: str | None = "no report held"
    for gap, run in groupby(held, key=lambda each: each[1]):
        found = [period for period, _ in run]
        if gap:
            axes.axvspan(
                found[0], ends[found[-1]], facecolor="#eeeeee", edgecolor=GREY, hatch="\\\\",
                linewidth=0, label=label, zorder=0,
            )  # fmt: skip
            label = None


def _axes(axes: Axes) -> None:
    axes.margins(x=0)
    axes.set_xlabel("day of the event")
    axes.set_ylabel("events")
    axes.grid(axis="y", color="#dddddd", linewidth=0.6)
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.18), ncols=4, frameon=False, fontsize=8)
