"""Whether an archive is what it was written as: structure, sums, and fingerprints of its texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from reuse.archive import contents, index
from reuse.archive.counts import background_kept, learnt_kept
from reuse.archive.damage import Damage
from reuse.archive.postings import Postings, article_numbers
from reuse.archive.store import Store
from reuse.archive.sums import manifest_of
from reuse.model import Article, Progress
from reuse.text.hashing import mixed

_AT_ONCE = 2_000

# The postings of articles by their numbers, which ascend.
Postings_of = Callable[[list[int], list[Article]], Postings]


def faults(store: Store, postings_of: Postings_of | None, *, progress: Progress) -> Iterator[str]:
    """What is wrong with an archive, in words; nothing if it is sound.

    Args:
        store: in a transaction that reads.
        postings_of: makes the postings anew; None where no text is kept.
        progress: told how many articles were read.
    """
    wrong = store.check()
    yield from (f"damaged: {line}" for line in wrong)
    if wrong:
        return
    try:
        manifest_of(store)
        held = contents.size_of(store)
        background_kept(store)
        learnt_kept(store)
        numbers, made = _articles(store, postings_of, progress=progress)
        kept = _kept(store, numbers)
    except Damage as error:
        yield f"damaged: {error}"
        return
    if len(numbers) != held.articles:
        yield f"damaged: it should hold {held.articles:,} articles and holds {len(numbers):,}"
    if postings_of is not None and made != kept:
        yield "damaged: the fingerprints are not those of its articles"


def _articles(
    store: Store, postings_of: Postings_of | None, *, progress: Progress
) -> tuple[np.ndarray, int]:
    """The numbers of all articles, and the sum over all fingerprints that they should have.

    Raises:
        Damage: an article is damaged.
    """
    numbers: list[int] = []
    total = 0
    for part in _parts(store):
        own = [number for number, _ in part]
        if postings_of is not None:
            total += _sum(postings_of(own, [article for _, article in part]))
        numbers += own
        progress("verifying", len(numbers), 0)
    return np.array(numbers, np.int64), total % (1 << 64)


def _parts(store: Store) -> Iterator[list[tuple[int, Article]]]:
    part: list[tuple[int, Article]] = []
    for row in contents.all_articles(store):
        part.append(row)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _kept(store: Store, numbers: np.ndarray) -> int:
    """The sum over all fingerprints that are kept.

    Raises:
        Damage: some are damaged, out of order, or of no article.
    """
    total = 0
    for segment in index.segments(store):
        last = np.zeros(0, np.uint64)
        for chunk in index.read_segment(store, segment):
            both = np.concatenate((last, chunk))
            if (both[1:] <= both[:-1]).any():
                raise Damage("postings are out of order")
            if not np.isin(article_numbers(chunk), numbers).all():
                raise Damage("a posting belongs to no article")
            last = chunk[-1:]
            total += _sum(chunk)
    return total % (1 << 64)


def _sum(postings: Postings) -> int:
    """A sum that does not depend on the order, and changes with any bit."""
    return int(np.add.reduce(mixed(postings.copy()), dtype=np.uint64))
