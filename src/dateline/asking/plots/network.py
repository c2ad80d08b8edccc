"""A network: conflict in solid lines, cooperation dashed, thicker for more events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.asking.answers import Answer
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
    weights: Counter[str] = Counter()
    for pairs in joined.values():
        for pair, events in pairs.items():
            for name in set(pair):
                weights[name] += events
    ranked = sorted(weights, key=lambda name: (-weights[name], name))
    shown = {name: weights[name] for name in ranked[:MOST]}
    notes = [*answer.notes]
    if len(weights) > len(shown):
        notes.append(f"the {len(shown)} most active of {len(weights):,} parties are drawn")
    with figure(path, answer.title, 7.5) as drawn:
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
        found[kind][_label(row, "source"), _label(row, "target")] += row["events"]
    return found


def _label(row: dict[str, Any], side: str) -> str:
    """The party's name; the country too where it is no known actor, and the name may be shared."""
    name, country = row[side], row[f"{side}_country"]
    shared = row[f"{side}_entity"] is None and country not in (None, name)
    return f"{name} ({country})" if shared else str(name)


def _draw(axes: Axes, joined: dict[str, dict[Pair, int]], shown: dict[str, int]) -> None:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(shown))
    drawn = {
        kind: sorted(pair for pair in pairs if shown.keys() >= {*pair})
        for kind, pairs in joined.items()
    }
    graph.add_edges_from(sorted({pair for pairs in drawn.values() for pair in pairs}))
    places = nx.spring_layout(graph, seed=1, k=2.2 / max(len(shown), 1) ** 0.5, iterations=200)
    sizes = [60 + 340 * shown[name] / max(shown.values()) for name in graph]
    nx.draw_networkx_nodes(graph, places, ax=axes, node_size=sizes, node_color="#bbbbbb",
                           edgecolors=GREY)  # fmt: skip
    most = max(joined[kind][pair] for kind, pairs in drawn.items() for pair in pairs)
    for kind, (colour, style, bend) in LOOKS.items():
        widths = [0.8 + 3.2 * joined[kind][pair] / most for pair in drawn[kind]]
        if drawn[kind]:
            nx.draw_networkx_edges(
                graph, places, ax=axes, edgelist=drawn[kind], width=widths, edge_color=colour,
                style=style, arrowsize=11, node_size=sizes, connectionstyle=f"arc3,rad={bend}",
            )  # fmt: skip
    nx.draw_networkx_labels(
        graph, {name: (x, y + 0.06) for name, (x, y) in places.items()}, ax=axes, font_size=8,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
    )  # fmt: skip
    axes.margins(0.12)
    _legend(axes, most)


def _legend(axes: Axes, most: int) -> None:
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=colour, linestyle=style, label=kind, linewidth=2)
        for kind, (colour, style, _) in LOOKS.items()
    ]
    axes.legend(
        handles=lines, loc="lower left", frameon=False, fontsize=9,
        title=f"arrows lead from who did it; the thickest stands for {most:,} "
        f"event{'s' * (most != 1)}", title_fontsize=8, alignment="left",
    )  # fmt: skip
