"""Families seen from the drafts that carry them: one finding per passage and place.

What a finding needs beside the family is looked up here once per run: the words of the
articles that take part, lines and columns, and the matches that join draft and article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reuse.check.doubts import Doubt, copied_for_certain
from reuse.check.fingerprints import Sentences
from reuse.check.fix import fix_of, sentence_start
from reuse.check.policy import Case, Draft, Policy
from reuse.check.stretches import Quoting
from reuse.model import (
    Article,
    ArticleId,
    Certainty,
    Credit,
    Family,
    FamilyId,
    Lineage,
    Match,
    Report,
    Span,
    Witness,
)
from reuse.report.certainty import Standing, standings, ties
from reuse.report.words import WordIndex, Words, index_words
from reuse.settings import Settings
from reuse.verdict import Finding, Lines


def findings_of(
    report: Report,
    drafts: frozenset[ArticleId],
    *,
    policy: Policy | None = None,
    settings: Settings | None = None,
) -> tuple[Finding, ...]:
    """Every passage of a draft that an article has, too, by draft and place, judged by a policy.

    Args:
        report: of the drafts with the articles, and no family without one of either.
        settings: those by which the matches were found.
    """
    known = _Known(report, drafts, policy or Policy(), settings or Settings())
    both = zip(report.families, report.lineages, strict=True)
    seen = [known.seen(f, lineage, p) for f, lineage in both for p in known.places(f)]
    certain = known.doubts(seen)
    found = (known.finding(each, certain=certain) for each in seen)
    return tuple(sorted(found, key=lambda f: (f.draft, f.span, f.family)))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A place of a passage in a draft, and the published place to compare with.

    `copied` are the stretches that stand word for word in both.
    """

    family: Family
    lineage: Lineage
    place: Witness
    words: Words
    copied: tuple[Span, ...]
    source: str | None
    carrier: Witness
    match: Match | None


def _doubt(seen: _Seen) -> Doubt:
    longest = max(seen.copied, key=len)
    return Doubt(seen.place.article, seen.carrier.article, seen.place.span, longest)


def _quoted_wherever_copied(
    credit: Credit | None, copied: Sequence[Span], unquoted: Sequence[Span]
) -> Credit | None:
    """A credit as that of a quoted passage, where all that is copied word for word is quoted."""
    if credit is None or credit.status not in ("credited", "linked") or unquoted or not copied:
        return credit
    return replace(credit, status="quoted")


@dataclass(frozen=True)
class _Known:
    """A report with what is looked up in it for each finding."""

    report: Report
    drafts: frozenset[ArticleId]
    policy: Policy
    settings: Settings

    def places(self, family: Family) -> Iterator[Witness]:
        """Where the drafts carry a passage."""
        return (w for w in family.witnesses if w.article in self.drafts)

    def seen(self, family: Family, lineage: Lineage, place: Witness) -> _Seen:
        """One place of a passage in a draft, with the published place to compare with."""
        source = next(
            (d.source for d in lineage.derivations if d.derivative == place.article), None
        )
        carrier, match = self._carrier(family, lineage, place=place, source=source)
        words = self.index.of(place.article, place.span)
        published = self.index.of(carrier.article, carrier.span)
        # A place without words is one whose text is withheld: all that was found is verbatim.
        copied: tuple[Span, ...] = (place.span,)
        if len(published):
            quoting = self._quoting[place.article]
            copied = quoting.copied(words, published, at=place.span.start)
        return _Seen(family, lineage, place, words, copied, source, carrier, match)

    def doubts(self, seen: Iterable[_Seen]) -> frozenset[Doubt]:
        """The longest stretch of each passage that is only possible, where it is a copy."""
        some = [s for s in seen if s.copied and self._certainty(s.family, s.place) == "possible"]
        named = frozenset(map(_doubt, some))
        return copied_for_certain(named, self.articles, index=self.index, settings=self.settings)

    def finding(self, seen: _Seen, *, certain: Container[Doubt]) -> Finding:
        """One place of a passage in a draft, judged."""
        family, place, origin = seen.family, seen.place, seen.lineage.origin
        draft, span, words = self.articles[place.article], place.span, seen.words
        length = self.index.count(draft.id, [span])
        certainty = self._certainty(family, place)
        if seen.copied and _doubt(seen) in certain:
            certainty = "certain"
        quoting = self._quoting[draft.id]
        unquoted = quoting.unquoted(seen.copied, words, at=span.start)
        case = Case(
            draft=self._texts[draft.id],
            nature=family.nature,
            credit=_quoted_wherever_copied(place.credit, seen.copied, unquoted),
            certainty=certainty,
            words=length,
            origin=origin,
            home=self.articles.get(origin.article) if origin.article is not None else None,
            carrier=self.articles[seen.carrier.article],
            outlets=self._outlets(family),
            quotable=unquoted,
        )
        ruling = self.policy.judge(case)
        credit_at = sentence_start(draft, quoting.beginning(words, at=span.start))
        start, end = map(self._lines[draft.id].position, (span.start, span.end))
        return Finding(
            fingerprint=self._sentences[draft.id].fingerprint(span),
            draft=draft.id,
            span=span,
            start=start,
            end=end,
            words=length,
            family=family.id,
            nature=family.nature,
            kind=seen.match.kind if seen.match else None,
            certainty=certainty,
            credit=case.credit,
            origin=origin,
            source=seen.source,
            carrier=seen.carrier,
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
    def _quoting(self) -> Mapping[ArticleId, Quoting]:
        return {draft: Quoting(self.articles[draft].text) for draft in self.drafts}

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
