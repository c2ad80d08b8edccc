"""Who said how many: a line a figure, from its low to its high, an arrow where it is open."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.asking.answers import Answer
from dateline.asking.plots import BLUE, GREY, ORANGE, figure, note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.42  # inches
SPREAD = 100  # figures that differ by more are drawn on a logarithmic scale
# (partisan, superseded) -> how it is called, colour, marker, its filling
LOOKS: dict[tuple[bool, bool], tuple[str, str, str, Any]] = {
    (False, False): ("others' word", BLUE, "o", "full"),
    (True, False): ("the word of a party to it", ORANGE, "s", "full"),
    (False, True): ("superseded", BLUE, "o", "none"),
    (True, True): ("superseded, of a party to it", ORANGE, "s", "none"),
}  # fmt: skip


def plot(answer: Answer, path: Path) -> None:
    """Draw the figures of an event. Raises SettingsError where it cannot be written."""
    rows = answer.table.to_pylist()
    panels = [(kind, [*mine]) for kind, mine in groupby(rows, key=lambda row: row["kind"])]
    heights = [len(mine) + 1.6 for _, mine in panels] or [2.0]
    with figure(path, answer.title, 1.3 + ROW * sum(heights)) as drawn:
        grid = drawn.subplots(len(heights), 1, height_ratios=heights, squeeze=False)
        for (kind, mine), (axes,) in zip(panels, grid, strict=False):
            _draw(axes, kind, mine)
        if panels:
            _legend(drawn, rows)
        else:
            grid[0][0].set_axis_off()
        note(drawn, "; ".join(answer.notes))


def _draw(axes: Axes, kind: str, rows: Sequence[dict[str, Any]]) -> None:
    ends = [end for row in rows for end in (row["low"], row["high"]) if end is not None]
    least, most = min(ends, default=0), max(ends, default=1)
    wide = least > 0 and most / least > SPREAD
    left = least / 2 if wide else 0.0
    right = most * 3 if wide else max(most * 1.25, 1)
    if wide:
        axes.set_xscale("log")
    axes.set_xlim(left, right)
    low, high = rows[0]["event_low"], rows[0]["event_high"]
    axes.axvspan(left if low is None else low, right if high is None else high, color="#e8e8e8",
                 zorder=0)  # fmt: skip
    for number, row in enumerate(rows):
        _line(axes, number, row, (left, right))
    axes.set_yticks(range(len(rows)), [_who(row) for row in rows], fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlabel(f"people: {kind}")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)


def _line(axes: Axes, number: int, row: dict[str, Any], span: tuple[float, float]) -> None:
    _, colour, marker, filled = LOOKS[row["partisan"], row["superseded"]]
    low, high = row["low"], row["high"]
    start, final = span[0] if low is None else low, span[1] if high is None else high
    style = "dotted" if row["superseded"] else "solid"
    axes.plot([start, final], [number, number], linewidth=2, color=colour, linestyle=style)
    known = [end for end in (low, high) if end is not None]
    axes.plot(known, [number] * len(known), marker=marker, fillstyle=filled, linestyle="none",
              markersize=7, color=colour)  # fmt: skip
    for open_, end, arrow in ((low is None, start, "<"), (high is None, final, ">")):
        if open_:
            axes.plot([end], [number], marker=arrow, markersize=8, color=colour, clip_on=False)


def _who(row: dict[str, Any]) -> str:
    """Who says it, in which outlet and when."""
    said = row["speakers"].replace("|", ", ") or "the report itself"
    when = row["as_of"] or row["published"]
    return "\n".join([said[:40], ", ".join(part for part in (row["outlet"], when) if part)[:40]])


def _legend(drawn: Any, rows: Sequence[dict[str, Any]]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    used = {(row["partisan"], row["superseded"]) for row in rows}
    handles: list[Any] = [
        Line2D([], [], color=colour, marker=marker, fillstyle=filled, label=told,
               linestyle="dotted" if key[1] else "solid")
        for key, (told, colour, marker, filled) in LOOKS.items() if key in used
    ]  # fmt: skip
    handles.append(Patch(color="#e8e8e8", label="range of the event"))
    if any(row["low"] is None or row["high"] is None for row in rows):
        handles.append(
            Line2D([], [], color=GREY, marker=">", linestyle="none", label="no bound given")
        )
    drawn.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=8)
