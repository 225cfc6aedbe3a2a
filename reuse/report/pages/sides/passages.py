"""The passages that two articles share, and which of them can stand level on a page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reuse.model import Article, ArticleId, Certainty, Kind, Match, Span, Witness
from reuse.report.pages.site import Entry, Pair, Site

# The exact chain takes quadratic time; a pair with more passages than this (a
# mirror of a list, say) is chained by its longest ones.
_MOST_CHAINED = 400
# A passage is inside another when it holds this share of it, on both sides.
_HELD = 0.8
_Shared = tuple[Entry, Witness, Witness]


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a pair, left and right as the page shows them.

    `kind` and `certainty` are None where the family names both witnesses but no
    match joins them directly.
    """

    left: Span
    right: Span
    words: int
    kind: Kind | None
    certainty: Certainty | None
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A pair as its page shows it: passages in the order of the page.

    `inside` says of each how it stands: its own number where it is level in both articles, the
    number of the level passage before it that holds it, 0 where it comes in another order.
    `numbers` has the number of the first passage of each family, by the family's.
    """

    left: Article
    right: Article
    passages: tuple[Passage, ...]
    inside: tuple[int, ...]
    numbers: Mapping[int, int]

    def number(self, entry: Entry) -> int:
        """The number of the first passage of a family, 0 when it has none here."""
        return self.numbers.get(entry.number, 0)


def pair_layout(site: Site, pair: Pair) -> Layout:
    """Which article stands left (the source, where known) and how the passages are numbered."""
    if pair not in site.layouts:
        site.layouts[pair] = _layout(site, pair)
    return site.layouts[pair]


def _layout(site: Site, pair: Pair) -> Layout:
    left, right = (site.articles[article] for article in _oriented(site, pair))
    found = passages_of(site, (left.id, right.id))
    chain = level_chain(found)
    held: list[list[Passage]] = [[] for _ in chain]
    other: list[Passage] = []
    level = set(map(id, chain))
    for passage in found:
        if id(passage) not in level:
            holder = _holder(passage, chain)
            (other if holder is None else held[holder]).append(passage)
    order: list[Passage] = []
    inside: list[int] = []
    for passage, nested in zip(chain, held, strict=True):
        inside += [len(order) + 1] * (1 + len(nested))
        order += [passage, *nested]
    every = (*order, *other)
    numbers: dict[int, int] = {}
    for n, passage in enumerate(every, 1):
        if passage.entry:
            numbers.setdefault(passage.entry.number, n)
    return Layout(left, right, every, (*inside, *[0] * len(other)), numbers)


def _holder(passage: Passage, chain: Sequence[Passage]) -> int | None:
    """The place in the chain of the level passage that holds nearly all of this one, both sides."""
    reach = bisect_left(chain, passage.left.end, key=lambda p: p.left.start)
    first = max(0, bisect_left(chain, passage.left.start, key=lambda p: p.left.end) - 1)
    for at in range(first, reach):
        sides = ((chain[at].left, passage.left), (chain[at].right, passage.right))
        if all(whole.overlap(part) >= _HELD * len(part) for whole, part in sides):
            return at
    return None


def _oriented(site: Site, pair: Pair) -> Pair:
    for entry in site.pairs.get(pair, ()):
        for derivation in entry.lineage.derivations:
            if (derivation.derivative, derivation.source) == pair:
                return pair[1], pair[0]
    return pair


def passages_of(site: Site, pair: Pair) -> tuple[Passage, ...]:
    """Every passage that a pair (left, right) shares, in the order of the left one.

    These are their matches, and one passage for each family that names both
    articles without a match between them.
    """
    matches = site.matches.get((min(pair), max(pair)), ())
    shared = tuple(_shared(site, pair))
    places = _Places.of(shared)
    found = [_from_match(match, pair[0], places=places) for match in matches]
    joined = {passage.entry.number for passage in found if passage.entry}
    for entry, one, other in shared:
        if entry.number not in joined:
            joined.add(entry.number)
            found.append(Passage(one.span, other.span, entry.family.words, None, None, entry))
    return tuple(sorted(found, key=lambda p: (p.left, p.right)))


def _shared(site: Site, pair: Pair) -> Iterator[_Shared]:
    left, right = pair
    others: defaultdict[int, list[Witness]] = defaultdict(list)
    for share in site.shares.get(right, ()):
        others[share.entry.number].append(share.witness)
    for share in site.shares.get(left, ()):
        for witness in others.get(share.entry.number, ()):
            yield share.entry, share.witness, witness


@dataclass(frozen=True, slots=True)
class _Places:
    """Where two articles share a family, by the left place; `reach[n]` is the furthest end to n."""

    shared: Sequence[_Shared]
    reach: Sequence[int]

    @classmethod
    def of(cls, shared: Iterable[_Shared]) -> _Places:
        ordered = sorted(shared, key=lambda both: both[1].span)
        return cls(ordered, list(accumulate((one.span.end for _, one, _ in ordered), max)))

    def at(self, span: Span) -> Iterator[_Shared]:
        """Those whose left place may meet the span."""
        first = bisect_left(self.reach, span.start + 1)
        last = bisect_left(self.shared, span.end, key=lambda both: both[1].span.start)
        yield from self.shared[first:last]


def _from_match(match: Match, left: ArticleId, *, places: _Places) -> Passage:
    one, other = match.left, match.right
    if match.left_article != left:
        one, other = other, one
    owners = [
        (min(a.span.overlap(one), b.span.overlap(other)), -e.number, e)
        for e, a, b in places.at(one)
    ]
    common, _, entry = max(owners, key=lambda o: o[:2], default=(0, 0, None))
    return Passage(one, other, match.words, match.kind, match.certainty, entry if common else None)


def level_chain(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The heaviest choice of passages that come in the same order in both articles.

    Weight is words; none of the chosen overlap on either side.  The others were
    moved, or share words with a chosen one.  O(n²), n at most `_MOST_CHAINED`.
    """
    longest = sorted(passages, key=lambda p: (-p.words, p.left, p.right))[:_MOST_CHAINED]
    ordered = sorted(longest, key=lambda p: (p.left.end, p.left.start, p.right))
    best: list[tuple[int, int]] = []
    ends = [passage.left.end for passage in ordered]
    for number, passage in enumerate(ordered):
        # Only passages that end before this one starts on the left can come before it.
        reach = bisect_left(ends, passage.left.start + 1, hi=number)
        before = max(
            ((best[k][0], k) for k in range(reach) if ordered[k].right.end <= passage.right.start),
            default=(0, -1),
        )
        best.append((before[0] + max(passage.words, 1), before[1]))
    chain: list[Passage] = []
    at = max(range(len(best)), key=lambda k: best[k], default=-1)
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][1]
    return tuple(chain[::-1])
