"""GraphML: who did what to whom, as a network of actors.

A node is a party; an edge goes from an actor to a recipient and stands for all events of one type
between the two.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import networkx as nx

from dateline.export import Results
from dateline.export.delimited import one_line
from dateline.export.happenings import Happening, Party, facts, happenings
from dateline.export.report import ExportReport


def write(results: Results, output: Path | None) -> ExportReport:
    """Write the network; `rows` are its edges."""
    report = ExportReport()
    graph = network(results, report)
    report.rows = graph.number_of_edges()
    written = io.BytesIO()
    nx.write_graphml_xml(graph, written)
    if output is None:
        sys.stdout.buffer.write(written.getvalue())
        sys.stdout.buffer.flush()
    else:
        output.write_bytes(written.getvalue())
    return report


def network(results: Results, report: ExportReport) -> nx.MultiDiGraph[str]:
    """The network of actors of what is told as fact."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for happening in facts(happenings(results), report):
        dyads = happening.dyads()
        if not any(one and other for one, other in dyads):
            report.leave_out("with a party on one side only, which has no edge")
        for dyad in dyads:
            names = [_node(graph, party) for party in dyad if party]
            if len(names) == 2:
                _add(graph, names[0], names[1], happening)
    return graph


def _node(graph: nx.MultiDiGraph[str], party: Party) -> str:
    """The party's node, made where it is new."""
    id_ = one_line(party.key)
    if id_ not in graph:
        graph.add_node(
            id_, name=one_line(party.name), country=party.country or "",
            sectors="|".join(party.sectors), known=party.entity is not None,
        )  # fmt: skip
    return id_


def _add(graph: nx.MultiDiGraph[str], actor: str, recipient: str, happening: Happening) -> None:
    """Add an event to the edge of its type."""
    row, time = happening.row, happening.time
    first = (time.earliest or time.latest or "") if time else ""
    last = (time.latest or time.earliest or "") if time else ""
    if not graph.has_edge(actor, recipient, row.type):
        graph.add_edge(
            actor, recipient, row.type, type=row.type, quad=row.quad, weight=0, scale=0.0,
            first=first, last=last, events="",
        )  # fmt: skip
    edge: dict[str, Any] = graph.edges[actor, recipient, row.type]
    number = edge["weight"]
    edge["scale"] = round((edge["scale"] * number + row.scale) / (number + 1), 6)
    edge["weight"] = number + 1
    edge["first"] = min(filter(None, (edge["first"], first)), default="")
    edge["last"] = max(edge["last"], last)
    edge["events"] = "|".join(filter(None, (edge["events"], row.id)))
