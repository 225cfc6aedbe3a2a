"""Story 1: a collection against itself; and two texts against each other.

Read, find, align, trace: values go from verb to verb, and what comes out is a
`Report` that every renderer can show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reuse.engine import Means, open_engine
from reuse.errors import UnreadableInput, UsageError
from reuse.model import Article, ArticleId, Findings, Match, Progress, Report, Skipped
from reuse.progress import silent
from reuse.row import Source, collect, gather, traced
from reuse.settings import Settings
from reuse.shelf import Shelf


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
    means = means or Means()
    runner = open_engine(engine, means)
    shelf = Shelf(means.work, memory=means.memory_bytes())
    articles, skipped = gather(sources, settings, strict=strict, progress=progress, keep=shelf.put)
    found = runner.find_matches(articles, settings, progress=progress)
    return traced(articles, skipped, found, settings=settings, progress=progress)


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
    report = traced(ordered, left_out, found, settings=settings, progress=progress)
    return (report.article(one.id), report.article(two.id)), report


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


def read(
    sources: Iterable[Source], *, settings: Settings | None = None, strict: bool = False
) -> tuple[Article, ...]:
    """The articles of files and folders, sorted by id; what cannot be read is left out.

    Raises:
        InputMissing: a path does not exist.
        UnreadableInput: `strict`, and something could not be read.
    """
    return collect(sources, settings or Settings(), strict=strict)[0]


def _as_article(given: str | Article, name: str) -> Article:
    if isinstance(given, Article):
        return replace(given, id=given.id or ArticleId(name))
    return Article(id=ArticleId(name), text=given, source=name)
