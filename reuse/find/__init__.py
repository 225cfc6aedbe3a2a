"""Where articles may share passages: tokens to candidate regions.

Three sources, one form (V, E and R): verbatim runs with a guarantee,
seeds of edited text weighed by one scorer, sentences that share their rare stems
by MinHash.  Everything is columns and sorts; nothing is decided here that the
aligner should decide, so recall comes first.  Importing this room loads numpy
alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reuse.find.background import Background
from reuse.find.candidates import candidates
from reuse.find.collection import Collection, collection
from reuse.find.edited import Seeds, edited_seeds
from reuse.find.rarity import Counts, counted_grams, weighed
from reuse.find.regions import Regions, merged
from reuse.find.reworded import reworded_regions
from reuse.find.runs import Runs
from reuse.find.scorer import threshold, worthy
from reuse.find.verbatim import verbatim_runs
from reuse.model import Progress
from reuse.progress import silent
from reuse.scratch import Memory, Scratch
from reuse.settings import FindSettings
from reuse.text.columns import EDITED, REWORDED, VERBATIM, Candidates, TokenTable, slices

__all__ = ["EDITED", "REWORDED", "VERBATIM", "Candidates", "find", "notes"]

_STEPS = 5

_WEIGHED = (
    "The collection has {:,} words or more, so that passages were also weighed by how common "
    "their words are in it; a smaller part of it may show other passages."
)

# Tokens of one article that count when it is asked whether a collection tells what is common:
# together `FindSettings.telling_tokens` at least.
TELLING_PER_ARTICLE = 2_000


def find(
    table: TokenTable,
    *,
    min_words: int,
    settings: FindSettings,
    scratch: Scratch | None = None,
    background: Background | None = None,
    progress: Progress = silent,
) -> Candidates:
    """Every place where two articles may carry the same passage.

    Every run of `min_words` equal tokens is found: its articles are linked by a
    VERBATIM row directly or through articles that hold the same tokens.  Edited
    and reworded passages are found with a probability.  The rows depend on the
    articles' tokens and the collection they stand in, not on their numbers;
    articles with equal tokens may take each other's place in a chain.

    Args:
        table: the tokens of the whole collection.
        min_words: shortest verbatim run, in tokens.
        settings: the stage's settings.
        scratch: where the columns of the search live; in memory when None.
        background: what the collection that the articles come from says of their words; they
            are that collection when None.
        progress: told which steps are done; they take about equally long.
    """
    scratch = scratch or Memory()
    tell = partial(progress, "finding candidates")
    tell(0, _STEPS)
    tokens = collection(table, scratch)
    verbatim = verbatim_runs(tokens, min_words=min_words, settings=settings, scratch=scratch)
    tell(1, _STEPS)
    seeds = edited_seeds(tokens, settings, scratch)
    tell(2, _STEPS)
    weights = _weights(tokens, seeds, background, settings=settings, scratch=scratch)
    tell(3, _STEPS)
    edited, nats = _edited(tokens, seeds, weights, settings=settings, scratch=scratch)
    phrases = seeds.links.chained, seeds.links.left_out
    tells = weights.tells
    del seeds, weights  # columns as long as the collection
    tell(4, _STEPS)
    reworded = reworded_regions(tokens, settings, scratch, background=background)
    inexact = merged(Regions.joined([edited, reworded.regions]), tokens, settings=settings)
    regions = Regions.joined([_exact(verbatim.runs), inexact])
    thinned = Thinned(
        verbatim.chained, verbatim.left_out, *phrases, reworded.chained, reworded.left_out
    )
    said = notes(thinned, tells=tells, settings=settings)
    rows = candidates(regions, tokens, notes=said)
    scratch.rest()
    tell(_STEPS, _STEPS)
    return replace(rows, nats=nats) if tells else rows


def tells_what_is_common(offsets: NDArray[np.int64], settings: FindSettings) -> bool:
    """Whether there are words enough; offsets as in `TokenTable`."""
    lengths = np.minimum(np.diff(offsets), TELLING_PER_ARTICLE)
    return bool(lengths.sum() >= settings.telling_tokens)


class _Weights(NamedTuple):
    """Counts of the collection's words, its size, and whether that tells what is common."""

    counts: Counts
    tokens: int
    tells: bool


def _weights(
    tokens: Collection,
    seeds: Seeds,
    background: Background | None,
    *,
    settings: FindSettings,
    scratch: Scratch,
) -> _Weights:
    counts = counted_grams(tokens, seeds.counted, scratch)
    tells = tells_what_is_common(tokens.offsets, settings)
    if background is None:
        return _Weights(counts, len(tokens), tells)
    counts = background.raised(tokens.key, tokens.offsets, counts)
    return _Weights(counts, max(background.tokens, len(tokens)), background.tells or tells)


def _edited(
    tokens: Collection,
    seeds: Seeds,
    weights: _Weights,
    *,
    settings: FindSettings,
    scratch: Scratch,
) -> tuple[Regions, NDArray[np.uint8]]:
    """The seeds that are worth enough, and the weights in the order of the table (`Candidates`)."""
    least = threshold(weights.tokens, settings)
    found = []
    nats = scratch.empty(3 * len(tokens) if weights.tells else 0, np.uint8).reshape(-1, 3)
    for within, runs in seeds.runs(tokens, settings):
        first, last = np.searchsorted(tokens.offsets, (within.start, within.stop)).tolist()
        offsets = tokens.offsets[first : last + 1] - within.start
        rarity = replace(weighed(offsets, weights.counts.within(within)), first=within.start)
        found.append(worthy(runs, rarity, collection=tokens, least=least))
        if weights.tells:
            places = slices(
                offsets[:-1] + tokens.shift[first:last] + within.start, np.diff(offsets)
            )
            nats[places] = rarity.in_tenths()
    return Regions.joined(found), nats


def _exact(runs: Runs) -> Regions:
    return Regions(
        runs.left,
        runs.left + runs.length,
        runs.right,
        runs.right + runs.length,
        np.full(len(runs), VERBATIM, np.uint8),
    )


class Thinned(NamedTuple):
    """What was too common for all its pairs: groups that were chained, members left out.

    Of runs of `min_words`, of phrases of `edited_gram` words, and of sentences that agree in
    a band.  A member is left out where its article has others that are linked.
    """

    runs: int
    repeated_runs: int
    phrases: int
    repeated_phrases: int
    sentences: int
    repeated_sentences: int


def notes(thinned: Thinned, *, tells: bool, settings: FindSettings) -> tuple[str, ...]:
    """What a reader should know of a search, in whole sentences.

    Args:
        thinned: what was chained or left out.
        tells: whether the collection is large enough to tell what is common.
        settings: the stage's settings.
    """
    runs = f"runs of words that occur more than {settings.verbatim_group} times"
    phrases = (
        f"phrases of {settings.edited_gram} words that occur more than "
        f"{settings.edited_group} times"
    )
    sentences = f"groups of more than {settings.reworded_group} sentences that look alike"
    said = []
    for chained, things, left_out, kind in (
        (thinned.runs, runs, thinned.repeated_runs, "runs"),
        (thinned.phrases, phrases, thinned.repeated_phrases, "phrases"),
        (thinned.sentences, sentences, thinned.repeated_sentences, "sentences"),
    ):
        if chained:
            said.append(
                f"{chained} {things} were linked from article to article, not in all pairs."
            )
        if left_out:
            said.append(
                f"{left_out} repetitions of common {kind} after the "
                f"{settings.repeats_per_article}th in one article were not searched."
            )
    if tells:
        said.append(_WEIGHED.format(settings.telling_tokens))
    return tuple(said)
