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

from reuse.model import ArticleId
from reuse.trace.intervals import Cover, Link, LinkIndex, Piece
from reuse.trace.runs import TINY, Run, runs_of

_LEAST = 30
_GAP = 150
_STRAY = 100


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: where it lies in each carrier, and who is tied by weak links only."""

    spans: Mapping[ArticleId, tuple[Piece, ...]]
    weak: frozenset[ArticleId]


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
        """All passages, from the longest block to the shortest."""
        for article, start, end in self.links.blocks():
            for free in self.covered[article].free(start, end):
                if free[1] - free[0] >= _LEAST:
                    yield from self._cut(article, free, least=self._least(article, free))

    def _least(self, article: ArticleId, block: Piece) -> int:
        """How long a passage of a block must be, in characters; a piece of it says nothing."""
        whole = any(
            (link.start, link.end) == block and link.words >= self.min_words
            for link in self.links.at(article, *block)
        )
        return min(TINY, block[1] - block[0]) if whole else TINY

    def _cut(self, article: ArticleId, block: Piece, *, least: int) -> Iterator[Passage]:
        links = self.links.at(article, *block)
        if len(links) == 1 and self._is_lone(links[0], block, least=least):
            yield self._of_pair(links[0])
            return
        pieces = self._pieces(article, block)
        if not pieces:
            return
        by_article = {article: [_itself(article, block)]}
        for piece in pieces:
            by_article.setdefault(piece.target, []).append(piece)
        for run in runs_of(article, block, pieces, text=self.links.texts.get(article)):
            carriers = run.carriers(self.carry_share)
            if len(carriers) < 2 or article not in carriers or len(run) < least:
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

    def _is_lone(self, link: Link, block: Piece, *, least: int) -> bool:
        """Whether a block and its one copy have no other link: the commonest case by far.

        All of both is then one passage, if neither is tiny beside the other.
        """
        source, start, end, target, far_start, far_end, _, expands, _ = link
        size, far_size = end - start, far_end - far_start
        return (
            (start, end) == block
            and source != target
            and size >= least
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

    def _places(self, run: Run, pieces: Sequence[Link]) -> tuple[Piece, ...]:
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
