from __future__ import annotations

import io
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree
from report_samples import BLAZE, NEWS, RT, hostile_report, seed_report
from report_variants import empty, without_derivations
from small_reports import article, family, place, report_of, traced

from reuse.errors import MissingExtra
from reuse.model import Credit, Family, FamilyId, Report, Timestamp
from reuse.report import render
from reuse.report.research.graph import graph_of

networkx = pytest.importorskip("networkx")
GEXF = {"g": "http://gexf.net/1.3"}
GRAPHS = ("gexf", "graphml")


def read(text: str, name: str) -> Any:
    source = io.BytesIO(text.encode())
    if name == "gexf":
        return networkx.read_gexf(source)
    return networkx.read_graphml(source, force_multigraph=True)


def edges(graph: Any, relation: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [edge for edge in graph.edges(data=True) if edge[2]["relation"] == relation]


def dated(report: Report) -> Report:
    """The report with a time of day for RT and a month for the last article."""
    first, rt, news = report.articles
    moment = Timestamp(datetime(2015, 11, 24, 12, 30, tzinfo=UTC), "minute")
    month = Timestamp(datetime(2015, 12, 1, tzinfo=UTC), "month")
    outlet = replace(news, published=month, outlet="Example News")
    return replace(report, articles=(first, replace(rt, published=moment), outlet))


@pytest.mark.parametrize("name", GRAPHS)
def test_nodes_are_outlets_articles_and_passages(report: Report, name: str) -> None:
    graph = read(render(report, name), name)

    kinds = Counter(kind for _, kind in graph.nodes(data="node_type"))
    assert kinds == {"outlet": 4, "article": 3, "passage": 3}
    outside = {n for n, held in graph.nodes(data=True) if held.get("in_corpus") is False}
    assert outside == {"outlet:The Telegraph", "outlet:Reuters"}
    assert graph.nodes["passage:f1"]["origin"] == "outlet:The Telegraph"


@pytest.mark.parametrize("name", GRAPHS)
def test_derivations_lead_from_source_to_derivative(report: Report, name: str) -> None:
    graph = read(render(report, name), name)

    assert {(source, target) for source, target, _ in edges(graph, "derivation")} == {
        ("outlet:The Telegraph", BLAZE), ("outlet:The Telegraph", NEWS), (RT, NEWS),
        ("outlet:Reuters", RT), ("outlet:Reuters", NEWS),
    }  # fmt: skip
    (step,) = (held for source, _, held in edges(graph, "derivation") if source == RT)
    assert (step["weight"], step["nature"], step["confidence"]) == (32.0, "copied", "probable")
    assert (step["credit"], step["evidence"], step["changes"]) == ("none", "boundary wording", 2)


def test_flows_add_up_derivations_between_two_outlets(report: Report) -> None:
    family, lineage = report.families[1], report.lineages[1]
    again = FamilyId("f2b")
    twice = replace(
        dated(report),
        families=(*report.families[:2], replace(family, id=again), *report.families[2:]),
        lineages=(*report.lineages[:2], replace(lineage, family=again), *report.lineages[2:]),
    )

    graph = read(render(twice, "graphml"), "graphml")

    (flow,) = (held for source, _, held in edges(graph, "flow") if source == "outlet:RT")
    assert (flow["passages"], flow["words"], flow["weight"]) == (2, 64, 64.0)
    assert len(graph[RT][NEWS]) == 2
    assert flow["date"] == "2015-12"


def test_gexf_starts_articles_and_steps_at_their_date(report: Report) -> None:
    graph = read(render(dated(report), "gexf"), "gexf")

    assert graph.graph["mode"] == "dynamic"
    assert graph.nodes[RT]["start"] == "2015-11-24T12:30:00Z"
    assert graph.nodes[NEWS]["start"] == "2015-12-01"
    starts = {target: held.get("start") for _, target, held in edges(graph, "derivation")}
    assert starts == {RT: "2015-11-24T12:30:00Z", NEWS: "2015-12-01", BLAZE: None}


def test_gexf_edges_have_kinds_and_the_file_has_no_date_of_its_own(report: Report) -> None:
    root = etree.fromstring(render(report, "gexf").encode())

    kinds = {edge.get("kind") for edge in root.iterfind(".//g:edge", GEXF)}
    assert {"published_by", "carries wire", "derivation copied", "flow wire"} <= kinds
    assert root.find("g:meta", GEXF).attrib == {}
    assert root.findtext("g:meta/g:creator", None, GEXF) == "reuse 0.1.0"
    assert "networkx" not in render(report, "gexf").lower()


def test_keys_of_graphml_are_names_and_none_is_used_twice(report: Report) -> None:
    root = etree.fromstring(render(report, "graphml").encode())

    keys = [key.attrib for key in root.iterfind("{*}key")]
    assert len({key["id"] for key in keys}) == len(keys)
    assert all(key["id"] == key["attr.name"] for key in keys)


def test_boilerplate_is_there_to_be_filtered_and_draws_no_arrow(report: Report) -> None:
    plain = without_derivations(report)
    families = tuple(replace(family, nature="boilerplate") for family in plain.families)

    graph = read(render(replace(plain, families=families), "graphml"), "graphml")

    assert not edges(graph, "derivation") + edges(graph, "flow")
    assert {held["nature"] for *_, held in edges(graph, "carries")} == {"boilerplate"}
    assert len(edges(graph, "carries")) == 6


def test_articles_without_a_passage_are_counted_at_their_outlet_only(report: Report) -> None:
    alone = replace(report.articles[0], id=type(BLAZE)("zzz"))
    more = replace(report, articles=(*report.articles, alone))

    nodes = {node.id: node for node in graph_of(more).nodes()}

    assert "zzz" not in nodes
    assert nodes["outlet:Blaze Media"].articles == 2


@pytest.mark.parametrize("name", GRAPHS)
def test_hostile_text_is_shown_and_well_formed(name: str) -> None:
    graph = read(render(hostile_report(long_word=50), name), name)

    assert any("\\x00" in node and "\\u202e" in node for node in graph)
    assert graph.number_of_edges() == 8


def test_two_nodes_that_look_alike_are_two(report: Report) -> None:
    first, *others = report.articles
    shown, raw = (
        replace(first, outlet="A\\x00"),
        replace(first, id=type(BLAZE)("1"), outlet="A\x00"),
    )
    one, *rest = report.families
    both = Family(one.id, (replace(one.witnesses[0], article=raw.id), *one.witnesses), "copied", 72)

    graph = graph_of(replace(report, articles=(shown, raw, *others), families=(both, *rest)))

    assert {node.id for node in graph.nodes() if node.id.startswith("outlet:A")} == {
        "outlet:A\\x00", "outlet:A\\x00~2",
    }  # fmt: skip


@pytest.mark.parametrize("name", GRAPHS)
def test_a_report_without_passages_is_a_graph(report: Report, name: str) -> None:
    assert read(render(empty(report), name), name).number_of_nodes() == 0
    assert read(render(without_derivations(report), name), name).number_of_nodes() == 8


@pytest.mark.parametrize("name", GRAPHS)
def test_without_networkx_the_extra_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    for module in ("research.networks", f"formats.{name}"):
        monkeypatch.delitem(sys.modules, f"reuse.report.{module}", raising=False)

    with pytest.raises(MissingExtra, match=r'pip install "networkx>=3\.6" "pyarrow>=18"'):
        render(seed_report(), name)


def test_nodes_of_two_kinds_with_one_name_stay_apart() -> None:
    names = ("outlet:B", "passage:f001")
    articles = [article(name, outlet=outlet) for name, outlet in zip(names, "AB", strict=True)]
    carried = family("f001", (place(name, credit=Credit("none")) for name in names))
    found = graph_of(report_of(articles, [traced(carried, names[0], takers=names[1:])]))

    nodes, links = list(found.nodes()), list(found.edges())

    assert Counter(node.node_type for node in nodes) == {"article": 2, "outlet": 2, "passage": 1}
    assert len({node.id for node in nodes}) == 5
    kinds = {node.id: node.node_type for node in nodes}
    ends = {(edge.relation, kinds[edge.source], kinds[edge.target]) for edge in links}
    assert ends == {
        ("published_by", "article", "outlet"),
        ("carries", "article", "passage"),
        ("derivation", "article", "article"),
        ("flow", "outlet", "outlet"),
    }
    assert [(e.source, e.target) for e in links if e.relation == "flow"] == [
        ("outlet:A", "outlet:B")
    ]
    assert {kinds[node.origin] for node in nodes if node.origin} == {"article"}
