"""What the lineages say of the passages that two articles share, a sentence for each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reuse.model import Article, ArticleId, Family, Lineage, Match, Report, Span
from reuse.report.certainty import places_of
from reuse.report.disguised import disguised_said, disguises_in
from reuse.report.moments import date_words
from reuse.report.naming import name_of
from reuse.report.plain.brevity import short
from reuse.report.plain.columns import Line
from reuse.report.plain.sidebyside import side_by_side
from reuse.report.segments import differences
from reuse.report.wording import CERTAINTY, CONFIDENCE, KIND, count, is_known, origin_words

KEY = "[-only left-] {+only right+} [=credit=]; case, quotes and dashes count as equal."
_NAMES_A_SOURCE = frozenset({"credited", "quoted", "linked", "misattributed"})


@dataclass(frozen=True, slots=True)
class Shared:
    """One passage of two articles, left and right as asked for."""

    match: Match
    left: Span
    right: Span


def shared_passages(report: Report, left: ArticleId) -> tuple[Shared, ...]:
    """The matches of a report on two articles, in the order of the left one."""
    found = (
        Shared(m, m.left, m.right) if m.left_article == left else Shared(m, m.right, m.left)
        for m in report.matches
    )
    return tuple(sorted(found, key=lambda shared: (shared.left, shared.right)))


def head_of(article: Article) -> tuple[str, ...]:
    """Outlet, title (else where it was read) and date of an article, none of them twice."""
    lines = (
        str(name_of(article)),
        article.title or article.source,
        date_words(article.published) if article.published else "",
    )
    return tuple(dict.fromkeys(short(line) for line in lines if line))


def caption_of(match: Match, number: int, *, total: int) -> str:
    """What stands above a passage: its place, length, kind and certainty."""
    words = count(match.words, "word")
    return f"Passage {number} of {total}: {words}, {KIND[match.kind]}, {CERTAINTY[match.certainty]}"


def nothing_shared(report: Report) -> str:
    """What stands in place of passages when there are none."""
    return f"No shared passage of {report.settings['min_words']} words or more was found."


class PairNotes:
    """Looks up what a report on two articles knows of each passage."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._places = places_of(report)
        self._phrases = {article.id: _phrases(report, article.id) for article in report.articles}

    def lineage(self, match: Match) -> str:
        """Where a passage comes from, and which of the two says so; "" when no family holds it."""
        number = self._family(match)
        if number is None:
            return ""
        family, lineage = self.report.families[number], self.report.lineages[number]
        sides = [self.report.article(a) for a in (match.left_article, match.right_article)]
        naming = [_named(family, article) for article in sides]
        if naming[0] and naming[0] == naming[1]:
            said = [f"{short(naming[0])} is named by both as the source."]
        else:
            said = [_credit(a, outlet) for a, outlet in zip(sides, naming, strict=True) if outlet]
        return " ".join((*(said or ["Neither names a source."]), self._origin(lineage)))

    def disguised(self, match: Match) -> Iterator[str]:
        """How words of a passage are disguised, a line for each of the two that has such words."""
        for name, span in (
            (match.left_article, match.left),
            (match.right_article, match.right),
        ):
            article = self.report.article(name)
            if said := disguised_said(disguises_in(self.report, name, span), article.text):
                yield f"Disguised in {_called(article)}: {said}."

    def credits(self, article: ArticleId, passage: Span) -> tuple[Span, ...]:
        """The words of credits that lie in a passage, counted from its beginning."""
        spans = self._phrases[article]
        first = bisect_left(spans, Span(passage.start, passage.start + 1))
        last = bisect_left(spans, Span(passage.end, passage.end + 1))
        inside = (span for span in spans[first:last] if passage.contains(span))
        return tuple(Span(s.start - passage.start, s.end - passage.start) for s in inside)

    def _family(self, match: Match) -> int | None:
        sides = ((match.left_article, match.left), (match.right_article, match.right))
        met: list[dict[int, int]] = []
        for article, span in sides:
            places = self._places.get(article)
            overlaps: dict[int, int] = {}
            for family, witness in places.at(span) if places else ():
                place = self.report.families[family].witnesses[witness].span
                overlaps[family] = max(overlaps.get(family, 0), place.overlap(span))
            met.append(overlaps)
        shared = met[0].keys() & met[1].keys()
        return max(shared, key=lambda n: (min(met[0][n], met[1][n]), -n), default=None)

    def _origin(self, lineage: Lineage) -> str:
        origin = lineage.origin
        if not is_known(origin):
            return "The origin is not known."
        name = short(origin_words(origin))
        if origin.article is not None:
            name = _called(self.report.article(origin.article))
        where = "" if origin.in_corpus else " (not one of the two)"
        return f"Origin: {name}{where}, {CONFIDENCE[origin.confidence]}."


def aligned(
    pair: tuple[Article, Article], shared: Shared, *, notes: PairNotes, width: int
) -> Iterator[Line]:
    """Both sides of a passage in two columns, with changes and credits marked."""
    left, right = pair
    changes = differences(
        shared.left.of(left.text),
        shared.right.of(right.text),
        languages=(left.language, right.language),
    )
    credit = notes.credits(left.id, shared.left), notes.credits(right.id, shared.right)
    return side_by_side(changes, width=width, credit=credit)


def _phrases(report: Report, article: ArticleId) -> Sequence[Span]:
    """The words of all credits of an article, in order; of those that overlap the first."""
    found = sorted(
        {
            w.credit.phrase
            for family in report.families
            for w in family.witnesses
            if w.article == article and w.credit and w.credit.phrase
        }
    )
    return tuple(_apart(found))


def _apart(spans: Sequence[Span]) -> Iterator[Span]:
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _named(family: Family, article: Article) -> str:
    """The outlet that an article names as its source for the passage; "" for none."""
    for credit in (w.credit for w in family.witnesses if w.article == article.id):
        if credit and credit.status in _NAMES_A_SOURCE and credit.outlet != article.outlet:
            return credit.outlet or ""
    return ""


def _credit(article: Article, outlet: str) -> str:
    return f"{_called(article)} names {short(outlet)} as the source."


def _called(article: Article) -> str:
    return short(name_of(article).main)
