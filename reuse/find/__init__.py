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

import numpy as np

from reuse.find.candidates import candidates
from reuse.find.collection import collection
from reuse.find.edited import edited_seeds
from reuse.find.rarity import in_tenths, rarity
from reuse.find.regions import Regions, merged
from reuse.find.reworded import reworded_regions
from reuse.find.runs import Runs
from reuse.find.scorer import threshold, worthy
from reuse.find.verbatim import verbatim_runs
from reuse.model import Progress
from reuse.progress import silent
from reuse.settings import FindSettings
from reuse.text.columns import EDITED, REWORDED, VERBATIM, Candidates, TokenTable

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
    table: TokenTable, *, min_words: int, settings: FindSettings, progress: Progress = silent
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
        progress: told which steps are done; they take about equally long.
    """
    tell = partial(progress, "finding candidates")
    tell(0, _STEPS)
    tokens = collection(table)
    verbatim = verbatim_runs(tokens, min_words=min_words, settings=settings)
    tell(1, _STEPS)
    seeds = edited_seeds(tokens, settings)
    tell(2, _STEPS)
    weights = rarity(tokens, seeds.counted, batch=settings.sort_keys)
    tell(3, _STEPS)
    least = threshold(len(tokens), settings)
    edited = worthy(seeds.runs, weights, collection=tokens, least=least)
    tell(4, _STEPS)
    reworded = reworded_regions(tokens, settings)
    inexact = merged(Regions.joined([edited, reworded]), tokens, settings=settings)
    regions = Regions.joined([_exact(verbatim.runs), inexact])
    lengths = np.minimum(np.diff(tokens.offsets), TELLING_PER_ARTICLE)
    tells = bool(lengths.sum() >= settings.telling_tokens)
    said = notes(verbatim.chained, verbatim.left_out, tells=tells, settings=settings)
    rows = candidates(regions, tokens, notes=said)
    tell(_STEPS, _STEPS)
    return replace(rows, nats=in_tenths(weights, tokens)) if tells else rows


def _exact(runs: Runs) -> Regions:
    return Regions(
        runs.left,
        runs.left + runs.length,
        runs.right,
        runs.right + runs.length,
        np.full(len(runs), VERBATIM, np.uint8),
    )


def notes(chained: int, left_out: int, *, tells: bool, settings: FindSettings) -> tuple[str, ...]:
    """What a reader should know of a search, in whole sentences.

    Args:
        chained: runs whose occurrences were linked in chains.
        left_out: occurrences that were not searched.
        tells: whether the collection is large enough to tell what is common.
        settings: the stage's settings.
    """
    said = []
    if chained:
        said.append(
            f"{chained} runs of words that occur more than {settings.verbatim_group} "
            "times were linked from article to article, not in all pairs."
        )
    if left_out:
        said.append(
            f"{left_out} repetitions of such runs after the "
            f"{settings.repeats_per_article}th in one article were not searched."
        )
    if tells:
        said.append(_WEIGHED.format(settings.telling_tokens))
    return tuple(said)
