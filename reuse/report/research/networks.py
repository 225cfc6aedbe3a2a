"""The graph of a report as networkx holds it, whose writers make GraphML and GEXF."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from reuse.errors import MissingExtra
from reuse.extras import command
from reuse.report.escapes import visible
from reuse.report.research.graph import graph_of
from reuse.report.research.graphparts import Edge, Node

try:
    import networkx
    from networkx.readwrite.gexf import GEXFWriter
    from networkx.readwrite.graphml import write_graphml_lxml
except ImportError as error:
    raise MissingExtra(f"graphs need networkx: {command('research')}") from error

if TYPE_CHECKING:
    from reuse.model import Report

__all__ = ["GEXFWriter", "network", "write_graphml_lxml"]
_ENDS = frozenset({"id", "source", "target"})


def network(report: Report) -> networkx.MultiDiGraph[str]:
    """A multigraph whose nodes and edges are keyed by their ids; what is not known is left out.

    No text in it holds a character that XML forbids.
    """
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    graph = graph_of(report)
    for node in graph.nodes():
        found.add_node(node.id, **_known(node))
    for edge in graph.edges():
        found.add_edge(edge.source, edge.target, key=edge.id, **_known(edge))
    return found


def _known(one: Node | Edge) -> dict[str, Any]:
    """The attributes that are known; those of nodes and of edges have different names."""
    held = {f.name: getattr(one, f.name) for f in fields(one) if f.name not in _ENDS}
    return {
        name: visible(value) if isinstance(value, str) else value
        for name, value in held.items()
        if value is not None
    }
