"""Matches become families: one passage, and every article that carries it.

Passages are united, not articles: connected components of articles would put a
whole news day into one family.  On each article the spans of all matches are
gathered under anchors, longest first; a span joins the anchor that it overlaps
enough, never a neighbour of a neighbour, so that no passage creeps along a text.
Anchors are nodes and matches edges, joined longest first; a short match may bring
a new witness, but not two long passages together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reuse.model import ArticleId, Match, Span
from reuse.settings import TraceSettings

_BUCKET = 256
_ROUNDS = 8


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one article."""

    article: ArticleId
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one family, sorted, one per stretch of an article, and its matches."""

    places: tuple[Place, ...]
    matches: tuple[Match, ...]

    @property
    def words(self) -> int:
        """Tokens of the longest stretch that two witnesses share."""
        return max(match.words for match in self.matches)

    @property
    def rank(self) -> tuple[int, int, tuple[Place, ...]]:
        """Order of families: most witnesses, then longest, then first place."""
        return -len({p.article for p in self.places}), -self.words, self.places


def group(matches: Sequence[Match], *, settings: TraceSettings) -> tuple[Group, ...]:
    """The families of `matches`, whatever their order: most witnesses first."""
    ordered = sorted(set(matches), key=_content)
    groups = [_group(members) for members in _components(ordered, settings)]
    return tuple(sorted(groups, key=lambda g: g.rank))


def _content(match: Match) -> tuple[object, ...]:
    left, right = match.left, match.right
    return (
        *(match.left_article, left.start, left.end, match.right_article, right.start, right.end),
        *(match.kind, match.similarity, match.words, match.certainty),
    )


def _order(place: Place) -> tuple[str, int, int]:
    return place.article, place.span.start, place.span.end


def sides(match: Match) -> tuple[Place, Place]:
    """Both places of a match."""
    return (
        Place(match.left_article, match.left),
        Place(match.right_article, match.right),
    )


@dataclass(slots=True)
class _Anchors:
    """The anchors of one article, found by the middle of a span.

    Spans come longest first, so one that overlaps an anchor by half of its own
    length or more has its middle inside it: one bucket holds every candidate.
    """

    buckets: dict[int, list[Span]] = field(default_factory=dict)

    def place(self, span: Span, settings: TraceSettings) -> Span:
        """The best anchor for `span`, which becomes one itself when there is none."""
        middle = (span.start + span.end) // 2
        best, best_overlap = None, 0
        for anchor in self.buckets.get(middle // _BUCKET, ()):
            overlap = anchor.overlap(span)
            if overlap > best_overlap and _is_same(anchor, span, settings):
                best, best_overlap = anchor, overlap
        if best is None:
            for bucket in range(span.start // _BUCKET, span.end // _BUCKET + 1):
                self.buckets.setdefault(bucket, []).append(span)
        return best or span


def _is_same(longer: Span, shorter: Span, settings: TraceSettings) -> bool:
    overlap = longer.overlap(shorter)
    return overlap >= settings.join_share * len(
        shorter
    ) and overlap >= settings.contain_share * len(longer)


def _anchored(matches: Sequence[Match], settings: TraceSettings) -> dict[Place, Place]:
    """The anchor of every place that a match names."""
    places = {place for match in matches for place in sides(match)}
    articles: dict[ArticleId, _Anchors] = {}
    anchors = {}
    for place in sorted(places, key=lambda p: (-len(p.span), _order(p))):
        known = articles.setdefault(place.article, _Anchors())
        anchors[place] = Place(place.article, known.place(place.span, settings))
    return anchors


@dataclass(slots=True)
class _Forest:
    """Union-find over anchors; `words` is the longest match of each tree."""

    parent: dict[Place, Place] = field(default_factory=dict)
    words: dict[Place, int] = field(default_factory=dict)

    def root(self, node: Place) -> Place:
        top = self.parent.setdefault(node, node)
        while self.parent[top] != top:
            top = self.parent[top]
        while self.parent[node] != top:
            self.parent[node], node = top, self.parent[node]
        return top

    def admits(self, left: Place, right: Place, *, words: int, settings: TraceSettings) -> bool:
        """Whether a match of so many words is the same passage as both trees.

        One side may be new, and then shorter.  Two passages that are known already
        are one only through a match of half the shorter: two stories of one agency
        share a paragraph of background, and stay two.
        """
        a, b = self.root(left), self.root(right)
        sizes = (self.words.get(a, 0), self.words.get(b, 0))
        if words < settings.contain_share * max(sizes):
            return False
        return a == b or words >= settings.join_share * min(sizes)

    def unite(self, left: Place, right: Place, *, words: int) -> None:
        a, b = sorted((self.root(left), self.root(right)), key=_order)
        longest = max(words, self.words.get(a, 0), self.words.get(b, 0))
        self.parent[b] = a
        self.words[a] = longest


def _components(matches: Sequence[Match], settings: TraceSettings) -> Iterator[list[Match]]:
    """Matches by family.  What fits no family of its round forms families of the next."""
    rest = list(matches)
    for _ in range(_ROUNDS):
        if not rest:
            return
        united, rest = _united(rest, settings)
        yield from united
    yield from ([match] for match in rest)


def _united(
    matches: Sequence[Match], settings: TraceSettings
) -> tuple[list[list[Match]], list[Match]]:
    """Families, longest match first, and the matches that none of them admits."""
    anchors = _anchored(matches, settings)
    forest = _Forest()
    kept: list[Match] = []
    rejected: list[Match] = []
    for match in sorted(matches, key=lambda m: (-m.words, _content(m))):
        left, right = (anchors[place] for place in sides(match))
        if forest.admits(left, right, words=match.words, settings=settings):
            forest.unite(left, right, words=match.words)
            kept.append(match)
        else:
            rejected.append(match)
    members: dict[Place, list[Match]] = {}
    for match in kept:
        members.setdefault(forest.root(anchors[sides(match)[0]]), []).append(match)
    return list(members.values()), rejected


def _group(matches: Iterable[Match]) -> Group:
    members = sorted(matches, key=_content)
    places = sorted({place for match in members for place in sides(match)}, key=_order)
    return Group(tuple(_merged(places)), tuple(members))


def _merged(places: Sequence[Place]) -> list[Place]:
    """Places of one article that overlap, as one."""
    merged: list[Place] = []
    for place in places:
        last = merged[-1] if merged else None
        if last and last.article == place.article and last.span.overlap(place.span):
            merged[-1] = Place(place.article, last.span.hull(place.span))
        else:
            merged.append(place)
    return merged
