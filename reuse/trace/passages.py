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
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reuse.model import ArticleId, Span
from reuse.text.stops import STOP, is_abbreviation
from reuse.trace.intervals import Cover, Link, LinkIndex, Piece

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

    spans: Mapping[ArticleId, tuple[Piece, ...]]
    weak: frozenset[ArticleId]


@dataclass(slots=True)
class _Run:
    """Neighbouring cells of a block: how much of them each article carries, in characters."""

    start: int
    end: int
    carried: dict[ArticleId, int]
    everyone: frozenset[ArticleId] = frozenset()

    def __len__(self) -> int:
        return self.end - self.start

    def carriers(self, share: float) -> frozenset[ArticleId]:
        least = share * len(self)
        return frozenset(a for a, size in self.carried.items() if size >= least)

    def joined(self, other: _Run) -> _Run:
        sizes = dict(self.carried)
        for article, size in other.carried.items():
            sizes[article] = sizes.get(article, 0) + size
        start, end = min(self.start, other.start), max(self.end, other.end)
        return _Run(start, end, sizes, self.everyone | other.everyone)

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
        for article, start, end in self.links.blocks():
            for free in self.covered[article].free(start, end):
                if free[1] - free[0] >= _LEAST:
                    yield from self._cut(article, free)

    def _cut(self, article: ArticleId, block: Piece) -> Iterator[Passage]:
        links = self.links.at(article, *block)
        if len(links) == 1 and self._is_lone(links[0], block):
            yield self._of_pair(links[0])
            return
        pieces = self._pieces(article, block)
        if not pieces:
            return
        by_article = {article: [_itself(article, block)]}
        for piece in pieces:
            by_article.setdefault(piece.target, []).append(piece)
        for run in _runs(article, block, pieces, text=self.links.texts.get(article)):
            carriers = run.carriers(self.carry_share)
            if len(carriers) < 2 or article not in carriers or len(run) < _TINY:
                continue
            spans = {
                name: places
                for name in sorted(carriers)
                if (places := self._places(run, by_article[name]))
            }
            if len(spans) < 2:
                continue
            strong = {
                p.target for p in pieces if p.is_strong and p.start < run.end and run.start < p.end
            }
            weak = frozenset(spans) - strong - ({article} if strong & set(spans) else set())
            yield Passage(spans, weak)

    def _is_lone(self, link: Link, block: Piece) -> bool:
        """Whether a block and its one copy have no other link: the commonest case by far.

        All of both is then one passage, if neither is tiny beside the other.
        """
        source, start, end, target, far_start, far_end, _, expands, _ = link
        size, far_size = end - start, far_end - far_start
        return (
            (start, end) == block
            and source != target
            and size >= _TINY
            and far_size >= _least_place(size)
            and self.covered[target].is_free(far_start, far_end)
            and not (expands and len(self.links.at(target, far_start, far_end)) > 1)
            and self.links.is_bare((source, start, end))
            and self.links.is_bare((target, far_start, far_end))
        )

    def _of_pair(self, link: Link) -> Passage:
        """The passage of a block and its one copy; marks both as taken."""
        source, start, end, target, far_start, far_end, is_strong, _, _ = link
        self.covered[source].add(start, end)
        self.covered[target].add(far_start, far_end)
        places = sorted({source: ((start, end),), target: ((far_start, far_end),)}.items())
        spans = dict(places)
        return Passage(spans, frozenset() if is_strong else frozenset(spans))

    def _pieces(self, home: ArticleId, block: Piece) -> list[Link]:
        """Links from the block of `home` to every stretch that carries some of it."""
        found: list[Link] = []
        reached: dict[ArticleId, Cover] = {}
        queue = deque([_itself(home, block)])
        while queue:
            way = queue.popleft()
            for link in self.links.at(way.target, way.far_start, way.far_end):
                low, high = max(link.start, way.far_start), min(link.end, way.far_end)
                if high - low < _LEAST or link.target == home:
                    continue
                known = reached.get(link.target)
                if known is None:
                    known = reached[link.target] = Cover()
                for free in self._unseen(link, (low, high), known):
                    piece = self._onward(way, link, free)
                    if piece is None:
                        continue
                    known.add(*free)
                    found.append(piece)
                    if link.expands:
                        queue.append(piece)
        return found

    def _unseen(self, link: Link, clip: Piece, reached: Cover) -> list[Piece]:
        """The parts of the far end of `link` that no passage holds and no way has reached."""
        image = self.links.image(link, *clip)
        if image is None:
            return []
        return [
            part
            for free in self.covered[link.target].free(*image)
            for part in reached.free(*free)
            if part[1] - part[0] >= _LEAST
        ]

    def _onward(self, way: Link, link: Link, free: Piece) -> Link | None:
        """The stretch `free` at the far end of `link`, tied to the block where `way` began."""
        near = self.links.image_back(link, *free)
        back = self.links.image_back(way, *near) if near else None
        if back is None or back[1] - back[0] < _LEAST:
            return None
        is_strong = way.is_strong and link.is_strong
        return Link(way.source, *back, link.target, *free, is_strong, link.expands)

    def _places(self, run: _Run, pieces: Sequence[Link]) -> tuple[Piece, ...]:
        """Where the article that `pieces` lead to carries the run; marks it as taken."""
        images = [self.links.image(p, run.start, run.end) for p in pieces]
        spans = [image for image in images if image is not None]
        taken = self.covered[pieces[0].target]
        places: list[Piece] = []
        free = (part for span in spans for part in taken.free(*span))
        least = _least_place(len(run))
        for low, high in sorted(part for part in free if part[1] - part[0] >= _LEAST):
            if places and low - places[-1][1] <= _GAP:
                hull = places[-1][0], max(high, places[-1][1])
                if taken.is_free(*hull):
                    places[-1] = hull
                    continue
            places.append((low, high))
        places = [place for place in places if place[1] - place[0] >= least]
        if 2 * _size(places) < min(len(run), _size(spans)):
            return ()
        for place in places:
            taken.add(*place)
        return tuple(places)


