"""Matches become families: one passage, and every article that carries it.

Passages are united, not articles.  Sure matches of equal words make the passages
(passages.py), so that a word of an article is in one of them.  What a doubtful or
reworded match links to a passage joins it as one more witness and leads no further.
What is left, such as a short piece of a long passage, makes families of its own.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reuse.model import ArticleId, Match, Span
from reuse.settings import Settings, TraceSettings
from reuse.trace.anchors import Anchors
from reuse.trace.intervals import BUCKET, Cover, Link, LinkIndex, Piece, Spot
from reuse.trace.passages import Cutter, Passage
from reuse.trace.ties import Tie, ties_of
from reuse.trace.words import Words

_ROUNDS = 4
_HALF = 0.5


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span of one article."""

    article: ArticleId
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """One family: its places, sorted, and how long its passage is.

    `words`: tokens of the longest stretch that two witnesses share.  `weak`: articles
    tied to it by doubtful or reworded matches only.  `outer`: a place of the family,
    found earlier, whose words this one shares; most often it is a piece of that one.
    `depth`: families are found in this order, the outer ones first.
    """

    places: tuple[Place, ...]
    words: int
    weak: frozenset[ArticleId] = frozenset()
    outer: Place | None = None
    depth: int = 0

    @property
    def rank(self) -> tuple[int, int, tuple[Place, ...]]:
        """Order of families: most witnesses, then longest, then first place."""
        return -len({p.article for p in self.places}), -self.words, self.places

    def is_carried_by(self, articles: Container[ArticleId]) -> bool:
        """Whether one of these articles carries it."""
        return any(place.article in articles for place in self.places)


def group(
    matches: Iterable[Match],
    speech: Iterable[Match] = (),
    *,
    settings: TraceSettings,
    min_words: int = Settings().min_words,
    words: Mapping[ArticleId, Words] | None = None,
) -> tuple[Group, ...]:
    """The families of `matches`, whatever their order: most witnesses first.

    Args:
        speech: further matches, of quotations; they make families where `matches` make none.
        min_words: a match of so many words is a passage, however few letters it has.
        words: the articles' texts and words, without which cuts are in proportion.
    """
    anchors = Anchors(words) if words else None
    words = words or {}
    families = _Families(words, settings.carry_share, min_words)
    ways: list[Link] = []
    for layer in (matches, speech):
        ties = ties_of(layer, settings, anchors)
        ways += (way for tie in ties for way in tie.ways)
        families.grow(families.unshown([t for t in ties if t.is_sure and not families.bridges(t)]))
        rest = families.unshown(ties)
        for tie in sorted(rest, key=lambda t: -t.words):
            families.attach(tie)
        for _ in range(_ROUNDS):
            rest = [t for t in families.unshown(rest) if not families.bridges(t)]
            if not rest:
                break
            families.grow(rest)
    links = LinkIndex.of(ways, words)
    found = (_group(number, families, links=links) for number in range(len(families.passages)))
    return tuple(sorted(found, key=lambda g: g.rank))


