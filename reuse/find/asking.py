"""Which of many articles may share passages with a few: `find` for those pairs alone.

An archive offers every article that has some words of a draft.  Here the seeds are walked on
from, with the words of both at hand, and most of them turn out to be phrases that everybody
uses.  What is left takes the whole row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.find.background import Background
from reuse.find.collection import Collection
from reuse.find.grams import Hashes, Positions, gram_hashes, whole
from reuse.find.links import Links
from reuse.find.lsh import band_keys
from reuse.find.rarity import Counts, Rarity, weighed
from reuse.find.reworded import (
    LEAST_STEMS,
    distinct_links,
    much_alike,
    ranked_in,
    rare_bags,
    sketched,
)
from reuse.find.runs import maximal_runs
from reuse.find.scorer import threshold, worthy
from reuse.settings import FindSettings
from reuse.text.columns import TokenTable, slices

# A seed is walked on from by the weights of one side, whose neighbouring words it depends on.
# `find` takes the side that comes first in the collection, which nobody knows here.
_ONE_SIDE = 5.0
_LOW_HALF = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Asking:
    """Articles that ask: their tokens, what those are worth, the least that a seed must be."""

    table: TokenTable
    rarity: Rarity
    least_nats: float


def asking(table: TokenTable, settings: FindSettings, *, background: Background | None) -> Asking:
    """Articles that ask a collection of which `background` tells; themselves alone when None."""
    ones = np.ones(len(table), np.float32)
    counts = Counts(ones, ones, ones, len(table))
    if background is not None:
        counts = background.raised(table.key, table.offsets, counts)
    least = threshold(background.tokens if background else len(table), settings)
    return Asking(table, weighed(table.offsets, counts), least)


def meeting_words(
    asked: Asking, others: Sequence[NDArray[np.uint32]], *, min_words: int, settings: FindSettings
) -> NDArray[np.int64]:
    """The numbers of the articles that may share words in a row with one that asks.

    A run of `min_words` equal words always counts.

    Args:
        asked: the articles that ask.
        others: of each other article the low half of each token's key.
        min_words: shortest verbatim run, in tokens.
        settings: the stage's settings.
    """
    first = asked.table.articles
    tokens = _in_a_row(asked.table, others)
    runs = maximal_runs(tokens, _links(tokens, first, settings), k=settings.edited_gram)
    good = worthy(runs, asked.rarity, collection=tokens, least=asked.least_nats - _ONE_SIDE)
    met = tokens.owner[np.concatenate((_verbatim(tokens, first, min_words), good.right_start))]
    return np.unique(met).astype(np.int64) - first


def _verbatim(tokens: Collection, asking: int, min_words: int) -> Positions:
    """Where the others have a run of those that ask, however often these repeat its words."""
    at = np.flatnonzero(whole(tokens.offsets, min_words))
    hashes = gram_hashes(tokens.key, min_words)[at]
    own = int(np.searchsorted(at, tokens.offsets[asking]))
    return at[own:][np.isin(hashes[own:], hashes[:own])]


def _in_a_row(table: TokenTable, others: Sequence[NDArray[np.uint32]]) -> Collection:
    """Those that ask and then the others, by the low halves of their keys; without stems."""
    sizes = np.array([len(other) for other in others], np.int64)
    offsets = np.concatenate((table.offsets, table.offsets[-1] + np.cumsum(sizes)))
    mine = (table.key & _LOW_HALF).astype(np.uint32)
    key = np.concatenate((mine, *others)).astype(np.uint64)
    articles = np.arange(len(offsets) - 1, dtype=np.int32)
    none = np.zeros(0, np.int64)
    return Collection(
        offsets=offsets,
        number=articles,
        shift=np.zeros(len(articles), np.int64),
        owner=np.repeat(articles, np.diff(offsets)),
        key=key,
        stem=none.astype(np.int32),
        stems=none.astype(np.uint64),
        sentences=none,
    )


def meeting_sentences(
    table: TokenTable, first: int, settings: FindSettings, *, background: Background | None
) -> NDArray[np.int64]:
    """The numbers of the articles with a sentence that says much what one of the first ones says.

    Args:
        table: the tokens of the articles that ask, and of others.
        first: how many ask.
        settings: the stage's settings.
        background: what the collection says of words; the table when None.
    """
    tokens = _as_it_is(table)
    alike = _alike(tokens, first, settings, background=background)
    return np.unique(tokens.owner[tokens.sentences[alike.right]]).astype(np.int64) - first


def _alike(
    tokens: Collection, asking: int, settings: FindSettings, *, background: Background | None
) -> Links:
    """Pairs of sentences that say much the same, the left one of those that ask."""
    stems, size = ranked_in(tokens, background)
    bags = rare_bags(tokens, stems)
    sketches = sketched(bags, settings)
    edge = np.searchsorted(tokens.sentences[:-1], tokens.offsets[asking])
    full = np.flatnonzero(bags.sizes >= LEAST_STEMS)
    ours, theirs = full[full < edge], full[full >= edge]
    met = [
        _equal(band_keys(sketches, band, bands=settings.bands), ours, theirs)
        for band in range(settings.bands)
    ]
    return much_alike(bags, distinct_links(Links.joined(met)), tokens=size, settings=settings)


def _equal(keys: Hashes, ours: Positions, theirs: Positions) -> Links:
    """Each of `ours` with each of `theirs` that has its key."""
    order = ours[np.argsort(keys[ours], kind="stable")]
    begin = np.searchsorted(keys[order], keys[theirs], side="left")
    many = np.searchsorted(keys[order], keys[theirs], side="right") - begin
    return Links(order[slices(begin, many)], np.repeat(theirs, many))


def _as_it_is(table: TokenTable) -> Collection:
    """The articles in the order of the table."""
    articles = np.arange(table.articles, dtype=np.int32)
    return Collection(
        offsets=table.offsets,
        number=articles,
        shift=np.zeros(table.articles, np.int64),
        owner=np.repeat(articles, np.diff(table.offsets)),
        key=table.key,
        stem=table.stem,
        stems=table.stems,
        sentences=table.sentences,
    )


def _links(tokens: Collection, asking: int, settings: FindSettings) -> Links:
    """Each gram of those that ask with each equal one of the others.

    Of those that one article repeats, the first `repeats_per_article` count.
    """
    k = settings.edited_gram
    at = np.flatnonzero(whole(tokens.offsets, k))
    hashes = gram_hashes(tokens.key, k)[at]
    own = int(np.searchsorted(at, tokens.offsets[asking]))
    ours, mine = _first(hashes[:own], at[:own], tokens, settings)
    asked = np.isin(hashes[own:], ours)
    theirs, other = _first(hashes[own:][asked], at[own:][asked], tokens, settings)
    order = np.argsort(ours, kind="stable")
    ours, mine = ours[order], mine[order]
    begin = np.searchsorted(ours, theirs, side="left")
    many = np.searchsorted(ours, theirs, side="right") - begin
    return Links(mine[slices(begin, many)], np.repeat(other, many))


def _first(
    hashes: Hashes, at: Positions, tokens: Collection, settings: FindSettings
) -> tuple[Hashes, Positions]:
    """The first few of the equal grams of each article."""
    order = np.lexsort((at, tokens.owner[at], hashes))
    hashes, at = hashes[order], at[order]
    owner = tokens.owner[at]
    opens = np.ones(len(at), np.bool_)
    opens[1:] = (hashes[1:] != hashes[:-1]) | (owner[1:] != owner[:-1])
    first = np.flatnonzero(opens)
    rank = np.arange(len(at)) - np.repeat(first, np.diff(np.append(first, len(at))))
    kept = rank < settings.repeats_per_article
    return hashes[kept], at[kept]