def _least_place(size: int) -> int:
    """How long a place must be, in characters, to be one of a passage of that size."""
    return max(_LEAST, min(_STRAY, size // 4))


def _itself(article: ArticleId, block: Piece) -> Link:
    return Link(article, *block, article, *block, True, True)


def _size(pieces: Iterable[Piece]) -> int:
    return sum(end - start for start, end in pieces)


def _runs(home: ArticleId, block: Piece, pieces: Sequence[Link], *, text: str | None) -> list[_Run]:
    """The block cut at the borders of its pieces, like neighbours joined."""
    edges = [edge for p in pieces for edge in (p.start, p.end)]
    if text is not None:
        edges = _at_sentences(text, block, edges)
    runs = _cells(home, _cuts(block, edges), pieces)
    for level in _LEVELS:
        runs = _swept(runs, level)
    return _without_tiny(runs)


def _at_sentences(text: str, block: Piece, edges: Sequence[int]) -> list[int]:
    """Each edge moved to the nearest border of a sentence; a cut inside one tells nothing."""
    if set(edges) <= set(block):
        return list(edges)
    borders = sentence_borders(text, Span(*block))
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
    runs = [_Run(start, end, {home: end - start}) for start, end in pairwise(cuts)]
    for piece in pieces:
        for number in range(_first(cuts, piece.start), len(runs)):
            run = runs[number]
            if run.start >= piece.end:
                break
            size = max(0, min(run.end, piece.end) - max(run.start, piece.start))
            run.carried[piece.target] = run.carried.get(piece.target, 0) + size
    for run in runs:
        run.everyone = run.carriers(0.5)
    return runs


def _first(cuts: Sequence[int], position: int) -> int:
    return max(0, bisect_right(cuts, position) - 1)


def _cuts(block: Piece, edges: Sequence[int]) -> list[int]:
    """Borders of the block and inside it; those close together are one, the commonest."""
    start, end = block
    counts = Counter(e for e in edges if start + _TOLERANCE <= e <= end - _TOLERANCE)
    clusters: list[list[int]] = []
    for edge in sorted(counts):
        if clusters and edge - clusters[-1][0] < _TOLERANCE:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    chosen = [max(c, key=lambda e: (counts[e], -e)) for c in clusters]
    return [start, *chosen, end]


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
        if len(kept[at]) >= _TINY:
            at += 1
            continue
        near = [n for n in (at - 1, at + 1) if 0 <= n < len(kept)]
        best = max(near, key=lambda n: (len(kept[n].everyone & kept[at].everyone), -n))
        low = min(best, at)
        kept[low : low + 2] = [kept[low].joined(kept[low + 1])]
        at = low
    return kept
