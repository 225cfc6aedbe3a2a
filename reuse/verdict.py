"""What the check of a draft answers: findings, each with its place, its decision and what to do.

These types come after those of `reuse.model` in the row: a finding is a family seen from a
draft that carries its passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from reuse.model import (
    Article,
    ArticleId,
    Certainty,
    Credit,
    FamilyId,
    Kind,
    Nature,
    Origin,
    Report,
    Span,
    Witness,
)

# Of a finding, in rising order: it is told and passes, is to be looked at, or is forbidden.
Decision = Literal["tell", "warn", "fail"]
Outcome = Literal["pass", "warn", "fail"]

DECISIONS: tuple[Decision, ...] = ("fail", "warn", "tell")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text as editors count it: lines and columns from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text begin; a line ends with its line feed, `first` is the first."""

    starts: tuple[int, ...]
    first: int = 1

    @classmethod
    def of(cls, text: str, *, first: int = 1) -> Lines:
        """The lines of a text."""
        return cls((0, *(hit.end() for hit in re.finditer("\n", text))), first)

    @classmethod
    def of_article(cls, article: Article) -> Lines:
        """The lines of an article, by their numbers in its file where they are lines of one."""
        return cls.of(article.text, first=article.first_line or 1)

    def position(self, at: int) -> Position:
        """The line and column of a code point.

        >>> Lines.of("one\\ntwo").position(5)
        Position(line=2, column=2)
        """
        line = bisect_right(self.starts, at)
        return Position(self.first + line - 1, at - self.starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a policy says of one finding, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what it is about, and a sentence that says it."""

    kind: Literal["credit", "source", "licence", "quote", "link"]
    words: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What an editor can do about a finding.

    `steps` are in the order to take them.  `credit` is the line to put at `credit_at`, the start
    of the sentence in which the passage begins; `quote` are the words of the draft that are
    copied as they stand: an opening quotation mark belongs at each start, a closing one at each
    end.  `link` is the address to link to.
    """

    steps: tuple[Step, ...] = ()
    credit: str | None = None
    credit_at: int | None = None
    quote: tuple[Span, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage of a draft that published articles carry too.

    `start` and `end` are the bounds of `span` in lines and columns; `words` counts its words.
    `credit` is what the draft says of the passage, None where it owes nothing.  `source` is the
    node that the draft most likely has it from (see `Evidence`), `carrier` the published place
    to compare with: that of the source where it is an article here.  `kind` is None where no
    match joins the two directly.
    """

    fingerprint: str
    draft: ArticleId
    span: Span
    start: Position
    end: Position
    words: int
    family: FamilyId
    nature: Nature
    kind: Kind | None
    certainty: Certainty
    credit: Credit | None
    origin: Origin
    source: str | None
    carrier: Witness
    ruling: Ruling
    fix: Fix


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a check: the worst decision, every finding, and the report behind them.

    `findings` are sorted by draft and place.  `report` holds the drafts, the articles that
    share something with one of them, and what they share; `compared` counts all articles
    that the drafts were compared with.
    """

    decision: Outcome
    findings: tuple[Finding, ...]
    drafts: tuple[ArticleId, ...]
    compared: int
    report: Report

    def count(self, decision: Decision) -> int:
        """How many findings have that decision."""
        return sum(finding.ruling.decision == decision for finding in self.findings)
