"""Where the row runs, never what it computes: one file per engine, found by its name."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from reuse.errors import UsageError
from reuse.model import Article, Findings, Progress
from reuse.settings import Settings

MOST_JOBS = 256
ENGINES = tuple(sorted(module.name for module in iter_modules(__path__)))


class Engine(Protocol):
    """Runs the row from articles to matches.

    The result depends on the articles and the settings alone: any engine, any
    number of jobs and any order of the articles give equal findings, matches
    sorted by articles and spans, `left_article < right_article` in each.
    """

    def find_matches(
        self, articles: Sequence[Article], settings: Settings, *, progress: Progress
    ) -> Findings:
        """Every match between two different articles of the collection."""
        ...


def open_engine(name: str, *, jobs: int = 1) -> Engine:
    """The engine of that name, working with `jobs` processes.

    Raises:
        UsageError: there is no such engine, or `jobs` is not 1 to `MOST_JOBS`.
    """
    if name not in ENGINES:
        raise UsageError(f"no engine {name!r} (known: {', '.join(ENGINES)})")
    if not 1 <= jobs <= MOST_JOBS:
        raise UsageError(f"jobs must be 1 to {MOST_JOBS}, not {jobs}")
    return cast(Engine, import_module(f"reuse.engine.{name}").open_engine(jobs))
