"""Spans of one text mapped onto another, sets of spans, and where spans can be found.

A match gives only its two ends; what lies between is mapped in proportion and then
set to the place where the same letters stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reuse.model import ArticleId, Span

# Spans are looked up by the stretches of this many characters that they touch.
BUCKET = 1024
_CONTEXT = 16
_FARTHEST = 400


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a stretch of one article to one of another.

    `expands`: whether what lies behind the far end may be reached through it.
    """

    source: ArticleId
    here: Span
    target: ArticleId
    there: Span
    is_strong: bool
    expands: bool
    words: int = 0

    def reversed(self) -> Link:
        """The same way back."""
        return replace(
            self, source=self.target, here=self.there, target=self.source, there=self.here
        )


def common(one: Span, other: Span) -> Span | None:
    """What both spans hold; None when they do not meet."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


@dataclass(slots=True)
class Cover:
    """A set of positions, as disjoint sorted stretches."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, span: Span) -> None:
        """Add every position of `span`."""
        first, last = bisect_left(self.ends, span.start), bisect_right(self.starts, span.end)
        start = min([span.start, *self.starts[first:last][:1]])
        end = max([span.end, *self.ends[first:last][-1:]])
        self.starts[first:last] = [start]
        self.ends[first:last] = [end]

    def free(self, span: Span) -> list[Span]:
        """The stretches of `span` that are not in the set, by position."""
        found: list[Span] = []
        at = span.start
        for number in range(bisect_right(self.ends, span.start), len(self.starts)):
            if self.starts[number] >= span.end:
                break
            if self.starts[number] > at:
                found.append(Span(at, self.starts[number]))
            at = self.ends[number]
        if at < span.end:
            found.append(Span(at, span.end))
        return found

    def is_free(self, span: Span) -> bool:
        """Whether nothing of `span` is in the set."""
        return self.held(span) == 0

    def held(self, span: Span) -> int:
        """How many positions of `span` are in the set."""
        return len(span) - sum(len(part) for part in self.free(span))


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Links by the stretch where they begin."""

    texts: Mapping[ArticleId, str]
    buckets: Mapping[ArticleId, Mapping[int, Sequence[Link]]]

    @classmethod
    def of(cls, links: Iterable[Link], texts: Mapping[ArticleId, str]) -> LinkIndex:
        """The index of `links`, which are given both ways."""
        found: dict[ArticleId, defaultdict[int, list[Link]]] = {}
        for link in links:
            buckets = found.setdefault(link.source, defaultdict(list))
            for number in _numbers(link.here):
                buckets[number].append(link)
        return cls(texts, found)

    def at(self, article: ArticleId, span: Span) -> Iterator[Link]:
        """Links that begin in `span` of `article`, each once."""
        buckets = self.buckets.get(article, {})
        first = span.start // BUCKET
        for number in _numbers(span):
            for link in buckets.get(number, ()):
                if number == max(first, link.here.start // BUCKET) and link.here.overlap(span):
                    yield link

    def blocks(self) -> list[tuple[ArticleId, Span]]:
        """Every stretch of an article that links hold without a break, longest first."""
        found: list[tuple[ArticleId, Span]] = []
        for article, buckets in self.buckets.items():
            cover = Cover()
            for links in buckets.values():
                for link in links:
                    cover.add(link.here)
            found += [(article, Span(*b)) for b in zip(cover.starts, cover.ends, strict=True)]
        return sorted(found, key=lambda b: (-len(b[1]), b[0], b[1]))

    def image(self, link: Link, span: Span) -> Span | None:
        """Where the part of `span` that `link` holds lies at its far end."""
        start, end = max(span.start, link.here.start), min(span.end, link.here.end)
        if start >= end:
            return None
        low, high = self._landing(link, start), self._landing(link, end)
        return _stripped(self.texts.get(link.target), low, high)

    def _landing(self, link: Link, position: int) -> int:
        here, there = link.here, link.there
        if position <= here.start:
            return there.start
        if position >= here.end:
            return there.end
        guess = there.start + (position - here.start) * len(there) // len(here)
        source, target = self.texts.get(link.source), self.texts.get(link.target)
        if source is None or target is None:
            return guess
        reach = min(_FARTHEST, 40 + len(there) // 5)
        low, high = max(there.start, guess - reach), min(there.end, guess + reach)
        after = source[position : position + _CONTEXT]
        found = _nearest(target, after, within=(low, high), wanted=guess)
        if found is not None:
            return found
        before = source[max(0, position - _CONTEXT) : position]
        found = _nearest(target, before, within=(low, high), wanted=guess - len(before))
        return _word_start(target, guess) if found is None else found + len(before)


def _numbers(span: Span) -> range:
    return range(span.start // BUCKET, (span.end - 1) // BUCKET + 1)


def _nearest(text: str, words: str, *, within: tuple[int, int], wanted: int) -> int | None:
    """The start of `words` in a window of `text` that is nearest to `wanted`."""
    low, high = within
    if not words:
        return None
    after = text.find(words, max(low, wanted), high)
    before = text.rfind(words, low, min(high, wanted + len(words)))
    found = [at for at in (after, before) if at >= 0]
    return min(found, key=lambda at: (abs(at - wanted), at), default=None)


def _word_start(text: str, position: int) -> int:
    for at in range(position, max(0, position - 20), -1):
        if text[at - 1].isspace():
            return at
    return position


def _stripped(text: str | None, low: int, high: int) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    if text is not None:
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
    return Span(low, high) if low < high else None
