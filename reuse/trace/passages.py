"""Elementary passages: one block of one article, cut where its copies begin and end.

A block of matched text is followed through the matches into every article that
carries some of it, each piece tied to its place in the block (so nothing drifts).
The borders of all pieces cut the block into cells; neighbouring cells whose
carriers are nearly the same are one passage.  Repeats in genomes are told apart in
the same way (Pevzner, Tang and Tesler, Genome Research 2004).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reuse.model import ArticleId, Span
from reuse.text.stops import STOP, is_abbreviation
from reuse.trace.intervals import Cover, Link, LinkIndex, common

_BORDER = re.compile(STOP + r"\s+|\n\s*")
_LEAST = 30
_TOLERANCE = 40
_TINY = 60
_LEVELS = (1.0, 0.9, 0.8)
_MERGED_SHARE = 0.6
_GAP = 150
_STRAY = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: where it lies in each carrier, and who is tied by weak links only."""

    spans: Mapping[ArticleId, tuple[Span, ...]]
    weak: frozenset[ArticleId]


@dataclass(slots=True)
class _Run:
    """Neighbouring cells of a block: how much of them each article carries, in characters."""

    span: Span
    carried: dict[ArticleId, int]
    everyone: frozenset[ArticleId] = frozenset()

    def carriers(self, share: float) -> frozenset[ArticleId]:
        least = share * len(self.span)
        return frozenset(a for a, size in self.carried.items() if size >= least)

    def joined(self, other: _Run) -> _Run:
        sizes = dict(self.carried)
        for article, size in other.carried.items():
            sizes[article] = sizes.get(article, 0) + size
        return _Run(self.span.hull(other.span), sizes, self.everyone | other.everyone)

    def likeness(self, other: _Run) -> float:
        """Share of all carriers of either side that would carry most of the two together."""
        both = self.everyone | other.everyone
        kept = self.joined(other).carriers(_MERGED_SHARE)
        return len(kept & both) / len(both) if both else 0.0


