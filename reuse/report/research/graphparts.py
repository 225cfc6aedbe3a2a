"""What a node and an edge of the graph of a report have; docs/formats.md tells what it means.

The attributes of nodes and those of edges have different names, because a key of GraphML is
known by its name alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import Literal

from reuse.model import Certainty, Timestamp

NodeType = Literal["article", "outlet", "passage"]
Relation = Literal["published_by", "carries", "derivation", "flow"]


@dataclass(frozen=True, slots=True)
class Node:
    """An article, an outlet or a passage; an attribute that it has not is None."""

    id: str
    node_type: NodeType
    label: str
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    published_precision: str | None = None
    published_utc: str | None = None
    url: str | None = None
    language: str | None = None
    article_words: int | None = None
    articles: int | None = None
    in_corpus: bool | None = None
    passage_nature: str | None = None
    passage_words: int | None = None
    witnesses: int | None = None
    origin: str | None = None
    origin_confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge from one node's id to another's; an attribute that it has not is None."""

    id: str
    source: str
    target: str
    relation: Relation
    weight: float
    nature: str | None = None
    family: str | None = None
    words: int | None = None
    passages: int | None = None
    certainty: Certainty | None = None
    confidence: str | None = None
    credit: str | None = None
    evidence: str | None = None
    changes: int | None = None
    date: str | None = None
    date_precision: str | None = None
    date_utc: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """What went from one outlet to another so far, of one nature."""

    words: int = 0
    passages: int = 0
    first: Timestamp | None = None

    def joined_by(self, words: int, published: Timestamp | None) -> Flow:
        """This flow and one passage more."""
        first = self.first
        if published and (first is None or published.moment < first.moment):
            first = published
        return Flow(self.words + words, self.passages + 1, first)


def dated(edge: Edge, published: Timestamp | None) -> Edge:
    """The edge with a date, if there is one."""
    if published is None:
        return edge
    return replace(
        edge,
        date=published.isoformat(),
        date_precision=published.precision,
        date_utc=utc_of(published),
    )


def utc_of(published: Timestamp | None) -> str | None:
    """The earliest instant that is meant, in UTC; a date where no time of day is stated."""
    if published is None:
        return None
    if published.precision in ("minute", "second"):
        moment = published.moment.astimezone(UTC).replace(tzinfo=None)
        return f"{moment.isoformat(timespec='seconds')}Z"
    return published.moment.date().isoformat()
