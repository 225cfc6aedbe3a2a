"""Whether the memory can hold what no file does: what is known of articles and told of them."""

from __future__ import annotations

from collections.abc import Sequence

from reuse.engine import Means, all_memory_bytes
from reuse.errors import JudgementError
from reuse.model import Article
from reuse.shelf import held_bytes

# Beside its text, of an article: what is known of it, its matches, what tracing makes of both
# (bench/README.md, "Memory").
_BYTES_PER_ARTICLE = 4_000


def check_room(articles: Sequence[Article], means: Means) -> None:
    """Say before a long search that the memory asked for cannot hold what comes of it.

    Raises:
        JudgementError: all memory of this machine cannot: it would swap, or be killed.
    """
    needed = sum(map(held_bytes, articles)) + len(articles) * _BYTES_PER_ARTICLE
    what = f"{len(articles):,} articles and what is told of them take about {_gigabytes(needed)}"
    if needed > (there := all_memory_bytes()):
        raise JudgementError(
            f"{what} of memory, and there are {_gigabytes(there)}: scan a part of them, or on Spark"
        )
    if needed > means.memory_bytes():
        means.tell(f"{what}, more than --memory; their texts in files and the search keep to it.")


def _gigabytes(size: int) -> str:
    return f"{size / (1 << 30):,.1f} GB"
