"""Which articles a selftest uses: all of them, or of many a sample that no order changes."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

from reuse.errors import NothingToRead
from reuse.model import Article, Progress, Skipped
from reuse.read import read
from reuse.row import Source, gather
from reuse.settings import Settings


@dataclass(frozen=True, slots=True)
class Sample:
    """Articles sorted by unique ids, of how many that were read, and what was not."""

    articles: tuple[Article, ...]
    read: int
    skipped: tuple[Skipped, ...]


def sample_of(
    sources: Sequence[Source], settings: Settings, *, most: int, seed: int, progress: Progress
) -> Sample:
    """At most so many articles, chosen by a hash of seed, id and text; no more are in memory.

    Raises:
        NothingToRead: there is none.
    """
    skipped: list[Skipped] = []
    kept: list[tuple[int, int, Article]] = []
    number = 0
    for number, article in enumerate(_articles(sources, settings, skipped), 1):
        progress("reading", number, 0)
        entry = (-_chance(article, seed), number, article)
        (heapq.heappush if len(kept) < most else heapq.heappushpop)(kept, entry)
    if not kept:
        reasons = "; ".join(f"{s.source}: {s.reason}" for s in skipped[:3])
        raise NothingToRead(f"no article to read ({reasons or 'the input is empty'})")
    articles, repeated = gather([article for _, _, article in kept], settings, strict=False)
    return Sample(articles, number, (*skipped, *repeated))


def _articles(
    sources: Sequence[Source], settings: Settings, skipped: list[Skipped]
) -> Iterator[Article]:
    given: Iterable[Article] = [s for s in sources if isinstance(s, Article)]
    paths = [source for source in sources if not isinstance(source, Article)]
    for record in chain(given, read(paths, settings=settings.read) if paths else ()):
        if isinstance(record, Article):
            yield record
        else:
            skipped.append(record)


def _chance(article: Article, seed: int) -> int:
    named = f"{seed}\0{article.id}\0{article.text}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(named, digest_size=8).digest())
