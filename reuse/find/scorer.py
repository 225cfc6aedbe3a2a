"""What a seed is worth: how unlikely its words are, not how many they are.

T = S + L + R nats: S is the surprise of the exact run, L and R what an
outward extension adds on either side (`reuse.find.walk`).
"""

from __future__ import annotations

import numpy as np

from reuse.find.collection import Collection
from reuse.find.rarity import CALIBRATION_TOKENS, Rarity
from reuse.find.regions import Regions
from reuse.find.runs import Runs
from reuse.find.walk import walked
from reuse.settings import FindSettings
from reuse.text.columns import EDITED

# Runs this far below the threshold are not walked on.  Without the filter
# `bench/find.py --seed 2` finds .990 instead of .989 and scores in 2.6 s, not 1.7.
HOPE = 10.0


def threshold(tokens: int, settings: FindSettings) -> float:
    """Least worth of a seed in a collection of `tokens` tokens, in nats.

    The chance of a coincidence grows with the collection: `accept_nats` was
    measured at 4.6 M tokens, each factor of e adds one.

    >>> threshold(4_600_000, FindSettings())
    24.0
    """
    grown = settings.accept_nats + float(np.log(max(1, tokens) / CALIBRATION_TOKENS))
    return max(settings.accept_nats_least, grown)


def worthy(runs: Runs, rarity: Rarity, *, collection: Collection, least: float) -> Regions:
    """The runs worth `least` nats and more, each with its extension.

    Args:
        runs: equal runs whose left ends lie in the tokens that `rarity` weighs.
        rarity: the weights of some articles' tokens.
        collection: all articles.
        least: nats.
    """
    exact = rarity.of_runs(runs.left, runs.left + runs.length)
    hopeful = exact >= least - HOPE
    runs, exact = runs.chosen(hopeful), exact[hopeful]
    before = walked(runs, rarity, collection=collection, way=-1)
    after = walked(runs, rarity, collection=collection, way=1)
    good = exact + before.nats + after.nats >= least
    end = runs.length + runs.left
    return Regions(
        (runs.left - before.left)[good],
        (end + after.left)[good],
        (runs.right - before.right)[good],
        (runs.right + runs.length + after.right)[good],
        np.full(int(np.count_nonzero(good)), EDITED, np.uint8),
    )