@dataclass(slots=True)
class Cutter:
    """Finds passages one block at a time; no character of an article is in two of them."""

    links: LinkIndex
    carry_share: float
    covered: defaultdict[ArticleId, Cover] = field(default_factory=lambda: defaultdict(Cover))

    def passages(self) -> Iterator[Passage]:
        """All passages, from the longest block to the shortest."""
        for article, block in self.links.blocks():
            for free in self.covered[article].free(block):
                if len(free) >= _LEAST:
                    yield from self._cut(article, free)

    def _cut(self, article: ArticleId, block: Span) -> Iterator[Passage]:
        pieces = self._pieces(article, block)
        if not pieces:
            return
        by_article = {article: [Link(article, block, article, block, True, True)]}
        for piece in pieces:
            by_article.setdefault(piece.target, []).append(piece)
        for run in _runs(article, block, pieces, text=self.links.texts.get(article)):
            carriers = run.carriers(self.carry_share)
            if len(carriers) < 2 or article not in carriers or len(run.span) < _TINY:
                continue
            spans = {
                name: places
                for name in sorted(carriers)
                if (places := self._places(run, name, by_article[name]))
            }
            if len(spans) < 2:
                continue
            strong = {p.target for p in pieces if p.is_strong and p.here.overlap(run.span)}
            weak = frozenset(spans) - strong - ({article} if strong & set(spans) else set())
            yield Passage(spans, weak)

    def _pieces(self, home: ArticleId, block: Span) -> list[Link]:
        """Links from the block of `home` to every stretch that carries some of it."""
        found: list[Link] = []
        reached: defaultdict[ArticleId, Cover] = defaultdict(Cover)
        queue = deque([Link(home, block, home, block, True, True)])
        while queue:
            way = queue.popleft()
            for link in self.links.at(way.target, way.there):
                clip = common(link.here, way.there)
                if clip is None or len(clip) < _LEAST or link.target == home:
                    continue
                for free in self._unseen(link, clip, reached[link.target]):
                    piece = self._onward(way, link, free)
                    if piece is None:
                        continue
                    reached[link.target].add(free)
                    found.append(piece)
                    if link.expands:
                        queue.append(piece)
        return found

    def _unseen(self, link: Link, clip: Span, reached: Cover) -> Iterator[Span]:
        image = self.links.image(link, clip)
        if image is None:
            return
        for free in self.covered[link.target].free(image):
            for part in reached.free(free):
                if len(part) >= _LEAST:
                    yield part

    def _onward(self, way: Link, link: Link, free: Span) -> Link | None:
        """The stretch `free` at the far end of `link`, tied to the block where `way` began."""
        near = self.links.image(link.reversed(), free)
        back = self.links.image(way.reversed(), near) if near else None
        if back is None or len(back) < _LEAST:
            return None
        is_strong = way.is_strong and link.is_strong
        return Link(way.source, back, link.target, free, is_strong, link.expands)

    def _places(self, run: _Run, name: ArticleId, pieces: Sequence[Link]) -> tuple[Span, ...]:
        """Where the article `name` carries the run; marks it as taken."""
        spans = [s for p in pieces if (s := self.links.image(p, run.span)) is not None]
        taken = self.covered[name]
        places: list[Span] = []
        free = (part for span in spans for part in taken.free(span))
        least = max(_LEAST, min(_STRAY, len(run.span) // 4))
        for span in sorted(part for part in free if len(part) >= _LEAST):
            last = places[-1] if places else None
            if last and span.start - last.end <= _GAP and taken.is_free(last.hull(span)):
                places[-1] = last.hull(span)
            else:
                places.append(span)
        places = [span for span in places if len(span) >= least]
        if 2 * sum(map(len, places)) < min(len(run.span), sum(map(len, spans))):
            return ()
        for span in places:
            taken.add(span)
        return tuple(places)


def _runs(home: ArticleId, block: Span, pieces: Sequence[Link], *, text: str | None) -> list[_Run]:
    """The block cut at the borders of its pieces, like neighbours joined."""
    edges = [edge for p in pieces for edge in (p.here.start, p.here.end)]
    if text is not None:
        edges = _at_sentences(text, block, edges)
    runs = _cells(home, _cuts(block, edges), pieces)
    for level in _LEVELS:
        runs = _swept(runs, level)
    return _without_tiny(runs)


def _at_sentences(text: str, block: Span, edges: Sequence[int]) -> list[int]:
    """Each edge moved to the nearest border of a sentence; a cut inside one tells nothing."""
    borders = sentence_borders(text, block)
    moved = []
    for edge in edges:
        at = bisect_right(borders, edge)
        near = borders[max(0, at - 1) : at + 1]
        moved.append(min(near, key=lambda border: (abs(border - edge), border)))
    return moved


def sentence_borders(text: str, block: Span) -> list[int]:
    """Where the sentences and lines of a block begin, and where it ends."""
    found = _BORDER.finditer(text, block.start, block.end)
    inner = (m.end() for m in found if not is_abbreviation(text, m.start()))
    return [block.start, *inner, block.end]


def _cells(home: ArticleId, cuts: Sequence[int], pieces: Sequence[Link]) -> list[_Run]:
    runs = [_Run(Span(start, end), {home: end - start}) for start, end in pairwise(cuts)]
    for piece in pieces:
        for run in runs[_first(cuts, piece.here.start) :]:
            if run.span.start >= piece.here.end:
                break
            size = run.span.overlap(piece.here)
            run.carried[piece.target] = run.carried.get(piece.target, 0) + size
    for run in runs:
        run.everyone = run.carriers(0.5)
    return runs


def _first(cuts: Sequence[int], position: int) -> int:
    return max(0, bisect_right(cuts, position) - 1)


def _cuts(block: Span, edges: Sequence[int]) -> list[int]:
    """Borders of the block and inside it; those close together are one, the commonest."""
    counts: dict[int, int] = {}
    for edge in edges:
        counts[edge] = counts.get(edge, 0) + 1
    inner = [e for e in sorted(counts) if block.start + _TOLERANCE <= e <= block.end - _TOLERANCE]
    clusters: list[list[int]] = []
    for edge in inner:
        if clusters and edge - clusters[-1][0] < _TOLERANCE:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    chosen = [max(c, key=lambda e: (counts[e], -e)) for c in clusters]
    return [block.start, *chosen, block.end]


def _swept(runs: Sequence[_Run], level: float) -> list[_Run]:
    """Neighbours at least so alike joined, until none is left."""
    before = list(runs)
    while True:
        after: list[_Run] = []
        for run in before:
            if after and after[-1].likeness(run) >= level:
                after[-1] = after[-1].joined(run)
            else:
                after.append(run)
        if len(after) == len(before):
            return after
        before = after


def _without_tiny(runs: Sequence[_Run]) -> list[_Run]:
    """Slivers given to the neighbour that they are most like."""
    kept = list(runs)
    at = 0
    while len(kept) > 1 and at < len(kept):
        if len(kept[at].span) >= _TINY:
            at += 1
            continue
        near = [n for n in (at - 1, at + 1) if 0 <= n < len(kept)]
        best = max(near, key=lambda n: (len(kept[n].everyone & kept[at].everyone), -n))
        low = min(best, at)
        kept[low : low + 2] = [kept[low].joined(kept[low + 1])]
        at = low
    return kept
