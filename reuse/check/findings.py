"""Families seen from the drafts that carry them: one finding per passage and place.

What a finding needs beside the family is looked up here once per run: the words of the
articles that take part, lines and columns, and the matches that join draft and article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reuse.check.fingerprints import Sentences
from reuse.check.fix import fix_of, quotable, sentence_start
from reuse.check.policy import Case, Draft, Policy
from reuse.model import (
    Article,
    ArticleId,
    Certainty,
    Family,
    FamilyId,
    Lineage,
    Match,
    Report,
    Witness,
)
from reuse.report.certainty import Standing, standings, ties
from reuse.report.words import WordIndex, index_words
from reuse.verdict import Finding, Lines


def findings_of(
    report: Report, drafts: frozenset[ArticleId], *, policy: Policy | None = None
) -> tuple[Finding, ...]:
    """Every passage of a draft that an article has, too, by draft and place, judged by a policy.

    `report`: of the drafts with the articles, and no family without one of either.
    """
    known = _Known(report, drafts, policy or Policy())
    both = zip(report.families, report.lineages, strict=True)
    found = (known.finding(f, lineage, place=p) for f, lineage in both for p in known.places(f))
    return tuple(sorted(found, key=lambda f: (f.draft, f.span, f.family)))


@dataclass(frozen=True)
class _Known:
    """A report with what is looked up in it for each finding."""

    report: Report
    drafts: frozenset[ArticleId]
    policy: Policy

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
        published = self.index.of(carrier.article, carrier.span)
        # A place without words is one whose text is withheld: all that was found is verbatim.
        shared = quotable(words, published, at=span.start) if len(published) else (span,)
        case = Case(
            draft=self._texts[draft.id],
            nature=family.nature,
            credit=place.credit,
            certainty=certainty,
            words=len(words),
            origin=origin,
            home=self.articles.get(origin.article) if origin.article is not None else None,
            carrier=self.articles[carrier.article],
            outlets=self._outlets(family),
            quotable=shared,
        )
        ruling = self.policy.judge(case)
        credit_at = sentence_start(draft, span.start)
        start, end = map(self._lines[draft.id].position, (span.start, span.end))
        return Finding(
            fingerprint=self._sentences[draft.id].fingerprint(span),
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
            fix=fix_of(case, ruling, credit_at=credit_at, wording=self.policy.wording(case)),
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
    def _texts(self) -> Mapping[ArticleId, Draft]:
        return {draft: Draft(self.articles[draft]) for draft in self.drafts}

    @cached_property
    def _sentences(self) -> Mapping[ArticleId, Sentences]:
        return {draft: Sentences.of(self.articles[draft]) for draft in self.drafts}

    @cached_property
    def _joining(self) -> Mapping[tuple[FamilyId, Witness, Witness], Match]:
        """The match that has most of a draft's place of a passage and of a published one.

        Of two that have as much, the shorter: the other is a summary around it.
        """
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
            key: max(some, key=lambda one: (one[0], -len(one[1].left), one[1].left))[1]
            for key, some in found.items()
        }

    def _outlets(self, family: Family) -> frozenset[str | None]:
        published = (w.article for w in family.witnesses if w.article not in self.drafts)
        return frozenset(self.articles[article].outlet for article in published)

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
