"""A part of a report: some passages with every article that carries them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from reuse.errors import UsageError
from reuse.model import ArticleId, Report
from reuse.report.certainty import ties
from reuse.report.naming import nodes_of
from reuse.report.wording import PART, count


def picked(report: Report, ids: Sequence[str]) -> Report:
    """The passages asked for, as a report of their own that says so in its notes.

    Args:
        report: the whole.
        ids: passages (`f007`) and articles by their ids.  Each passage is kept; of
            articles the passages are kept that all of those named carry.  `passage:` or
            `article:` may stand before an id, and must where it is both.  What is no id
            is taken as a passage's number, however written (`f7`, `7`).

    Raises:
        UsageError: nothing of the report has that id, or the articles share nothing.
    """
    families = _chosen(report, ids)
    kept = [n for n, family in enumerate(report.families) if family.id in families]
    pairs = [(report.families[n], report.lineages[n]) for n in kept]
    part = replace(
        report,
        families=tuple(family for family, _ in pairs),
        lineages=tuple(lineage for _, lineage in pairs),
    )
    articles = {node for family, lineage in pairs for node in nodes_of(family, lineage)}
    shown = tuple(a for a in report.articles if a.id in articles)
    note = (
        f"{PART} ({', '.join(ids)}): {len(pairs):,} of "
        f"{count(len(report.families), 'passage')}, {len(shown):,} of "
        f"{count(len(report.articles), 'article')}."
    )
    return replace(
        part,
        articles=shown,
        # Those that meet the same passage on both sides.
        matches=tuple(dict.fromkeys(tie.match for tie in ties(part))),
        words={a.id: report.words[a.id] for a in shown if a.id in report.words},
        notes=(note, *report.notes),
    )


def _chosen(report: Report, ids: Iterable[str]) -> set[str]:
    families = {str(f.id): {w.article for w in f.witnesses} for f in report.families}
    articles = {str(article.id) for article in report.articles}
    chosen: set[str] = set()
    wanted: set[ArticleId] = set()
    for asked in ids:
        kind, name = _named(asked, families, articles=articles)
        if kind == "passage":
            chosen.add(name)
        else:
            wanted.add(ArticleId(name))
    shared = {name for name, carriers in families.items() if wanted and wanted <= carriers}
    if wanted and not shared:
        raise UsageError(f"--pick {', '.join(sorted(wanted))}: no passage is shared there")
    return chosen | shared


def _named(asked: str, families: Collection[str], *, articles: Collection[str]) -> tuple[str, str]:
    """What an id means, and the id: a passage or an article, said in front where it is both."""
    known = {"passage": families, "article": articles}
    kinds = [kind for kind, ids in known.items() if asked in ids]
    if len(kinds) == 1:
        return kinds[0], asked
    if kinds:
        raise UsageError(
            f"--pick {asked}: a passage and an article have that id; say passage:{asked} or "
            f"article:{asked}"
        )
    kind, _, name = asked.partition(":")
    if name in known.get(kind, ()):
        return kind, name
    numbered = _numbered(asked if kind != "passage" else name, families)
    if numbered is None:
        raise UsageError(f"--pick {asked}: the report has no passage and no article of that id")
    return "passage", numbered


def _numbered(asked: str, families: Collection[str]) -> str | None:
    """The passage of that number: ids have as many zeros as the collection needs (f7, f07)."""
    number = re.fullmatch("f?0*([1-9][0-9]{0,17})", asked)
    if number is None:
        return None
    ids = re.compile(f"f0*{number[1]}")
    return next((family for family in families if ids.fullmatch(family)), None)
