"""What the check of a draft answers: findings, each with its place, its decision and what to do.

These types come after those of `reuse.model` in the row: a finding is a family seen from a
draft that carries its passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
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
    Skipped,
    Span,
    Witness,
)

# Of a finding, in rising order: it is told and passes, is to be looked at, or is forbidden.
Decision = Literal["tell", "warn", "fail"]
Outcome = Literal["pass", "warn", "fail"]
# What a decision rests on: the default policy, or what the newsroom's own one says.
Ground = Literal["default", "rule", "licence", "own", "waiver", "baseline"]

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
    """What a policy says of one finding, why, and by which of its parts."""

    decision: Decision
    reason: str
    ground: Ground = "default"


@dataclass(frozen=True, slots=True, order=True)
class Waiver:
    """Leave for the passages of one fingerprint, up to and with the day on which it expires."""

    fingerprint: str
    reason: str
    author: str
    expires: date


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of credit that a licence asks for and that a draft does not have.

    They belong before the code point `by`: the end of the first `paragraphs`, or of the draft.
    """

    outlet: str
    words: str
    paragraphs: int | None
    by: int


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what it is about, and a sentence that says it."""

    kind: Literal["credit", "source", "licence", "quote", "link"]
    words: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What an editor can do about a finding.

    `steps` are in the order to take them.  `credit` is the line to put at `credit_at`, the start
    of the sentence in which the passage begins, or of the block quotation around that, where it
    `is_line`: is to stand on a line of its own.  `quote` are the words of the draft that are
    copied as they stand: an opening quotation mark belongs at each start, a closing one at each
    end.  `link` is the address to link to.  `wording` is what a licence asks for; where there is
    one, it is all that is needed.
    """

    steps: tuple[Step, ...] = ()
    credit: str | None = None
    credit_at: int | None = None
    quote: tuple[Span, ...] = ()
    link: str | None = None
    wording: Wording | None = None
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage of a draft that published articles carry too.

    `start` and `end` are the bounds of `span` in lines and columns; `words` counts its words.
    `credit` is what the draft says of the passage, None where it owes nothing.  `source` is the
    node that the draft most likely has it from (see `Evidence`), `carrier` the published place
    to compare with: that of the source where it is an article here.  `kind` is None where no
    match joins the two directly.  `waiver` is the one that lets the passage pass, `is_baselined`
    whether it does because it was known before; `otherwise` is the ruling without either.
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
    waiver: Waiver | None = None
    is_baselined: bool = False
    otherwise: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a check: the worst decision, every finding, and the report behind them.

    `findings` are sorted by draft and place.  `report` holds the drafts, the articles that
    share something with one of them, and what they share; `compared` counts all articles
    that the drafts were compared with.  `expired` are the waivers of the policy that no longer
    apply, `unmatched` those that apply to nothing here; `resolved` counts what the baseline
    holds of these drafts and is no longer found, or passes.  `unread` are drafts that could not
    be read: nothing is known of them, so that the decision is `fail`.  `notes` are those
    of the report's that say something of a draft, and not of how articles were compared.
    """

    decision: Outcome
    findings: tuple[Finding, ...]
    drafts: tuple[ArticleId, ...]
    compared: int
    report: Report
    expired: tuple[Waiver, ...] = ()
    unmatched: tuple[Waiver, ...] = ()
    resolved: int = 0
    unread: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, decision: Decision) -> int:
        """How many findings have that decision."""
        return sum(finding.ruling.decision == decision for finding in self.findings)
