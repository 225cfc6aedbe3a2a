"""The part of a report that concerns the drafts in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reuse.model import ArticleId, Family, Lineage, Match, Report, Span
from reuse.report.certainty import ties

# A place that published articles carry as much of needs no other draft to be found.
_CARRIED = 0.5


def without_fellows(matches: Sequence[Match], drafts: Container[ArticleId]) -> tuple[Match, ...]:
    """The matches without those of two drafts, so that no draft's passages depend on another's.

    One is kept where a draft has nothing else there: in a large group of equal passages it may
    be all that joins the draft with an article.
    """
    published: defaultdict[ArticleId, list[Span]] = defaultdict(list)
    for match in matches:
        left, right = match.left_article in drafts, match.right_article in drafts
        if left != right:
            article, span = (match.left_article, match.left) if left else (
                match.right_article, match.right
            )  # fmt: skip
            published[article].append(span)
    covers = {article: _Cover.of(spans) for article, spans in published.items()}

    def is_needed(article: ArticleId, span: Span) -> bool:
        cover = covers.get(article)
        return cover is None or cover.share(span) < _CARRIED

    return tuple(
        m
        for m in matches
        if not (m.left_article in drafts and m.right_article in drafts)
        or is_needed(m.left_article, m.left)
        or is_needed(m.right_article, m.right)
    )


@dataclass(frozen=True, slots=True)
class _Cover:
    """Some spans of one text as stretches apart from each other, and the length up to each."""

    starts: list[int]
    ends: list[int]
    before: list[int]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> _Cover:
        starts: list[int] = []
        ends: list[int] = []
        for span in sorted(spans):
            if ends and span.start <= ends[-1]:
                ends[-1] = max(ends[-1], span.end)
            else:
                starts.append(span.start)
                ends.append(span.end)
        lengths = (end - start for start, end in zip(starts, ends, strict=True))
        return cls(starts, ends, list(accumulate(lengths, initial=0)))

    def share(self, span: Span) -> float:
        """The share of a span that they hold."""
        return (self._up_to(span.end) - self._up_to(span.start)) / len(span)

    def _up_to(self, at: int) -> int:
        """How much of the text before a place they hold."""
        number = bisect_left(self.starts, at)
        over = max(0, self.ends[number - 1] - at) if number else 0
        return self.before[number] - over


def alone(
    matches: Sequence[Match],
    draft: ArticleId,
    *,
    drafts: frozenset[ArticleId],
    apart: Container[ArticleId],
) -> tuple[tuple[Match, ...], frozenset[ArticleId]]:
    """The matches as though one draft were the only one, and the drafts that they name.

    Another draft is named only where nothing else joins this one with an article.

    Args:
        matches: those that `without_fellows` keeps.
        draft: the one.
        drafts: all of them.
        apart: articles that are the draft itself.
    """
    beside = [
        {m.left_article, m.right_article} & drafts
        for m in matches
        if draft in (m.left_article, m.right_article)
    ]
    joined = frozenset({draft}.union(*beside))
    others = drafts - joined
    kept = tuple(
        m
        for m in matches
        if not any(a in others or a in apart for a in (m.left_article, m.right_article))
    )
    return kept, joined


def concerning(matches: Sequence[Match], drafts: frozenset[ArticleId]) -> tuple[Match, ...]:
    """The matches of drafts, and those of articles that carry a passage of a draft on.

    A match of two articles is one of these where it meets, in either, words that a draft
    shares, directly or through others.
    """
    groups = _Groups.of(matches)
    kept = {
        groups.find(number)
        for number, match in enumerate(matches)
        if match.left_article in drafts or match.right_article in drafts
    }
    return tuple(m for number, m in enumerate(matches) if groups.find(number) in kept)


@dataclass(frozen=True, slots=True)
class _Groups:
    """Matches by number, those in one group that meet in an article, directly or through others."""

    root: list[int]

    @classmethod
    def of(cls, matches: Sequence[Match]) -> _Groups:
        places: defaultdict[ArticleId, list[tuple[int, int, int]]] = defaultdict(list)
        for number, match in enumerate(matches):
            places[match.left_article].append((match.left.start, match.left.end, number))
            places[match.right_article].append((match.right.start, match.right.end, number))
        groups = cls(list(range(len(matches))))
        for some in places.values():
            some.sort()
            # Spans that meet in a row are one group, whichever of them meet each other.
            reach, last = 0, -1
            for start, end, number in some:
                if last >= 0 and start < reach:
                    groups._join(last, number)
                reach, last = max(reach, end), number
        return groups

    def find(self, number: int) -> int:
        """The match that stands for its group."""
        root = self.root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self.root[high] = low


def covered(span: Span, others: Iterable[Span]) -> int:
    """How many code points of a span lie in one of the others."""
    held, reached = 0, span.start
    for other in sorted(others):
        begin, end = max(other.start, reached), min(other.end, span.end)
        held += max(0, end - begin)
        reached = max(reached, end)
    return held


def without(report: Report, others: frozenset[ArticleId]) -> Report:
    """The report without some articles, as though nobody knew of them."""
    if not others:
        return report
    both = list(zip(report.families, report.lineages, strict=True))
    families = tuple(
        replace(f, witnesses=tuple(w for w in f.witnesses if w.article not in others))
        for f, _ in both
    )
    lineages = tuple(
        replace(
            lineage,
            derivations=tuple(
                d
                for d in lineage.derivations
                if d.source not in others and d.derivative not in others
            ),
        )
        for _, lineage in both
    )
    named = [m for m in report.matches if not others & {m.left_article, m.right_article}]
    return replace(
        report,
        articles=tuple(a for a in report.articles if a.id not in others),
        matches=tuple(named),
        families=families,
        lineages=lineages,
    )


def about_drafts(report: Report, drafts: frozenset[ArticleId]) -> Report:
    """What drafts share with articles, and who else carries that.

    Kept are families of a draft and an article, with all that they name, and the matches that
    join a draft with an article, or two places of such a family.
    """
    both = zip(report.families, report.lineages, strict=True)
    kept = [(family, lineage) for family, lineage in both if _is_shared(family, drafts)]
    families = tuple(family for family, _ in kept)
    joined = {tie.match for tie in ties(replace(report, families=families))}
    matches = tuple(
        match
        for match in report.matches
        if (match.left_article in drafts) != (match.right_article in drafts) or match in joined
    )
    named = {*drafts, *(node for pair in kept for node in _nodes(*pair))}
    named.update(article for m in matches for article in (m.left_article, m.right_article))
    return replace(
        report,
        articles=tuple(article for article in report.articles if article.id in named),
        matches=matches,
        families=families,
        lineages=tuple(lineage for _, lineage in kept),
        words={article: count for article, count in report.words.items() if article in named},
    )


def _is_shared(family: Family, drafts: Container[ArticleId]) -> bool:
    are_drafts = {witness.article in drafts for witness in family.witnesses}
    return len(are_drafts) == 2


def _nodes(family: Family, lineage: Lineage) -> Iterator[ArticleId]:
    """Every article that a family or its lineage names."""
    yield from (witness.article for witness in family.witnesses)
    if lineage.origin.article is not None:
        yield lineage.origin.article
    yield from (ArticleId(step.source) for step in lineage.derivations)
