"""Spans of one text mapped onto another, sets of spans, and where spans can be found.

A match gives only its two ends; what lies between is mapped in proportion and then
set to the place where the same letters stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reuse.model import ArticleId
from reuse.trace.words import Words

# Stretches are looked up by the pieces of this many characters that they touch.
BUCKET = 1024
_CONTEXT = 16
_FARTHEST = 400

# Where a stretch of a text begins and ends.  NOTE: not `Span`: millions of these are
# made and thrown away, and the check in each `Span` would cost more than the work.
Piece = tuple[int, int]
# An article, and where a stretch of it begins and ends.
Spot = tuple[ArticleId, int, int]


class Link(NamedTuple):
    """A way from a stretch of one article to one of another, in positions of the texts.

    `expands`: whether what lies behind the far end may be reached through it.
    """

    source: ArticleId
    start: int
    end: int
    target: ArticleId
    far_start: int
    far_end: int
    is_strong: bool
    expands: bool
    words: int = 0


@dataclass(slots=True)
class Cover:
    """A set of positions, as disjoint sorted stretches."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def add(self, start: int, end: int) -> None:
        """Add every position of a stretch."""
        first, last = bisect_left(self.ends, start), bisect_right(self.starts, end)
        if first < last:
            start, end = min(start, self.starts[first]), max(end, self.ends[last - 1])
        self.starts[first:last] = [start]
        self.ends[first:last] = [end]

    def free(self, start: int, end: int) -> list[Piece]:
        """The parts of a stretch that are not in the set, by position."""
        if not self.starts:
            return [(start, end)] if start < end else []
        found: list[Piece] = []
        for number in range(bisect_right(self.ends, start), len(self.starts)):
            if self.starts[number] >= end:
                break
            if self.starts[number] > start:
                found.append((start, self.starts[number]))
            start = self.ends[number]
        if start < end:
            found.append((start, end))
        return found

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of a stretch is in the set."""
        number = bisect_right(self.ends, start)
        return number == len(self.starts) or self.starts[number] >= end

    def held(self, start: int, end: int) -> int:
        """How many positions of a stretch are in the set."""
        return end - start - sum(high - low for low, high in self.free(start, end))


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Links by the stretch where they begin."""

    words: Mapping[ArticleId, Words]
    buckets: Mapping[ArticleId, Mapping[int, Sequence[Link]]]

    @classmethod
    def of(cls, links: Iterable[Link], words: Mapping[ArticleId, Words]) -> LinkIndex:
        """The index of `links`, which are given both ways, with the words of the articles."""
        found: dict[ArticleId, dict[int, list[Link]]] = {}
        for link in links:
            buckets = found.setdefault(link.source, {})
            for number in range(link.start // BUCKET, (link.end - 1) // BUCKET + 1):
                buckets.setdefault(number, []).append(link)
        return cls(words, found)

    def text(self, article: ArticleId) -> str | None:
        """The text of an article, if it is known."""
        held = self.words.get(article)
        return held.text if held is not None else None

    def at(self, article: ArticleId, start: int, end: int) -> list[Link]:
        """Links that begin in a stretch of `article`, each once."""
        buckets = self.buckets.get(article)
        if not buckets:
            return []
        first, last = start // BUCKET, (end - 1) // BUCKET
        # NOTE: by number, here and below; a name costs twice as much, and this is asked often.
        if first == last:
            some = buckets.get(first, ())
            return [link for link in some if link[1] < end and start < link[2]]
        return [
            link
            for number in range(first, last + 1)
            for link in buckets.get(number, ())
            if link[1] < end
            and start < link[2]
            # A link that lies in several buckets counts in the first of them.
            and (number == link[1] // BUCKET or (number == first and link[1] < start))
        ]

    def blocks(self) -> list[tuple[ArticleId, int, int]]:
        """Every stretch of an article that links hold without a break, longest first."""
        found: list[tuple[ArticleId, int, int]] = []
        for article, buckets in self.buckets.items():
            cover = Cover()
            for link in (link for links in buckets.values() for link in links):
                cover.add(link.start, link.end)
            found += [(article, *b) for b in zip(cover.starts, cover.ends, strict=True)]
        return sorted(found, key=lambda b: (b[1] - b[2], b))

    def is_bare(self, spot: Spot) -> bool:
        """Whether a place begins and ends without white space."""
        article, start, end = spot
        text = self.text(article)
        return text is None or not (text[start].isspace() or text[end - 1].isspace())

    def image(self, link: Link, start: int, end: int) -> Piece | None:
        """Where the part of a stretch that `link` holds lies at its far end."""
        return self._image(link[:3], link[3:6], start, end)

    def image_back(self, link: Link, start: int, end: int) -> Piece | None:
        """Where the part of a stretch at the far end of `link` lies where it begins."""
        return self._image(link[3:6], link[:3], start, end)

    def _image(self, near: Spot, far: Spot, start: int, end: int) -> Piece | None:
        origin, near_start, near_end = near
        article, low, high = far
        start = near_start if start < near_start else start
        end = near_end if end > near_end else end
        if start >= end:
            return None
        target = self.text(article)
        if start > near_start or end < near_end:
            ways = near_start, near_end - near_start, low, high
            source = self.text(origin)
            if start > near_start:
                low = _landing(source, target, start, ways)
            if end < near_end:
                high = _landing(source, target, end, ways)
        return _stripped(target, low, high)


def _landing(
    source: str | None, target: str | None, position: int, ways: tuple[int, int, int, int]
) -> int:
    """Where a position lands; `ways`: where it comes from, how long that is, and where to."""
    near_start, near_size, there, far_end = ways
    size = far_end - there
    guess = there + (position - near_start) * size // near_size
    if source is None or target is None:
        return guess
    reach = min(_FARTHEST, 40 + size // 5)
    high = min(far_end, guess + reach)
    after = source[position : position + _CONTEXT]
    if after and target.startswith(after, guess, high):
        return guess
    low = max(there, guess - reach)
    found = _nearest(target, after, within=(low, high), wanted=guess)
    if found is not None:
        return found
    before = source[max(0, position - _CONTEXT) : position]
    found = _nearest(target, before, within=(low, high), wanted=guess - len(before))
    return _word_start(target, guess) if found is None else found + len(before)


def _nearest(text: str, words: str, *, within: Piece, wanted: int) -> int | None:
    """The start of `words` in a window of `text` that is nearest to `wanted`."""
    low, high = within
    if not words:
        return None
    after = text.find(words, max(low, wanted), high)
    if after == wanted >= 0:
        return after
    before = text.rfind(words, low, min(high, wanted + len(words)))
    if after < 0 or before < 0:
        return None if after == before else max(after, before)
    return before if wanted - before <= after - wanted else after


def _word_start(text: str, position: int) -> int:
    for at in range(position, max(0, position - 20), -1):
        if text[at - 1].isspace():
            return at
    return position


def _stripped(text: str | None, low: int, high: int) -> Piece | None:
    """The stretch without white space at its ends; None when nothing is left."""
    if text is not None:
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
    return (low, high) if low < high else None
