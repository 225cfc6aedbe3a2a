"""One side of two articles: its text in parts, with all that is marked in it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from reuse.model import Article, Span
from reuse.report.disguised import disguise_marks
from reuse.report.pages.excerpt import Part, excerpt, trimmed
from reuse.report.pages.site import Site
from reuse.report.segments import Mark
from reuse.report.words import WordIndex, Words
from reuse.text.layout import quoted

# Where a text's first letter with a direction is looked for, as browsers do.
_FIRST_LETTERS = 2_000


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Marks that may overlap, by start; `reach[n]` is the furthest end of those up to `n`."""

    marks: Sequence[Mark]
    reach: Sequence[int]

    def at(self, span: Span) -> Sequence[Mark]:
        """Those that may meet a span: all that do are among them."""
        first = bisect_left(self.reach, span.start + 1)
        last = bisect_left(self.marks, span.end, key=lambda mark: mark.span.start)
        return self.marks[first:last]


def overlapping(marks: Iterable[Mark]) -> Overlapping:
    """Marks in any order, to be asked for by place."""
    ordered = sorted(marks, key=lambda mark: mark.span)
    return Overlapping(ordered, list(accumulate((mark.span.end for mark in ordered), max)))


@dataclass(frozen=True, slots=True)
class Half:
    """One article with its marks: credits and other passages, which may overlap.

    `moved` and `quoted` are in order of place and apart.
    """

    article: Article
    index: WordIndex
    marks: Overlapping
    moved: tuple[Mark, ...]
    quoted: tuple[Mark, ...]

    def words(self, span: Span) -> Words:
        """The words of a passage."""
        return self.index.of(self.article.id, span)

    def part(self, start: int, end: int, *, extra: Sequence[Mark] = ()) -> tuple[Part, ...]:
        """A stretch of the text, without white space at its edges."""
        span = trimmed(self.article.text, start, end=end)
        if span is None:
            return ()
        marks = [*self.marks.at(span), *among(self.moved, span), *among(extra, span)]
        return excerpt(self.article.text, span, marks=marks, quoted=self.quoted)


def among(marks: Sequence[Mark], span: Span) -> Sequence[Mark]:
    """Of marks that are in order and apart, those that meet `span`."""
    first = bisect_right(marks, span.start, key=lambda mark: mark.span.end)
    return marks[first : bisect_left(marks, span.end, key=lambda mark: mark.span.start)]


def quotation_marks(text: str) -> tuple[Mark, ...]:
    """What stands in quotation marks, as marks."""
    return tuple(Mark(span, "quoted") for span in quoted(text))


def disguised_words(site: Site, article: Article) -> tuple[Mark, ...]:
    """The disguised words of an article, as marks; an article is on many pages."""
    if article.id not in site.disguised:
        site.disguised[article.id] = disguise_marks(site.report, article)
    return site.disguised[article.id]


def is_right_to_left(text: str) -> bool:
    """Whether a text begins in a script that is written from the right, as `dir="auto"` finds it.

    >>> is_right_to_left("123 שלום"), is_right_to_left("Hello")
    (True, False)
    """
    kinds = map(unicodedata.bidirectional, islice(text, _FIRST_LETTERS))
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)
