"""Families seen from the drafts that carry them: one finding per passage and place.

What a finding needs beside the family is looked up here once per run: the words of the
articles that take part, lines and columns, and the matches that join draft and article.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reuse.check.fix import Case, fix_of, quotable, sentence_start
from reuse.check.policy import judge
from reuse.model import (
    Article,
    ArticleId,
    Certainty,
    Family,
    FamilyId,
    Lineage,
    Match,
    Origin,
    Report,
    Witness,
)
from reuse.report.certainty import Standing, standings, ties
from reuse.report.words import WordIndex, index_words
from reuse.text.normal import fold
from reuse.verdict import Finding, Lines

_WORD = re.compile(r"\w+")
_FINGERPRINT_CHARS = 16


def findings_of(report: Report, drafts: frozenset[ArticleId]) -> tuple[Finding, ...]:
    """Every passage of a draft that an article has, too, by draft and place.

    `report`: of the drafts with the articles, and no family without one of either.
    """
    known = _Known(report, drafts)
    both = zip(report.families, report.lineages, strict=True)
    found = (known.finding(f, lineage, place=p) for f, lineage in both for p in known.places(f))
    return tuple(sorted(found, key=lambda f: (f.draft, f.span, f.family)))


def fingerprint_of(words: str, *, nature: str, origin: Origin) -> str:
    """What names a finding through edits elsewhere in the draft: 16 hexadecimal digits.

    A digest of the passage's words in their normal form, its nature and the outlet, or else
    the article, that it is traced to; equal words from there share it wherever they stand.

    >>> nobody = Origin(None, None, False, "unknown", ())
    >>> fingerprint_of("The “rebels’", nature="copied", origin=nobody)
    'd0e979d774e2f1f4'
    """
    traced_to = "" if origin.confidence == "unknown" else origin.outlet or origin.article or ""
    parts = (nature, fold(traced_to), " ".join(_WORD.findall(fold(words))))
    content = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:_FINGERPRINT_CHARS]


@dataclass(frozen=True)
class _Known:
    """A report with what is looked up in it for each finding."""

    report: Report
    drafts: frozenset[ArticleId]

    def places(self, family: Family) -> Iterator[Witness]:
        """Where the drafts carry a passage."""
        return (w for w in family.witnesses if w.article in self.drafts)

    def finding(self, family: Family, lineage: Lineage, *, place: Witness) -> Finding:
        """One place of a passage in a draft, judged."""
        draft, span, origin = self.articles[place.article], place.span, lineage.origin
        source = next((d.source for d in lineage.derivations if d.derivative == draft.id), None)
        carrier, match = self._carrier(family, lineage, place=place, source=source)
        certainty = self._certainty(family, place)
        words = self.index.of(draft.id, span)
        shared = quotable(words, self.index.of(carrier.article, carrier.span), at=span.start)
        ruling = judge(family.nature, place.credit, certainty=certainty, verbatim=len(shared))
        home = self.articles.get(origin.article) if origin.article is not None else None
        published = self.articles[carrier.article]
        case = Case(family.nature, place.credit, origin, home, published, shared)
        credit_at = sentence_start(draft, span.start)
        start, end = map(self._lines[draft.id].position, (span.start, span.end))
        return Finding(
            fingerprint=fingerprint_of(words.text, nature=family.nature, origin=origin),
            draft=draft.id,
            span=span,
            start=start,
            end=end,
            words=len(words),
            family=family.id,
            nature=family.nature,
            kind=match.kind if match else None,
            certainty=certainty,
            credit=place.credit,
            origin=origin,
            source=source,
            carrier=carrier,
            ruling=ruling,
            fix=fix_of(case, ruling, credit_at=credit_at),
        )

    @cached_property
    def articles(self) -> Mapping[ArticleId, Article]:
        return {article.id: article for article in self.report.articles}

    @cached_property
    def index(self) -> WordIndex:
        return index_words(self.report.articles)

    @cached_property
    def _standings(self) -> Mapping[FamilyId, Standing]:
        return standings(self.report)

    @cached_property
    def _lines(self) -> Mapping[ArticleId, Lines]:
        return {draft: Lines.of_article(self.articles[draft]) for draft in self.drafts}

    @cached_property
    def _joining(self) -> Mapping[tuple[FamilyId, Witness, Witness], Match]:
        """The match that has most of a draft's place of a passage and of a published one."""
        found: defaultdict[tuple[FamilyId, Witness, Witness], list[tuple[int, Match]]]
        found = defaultdict(list)
        for tie in ties(self.report):
            family, match = self.report.families[tie.family], tie.match
            left, right = family.witnesses[tie.left], family.witnesses[tie.right]
            common = min(match.left.overlap(left.span), match.right.overlap(right.span))
            ends = (left, right) if left.article in self.drafts else (right, left)
            if ends[0].article in self.drafts:
                found[family.id, *ends].append((common, match))
        return {
            key: max(some, key=lambda one: (one[0], one[1].left))[1] for key, some in found.items()
        }

    def _certainty(self, family: Family, place: Witness) -> Certainty:
        standing = self._standings[family.id]
        return "possible" if standing.is_possible or place in standing.possible else "certain"

    def _carrier(
        self, family: Family, lineage: Lineage, *, place: Witness, source: str | None
    ) -> tuple[Witness, Match | None]:
        """The published place to compare with: the source's, the origin's, the most alike."""
        wanted = (source, lineage.origin.article)
        ranked = [
            (
                wanted.index(w.article) if w.article in wanted else len(wanted),
                -(match.similarity if match else 0.0),
                w.article,
                w.span,
                w,
                match,
            )
            for w in family.witnesses
            if w.article not in self.drafts
            for match in [self._joining.get((family.id, place, w))]
        ]
        *_, carrier, match = min(ranked, key=lambda r: r[:4])
        return carrier, match
