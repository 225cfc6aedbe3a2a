"""What is told of the many records of one file that give no article: bounded, with a count.

A file may hold millions of empty rows; a value for each would fill the memory and the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reuse.model import Article, Skipped

# Of a file, for reasons of one kind, so many are told one by one.
MOST_TOLD = 1_000

# What differs between reasons of a kind: a name, a number, what a library adds.
_OWN = re.compile(r'[":\d]')


def bounded(found: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
    """The articles of one file, and what was skipped of it: of each kind the first 1,000.

    How many more there are is told at the end, where the first of them stands.
    """
    told: dict[str, int] = {}
    held: dict[str, Skipped] = {}
    for made in found:
        if isinstance(made, Article):
            yield made
            continue
        kind = _OWN.split(made.reason, maxsplit=1)[0]
        told[kind] = told.get(kind, 0) + 1
        if told[kind] <= MOST_TOLD:
            yield made
        else:
            held.setdefault(kind, made)
    for kind, first in held.items():
        yield summed(first, told[kind] - MOST_TOLD - 1)


def summed(first: Skipped, others: int) -> Skipped:
    """A skipped record that stands for itself and for others of its file.

    >>> summed(Skipped("a.jsonl:7", "empty"), 2_000).reason
    'empty; 2,000 more of this file like it'
    """
    more = f"; {others:,} more of this file like it" if others else ""
    return Skipped(first.source, f"{first.reason}{more}")
