"""Words of which a paragraph must hold one before a name in it is looked at with its grammar.

A paragraph may be ten megabytes long.  Most triggers are plain words, and looking for one costs
a few milliseconds there; one expression of all of them, tried at every letter, took seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reuse.trace.literals import Screen, expressions, fold

_PLAIN = re.compile(r"[^\\.^$*+?{}()\[\]|]+")


@dataclass(frozen=True, slots=True)
class Triggers:
    """Plain words, and expressions for what is none, all of folded text."""

    plain: tuple[str, ...]
    others: Screen[re.Pattern[str]]

    @classmethod
    def of(cls, sources: Iterable[str]) -> Triggers:
        """The triggers of some expressions: plain words in any case, others of folded text."""
        known = list(dict.fromkeys(sources))
        plain = tuple(fold(source) for source in known if _PLAIN.fullmatch(source))
        return cls(plain, expressions([s for s in known if not _PLAIN.fullmatch(s)]))

    def stand_in(self, folded: str) -> bool:
        r"""Whether one of them stands in a text folded by `fold`.

        >>> triggers = Triggers.of(["hat tip", r"\bran\b"])
        >>> triggers.stand_in("iran via a hat"), triggers.stand_in("this ran in a hat")
        (False, True)
        """
        return any(word in folded for word in self.plain) or any(
            other.search(folded) for other in self.others.passing(folded)
        )
