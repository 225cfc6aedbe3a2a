"""The report as GraphML: the graph of outlets, articles and passages for networkx, igraph and yEd.

Written by networkx.  The id of a key is its attribute's name: Gephi takes keys named `d3`
and `d7`, as networkx numbers them, for labels.  Reference: graphml.graphdrawing.org.
"""

from __future__ import annotations

import io

from reuse.model import Report
from reuse.report.research.networks import network, write_graphml_lxml


def render(report: Report) -> str:
    """The document, with a declaration."""
    out = io.BytesIO()
    write_graphml_lxml(network(report), out, named_key_ids=True)
    return f"{out.getvalue().decode()}\n"
