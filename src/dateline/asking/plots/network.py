"""A network: conflict in solid lines, cooperation dashed, thicker for more events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import atan2, degrees
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from dateline.asking.answers import Answer
from dateline.asking.network import party
from dateline.asking.plots import BLUE, GREY, VERMILION, figure, note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 30  # parties that can be read on one plot
LOOKS: dict[str, tuple[str, Any, float]] = {
    "cooperation": (BLUE, (0, (4, 2)), 0.12),
    "conflict": (VERMILION, "solid", 0.24),
}
Pair = tuple[str, str]


def plot(answer: Answer, path: Path) -> None:
    """Draw a network's answer, of its most active parties. Raises SettingsError where it cannot
    be written.
    """
    joined = _edges(answer.table.to_pylist())
    shown, every = _most_active(joined)
    notes = [*answer.notes]
    if every > len(shown):
        notes.append(
            f"{len(shown)} of {every:,} parties are drawn, those of the pairs with most events"
        )
    with figure(path, answer.title, 8.0) as drawn:
        axes = drawn.add_subplot()
        axes.set_axis_off()
        if shown:
            _draw(axes, joined, shown)
        note(drawn, "; ".join(notes))


def _edges(rows: Iterable[dict[str, Any]]) -> dict[str, dict[Pair, int]]:
    """How many events of conflict and of cooperation lead from one party to another."""
    found: dict[str, dict[Pair, int]] = {kind: defaultdict(int) for kind in LOOKS}
    for row in rows:
        kind = "conflict" if row["quad"] > 2 else "cooperation"
        found[kind][party(row, "source"), party(row, "target")] += row["events"]
    return found


def _most_active(joined: dict[str, dict[Pair, int]]) -> tuple[dict[str, int], int]:
    """The parties of the pairs with most events, with their own events; how many there are."""
    pairs: Counter[Pair] = Counter()
    weights: Counter[str] = Counter()
    for found in joined.values():
        pairs.update(found)
    for pair, events in pairs.items():
        weights.update(dict.fromkeys(pair, events))
    shown: dict[str, int] = {}
    for pair in sorted(pairs, key=lambda pair: (-pairs[pair], pair)):
        more = shown | {name: weights[name] for name in pair}
        if len(more) <= MOST:
            shown = more
    return shown, len(weights)


def _draw(axes: Axes, joined: dict[str, dict[Pair, int]], shown: dict[str, int]) -> None:
    import networkx as nx

    drawn = {
        kind: sorted(pair for pair in pairs if shown.keys() >= {*pair})
        for kind, pairs in joined.items()
    }
    graph = nx.DiGraph()
    graph.add_nodes_from(_neighbours_together(shown, {p for ps in drawn.values() for p in ps}))
    places = nx.circular_layout(graph)
    sizes = [60 + 240 * shown[name] / max(shown.values()) for name in graph]
    nx.draw_networkx_nodes(graph, places, ax=axes, node_size=sizes, node_color="#bbbbbb",
                           edgecolors=GREY)  # fmt: skip
    most = max((joined[kind][pair] for kind, pairs in drawn.items() for pair in pairs), default=1)
    for kind, (colour, style, bend) in LOOKS.items():
        graph.clear_edges()
        graph.add_edges_from(drawn[kind])
        widths = [0.8 + 3.2 * (joined[kind][pair] / most) ** 0.5 for pair in graph.edges]
        nx.draw_networkx_edges(
            graph, places, ax=axes, width=widths, edge_color=colour, style=style, arrowsize=11,
            node_size=sizes, connectionstyle=f"arc3,rad={bend}",
        )  # fmt: skip
    for name, (x, y) in places.items():
        angle, right = degrees(atan2(y, x)), x >= -1e-9
        axes.text(1.08 * x, 1.08 * y, fill(name, 26), fontsize=8, va="center",
                  ha="left" if right else "right", rotation_mode="anchor",
                  rotation=angle if right else angle + 180)  # fmt: skip
    axes.set(xlim=(-1.8, 1.8), ylim=(-1.7, 1.7), aspect="equal")
    _legend(axes, most)


def _neighbours_together(shown: Iterable[str], pairs: set[Pair]) -> list[str]:
    """An order in which those that are joined stand near each other, from the most active on."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(shown)
    graph.add_edges_from(sorted(pairs))
    found: dict[str, None] = {}
    for name in shown:
        if name not in found:
            found |= dict.fromkeys(nx.dfs_preorder_nodes(graph, name))
    return [*found]


def _legend(axes: Axes, most: int) -> None:
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=colour, linestyle=style, label=kind, linewidth=2)
        for kind, (colour, style, _) in LOOKS.items()
    ]
    axes.legend(
        handles=lines, loc="upper left", bbox_to_anchor=(0, 0), ncols=2, frameon=False, fontsize=9,
        title=f"arrows lead from who did it; the thickest stands for {most:,} "
        f"event{'s' * (most != 1)}", title_fontsize=8, alignment="left",
    )  # fmt: skip