@dataclass(slots=True)
class _Grown:
    """A passage that further witnesses join; `sizes`: characters per carrier, sorted."""

    spans: dict[ArticleId, tuple[Piece, ...]] = field(default_factory=dict)
    weak: set[ArticleId] = field(default_factory=set)
    sizes: list[int] = field(default_factory=list)

    def add(self, article: ArticleId, spans: tuple[Piece, ...]) -> None:
        """Take in one more carrier."""
        self.spans[article] = spans
        insort(self.sizes, _size(spans))

    def is_alike(self, spot: Spot, span: Piece) -> bool:
        """Whether `spot` and the whole of this passage, at `span` there, are half the same."""
        article, start, end = spot
        whole = max(self.sizes[len(self.sizes) // 2], _size(self.spans[article]))
        return _overlap(start, end, span) >= _HALF * max(whole, end - start)


@dataclass(slots=True)
class _Families:
    """The passages found so far, and which of them lies where."""

    words: Mapping[ArticleId, Words]
    carry_share: float
    min_words: int
    passages: list[_Grown] = field(default_factory=list)
    buckets: defaultdict[tuple[ArticleId, int], list[tuple[Piece, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    covered: defaultdict[ArticleId, Cover] = field(default_factory=lambda: defaultdict(Cover))

    def grow(self, ties: Sequence[Tie]) -> None:
        """Take in the passages of further matches."""
        links = LinkIndex.of((link for tie in ties for link in tie.ways), self.words)
        for passage in Cutter(links, self.carry_share, self.min_words).passages():
            same = self._same(passage)
            number = len(self.passages) if same is None else same
            if same is None:
                self.passages.append(_Grown(weak=set(passage.weak)))
            for article, spans in passage.spans.items():
                if article not in self.passages[number].spans:
                    self._join(number, article, spans, is_weak=same is not None)

    def at(self, spot: Spot) -> dict[int, Piece]:
        """Numbers of the passages at a place, each with its span there."""
        article, start, end = spot
        first, last = start // BUCKET, end // BUCKET
        if first == last:
            rows = self.buckets.get((article, first), ())
            return {number: span for span, number in rows if span[0] < end and start < span[1]}
        return {
            number: span
            for bucket in range(first, last + 1)
            for span, number in self.buckets.get((article, bucket), ())
            if span[0] < end and start < span[1]
        }

    def unshown(self, ties: Sequence[Tie]) -> list[Tie]:
        """The matches that no passage shows both sides of."""
        if not self.passages:
            return list(ties)
        return [tie for tie in ties if self._holding(tie.left).isdisjoint(self._holding(tie.right))]

    def bridges(self, tie: Tie) -> bool:
        """Whether both sides of a match lie in passages already."""
        return all(
            article in self.covered
            and self.covered[article].held(start, end) >= _HALF * (end - start)
            for article, start, end in (tie.left, tie.right)
        )

    def attach(self, tie: Tie) -> None:
        """Let a match add its free side, as a witness, to the one passage of its other side."""
        for near, (article, start, end) in ((tie.left, tie.right), (tie.right, tie.left)):
            free = max(self.covered[article].free(start, end), key=_length, default=None)
            if free is None or _length(free) < _HALF * (end - start):
                continue
            for number, span in sorted(self.at(near).items()):
                passage = self.passages[number]
                is_known = article in passage.spans or near[0] in passage.weak
                if is_known or not passage.is_alike(near, span):
                    continue
                self._join(number, article, (free,), is_weak=not tie.is_sure)
                return

    def _same(self, passage: Passage) -> int | None:
        """The number of a passage that this one is, in the eyes of half of its witnesses."""
        votes: Counter[int] = Counter()
        for article, spans in passage.spans.items():
            alike = {
                number
                for own in spans
                for number, span in self.at((article, *own)).items()
                if article not in self.passages[number].weak
                and self.passages[number].is_alike((article, *own), span)
            }
            if alike:
                votes.update(alike)
        number, agreeing = min(votes.items(), key=lambda v: (-v[1], v[0]), default=(0, 0))
        return number if 2 * agreeing >= len(passage.spans) else None

    def _join(
        self, number: int, article: ArticleId, spans: tuple[Piece, ...], *, is_weak: bool
    ) -> None:
        passage = self.passages[number]
        passage.add(article, spans)
        if is_weak:
            passage.weak.add(article)
        for span in spans:
            for bucket in range(span[0] // BUCKET, span[1] // BUCKET + 1):
                self.buckets[article, bucket].append((span, number))
            self.covered[article].add(*span)

    def _holding(self, spot: Spot) -> set[int]:
        """The passages that share at least half of the shorter with a place."""
        _, start, end = spot
        found = set()
        for number, (low, high) in self.at(spot).items():
            held = (end if end < high else high) - (start if start > low else low)
            if held >= _HALF * min(high - low, end - start):
                found.add(number)
        return found


def _length(piece: Piece) -> int:
    return piece[1] - piece[0]


def _size(pieces: Iterable[Piece]) -> int:
    return sum(end - start for start, end in pieces)


def _overlap(start: int, end: int, span: Piece) -> int:
    low, high = span
    held = (end if end < high else high) - (start if start > low else low)
    return held if held > 0 else 0


def _group(number: int, families: _Families, *, links: LinkIndex) -> Group:
    passage = families.passages[number]
    spots = sorted((a, *span) for a, spans in passage.spans.items() for span in spans)
    words = max((_shared(spot, passage, links) for spot in spots), default=0)
    places = tuple(Place(article, Span(start, end)) for article, start, end in spots)
    outer = _outer(number, spots, families)
    return Group(places, max(1, words), frozenset(passage.weak), outer, number)


def _shared(spot: Spot, passage: _Grown, links: LinkIndex) -> int:
    """Words of the longest match inside a passage that begins at a place."""
    best = 0.0
    _, start, end = spot
    for _, low, high, target, far_low, far_high, _, _, words in links.at(*spot):
        if words <= best:
            continue
        far = sum(_overlap(far_low, far_high, s) for s in passage.spans.get(target, ()))
        here = _overlap(start, end, (low, high)) / (high - low)
        best = max(best, words * min(here, far / (far_high - far_low)))
    return round(best)


def _outer(own: int, spots: Sequence[Spot], families: _Families) -> Place | None:
    """A place of another passage, found earlier, that shares half of the shorter with `spots`."""
    for spot in spots:
        article, start, end = spot
        found = families.at(spot)
        for number, span in sorted(found.items()) if len(found) > 1 else ():
            shorter = min(_length(span), end - start)
            if number < own and _overlap(start, end, span) >= _HALF * shorter:
                return Place(article, Span(*span))
    return None
