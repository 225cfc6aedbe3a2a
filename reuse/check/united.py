"""Reports on single drafts as one: what each draft shares is judged as though it were alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reuse.model import Article, ArticleId, Family, FamilyId, Lineage, Match, Report


def united(reports: Sequence[Report]) -> Report:
    """One report of reports on different drafts, of which there is one at least.

    Families keep their order, draft after draft, and get new ids; the rest is what any of the
    reports has, once.
    """
    if len(reports) == 1:
        return reports[0]
    articles: dict[ArticleId, Article] = {a.id: a for r in reports for a in r.articles}
    matches: dict[Match, None] = dict.fromkeys(m for r in reports for m in r.matches)
    families, lineages = _renamed(reports)
    return replace(
        reports[0],
        articles=tuple(articles[key] for key in sorted(articles)),
        matches=tuple(sorted(matches, key=_place)),
        families=families,
        lineages=lineages,
        words={key: count for r in reports for key, count in r.words.items()},
        notes=tuple(dict.fromkeys(note for r in reports for note in r.notes)),
    )


def _place(match: Match) -> tuple[object, ...]:
    return match.left_article, match.right_article, match.left, match.right, match.kind


def _renamed(reports: Sequence[Report]) -> tuple[tuple[Family, ...], tuple[Lineage, ...]]:
    both = [pair for r in reports for pair in zip(r.families, r.lineages, strict=True)]
    width = len(str(len(both)))
    named = [(FamilyId(f"f{number:0{width}d}"), *pair) for number, pair in enumerate(both, 1)]
    return (
        tuple(replace(family, id=name) for name, family, _ in named),
        tuple(replace(lineage, family=name) for name, _, lineage in named),
    )
