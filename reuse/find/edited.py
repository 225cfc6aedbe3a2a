"""E: runs of a few equal tokens, the seeds of passages that somebody edited.

Every k-gram of an article takes part, none is too common: a group of up to
`edited_group` members gives all its pairs, a larger one a chain.  k = 4 by
measurement on a prototype (of planted passages with up to 30 % of the words
edited, k = 3 meets .991, 4 .990, 5 .972, 6 .937, 8 .833; k = 3 doubles the
article pairs).
Nothing is decided here: most of these runs are common phrases, and
`reuse.find.scorer` weighs what each is worth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reuse.find.collection import Collection
from reuse.find.grams import (
    Flags,
    Groups,
    Keys,
    grams_of,
    grouped,
    last_gram,
    verified,
)
from reuse.find.links import LinkParts, linked
from reuse.find.runs import Runs, maximal_runs
from reuse.scratch import Memory, Scratch
from reuse.settings import FindSettings

# Occurrences of one k-gram that count in the collection's statistics (on a prototype,
# counting all of them loses 5 % of an edited family of 3,000 articles).
COUNTED_OCCURRENCES = 8


@dataclass(frozen=True, slots=True)
class Seeds:
    """Links between equal k-grams, and which positions count as evidence of common wording.

    `counted` (one flag a token) is false for every occurrence of a k-gram after
    the first eight, so that a passage in five hundred papers stays rare.
    """

    links: LinkParts
    counted: Flags

    def runs(self, collection: Collection, settings: FindSettings) -> Iterator[tuple[slice, Runs]]:
        """Maximal runs by ranges of tokens that hold their left ends; to be asked for once."""
        for tokens, links in self.links.ranges():
            yield tokens, maximal_runs(collection, links, k=settings.edited_gram)


def edited_seeds(
    collection: Collection, settings: FindSettings, scratch: Scratch | None = None
) -> Seeds:
    """Links between runs of `edited_gram` equal tokens in different articles."""
    scratch = scratch or Memory()
    k = settings.edited_gram
    links = LinkParts(collection.offsets, scratch)
    counted = np.ones(len(collection), np.bool_)
    keys = Keys(len(collection), last_gram(collection.offsets, k))
    grams = (grams_of(block, k) for block in collection.blocks())
    for groups in grouped(grams, keys, scratch):
        exact = verified(groups, collection.key, k)
        counted[exact.at[surplus(exact)]] = False
        links.add(
            linked(
                exact,
                collection.owner,
                limit=settings.edited_group,
                repeats=settings.repeats_per_article,
            )
        )
    return Seeds(links, counted)


def surplus(groups: Groups) -> Flags:
    """Whether each member stands after the first eight of its group."""
    rank = np.arange(len(groups.at)) - np.repeat(groups.starts[:-1], groups.sizes())
    late: Flags = rank >= COUNTED_OCCURRENCES
    return late
