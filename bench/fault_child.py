"""A process that writes to an archive and says what it does, until somebody ends it.

    python bench/fault_child.py ARCHIVE NAME STEPS [LIMIT]

Each step adds some articles, replaces one, or removes one.  A line says what it is going to do,
`plan`, and one that it is done, `done`, each with its changes: `+ID NUMBER` or `-ID`, where
NUMBER names a text.  LIMIT is the size in bytes beyond which no file may grow.
"""

from __future__ import annotations

import random
import resource
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

from fault_articles import made_articles

from reuse.archive import Archive, open_archive
from reuse.errors import ArchiveError
from reuse.model import Article, ArticleId

_TEXTS = 40
REFUSED = 3


@cache
def texts() -> tuple[Article, ...]:
    """The articles whose texts are added under many ids."""
    return tuple(made_articles(_TEXTS, seed=1, length=40))


def apply(change: str, held: dict[str, int]) -> None:
    """Do to a table of ids and texts what was done to an archive."""
    article_id, _, number = change[1:].partition(" ")
    if change[0] == "-":
        del held[article_id]
    else:
        held[article_id] = int(number)


def main(path: Path, name: str, steps: int) -> None:
    """Write in so many steps."""
    dice = random.Random(name)
    held: dict[str, int] = {}
    with open_archive(path) as archive:
        for step in range(steps):
            changes = _changes(f"{name}-{step}", held, dice)
            print("plan", *changes, sep="\t", flush=True)
            _make(archive, changes)
            print("done", *changes, sep="\t", flush=True)
            for change in changes:
                apply(change, held)


def _changes(name: str, held: dict[str, int], dice: random.Random) -> list[str]:
    if held and dice.random() < 0.2:
        return [f"-{dice.choice(sorted(held))}"]
    ids = [f"{name}-{part}" for part in range(dice.randrange(1, 4))]
    if held and dice.random() < 0.3:
        ids.append(dice.choice(sorted(held)))
    return [f"+{own} {dice.randrange(_TEXTS)}" for own in ids]


def _make(archive: Archive, changes: list[str]) -> None:
    archive.remove(change[1:] for change in changes if change[0] == "-")
    added: dict[str, int] = {}
    for change in changes:
        if change[0] == "+":
            apply(change, added)
    archive.add(replace(texts()[n], id=ArticleId(own)) for own, n in added.items())


if __name__ == "__main__":
    if len(sys.argv) > 4:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
    try:
        main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    except ArchiveError as error:
        print(error, file=sys.stderr)
        sys.exit(REFUSED)
