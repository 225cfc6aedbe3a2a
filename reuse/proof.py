"""What a selftest answers: every trial that was made, and every run of words that was lost.

These types come after those of `reuse.model`: a trial is a passage of one article that was put
into a copy of another one, with what the program said of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal, TypeVar

from reuse.model import ArticleId, Skipped, Span

_K = TypeVar("_K", bound=Any)
# How a passage was planted: word for word, with edits, in disguise; or not at all.
Way = Literal["verbatim", "edited", "disguised", "control"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is planted: a way, `words` of a passage, and per cent of them edited.

    `name` is that of the disguise or of the control; a passage that is `aligned` begins where a
    sentence does and is put before one.
    """

    way: Way
    words: int
    edits: int = 0
    name: str = ""
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """One passage as it was planted, and how it was met.

    `source` and `copy` are where it stands in the article that it is from and in the one that it
    was put into, as that one is with the passage.  `covered` is the smaller share of the two that
    was reported, `overlap` the mean of intersection over union, `told` the share of the changed
    places of a disguise that were reported as such; of a control `covered` is what was reported.
    `is_shown` says whether passages of the report have half of both sides: what matches only is not
    seen by most readers.  `place` is the command that was asked.
    """

    asked: Asked
    place: Literal["scan", "check"]
    source_article: ArticleId
    copy_article: ArticleId
    source: Span
    copy: Span
    text: str
    covered: float
    overlap: float = 0.0
    told: float = 0.0
    is_shown: bool = True

    @property
    def is_found(self) -> bool:
        """Whether what had to be found was: of words that were not edited, all of them."""
        if self.asked.way == "control":
            return self.covered > 0
        least = _HALF if self.asked.way == "edited" else _WHOLE
        return self.is_shown and self.covered >= least

    @property
    def is_told(self) -> bool:
        """Whether at least half of the disguised places were reported as such."""
        return self.told >= _HALF


_HALF, _WHOLE = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many passages were tried, found, and reported as disguised."""

    tried: int = 0
    found: int = 0
    told: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.tried + other.tried, self.found + other.found, self.told + other.told)


@dataclass(frozen=True, slots=True)
class LostRun:
    """Words in a row that two articles share and that the report does not mark in both."""

    source_article: ArticleId
    copy_article: ArticleId
    source: Span
    copy: Span
    words: int
    text: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that a selftest found out.

    `articles` are those that were used, of `read` ones.  `runs` counts the runs of `min_words`
    words and more that planted pairs share, found by comparing every word with every other;
    `lost` are those of them that were not reported.  `not_applicable` are the disguises that
    change nothing in these articles.
    """

    articles: int
    read: int
    min_words: int
    seed: int
    trials: tuple[Trial, ...]
    runs: int
    lost: tuple[LostRun, ...]
    not_applicable: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    is_invented: bool = False

    def of(self, keep: Callable[[Trial], bool]) -> tuple[Trial, ...]:
        """The trials for which a function says so."""
        return tuple(filter(keep, self.trials))

    def planted(self) -> dict[tuple[str, int, int], Tally]:
        """What was found by place, words and per cent edited, without disguises."""
        own = self.of(lambda t: t.asked.way in ("verbatim", "edited"))
        return _tallies(own, lambda t: (t.place, t.asked.words, t.asked.edits))

    def disguised(self) -> dict[tuple[str, int], Tally]:
        """What a scan found by disguise and words, sorted."""
        own = self.of(lambda t: t.asked.way == "disguised" and t.place == "scan")
        return _tallies(own, lambda t: (t.asked.name, t.asked.words))

    def controls(self) -> dict[str, Tally]:
        """What was reported by kind of control."""
        return _tallies(self.of(lambda t: t.asked.way == "control"), lambda t: t.asked.name)

    @property
    def missed(self) -> tuple[Trial, ...]:
        """Passages without edits, in disguise or not, that the guarantee is about and that were
        not found whole."""
        return self.of(
            lambda t: (
                t.asked.way in ("verbatim", "disguised")
                and t.asked.words >= self.min_words
                and not t.is_found
            )
        )

    @property
    def alarms(self) -> tuple[Trial, ...]:
        """Controls that were reported."""
        return self.of(lambda t: t.asked.way == "control" and t.is_found)

    @property
    def is_held(self) -> bool:
        """Whether every run of words that had to be found was."""
        return not self.lost and not self.missed

    @property
    def overlap(self) -> float | None:
        """The median over the passages found of how much of what was planted and of what was
        reported is the same; None of none."""
        found = self.of(lambda t: t.asked.way != "control" and t.place == "scan" and t.is_found)
        return median(t.overlap for t in found) if found else None


def _tallies(trials: Sequence[Trial], key: Callable[[Trial], _K]) -> dict[_K, Tally]:
    found: dict[_K, Tally] = {}
    for trial in trials:
        one = Tally(1, int(trial.is_found), int(trial.is_told))
        found[key(trial)] = found.get(key(trial), Tally()) + one
    return dict(sorted(found.items()))
