"""A part of a report: some passages with every article that carries them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reuse.errors import UsageError
from reuse.model import ArticleId, Family, Match, Report, Span
from reuse.report.naming import nodes_of
from reuse.report.wording import count


def picked(report: Report, ids: Sequence[str]) -> Report:
    """The passages asked for, as a report of their own that says so in its notes.

    Args:
        report: the whole.
        ids: passages (`f007`) and articles by their ids.  Each passage is kept; of
            articles the passages are kept that all of those named carry.

    Raises:
        UsageError: nothing of the report has that id, or the articles share nothing.
    """
    families = _chosen(report, ids)
    kept = [n for n, family in enumerate(report.families) if family.id in families]
    pairs = [(report.families[n], report.lineages[n]) for n in kept]
    articles = {node for family, lineage in pairs for node in nodes_of(family, lineage)}
    shown = tuple(a for a in report.articles if a.id in articles)
    note = (
        f"Only a part is shown ({', '.join(ids)}): {len(pairs):,} of "
        f"{count(len(report.families), 'passage')}, {len(shown):,} of "
        f"{count(len(report.articles), 'article')}."
    )
    return replace(
        report,
        articles=shown,
        matches=_matches_of(report.matches, [family for family, _ in pairs]),
        families=tuple(family for family, _ in pairs),
        lineages=tuple(lineage for _, lineage in pairs),
        words={a.id: report.words[a.id] for a in shown if a.id in report.words},
        notes=(note, *report.notes),
    )


def _chosen(report: Report, ids: Iterable[str]) -> set[str]:
    families = {str(f.id): {w.article for w in f.witnesses} for f in report.families}
    articles = {str(article.id) for article in report.articles}
    unknown = [name for name in ids if name not in families and name not in articles]
    if unknown:
        raise UsageError(
            f"--pick {unknown[0]}: the report has no passage and no article of that id"
        )
    wanted = {ArticleId(name) for name in ids if name not in families}
    chosen = {name for name in ids if name in families}
    shared = {name for name, carriers in families.items() if wanted and wanted <= carriers}
    if wanted and not shared:
        raise UsageError(f"--pick {', '.join(sorted(wanted))}: no passage is shared there")
    return chosen | shared


def _matches_of(matches: Iterable[Match], families: Iterable[Family]) -> tuple[Match, ...]:
    """The matches that meet the same family on both sides."""
    places: defaultdict[ArticleId, list[tuple[Span, int]]] = defaultdict(list)
    for number, family in enumerate(families):
        for witness in family.witnesses:
            places[witness.article].append((witness.span, number))

    def met(article: ArticleId, span: Span) -> set[int]:
        return {number for place, number in places.get(article, ()) if place.overlap(span)}

    return tuple(m for m in matches if met(m.left_article, m.left) & met(m.right_article, m.right))
