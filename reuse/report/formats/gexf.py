"""The report as GEXF 1.3 for Gephi: the graph, with a time line and typed parallel edges.

networkx writes the tree.  What it does not know is set on it here: the kind of an edge, without
which Gephi adds parallel edges up, and who made the file; it would also write today's date.
Reference: gexf.net, version 1.3.
"""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element

from reuse.model import Report
from reuse.report.research.networks import GEXFWriter, network

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_STARTS = ("published_utc", "date_utc")


def render(report: Report) -> str:
    """The document, with a declaration."""
    writer = GEXFWriter(prettyprint=True, version="1.3")
    found = network(report)
    for held in (*found.nodes.values(), *found.edges.values()):
        for name in _STARTS:
            if name in held:
                held["start"] = held.pop(name)
    for _, _, key, held in found.edges(keys=True, data=True):
        held["id"] = key
    writer.add_graph(found)
    _finish(writer, report.version)
    out = io.BytesIO()
    writer.write(out)
    return f"{out.getvalue().decode()}\n"


def _finish(writer: GEXFWriter, version: str) -> None:
    """Set on the tree what networkx does not write, and take off what it should not."""
    root = writer.xml
    root.set("xmlns:xsi", _XSI)  # theirs lacks the www
    del root[0].attrib["lastmodifieddate"]
    root[0][0].text = f"reuse {version}"
    graph = writer.graph_element
    del graph.attrib["name"]
    if graph.get("mode") == "dynamic":
        graph.set("timezone", "UTC")
    for attributes in graph.iterfind("attributes[@class='edge']"):
        _set_kinds(graph, attributes)


def _set_kinds(graph: Element, attributes: Element) -> None:
    """Say the kind of every edge, and drop the column that repeats the edges' ids."""
    columns = {column.get("title"): column for column in attributes}
    attributes.remove(columns["networkx_key"])
    place = {name: column.get("id") for name, column in columns.items()}
    for edge in graph.iterfind("edges/edge"):
        values = edge[0]
        held = {value.get("for"): value for value in values}
        values.remove(held[place["networkx_key"]])
        named = (held.get(place.get(name)) for name in ("relation", "nature"))
        edge.set("kind", " ".join(value.get("value", "") for value in named if value is not None))
