"""Where the row runs, never what it computes: one file per engine, found by its name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from reuse.errors import UsageError
from reuse.model import Article, Findings, Progress
from reuse.settings import Settings

MOST_JOBS = 256
LEAST_MEMORY = 1 << 26
# Where the system does not say how much there is.
_USUAL_MEMORY = 4 << 30
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")

ENGINES = tuple(sorted(module.name for module in iter_modules(__path__)))


def _tell_nobody(_: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Means:
    """What a job may use of the machine; no result depends on it.

    Attributes:
        jobs: processes to use.
        memory: bytes that the job may take, about; half of the machine's when None.
        work: a folder that keeps what is done, so that a stopped job goes on; none when None.
        tell: is told, in a sentence, what of this the job cannot keep to.
    """

    jobs: int = 1
    memory: int | None = None
    work: Path | str | None = None
    tell: Callable[[str], None] = field(default=_tell_nobody, compare=False, repr=False)

    def memory_bytes(self) -> int:
        """The bytes that the job may take, about."""
        if self.memory is not None:
            return self.memory
        return all_memory_bytes() // 2


def all_memory_bytes() -> int:
    """The bytes that there are for this process, those of others included."""
    return min(_machine_memory(), _allowed_memory())


def _machine_memory() -> int:
    try:
        pages = os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not a Unix
        pages = -1
    return os.sysconf("SC_PAGE_SIZE") * pages if pages > 0 else _USUAL_MEMORY


def _allowed_memory() -> int:
    """What a container may use, if this is one that says it."""
    try:
        return int(_CONTAINER_LIMIT.read_text("ascii"))
    except (OSError, ValueError):  # "max"
        return sys.maxsize


class Engine(Protocol):
    """Runs the row from articles to matches.

    The result depends on the articles and the settings alone: any engine, any
    means and any order of the articles give equal findings, matches
    sorted by articles and spans, `left_article < right_article` in each.
    """

    def find_matches(
        self, articles: Sequence[Article], settings: Settings, *, progress: Progress
    ) -> Findings:
        """Every match between two different articles of the collection."""
        ...


def open_engine(name: str, means: Means | None = None) -> Engine:
    """The engine of that name, working with those means.

    Raises:
        UsageError: there is no such engine, or the means are out of bounds: `jobs` is 1 to
            `MOST_JOBS`, `memory` `LEAST_MEMORY` at least.
    """
    means = means or Means()
    if name not in ENGINES:
        raise UsageError(f"no engine {name!r} (known: {', '.join(ENGINES)})")
    if not 1 <= means.jobs <= MOST_JOBS:
        raise UsageError(f"jobs must be 1 to {MOST_JOBS}, not {means.jobs}")
    if means.memory is not None and means.memory < LEAST_MEMORY:
        raise UsageError(f"memory must be {LEAST_MEMORY} bytes (64M) at least, not {means.memory}")
    return cast(Engine, import_module(f"reuse.engine.{name}").open_engine(means))
