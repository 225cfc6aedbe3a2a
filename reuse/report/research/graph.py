"""The report as nodes and edges: outlets, articles and passages, and how passages travelled.

Every edge says in `relation` what it is, every node in `node_type`, so that a reader keeps what
is wanted.  A passage is a node of its own, because who carries it is known even where nobody
knows who was first: an edge from article to article is drawn only for a derivation.  Sizes are
linear in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reuse.model import (
    OUTLET_PREFIX,
    Article,
    ArticleId,
    Certainty,
    CreditStatus,
    Derivation,
    Family,
    FamilyId,
    Lineage,
    Report,
    Timestamp,
)
from reuse.report.certainty import standings
from reuse.report.escapes import brief, visible
from reuse.report.naming import name_of, short_title
from reuse.report.research.graphparts import Edge, Flow, Node, NodeType, dated, utc_of
from reuse.report.research.witnesses import outlet_of
from reuse.report.wording import credits_of, opening

_PREFIX: dict[NodeType, str] = {"article": "", "outlet": OUTLET_PREFIX, "passage": "passage:"}


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes and edges of one report, in its order; `named` are the ids given so far."""

    report: Report
    articles: dict[ArticleId, Article]
    possible: frozenset[FamilyId]
    named: dict[tuple[NodeType, str], str] = field(default_factory=dict, repr=False)
    taken: set[str] = field(default_factory=set, repr=False)

    def nodes(self) -> Iterator[Node]:
        """Outlets, then the articles that carry a passage, then passages."""
        yield from self._outlets()
        yield from map(self._article, self._carriers())
        for family, lineage in self._families():
            yield self._passage(family, lineage)

    def edges(self) -> Iterator[Edge]:
        """Who published what, who carries what, derivations, and flows between outlets."""
        edges = (*self._published(), *self._carried(), *self._derivations(), *self._flows())
        for number, edge in enumerate(edges, 1):
            yield replace(edge, id=f"e{number}")

    def _outlets(self) -> Iterator[Node]:
        own = Counter(article.outlet for article in self.report.articles if article.outlet)
        outside = {
            outlet
            for lineage in self.report.lineages
            for outlet in (
                lineage.origin.outlet,
                *(outlet_of(node, self.articles) for node in _nodes(lineage)),
            )
            if outlet
        }
        for name in sorted({*own, *outside}):
            yield Node(
                self._outlet(name),
                "outlet",
                label=_line(name),
                outlet=name,
                articles=own[name],
                in_corpus=name in own,
            )

    def _article(self, article: Article) -> Node:
        published = article.published
        return Node(
            self._id("article", article.id),
            "article",
            label=_line(short_title(article.title) if article.title else name_of(article).main),
            outlet=article.outlet,
            title=brief(article.title) if article.title else None,
            author=brief(article.author) if article.author else None,
            published=published.isoformat() if published else None,
            published_precision=published.precision if published else None,
            url=article.url,
            language=article.language,
            article_words=self.report.words.get(article.id),
            in_corpus=True,
            published_utc=utc_of(published),
        )

    def _passage(self, family: Family, lineage: Lineage) -> Node:
        first, origin = family.witnesses[0], lineage.origin
        wrote = self._id("article", origin.article) if origin.article else None
        return Node(
            self._id("passage", family.id),
            "passage",
            label=_line(opening(first.span.of(self.articles[first.article].text))),
            passage_nature=family.nature,
            passage_words=family.words,
            witnesses=len(family.witnesses),
            origin=wrote or (self._outlet(origin.outlet) if origin.outlet else None),
            origin_confidence=origin.confidence,
        )

    def _published(self) -> Iterator[Edge]:
        for article in self._carriers():
            if article.outlet:
                ends = self._id("article", article.id), self._outlet(article.outlet)
                yield dated(Edge("", *ends, "published_by", 1.0), article.published)

    def _carried(self) -> Iterator[Edge]:
        for family, _ in self._families():
            passage = self._id("passage", family.id)
            for article, credit in _credits(family).items():
                edge = Edge(
                    "", self._id("article", article), passage, "carries", float(family.words),
                    nature=family.nature, family=family.id, words=family.words, credit=credit,
                    certainty=self._certainty(family),
                )  # fmt: skip
                yield dated(edge, self.articles[article].published)

    def _derivations(self) -> Iterator[Edge]:
        for family, lineage in self._families():
            credits = _credits(family)
            for step in lineage.derivations:
                edge = Edge(
                    "", self._node(step.source), self._node(step.derivative), "derivation",
                    float(family.words),
                    nature=family.nature, family=family.id, words=family.words,
                    certainty=self._certainty(family), confidence=step.confidence,
                    credit=credits.get(ArticleId(step.derivative)),
                    evidence=" ".join(sorted({entry.kind for entry in step.evidence})) or None,
                    changes=len(step.changes),
                )  # fmt: skip
                yield dated(edge, self._published_at(step))

    def _flows(self) -> Iterator[Edge]:
        flows: dict[tuple[str, str, str], Flow] = {}
        for family, lineage in self._families():
            for step in lineage.derivations:
                source = outlet_of(step.source, self.articles)
                target = outlet_of(step.derivative, self.articles)
                if source and target:
                    ends = (source, target, family.nature)
                    flow = flows.get(ends, Flow())
                    flows[ends] = flow.joined_by(family.words, self._published_at(step))
        for (source, target, nature), flow in sorted(flows.items(), key=lambda item: item[0]):
            edge = Edge(
                "", self._outlet(source), self._outlet(target),
                "flow", float(flow.words),
                nature=nature, words=flow.words, passages=flow.passages,
            )  # fmt: skip
            yield dated(edge, flow.first)

    def _carriers(self) -> Iterator[Article]:
        carrying: set[str] = {w.article for f in self.report.families for w in f.witnesses}
        carrying.update(node for lineage in self.report.lineages for node in _nodes(lineage))
        return (article for article in self.report.articles if article.id in carrying)

    def _families(self) -> Iterator[tuple[Family, Lineage]]:
        return zip(self.report.families, self.report.lineages, strict=True)

    def _certainty(self, family: Family) -> Certainty:
        return "possible" if family.id in self.possible else "certain"

    def _published_at(self, step: Derivation) -> Timestamp | None:
        article = self.articles.get(ArticleId(step.derivative))
        return article.published if article else None

    def _node(self, node: str) -> str:
        """The id of an end of a derivation: an article's, else that of the outlet it names."""
        if ArticleId(node) in self.articles:
            return self._id("article", node)
        return self._outlet(node.removeprefix(OUTLET_PREFIX))

    def _outlet(self, name: str) -> str:
        return self._id("outlet", name)

    def _id(self, kind: NodeType, name: str) -> str:
        """The id of a node, made visible; two nodes never have one id."""
        if (kind, name) not in self.named:
            wanted = shown = visible(f"{_PREFIX[kind]}{name}")
            number = 1
            while shown in self.taken:
                number += 1
                shown = f"{wanted}~{number}"
            self.named[kind, name] = shown
            self.taken.add(shown)
        return self.named[kind, name]


def graph_of(report: Report) -> Graph:
    """The graph of a report; its nodes and edges are made when they are asked for."""
    known = standings(report)
    possible = frozenset(family for family in known if known[family].is_possible)
    return Graph(report, {article.id: article for article in report.articles}, possible)


def _nodes(lineage: Lineage) -> Iterator[str]:
    """The ends of all derivations."""
    return (node for step in lineage.derivations for node in (step.source, step.derivative))


def _credits(family: Family) -> Mapping[ArticleId, CreditStatus | None]:
    """The credit of each article that carries the passage, in the order of the report."""
    return {
        article: witness.credit.status if witness.credit else None
        for article, witness in credits_of(family).items()
    }


def _line(text: str) -> str:
    return brief(" ".join(text.split()), 80)
