"""Which of many articles may share passages with a few: `find` for those pairs alone.

An archive offers every article that has some words of a draft.  Here the seeds are walked on
from, with the words of both at hand, and most of them turn out to be phrases that everybody
uses.  What is left takes the whole row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reuse.find.background import Background
from reuse.find.collection import Collection
from reuse.find.grams import Hashes, Positions, gram_hashes, whole
from reuse.find.links import Links
from reuse.find.lsh import band_keys
from reuse.find.rarity import Counts, weighed
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


def meeting(
    table: TokenTable,
    asking: int,
    *,
    min_words: int,
    settings: FindSettings,
    background: Background | None,
) -> NDArray[np.int64]:
    """The numbers of the articles that may share a passage with one of the first ones.

    A run of `min_words` equal words always counts.

    Args:
        table: the tokens of the articles that ask, and of those that are asked.
        asking: how many of them ask, the first ones.
        min_words: shortest verbatim run, in tokens.
        settings: the stage's settings.
        background: what the collection says of words; the table when None.
    """
    tokens = _as_it_is(table)
    links = _links(tokens, asking, settings)
    runs = maximal_runs(tokens, links, k=settings.edited_gram)
    edge = int(table.offsets[asking])
    ones = np.ones(edge, np.float32)
    counts = Counts(ones, ones, ones, edge)
    if background is not None:
        counts = background.raised(table.key[:edge], table.offsets[: asking + 1], counts)
    rarity = weighed(table.offsets[: asking + 1], counts)
    least = threshold(background.tokens if background else len(table), settings)
    good = worthy(runs, rarity, collection=tokens, least=least)
    long = runs.right[runs.length >= min_words]
    alike = _alike(tokens, asking, settings, background=background)
    places = np.concatenate((long, good.right_start, tokens.sentences[alike.right]))
    return np.unique(tokens.owner[places]).astype(np.int64)


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
