"""Matches become families: one passage, and every article that carries it.

Passages are united, not articles.  Sure matches of equal words make the passages
(passages.py), so that a word of an article is in one of them.  What a doubtful or
reworded match links to a passage joins it as one more witness and leads no further.
What is left, such as a short piece of a long passage, makes families of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reuse.model import ArticleId, Match, Span
from reuse.settings import TraceSettings
from reuse.trace.anchors import Stretch, stretches
from reuse.trace.intervals import BUCKET, Cover, Link, LinkIndex
from reuse.trace.passages import Cutter, Passage

_ROUNDS = 4
_REWORDED = ("paraphrase", "summary")
_HALF = 0.5
_MOST = 0.7


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


def group(
    matches: Iterable[Match],
    speech: Iterable[Match] = (),
    *,
    settings: TraceSettings,
    texts: Mapping[ArticleId, str] | None = None,
) -> tuple[Group, ...]:
    """The families of `matches`, whatever their order: most witnesses first.

    Args:
        speech: further matches, of quotations; they make families where `matches` make none.
        texts: the articles' texts, to cut at words; without them cuts are in proportion.
    """
    ways: dict[Match, tuple[Link, ...]] = {}
    families = _Families(texts or {}, settings.carry_share)
    for layer in (matches, speech):
        ordered = sorted(set(layer), key=_content)
        new = {m: tuple(_ways(m, settings, families.texts)) for m in ordered}
        ways.update(new)
        sure = [m for m in ordered if _is_sure(m, settings) and not families.bridges(m)]
        families.grow(families.unshown(sure), new)
        rest = families.unshown(ordered)
        for match in sorted(rest, key=lambda m: (-m.words, _content(m))):
            families.attach(match, is_sure=_is_sure(match, settings))
        for _ in range(_ROUNDS):
            rest = [m for m in families.unshown(rest) if not families.bridges(m)]
            if not rest:
                break
            families.grow(rest, new)
    links = LinkIndex.of((link for found in ways.values() for link in found), families.texts)
    found = (_group(number, families, links=links) for number in range(len(families.passages)))
    return tuple(sorted(found, key=lambda g: g.rank))


def sides(match: Match) -> tuple[Place, Place]:
    """Both places of a match."""
    return (
        Place(match.left_article, match.left),
        Place(match.right_article, match.right),
    )


def _content(match: Match) -> tuple[object, ...]:
    left, right = match.left, match.right
    return (
        *(match.left_article, left.start, left.end, match.right_article, right.start, right.end),
        *(match.kind, match.similarity, match.words, match.certainty),
    )


def _is_sure(match: Match, settings: TraceSettings) -> bool:
    is_reworded = match.kind in _REWORDED or match.similarity < settings.sure_similarity
    return match.certainty == "certain" and not is_reworded


def _ways(match: Match, settings: TraceSettings, texts: Mapping[ArticleId, str]) -> Iterator[Link]:
    """Both ways of every stretch of a match whose words agree."""
    is_sure, expands = _is_sure(match, settings), match.kind not in _REWORDED
    for stretch in _stretches(match, texts):
        way = Link(
            *(match.left_article, stretch.left, match.right_article, stretch.right),
            is_strong=is_sure,
            expands=expands,
            words=stretch.words,
        )
        yield way
        yield way.reversed()


def _stretches(match: Match, texts: Mapping[ArticleId, str]) -> Sequence[Stretch]:
    whole = Stretch(match.left, match.right, match.words)
    left, right = texts.get(match.left_article), texts.get(match.right_article)
    if left is None or right is None or match.kind in (*_REWORDED, "verbatim"):
        return [whole]
    found = stretches(left, right, spans=(match.left, match.right))
    if len(found) == 1 and _is_most(found[0], match):
        # The match as it was aligned, signs around the words and all.
        return [whole]
    return found or [whole]


def _is_most(stretch: Stretch, match: Match) -> bool:
    held = len(stretch.left), len(stretch.right)
    return held[0] >= _MOST * len(match.left) and held[1] >= _MOST * len(match.right)


@dataclass(slots=True)
class _Families:
    """The passages found so far, and which of them lies where."""

    texts: Mapping[ArticleId, str]
    carry_share: float
    passages: list[Passage] = field(default_factory=list)
    buckets: defaultdict[tuple[ArticleId, int], list[tuple[Span, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    covered: defaultdict[ArticleId, Cover] = field(default_factory=lambda: defaultdict(Cover))

    def grow(self, matches: Sequence[Match], ways: Mapping[Match, Sequence[Link]]) -> None:
        """Take in the passages of further matches."""
        links = LinkIndex.of((link for m in matches for link in ways[m]), self.texts)
        for passage in Cutter(links, self.carry_share).passages():
            same = self._same(passage)
            number = len(self.passages) if same is None else same
            if same is None:
                self.passages.append(Passage({}, passage.weak))
            for article, spans in passage.spans.items():
                if article not in self.passages[number].spans:
                    self._join(number, article, spans, is_weak=same is not None)

    def at(self, place: Place) -> dict[int, Span]:
        """Numbers of the passages at a place, each with its span there."""
        first, last = place.span.start // BUCKET, place.span.end // BUCKET
        return {
            number: span
            for bucket in range(first, last + 1)
            for span, number in self.buckets.get((place.article, bucket), ())
            if span.overlap(place.span)
        }

    def unshown(self, matches: Sequence[Match]) -> list[Match]:
        """The matches that no passage shows both sides of."""
        return [m for m in matches if not self._shown(m)]

    def bridges(self, match: Match) -> bool:
        """Whether both sides of a match lie in passages already."""
        return all(
            self.covered[p.article].held(p.span) >= _HALF * len(p.span) for p in sides(match)
        )

    def attach(self, match: Match, *, is_sure: bool) -> None:
        """Let a match add its free side, as a witness, to the one passage of its other side."""
        left, right = sides(match)
        for near, far in ((left, right), (right, left)):
            free = max(self.covered[far.article].free(far.span), key=len, default=None)
            if free is None or len(free) < _HALF * len(far.span):
                continue
            for number, span in sorted(self.at(near).items()):
                passage = self.passages[number]
                is_known = far.article in passage.spans or near.article in passage.weak
                if is_known or not self._is_alike(number, near, span):
                    continue
                self._join(number, far.article, (free,), is_weak=not is_sure)
                return

    def _same(self, passage: Passage) -> int | None:
        """The number of a passage that this one is, in the eyes of half of its witnesses."""
        votes: Counter[int] = Counter()
        for article, spans in passage.spans.items():
            votes.update(
                {
                    number
                    for own in spans
                    for number, span in self.at(Place(article, own)).items()
                    if article not in self.passages[number].weak
                    and self._is_alike(number, Place(article, own), span)
                }
            )
        number, agreeing = min(votes.items(), key=lambda v: (-v[1], v[0]), default=(0, 0))
        return number if 2 * agreeing >= len(passage.spans) else None

    def _is_alike(self, number: int, place: Place, span: Span) -> bool:
        """Whether `place` and the whole of a passage are half the same."""
        spans = self.passages[number].spans
        sizes = sorted(sum(map(len, own)) for own in spans.values())
        whole = max(sizes[len(sizes) // 2], sum(map(len, spans[place.article])))
        return span.overlap(place.span) >= _HALF * max(whole, len(place.span))

    def _join(
        self, number: int, article: ArticleId, spans: tuple[Span, ...], *, is_weak: bool
    ) -> None:
        passage = self.passages[number]
        weak = passage.weak | {article} if is_weak else passage.weak
        self.passages[number] = Passage({**passage.spans, article: spans}, weak)
        for span in spans:
            self._put(article, span, number)

    def _put(self, article: ArticleId, span: Span, number: int) -> None:
        for bucket in range(span.start // BUCKET, span.end // BUCKET + 1):
            self.buckets[article, bucket].append((span, number))
        self.covered[article].add(span)

    def _shown(self, match: Match) -> bool:
        left, right = (self._holding(place) for place in sides(match))
        return not left.isdisjoint(right)

    def _holding(self, place: Place) -> set[int]:
        """The passages that share at least half of the shorter with a place."""
        return {
            number
            for number, span in self.at(place).items()
            if span.overlap(place.span) >= _HALF * min(len(span), len(place.span))
        }


def _group(number: int, families: _Families, *, links: LinkIndex) -> Group:
    passage = families.passages[number]
    places = sorted(Place(a, span) for a, spans in passage.spans.items() for span in spans)
    words = max((_shared(place, passage, links) for place in places), default=0)
    outer = _outer(number, places, families)
    return Group(tuple(places), max(1, words), passage.weak, outer, number)


def _shared(place: Place, passage: Passage, links: LinkIndex) -> int:
    """Words of the longest match inside a passage that begins at `place`."""
    best = 0.0
    for link in links.at(place.article, place.span):
        far = sum(link.there.overlap(s) for s in passage.spans.get(link.target, ()))
        share = min(link.here.overlap(place.span) / len(link.here), far / len(link.there))
        best = max(best, link.words * share)
    return round(best)


def _outer(own: int, places: Sequence[Place], families: _Families) -> Place | None:
    """A place of another passage, found earlier, that shares half of the shorter with `places`."""
    for place in places:
        for number, span in sorted(families.at(place).items()):
            shorter = min(len(span), len(place.span))
            if number < own and span.overlap(place.span) >= _HALF * shorter:
                return Place(place.article, span)
    return None
