"""The row that both stories run: articles in; families and lineages of what was found out.

A story says which articles there are and what is asked of them; everything between, from
path to lineage, is here once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from importlib import import_module
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

from reuse.errors import NothingToRead, UnreadableInput
from reuse.model import Article, ArticleId, Findings, Progress, Report, Skipped
from reuse.progress import silent
from reuse.report.naming import told_apart
from reuse.report.wording import count
from reuse.settings import Settings

Source = str | Path | Article


def gather(
    sources: Iterable[Source],
    settings: Settings,
    *,
    strict: bool,
    progress: Progress = silent,
    keep: Callable[[Article], Article] | None = None,
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """As `collect`, but having no article at all is an error (NothingToRead)."""
    articles, skipped = collect(sources, settings, strict=strict, progress=progress, keep=keep)
    if not articles:
        reasons = "; ".join(f"{s.source}: {s.reason}" for s in skipped[:3])
        raise NothingToRead(f"no article to read ({reasons or 'the input is empty'})")
    return articles, skipped


def collect(
    sources: Iterable[Source],
    settings: Settings,
    *,
    strict: bool,
    progress: Progress = silent,
    keep: Callable[[Article], Article] | None = None,
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Articles sorted by unique ids, and what was skipped, sorted.

    `keep` is given each article that is read, and gives what is kept of it (see `Shelf`).
    """
    sources = [sources] if isinstance(sources, str | Path) else list(sources)
    from reuse.read import read as read_paths

    given = [source for source in sources if isinstance(source, Article)]
    paths = [source for source in sources if not isinstance(source, Article)]
    articles: list[Article] = []
    skipped: list[Skipped] = []
    found = read_paths(paths, settings=settings.read)
    if keep is not None:
        found = (keep(record) if isinstance(record, Article) else record for record in found)
    for done, record in enumerate(chain(given, found)):
        progress("reading", done, 0)
        if isinstance(record, Article):
            articles.append(record)
        else:
            skipped.append(record)
    articles, repeated = _with_unique_ids(articles)
    skipped += repeated
    if strict and skipped:
        first = min(skipped)
        raise UnreadableInput(
            f"{count(len(skipped), 'input')} could not be read; {first.source}: {first.reason}"
        )
    return tuple(articles), tuple(sorted(skipped))


def _with_unique_ids(articles: Iterable[Article]) -> tuple[list[Article], list[Skipped]]:
    """Articles sorted by ids made unique; the same id with the same text is skipped."""
    ordered = sorted(articles, key=attrgetter("id"))
    taken = {article.id for article in ordered}
    if len(taken) == len(ordered):
        return ordered, []
    kept: list[Article] = []
    skipped: list[Skipped] = []
    for _, same in groupby(ordered, key=attrgetter("id")):
        number, last = 0, None
        for article in sorted(same, key=attrgetter("text", "source")):
            if article.text == last:
                reason = f'same id "{article.id}" and same text again'
                skipped.append(Skipped(article.source, reason))
                continue
            number, last = number + 1, article.text
            kept.append(article if number == 1 else renamed(article, number, taken))
    return sorted(kept, key=attrgetter("id")), skipped


def renamed(article: Article, number: int, taken: set[ArticleId]) -> Article:
    """The article with the first free id of that number or a higher one, which is taken then."""
    while (name := ArticleId(f"{article.id}~{number}")) in taken:
        number += 1
    taken.add(name)
    return replace(article, id=name)


def traced(
    articles: tuple[Article, ...],
    skipped: tuple[Skipped, ...],
    found: Findings,
    *,
    settings: Settings,
    drafts: Collection[ArticleId] = frozenset(),
    progress: Progress,
) -> Report:
    """Families and lineages of the findings, with everything a renderer may know."""
    from reuse.trace import trace
    from reuse.trace.disguised import disguised

    families, lineages = trace(
        articles,
        found.matches,
        settings=settings.trace,
        min_words=settings.min_words,
        drafts=drafts,
        progress=progress,
    )
    return Report(
        disguises=disguised(families, articles),
        # By name: the public names of `reuse` lead to the stories above the row.
        version=import_module("reuse").__version__,
        settings=settings.to_dict(),
        articles=told_apart(articles),
        skipped=skipped,
        matches=found.matches,
        families=families,
        lineages=lineages,
        words=found.words,
        notes=found.notes,
    )
