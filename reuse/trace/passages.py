"""Elementary passages: one block of one article, cut where its copies begin and end.

A block of matched text is followed through the matches into every article that
carries some of it, each piece tied to its place in the block (so nothing drifts).
The runs of the block (runs.py) are its passages.  Repeats in genomes are told apart in
the same way (Pevzner, Tang and Tesler, Genome Research 2004).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reuse.model import ArticleId
from reuse.trace.intervals import Cover, Link, LinkIndex, Piece, Spot
from reuse.trace.runs import FARTHEST_BORDER, TINY, Run, runs_of

_LEAST = 30
_GAP = 150
_STRAY = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: where it lies in each carrier, and who is tied by weak links only."""

    spans: Mapping[ArticleId, tuple[Piece, ...]]
    weak: frozenset[ArticleId]


class _Least(NamedTuple):
    """How many characters a passage of a block must have, and a piece that carries some of it."""

    run: int = TINY
    piece: int = _LEAST


@dataclass(slots=True)
class Cutter:
    """Finds passages one block at a time; no character of an article is in two of them.

    A match of `min_words` words is a passage, however few letters it has.
    """

    links: LinkIndex
    carry_share: float
    min_words: int
    covered: defaultdict[ArticleId, Cover] = field(default_factory=lambda: defaultdict(Cover))

    def passages(self) -> Iterator[Passage]:
        """All passages, from the longest block to the shortest; then short matches left over."""
        for article, start, end in (*self.links.blocks(), *self._short()):
            for free in self.covered[article].free(start, end):
                least = self._least(article, free)
                if free[1] - free[0] >= least.piece:
                    yield from self._cut(article, free, least=least)

    def _short(self) -> list[Spot]:
        """Where short matches of enough words lie, longest first.

        Where such matches overlap, no block need be all of one, and each alone may be free.
        """
        found = {
            link[:3]
            for buckets in self.links.buckets.values()
            for links in buckets.values()
            for link in links
            if link.end - link.start < TINY and link.words >= self.min_words
        }
        return sorted(found, key=lambda spot: (spot[1] - spot[2], spot))

    def _least(self, article: ArticleId, block: Piece) -> _Least:
        """The bounds of a block: lower for all of a match, of which a piece says nothing."""
        start, end = block
        if end - start >= TINY:
            return _Least()
        words = min(
            (
                link.words
                for link in self.links.at(article, start, end)
                if (link.start, link.end) == block and link.words >= self.min_words
            ),
            default=None,
        )
        if words is None:
            return _Least()
        # A word has a letter or more: what has fewer characters is not all of the match.
        return _Least(end - start, _LEAST if end - start >= _LEAST else words)

    def _cut(self, article: ArticleId, block: Piece, *, least: _Least) -> Iterator[Passage]:
        links = self.links.at(article, *block)
        if len(links) == 1 and self._is_lone(links[0], block, least=least):
            yield self._of_pair(links[0])
            return
        pieces = self._pieces(article, block, least=least.piece)
        if not pieces:
            return
        by_article = {article: [_itself(article, block)]}
        for piece in pieces:
            by_article.setdefault(piece.target, []).append(piece)
        runs = runs_of(article, block, pieces, text=self.links.text(article))
        by_run = [run.carriers(self.carry_share) for run in runs]
        for at, (run, carriers) in enumerate(zip(runs, by_run, strict=True)):
            if len(carriers) < 2 or article not in carriers or len(run) < least.run:
                continue
            before, after = by_run[max(at - 1, 0)], by_run[min(at + 1, len(runs) - 1)]
            extents = {
                name: _extent(run, found, before=name not in before, after=name not in after)
                for name, found in sorted(by_article.items())
                if name in carriers
            }
            spans = {
                name: places
                for name, extent in extents.items()
                if (places := self._places(extent, by_article[name], least=least.piece))
            }
            if len(spans) < 2:
                continue
            strong = {
                p.target for p in pieces if p.is_strong and p.start < run.end and run.start < p.end
            }
            weak = frozenset(spans) - strong - ({article} if strong & set(spans) else set())
            yield Passage(spans, weak)

    def _is_lone(self, link: Link, block: Piece, *, least: _Least) -> bool:
        """Whether a block and its one copy have no other link: the commonest case by far.

        All of both is then one passage, if neither is tiny beside the other.
        """
        source, start, end, target, far_start, far_end, _, expands, _ = link
        size, far_size = end - start, far_end - far_start
        return (
            (start, end) == block
            and source != target
            and size >= least.run
            and far_size >= max(least.piece, _stray(size))
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

    def _pieces(self, home: ArticleId, block: Piece, *, least: int) -> list[Link]:
        """Links from the block of `home` to every stretch that carries some of it."""
        found: list[Link] = []
        reached: dict[ArticleId, Cover] = {}
        queue = deque([_itself(home, block)])
        while queue:
            way = queue.popleft()
            for link in self.links.at(way.target, way.far_start, way.far_end):
                low, high = max(link.start, way.far_start), min(link.end, way.far_end)
                if high - low < least or link.target == home:
                    continue
                known = reached.get(link.target)
                if known is None:
                    known = reached[link.target] = Cover()
                elif _is_full(known, link, least=least):  # among many copies nearly always
                    continue
                for free in self._unseen(link, (low, high), reached=known):
                    if free[1] - free[0] < least:
                        continue
                    piece = self._onward(way, link, free=free)
                    if piece is None or piece.end - piece.start < least:
                        continue
                    known.add(*free)
                    found.append(piece)
                    if link.expands:
                        queue.append(piece)
        return found

    def _unseen(self, link: Link, clip: Piece, *, reached: Cover) -> list[Piece]:
        """The parts of the far end of `link` that no passage holds and no way has reached."""
        image = self.links.image(link, *clip)
        if image is None:
            return []
        taken = self.covered[link.target]
        return [part for free in taken.free(*image) for part in reached.free(*free)]

    def _onward(self, way: Link, link: Link, *, free: Piece) -> Link | None:
        """The stretch `free` at the far end of `link`, tied to the block where `way` began."""
        near = self.links.image_back(link, *free)
        back = self.links.image_back(way, *near) if near else None
        if back is None:
            return None
        is_strong = way.is_strong and link.is_strong
        return Link(way.source, *back, link.target, *free, is_strong, link.expands)

    def _places(self, run: Piece, pieces: Sequence[Link], *, least: int) -> tuple[Piece, ...]:
        """Where the article that `pieces` lead to carries the run; marks it as taken."""
        images = [self.links.image(p, *run) for p in pieces]
        spans = [image for image in images if image is not None]
        taken = self.covered[pieces[0].target]
        places: list[Piece] = []
        free = (part for span in spans for part in taken.free(*span))
        for low, high in sorted(part for part in free if part[1] - part[0] >= least):
            if places and low - places[-1][1] <= _GAP:
                hull = places[-1][0], max(high, places[-1][1])
                if taken.is_free(*hull):
                    places[-1] = hull
                    continue
            places.append((low, high))
        size = run[1] - run[0]
        least = max(least, _stray(size))
        places = [place for place in places if place[1] - place[0] >= least]
        if 2 * _size(places) < min(size, _size(spans)):
            return ()
        for place in places:
            taken.add(*place)
        return tuple(places)


def _extent(run: Run, pieces: Sequence[Link], *, before: bool, after: bool) -> Piece:
    """The run, and what its neighbours on either side have of the pieces that go on beyond it.

    A run ends where a sentence does, and a copy somewhere in it: the words up to there belong to no
    other passage of that article.

    Args:
        before, after: whether the article that the pieces lead to carries no such neighbour.
    """
    start, end = run.start, run.end
    if before:
        begins = [p.start for p in pieces if p.start < run.start < p.end]
        start = max(min(begins, default=start), start - FARTHEST_BORDER)
    if after:
        ends = [p.end for p in pieces if p.start < run.end < p.end]
        end = min(max(ends, default=end), end + FARTHEST_BORDER)
    return start, end


def _is_full(known: Cover, link: Link, *, least: int) -> bool:
    """Whether so little is left of the far end of `link` that no piece of it could be one."""
    return all(end - start < least for start, end in known.free(link.far_start, link.far_end))


def _stray(size: int) -> int:
    """How long a place must be, in characters, to be no stray one of a passage of that size."""
    return min(_STRAY, size // 4)


def _itself(article: ArticleId, block: Piece) -> Link:
    return Link(article, *block, article, *block, True, True)


def _size(pieces: Iterable[Piece]) -> int:
    return sum(end - start for start, end in pieces)
