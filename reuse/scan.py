"""Story 1: a collection against itself; and two texts against each other.

Read, find, align, trace: values go from verb to verb, and what comes out is a
`Report` that every renderer can show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path

from reuse import __version__
from reuse.engine import Means, open_engine
from reuse.errors import NothingToRead, UnreadableInput, UsageError
from reuse.model import Article, ArticleId, Findings, Match, Progress, Report, Skipped
from reuse.progress import silent
from reuse.settings import Settings

Source = str | Path | Article


def scan(
    sources: Iterable[Source],
    *,
    settings: Settings | None = None,
    engine: str = "local",
    means: Means | None = None,
    strict: bool = False,
    progress: Progress = silent,
) -> Report:
    """Every copied passage across a collection, traced to where it was written first.

    Args:
        sources: files, folders (read recursively), `"-"` for standard input, or articles.
        settings: the defaults when None; no settings file is looked for.
        engine: where the row runs, one of `reuse.engine.ENGINES`.
        means: processes, memory and a folder to use; the report does not depend on them.
        strict: whether an input that cannot be read is an error.
        progress: told how far each stage is.

    Raises:
        InputMissing: a path does not exist.
        NothingToRead: no article could be read.
        UnreadableInput: `strict`, and something could not be read.
    """
    settings = settings or Settings()
    articles, skipped = gather(sources, settings, strict=strict, progress=progress)
    runner = open_engine(engine, means)
    found = runner.find_matches(articles, settings, progress=progress)
    return _report(articles, skipped, found, settings=settings, progress=progress)


def compare(
    left: str | Article, right: str | Article, *, settings: Settings | None = None
) -> tuple[Match, ...]:
    """Every passage that two texts share, sorted by the left spans.

    `Match.left` counts in `left`, `Match.right` in `right`; texts given as strings
    have the article ids `"left"` and `"right"`.  Two empty texts share nothing.
    """
    pair = _as_article(left, "left"), _as_article(right, "right")
    return _align_two(pair, settings or Settings(), silent).matches


def compare_sources(
    left: Source,
    right: Source,
    *,
    settings: Settings | None = None,
    strict: bool = False,
    progress: Progress = silent,
) -> tuple[tuple[Article, Article], Report]:
    """Two single articles from wherever they are, and the report on the two.

    The articles come in the order asked for, the report's in the order of their ids.

    Raises:
        InputMissing: a path does not exist.
        UsageError: a path holds more than one article.
        UnreadableInput: a path holds none; or `strict`, and something could not be read.
    """
    settings = settings or Settings()
    one, skipped = _only_article(left, settings, strict=strict)
    two, skipped_too = _only_article(right, settings, strict=strict)
    if two.id == one.id:
        two = replace(two, id=ArticleId(f"{two.id}~2"))
    ordered = (one, two) if one.id < two.id else (two, one)
    found = _align_two(ordered, settings, progress)
    left_out = tuple(sorted({*skipped, *skipped_too}))
    return (one, two), _report(ordered, left_out, found, settings=settings, progress=progress)


def _align_two(pair: tuple[Article, Article], settings: Settings, progress: Progress) -> Findings:
    from reuse.engine.local import LocalEngine

    return LocalEngine(Means()).match_pair(*pair, settings=settings, progress=progress)


def _only_article(
    source: Source, settings: Settings, *, strict: bool
) -> tuple[Article, tuple[Skipped, ...]]:
    articles, skipped = collect([source], settings, strict=strict)
    if len(articles) == 1:
        return articles[0], skipped
    if articles:
        raise UsageError(
            f"{source} holds {len(articles)} articles; compare takes two single ones, "
            "`reuse scan` takes collections"
        )
    raise UnreadableInput(
        "; ".join(f"{s.source}: {s.reason}" for s in skipped) or f"{source}: empty"
    )


def _report(
    articles: tuple[Article, ...],
    skipped: tuple[Skipped, ...],
    found: Findings,
    *,
    settings: Settings,
    progress: Progress,
) -> Report:
    """Families and lineages of the findings, with everything a renderer may know."""
    from reuse.trace import trace

    families, lineages = trace(articles, found.matches, settings=settings.trace, progress=progress)
    return Report(
        version=__version__,
        settings=settings.to_dict(),
        articles=articles,
        skipped=skipped,
        matches=found.matches,
        families=families,
        lineages=lineages,
        words=found.words,
        notes=found.notes,
    )


def read(
    sources: Iterable[Source], *, settings: Settings | None = None, strict: bool = False
) -> tuple[Article, ...]:
    """The articles of files and folders, sorted by id; what cannot be read is left out.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: `strict`, and something could not be read.
    """
    return collect(sources, settings or Settings(), strict=strict)[0]


def gather(
    sources: Iterable[Source],
    settings: Settings,
    *,
    strict: bool,
    progress: Progress = silent,
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """As `collect`, but having no article at all is an error (NothingToRead)."""
    articles, skipped = collect(sources, settings, strict=strict, progress=progress)
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
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Articles sorted by unique ids, and what was skipped, sorted."""
    sources = [sources] if isinstance(sources, str | Path) else list(sources)
    from reuse.read import read as read_paths

    given = [source for source in sources if isinstance(source, Article)]
    paths = [source for source in sources if not isinstance(source, Article)]
    articles: list[Article] = []
    skipped: list[Skipped] = []
    for done, record in enumerate(chain(given, read_paths(paths, settings=settings.read))):
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
            f"{len(skipped)} input(s) could not be read; {first.source}: {first.reason}"
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
            kept.append(article if number == 1 else _renamed(article, number, taken))
    return sorted(kept, key=attrgetter("id")), skipped


def _renamed(article: Article, number: int, taken: set[ArticleId]) -> Article:
    while (name := ArticleId(f"{article.id}~{number}")) in taken:
        number += 1
    taken.add(name)
    return replace(article, id=name)


def _as_article(given: str | Article, name: str) -> Article:
    if isinstance(given, Article):
        return replace(given, id=given.id or ArticleId(name))
    return Article(id=ArticleId(name), text=given, source=name)
